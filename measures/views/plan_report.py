"""The report of a whole plan on one page: typed row by row, stored as drafts, sent together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from measures.models import MeasurePlan, ReportingRound
from measures.plan_report import (
    PlanReportRow,
    draft_kept,
    grouped,
    held_back,
    plan_report_rows,
    round_to_report,
    rows_sent,
    unjudged,
)
from measures.progress_form import TYPED
from measures.rounds import rounds_of
from measures.services import NotWritable, WrittenMeanwhile, typed_text
from measures.templatetags.row_addresses import ANY_KEY
from measures.views.measure import READ_OR_WRITE
from measures.views.plan import plan_of, plan_or_404

NOTHING_CHOSEN = "กรุณาเลือกมาตรการที่จะส่งอย่างน้อยหนึ่งมาตรการ"
NOTHING_SENT = "ยังไม่ได้ส่งรายงานใดเลย เพราะต้องแก้ไขก่อน ข้อความที่พิมพ์ยังอยู่ครบ"
NOT_ALL_STORED = "มาตรการต่อไปนี้ยังไม่ได้บันทึก ข้อความที่พิมพ์ยังอยู่ครบ"
VERSION = "-version"
Rows = Sequence[PlanReportRow]


@dataclass(frozen=True)
class PlanReportPage:
    """The page for one person: the plan, and the round in which it reports."""

    request: HttpRequest
    year: AgencyYear
    plan: MeasurePlan
    rounds: Sequence[ReportingRound]
    round: ReportingRound | None

    @property
    def address(self) -> str:
        url = reverse("plan-report", args=(self.year.agency.slug, self.year.fiscal_year))
        return f"{url}?round={self.round.key}" if self.round else url

    def rows(self, data: QueryDict | None = None, only: UUID | None = None) -> list[PlanReportRow]:
        return plan_report_rows(self.year.access, self.plan, self.round, data, only)

    def gone(self, rows: Rows) -> list[str]:
        """What was typed into rows of measures that are not in the plan any more, which nothing can store."""
        post = self.request.POST
        keys = {name.removesuffix(VERSION) for name in post if name.endswith(VERSION)} - {row.key for row in rows}
        return [typed_text({name: post.get(f"{key}-{name}", "") for name in TYPED}) for key in sorted(keys)]

    def context(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "plan": self.plan,
            "round": self.round,
            "address": self.address,
            "row_address": self._address_of_rows("plan-report-row"),
            "report_address": (
                self._address_of_rows("round-report", self.round.key)
                if self.round
                else self._address_of_rows("measure-progress")
            ),
        }

    def _address_of_rows(self, page: str, *named: UUID) -> str:
        return reverse(page, args=(self.year.agency.slug, self.year.fiscal_year, *named, ANY_KEY))

    def shown(self, rows: Rows, status: int = 200, problem: str = "") -> HttpResponse:
        own = [row for row in rows if row.is_own]
        context = {
            "rows": own,
            "groups": grouped(self.plan, own),
            "other_groups": grouped(self.plan, (row for row in rows if not row.is_own)),
            "open_rounds": [each for each in self.rounds if each.is_open],
            "writable": [row for row in own if row.can_be_written],
            "problem": problem,
            "problem_rows": [row for row in own if row.has_problem],
            "gone": self.gone(rows),
        }
        return render(self.request, "measures/plan_report.html", self.context() | context, status=status)


@require_http_methods(READ_OR_WRITE)
def plan_report(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Report on every measure of the plan that the person answers for; everybody else reads."""
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    plan = plan_of(year)
    if plan is None:
        return render(request, "measures/plan_report_empty.html", {"year": year})
    page = _page(request, year, plan)
    return _taken(page) if request.method == "POST" else page.shown(page.rows())


@require_POST
def plan_report_row(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Store the draft of one row, and answer with the row as it then is."""
    year = year_of(request, agency, fiscal_year, Right.REPORT)
    page = _page(request, year, plan_or_404(year))
    rows = page.rows(request.POST, only=key)
    if not rows:
        raise Http404
    year.access.require_report_for(rows[0].measure.reporters)
    row = draft_kept(unjudged(rows[0])) if rows[0].form.is_posted else rows[0]
    is_kept = row.form.is_posted and not row.has_problem
    context = page.context() | {"row": row}
    return render(request, "measures/_plan_report_row.html", context, status=200 if is_kept else 409)


def _page(request: HttpRequest, year: AgencyYear, plan: MeasurePlan) -> PlanReportPage:
    """Return the page in the round that the address or the form names, else in the open one that is due first.

    A form from before a round was opened belongs to that round: while one is open, nobody reports around it.
    """
    rounds = rounds_of(year)
    named = (request.POST if request.method == "POST" else request.GET).get("round", "")
    chosen = next((each for each in rounds if str(each.key) == named), None)
    if named and chosen is None:
        raise Http404
    if not named:
        chosen = round_to_report(year.access, rounds)
    return PlanReportPage(request, year, plan, rounds, chosen)


def _taken(page: PlanReportPage) -> HttpResponse:
    """Take what was posted: send what was chosen, all or nothing, and store whatever else was typed."""
    rows = page.rows(page.request.POST)
    _require_own(rows)
    chosen = _chosen(page.request.POST, rows)
    if chosen is None:
        return _stored(page, rows)
    if not chosen:
        return page.shown(_kept(rows), status=422, problem=NOTHING_CHOSEN)
    judged = [row for row in rows if row.key in chosen]
    if not all(row.form.is_valid() for row in judged):
        return _not_sent(page, rows, chosen, {})
    reasons = rows_sent(judged, page.round, page.year.access.user)
    return _not_sent(page, rows, chosen, reasons) if reasons else _sent(page, rows, chosen)


def _require_own(rows: Rows) -> None:
    """Raise 403 where a row was posted that is not the person's to write."""
    for row in rows:
        if row.form.is_posted:
            row.access.require_report_for(row.measure.reporters)


def _chosen(post: QueryDict, rows: Rows) -> set[str] | None:
    """Return the keys of the rows that are to be sent; None where only drafts are.

    All of a round are all that it asks for; outside of rounds, where nobody asks, all in which something was typed.
    """
    posted = [row for row in rows if row.form.is_posted]
    if "all" in post:
        return {row.key for row in posted if row.report.round or row.form.seen_version or row.form.is_changed}
    named = {post["one"]} if "one" in post else set(post.getlist("choose")) if "chosen" in post else None
    return None if named is None else {row.key for row in posted if row.key in named}


def _kept(rows: Rows) -> list[PlanReportRow]:
    """Store every row into which something was typed since it was shown, and say nothing of what is missing."""
    return [draft_kept(unjudged(row)) if _has_news(row) else unjudged(row) for row in rows]


def _has_news(row: PlanReportRow) -> bool:
    return row.form.is_posted and row.form.is_changed


def _stored(page: PlanReportPage, rows: Rows) -> HttpResponse:
    count = sum(_has_news(row) for row in rows)
    kept = _kept(rows)
    if any(row.has_problem for row in kept) or page.gone(rows):
        return page.shown(kept, status=409, problem=NOT_ALL_STORED)
    stored = f"บันทึกร่างแล้ว {count} มาตรการ ร่างนี้ยังไม่ได้ส่ง" if count else "ไม่มีข้อความที่เปลี่ยน"
    messages.success(page.request, stored)
    return redirect(page.address)


def _not_sent(page: PlanReportPage, rows: Rows, chosen: set[str], reasons: dict[str, Exception]) -> HttpResponse:
    """Show every chosen row with what is wrong with it, after storing what was typed wherever that can be."""
    shown = []
    for row in rows:
        reason = reasons.get(row.key)
        if row.key not in chosen:
            shown += _kept([row])
            continue
        if _has_news(row) and not isinstance(reason, WrittenMeanwhile | NotWritable):
            row = draft_kept(row)
        shown.append(held_back(row, reason) if reason else row)
    return page.shown(shown, status=409 if reasons else 422, problem=NOTHING_SENT)


def _sent(page: PlanReportPage, rows: Rows, chosen: set[str]) -> HttpResponse:
    """Lead back to the page; where something beside what was sent could not be stored, show it instead."""
    told = "ส่งรายงานให้ผู้ประสานงาน ITA แล้ว" if page.round else "บันทึกความก้าวหน้าแล้ว"
    messages.success(page.request, f"{told} {len(chosen)} มาตรการ")
    kept = {row.key: row for row in _kept([row for row in rows if row.key not in chosen])}
    if any(row.has_problem for row in kept.values()) or page.gone(rows):
        return page.shown([kept.get(row.key, row) for row in page.rows()], status=409, problem=NOT_ALL_STORED)
    return redirect(page.address)
