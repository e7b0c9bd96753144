"""Writes of the progress of measures: entries are added, never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import transaction

from agencies.access import Right, holds_right
from agencies.models import User, actor_name
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.thai import long_date, short_date
from measures.models import Evidence, Measure, Progress, ReportingRound
from measures.rules.completion import StepTick, steps_words
from measures.rules.standing import is_note
from measures.rules.supporting_part import PartTold
from measures.services.history import measure_change

# What the texts of an entry are called, in the order in which they are asked for and told.
PROGRESS_TEXTS = {
    "work": "การดำเนินงานที่ทำแล้ว",
    "outcome": "ผลลัพธ์หรือผลสัมฤทธิ์",
    "result": "สรุปผลการดำเนินการ",
    "obstacles": "ปัญหา อุปสรรค",
    "evidence": "หลักฐาน",
    "note": "หมายเหตุ",
}


class ReportedMeanwhile(SavedMeanwhile[Sequence[Progress]]):
    """Somebody else reported on the measure after the page was opened; nothing was written."""


class NothingToUndo(Exception):
    """No entry stands, or the one that does is with the coordinator, who can return it."""


@dataclass(frozen=True)
class ProgressContent:
    """What a person reports on a measure; outcome and evidence are lists, one item per line."""

    status: Progress.Status
    reported_on: date
    percent: int | None = None
    work: str = ""
    outcome: str = ""
    result: str = ""
    obstacles: str = ""
    note: str = ""
    evidence: str = ""
    steps: tuple[StepTick, ...] = ()

    def __str__(self) -> str:
        """The content as the history shows it."""
        lines = [f"สถานะ: {self.status.label}", f"ข้อมูล ณ วันที่: {long_date(self.reported_on)}"]
        if any(step.is_done for step in self.steps):
            lines.append(f"ขั้นตอน: {steps_words(self.steps)}")
            lines += [f"✓ {step.text}" for step in self.steps if step.is_done]
        if self.percent is not None:
            lines.append(f"ความก้าวหน้า: ร้อยละ {self.percent}")
        lines += [f"{name}: {text}" for field, name in PROGRESS_TEXTS.items() if (text := getattr(self, field))]
        return "\n".join(lines)


@dataclass(frozen=True)
class NewEntry:
    """What is added to the progress of a measure, what comes with it, and the entry that it takes back, if any."""

    content: ProgressContent
    files: Sequence[Evidence] = ()
    reporting_round: ReportingRound | None = None
    parts: Sequence[PartTold] = ()
    undoes: Progress | None = None

    @property
    def label(self) -> str:
        return "ยกเลิกรายงานล่าสุด" if self.undoes else "รายงานความก้าวหน้า"

    def __str__(self) -> str:
        """The entry as the history shows it."""
        return "\n".join([str(self.content), *(part.printed for part in self.parts), *file_lines(self.files)])


@transaction.atomic
def progress_record(
    *,
    measure: Measure,
    content: ProgressContent,
    actor: User | None,
    seen: int,
    files: Sequence[Evidence] = (),
    reporting_round: ReportingRound | None = None,
    parts: Sequence[PartTold] = (),
) -> Progress:
    """Add an entry, or raise ReportedMeanwhile when somebody reported after the entry `seen` (0: none was there).

    The same entry sent twice by one person is one entry. `files` are what was attached to the draft of the entry;
    they become the entry's, and so does what supporting departments added.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if entries := list(current.progress.after(seen)):
        if not files and is_repeated(entries[-1], content, actor):
            return entries[-1]
        raise ReportedMeanwhile(entries)
    return _add(current, NewEntry(content, files, reporting_round, parts), actor)


@transaction.atomic
def progress_undo(*, measure: Measure, actor: User, seen: int) -> Progress:
    """Take back what stands by a new entry that repeats the one before it, or says that nothing was done yet.

    Raises ReportedMeanwhile when something was reported after the entry `seen`, and NothingToUndo.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if entries := list(current.progress.after(seen)):
        if entries[-1].undoes_id and entries[-1].actor == actor:  # the button pressed twice
            return entries[-1]
        raise ReportedMeanwhile(entries)
    undone, before = standing_and_before(list(current.progress.select_related("undone_by", "report", "measure__plan")))
    if undone is None or not is_undoable(undone, may_accept=_may_accept(current, actor)):
        raise NothingToUndo
    newest = current.progress.all()[0]
    content = _undone_content(undone, before, newest.reported_on)
    files = list(before.files.all()) if before else []
    return _add(current, NewEntry(content, copies_of(files), undoes=undone), actor)


def standing_and_before(entries: Sequence[Progress]) -> tuple[Progress | None, Progress | None]:
    """Return the entry that an undoing takes back and the one that then stands; entries come newest first."""
    undone = {entry.undoes_id for entry in entries}
    standing = [entry for entry in entries if not entry.undoes_id and entry.pk not in undone]
    return next(iter(standing), None), next(iter(standing[1:]), None)


def is_undoable(entry: Progress, *, may_accept: bool) -> bool:
    """Whether an entry can be taken back by another: what was sent in a round is recalled or returned instead.

    In a plan with rounds, what counts is changed only by those who accept reports.
    """
    if entry.round_id is not None:
        return False
    return entry.is_note or may_accept or not entry.measure.plan.rounds.exists()


def is_repeated(entry: Progress, content: ProgressContent, actor: User | None) -> bool:
    """Whether the same person sends an entry with the same content again."""
    return entry.actor == actor and progress_content_of(entry) == content


def progress_content_of(entry: Progress) -> ProgressContent:
    """Return the content of an entry."""
    values = {field.name: getattr(entry, field.name) for field in fields(ProgressContent)}
    return ProgressContent(**values | {"status": Progress.Status(entry.status), "steps": entry.step_ticks})


def _undone_content(undone: Progress, before: Progress | None, reported_on: date) -> ProgressContent:
    undoing = f"ยกเลิกรายงาน “{undone.get_status_display()}” ข้อมูล ณ วันที่ {short_date(undone.reported_on)}"
    if before is None:
        steps = tuple(replace(step, is_done=False) for step in undone.step_ticks)
        note = f"{undoing} กลับเป็นยังไม่ดำเนินการ"
        return ProgressContent(Progress.Status.NOT_STARTED, reported_on, note=note, steps=steps)
    content = progress_content_of(before)
    note = f"{undoing} กลับไปใช้รายงานข้อมูล ณ วันที่ {short_date(before.reported_on)}"
    return replace(content, reported_on=reported_on, note="\n".join(filter(None, (note, before.note))))


def _add(measure: Measure, new: NewEntry, actor: User | None) -> Progress:
    before = measure.latest_progress
    entry = _unsaved(measure, new, actor)
    entry.save()
    for file in new.files:
        file.entry, file.report = entry, None
        file.save()
    old = str(progress_content_of(before)) if before else ""
    measure_change(measure, actor, old=old, new=str(new), label=new.label, kind="progress")
    return entry


def _unsaved(measure: Measure, new: NewEntry, actor: User | None) -> Progress:
    has_rounds = new.reporting_round is None and measure.plan.rounds.exists()
    return Progress(
        measure=measure,
        actor=actor,
        actor_name=actor_name(actor),
        file_count=len(new.files),
        round=new.reporting_round,
        undoes=new.undoes,
        is_note=is_note(has_rounds=has_rounds, may_accept=not has_rounds or _may_accept(measure, actor)),
        parts=[part.stored for part in new.parts],
        **vars(new.content) | {"steps": [vars(step) for step in new.content.steps]},
    )


def _may_accept(measure: Measure, actor: User | None) -> bool:
    """Whether what a person writes counts by itself; what the portal writes, nobody has to accept."""
    return actor is None or holds_right(actor, measure.plan.agency, Right.TRACK)


def copies_of(files: Iterable[Evidence]) -> list[Evidence]:
    """Return unsaved rows of the same stored files."""
    kept = ("measure_id", "name", "file", "size", "content_type", "sha256", "uploader_id", "uploader_name", "at")
    return [Evidence(**{field: getattr(file, field) for field in kept}) for file in files]


def file_lines(files: Iterable[Evidence]) -> list[str]:
    """Return files as the history names them."""
    return [f"ไฟล์: {file.name} (รหัสตรวจสอบไฟล์ {file.sha256})" for file in files]
