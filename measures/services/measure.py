"""Writes to measures, each atomic and each leaving its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from agencies.changes import ChangeSubject, change_record
from agencies.models import Department, Removed, User
from agencies.removal_services import things_remove
from assessments.models import Indicator, Issue
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.thai import month_range
from measures.models import Measure, MeasurePlan, Step
from measures.rules.plan_order import nearest_number
from measures.rules.timeframe import timeframe_text


class MeasureEditedMeanwhile(SavedMeanwhile[Measure]):
    """Somebody else saved the measure after the page was opened; nothing was written."""


class HasProgress(Exception):
    """The measure was reported on, or a report is being written; that cannot be deleted with it."""


@dataclass(frozen=True)
class MeasureContent:
    """Everything that a person fills in about a measure."""

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
            lines.append(f"ระยะเวลาที่พิมพ์ในเอกสาร: {self.timeframe_wording}")
        if self.follow_up:
            lines.append(f"การติดตามผล: {self.follow_up}")
        return "\n".join(lines)


@transaction.atomic
def measure_add(
    *,
    plan: MeasurePlan,
    content: MeasureContent,
    actor: User | None,
    is_draft: bool = False,
    reason: str = "",
    copied_from: Measure | None = None,
) -> Measure:
    """Add a measure at the end of the plan; as a draft when the system proposed it; or as a copy of another plan's."""
    MeasurePlan.objects.select_for_update().get(pk=plan.pk)
    last = plan.measures.aggregate(last=Max("position"))["last"] or 0
    measure = Measure(plan=plan, position=last + 1, is_draft=is_draft, copied_from=copied_from)
    _write(measure, content)
    label = "เพิ่มมาตรการจากข้อเสนอของระบบ" if is_draft else "เพิ่มมาตรการ"
    if copied_from:
        label = f"นำมาตรการมาจากแผนปีงบประมาณ พ.ศ. {copied_from.plan.fiscal_year}"
    measure_change(measure, actor, old="", new=str(content), label=label, reason=reason)
    return measure


@transaction.atomic
def measure_update(
    *, measure: Measure, content: MeasureContent, version: int, actor: User | None, reason: str = ""
) -> Measure:
    """Replace the content of a measure, or raise MeasureEditedMeanwhile when it is no longer at `version`.

    Saving a draft makes it the agency's own, even where nothing was changed in it.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if current.version != version:
        raise MeasureEditedMeanwhile(current)
    old = content_of(current)
    if old == content and not current.is_draft:
        return current
    label = "ยืนยันร่างมาตรการ" if old == content else "แก้ไขมาตรการ"
    current.version += 1
    current.is_draft = False
    _write(current, content)
    measure_change(current, actor, old=str(old), new=str(content), label=label, reason=reason)
    return current


@transaction.atomic
def measure_row_update(*, measure: Measure, content: MeasureContent, version: int, actor: User | None) -> Measure:
    """Store what was chosen in a measure's row of the plan: owners, months, issue or indicator.

    Raises MeasureEditedMeanwhile when the measure is no longer at `version`. A draft stays a draft: nobody has read
    its text for this.
    """
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if current.version != version:
        raise MeasureEditedMeanwhile(current)
    old = content_of(current)
    if old == content:
        return current
    current.version += 1
    _write(current, content)
    measure_change(current, actor, old=str(old), new=str(content), label="แก้ไขมาตรการในตาราง")
    return current


@transaction.atomic
def drafts_confirm(*, plan: MeasurePlan, versions: Mapping[UUID, int], actor: User | None) -> list[Measure]:
    """Make drafts the agency's own as they stand, and return them.

    `versions` names the drafts as the page had shown them; one that was edited meanwhile was not read like this, and
    stays as it is.
    """
    drafts = plan.measures.select_for_update(of=("self",)).filter(is_draft=True, key__in=list(versions))
    seen = [draft for draft in drafts.select_related("plan__agency") if draft.version == versions[draft.key]]
    for draft in seen:
        draft.version += 1
        draft.is_draft = False
        draft.save(update_fields=["is_draft", "version"])
        text = str(content_of(draft))
        measure_change(draft, actor, old=text, new=text, label="ยืนยันร่างมาตรการ")
    return seen


@transaction.atomic
def measure_move(*, measure: Measure, to: int, actor: User | None) -> int:
    """Give a measure another number in its plan and return the number it has then.

    Measures stand by what they answer, so that one moves among those of its issue or indicator, to their first or last
    place where `to` lies beyond them.
    """
    locked = MeasurePlan.objects.select_for_update(of=("self",)).select_related("assessment__framework")
    plan = locked.get(pk=measure.plan_id)
    order = plan.in_order(plan.measures.select_related("issue", "indicator"))
    old = order.index(measure) + 1
    new = nearest_number(order, old, to, by_issue=plan.is_by_issue)
    if new == old:
        return old
    order.insert(new - 1, order.pop(old - 1))
    for position, each in enumerate(order, 1):
        each.position = position
    Measure.objects.bulk_update(order, ["position"])
    measure_change(measure, actor, old=f"ลำดับที่ {old}", new=f"ลำดับที่ {new}", label="เปลี่ยนลำดับมาตรการ")
    return new


@transaction.atomic
def measure_delete(*, measure: Measure, actor: User | None) -> Removed:
    """Delete a measure, so that it can be restored for 30 days. Raises HasProgress when it was reported on."""
    # Locked, so that nobody reports on it between the question and the answer.
    if Measure.objects.select_for_update().get(pk=measure.pk).is_reported_on:
        raise HasProgress
    text = str(content_of(measure))
    measure_change(measure, actor, old=text, new="", label="ลบมาตรการ")
    about = _about(measure, "measure", measure.title)
    return things_remove(kind="measure", things=[measure], about=about, text=text, actor=actor)


def content_of(measure: Measure) -> MeasureContent:
    """Return the stored content of a measure."""
    return MeasureContent(
        title=measure.title,
        steps=tuple(step.text for step in measure.steps.all()),
        owners=tuple(measure.owners.all()),
        issue=measure.issue,
        start=measure.start,
        end=measure.end,
        timeframe_wording=measure.timeframe_wording,
        follow_up=measure.follow_up,
        indicator=measure.indicator,
    )


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


def measure_change(
    measure: Measure, actor: User | None, *, old: str, new: str, label: str, reason: str = "", kind: str = "measure"
) -> None:
    """Leave the history of a measure; of the kind `progress` where it is about the progress of the measure."""
    change_record(_about(measure, kind, f"{label}: {measure.title}"), actor, old=old, new=new, reason=reason)


def _about(measure: Measure, kind: str, label: str) -> ChangeSubject:
    return ChangeSubject(measure.plan.agency, measure.plan.fiscal_year, f"{kind}:{measure.key}", label)
