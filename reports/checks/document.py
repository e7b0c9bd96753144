"""All checks of a document in one list: figures, texts, measures, each with the page to mend it on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import resolve, reverse

from agencies.access import Right
from assessments.rules.analysis import ISSUE, subjects_of
from assessments.rules.checks import ERROR, NOTE, WARNING, Check, check_result, check_sheet
from assessments.rules.text_checks import check_texts
from measures.checks import check_plan
from reports.checks.evidence_files import EVIDENCE_FILES
from reports.checks.own_texts import (
    check_chosen_round,
    check_date,
    check_named_rounds,
    check_opinions,
    check_own_texts,
    check_round,
    paper_date,
)
from reports.checks.pictures import PICTURES, check_pictures
from reports.checks.required_item import AskingRounds, RequiredItem, check_required
from reports.checks.rules.required_elements import COLUMN_CHOICE, PART_CHOICE, PLAN, REPORTS
from reports.content.document_kind import ABOUT_PROGRESS
from reports.content.draft import Draft
from reports.content.material import Material

# The column that lacks, which is called like the need of an element that asks for it.
COLUMN_OF_CHECK = {
    "measure-without-owners": "owners",
    "measure-without-steps": "steps",
    "measure-without-timeframe": "timeframe",
}
# Where is mended what concerns a whole plan.
PAGES_OF_A_PLAN = {PLAN: "plan", REPORTS: "plan-report", EVIDENCE_FILES: "evidence-privacy"}
ISSUE_NUMBER = "issue-number"  # typed at the issue, not among the texts of the document
SEVERITIES = {ERROR: "ต้องแก้ไข", WARNING: "ควรตรวจสอบ", NOTE: "ข้อสังเกต"}


@dataclass(frozen=True)
class PlacedCheck:
    """A check with the address where it can be mended."""

    check: Check
    url: str
    right: Right | None = None  # without which the address does not open, where that is not for all who may read this

    @property
    def severity_name(self) -> str:
        return SEVERITIES[self.check.severity]


# Pages that only who edits can open, and where everybody else reads the same thing.
READ_INSTEAD = {"measure-edit": "measure-progress", "document-settings": "document", "document-issue": "document"}


def as_read(placed: Iterable[PlacedCheck]) -> list[PlacedCheck]:
    """Return checks for somebody who mends nothing: each leads to a page that they can open."""
    return [replace(each, url=_reading_address(each.url)) for each in placed]


def _reading_address(url: str) -> str:
    found = resolve(url.partition("#")[0].partition("?")[0])
    page = READ_INSTEAD.get(found.url_name or "")
    return reverse(page, kwargs=found.kwargs) if page else url


def checks_of_document(draft: Draft, item: RequiredItem | None = None, on: date | None = None) -> list[PlacedCheck]:
    """Return everything that does not agree in what a document says.

    `item` is the open-data item that asks for it, where it was looked up before, and `on` the day of its issue.
    """
    item = item or AskingRounds().item_of(draft)
    day = on or paper_date(draft.choices.texts.get("date", ""))
    return placed(draft, _checks(draft, item, day))


def placed(draft: Draft, checks: Iterable[Check]) -> list[PlacedCheck]:
    """Return checks of a document with their addresses, in order."""
    return in_order(PlacedCheck(check, address_of(draft, check), _right_to_mend(check)) for check in checks)


def in_order(checks: Iterable[PlacedCheck]) -> list[PlacedCheck]:
    """Return checks with the errors first, otherwise as they come."""
    order = list(SEVERITIES)
    return sorted(checks, key=lambda each: order.index(each.check.severity))


def _checks(draft: Draft, item: RequiredItem, on: date | None) -> Iterator[Check]:
    if draft.kind.analyses_result:
        yield from _result_checks(draft.material)
    yield from (_as_asked(check, item) for check in _plan_checks(draft.material) if _concerns(check, draft))
    yield from check_own_texts(draft)
    yield from check_chosen_round(draft)
    yield from check_named_rounds(draft)
    yield from check_round(draft)
    yield from check_date(draft, on)
    yield from check_required(draft, item)
    yield from check_opinions(draft)
    yield from check_pictures(draft)


def _concerns(check: Check, draft: Draft) -> bool:
    """Return whether a check of the plan is about what a document says."""
    concern = draft.kind.plan_checks
    if check.id in concern.left_out:
        return False
    column = COLUMN_OF_CHECK.get(check.id) if concern.of_printed_columns else None
    return column is None or column in draft.choices.columns


def _as_asked(check: Check, item: RequiredItem) -> Check:
    """Return a check of a plan as the item sees it: what a measure lacks blocks only where the item requires it."""
    need = COLUMN_OF_CHECK.get(check.id)
    if need is None or not item.elements or item.requires(need):
        return check
    return replace(check, severity=WARNING)


def _result_checks(material: Material) -> Iterator[Check]:
    sheet, agency = material.current.sheet, material.agency
    yield from check_sheet(sheet)
    yield from check_result(sheet)
    yield from check_texts(
        sheet.structure,
        material.subjects,
        material.limitations,
        district=agency.district,
        province=agency.province,
    )


def _plan_checks(material: Material) -> tuple[Check, ...]:
    if material.plan is None:
        return ()
    sheet = material.current.sheet
    weak = [int(subject.code) for subject in subjects_of(sheet, {}) if subject.is_weak]
    by_issue = subjects_of(sheet, {})[0].scope == ISSUE
    return check_plan(
        material.plan,
        material.measures,
        weak_issues=weak if by_issue else (),
        weak_indicators=() if by_issue else weak,
        structure=sheet.structure,
    )


def _right_to_mend(check: Check) -> Right | None:
    return Right.MANAGE_AGENCY if check.subject.startswith(f"{PICTURES}:") else None


def address_of(draft: Draft, check: Check) -> str:
    """Return where a check can be mended: a cell, a text, a measure, or the form of a document."""
    agency, material = draft.agency, draft.material
    name, _, rest = check.subject.partition(":")
    if name == "measure":
        page = "measure-progress" if check.id in ABOUT_PROGRESS else "measure-edit"
        return reverse(page, args=[agency.slug, material.plan_year, rest])
    if name == PICTURES:
        return reverse("agency-settings", args=[agency.slug]) + f"#picture-{rest}"
    if name in PAGES_OF_A_PLAN:
        return reverse(PAGES_OF_A_PLAN[name], args=[agency.slug, material.plan_year])
    if name == "document":
        return _page_of_document(draft, rest.rpartition(":")[2])
    findings = reverse("findings", args=[agency.slug, material.assessed_year])
    if name in ("finding", "findings", "limitations"):
        asked = rest if name == "finding" else name
        return findings if name == "findings" else f"{findings}?subject={asked}"
    return reverse("sheet", args=[agency.slug, material.assessed_year]) + f"#cell-{check.subject}"


def _page_of_document(draft: Draft, part: str) -> str:
    """Return where a part of a document is mended: its opinions, the number of its issue, or a text of its form."""
    where = [draft.agency.slug, draft.fiscal_year, draft.kind.slug]
    if part == "opinions":
        return reverse("document-opinions", args=where)
    if part == ISSUE_NUMBER:
        return reverse("document-issue", args=where) + "#id_number"
    anchor = {"round": "id_round", COLUMN_CHOICE: COLUMN_CHOICE, PART_CHOICE: PART_CHOICE}.get(part, f"id_text-{part}")
    return reverse("document-settings", args=where) + f"#{anchor}"
