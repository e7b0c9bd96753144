"""A spreadsheet of agencies: read, checked row by row with all problems at once, and printed with their links."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from agencies.models import Agency
from ita_portal.spreadsheets.grid import Grid, GridRow, read_grid
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.workbook import append_heading, append_row, bytes_of, new_workbook, set_widths
from ita_portal.text.formulas import without_formula

SLUG, KIND, NAME, DISTRICT, PROVINCE, EMAIL = (
    "ชื่อในที่อยู่เว็บ", "ประเภท", "ชื่อ", "อำเภอ", "จังหวัด", "อีเมลผู้ประสานงาน",
)  # fmt: skip
COLUMNS = {SLUG: 24, KIND: 28, NAME: 28, DISTRICT: 22, PROVINCE: 22, EMAIL: 36}
LINK, UNTIL, FULL_NAME = "ลิงก์คำเชิญ", "ใช้ได้ถึง", "หน่วยงาน"
MAX_AGENCIES = 10_000
HEADING_WITHIN = 10
NO_HEADING = f"ไม่พบหัวคอลัมน์ {SLUG} {KIND} และ {NAME} ในแถวที่ 1 ถึง {HEADING_WITHIN}"
KINDS = {label: kind for kind in Agency.Kind for label in (kind.label, Agency.SHORT_KINDS[kind]) if label}
*_OTHER_KINDS, _LAST_KIND = (f"“{kind.label}”" for kind in Agency.Kind)
UNKNOWN_KIND = f"ประเภทต้องเป็น {' '.join(_OTHER_KINDS)} หรือ {_LAST_KIND}"
FIELD_COLUMNS = {"slug": SLUG, "name": NAME, "district": DISTRICT, "province": PROVINCE}
# The words that the columns themselves already say.
PREFIXES = {DISTRICT: "อำเภอ", PROVINCE: "จังหวัด"}


@dataclass(frozen=True)
class AgencyRow:
    """An agency that a file asks for, and whom to invite as its first coordinator."""

    number: int  # of the row, as the spreadsheet counts
    slug: str
    kind: str
    name: str
    district: str
    province: str
    email: str

    @property
    def full_name(self) -> str:
        return Agency(kind=self.kind, name=self.name).full_name


@dataclass(frozen=True)
class AgencyCheck:
    """What storing a file would do: nothing while there are problems."""

    rows: tuple[AgencyRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def check_agency_file(name: str, content: bytes) -> AgencyCheck:
    """Return the agencies that a file asks for, or everything that is wrong with it; nothing is written."""
    try:
        grid = read_grid(name, content, lambda head: _heading_at(head) is not None, HEADING_WITHIN, MAX_AGENCIES + 1)
    except FileRefused as refused:
        return AgencyCheck(problems=refused.problems)
    at = _heading_at(grid)
    if at is None:
        return AgencyCheck(problems=(Problem(NO_HEADING),))
    rows, problems = [], []
    for number, cells in _cells(grid, at):
        row = _row(number, cells)
        rows.append(row)
        problems += [Problem(reason, number) for reason in _reasons(row, cells)]
    problems += _taken(rows)
    if not rows:
        problems.append(Problem("ไม่มีแถวหน่วยงานในไฟล์"))
    return AgencyCheck(tuple(rows), tuple(sorted(problems, key=lambda each: each.row or 0)))


def template_xlsx() -> bytes:
    """Return an empty table to fill in."""
    book, page = new_workbook(title="แบบกรอกหน่วยงาน", sheet_name="หน่วยงาน")
    append_heading(page, COLUMNS)
    set_widths(page, COLUMNS.values())
    return bytes_of(book)


def links_xlsx(lines: Iterable[tuple[AgencyRow, str, str]]) -> bytes:
    """Return the agencies with the links of their coordinators, and until when each opens."""
    widths = {FULL_NAME: 40, DISTRICT: 22, PROVINCE: 22, EMAIL: 36, LINK: 90, UNTIL: 26}
    book, page = new_workbook(title="ลิงก์คำเชิญผู้ประสานงาน", sheet_name="ลิงก์คำเชิญ")
    append_heading(page, widths)
    for row, link, until in lines:
        cells = (row.full_name, row.district, row.province, row.email)
        append_row(page, [*map(without_formula, cells), link, until])
    set_widths(page, widths.values())
    return bytes_of(book)


def _heading_at(grid: Grid) -> int | None:
    for at, row in enumerate(grid[:HEADING_WITHIN]):
        if {SLUG, KIND, NAME} <= {cell.text for cell in row}:
            return at
    return None


def _cells(grid: Grid, at: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield what the known columns of each row say; rows that say nothing are left out."""
    heading = [cell.text for cell in grid[at]]
    places = {name: heading.index(name) for name in COLUMNS if name in heading}
    for number, row in enumerate(grid[at + 1 :], at + 2):
        cells = {name: _text(row, place) for name, place in places.items()}
        if any(cells.values()):
            yield number, cells


def _text(row: GridRow, place: int) -> str:
    return " ".join(row[place].text.split()) if place < len(row) else ""


def _row(number: int, cells: dict[str, str]) -> AgencyRow:
    texts = {name: cells.get(name, "").removeprefix(PREFIXES.get(name, "")).strip() for name in COLUMNS}
    kind = KINDS.get(texts[KIND], "")
    name = texts[NAME].removeprefix(Agency.Kind(kind).label).strip() if kind else texts[NAME]
    return AgencyRow(number, texts[SLUG], kind, name, texts[DISTRICT], texts[PROVINCE], texts[EMAIL])


def _reasons(row: AgencyRow, cells: dict[str, str]) -> Iterator[str]:
    if not row.kind:
        yield f"{UNKNOWN_KIND} ไม่ใช่ “{cells.get(KIND, '')[:50]}”"
    agency = Agency(
        slug=row.slug, kind=row.kind or "other", name=row.name, district=row.district, province=row.province
    )
    try:
        agency.clean_fields(exclude=["kind", "emblem", "target"])
    except ValidationError as refused:
        for field, messages in refused.message_dict.items():
            yield f"{FIELD_COLUMNS.get(field, field)}: {' '.join(messages)}"
    if row.slug != row.slug.lower():
        yield f"{SLUG}: ใช้ได้เฉพาะอักษรอังกฤษตัวเล็ก"
    if row.email and not _is_email(row.email):
        yield f"{EMAIL}: “{row.email[:80]}” ไม่ใช่อีเมลที่ถูกต้อง"


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _taken(rows: list[AgencyRow]) -> Iterator[Problem]:
    """Compare with each other and with the agencies that are there, in one query whatever the number of rows."""
    there = set(Agency.objects.values_list("slug", flat=True))
    counts = Counter(row.slug for row in rows)
    for row in rows:
        if row.slug in there:
            yield Problem(f"{SLUG}: มีหน่วยงานที่ใช้ “{row.slug}” แล้ว", row.number)
        elif row.slug and counts[row.slug] > 1:
            yield Problem(f"{SLUG}: “{row.slug}” ซ้ำกับแถวอื่นในไฟล์", row.number)
