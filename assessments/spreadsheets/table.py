"""The table of scores in a file: where it begins, whose and which year's it says it is, and its rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.spreadsheets.exchange import AGENCY, AGENCY_CODE, CODE, FIGURE, FISCAL_YEAR
from ita_portal.spreadsheets.grid import Grid, GridCell, GridRow, read_grid
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.text.thai import arabic_digits

HEADING_WITHIN = 15
NO_HEADING = f"ไม่พบหัวคอลัมน์ {CODE} และ {FIGURE} ในแถวที่ 1 ถึง {HEADING_WITHIN}"
_EMPTY = GridCell("")
_YEAR = re.compile(FISCAL_YEAR + r"\s*(?:พ\.ศ\.)?\s*:?\s*(?:พ\.ศ\.)?\s*(\d{4})(?!\d)")


@dataclass(frozen=True)
class Owner:
    """The agency and the year that a file has to be of."""

    agency_code: str
    agency_names: frozenset[str]  # as people write it: in full, short, without its kind
    fiscal_year: int


@dataclass(frozen=True)
class TableRow:
    number: int  # as the spreadsheet counts
    code: GridCell
    figure: GridCell


def read_table(name: str, content: bytes, owner: Owner) -> list[TableRow]:
    """Return the rows of a file that hold a code or a score, or raise FileRefused."""
    grid = read_grid(name, content, lambda head: _heading_at(head) is not None, HEADING_WITHIN)
    at = _heading_at(grid)
    if at is None:
        raise FileRefused(Problem(NO_HEADING))
    if foreign := [*_foreign_heading(grid[:at], owner), *_foreign_rows(grid, at, owner)]:
        raise FileRefused(*foreign)
    return list(_rows(grid, at))


def _heading_at(grid: Grid) -> int | None:
    for at, row in enumerate(grid[:HEADING_WITHIN]):
        if {CODE, FIGURE} <= {cell.text for cell in row}:
            return at
    return None


def _column(grid: Grid, at: int, name: str) -> Iterator[tuple[int, GridCell]]:
    """Yield the cells below a column heading, with their rows; nothing when there is no such column."""
    heading = [cell.text for cell in grid[at]]
    if name not in heading:
        return
    column = heading.index(name)
    for number, row in enumerate(grid[at + 1 :], at + 2):
        yield number, row[column] if column < len(row) else _EMPTY


def _rows(grid: Grid, at: int) -> Iterator[TableRow]:
    for (number, code), (_, figure) in zip(_column(grid, at, CODE), _column(grid, at, FIGURE), strict=True):
        if code.text or figure.text:
            yield TableRow(number, code, figure)


def _foreign_heading(rows: list[GridRow], owner: Owner) -> Iterator[Problem]:
    """Compare what the block above the table says. The code of the agency decides; without one its name does."""
    words = {number: " ".join(cell.text for cell in row if cell.text) for number, row in enumerate(rows, 1)}
    years = [(number, year) for number, text in words.items() for year in _YEAR.findall(arabic_digits(text))]
    yield from _other_year(years, owner)
    label = next((AGENCY_CODE for text in words.values() if text.startswith(AGENCY_CODE)), AGENCY)
    said = [(number, _said(text, label)) for number, text in words.items() if text.startswith(label)]
    yield from _other_agency(said, {owner.agency_code} if label == AGENCY_CODE else owner.agency_names)


def _foreign_rows(grid: Grid, at: int, owner: Owner) -> Iterator[Problem]:
    """Compare the columns in which the portal's CSV files name the agency and the year, row by row."""
    for number, cell in _column(grid, at, FISCAL_YEAR):
        yield from _other_year([(number, arabic_digits(cell.text))], owner)
    for number, cell in _column(grid, at, AGENCY_CODE):
        yield from _other_agency([(number, cell.text)], {owner.agency_code})


def _other_year(said: list[tuple[int, str]], owner: Owner) -> Iterator[Problem]:
    years = {year for _, year in said if year}
    if years and str(owner.fiscal_year) not in years:
        row, year = said[0]
        yield Problem(f"ไฟล์นี้เป็นของปีงบประมาณ {year[:20]} แต่หน้านี้เป็นปีงบประมาณ {owner.fiscal_year}", row)


def _other_agency(said: list[tuple[int, str]], allowed: Iterable[str]) -> Iterator[Problem]:
    """Names may be followed by more, such as the province."""
    allowed = list(allowed)
    for row, name in said:
        if name and not any(f"{name} ".startswith(f"{each} ") for each in allowed):
            yield Problem(f"ไฟล์นี้เป็นของหน่วยงานอื่น ({name[:100]})", row)


def _said(text: str, label: str) -> str:
    return " ".join(text.removeprefix(label).lstrip(" :").split())
