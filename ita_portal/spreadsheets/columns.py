"""The columns of a table, described once for its heading, its cells and its widths."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

CellValue = str | int | float | date | None
Row = TypeVar("Row")


@dataclass(frozen=True)
class SheetColumn(Generic[Row]):
    name: str
    width: int  # in characters, as spreadsheets count
    value: Callable[[Row], CellValue]


def names_of(columns: Iterable[SheetColumn[Row]]) -> list[str]:
    return [column.name for column in columns]


def widths_of(columns: Iterable[SheetColumn[Row]]) -> list[int]:
    return [column.width for column in columns]
