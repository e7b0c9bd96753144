"""Writes to measures, each atomic and each leaving its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from agencies.models import Department, Removed, User
from agencies.removal_services import things_remove
from agencies.rules.acts import Act
from assessments.models import Indicator, Issue
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.thai import month_range
from measures.models import Measure, MeasureOwner, MeasurePlan, Step
from measures.rules.owner_names import owner_words
from measures.rules.plan_order import nearest_number
from measures.rules.row_texts import INDICATOR, ISSUE, MONTHS, OWNERS, WORDING
from measures.rules.step_words import names_of_owner, read_step
from measures.rules.timeframe import timeframe_text
from measures.services.history import about_measure, measure_change
from measures.services.lead import lead_follow

ROW_FIELDS = ("issue", "indicator", "start", "end", "timeframe_wording")


class MeasureEditedMeanwhile(SavedMeanwhile[Measure]):
    """Somebody else saved the measure after the page was opened; nothing was written."""


class HasProgress(Exception):
    """The measure was reported on, or a report is being written; that cannot be deleted with it."""


@dataclass(frozen=True)
class OwnerDetail:
    """What is said of an owner besides its department: the divisions within it, and the person."""

    department: Department
    units: str = ""
    person: str = ""

    def __str__(self) -> str:
        """The owner as it is printed."""
        return owner_words(self.department.name, self.units, self.person)


def owners_named(named: Iterable[OwnerDetail]) -> tuple[tuple[Department, ...], tuple[OwnerDetail, ...]]:
    """Return the owners that a text names and what it says of them: the first leads, divisions of a department join."""
    found: dict[Department, OwnerDetail] = {}
    for each in named:
        before = found.get(each.department, OwnerDetail(each.department))
        units = "/".join(dict.fromkeys(filter(None, (before.units, each.units))))
        found[each.department] = OwnerDetail(each.department, units, before.person or each.person)
    lead = next(iter(found), None)
    owners = tuple(sorted(found, key=lambda each: (each != lead, each.position, each.pk)))
    return owners, tuple(found[each] for each in owners if found[each].units or found[each].person)


@dataclass(frozen=True)
class MeasureContent:
    """Everything that a person fills in about a measure; the first of the owners leads.

    Steps are in words as they are printed, with who does one and until when in brackets behind it.
    """

    title: str
    steps: tuple[str, ...] = ()
    owners: tuple[Department, ...] = ()
    issue: Issue | None = None
    start: date | None = None
    end: date | None = None
    timeframe_wording: str = ""
    follow_up: str = ""
    indicator: Indicator | None = None
    owner_details: tuple[OwnerDetail, ...] = ()  # of those of whom more is said than their department

    @property
    def owner_lines(self) -> tuple[str, ...]:
        """The owners as they are printed, the lead first."""
        said = {each.department: each for each in self.owner_details}
        return tuple(str(said.get(owner) or owner) for owner in self.owners)

    @property
    def owner_names(self) -> frozenset[str]:
        """The words by which a step may name one of the owners."""
        said = {each.department: each for each in self.owner_details}
        details = (said.get(owner) or OwnerDetail(owner) for owner in self.owners)
        return frozenset().union(*(names_of_owner(each.department.name, each.units, each.person) for each in details))

    @property
    def timeframe(self) -> str:
        return timeframe_text(self.start, self.end, self.timeframe_wording)

    def __str__(self) -> str:
        """The content as the history shows it."""
        before, after = self.around_row
        lines = [f"{OWNERS}{', '.join(self.owner_lines) or '-'}"]
        if self.issue:
            lines.append(f"{ISSUE}{self.issue}")
        if self.indicator:
            lines.append(f"{INDICATOR}{self.indicator.number}. {self.indicator.name}")
        if self.start and self.end:
            lines.append(f"{MONTHS}{month_range(self.start, self.end)}")
        if self.timeframe_wording:
            lines.append(f"{WORDING}{self.timeframe_wording}")
        return before + "\n".join(lines) + after

    @property
    def around_row(self) -> tuple[str, str]:
        """What the history shows before and after the parts that the row of the plan shows."""
        before = "\n".join((self.title, *(f"{number}. {step}" for number, step in enumerate(self.steps, 1))))
        return f"{before}\n", f"\nการติดตามผล: {self.follow_up}" if self.follow_up else ""


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
    _write(measure, content, actor)
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
    _write(current, content, actor)
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
    row_write(current, old, content, actor)
    measure_change(current, actor, old=str(old), new=str(content), label="แก้ไขมาตรการในตาราง", act=Act())
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
    about = about_measure(measure, "measure", measure.title)
    return things_remove(kind="measure", things=[measure], about=about, text=text, actor=actor)


def content_of(measure: Measure) -> MeasureContent:
    """Return the stored content of a measure."""
    return MeasureContent(
        title=measure.title,
        steps=tuple(str(step) for step in measure.steps.all()),
        owners=measure.departments,
        owner_details=details_of(measure),
        issue=measure.issue,
        start=measure.start,
        end=measure.end,
        timeframe_wording=measure.timeframe_wording,
        follow_up=measure.follow_up,
        indicator=measure.indicator,
    )


def _write(measure: Measure, content: MeasureContent, actor: User | None) -> None:
    measure.title = content.title
    measure.issue = content.issue
    measure.indicator = content.indicator
    measure.start, measure.end = content.start, content.end
    measure.timeframe_wording = content.timeframe_wording
    measure.follow_up = content.follow_up
    measure.save()
    owners_write(measure, content, actor)
    measure.steps.all().delete()
    Step.objects.bulk_create(steps_of(measure, content))


def row_write(measure: Measure, old: MeasureContent, new: MeasureContent, actor: User | None) -> None:
    """Store what the row of the plan shows of a measure, with the version that the caller gave it."""
    for name in ROW_FIELDS:
        setattr(measure, name, getattr(new, name))
    measure.save(update_fields=[*ROW_FIELDS, "version"])
    if (new.owners, new.owner_details) != (old.owners, old.owner_details):
        owners_write(measure, new, actor)


def owners_write(measure: Measure, content: MeasureContent, actor: User | None) -> None:
    """Store who answers for a measure; the first leads. The caller holds the measure, so that two never set a lead."""
    said = {each.department: each for each in content.owner_details}
    before, lead = measure.lead, next(iter(content.owners), None)
    measure.ownerships.all().delete()
    for owner in content.owners:
        detail = said.get(owner) or OwnerDetail(owner)
        MeasureOwner(measure=measure, is_lead=owner == lead, **vars(detail)).save()
    if lead != before:
        lead_follow(measure=measure, lead=lead, actor=actor)


def details_of(measure: Measure) -> tuple[OwnerDetail, ...]:
    """Return what is said of the owners of a measure besides their departments, in their order."""
    rows = (each for each in measure.ownerships.all() if each.units or each.person)
    return tuple(OwnerDetail(each.department, each.units, each.person) for each in rows)


def steps_of(measure: Measure, content: MeasureContent) -> list[Step]:
    """Return unsaved steps in their order, in the parts that their words have."""
    read = (read_step(words, content.owner_names) for words in content.steps)
    return [
        Step(measure=measure, position=position, text=each.text, owner=each.owner, due_on=each.due)
        for position, each in enumerate(read, 1)
    ]
