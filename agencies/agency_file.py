"""A spreadsheet of agencies: read, checked row by row with all problems at once, and printed with their links."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from agencies.models import Agency
from agencies.rules.departments import department_names, names_problems
from ita_portal.spreadsheets.columns import SheetColumn, names_of, widths_of
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.table import SheetRow, TableLayout
from ita_portal.spreadsheets.workbook import append_heading, append_row, bytes_of, new_workbook, set_widths
from ita_portal.text.formulas import without_formula

SLUG, KIND, NAME, DISTRICT, PROVINCE, EMAIL, DEPARTMENTS = (
    "ชื่อในที่อยู่เว็บ", "ประเภท", "ชื่อ", "อำเภอ", "จังหวัด", "อีเมลผู้ประสานงาน ITA", "กองหรือสำนัก",
)  # fmt: skip
COLUMNS = {SLUG: 24, KIND: 28, NAME: 28, DISTRICT: 22, PROVINCE: 22, EMAIL: 36, DEPARTMENTS: 50}
MAX_AGENCIES = 10_000
LONGEST_CELL = 10_000  # the names of all departments
HEADING_WITHIN = 10
NO_HEADING = f"ไม่พบหัวคอลัมน์ {SLUG} {KIND} และ {NAME} ในแถวที่ 1 ถึง {HEADING_WITHIN}"
LAYOUT = TableLayout(
    columns=tuple(COLUMNS),
    is_heading=lambda names: {SLUG, KIND, NAME} <= names,
    within=HEADING_WITHIN,
    no_heading=NO_HEADING,
    max_rows=MAX_AGENCIES + 1,
    longest_cell=LONGEST_CELL,
    renamed={"อีเมลผู้ประสานงาน": EMAIL},
)
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
    departments: tuple[str, ...] = ()  # none: those of its kind

    @property
    def full_name(self) -> str:
        return Agency(kind=self.kind, name=self.name).full_name


@dataclass(frozen=True)
class CoordinatorLink:
    """An agency that was added, and the link that invites its first coordinator."""

    agency: str
    district: str
    province: str
    email: str
    address: str
    until: str  # the day until which it opens, in words


LINK_COLUMNS: tuple[SheetColumn[CoordinatorLink], ...] = (
    SheetColumn("หน่วยงาน", 40, lambda link: link.agency),
    SheetColumn(DISTRICT, 22, lambda link: link.district),
    SheetColumn(PROVINCE, 22, lambda link: link.province),
    SheetColumn(EMAIL, 36, lambda link: link.email),
    SheetColumn("ลิงก์คำเชิญ", 90, lambda link: link.address),
    SheetColumn("ใช้ได้ถึง", 26, lambda link: link.until),
)


@dataclass(frozen=True)
class AgencyCheck:
    """What storing a file would do: nothing while there are problems."""

    rows: tuple[AgencyRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()  # sheets of a workbook besides the one that is read


def check_agency_file(name: str, content: bytes) -> AgencyCheck:
    """Return the agencies that a file asks for, or everything that is wrong with it; nothing is written."""
    try:
        grid, unread = LAYOUT.first_sheet(name, content)
        table = LAYOUT.table(grid)
    except FileRefused as refused:
        return AgencyCheck(problems=refused.problems)
    rows = [_row(row) for row in table.rows]
    problems = [
        Problem(reason, row.number)
        for row, typed in zip(rows, table.rows, strict=True)
        for reason in (*_troubles(typed), *_reasons(row, _text(typed, KIND)))
    ]
    problems += _taken(rows)
    if not rows:
        problems.append(Problem("ไม่มีแถวหน่วยงานในไฟล์"))
    return AgencyCheck(tuple(rows), tuple(sorted(problems, key=lambda each: each.row or 0)), unread)


def template_xlsx() -> bytes:
    """Return an empty table to fill in."""
    book, page = new_workbook(title="แบบกรอกหน่วยงาน", sheet_name="หน่วยงาน")
    append_heading(page, COLUMNS)
    set_widths(page, COLUMNS.values())
    return bytes_of(book)


def links_xlsx(links: Iterable[CoordinatorLink]) -> bytes:
    """Return the agencies with the links of their coordinators, and until when each opens."""
    book, page = new_workbook(title="ลิงก์คำเชิญผู้ประสานงาน ITA", sheet_name="ลิงก์คำเชิญ")
    append_heading(page, names_of(LINK_COLUMNS))
    for link in links:
        append_row(page, [without_formula(str(column.value(link))) for column in LINK_COLUMNS])
    set_widths(page, widths_of(LINK_COLUMNS))
    return bytes_of(book)


def _row(row: SheetRow) -> AgencyRow:
    texts = {name: _text(row, name).removeprefix(PREFIXES.get(name, "")).strip() for name in COLUMNS}
    kind = KINDS.get(texts[KIND], "")
    name = texts[NAME].removeprefix(Agency.Kind(kind).label).strip() if kind else texts[NAME]
    names = department_names(row.text(DEPARTMENTS))
    return AgencyRow(row.number, texts[SLUG], kind, name, texts[DISTRICT], texts[PROVINCE], texts[EMAIL], names)


def _text(row: SheetRow, column: str) -> str:
    return " ".join(row.text(column).split())


def _troubles(row: SheetRow) -> Iterator[str]:
    return (f"{column}: {trouble}" for column, trouble in row.troubles.items())


def _reasons(row: AgencyRow, typed_kind: str) -> Iterator[str]:
    if not row.kind:
        yield f"{UNKNOWN_KIND} ไม่ใช่ “{typed_kind[:50]}”"
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
    yield from (f"{DEPARTMENTS}: {problem}" for problem in names_problems(row.departments))
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
