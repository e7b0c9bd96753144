"""What was checked of a file, carried by the page to its confirmation: signed, and good for one hour."""

from typing import Any

from django.core import signing

MAX_AGE_SECONDS = 60 * 60


class UploadStale(Exception):
    """What was checked cannot be stored as it was checked: too old, not ours, or the rules have changed since."""


def signed(checked: Any, *, salt: str) -> str:
    """Return what was checked for the page to carry; `salt` names the person and the thing it is good for."""
    return signing.dumps(checked, salt=salt, compress=True)


def read_signed(text: str, *, salt: str) -> Any:
    """Return what was checked, or raise UploadStale."""
    try:
        return signing.loads(text, salt=salt, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as error:
        raise UploadStale from error
