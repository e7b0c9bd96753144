"""Lists of the results of many agencies: a row for each, their names and places, and figures across.

Rows as the books of the assessors and the lists of provinces have them ("ที่ | จังหวัด | อำเภอ | อปท. | ตัวชี้วัดที่ 1 …
| คะแนน ITA | ระดับ", "ลำดับ | อปท. | คะแนน ITA", "จังหวัด | ปีงบประมาณ | ตัวชี้วัดที่ 1 …" with a row for each year).
Headings are known by the same reader as those of an agency's own table, also where a PDF has moved their marks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.rules.codes import LEVEL, RANK_CODES, TOTAL
from assessments.rules.score_tables.subjects import INDICATOR, SubjectReader
from assessments.rules.score_tables.values import cell_value
from assessments.rules.score_tables.words import skeleton
from assessments.rules.structure import Structure
from ita_portal.text.thai import arabic_digits

HEADING_WITHIN = 15
CODE, NAME, KIND, DISTRICT, PROVINCE, YEAR = "agency-code", "name", "kind", "district", "province", "year"
_ABOUT = {
    skeleton(heading): what
    for what, headings in {
        CODE: ("รหัส", "รหัสหน่วยงาน", "รหัส อปท.", "รหัสอปท", "รหัส อปท. (DLA)", "local_office_code", "code"),
        NAME: ("อปท.", "หน่วยงาน", "ชื่อหน่วยงาน", "ชื่อ อปท.", "ชื่อ", "องค์กรปกครองส่วนท้องถิ่น", "รายชื่อ",
               "ชื่อหน่วยงานภาครัฐ", "รายชื่อหน่วยงาน", "รายชื่อ อปท.", "name"),
        KIND: ("ประเภท", "ประเภทหน่วยงาน", "ประเภท อปท.", "ชนิด"),
        DISTRICT: ("อำเภอ", "อำเภอ/เขต", "เขต/อำเภอ"),
        PROVINCE: ("จังหวัด",),
        YEAR: ("ปี", "ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "พ.ศ.", "ปี พ.ศ."),
    }.items()
    for heading in headings
}  # fmt: skip
_TOTALS = {
    skeleton(name) for name in ("คะแนน", "คะแนน ITA", "คะแนนรวม", "ผลคะแนน", "คะแนนเฉลี่ย", "ITA", "รวม", "คะแนนที่ได้")
}
_LEVELS = {skeleton(name) for name in ("ระดับ", "ระดับผลการประเมิน", "ผลการประเมิน", "เกณฑ์", "ระดับคะแนน")}
_RANKS = {
    skeleton(name): code
    for code, area in zip(RANK_CODES, ("อำเภอ", "จังหวัด", "ประเทศ"), strict=True)
    for name in (f"ลำดับ{area}", f"อันดับ{area}", f"ลำดับระดับ{area}", f"อันดับระดับ{area}", f"อันดับที่{area}")
}
_YEAR = re.compile(r"(?<![0-9])25[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"(?:10|[1-9])")


@dataclass(frozen=True, slots=True)
class ListedResult:
    """A row of a list as it stands there: texts by what they say of the agency, and by the code of their figure."""

    number: int  # as the spreadsheet counts
    about: Mapping[str, str]
    figures: Mapping[str, str]
    is_cut: bool = False  # it ends before the columns of the table do

    def text(self, what: str) -> str:
        return self.about.get(what, "")


@dataclass(frozen=True)
class AgencyList:
    """What a list says: its columns, its rows of the year that is asked for, and how many are of others."""

    codes: tuple[str, ...]
    rows: tuple[ListedResult, ...]
    has_year_column: bool
    other_years: tuple[int, ...]  # of rows that were left aside, or that the words above name
    left_aside: int = 0
    unread: tuple[str, ...] = ()  # headings that say nothing known


def list_of_agencies(structure: Structure, grid: Sequence[Sequence[str]]) -> AgencyList | None:
    """Return the list that a sheet holds, or None where it holds none."""
    reader = SubjectReader(structure)
    for at, row in enumerate(grid[:HEADING_WITHIN]):
        columns, below = _columns(reader, row, grid[at + 1] if at + 1 < len(grid) else ())
        if _is_list(columns):
            return _list(structure, grid, at, columns, below)
    return None


def _is_list(columns: Mapping[int, str]) -> bool:
    """A list names agencies, or provinces as the agencies, and says a figure of each."""
    found = set(columns.values())
    return bool(found & {NAME, CODE, PROVINCE}) and bool(found - {*_ABOUT.values(), LEVEL, *RANK_CODES})


def _columns(reader: SubjectReader, row: Sequence[str], below: Sequence[str]) -> tuple[dict[int, str], int]:
    """Return what each column says, and how many rows the heading has."""
    own = _said(reader, row)
    second = {at: what for at, what in _said(reader, below).items() if at not in own or own[at] == TOTAL}
    is_parted = bool(second) and not any(cell_value(text).is_figure and not _NUMBER.fullmatch(text) for text in below)
    return _without_doubles(own | second if is_parted else own), 2 if is_parted else 1


def _said(reader: SubjectReader, row: Sequence[str]) -> dict[int, str]:
    said = {at: what for at, text in enumerate(row) if (what := _what(reader, text))}
    numbers = {at: arabic_digits(text).strip() for at, text in enumerate(row)}
    bare = {at: number for at, number in numbers.items() if _NUMBER.fullmatch(number)}
    indicators = [indicator.code for indicator in reader.structure.indicators]
    return said | bare if list(bare.values()) == indicators else said


def _what(reader: SubjectReader, text: str) -> str:
    name = skeleton(text)
    if not name:
        return ""
    for known in (_ABOUT, _RANKS):
        if name in known:
            return known[name]
    if name in _LEVELS:
        return LEVEL
    subject = reader.subject(text)
    if subject.code:
        return subject.code if _is_wanted(reader.structure, subject.code) else ""
    if subject.number is not None and subject.said == INDICATOR:
        return str(subject.number)
    return TOTAL if name in _TOTALS else ""


def _is_wanted(structure: Structure, code: str) -> bool:
    return code in announced_codes(structure) or code in (LEVEL, *RANK_CODES)


def announced_codes(structure: Structure) -> tuple[str, ...]:
    """Return the figures that are announced of all agencies: ten indicators, instruments and their parts, the total."""
    indicators = [indicator.code for indicator in structure.indicators]
    instruments = [code for each in structure.instruments for code in (each.code, *each.part_codes)]
    return (*indicators, *instruments, TOTAL)


def _without_doubles(columns: Mapping[int, str]) -> dict[int, str]:
    """Keep the first column that says a thing; a second one is of weights or of another year."""
    kept: dict[str, int] = {}
    for at, what in columns.items():
        kept.setdefault(what, at)
    return {at: what for what, at in kept.items()}


def _list(
    structure: Structure, grid: Sequence[Sequence[str]], heading: int, columns: Mapping[int, str], height: int
) -> AgencyList:
    first = heading + height
    rows = [*_rows(grid, first, columns)]
    codes = tuple(what for what in columns.values() if what not in _ABOUT.values())
    unread = tuple(t for at, t in enumerate(grid[heading]) if t.strip() and at not in columns)
    if YEAR not in columns.values():
        above = {int(year) for row in grid[:first] for text in row for year in _YEAR.findall(arabic_digits(text))}
        others = () if structure.fiscal_year in above else tuple(sorted(above))
        return AgencyList(codes, tuple(rows), False, others, 0, unread)
    years = [_year_of(row.text(YEAR)) for row in rows]
    own = tuple(row for row, year in zip(rows, years, strict=True) if year in (structure.fiscal_year, 0))
    others = tuple(sorted({year for year in years if year and year != structure.fiscal_year}))
    return AgencyList(codes, own, True, others, len(rows) - len(own), unread)


def _rows(grid: Sequence[Sequence[str]], first: int, columns: Mapping[int, str]) -> Iterator[ListedResult]:
    """Yield the rows that say something; a name that spans rows, as of a province with its years, holds for all."""
    about_columns = {at: what for at, what in columns.items() if what in _ABOUT.values()}
    figure_columns = {at: what for at, what in columns.items() if at not in about_columns}
    spans = YEAR in about_columns.values()
    last: dict[str, str] = {}
    widest = max(figure_columns, default=0)
    for number, row in enumerate(grid[first:], first + 1):
        about = {what: row[at].strip() if at < len(row) else "" for at, what in about_columns.items()}
        figures = {what: row[at].strip() for at, what in figure_columns.items() if at < len(row) and row[at].strip()}
        if not any(about.values()) and not figures:
            continue
        if spans:
            about = {what: text or last.get(what, "") for what, text in about.items()}
            last = about
        yield ListedResult(number, about, figures, is_cut=len(row) <= widest and bool(any(about.values())))


def _year_of(text: str) -> int:
    """Return the year that a cell names; 0 for none."""
    digits = arabic_digits(text)
    if found := _YEAR.search(digits):
        return int(found[0])
    short = re.sub(r"\D", "", digits)
    return 2500 + int(short) if len(short) == 2 else 0
