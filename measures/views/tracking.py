"""Tracking a plan: its measures counted, filtered, on the months of the year, and assigned many at once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Right
from agencies.kept import kept, kept_html
from assessments.years import AgencyYear, year_of
from ita_portal.download import as_download
from ita_portal.spreadsheets.workbook import XLSX
from ita_portal.text.spelling import one_spelling
from measures import services
from measures.bulk import AssignedMeanwhile, measures_assign
from measures.bulk_form import BulkForm, conflict_of, outcome_words, problem_lines
from measures.models import MeasurePlan, SavedFilter
from measures.round_form import read_seen
from measures.rules.filters import (
    AddressFilters,
    headings,
    headlines,
    read_filters,
    selects,
    shown,
    sort_choices,
    words,
)
from measures.rules.timeline import Timeline, build_timeline
from measures.rules.tracking import Groups, PlanCounts, Tracked, count_plan
from measures.spreadsheets.shown_workbook import shown_xlsx
from measures.tracking import groups_of_plan, tracked_measures

LONGEST_NAME, LONGEST_KEY = 60, 18
TABS = {"department": "ตามกองและสำนัก", "issue": "ตามประเด็น", "indicator": "ตามตัวชี้วัด"}
GROUP_TABLES = {
    "department": ("กองหรือสำนัก", "ตามกองและสำนัก มาตรการที่มีหลายกองหรือสำนักนับทุกแห่ง"),
    "issue": ("ประเด็น", "ตามประเด็นการวิเคราะห์"),
    "indicator": ("ตัวชี้วัด", "ตามตัวชี้วัด"),
}


@dataclass(frozen=True)
class TrackedPlan:
    """The measures of one plan, and those of them that the address asks for."""

    plan: MeasurePlan
    groups: Groups
    measures: list[Tracked]
    asked: AddressFilters
    shown: list[Tracked] = field(default_factory=list)


@require_safe
def tracking(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The measures counted and as a list, narrowed and sorted by what the address asks for."""
    year = year_of(request, agency, fiscal_year)
    tracked = _tracked_plan(request, year)
    if tracked is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    form = BulkForm(tracked.plan, tracked.measures) if year.access.can_edit else None
    context = _list_context(request, year, tracked, form)
    return render(request, "measures/tracking.html", context | _grouped(request.GET.get("by", ""), context["counts"]))


@require_safe
def tracking_timeline(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The same measures as bars on the months of the fiscal year."""
    year = year_of(request, agency, fiscal_year)
    tracked = _tracked_plan(request, year)
    if tracked is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    context = _context(year, tracked) | {"view": "tracking-timeline"}
    what = (year.fiscal_year, tracked.asked.filters.query(), year.access.can_edit)
    table = kept_html(
        request,
        year.access,
        what,
        "measures/_tracking_timeline.html",
        lambda: context | {"timeline": _timeline(year, tracked)},
    )
    return render(request, "measures/tracking_timeline.html", context | {"table": table})


def _timeline(year: AgencyYear, tracked: TrackedPlan) -> Timeline:
    rounds = tracked.plan.rounds.values_list("name", "due_on")
    return build_timeline(tracked.shown, fiscal_year=year.fiscal_year, today=timezone.localdate(), rounds=rounds)


@require_safe
def tracking_download(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """The list that is shown as a workbook, with the same filters in the same order."""
    year = year_of(request, agency, fiscal_year)
    tracked = _tracked_plan(request, year)
    if tracked is None:
        raise Http404
    content = shown_xlsx(
        tracked.shown,
        agency_name=year.agency.full_name,
        fiscal_year=year.fiscal_year,
        today=timezone.localdate(),
        words=words(tracked.asked.filters, tracked.groups),
    )
    name = f"ติดตามมาตรการ {year.agency.short_name} {year.fiscal_year}.xlsx"
    return as_download(content, name=name, content_type=XLSX)


@require_POST
def tracking_assign(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Give the chosen measures departments, months, or an issue or indicator, all of them or none."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    tracked = _tracked_plan(request, year)
    if tracked is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    form = BulkForm(tracked.plan, tracked.measures, request.POST)
    if not form.is_valid():
        context = _list_context(request, year, tracked, form) | {"problems": problem_lines(form)}
        return render(request, "measures/tracking.html", context, status=422)
    try:
        changed = measures_assign(
            plan=tracked.plan, assignment=form.assignment, versions=form.versions, actor=year.access.user
        )
    except AssignedMeanwhile as meanwhile:
        context = _list_context(request, year, tracked, form) | {
            "conflict": conflict_of(tracked.plan, tracked.measures, meanwhile)
        }
        return render(request, "measures/tracking.html", context, status=409)
    messages.success(request, outcome_words(len(form.versions), len(changed)))
    return redirect(_list_address(year, tracked))


@require_POST
def tracking_remind(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Remind those who report on the chosen measures."""
    year = year_of(request, agency, fiscal_year, Right.TRACK)
    tracked = _tracked_plan(request, year)
    if tracked is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    chosen = read_seen(request.POST.getlist("measure"))
    reminded = services.measures_remind(
        plan=tracked.plan, keys=list(chosen), on=timezone.localdate(), actor=year.access.user
    )
    _say_reminded(request, len(chosen), len(reminded))
    return redirect(_list_address(year, tracked))


def _say_reminded(request: HttpRequest, chosen: int, reminded: int) -> None:
    if not chosen:
        messages.error(request, "ยังไม่ได้เตือน กรุณาเลือกอย่างน้อยหนึ่งมาตรการในตาราง")
        return
    left = f" อีก {chosen - reminded} มาตรการแล้วเสร็จหรือยกเลิกแล้ว หรือไม่มีผู้ที่เตือนได้" if chosen > reminded else ""
    messages.success(request, f"เตือนผู้รับผิดชอบหลักแล้ว {reminded} มาตรการ{left}")


@require_POST
def tracking_filters(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Keep the filters of the address under a name for the person, or take one that was kept away."""
    year = year_of(request, agency, fiscal_year)
    tracked = _tracked_plan(request, year)
    if tracked is None:
        return redirect("plan", year.agency.slug, year.fiscal_year)
    if named := request.POST.get("remove", ""):
        saved = SavedFilter.objects.filter(user=year.access.user, agency=year.agency)
        saved.filter(pk=int(named) if named.isascii() and named.isdigit() and len(named) <= LONGEST_KEY else 0).delete()
        return redirect(_list_address(year, tracked))
    problem = _keep_filter(year, tracked, " ".join(one_spelling(request.POST.get("name", "")).split()))
    if problem:
        form = BulkForm(tracked.plan, tracked.measures) if year.access.can_edit else None
        context = _list_context(request, year, tracked, form) | {"saved_problem": problem}
        return render(request, "measures/tracking.html", context, status=422)
    return redirect(_list_address(year, tracked))


def _keep_filter(year: AgencyYear, tracked: TrackedPlan, name: str) -> str:
    """Keep the filters under a name, or return why not."""
    if not name or len(name) > LONGEST_NAME:
        return f"กรุณากรอกชื่อไม่เกิน {LONGEST_NAME} ตัวอักษร"
    if not tracked.asked.filters.is_narrowed:
        return "กรุณาเลือกตัวกรองก่อน"
    try:
        services.filter_save(agency=year.agency, name=name, query=tracked.asked.filters.query(), user=year.access.user)
    except services.TooManyFilters:
        return "บันทึกไว้ครบจำนวนแล้ว กรุณาลบตัวกรองที่ไม่ใช้ก่อน"
    return ""


@require_safe
def tracking_moved(request: HttpRequest, agency: str, fiscal_year: int, to: str) -> HttpResponse:
    """Lead on from the address that a page of tracking had before, with its filters: people have it bookmarked."""
    year = year_of(request, agency, fiscal_year)
    address = reverse(to, args=[year.agency.slug, year.fiscal_year])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def _tracked_plan(request: HttpRequest, year: AgencyYear) -> TrackedPlan | None:
    """Return the plan of the year with what was asked for; None where the year has no plan."""
    today = timezone.localdate()
    stored = kept(year.access, ("tracked", year.fiscal_year), lambda: _stored(year, today))
    if stored is None:
        return None
    plan, groups, measures = stored
    asked = read_filters(request.GET.dict(), groups)
    return TrackedPlan(plan, groups, measures, asked, shown(measures, asked.filters))


def _stored(year: AgencyYear, today: date) -> tuple[MeasurePlan, Groups, list[Tracked]] | None:
    plan = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    return (plan, groups_of_plan(plan), tracked_measures(plan, today)) if plan else None


def _list_address(year: AgencyYear, tracked: TrackedPlan) -> str:
    query = tracked.asked.filters.query()
    address = reverse("tracking", args=[year.agency.slug, year.fiscal_year])
    return f"{address}?{query}#list" if query else f"{address}#list"


def _grouped(by: str, counts: PlanCounts) -> dict[str, Any]:
    """Return the table of a tab; nothing where the list is asked for."""
    rows = {"department": counts.departments, "issue": counts.issues, "indicator": counts.indicators}.get(by, ())
    if not rows:
        return {}
    label, caption = GROUP_TABLES[by]
    return {"by": by, "group_rows": rows, "group_label": label, "group_caption": caption}


def _tabs(counts: PlanCounts) -> list[tuple[str, str]]:
    there = {"department": counts.departments, "issue": counts.issues, "indicator": counts.indicators}
    return [(kind, TABS[kind]) for kind, rows in there.items() if rows]


def _context(year: AgencyYear, tracked: TrackedPlan) -> dict[str, Any]:
    filters, counts = tracked.asked.filters, count_plan(tracked.measures, tracked.groups)
    return {
        "year": year,
        "plan": tracked.plan,
        "today": timezone.localdate(),
        "counts": counts,
        "numbers": headlines(tracked.measures, filters),
        "tabs": _tabs(counts),
        "saved": SavedFilter.objects.filter(user=year.access.user, agency=year.agency),
        "shown": tracked.shown,
        "filters": filters,
        "unknown": tracked.asked.unknown,
        "words": words(filters, tracked.groups),
        "selects": selects(filters, tracked.groups),
        "sorts": sort_choices(filters),
    }


def _list_context(
    request: HttpRequest, year: AgencyYear, tracked: TrackedPlan, form: BulkForm | None
) -> dict[str, Any]:
    context = _context(year, tracked) | {"view": "tracking", "form": form}
    return context | {
        "table": _table(request, year, tracked, form),
        "assign_html": _assign(request, year, tracked, form),
    }


def _assign(request: HttpRequest, year: AgencyYear, tracked: TrackedPlan, form: BulkForm | None) -> SafeString:
    """Return the form that gives many measures the same, kept where nobody has filled it."""
    if form is None or not tracked.shown:
        return SafeString("")
    of_plan = [year.agency.slug, year.fiscal_year]
    context = {
        "form": form,
        "query": tracked.asked.filters.query(),
        "remind_address": reverse("tracking-remind", args=of_plan),
        "assign_address": reverse("tracking-assign", args=of_plan),
    }
    what = (year.fiscal_year, context["query"], "tracking")
    return kept_html(request, year.access, what, "measures/_assign_form.html", lambda: context)


def _table(request: HttpRequest, year: AgencyYear, tracked: TrackedPlan, form: BulkForm | None) -> SafeString:
    """Return the rows that are shown; after a refusal, for which nothing is kept, with those that were chosen."""
    filters = tracked.asked.filters
    context = {
        "year": year,
        "shown": tracked.shown,
        "headings": headings(filters),
        "form": form,
        # They stay on the page also when they were chosen under other filters.
        "chosen": form.chosen if form else set(),
    }
    what = (year.fiscal_year, form is not None, filters.query())
    return kept_html(request, year.access, what, "measures/_tracking_table.html", lambda: context)
