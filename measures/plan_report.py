"""The report of a whole plan: a row for each measure, stored as a draft row by row, sent all together or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from agencies.access import Access
from agencies.kept import kept
from agencies.models import User
from ita_portal.text.thai import short_date
from measures import services
from measures.models import Measure, MeasurePlan, MeasureReport, Progress, ReportingRound
from measures.plan_report_form import PlanReportForm, fingerprint
from measures.rounds import STATES, UNREPORTED, kept_report_rows
from measures.rules.plan_order import subject_of
from measures.rules.supporting_part import PartTold


@dataclass(frozen=True)
class PlanReportRow:
    """A measure with its report, as one person sees it; what kept it from being stored or sent stands beside it."""

    number: int
    measure: Measure
    report: MeasureReport
    access: Access
    today: date
    form: PlanReportForm  # of a row that nobody may write it says only what was typed
    written: MeasureReport | None = None  # the draft that somebody else stored after the page was opened
    others: Sequence[Progress] = ()  # what was reported after the page was opened
    refused: str = ""  # what was typed into a report that cannot be written any more

    @property
    def key(self) -> str:
        return str(self.measure.key)

    @property
    def is_own(self) -> bool:
        """Whether the person may report on the measure."""
        return self.access.can_report_for(self.measure.reporters)

    @property
    def can_be_written(self) -> bool:
        return self.is_own and self.report.can_be_written and not self.refused

    @property
    def parts(self) -> tuple[PartTold, ...]:
        """What supporting departments have added, which goes with the report when it is sent."""
        return self.report.parts_of(self.measure.departments) if self.report.can_be_written else ()

    @property
    def entry(self) -> Progress | None:
        """What the row shows where it cannot be written: what was sent, else what counts."""
        return self.report.entry or self.measure.accepted_progress

    @property
    def state(self) -> str:
        return self.report.state if self.report.pk else UNREPORTED

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def saved_words(self) -> str:
        """Say when the row was stored, and by whom where it was somebody else."""
        if self.report.typed_at is None:
            return ""
        words = f"บันทึกแล้ว {_moment(self.report.typed_at, self.today)}"
        return words if self.report.typed_by_id == self.access.user.pk else f"{words} โดย {self.report.typed_by_name}"

    @property
    def other_text(self) -> str:
        """What somebody else stored in the draft meanwhile."""
        return services.typed_text(self.written.typed) if self.written else ""

    @property
    def has_problem(self) -> bool:
        return bool(self.form.errors or self.written or self.others or self.refused)


def plan_report_rows(
    access: Access,
    plan: MeasurePlan,
    reporting_round: ReportingRound | None,
    data: QueryDict | None = None,
    only: UUID | None = None,
) -> list[PlanReportRow]:
    """Return a row for each measure of a plan, numbered in the plan's order, in a constant number of queries.

    `data` is what was posted of the rows, `only` the key of the one measure that is asked for.
    """
    today, what = timezone.localdate(), ("plan-report", plan.pk, reporting_round and reporting_round.pk, only)
    reports = kept(access, what, lambda: _numbered_reports(plan, reporting_round, only))
    return [
        PlanReportRow(number, report.measure, report, access, today, _form_of(report, data))
        for number, report in reports
    ]


def _numbered_reports(
    plan: MeasurePlan, reporting_round: ReportingRound | None, only: UUID | None
) -> list[tuple[int, MeasureReport]]:
    """Return the report of each measure of a plan with the measure's number; unsaved where nobody has begun one."""
    ordered = plan.in_order(plan.measures.select_related("issue", "indicator"))
    numbers = {measure.key: number for number, measure in enumerate(ordered, 1)}
    measures = plan.measures.with_details().with_progress()
    reports = MeasureReport.objects.filter(measure__plan=plan, round=reporting_round).select_related("entry")
    found = {report.measure_id: report for report in reports.prefetch_related("files", "parts__department")}
    numbered = []
    for measure in plan.in_order(measures.filter(key=only) if only else measures):
        report = found.get(measure.pk) or MeasureReport(measure=measure)
        report.measure, report.round = measure, reporting_round
        numbered.append((numbers[measure.key], report))
    return numbered


def grouped(plan: MeasurePlan, rows: Iterable[PlanReportRow]) -> list[tuple[str, list[PlanReportRow]]]:
    """Return rows under the issues or indicators that their measures answer, as the plan prints them."""
    found: dict[str, list[PlanReportRow]] = {}
    for row in rows:
        subject = subject_of(row.measure, by_issue=plan.is_by_issue)
        found.setdefault(str(subject) if subject else "", []).append(row)
    return list(found.items())


def round_to_report(access: Access, rounds: Sequence[ReportingRound]) -> ReportingRound | None:
    """Return the open round that is due first and in which the person still owes something, else the first open one."""
    ordered = sorted((each for each in rounds if each.is_open), key=lambda each: (each.due_on, each.pk))
    if len(ordered) < 2:
        return next(iter(ordered), None)
    rows = kept_report_rows(access, ordered, timezone.localdate())
    owed = {row.round for row in rows if row.is_owed and access.can_report_for(row.measure.reporters)}
    return next((each for each in ordered if each in owed), ordered[0])


def unjudged(row: PlanReportRow) -> PlanReportRow:
    """Return a row of which nothing is said that is wrong or missing: a draft may be either."""
    row.form.leave_unchecked()
    return row


def draft_kept(row: PlanReportRow) -> PlanReportRow:
    """Store the draft of a row and return the row as it then is, or with what kept it from being stored."""
    form = row.form
    try:
        report = services.draft_save(
            measure=row.measure,
            reporting_round=row.report.round,
            typed=form.typed,
            version=form.seen_version,
            actor=row.access.user,
        )
    except (services.WrittenMeanwhile, services.NotWritable) as reason:
        return held_back(row, reason)
    form.go_on_from(version=report.version, shown=fingerprint(form.typed))
    return replace(row, report=report)


def held_back(row: PlanReportRow, reason: Exception) -> PlanReportRow:
    """Return a row with what kept it from being stored or sent; the next time its text is taken."""
    if isinstance(reason, services.WrittenMeanwhile):
        row.form.go_on_from(version=reason.stored.version)
        return replace(row, written=reason.stored)
    if isinstance(reason, services.ReportedMeanwhile):
        row.form.go_on_from(seen=reason.stored[-1].pk)
        return replace(row, others=reason.stored)
    assert isinstance(reason, services.NotWritable)
    return replace(row, refused=services.typed_text(row.form.typed))


def rows_sent(
    rows: Iterable[PlanReportRow], reporting_round: ReportingRound | None, actor: User
) -> dict[str, Exception]:
    """Send the reports of rows whose forms are valid; return why which of them could not be, and then sent is none."""
    ready = [row.form.ready for row in rows]
    try:
        services.reports_submit(reporting_round=reporting_round, reports=ready, actor=actor)
    except services.NotAllSent as refused:
        return {str(key): reason for key, reason in refused.reasons.items()}
    return {}


def _form_of(report: MeasureReport, data: QueryDict | None) -> PlanReportForm:
    """Return the form with what was posted of it; as it is stored where nothing was."""
    form = PlanReportForm(report, data)
    return form if data is None or form.is_posted else PlanReportForm(report, None)


def _moment(moment: datetime, today: date) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M} น." if local.date() == today else f"{short_date(local.date())} {local:%H:%M} น."
