"""Once means once: a form that creates something creates one thing, however often its button is pressed.

The form carries a key of its own (`{% once_key %}`). The first post with it stores, together with what it creates,
where it led and what it said; every further one is led there and told the same. A post that was refused created
nothing, and its key may be used again. Keys are forgotten after a day.
"""

import functools
import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from agencies.models import SentForm, User

FIELD = "once"
LONGEST_KEY = 64
KEPT_FOR = timedelta(days=1)
# How long a post waits for the one before it, and how often it looks.
WAIT_SECONDS, PAUSE_SECONDS = 20.0, 0.1

View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """Let a view take each form once. What it writes is one with the key: both are there, or neither.

    A second post waits for the first at the key itself, whose place in the database is taken.
    """

    @functools.wraps(view)
    def taken_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = once_key_of(request)
        if not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            sent, is_first = SentForm.objects.get_or_create(person=_person_of(request), key=key)
            if not is_first:
                return _led_again(request, sent)
            response = view(request, *args, **kwargs)
            _remember(request, response, sent)
        return response

    taken_once.is_once = True  # type: ignore[attr-defined]  # for the tests that look for every such view
    return taken_once


def once_slowly(view: View) -> View:
    """Let a view take each form once that prints, scans or writes letters: nobody else waits at the database for it.

    A second post looks from time to time whether the first is done; one whose process ended keeps it for a while.
    """

    @functools.wraps(view)
    def taken_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = once_key_of(request)
        if not key:
            return view(request, *args, **kwargs)
        sent = _claimed(request, key)
        if sent.address:
            return _led_again(request, sent)
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            sent.delete()
            raise
        _remember(request, response, sent)
        return response

    taken_once.is_once = True  # type: ignore[attr-defined]  # for the tests that look for every such view
    return taken_once


def _person_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # `once_key_of` has looked
    return request.user


def once_key_of(request: HttpRequest) -> str:
    """Return the digest under which a form is known, for this address alone; nothing where it has no key."""
    typed = request.POST.get(FIELD, "") if request.method == "POST" and isinstance(request.user, User) else ""
    is_key = 0 < len(typed) <= LONGEST_KEY
    return hashlib.sha256(f"{request.path}\0{typed}".encode("utf-8", "replace")).hexdigest() if is_key else ""


def _claimed(request: HttpRequest, key: str) -> SentForm:
    """Return the key, taken by this post, or by an earlier one that has led somewhere."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        sent, is_first = SentForm.objects.get_or_create(person=_person_of(request), key=key)
        if is_first or sent.address or time.monotonic() >= until:
            return sent
        time.sleep(PAUSE_SECONDS)


def _remember(request: HttpRequest, response: HttpResponse, sent: SentForm) -> None:
    """Keep where a form led; a page that refused it leaves the key as it was."""
    if not isinstance(response, HttpResponseRedirect):
        sent.delete()
        return
    said: list[Any] = getattr(messages.get_messages(request), "_queued_messages", [])
    sent.address = response.url
    sent.messages = [[each.level, str(each.message), each.extra_tags] for each in said]
    sent.save()


def _led_again(request: HttpRequest, sent: SentForm) -> HttpResponse:
    for level, text, tags in sent.messages:
        messages.add_message(request, level, text, extra_tags=tags)
    return HttpResponseRedirect(sent.address)
