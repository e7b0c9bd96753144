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
from uuid import uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from ita_portal.templatetags.form_keys import ANY_ONCE

MOST_KEPT = 128
MOST_KEPT_OF_PERSONS = 256  # parts of a page: some ten kilobytes each
# Stand in what is kept for the token and for keys that hold once; nobody can have typed them, as each process draws its
# own.
ANY_TOKEN, ANY_KEY = token_urlsafe(24), token_urlsafe(24)
MARKS = {"csrf_token": ANY_TOKEN, ANY_ONCE: ANY_KEY}


class Stamped(Protocol):
    """Whatever was read together with how the agency's data stood then: a person's access."""

    @property
    def stamp(self) -> str: ...


class PersonsStamped(Stamped, Protocol):
    """The same, with what the person may do: an account that belongs to no agency moves no stamp."""

    @property
    def rights(self) -> frozenset[Any]: ...


_Judged = TypeVar("_Judged")


class _Shelf:
    """So many things that were made once, of which the one that was not asked for the longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[Hashable, ...], make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._things.clear()


_judged, _of_persons = _Shelf(MOST_KEPT), _Shelf(MOST_KEPT_OF_PERSONS)


def kept(access: Stamped, what: tuple[Hashable, ...], judge: Callable[[], _Judged]) -> _Judged:
    """Return what `judge` returns of the agency, from memory where nothing was written since it was judged.

    `what` names it, with all that it depends on beside the agency's data, the years and the day: the cycle, rights.
    """
    found: _Judged = _found(_judged, access, what, judge)
    return found


def _found(shelf: _Shelf, access: Stamped, what: tuple[Hashable, ...], make: Callable[[], _Judged]) -> Any:
    return shelf.find((access.stamp, timezone.localdate(), *what), make) if access.stamp else make()


def forget_all() -> None:
    """Forget everything, as a new process begins."""
    for shelf in (_judged, _of_persons):
        shelf.clear()


def kept_html(
    request: HttpRequest,
    access: Stamped,
    what: tuple[Hashable, ...],
    template: str,
    context: Callable[[], dict[str, Any]],
) -> SafeString:
    """Return a part of a page, kept as it was written but for the tokens and the keys of its forms.

    `context` returns what the part is written from, and is asked where it has to be written anew. The part may say
    nothing else that belongs to the request: no message.
    """
    written = kept(access, (template, *what), lambda: render_to_string(template, {**context(), **MARKS}))
    return _with_keys(request, written)


def kept_html_of_person(
    request: HttpRequest,
    access: PersonsStamped,
    what: tuple[Hashable, ...],
    template: str,
    context: Callable[[], dict[str, Any]],
    **others: SafeString,
) -> SafeString:
    """Return a part of a page as `kept_html` does, kept for the person who is signed in and for nobody else.

    `others` are parts that come into it as they are and are kept elsewhere, by the names that the template knows.
    """
    marks = {name: SafeString(f"{ANY_TOKEN} {name}") for name in others}

    def write() -> str:
        return render_to_string(template, {**context(), **marks, **MARKS})

    written = _found(_of_persons, access, (template, request.user.pk, access.rights, *what), write)
    for name, mark in marks.items():
        written = written.replace(mark, others[name])
    return _with_keys(request, written)


def _with_keys(request: HttpRequest, written: str) -> SafeString:
    """Put the person's token into the forms of what was kept, and into each that creates something a key of its own."""
    first, *others = written.split(ANY_KEY)
    written = first + "".join(f"{uuid4()}{part}" for part in others)
    return SafeString(written.replace(ANY_TOKEN, get_token(request)) if ANY_TOKEN in written else written)
