"""Queries that every page asks: their statements are put together once, since that takes Django longer than asking."""

from collections.abc import Callable
from typing import Any

from django.db import connection, models

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
        self._statement: tuple[str, tuple[Any, ...]] | None = None

    def rows(self, *values: int | str) -> list[tuple[Any, ...]]:
        if self._statement is None:
            self._statement = self._put_together()
        sql, params = self._statement
        changing = dict(zip(self._marks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [changing.get(each, each) for each in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _put_together(self) -> tuple[str, tuple[Any, ...]]:
        sql, params = self._queryset(*self._marks).query.sql_with_params()
        missing = set(self._marks) - set(params)
        if missing:
            raise ValueError(f"The query does not ask by all of its values: {missing}.")
        return sql, params


def _mark(kind: type[int] | type[str], number: int) -> int | str:
    return ANY_NUMBER + number if kind is int else f"{ANY_TEXT} {number}"
