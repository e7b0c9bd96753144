"""Writes of reports in rounds: what is being written, its submission, and the coordinator's decision."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from agencies.rules.events import EventKind
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.thai import short_date
from measures.announcing import tell_of_reports
from measures.models import Measure, MeasureReport, Progress, ReportingRound
from measures.rules.completion import percent_of
from measures.services.history import report_change
from measures.services.progress import (
    PROGRESS_TEXTS,
    ProgressContent,
    ReportedMeanwhile,
    copies_of,
    is_repeated,
    progress_content_of,
    progress_record,
)

State = MeasureReport.State
Typed = Mapping[str, Any]


class WrittenMeanwhile(SavedMeanwhile[MeasureReport]):
    """Somebody else wrote the report after the page was opened; nothing was written."""


class NotWritable(Exception):
    """The report was submitted, or its round closed; nothing was written."""

    def __init__(self, report: MeasureReport) -> None:
        super().__init__(report.key)
        self.report = report


class NotRecallable(Exception):
    """Somebody else sent the report, or it was looked at or decided meanwhile; nothing was written."""


@dataclass(frozen=True)
class ReadyReport:
    """The report of a measure as a page sends it: what it says, and the state that the page had shown."""

    measure: Measure
    content: ProgressContent
    typed: Typed
    version: int
    seen: int


class NotAllSent(Exception):
    """Some of several reports could not be sent, each for its reason, by the key of its measure; none was sent."""

    def __init__(self, reasons: Mapping[UUID, Exception]) -> None:
        super().__init__(len(reasons))
        self.reasons = reasons


class DecidedMeanwhile(SavedMeanwhile[Sequence[MeasureReport]]):
    """Some of the reports changed after the page was opened; nothing was written."""


def report_of(measure: Measure, reporting_round: ReportingRound | None) -> MeasureReport:
    """Return the report of a measure in a round (or what is written outside of any), unsaved where none is there."""
    found = MeasureReport.objects.with_entries().select_related("entry", "round", "measure__plan__agency")
    there = found.filter(measure=measure, round=reporting_round).first()
    return there or MeasureReport(measure=measure, round=reporting_round)


@transaction.atomic
def report_begin(*, measure: Measure, reporting_round: ReportingRound | None) -> MeasureReport:
    """Return the report, locked, after making sure that it can be written; raises NotWritable.

    While a round is open there is one way to report, its own: nothing is written around it.
    """
    report, _ = MeasureReport.objects.get_or_create(measure=measure, round=reporting_round)
    report = MeasureReport.objects.select_for_update(of=("self",)).select_related("measure__plan").get(pk=report.pk)
    # Asked again under the lock, since the round may have been closed meanwhile.
    report.round = ReportingRound.objects.get(pk=report.round_id) if report.round_id else None
    if not report.can_be_written or (report.round is None and measure.plan.rounds.open().exists()):
        raise NotWritable(report)
    return report


@transaction.atomic
def draft_save(
    *, measure: Measure, reporting_round: ReportingRound | None, typed: Typed, version: int, actor: User
) -> MeasureReport:
    """Keep what was typed; raises WrittenMeanwhile when the draft is no longer at `version`, and NotWritable."""
    report = report_begin(measure=measure, reporting_round=reporting_round)
    if report.version != version and dict(report.typed) != dict(typed):
        raise WrittenMeanwhile(report)
    _keep_replaced(report, typed, actor)
    report.typed, report.version = dict(typed), report.version + 1
    report.typed_by, report.typed_by_name, report.typed_at = actor, str(actor), timezone.now()
    report.save()
    return report


@transaction.atomic
def report_submit(
    *,
    measure: Measure,
    reporting_round: ReportingRound | None,
    content: ProgressContent,
    typed: Typed,
    version: int,
    seen: int,
    actor: User,
) -> Progress:
    """Turn a draft with its files into an entry, and in a round hand it to the coordinator.

    Raises WrittenMeanwhile, ReportedMeanwhile and NotWritable. The same report sent twice is one entry.
    """
    ready = ReadyReport(measure, content, typed, version, seen)
    entry, sent = _submit(ready, reporting_round, actor)
    tell_of_reports(sent, EventKind.REPORT_SENT, actor)
    return entry


@transaction.atomic
def reports_submit(
    *, reporting_round: ReportingRound | None, reports: Sequence[ReadyReport], actor: User
) -> list[Progress]:
    """Submit the reports of several measures, all or, with NotAllSent, none; the coordinators are told once."""
    entries: list[Progress] = []
    told: list[MeasureReport] = []
    reasons: dict[UUID, Exception] = {}
    # Always in the same order: two people who send the same plan wait for each other instead of blocking each other.
    for each in sorted(reports, key=lambda ready: ready.measure.pk):
        try:
            entry, sent = _submit(each, reporting_round, actor)
            entries, told = [*entries, entry], [*told, *sent]
        except (WrittenMeanwhile, ReportedMeanwhile, NotWritable) as reason:
            reasons[each.measure.key] = reason
    if reasons:
        raise NotAllSent(reasons)
    tell_of_reports(told, EventKind.REPORT_SENT, actor)
    return entries


@transaction.atomic
def reports_accept(*, reporting_round: ReportingRound, seen: Mapping[UUID, int], actor: User) -> list[MeasureReport]:
    """Accept the submitted reports named by `seen` with their versions, all or, with DecidedMeanwhile, none."""
    reports = _locked(reporting_round, seen)
    if changed := [each for each in reports if each.version != seen[each.key] or not each.can_be_accepted]:
        raise DecidedMeanwhile(changed)
    for report in reports:
        old = report.get_state_display()
        _decide(report, State.ACCEPTED, actor)
        report_change(report, actor, old=old, new=State.ACCEPTED.label, label="ตรวจรับรายงาน")
    tell_of_reports(reports, EventKind.REPORT_ACCEPTED, actor)
    return reports


@transaction.atomic
def report_return(
    *, reporting_round: ReportingRound, key: UUID, version: int, remarks: str, actor: User
) -> MeasureReport:
    """Give a report back to its departments with what to mend; what was submitted stands in their form again."""
    (report,) = _locked(reporting_round, {key: version})
    if report.version != version or not report.can_be_returned:
        raise DecidedMeanwhile([report])
    assert report.entry is not None
    old = report.get_state_display()
    report.remarks = remarks
    _open_again(report, report.entry)
    _decide(report, State.RETURNED, actor)
    new = f"{State.RETURNED.label}\n{remarks}"
    report_change(report, actor, old=old, new=new, label="ส่งรายงานกลับให้แก้ไข")
    tell_of_reports([report], EventKind.REPORT_RETURNED, actor, remarks)
    return report


@transaction.atomic
def report_recall(*, report: MeasureReport, version: int, actor: User) -> MeasureReport:
    """Give a report back to the person who sent it, as a draft, while nobody has looked at it; raises NotRecallable.

    One that was sent again after it was returned stands as returned once more, with what is still to be mended.
    Whoever accepts or returns it in the same moment comes first or second, never both.
    """
    assert report.round is not None
    try:
        (current,) = _locked(report.round, {report.key: version})
    except DecidedMeanwhile as gone:
        raise NotRecallable from gone
    if current.version != version or not current.can_be_recalled_by(actor):
        raise NotRecallable
    assert current.entry is not None
    old = str(progress_content_of(current.entry))
    _open_again(current, current.entry)
    before = _returned_before(current)
    current.state = State.RETURNED if before else State.DRAFT
    current.entry, current.version = before, current.version + 1
    if before is None:
        current.first_submitted_on = None
    current.save()
    report_change(current, actor, old=old, new=current.get_state_display(), label="เรียกคืนรายงาน")
    tell_of_reports([current], EventKind.REPORT_RECALLED, actor)
    return current


def _returned_before(report: MeasureReport) -> Progress | None:
    """Return what was returned before the report was sent again; None where it is sent for the first time."""
    assert report.entry is not None
    sent = report.measure.progress.filter(round=report.round, pk__lt=report.entry.pk)
    return sent.order_by("-pk").first() if report.remarks else None


def reports_look_at(*, reports: Iterable[MeasureReport], actor: User) -> None:
    """Remember that somebody who may accept reports has read what was submitted; after that nobody recalls it."""
    sent = [each.pk for each in reports if each.state == State.SUBMITTED and each.looked_at is None]
    unread = MeasureReport.objects.filter(pk__in=sent, state=State.SUBMITTED, looked_at=None)
    if sent:
        unread.exclude(entry__actor=actor).update(looked_at=timezone.now(), looked_by_name=str(actor))


def typed_of(entry: Progress) -> dict[str, Any]:
    """Return what somebody would have typed to report an entry."""
    texts = {name: getattr(entry, name) for name in ("work", "outcome", "result", "obstacles", "note", "evidence")}
    done = [step.text for step in entry.step_ticks if step.is_done]
    # What came from the steps comes from them again when more are ticked.
    is_typed = entry.percent is not None and entry.percent != percent_of(entry.step_ticks)
    return texts | {
        "status": entry.status,
        "reported_on": short_date(entry.reported_on),
        "percent": str(entry.percent) if is_typed else "",
        "steps": done,
    }


def _submit(
    ready: ReadyReport, reporting_round: ReportingRound | None, actor: User
) -> tuple[Progress, list[MeasureReport]]:
    """Turn a draft into an entry; return it with the report where the coordinator of a round has to be told."""
    measure, content, typed = ready.measure, ready.content, ready.typed
    try:
        report = report_begin(measure=measure, reporting_round=reporting_round)
    except NotWritable as refused:
        if sent := _sent_before(refused.report, content, actor):
            return sent, []
        raise
    is_again = _is_sent_outside(report, content, actor, ready.seen)
    if report.version != ready.version and report.typed != typed and not is_again:
        raise WrittenMeanwhile(report)
    entry = progress_record(
        measure=measure,
        content=content,
        actor=actor,
        seen=ready.seen,
        files=list(report.files.all()),
        reporting_round=reporting_round,
        parts=report.parts_of(measure.departments),
    )
    _keep_replaced(report, typed, actor)
    _hand_in(report, entry, content, actor)
    return entry, [report] if report.round else []


def _sent_before(report: MeasureReport, content: ProgressContent, actor: User) -> Progress | None:
    """Return the entry that this person submitted with the same content, as a second click does."""
    entry = report.entry if report.state == State.SUBMITTED else None
    return entry if entry and is_repeated(entry, content, actor) else None


def _is_sent_outside(report: MeasureReport, content: ProgressContent, actor: User, seen: int) -> bool:
    """Whether this person sent the same outside of rounds a moment ago, as a second click does; its draft is gone."""
    last = report.measure.progress.after(seen).last() if report.round is None and not report.typed else None
    return last is not None and is_repeated(last, content, actor)


def _hand_in(report: MeasureReport, entry: Progress, content: ProgressContent, actor: User) -> None:
    """Give what became an entry to the coordinator of the round; outside of rounds nobody asks, and the draft goes."""
    if report.round is None:
        report.delete()
        return
    old = str(progress_content_of(report.entry)) if report.entry else report.get_state_display()
    report.state, report.entry = State.SUBMITTED, entry
    report.typed, report.version = {}, report.version + 1
    report.looked_at, report.looked_by_name = None, ""
    report.typed_by, report.typed_by_name, report.typed_at = None, "", None
    report.first_submitted_on = report.first_submitted_on or timezone.localdate()
    report.save()
    report_change(report, actor, old=old, new=str(content), label="ส่งรายงาน")


def _locked(reporting_round: ReportingRound, keys: Collection[UUID]) -> list[MeasureReport]:
    """Return the reports of a round with these keys, locked; raises DecidedMeanwhile where some are not there."""
    reports = MeasureReport.objects.select_for_update(of=("self",)).filter(round=reporting_round, key__in=list(keys))
    found = list(reports.select_related("measure__plan__agency", "round", "entry"))
    is_open = ReportingRound.objects.filter(pk=reporting_round.pk).open().exists()
    if len(found) != len(keys) or not is_open:
        raise DecidedMeanwhile(found)
    return found


def _open_again(report: MeasureReport, entry: Progress) -> None:
    """Put what was submitted into the form of its departments again, with its files; the caller saves the report."""
    report.typed = typed_of(entry)
    report.typed_by, report.typed_by_name, report.typed_at = entry.actor, entry.actor_name, entry.at
    for file in copies_of(entry.files.all()):
        file.report = report
        file.save()


def _decide(report: MeasureReport, state: MeasureReport.State, actor: User) -> None:
    report.state, report.version = state, report.version + 1
    report.decided_by_name, report.decided_at = str(actor), timezone.now()
    report.save()


def _keep_replaced(report: MeasureReport, typed: Typed, actor: User) -> None:
    """Keep in the history what somebody else had typed and this person replaces."""
    if report.typed and report.typed_by_id not in (None, actor.pk) and dict(report.typed) != dict(typed):
        label = f"แทนที่ร่างรายงานของ “{report.typed_by_name}”"
        report_change(report, actor, old=typed_text(report.typed), new=typed_text(typed), label=label)


def typed_text(typed: Typed) -> str:
    """Return what was typed as the history shows it."""
    names = {"status": "สถานะ", "reported_on": "ข้อมูล ณ วันที่", "percent": "ความก้าวหน้า"} | PROGRESS_TEXTS
    labels = dict(Progress.Status.choices)
    told = {**typed, "status": labels.get(typed.get("status", ""), "")}
    lines = [f"{name}: {told[field]}" for field, name in names.items() if told.get(field)]
    return "\n".join([*lines, *(f"✓ {step}" for step in typed.get("steps", ()))])
