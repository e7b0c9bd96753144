"""What was judged of an agency, kept in the memory of a process until something changes.

It is kept for the day, since what is in time today may be late tomorrow, and by the stamp that came with the person's
access (`agencies/stamps.py`): every write gives another one, so that nobody is answered what was true before it,
whichever process wrote. What lies here is shared by requests: it is read, never changed.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from secrets import token_urlsafe
from threading import Lock
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

MOST_KEPT = 128
# Stands for the token in what is kept; nobody can have typed it, as each process draws its own.
ANY_TOKEN = token_urlsafe(24)


class Stamped(Protocol):
    """Whatever was read together with how the agency's data stood then: a person's access."""

    @property
    def stamp(self) -> str: ...


_Judged = TypeVar("_Judged")
_kept: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()


def kept(access: Stamped, what: tuple[Hashable, ...], judge: Callable[[], _Judged]) -> _Judged:
    """Return what `judge` returns of the agency, from memory where nothing was written since it was judged.

    `what` names it, with all that it depends on beside the agency's data, the years and the day: the cycle, rights.
    """
    if not access.stamp:
        return judge()
    key = (access.stamp, timezone.localdate(), *what)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[no-any-return]  # what was put there under the same name
    judged = judge()
    with _lock:
        _kept[key] = judged
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return judged


def forget_all() -> None:
    """Forget everything, as a new process begins."""
    with _lock:
        _kept.clear()


def kept_html(
    request: HttpRequest,
    access: Stamped,
    what: tuple[Hashable, ...],
    template: str,
    context: Callable[[], dict[str, Any]],
) -> SafeString:
    """Return a part of a page, kept as it was written but for the token of its forms, which is each person's own.

    `context` returns what the part is written from, and is asked where it has to be written anew. The part may say
    nothing that belongs to the request: no message, no key that holds once.
    """
    written = kept(
        access, (template, *what), lambda: render_to_string(template, {**context(), "csrf_token": ANY_TOKEN})
    )
    return SafeString(written.replace(ANY_TOKEN, get_token(request)) if ANY_TOKEN in written else written)
