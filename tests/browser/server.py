"""The server that the browser's pages come from.

On SQLite in memory all its threads and the test share one connection, and with it one transaction. Two requests at
once, or a request while the database is emptied for the next test, would end each other's work.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings

SECONDS = 30
HOUR = 3600

Application = Callable[..., Iterable[bytes]]


def one_at_a_time(application: Application) -> Application:
    """Return an application that begins a request when the one before it is answered."""
    turn = threading.Lock()

    def answer(environ, start_response) -> Iterator[bytes]:
        with turn:
            response = application(environ, start_response)
            try:
                yield from response
            finally:
                response.close()

    return answer


def static_files_kept(application: Application) -> Application:
    """Return an application that reads each static file once, and lets a window keep what it was given.

    The files do not change while the tests run, and need no turn: they ask the database for nothing.
    """
    kept: dict[str, tuple[str, list[tuple[str, str]], bytes]] = {}

    def answer(environ, start_response) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(settings.STATIC_URL) or environ["REQUEST_METHOD"] != "GET":
            return application(environ, start_response)
        if path not in kept:
            kept[path] = _read(application, environ)
        status, headers, content = kept[path]
        start_response(status, headers)
        return [content]

    return answer


def with_file(application: Application, path: str, content: str) -> Application:
    """Return an application that has one script more, which a window may keep."""
    script = content.encode()
    headers = [("Content-Type", "text/javascript; charset=utf-8"), ("Content-Length", str(len(script)))]

    def answer(environ, start_response) -> Iterable[bytes]:
        if environ["PATH_INFO"] != path:
            return application(environ, start_response)
        start_response("200 OK", [*headers, ("Cache-Control", f"max-age={HOUR}")])
        return [script]

    return answer


def _read(application: Application, environ: dict) -> tuple[str, list[tuple[str, str]], bytes]:
    told: list = []
    # Asked as if the window had nothing: the answer is for every window.
    asked = {name: value for name, value in environ.items() if not name.startswith(("HTTP_IF_", "HTTP_RANGE"))}
    content = b"".join(application(asked, lambda status, headers, *_: told.extend([status, headers])))
    status, headers = told
    found = status.startswith("200")
    return status, [*headers, ("Cache-Control", f"max-age={HOUR}")] if found else headers, content


def wait_until_idle() -> None:
    """Wait until the server has answered everything and the browser has hung up.

    A page that is closed leaves its last requests behind: a draft, the cell that was typed last.
    """
    until = time.monotonic() + SECONDS
    while answering := [thread.name for thread in threading.enumerate() if "process_request_thread" in thread.name]:
        assert time.monotonic() < until, f"the server still answers: {answering}"
        time.sleep(0.005)
