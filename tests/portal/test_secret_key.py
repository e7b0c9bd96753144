"""Changing the key that signs: with the old one as a fallback what it signed goes on, without it nothing does."""

import pytest
from django.core import signing

from agencies.models import User
from measures.reminder_mail import SALT
from tests.portal.test_headers import in_production


def test_keys_of_before_are_a_setting():
    found = in_production("SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS="old,older")
    assert found == {"SECRET_KEY_FALLBACKS": ["old", "older"]}


def test_what_an_old_key_signed_holds_as_long_as_it_is_kept(settings):
    settings.SECRET_KEY = "the old key"
    link, person = signing.dumps(7, salt=SALT), User(password="a hash")
    of_session = person.get_session_auth_hash()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    assert signing.loads(link, salt=SALT) == 7
    assert of_session in person.get_session_auth_fallback_hash()
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.BadSignature):
        signing.loads(link, salt=SALT)
    assert of_session not in [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
