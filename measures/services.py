"""Writes to a plan, each atomic and each leaving its history."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.db.models import Max

from agencies.models import Change, Department, User, change_by
from assessments.models import Indicator, Issue
from ita_portal.thai import long_date, month_range
from measures.models import Measure, MeasurePlan, Progress, Step
from measures.proposals import proposals_for
from measures.timeframe import timeframe_text


class EditedMeanwhile(Exception):
    """Somebody else saved the measure after the page was opened; nothing was written."""

    def __init__(self, measure: Measure) -> None:
        super().__init__(measure.key)
        self.measure = measure


class ReportedMeanwhile(Exception):
    """Somebody else reported on the measure after the page was opened; nothing was written."""

    def __init__(self, entries: Sequence[Progress]) -> None:
        super().__init__([entry.pk for entry in entries])
        self.entries = entries


class HasProgress(Exception):
    """The measure was reported on; what was reported cannot be deleted with it."""


@dataclass(frozen=True)
class MeasureContent:
    """All that a person says about a measure."""

    title: str
    steps: tuple[str, ...] = ()
    owners: tuple[Department, ...] = ()
    issue: Issue | None = None
    start: date | None = None
    end: date | None = None
    timeframe_wording: str = ""
    follow_up: str = ""
    indicator: Indicator | None = None

    @property
    def timeframe(self) -> str:
        return timeframe_text(self.start, self.end, self.timeframe_wording)

    def __str__(self) -> str:
        """The content as the history shows it."""
        lines = [self.title, *(f"{number}. {step}" for number, step in enumerate(self.steps, 1))]
        lines.append(f"ผู้รับผิดชอบ: {', '.join(owner.name for owner in self.owners) or '-'}")
        if self.issue:
            lines.append(f"ประเด็น: {self.issue}")
        if self.indicator:
            lines.append(f"ตัวชี้วัด: {self.indicator.number}. {self.indicator.name}")
        if self.start and self.end:
            lines.append(f"ระยะเวลา: {month_range(self.start, self.end)}")
        if self.timeframe_wording:
            lines.append(f"ถ้อยคำระยะเวลา: {self.timeframe_wording}")
        if self.follow_up:
            lines.append(f"การติดตามผล: {self.follow_up}")
        return "\n".join(lines)


# What the texts of an entry are called, in the order in which they are asked for and told.
PROGRESS_TEXTS = {
    "work": "สิ่งที่ได้ดำเนินการ",
    "outcome": "ผลลัพธ์หรือผลสัมฤทธิ์",
    "result": "ผลการดำเนินการ",
    "obstacles": "ปัญหาอุปสรรค",
    "evidence": "หลักฐาน",
    "note": "หมายเหตุ",
}


@dataclass(frozen=True)
class ProgressContent:
    """All that a person says about how a measure got on; outcome and evidence are lists, one item per line."""

    status: Progress.Status
    reported_on: date
    percent: int | None = None
    work: str = ""
    outcome: str = ""
    result: str = ""
    obstacles: str = ""
    note: str = ""
    evidence: str = ""

    def __str__(self) -> str:
        """The content as the history shows it."""
        lines = [f"สถานะ: {self.status.label}", f"ข้อมูล ณ วันที่: {long_date(self.reported_on)}"]
        if self.percent is not None:
            lines.append(f"ความก้าวหน้า: ร้อยละ {self.percent}")
        lines += [f"{name}: {text}" for field, name in PROGRESS_TEXTS.items() if (text := getattr(self, field))]
        return "\n".join(lines)


@transaction.atomic
def measure_add(*, plan: MeasurePlan, content: MeasureContent, actor: User | None, is_draft: bool = False) -> Measure:
    """Add a measure at the end of the plan; as a draft when the system proposed it."""
    MeasurePlan.objects.select_for_update().get(pk=plan.pk)
    last = plan.measures.aggregate(last=Max("position"))["last"] or 0
    measure = Measure(plan=plan, position=last + 1, is_draft=is_draft)
    _write(measure, content)
    label = "เพิ่มมาตรการจากข้อเสนอของระบบ" if is_draft else "เพิ่มมาตรการ"
    _record(measure, actor, old="", new=str(content), label=label)
    return measure


@transaction.atomic
def proposals_add(*, plan: MeasurePlan, keys: Collection[str], actor: User | None) -> list[Measure]:
    """Add the proposals with these keys as drafts and return them; what the plan answers by now is not added again."""
    MeasurePlan.objects.select_for_update().get(pk=plan.pk)
    issues = {issue.number: issue for issue in Issue.objects.filter(framework=plan.assessment.framework)}
    indicators = {each.number: each for each in Indicator.objects.filter(framework=plan.assessment.framework)}
    chosen = [proposal.measure for proposal in proposals_for(plan) if proposal.key in keys]
    return [
        measure_add(
            plan=plan,
            content=MeasureContent(
                title=proposed.title,
                steps=proposed.steps,
                follow_up=proposed.follow_up,
                issue=None if proposed.issue is None else issues[proposed.issue],
                indicator=indicators[proposed.indicator],
            ),
            actor=actor,
            is_draft=True,
        )
        for proposed in chosen
    ]


@transaction.atomic
def measure_update(*, measure: Measure, content: MeasureContent, version: int, actor: User | None) -> Measure:
    """Replace the content of a measure, or raise EditedMeanwhile when it is no longer at `version`.

    Saving a draft makes it the agency's own, even where nothing was changed in it.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if current.version != version:
        raise EditedMeanwhile(current)
    old = content_of(current)
    if old == content and not current.is_draft:
        return current
    label = "ยืนยันร่างมาตรการ" if old == content else "แก้ไขมาตรการ"
    current.version += 1
    current.is_draft = False
    _write(current, content)
    _record(current, actor, old=str(old), new=str(content), label=label)
    return current


@transaction.atomic
def measure_move(*, measure: Measure, places: int, actor: User | None) -> None:
    """Move a measure up (negative) or down within its plan; beyond either end it stays at the end."""
    MeasurePlan.objects.select_for_update().get(pk=measure.plan_id)
    order = list(measure.plan.measures.all())
    old = order.index(measure)
    new = min(max(old + places, 0), len(order) - 1)
    if new == old:
        return
    order.insert(new, order.pop(old))
    for position, each in enumerate(order, 1):
        each.position = position
    Measure.objects.bulk_update(order, ["position"])
    _record(measure, actor, old=f"ลำดับที่ {old + 1}", new=f"ลำดับที่ {new + 1}", label="เปลี่ยนลำดับมาตรการ")


@transaction.atomic
def measure_delete(*, measure: Measure, actor: User | None) -> None:
    """Delete a measure; its whole content stays in the history. Raises HasProgress when it was reported on."""
    # Locked, so that nobody reports on it between the question and the answer.
    if Measure.objects.select_for_update().get(pk=measure.pk).progress.exists():
        raise HasProgress
    _record(measure, actor, old=str(content_of(measure)), new="", label="ลบมาตรการ")
    measure.delete()


def content_of(measure: Measure) -> MeasureContent:
    """Return what is stored of a measure."""
    return MeasureContent(
        title=measure.title,
        steps=tuple(step.text for step in measure.steps.all()),
        owners=tuple(measure.owners.order_by("position", "pk")),
        issue=measure.issue,
        start=measure.start,
        end=measure.end,
        timeframe_wording=measure.timeframe_wording,
        follow_up=measure.follow_up,
        indicator=measure.indicator,
    )


@transaction.atomic
def progress_record(*, measure: Measure, content: ProgressContent, actor: User | None, seen: int) -> Progress:
    """Add an entry, or raise ReportedMeanwhile when somebody reported after the entry `seen` (0: none was there).

    The same entry sent twice by one person is one entry.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if entries := list(current.progress.after(seen)):
        if entries[-1].actor == actor and progress_content_of(entries[-1]) == content:
            return entries[-1]
        raise ReportedMeanwhile(entries)
    before = current.latest_progress
    entry = Progress(measure=current, actor=actor, actor_name=str(actor) if actor else "ระบบ", **vars(content))
    entry.save()
    old = str(progress_content_of(before)) if before else ""
    _record(current, actor, old=old, new=str(content), label="รายงานความก้าวหน้า")
    return entry


def progress_content_of(entry: Progress) -> ProgressContent:
    """Return what an entry says."""
    values = {field.name: getattr(entry, field.name) for field in fields(ProgressContent)}
    return ProgressContent(**values | {"status": Progress.Status(entry.status)})


def _write(measure: Measure, content: MeasureContent) -> None:
    measure.title = content.title
    measure.issue = content.issue
    measure.indicator = content.indicator
    measure.start, measure.end = content.start, content.end
    measure.timeframe_wording = content.timeframe_wording
    measure.follow_up = content.follow_up
    measure.save()
    measure.owners.set(content.owners)
    measure.steps.all().delete()
    Step.objects.bulk_create(steps_of(measure, content.steps))


def steps_of(measure: Measure, texts: Iterable[str]) -> list[Step]:
    """Return unsaved steps in the order of their texts."""
    return [Step(measure=measure, position=position, text=text) for position, text in enumerate(texts, 1)]


def _record(measure: Measure, actor: User | None, *, old: str, new: str, label: str) -> None:
    plan = measure.plan
    change: Change = change_by(
        actor,
        agency=plan.agency,
        fiscal_year=plan.fiscal_year,
        subject=f"measure:{measure.key}",
        label=f"{label}: {measure.title[:200]}",
        old=old,
        new=new,
    )
    change.save()
