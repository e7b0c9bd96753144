"""Writes to a plan, each atomic and each leaving its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from agencies.models import Change, Department, User, change_by
from assessments.models import Issue
from ita_portal.thai import month_range
from measures.models import Measure, MeasurePlan, Step
from measures.timeframe import timeframe_text


class EditedMeanwhile(Exception):
    """Somebody else saved the measure after the page was opened; nothing was written."""

    def __init__(self, measure: Measure) -> None:
        super().__init__(measure.key)
        self.measure = measure


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

    @property
    def timeframe(self) -> str:
        return timeframe_text(self.start, self.end, self.timeframe_wording)

    def __str__(self) -> str:
        """The content as the history shows it."""
        lines = [self.title, *(f"{number}. {step}" for number, step in enumerate(self.steps, 1))]
        lines.append(f"ผู้รับผิดชอบ: {', '.join(owner.name for owner in self.owners) or '-'}")
        if self.issue:
            lines.append(f"ประเด็น: {self.issue}")
        if self.start and self.end:
            lines.append(f"ระยะเวลา: {month_range(self.start, self.end)}")
        if self.timeframe_wording:
            lines.append(f"ถ้อยคำระยะเวลา: {self.timeframe_wording}")
        if self.follow_up:
            lines.append(f"การติดตามผล: {self.follow_up}")
        return "\n".join(lines)


@transaction.atomic
def measure_add(*, plan: MeasurePlan, content: MeasureContent, actor: User | None) -> Measure:
    """Add a measure at the end of the plan."""
    MeasurePlan.objects.select_for_update().get(pk=plan.pk)
    last = plan.measures.aggregate(last=Max("position"))["last"] or 0
    measure = Measure(plan=plan, position=last + 1)
    _write(measure, content)
    _record(measure, actor, old="", new=str(content), label="เพิ่มมาตรการ")
    return measure


@transaction.atomic
def measure_update(*, measure: Measure, content: MeasureContent, version: int, actor: User | None) -> Measure:
    """Replace the content of a measure, or raise EditedMeanwhile when it is no longer at `version`."""
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if current.version != version:
        raise EditedMeanwhile(current)
    old = content_of(current)
    if old == content:
        return current
    current.version += 1
    _write(current, content)
    _record(current, actor, old=str(old), new=str(content), label="แก้ไขมาตรการ")
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
    """Delete a measure; its whole content stays in the history."""
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
    )


def _write(measure: Measure, content: MeasureContent) -> None:
    measure.title = content.title
    measure.issue = content.issue
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
