"""How the history knows measures, their progress and their reports."""

from agencies.changes import ChangeSubject, change_record
from agencies.models import User
from agencies.rules.acts import Act
from measures.models import Measure, MeasureReport


def measure_change(
    measure: Measure,
    actor: User | None,
    *,
    old: str,
    new: str,
    label: str,
    reason: str = "",
    kind: str = "measure",
    act: Act | None = None,
) -> None:
    """Leave the history of a measure; of the kind `progress` where it is about the progress of the measure."""
    about = about_measure(measure, kind, f"{label}: {measure.title}")
    change_record(about, actor, old=old, new=new, reason=reason, act=act)


def about_measure(measure: Measure, kind: str, label: str) -> ChangeSubject:
    """Return the subject of a change to a measure, called by `label`."""
    return ChangeSubject(measure.plan.agency, measure.plan.fiscal_year, f"{kind}:{measure.key}", label)


def report_change(report: MeasureReport, actor: User | None, *, new: str, label: str, old: str = "") -> None:
    """Leave the history of a report."""
    named = f"{label} {report.round}" if report.round else label
    change_record(about_report(report, f"{named}: {report.measure.title}"), actor, old=old, new=new)


def about_report(report: MeasureReport, label: str) -> ChangeSubject:
    """Return the subject of a change to a report, called by `label`."""
    plan = report.measure.plan
    return ChangeSubject(plan.agency, plan.fiscal_year, subject_of(report), label)


def subject_of(report: MeasureReport) -> str:
    """Return the subject under which a report's history stands; outside of rounds it is part of the measure's own."""
    measure = report.measure.key
    return f"report:{report.round.key}:{measure}" if report.round else f"progress:{measure}"
