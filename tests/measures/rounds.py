"""What the tests of rounds share: a round that is open, and reports in it."""

from datetime import date

from measures.models import Measure, MeasurePlan, MeasureReport, Progress, ReportingRound
from measures.services import ProgressContent, RoundContent, report_return, report_submit, reports_accept, rounds_open
from tests.portal.forms import opened

ROUNDS = "/nanueng/2568/measures/rounds/"
Status = Progress.Status
MARCH, DUE = date(2025, 3, 31), date(2025, 4, 15)
IN_TIME, LATE = date(2025, 4, 10), date(2025, 4, 20)


def open_round(plan: MeasurePlan, actor=None, name: str = "รอบ 6 เดือน", ends_on=MARCH, due_on=DUE) -> ReportingRound:
    (opened,) = rounds_open(plan=plan, contents=[RoundContent(name, ends_on, due_on)], actor=actor)
    return opened


def submit(measure: Measure, reporting_round: ReportingRound, actor, **changes) -> MeasureReport:
    """Send the report of a measure as it would be sent from a page that was opened just now."""
    report = MeasureReport.objects.filter(measure=measure, round=reporting_round).first()
    content = ProgressContent(**{"status": Status.IN_PROGRESS, "reported_on": MARCH} | changes)
    last = measure.progress.order_by("-pk").values_list("pk", flat=True).first()
    report_submit(
        measure=measure,
        reporting_round=reporting_round,
        content=content,
        typed={},
        version=report.version if report else 0,
        seen=last or 0,
        actor=actor,
    )
    return MeasureReport.objects.get(measure=measure, round=reporting_round)


def accept(report: MeasureReport, actor) -> MeasureReport:
    return reports_accept(reporting_round=report.round, seen={report.key: report.version}, actor=actor)[0]


def give_back(report: MeasureReport, actor, remarks: str = "กรุณาแนบหลักฐาน") -> MeasureReport:
    return report_return(
        reporting_round=report.round, key=report.key, version=report.version, remarks=remarks, actor=actor
    )


def round_address(reporting_round: ReportingRound) -> str:
    return f"{ROUNDS}{reporting_round.key}/"


def form_of(reporting_round: ReportingRound, measure: Measure) -> str:
    return f"{round_address(reporting_round)}{measure.key}/"


def seen_of(report: MeasureReport) -> str:
    return f"{report.key}:{report.version}"


def filled(client, url: str, **typed):
    """Return what the form of a report would post."""
    return opened(client, url, "reported_on") | {"status": "in_progress"} | typed
