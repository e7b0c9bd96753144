"""What the cells of a row say of a measure, in the words of the agency: its departments, the assessed year's issues."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from agencies.models import Department
from assessments.models import Indicator, Issue
from ita_portal.spreadsheets.workbook import MAX_CELL
from ita_portal.text.lists import lines_of, without_mark
from ita_portal.text.thai import arabic_digits, fiscal_year_end, fiscal_year_start, month_end, month_start
from measures.forms import MAX_LINE, MAX_PERSON, MAX_STEPS, MAX_UNITS
from measures.models import MeasurePlan
from measures.rules.list_items import items_of
from measures.rules.months import MonthRefused, read_month
from measures.rules.owner_names import read_owner
from measures.services import MeasureContent, OwnerDetail, owners_named
from measures.spreadsheets.exchange import (
    END,
    FIELDS,
    FOLLOW_UP,
    INDICATOR,
    ISSUE,
    OWNERS,
    START,
    STEPS,
    TITLE,
    WORDING,
    normal,
    texts_of,
)

MAX_WORDING = 200
# More departments than the largest province has; each that is not known is compared with all that are.
MAX_OWNERS = 50
MAX_QUOTED = 80  # of a name that is not known
# What a cell holds of a text beside the mark that keeps it from being a formula.
MAX_PRINTED = MAX_CELL - 1
# How alike two names have to be for one to be offered for the other; 0 to 1.
ALIKE = 0.5

Answer = TypeVar("Answer", Issue, Indicator)
Problems = dict[str, list[str]]  # by column


class RowRefused(Exception):
    """The row cannot be taken; every reason by its column."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.problems = problems


class CellRefused(Exception):
    """The cell cannot be taken, for these reasons."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True)
class Catalogue:
    """The names that a file of a plan may use."""

    fiscal_year: int
    departments: Mapping[str, Department]
    issues: Mapping[str, Issue]
    indicators: Mapping[str, Indicator]


def catalogue_of(plan: MeasurePlan) -> Catalogue:
    framework = plan.assessment.framework_id
    departments = plan.agency.departments.offered(Department.objects.filter(measures__plan=plan))
    return Catalogue(
        fiscal_year=plan.fiscal_year,
        departments={_plain(each.name): each for each in departments},
        issues=_answers(Issue.objects.filter(framework=framework), "ประเด็นที่"),
        indicators=_answers(Indicator.objects.filter(framework=framework).order_by("number"), "ตัวชี้วัดที่"),
    )


def read_row(texts: Mapping[str, str], catalogue: Catalogue, old: MeasureContent | None) -> MeasureContent:
    """Return what a row makes of a measure, or raise RowRefused with all that is wrong.

    `texts` are normal. A cell that says what was printed for `old` changes nothing, nor does a blank one, nor a
    column that is not there.
    """
    printed = texts_of(old) if old else {}
    problems: Problems = {}
    read: dict[str, Any] = {}
    for column, text in texts.items():
        before = normal(printed.get(column, ""))
        if not text or text == before[:MAX_PRINTED]:
            continue
        try:
            read[FIELDS[column]] = _read(column, text, catalogue, before)
        except CellRefused as refused:
            problems[column] = list(refused.reasons)
    content = _content(old, read)
    if not content.title and TITLE not in problems:
        problems[TITLE] = ["กรุณากรอกชื่อมาตรการ โครงการ หรือกิจกรรม"]
    if not problems.keys() & {START, END}:
        problems |= _month_problems(content)
    if problems:
        raise RowRefused(problems)
    return content


def _read(column: str, text: str, catalogue: Catalogue, before: str) -> Any:
    if len(before) > MAX_PRINTED:
        raise CellRefused("ข้อความเดิมยาวเกินที่ช่องของ Excel เก็บได้ กรุณาแก้ไขในหน้าของมาตรการ")
    return READERS[column](text, catalogue)


def _content(old: MeasureContent | None, read: Mapping[str, Any]) -> MeasureContent:
    taken = dict(read)
    if named := taken.pop(FIELDS[OWNERS], None):
        taken["owners"], taken["owner_details"] = owners_named(named)
    return MeasureContent(**{"title": "", **(vars(old) if old else {}), **taken})


def _month_problems(content: MeasureContent) -> Problems:
    if (content.start is None) != (content.end is None):
        return {END if content.start else START: ["กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด"]}
    if content.start and content.end and content.start > content.end:
        return {END: ["เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม"]}
    return {}


def _read_text(limit: int) -> Callable[[str, Catalogue], str]:
    def read(text: str, catalogue: Catalogue) -> str:
        if len(text) > limit:
            raise CellRefused(f"กรุณากรอกไม่เกิน {limit:,} ตัวอักษร (กรอกไว้ {len(text):,} ตัวอักษร)")
        return text

    return read


def _read_title(text: str, catalogue: Catalogue) -> str:
    return _read_text(MAX_LINE)(without_mark(text), catalogue)


def _read_steps(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    # Lines are steps, as the guide above the table says; a single line may hold all of them with their numbers.
    steps = tuple(lines_of(text)) if "\n" in text else items_of(text)
    reasons = []
    if len(steps) > MAX_STEPS:
        reasons.append(f"กรอกได้ไม่เกิน {MAX_STEPS} ขั้นตอน (กรอกไว้ {len(steps)} ขั้นตอน)")
    if too_long := [str(number) for number, step in enumerate(steps, 1) if len(step) > MAX_LINE]:
        reasons.append(f"กรุณากรอกขั้นตอนละไม่เกิน {MAX_LINE:,} ตัวอักษร (ขั้นตอนที่ {', '.join(too_long)} ยาวกว่านั้น)")
    if reasons:
        raise CellRefused(*reasons)
    return steps


def _read_owners(text: str, catalogue: Catalogue) -> tuple[OwnerDetail, ...]:
    """Return the owners that are named, one per line or, where a line is no name, parted by commas; the first leads."""
    names: list[str] = []
    for line in lines_of(text):
        is_name = _owner(line, catalogue) is not None
        names += [line] if is_name else [part for part in re.split(r"[,;]", line) if part.strip()]
    if len(names) > MAX_OWNERS:
        raise CellRefused(f"กรอกได้ไม่เกิน {MAX_OWNERS} กองหรือสำนัก (กรอกไว้ {len(names):,} รายการ)")
    owners = [_owner(name, catalogue) for name in names]
    if unknown := [name for name, owner in zip(names, owners, strict=True) if owner is None]:
        known = [each.name for each in catalogue.departments.values()]
        raise CellRefused(*(_not_found("กองหรือสำนัก", name, known) for name in unknown))
    return tuple(owner for owner in owners if owner)


def _owner(words: str, catalogue: Catalogue) -> OwnerDetail | None:
    """Return an owner as it is printed: a department, or divisions and a person of one."""
    if whole := catalogue.departments.get(_plain(words)):
        return OwnerDetail(whole)
    name, units, person = read_owner(words)
    found = catalogue.departments.get(_plain(name))
    is_short = len(units) <= MAX_UNITS and len(person) <= MAX_PERSON
    return OwnerDetail(found, units, person) if found and is_short else None


def _read_issue(text: str, catalogue: Catalogue) -> Issue:
    return _answer(text, catalogue.issues, "ประเด็น")


def _read_indicator(text: str, catalogue: Catalogue) -> Indicator:
    return _answer(text, catalogue.indicators, "ตัวชี้วัด")


def _answer(text: str, known: Mapping[str, Answer], what: str) -> Answer:
    if found := known.get(_plain(text)):
        return found
    if not known:
        raise CellRefused(f"ปีที่ประเมินไม่มี{what} กรุณาเว้นว่าง")
    raise CellRefused(_not_found(what, text, list(dict.fromkeys(str(each) for each in known.values()))))


def _read_start(text: str, catalogue: Catalogue) -> date:
    return month_start(*_month(text, catalogue))


def _read_end(text: str, catalogue: Catalogue) -> date:
    return month_end(*_month(text, catalogue))


def _month(text: str, catalogue: Catalogue) -> tuple[int, int]:
    """Return a month of the plan's year, or of the one before or after."""
    try:
        year, month = read_month(text, catalogue.fiscal_year)
    except MonthRefused as refused:
        raise CellRefused(str(refused)) from refused
    first, last = catalogue.fiscal_year - 1, catalogue.fiscal_year + 1
    if not fiscal_year_start(first) <= month_start(year, month) <= fiscal_year_end(last):
        raise CellRefused(f"เดือนต้องอยู่ในปีงบประมาณ {first} ถึง {last}")
    return year, month


READERS: dict[str, Callable[[str, Catalogue], Any]] = {
    ISSUE: _read_issue,
    INDICATOR: _read_indicator,
    TITLE: _read_title,
    STEPS: _read_steps,
    OWNERS: _read_owners,
    START: _read_start,
    END: _read_end,
    WORDING: _read_text(MAX_WORDING),
    FOLLOW_UP: _read_text(MAX_LINE),
}


def _answers(listed: Iterable[Answer], prefix: str) -> dict[str, Answer]:
    """Return issues or indicators by everything that people write for them: number, name, both."""
    known: dict[str, Answer] = {}
    for each in listed:
        number, name = each.number, each.name
        forms = (
            number,
            f"{prefix} {number}",
            name,
            f"{number} {name}",
            f"{number}. {name}",
            f"{prefix} {number} {name}",
        )
        known |= {_plain(str(form)): each for form in forms}
    return known


def _plain(text: str) -> str:
    """Return a name without what people type differently: spaces, Thai digits."""
    return "".join(arabic_digits(text).split())


def _not_found(what: str, name: str, known: list[str]) -> str:
    typed = " ".join(name.split())[:MAX_QUOTED]
    near = get_close_matches(typed, known, 1, ALIKE)
    hint = f" ใกล้เคียงที่สุดคือ “{near[0]}”" if near else ""
    return f"ไม่พบ{what} “{typed}”{hint}"
