"""The portal's own table of scores in a file: how it is known, whose and which year's it says it is, and its rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assessments.rules.score_tables.columns import ColumnKind, heading_of
from assessments.rules.score_tables.stated_years import years_in
from assessments.spreadsheets.exchange import CODE, FIGURE
from ita_portal.spreadsheets.grid import Grid, GridRow, NamedGrid
from ita_portal.spreadsheets.owner import AGENCY, AGENCY_CODE, FISCAL_YEAR, FileOwner
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.table import SheetRow, SheetTable, TableLayout
from ita_portal.text.thai import arabic_digits

HEADING_WITHIN = 15
NO_HEADING = f"ไม่พบหัวคอลัมน์ {CODE} และ {FIGURE} ในแถวที่ 1 ถึง {HEADING_WITHIN}"
# A code, a figure, a level, the name of a year; the longest is what an agency says of its rank.
LONGEST_CELL = 300
LAYOUT = TableLayout(
    columns=(CODE, FIGURE, AGENCY_CODE, FISCAL_YEAR),
    is_heading=lambda names: {CODE, FIGURE} <= names,
    within=HEADING_WITHIN,
    no_heading=NO_HEADING,
    longest_cell=LONGEST_CELL,
)
# For texts whose blanks are joined: 1,500 of them could be parted among five places in too many ways.
_YEAR = re.compile(FISCAL_YEAR + r" ?(?:พ\.ศ\.)? ?:? ?(?:พ\.ศ\.)? ?(\d{4})(?!\d)")


def is_own_table(grid: Grid) -> bool:
    """Return whether a sheet has one column of codes, and of scores none but one, under the portal's own headings."""
    if not LAYOUT.is_in(grid):
        return False
    heading = LAYOUT.table(grid).heading
    scores = [text for at, text in enumerate(heading) if heading_of(at, text).kind is ColumnKind.SCORE]
    return heading.count(CODE) == 1 and scores == [FIGURE]


def tells_of_other_year(sheet: NamedGrid, owner: FileOwner) -> bool:
    """Return whether the name of a sheet, or the lines above its table, name other years only.

    The portal's label above the table would refuse it instead.
    """
    words = [" ".join(cell.text for cell in row) for row in LAYOUT.table(sheet.rows).above]
    years = years_in(" ".join((sheet.name, *words)))
    is_labelled = any(_YEAR.search(arabic_digits(" ".join(text.split()))) for text in words)
    return bool(years) and owner.fiscal_year not in years and not is_labelled


def own_rows(grid: Grid, owner: FileOwner) -> list[SheetRow]:
    """Return the rows of the portal's own table that hold a code or a score, or raise FileRefused."""
    table = LAYOUT.table(grid)
    if foreign := [*foreign_heading(table.above, owner), *_foreign_rows(table, owner)]:
        raise FileRefused(*foreign)
    return [row for row in table.rows if row.text(CODE) or row.text(FIGURE)]


def foreign_heading(above: Sequence[GridRow], owner: FileOwner) -> Iterator[Problem]:
    """Compare what the block above the table says. The code of the agency decides; without one its name does."""
    words = {number: " ".join(" ".join(cell.text for cell in row).split()) for number, row in enumerate(above, 1)}
    years = [(number, year) for number, text in words.items() for year in _YEAR.findall(arabic_digits(text))]
    yield from _other_year(years, owner)
    codes = [(number, _value(text)) for number, text in words.items() if text.startswith(AGENCY_CODE)]
    yield from _other_agency(codes or _foreign_names(words, owner), owner)


def foreign_names(lines: Sequence[str], owner: FileOwner) -> Iterator[Problem]:
    """Yield a problem for each line that names another agency, unless one names this one."""
    yield from _other_agency(_foreign_names(dict(enumerate(lines, 1)), owner), owner)


def _foreign_names(words: Mapping[int, str], owner: FileOwner) -> list[tuple[int, str]]:
    """Return the lines that name another agency, unless one names this one."""
    named = {number: owner.is_named(text) for number, text in words.items()}
    if True in named.values():
        return []
    return [(number, words[number]) for number, is_own in named.items() if is_own is False]


def _foreign_rows(table: SheetTable, owner: FileOwner) -> Iterator[Problem]:
    """Compare the columns in which the portal's CSV files name the agency and the year, row by row."""
    for row in table.rows:
        yield from _other_year([(row.number, arabic_digits(row.text(FISCAL_YEAR)))], owner)
    for row in table.rows:
        yield from _other_agency([(row.number, row.text(AGENCY_CODE))], owner)


def _other_year(found: list[tuple[int, str]], owner: FileOwner) -> Iterator[Problem]:
    years = {year for _, year in found if year}
    if years and str(owner.fiscal_year) not in years:
        row, year = found[0]
        yield owner.other_year(year, row)


def _other_agency(found: Iterable[tuple[int, str]], owner: FileOwner) -> Iterator[Problem]:
    """Compare codes, which may be followed by more, and names, none of which is this agency's code."""
    for row, name in found:
        if name and not f"{name} ".startswith(f"{owner.agency_code} "):
            yield owner.other_agency(name.removeprefix(AGENCY).lstrip(" :"), row)


def _value(text: str) -> str:
    return text.removeprefix(AGENCY_CODE).lstrip(" :")
