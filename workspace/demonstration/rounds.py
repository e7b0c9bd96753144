"""The reporting life of a demonstration plan whose year is over: both of its rounds, accepted and closed.

The reports are invented, kept in fixtures/demo/rounds. The demonstration accounts write them through the portal's own
services; then what was written is dated to the days on which it would have happened. The history alone keeps the moment
of the writing: it is written once, here as elsewhere.
"""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agencies.models import User
from ita_portal.text.thai import ERA_OFFSET
from ita_portal.yaml_files import read_yaml
from measures.models import Measure, MeasurePlan, MeasureReport, Progress, ReportingRound
from measures.rules.completion import StepTick, percent_of
from measures.services import (
    ProgressContent,
    RoundContent,
    draft_save,
    report_return,
    report_submit,
    reports_accept,
    round_close,
    rounds_open,
    typed_of,
)

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo" / "rounds"
COORDINATOR = "coordinator"
OFFICE_OPENS = time(9)
State = MeasureReport.State


@transaction.atomic
def demonstration_rounds_load(*, slug: str) -> bool:
    """Open the rounds of a demonstration plan with their reports; a plan that somebody reported on is left alone."""
    content = read_yaml(FOLDER / f"{slug}.yaml")
    plan = MeasurePlan.objects.filter(agency__slug=slug, fiscal_year=content["fiscal_year"]).first()
    if plan is None or not _is_untouched(plan, content["rounds"]):
        return False
    for row in content["rounds"]:
        round_load(plan, row, content["note_of_reports"])
    return True


def _is_untouched(plan: MeasurePlan, rounds: list[dict[str, Any]]) -> bool:
    measures = max(report["measure"] for row in rounds for report in row["reports"])
    is_reported_on = plan.rounds.exists() or Progress.objects.filter(measure__plan=plan).exists()
    return plan.measures.count() == measures and not is_reported_on


def round_load(plan: MeasurePlan, row: dict[str, Any], note: str) -> None:
    """Open a round of a plan with its reports, dated to the days in the row."""
    coordinator = User.objects.get(username=COORDINATOR)
    content = RoundContent(row["name"], _day(row["ends"]), _day(row["due"]))
    (opened,) = rounds_open(plan=plan, contents=[content], actor=coordinator)
    opened_at = _moment(row["opened"])
    ReportingRound.objects.filter(pk=opened.pk).update(opened_at=opened_at)
    measures = list(plan.measures.all())
    for report in row["reports"]:
        _load_report(measures[report["measure"] - 1], opened, report, note)
    if "closed" in row:
        closed_at = _moment(row["closed"])
        round_close(reporting_round=opened, is_closed=True, actor=coordinator)
        ReportingRound.objects.filter(pk=opened.pk).update(closed_at=closed_at)


def _load_report(measure: Measure, reporting_round: ReportingRound, row: dict[str, Any], note: str) -> None:
    author, sent_at = User.objects.get(username=row["by"]), _moment(row["sent"])
    content = _content(measure, reporting_round, row, note)
    if row["state"] == State.DRAFT:
        _save_draft(measure, reporting_round, content, author, sent_at)
        return
    last = measure.progress.aggregate(last=Max("pk"))["last"] or 0
    entry = report_submit(
        measure=measure,
        reporting_round=reporting_round,
        content=content,
        typed={},
        version=0,
        seen=last,
        actor=author,
    )
    Progress.objects.filter(pk=entry.pk).update(at=sent_at)
    report = MeasureReport.objects.get(measure=measure, round=reporting_round)
    MeasureReport.objects.filter(pk=report.pk).update(first_submitted_on=_day(row["sent"]))
    if "decided" in row:
        _decide(MeasureReport.objects.get(pk=report.pk), row)


def _save_draft(
    measure: Measure, reporting_round: ReportingRound, content: ProgressContent, author: User, at: datetime
) -> None:
    typed = typed_of(Progress(**vars(content) | {"steps": [vars(step) for step in content.steps]}))
    draft = draft_save(measure=measure, reporting_round=reporting_round, typed=typed, version=0, actor=author)
    MeasureReport.objects.filter(pk=draft.pk).update(typed_at=at)


def _decide(report: MeasureReport, row: dict[str, Any]) -> None:
    """Accept a report or return it, on the day that the row says."""
    assert report.round is not None
    coordinator, decided_at = User.objects.get(username=COORDINATOR), _moment(row["decided"])
    if row["state"] == State.ACCEPTED:
        reports_accept(reporting_round=report.round, seen={report.key: report.version}, actor=coordinator)
    else:
        report_return(
            reporting_round=report.round,
            key=report.key,
            version=report.version,
            remarks=row["remarks"],
            actor=coordinator,
        )
    MeasureReport.objects.filter(pk=report.pk).update(decided_at=decided_at)


def _content(measure: Measure, reporting_round: ReportingRound, row: dict[str, Any], note: str) -> ProgressContent:
    steps = tuple(
        StepTick(step.text, is_done=number <= row["steps"]) for number, step in enumerate(measure.steps.all(), 1)
    )
    return ProgressContent(
        status=Progress.Status(row["status"]),
        reported_on=reporting_round.ends_on,
        percent=percent_of(steps),
        work=row.get("work", ""),
        outcome="\n".join(row["outcome"]),
        result=row.get("result", ""),
        obstacles=row.get("obstacles", ""),
        note=note,
        evidence="\n".join(row.get("evidence", ())),
        steps=steps,
    )


def _day(text: str) -> date:
    """Return a day of the Buddhist era, written year-month-day."""
    year, month, day = (int(number) for number in str(text).split("-"))
    return date(year - ERA_OFFSET, month, day)


def _moment(text: str) -> datetime:
    return timezone.make_aware(datetime.combine(_day(text), OFFICE_OPENS))
