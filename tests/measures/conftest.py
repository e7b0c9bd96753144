import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """The accounts of a test need no strong hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
