"""What the tests of the whole portal share."""

from hypothesis import settings

# A slow machine is no reason to fail.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
