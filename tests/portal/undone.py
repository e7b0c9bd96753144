"""Requests whose writes are noticed and taken back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.http.response import HttpResponseBase

READING = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|PRAGMA|SET CONSTRAINTS)", re.IGNORECASE)


class WritesSeen:
    """Notes what a request writes into the database."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.values: list[object] = []

    def __call__(self, execute, sql, params, many, context):
        if not READING.match(sql):
            self.statements.append(sql[:100])
            self.values += [value for row in (params if many else [params]) for value in row or ()]
        return execute(sql, params, many, context)


@contextmanager
def values_undone() -> Iterator[list[object]]:
    """Take back whatever a request writes, and say with which values."""
    seen = WritesSeen()
    with transaction.atomic():
        with connection.execute_wrapper(seen):
            yield seen.values
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[list[str]]:
    """Take back whatever a request writes, and say what it was."""
    seen = WritesSeen()
    with transaction.atomic():
        with connection.execute_wrapper(seen):
            yield seen.statements
        transaction.set_rollback(True)


def finish(response: HttpResponseBase) -> None:
    """Read a file to its end, so that it is closed. `response.close()` would close the database of the test as well."""
    if response.streaming:
        b"".join(response)
