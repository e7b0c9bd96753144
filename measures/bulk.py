"""Many measures given departments, months, or an issue or indicator at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.models import Change, Department, User
from agencies.rules.acts import Act
from ita_portal.meanwhile import SavedMeanwhile
from measures.models import Measure, MeasurePlan
from measures.services import MeasureContent, content_of
from measures.services.history import measure_change
from measures.services.measure import row_write

ASSIGNED, FILLED = "มอบหมายหลายมาตรการพร้อมกัน", "เติมค่าจากมาตรการอื่นในตาราง"
# What one measure can take from another in the list, by the column that shows it.
COLUMNS = {"owners": ("owners", "owner_details"), "months": ("start", "end", "timeframe_wording")}


class AssignedMeanwhile(SavedMeanwhile[Sequence[Measure]]):
    """Somebody else edited some of the measures, or deleted so many, after the page was opened; nothing was written."""

    def __init__(self, edited: Sequence[Measure], deleted: int) -> None:
        super().__init__(edited)
        self.deleted = deleted


@dataclass(frozen=True)
class Assignment:
    """What every chosen measure is to be given; what is empty here stays as each measure has it."""

    owners: tuple[Department, ...] = ()
    replaces_owners: bool = False
    start: date | None = None
    end: date | None = None
    clears_wording: bool = False
    # `issue` and `indicator` where the measures move to another one, or with None to none.
    answers: Mapping[str, Any] = field(default_factory=dict)

    def applied_to(self, content: MeasureContent) -> MeasureContent:
        """Return the content of a measure after the assignment."""
        kept = () if self.replaces_owners or not self.owners else content.owners
        added = sorted({*self.owners} - {*kept}, key=lambda each: (each.position, each.pk))
        owners = (*kept, *added)  # who leads goes on leading
        return replace(
            content,
            owners=owners if self.owners else content.owners,
            owner_details=tuple(
                each for each in content.owner_details if each.department in (owners or content.owners)
            ),
            start=self.start or content.start,
            end=self.end or content.end,
            timeframe_wording="" if self.clears_wording else content.timeframe_wording,
            **self.answers,
        )

    def month_problem(self, start: date | None, end: date | None) -> str:
        """Say why the months cannot be set where a measure has these now, or nothing."""
        new_start, new_end = self.start or start, self.end or end
        if (new_start is None) != (new_end is None):
            return "ยังไม่มีเดือนสิ้นสุด" if new_start else "ยังไม่มีเดือนเริ่ม"
        if new_start and new_end and new_start > new_end:
            return "เดือนเริ่มจะอยู่หลังเดือนสิ้นสุด"
        return ""


@transaction.atomic
def measures_assign(
    *, plan: MeasurePlan, assignment: Assignment, versions: Mapping[UUID, int], actor: User
) -> list[Measure]:
    """Change the measures named by `versions`, all or, with AssignedMeanwhile, none; return those that changed.

    A draft of the system stays a draft: nobody has read its text for this.
    """
    measures = _locked_as_seen(plan, versions)
    stroke = _Stroke(actor, ASSIGNED)
    return [measure for measure in measures if stroke.change(measure, assignment.applied_to)]


@transaction.atomic
def measures_fill(
    *, plan: MeasurePlan, source: UUID, columns: Collection[str], versions: Mapping[UUID, int], actor: User
) -> list[Measure]:
    """Give measures what another one shows in some columns of the list, as a spreadsheet fills down.

    `versions` names the source too. All are changed or, with AssignedMeanwhile, none; those that changed are returned.
    """
    measures = {measure.key: measure for measure in _locked_as_seen(plan, versions)}
    example = content_of(measures.pop(source))
    taken = {name: getattr(example, name) for column in columns for name in COLUMNS[column]}

    def filled(content: MeasureContent) -> MeasureContent:
        return replace(content, **taken)

    stroke = _Stroke(actor, FILLED)
    return [measure for measure in measures.values() if stroke.change(measure, filled)]


def _locked_as_seen(plan: MeasurePlan, versions: Mapping[UUID, int]) -> list[Measure]:
    """Return measures that nobody else can change now, or raise AssignedMeanwhile where somebody did since."""
    locked = plan.measures.select_for_update(of=("self",)).select_related("plan__agency", "issue", "indicator")
    measures = list(locked.prefetch_related("steps").with_owners().filter(key__in=list(versions)))
    edited = [measure for measure in measures if measure.version != versions[measure.key]]
    if edited or len(measures) != len(versions):
        raise AssignedMeanwhile(edited, len(versions) - len(measures))
    return measures


def last_editors(plan: MeasurePlan, measures: Sequence[Measure]) -> dict[UUID, str]:
    """Return who changed each measure last, by the key of the measure."""
    subjects = {f"measure:{measure.key}": measure.key for measure in measures}
    changes = Change.objects.filter(agency=plan.agency, fiscal_year=plan.fiscal_year, subject__in=subjects)
    return {subjects[change.subject]: change.actor_name for change in changes.order_by("at", "pk")}


@dataclass(frozen=True)
class _Stroke:
    """What one person does to many measures at once, which is taken back at once too."""

    actor: User
    label: str
    act: Act = field(default_factory=Act)

    def change(self, measure: Measure, changed: Callable[[MeasureContent], MeasureContent]) -> bool:
        old = content_of(measure)
        new = changed(old)
        if new == old:
            return False
        measure.version += 1
        row_write(measure, old, new, self.actor)
        measure_change(measure, self.actor, old=str(old), new=str(new), label=self.label, act=self.act)
        return True
