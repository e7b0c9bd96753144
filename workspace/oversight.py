"""The agencies of an area as they stand in the database, in a constant number of queries however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from agencies.models import Agency, Change
from assessments.models import Finding
from assessments.result_sums import ResultSum, result_sums
from assessments.round_calendar import round_calendar
from assessments.rules.assessment_round import PLAN_ITEM
from assessments.rules.cycle import usual_plan_year
from measures.models import Measure, MeasurePlan
from reports.content.kinds import KINDS
from reports.models import IssuedDocument
from workspace.rules.oversight import OverseenAgency


@dataclass
class _Area:
    """What was loaded for all agencies at once, by agency."""

    result_year: int
    today: date
    results: dict[tuple[int, int], ResultSum] = field(default_factory=dict)  # by agency and year
    analysed: set[int] = field(default_factory=set)
    plan_years: dict[int, int] = field(default_factory=dict)  # of plans with measures
    overdue: dict[int, int] = field(default_factory=dict)  # measures of these plans
    issued: dict[int, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    published: dict[int, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    closed_plan_years: set[int] = field(default_factory=set)


def overseen_agencies(agencies: "QuerySet[Agency]", result_year: int, today: date) -> list[OverseenAgency]:
    """Return agencies with their result of a year, and how far the cycle of that result has come by a day."""
    newest = Change.objects.filter(agency=OuterRef("pk")).order_by("-at").values("at")[:1]
    found = list(agencies.annotate(last_change=Subquery(newest)))
    area = _Area(result_year, today)
    area.results = result_sums(found, (result_year, result_year - 1))
    _load_work(area, found)
    return [_overseen(area, each, each.last_change) for each in found]


def _load_work(area: _Area, agencies: Sequence[Agency]) -> None:
    this_year = Q(assessment__framework__fiscal_year=area.result_year, assessment__agency__in=agencies)
    written = Finding.objects.filter(this_year, is_draft=False).order_by()
    area.analysed = set(written.values_list("assessment__agency", flat=True).distinct())
    plans = MeasurePlan.objects.filter(this_year, is_undecided=False).annotate(count=Count("measures")).order_by()
    area.plan_years = dict(plans.filter(count__gt=0).values_list("agency", "fiscal_year"))
    overdue = Measure.objects.filter(plan__in=plans.values("pk")).overdue(area.today).order_by()
    area.overdue = dict(overdue.values_list("plan__agency").annotate(count=Count("pk")))
    issued = IssuedDocument.objects.filter(agency__in=agencies).order_by()
    for agency, kind, year, moment in issued.values_list("agency", "kind", "fiscal_year", "published_at"):
        area.issued[agency].add((kind, year))
        if moment:
            area.published[agency].add((kind, year))
    calendar = round_calendar()
    years = {usual_plan_year(area.result_year), *area.plan_years.values()}
    area.closed_plan_years = {year for year in years if calendar.asking(PLAN_ITEM, year).closes < area.today}


def _overseen(area: _Area, agency: Agency, last_change: datetime | None) -> OverseenAgency:
    result = area.results.get((agency.pk, area.result_year))
    before = area.results.get((agency.pk, area.result_year - 1))
    plan_year = area.plan_years.get(agency.pk, usual_plan_year(area.result_year))
    done = _done(area, agency, result, plan_year)
    return OverseenAgency(
        slug=agency.slug,
        name=agency.short_name,
        kind=agency.get_kind_display(),
        district=agency.district,
        province=agency.province,
        target=agency.target,
        total=result.total if result else None,
        level=result.level if result else "",
        level_reason=result.reason if result else "",
        instruments=result.instruments if result else (),
        weakest=result.weakest if result else "",
        before=before.total if before else None,
        level_before=before.level if before else "",
        done=frozenset(done),
        is_late="published" not in done and plan_year in area.closed_plan_years,
        plan_year=plan_year,
        overdue=area.overdue.get(agency.pk, 0),
        last_change=timezone.localtime(last_change).date() if last_change else None,
    )


def _done(area: _Area, agency: Agency, result: ResultSum | None, plan_year: int) -> set[str]:
    kinds = [kind for kind in KINDS.values() if kind.is_for_the_public]
    of_the_cycle = {(kind.slug, area.result_year if kind.analyses_result else plan_year) for kind in kinds}
    told = {KINDS[kind].is_about_progress for kind, _ in area.published[agency.pk] & of_the_cycle}
    issued = {KINDS[kind].is_about_progress for kind, _ in area.issued[agency.pk] & of_the_cycle}
    steps = {
        "scores": result is not None and result.total is not None,
        "analysis": agency.pk in area.analysed,
        "plan": agency.pk in area.plan_years,
        "issued": False in issued,
        "published": False in told,
        "report": True in told,
    }
    return {step for step, is_done in steps.items() if is_done}
