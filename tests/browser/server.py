"""The server that the browser's pages come from.

On SQLite in memory all its threads and the test share one connection, and with it one transaction. Two requests at
once, or a request while the database is emptied for the next test, would end each other's work.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator

SECONDS = 30

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


def wait_until_idle() -> None:
    """Wait until the server has answered everything and the browser has hung up.

    A page that is closed leaves its last requests behind: a draft, the cell that was typed last.
    """
    until = time.monotonic() + SECONDS
    while answering := [thread.name for thread in threading.enumerate() if "process_request_thread" in thread.name]:
        assert time.monotonic() < until, f"the server still answers: {answering}"
        time.sleep(0.005)
