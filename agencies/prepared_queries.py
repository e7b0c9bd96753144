"""Queries that every page asks: their statements are put together once, since that takes Django longer than asking."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.db import NotSupportedError, connection, models

# Stand in a statement for the values that change; no row has them.
ANY_NUMBER = 2_147_000_000
ANY_TEXT = "\N{REPLACEMENT CHARACTER}any text"


class PreparedQuery:
    """A query of plain values: numbers, texts and what is true or false.

    `queryset` is called once in each process, with something that stands for each value; all else it asks by is the
    same on every page.
    """

    def __init__(self, queryset: Callable[..., models.QuerySet[Any, Any]], *kinds: type[int] | type[str]) -> None:
        self._queryset = queryset
        self._marks = tuple(_mark(kind, number) for number, kind in enumerate(kinds))

    def rows(self, *values: int | str) -> list[tuple[Any, ...]]:
        """Return what is found as the database gives it."""
        _, sql, params = self._statement
        changing = dict(zip(self._marks, values, strict=True))
        asked = [changing.get(each, each) for each in params]
        try:
            return _asked(sql, asked)
        except NotSupportedError:
            if connection.in_atomic_block:
                raise
            # A migration altered the type of a column since it was planned. Plans belong to a connection.
            connection.close()
            return _asked(sql, asked)

    def found(self, *values: int | str) -> Any:
        """Return the first row that is found as an object of its model; None without one."""
        rows = self.rows(*values)
        return self._read(rows[0]) if rows else None

    @cached_property
    def _statement(self) -> tuple[Any, str, tuple[Any, ...]]:
        compiler = self._queryset(*self._marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        missing = set(self._marks) - set(params)
        if missing:
            raise ValueError(f"The query does not ask by all of its values: {missing}.")
        return compiler, sql, params

    @cached_property
    def _read(self) -> Callable[[tuple[Any, ...]], Any]:
        """Return what makes an object of a row as Django does, with the values that a database keeps in its own way."""
        compiler = self._statement[0]
        columns = [column for column, *_ in compiler.select]
        names = [column.target.attname for column in columns]
        converters = compiler.get_converters(columns)
        model = compiler.query.model

        def read(row: tuple[Any, ...]) -> Any:
            (converted,) = compiler.apply_converters([row], converters)
            return model.from_db(connection.alias, names, converted)

        return read


def _asked(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with _cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _cursor() -> Any:
    """Return a cursor; on PostgreSQL one whose statements are planned once in a connection, not each time.

    To plan the four that every page asks took it four times as long as to answer them.
    """
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        cursor.cursor = _planning_cursor()(connection.connection)
    return cursor


@cache
def _planning_cursor() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor

    class PlanningCursor(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            found = super().execute(query, params, prepare=True, **more)  # type: ignore[misc]  # of psycopg, untyped here
            if connection.queries_logged:  # of what is planned already psycopg does not keep the text
                self._query = self._convert_query(query, params)  # type: ignore[attr-defined]
            return found

    return PlanningCursor


def _mark(kind: type[int] | type[str], number: int) -> int | str:
    return ANY_NUMBER + number if kind is int else f"{ANY_TEXT} {number}"
