"""A reminder as a letter, and the link by which its reader stops further ones without signing in."""

import hashlib
from email.charset import BASE64, Charset

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.models import User
from measures.rules.reminders import Digest

# Part of every link that was ever mailed: with another one, the links in old letters would stop working.
SALT = "measures.reminders.stop"
# Seven bits pass every server as they are; eight may be written anew on the way, which breaks signatures.
SEVEN_BITS = Charset("utf-8")
SEVEN_BITS.body_encoding = BASE64


def letter_to(user: User, digest: Digest) -> EmailMessage:
    """Return the letter, in plain text, with links that begin with the portal's address."""
    stop = absolute(reverse("reminder-stop", args=(stop_token(user),)))
    context = {
        "name": " ".join(str(user).split()),
        "digest": digest,
        "site": settings.SITE_URL,
        "inbox": absolute(reverse("inbox")),
        "my_work": absolute(reverse("my-work-short")),
        "choices": absolute(reverse("reminder-settings")),
        "stop": stop,
    }
    headers = {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }
    body = render_to_string("measures/reminder_mail.txt", context)
    letter = EmailMessage(digest.subject, body, to=[user.email], headers=headers)
    letter.encoding = SEVEN_BITS
    return letter


def digest_hash(letter: EmailMessage) -> str:
    """Return the SHA-256 of what a letter says."""
    return hashlib.sha256(f"{letter.subject}\n{letter.body}".encode()).hexdigest()


def stop_token(user: User) -> str:
    """Return what proves that a link came from a letter to this person; it holds as long as the account."""
    return signing.dumps(user.pk, salt=SALT)


def user_of(token: str) -> User | None:
    """Return the person of a stop link, or None where the link is broken or forged, or the account gone."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def absolute(path: str) -> str:
    """Return an address of the portal in full."""
    return f"{settings.SITE_URL}{path}"
