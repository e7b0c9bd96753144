"""Heavy work takes turns, so that a few long documents, files or pages never keep everybody else waiting.

A turn is a lock on a file, since the processes of a portal share no memory; the system gives it back when a process
ends, however it ends. Who finds no turn within WAIT_SECONDS is asked to come back, with 503.
"""

import fcntl
import functools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ita_portal.carried import carried_of

WAIT_SECONDS, PAUSE_SECONDS = 3.0, 0.1
RETRY_AFTER_SECONDS = 15

PDF, SPREADSHEET, PAGE, PICTURE = "pdf", "spreadsheet", "page", "picture"
# How the page that asks to come back names each kind of work.
DOING = {PDF: "จัดทำเอกสาร", SPREADSHEET: "ตรวจไฟล์", PAGE: "เปิดหน้าที่มีข้อมูลมาก", PICTURE: "แนบภาพ"}
# A picture takes hundreds of megabytes while it is drawn anew: one at a time, whatever the machine prints.
ONE_AT_A_TIME = {PICTURE}


class NoTurn(Exception):
    """All turns are taken by others; nothing was done."""

    def __init__(self, work: str) -> None:
        super().__init__(work)
        self.work = work


@contextmanager
def turn(work: str, *, wait: float | None = None) -> Iterator[None]:
    """Hold a turn for a kind of work on this machine, one of as many as there are; raise NoTurn without one."""
    until = time.monotonic() + (WAIT_SECONDS if wait is None else wait)
    while (held := _taken(work)) is None:
        if time.monotonic() >= until:
            raise NoTurn(work)
        time.sleep(PAUSE_SECONDS)
    try:
        yield
    finally:
        os.close(held)


def takes_turn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page that may take seconds wait for its turn among all such pages."""

    @functools.wraps(view)
    def in_turn(*args: Any, **kwargs: Any) -> HttpResponse:
        with turn(PAGE):
            return view(*args, **kwargs)

    return in_turn


class TurnMiddleware:
    """Says on a page that there was no turn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NoTurn):
            return None
        context = {"doing": DOING.get(exception.work, DOING[PAGE]), "carried": carried_of(request)}
        response = render(request, "busy.html", context, status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


def _taken(work: str) -> int | None:
    """Return the open file of a turn that was free."""
    for number in range(1 if work in ONE_AT_A_TIME else settings.DOCUMENTS_AT_ONCE):
        file = os.open(_folder() / f"{work}-{number}", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file
    return None


def _folder() -> Path:
    """Return a folder of the portal's own account, the same for all of its processes."""
    folder = Path(tempfile.gettempdir()) / f"ita-portal-turns-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
