"""Which tests run on PostgreSQL too: together they put every statement to it, with every kind of value in every place.

A test that asks and stores nothing but what others have put to PostgreSQL cannot tell it from SQLite, whatever it
says of the answer. So the run on SQLite notes what each test puts to the database (`ITA_STATEMENTS` names a folder),
and `python -m tests.statements FOLDER` chooses from the notes. A test of which nothing is noted is always chosen: what
is skipped on SQLite, what needs real transactions, and every test where there was no run on SQLite before.

Noted of a statement: its wording; the kind of each value (nothing, number, huge number, text of Thai, of control
characters, long, empty …); whether it locks rows, which SQLite leaves out; whether the database refused it; and, where
it asks for rows in no order, what was done before to the rows of its table, since PostgreSQL moves them then.
"""

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.models.sql.compiler import SQLCompiler

# Each is put to PostgreSQL by as many tests, where there are as many.
TIMES = 2
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "SET")
OF_THE_TESTS = '"kept_'  # rows that are laid out between two tests
# However many rows are asked for or stored, it is one statement.
LISTS = [
    (re.compile(r"%s(?:, ?%s)+"), "%s…"),
    (re.compile(r"(\([^()]*\))(?:, ?\1)+"), r"\1…"),
    (re.compile(r"(WHEN (?:(?!WHEN ).)+?)(?:\1)+"), r"\1…"),
    (re.compile(r"(\([^()]*\))(?: OR \1)+"), r"\1…"),
    (re.compile(r"\b(LIMIT|OFFSET) \d+"), r"\1 …"),
]
ORDERLESS = re.compile(r'SELECT (?!COUNT|1 AS|SUM|MAX|MIN).* FROM "(\w+)"(?!.*ORDER BY)', re.DOTALL)
WRITE = re.compile(r'(UPDATE|INSERT INTO|DELETE FROM) "(\w+)"')
NOT_ASCII, CONTROL = (
    re.compile(r"[^\x00-\x7f]"),
    re.compile(r"[\x01-\x08\x0b-\x1f\x7f\u200b-\u202e\ud800-\udfff\ufffe\uffff]"),
)
LONG = 200
WORD, NUMBER = 31, 63  # bits of an integer and of a big one


def kind_of_value(value: Any) -> str:
    """Return what a database may read differently in a value."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return "integer" if value.bit_length() <= WORD else "big" if value.bit_length() <= NUMBER else "too big"
    if isinstance(value, str):
        return kind_of_text(value)
    if isinstance(value, Decimal):
        return f"decimal {value.as_tuple().exponent}"
    return type(value).__name__


@lru_cache(maxsize=100_000)
def kind_of_text(text: str) -> str:
    marks = [
        name
        for name, is_so in (
            ("empty", not text),
            ("thai", NOT_ASCII.search(text)),
            ("nul", "\0" in text),
            ("control", CONTROL.search(text)),
            ("lines", "\n" in text),
            ("pattern", "%" in text or "\\" in text),
            ("long", len(text) > LONG),
        )
        if is_so
    ]
    return "text " + " ".join(marks)


@lru_cache(maxsize=100_000)
def wording(sql: str) -> str:
    """Return a statement as it is worded for any number of rows."""
    for pattern, shorter in LISTS:
        sql = pattern.sub(shorter, sql)
    return sql


def numbered(*parts: object) -> int:
    """Return a number for something noted, the same in every process."""
    return int.from_bytes(blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


class StatementNotes:
    """What each test of one process puts to the database."""

    def __init__(self) -> None:
        self.of_tests: dict[str, tuple[float, list[int]]] = {}
        self._noted: set[int] = set()
        self._written: set[tuple[str, str]] = set()
        self._number = lru_cache(maxsize=None)(numbered)
        self._lock = ""
        self._has_begun = False

    @contextmanager
    def of_test(self, name: str) -> Iterator[None]:
        """Note what is put to the database from here on as of one test."""
        self._noted, self._written, began = set(), set(), time.process_time()
        if self._has_begun:
            self._listen()
        yield
        self.of_tests[name] = (time.process_time() - began, sorted(self._noted))

    def begin(self) -> None:
        """Listen to this thread's connection as long as the process lives."""
        self._has_begun = True
        self._listen()
        ask = SQLCompiler.execute_sql

        def execute_sql(compiler: SQLCompiler, *args, **options):
            query = compiler.query
            of = query.select_for_update_of
            self._lock = f"{of} {query.select_for_update_skip_locked}" if query.select_for_update else ""
            return ask(compiler, *args, **options)

        SQLCompiler.execute_sql = execute_sql  # type: ignore[method-assign]

    def _listen(self) -> None:
        """Listen to the connection of now: the thread gets another one once a browser's event loop runs in it."""
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.append(self)

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(OF_TRANSACTIONS) or OF_THE_TESTS in sql:
            return execute(sql, params, many, context)
        lock, self._lock = self._lock, ""
        try:
            result = execute(sql, params, many, context)
        except DatabaseError as error:
            self._note(sql, params, many, lock, type(error).__name__)
            raise
        self._note(sql, params, many, lock, "")
        return result

    def _note(self, sql: str, params: Any, many: bool, lock: str, refused: str) -> None:
        words, number, noted = wording(sql), self._number, self._noted
        noted.add(number(words, lock, refused))
        rows = list(params) if many else [params or ()]
        is_list = many or "…" in words
        for row in rows:
            values = row.values() if isinstance(row, dict) else row
            noted.update(number(words, "" if is_list else at, kind_of_value(value)) for at, value in enumerate(values))
        if written := WRITE.match(sql):
            self._written.add((written[2], written[1]))
        elif self._written and (orderless := ORDERLESS.match(words)):
            noted.update(number(words, "after", act) for table, act in self._written if table == orderless[1])

    def store(self, folder: Path) -> None:
        (folder / f"{os.getpid()}.json").write_text(json.dumps(self.of_tests))


def chosen(notes: dict[str, tuple[float, list[int]]], times: int = TIMES) -> set[str]:
    """Return the tests that put everything to PostgreSQL which is noted, as often as asked for.

    Those come first that put much to it for their seconds; in the end, who adds nothing any more is left out.
    """
    wanted = Counter(each for _, noted in notes.values() for each in noted)
    missing = {each: min(count, times) for each, count in wanted.items()}
    picked: list[str] = []
    for name in sorted(notes, key=lambda name: (-len(notes[name][1]) / (notes[name][0] + 0.05), name)):
        new = [each for each in notes[name][1] if missing[each] > 0]
        if new:
            picked.append(name)
            for each in notes[name][1]:
                missing[each] -= 1
    for name in sorted(picked, key=lambda name: (-notes[name][0], name)):
        # Below nothing: put to it more often than asked for.
        if all(missing[each] < 0 for each in notes[name][1]):
            picked.remove(name)
            for each in notes[name][1]:
                missing[each] += 1
    return set(picked)


def told_of(notes: dict[str, tuple[float, list[int]]]) -> set[str]:
    """Return the tests that put nothing to PostgreSQL that others do not; none of which nothing at all is noted."""
    run = chosen(notes)
    return {name for name, (_, noted) in notes.items() if noted and name not in run}


def notes_of(folder: Path) -> dict[str, tuple[float, list[int]]]:
    return {
        name: (seconds, noted)
        for file in sorted(folder.glob("*.json"))
        for name, (seconds, noted) in json.loads(file.read_text()).items()
    }


def names_told(folder: Path) -> set[str]:
    """Return the tests that put nothing to PostgreSQL that others do not."""
    told = folder / "told"
    return set(json.loads(told.read_text())) if told.exists() else set()


def main() -> None:
    """Write the tests that need not run on PostgreSQL beside the notes."""
    folder = Path(sys.argv[1])
    notes = notes_of(folder)
    told = told_of(notes)
    (folder / "told").write_text(json.dumps(sorted(told)))
    spared = sum(notes[name][0] for name in told)
    run = len(notes) - len(told)
    sys.stdout.write(f"test: {run} of {len(notes)} tests put all to PostgreSQL ({spared:.0f} s spared)\n")


if __name__ == "__main__":
    main()
