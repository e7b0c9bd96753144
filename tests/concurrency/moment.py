"""Bringing several writers to the same point: each has read what it wants to change, and waits for the same row."""

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import QuerySet

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def at_once(held: QuerySet[Any], *acts: Callable[[], Any]) -> list[Any]:
    """Let all acts run until they wait for the rows of `held`, then let go; return what each gave or raised."""
    outcomes: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        try:
            outcomes[number] = acts[number]()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    with transaction.atomic():
        assert list(held.select_for_update())
        for thread in threads:
            thread.start()
        wait_for(len(acts))
    for thread in threads:
        thread.join(60)
    return outcomes


def wait_for(count: int) -> None:
    """Return when so many others wait for a lock; fail when they do not."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else one transaction sees one moment of the others
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.02)
    raise AssertionError(f"fewer than {count} writers wait: they do not meet")


def kinds_of(outcomes: list[Any]) -> list[str]:
    """Return what became of each act: the name of what it raised, or "done"."""
    return sorted(type(each).__name__ if isinstance(each, Exception) else "done" for each in outcomes)
