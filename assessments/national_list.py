"""A list of announced results of many agencies: read, matched, checked; nothing is written.

All problems are said at once. Doubts (which agency a row means) and contradictions (a total that its parts do not give)
are a person's to decide; differences from what agencies typed themselves are shown, and change nothing there.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from agencies.models import Agency
from agencies.rules.agency_matching import AgencyIndex, KnownAgency, Match
from agencies.rules.announced_names import AnnouncedName, plain_code, read_name
from assessments.models import Announced, Figure, Framework, NationalImport
from assessments.models.announced import ranks_as_stored
from assessments.rules.announced_result import AnnouncedResult, ResultReader
from assessments.rules.codes import TOTAL
from assessments.rules.figures import printed
from assessments.rules.score_tables import agency_list
from assessments.rules.score_tables.agency_list import AgencyList, ListedResult, announced_codes, list_of_agencies
from assessments.rules.structure import Structure
from ita_portal.spreadsheets.grid import read_sheets
from ita_portal.spreadsheets.problem import FileRefused, Problem

MAX_AGENCIES = 12_000
STEP = 500  # rows after which progress is told
NO_LIST = "ไม่พบตารางที่มีชื่อหน่วยงานและคะแนนใน {} แถวแรกของแต่ละแผ่นงาน"
OTHER_YEAR = "ไฟล์นี้เป็นของปี {} ไม่ใช่ปี {}"
SAME_FILE = "ไฟล์นี้นำเข้าเป็นผลของปี {} ไปแล้ว"
NO_NAME = "ไม่มีชื่อหน่วยงาน"
LONG_NAME = "ชื่อหน่วยงานยาวเกิน 150 ตัวอักษร"
UNKNOWN_PROVINCE = "ไม่รู้จักจังหวัด “{}”"
TWICE = "เป็นหน่วยงานเดียวกับแถว {}"
NO_ROWS = "ไม่มีแถวผลการประเมินของปี {} ในไฟล์"
Steps = Generator[tuple[int, int], None, None]  # rows that are done, of how many


@dataclass(frozen=True)
class NationalRow:
    """A row that can be stored, and the agency that it means."""

    number: int
    name: AnnouncedName
    result: AnnouncedResult
    match: Match


@dataclass(frozen=True)
class TypedDifference:
    """A figure that an agency typed itself, which is not the one that was announced."""

    row: int
    agency: str
    code: str
    typed: Decimal
    announced: Decimal


@dataclass
class NationalCheck:
    """What storing a list would do: nothing while there are problems."""

    fiscal_year: int
    file_name: str = ""
    digest: str = ""
    rows: list[NationalRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    contradictions: list[Problem] = field(default_factory=list)
    differences: list[TypedDifference] = field(default_factory=list)
    left_aside: int = 0  # rows of other years
    unread: tuple[str, ...] = ()  # headings that say nothing known, and sheets that are not read

    @property
    def doubts(self) -> list[NationalRow]:
        return [row for row in self.rows if row.match.is_doubtful]

    @property
    def known(self) -> int:
        return sum(bool(row.match.slug) for row in self.rows)

    @property
    def new(self) -> int:
        return sum(not row.match.slug and not row.match.is_doubtful for row in self.rows)


@dataclass(frozen=True)
class NationalList:
    """A file that announces results of a year; `province` is that of lists which do not say one."""

    framework: Framework
    name: str
    content: bytes
    province: str = ""

    def check(self) -> NationalCheck:
        """Return what storing the file would do."""
        check = NationalCheck(self.framework.fiscal_year)
        for _ in self.checking(check):
            pass
        return check

    def checking(self, check: NationalCheck) -> Steps:
        """Fill a check, and yield after each few hundred rows how far it is."""
        check.file_name, check.digest = self.name, sha256(self.content).hexdigest()
        try:
            found = _list_in(self.framework.structure(), self.name, self.content)
        except FileRefused as refused:
            check.problems += refused.problems
            return
        check.left_aside, check.unread = found.left_aside, found.unread
        check.problems += self._problems_of_all(check, found)
        yield from self._rows(check, found)
        check.problems += _twice(check.rows)
        check.problems.sort(key=lambda problem: problem.row or 0)
        if not check.problems:
            check.differences += _typed_otherwise(self.framework, check.rows)

    def _problems_of_all(self, check: NationalCheck, found: AgencyList) -> Iterator[Problem]:
        year = self.framework.fiscal_year
        stored = NationalImport.objects.filter(framework=self.framework, state=NationalImport.State.STORED)
        if stored.filter(file_sha256=check.digest).exists():
            yield Problem(SAME_FILE.format(year))
        if found.other_years and not (found.has_year_column and found.rows):
            yield Problem(OTHER_YEAR.format(", ".join(map(str, found.other_years)), year))
        elif not found.rows:
            yield Problem(NO_ROWS.format(year))

    def _rows(self, check: NationalCheck, found: AgencyList) -> Steps:
        reader = ResultReader(self.framework.structure(), found.codes)
        names = [_name_of(row, self.province) for row in found.rows]
        matches = AgencyIndex.of(known_agencies()).match_all(names)
        for done, (row, name, match) in enumerate(zip(found.rows, names, matches, strict=True), 1):
            check.problems += _name_problems(row, name)
            check.rows.append(NationalRow(row.number, name, reader.read(row), match))
            if done % STEP == 0 or done == len(found.rows):
                yield done, len(found.rows)
        check.problems += [Problem(reason, number) for number, reason in reader.problems]
        check.contradictions += [Problem(reason, number) for number, reason in reader.contradictions]


def known_agencies() -> Iterator[KnownAgency]:
    """Yield every agency under the name that it has, then under those of the results in force, in two queries."""
    today = Agency.objects.order_by("pk").values_list("slug", "kind", "name", "district", "province")
    for slug, kind, name, district, province in today:
        yield KnownAgency(slug, AnnouncedName(kind, name, district, province))
    former = Announced.objects.in_force().order_by("-framework__fiscal_year", "pk")
    announced = former.values_list("agency__slug", "kind", "name", "district", "province", "code")
    for slug, kind, name, district, province, code in announced:
        yield KnownAgency(slug, AnnouncedName(kind, name, district, province, plain_code(code)))


def _list_in(structure: Structure, name: str, content: bytes) -> AgencyList:
    """Return the list of the first sheet that holds one; the others are among what is not read."""
    sheets = read_sheets(name, content, lambda grid: _texts_list(structure, grid) is not None, max_rows=MAX_AGENCIES)
    for sheet in sheets:
        if found := _texts_list(structure, sheet.rows):
            others = (f"แผ่นงาน “{each.name}”" for each in sheets if each is not sheet)
            return replace(found, unread=(*found.unread, *others))
    raise FileRefused(Problem(NO_LIST.format(agency_list.HEADING_WITHIN)))


def _texts_list(structure: Structure, grid: Iterable[Iterable[Any]]) -> AgencyList | None:
    return list_of_agencies(structure, [[cell.text for cell in row] for row in grid])


def _name_of(row: ListedResult, province: str) -> AnnouncedName:
    said_province = row.text(agency_list.PROVINCE)
    name = row.text(agency_list.NAME)
    if not name and agency_list.NAME not in row.about:
        name = f"จังหวัด{said_province}"  # the book of a group in which provinces are the agencies
    return read_name(
        row.text(agency_list.KIND), name, row.text(agency_list.DISTRICT), said_province or province,
        row.text(agency_list.CODE),
    )  # fmt: skip


def _name_problems(row: ListedResult, name: AnnouncedName) -> Iterator[Problem]:
    if not name.name:
        yield Problem(NO_NAME, row.number)
    if len(name.name) > 150:
        yield Problem(LONG_NAME, row.number)
    said = row.text(agency_list.PROVINCE)
    if said and not name.province:
        yield Problem(UNKNOWN_PROVINCE.format(said[:40]), row.number)


def _twice(rows: Sequence[NationalRow]) -> Iterator[Problem]:
    """Name rows that mean one agency, by whom they match or by the name that they say."""
    first: dict[object, int] = {}
    for row in rows:
        key: object = row.match.slug or row.name.key
        if not row.match.is_doubtful and first.setdefault(key, row.number) != row.number:
            yield Problem(TWICE.format(first[key]), row.number)


def _typed_otherwise(framework: Framework, rows: Iterable[NationalRow]) -> Iterator[TypedDifference]:
    """Yield what agencies typed otherwise, in one query for those that typed anything."""
    by_slug = {row.match.slug: row for row in rows if row.match.slug}
    codes = announced_codes(framework.structure())
    typed = Figure.objects.filter(assessment__framework=framework, code__in=codes).order_by("assessment", "pk")
    found: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for slug, code, value in typed.values_list("assessment__agency__slug", "code", "value"):
        found[slug].append((code, value))
    for slug, figures in found.items():
        for code, value in figures if slug in by_slug else ():
            announced = by_slug[slug].result.figures.get(code)
            if announced is not None and announced != value:
                yield TypedDifference(by_slug[slug].number, slug, code, value, announced)


def row_as_kept(row: NationalRow) -> list[Any]:
    """Return a row as a list that JSON holds, until it is stored."""
    name, result, match = row.name, row.result, row.match
    figures = {code: printed(value) for code, value in result.figures.items()}
    return [
        row.number,
        [name.kind, name.name, name.district, name.province, name.code],
        [figures, result.level, ranks_as_stored(dict(result.ranks))],
        [match.slug, list(match.offered), match.reason, match.proposed],
    ]


def total_of(figures: Mapping[str, str]) -> Decimal | None:
    return Decimal(figures[TOTAL]) if TOTAL in figures else None
