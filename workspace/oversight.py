"""The agencies of an area as they stand in the database, in a constant number of queries however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from agencies.models import Agency, Change
from assessments.models import Assessment, Finding
from assessments.round_calendar import round_calendar
from assessments.rules.assessment_round import PLAN_ITEM
from assessments.rules.cycle import usual_plan_year
from assessments.rules.level_reason import level_reason
from assessments.rules.sheet import Sheet
from measures.models import MeasurePlan
from reports.content.kinds import KINDS
from reports.models import IssuedDocument
from workspace.rules.oversight import OverseenAgency


@dataclass
class _Area:
    """What was loaded for all agencies at once, by agency."""

    result_year: int
    today: date
    sheets: dict[tuple[int, int], Sheet] = field(default_factory=dict)  # by agency and year
    analysed: set[int] = field(default_factory=set)
    plan_years: dict[int, int] = field(default_factory=dict)  # of plans with measures
    issued: dict[int, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    published: dict[int, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    closed_plan_years: set[int] = field(default_factory=set)


def overseen_agencies(agencies: "QuerySet[Agency]", result_year: int, today: date) -> list[OverseenAgency]:
    """Return agencies with their result of a year, and how far the cycle of that result has come by a day."""
    newest = Change.objects.filter(agency=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = list(agencies.annotate(last_change=Subquery(newest)))
    area = _Area(result_year, today)
    _load_sheets(area, found)
    _load_work(area, found)
    return [_overseen(area, each, each.last_change) for each in found]


def _load_sheets(area: _Area, agencies: Sequence[Agency]) -> None:
    years = (area.result_year, area.result_year - 1)
    stored = Assessment.objects.filter(agency__in=agencies, framework__fiscal_year__in=years).with_sheet()
    for assessment in stored:
        area.sheets[assessment.agency_id, assessment.fiscal_year] = assessment.sheet()


def _load_work(area: _Area, agencies: Sequence[Agency]) -> None:
    this_year = Q(assessment__framework__fiscal_year=area.result_year, assessment__agency__in=agencies)
    written = Finding.objects.filter(this_year, is_draft=False).order_by()
    area.analysed = set(written.values_list("assessment__agency", flat=True).distinct())
    plans = MeasurePlan.objects.filter(this_year, is_undecided=False).annotate(count=Count("measures")).order_by()
    area.plan_years = dict(plans.filter(count__gt=0).values_list("agency", "fiscal_year"))
    issued = IssuedDocument.objects.filter(agency__in=agencies).order_by()
    for agency, kind, year, moment in issued.values_list("agency", "kind", "fiscal_year", "published_at"):
        area.issued[agency].add((kind, year))
        if moment:
            area.published[agency].add((kind, year))
    calendar = round_calendar()
    years = {usual_plan_year(area.result_year), *area.plan_years.values()}
    area.closed_plan_years = {year for year in years if calendar.asking(PLAN_ITEM, year).closes < area.today}


def _overseen(area: _Area, agency: Agency, last_change: datetime | None) -> OverseenAgency:
    sheet = area.sheets.get((agency.pk, area.result_year))
    before = area.sheets.get((agency.pk, area.result_year - 1))
    plan_year = area.plan_years.get(agency.pk, usual_plan_year(area.result_year))
    done = _done(area, agency, sheet, plan_year)
    return OverseenAgency(
        slug=agency.slug,
        name=agency.short_name,
        kind=agency.get_kind_display(),
        district=agency.district,
        province=agency.province,
        target=agency.target,
        total=sheet.total.effective if sheet else None,
        level=sheet.level if sheet else "",
        level_reason=level_reason(sheet) if sheet else "",
        instruments=tuple(block.summary.effective for block in sheet.instruments) if sheet else (),
        weakest=_weakest(sheet) if sheet else "",
        before=before.total.effective if before else None,
        level_before=before.level if before else "",
        done=frozenset(done),
        is_late="published" not in done and plan_year in area.closed_plan_years,
        last_change=timezone.localtime(last_change).date() if last_change else None,
    )


def _done(area: _Area, agency: Agency, sheet: Sheet | None, plan_year: int) -> set[str]:
    kinds = [kind for kind in KINDS.values() if kind.is_for_the_public]
    of_the_cycle = {(kind.slug, area.result_year if kind.analyses_result else plan_year) for kind in kinds}
    told = {KINDS[kind].is_about_progress for kind, _ in area.published[agency.pk] & of_the_cycle}
    issued = {KINDS[kind].is_about_progress for kind, _ in area.issued[agency.pk] & of_the_cycle}
    steps = {
        "scores": sheet is not None and sheet.total.effective is not None,
        "analysis": agency.pk in area.analysed,
        "plan": agency.pk in area.plan_years,
        "issued": False in issued,
        "published": False in told,
        "report": True in told,
    }
    return {step for step, is_done in steps.items() if is_done}


def _weakest(sheet: Sheet) -> str:
    """Return the indicator with the lowest figure in words; empty where none is known."""
    known = [each for each in sheet.indicators if each.summary.effective is not None]
    if not known:
        return ""
    weakest = min(known, key=lambda each: each.summary.effective or 0)
    return f"{weakest.indicator.number}. {weakest.indicator.name}"
