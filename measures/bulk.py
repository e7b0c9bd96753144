"""Many measures given departments, months, or an issue or indicator at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from agencies.models import Change, Department, User
from ita_portal.meanwhile import SavedMeanwhile
from measures.models import Measure, MeasurePlan
from measures.services import MeasureContent, content_of
from measures.services.measure import measure_change

FIELDS = ("issue", "indicator", "start", "end", "timeframe_wording")


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
        owners = sorted({*kept, *self.owners}, key=lambda each: (each.position, each.pk))
        return replace(
            content,
            owners=tuple(owners) if self.owners else content.owners,
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
    locked = plan.measures.select_for_update(of=("self",)).select_related("plan__agency", "issue", "indicator")
    measures = list(locked.prefetch_related("steps").filter(key__in=list(versions)))
    edited = [measure for measure in measures if measure.version != versions[measure.key]]
    if edited or len(measures) != len(versions):
        raise AssignedMeanwhile(edited, len(versions) - len(measures))
    return [measure for measure in measures if _assign(measure, assignment, actor)]


def last_editors(plan: MeasurePlan, measures: Sequence[Measure]) -> dict[UUID, str]:
    """Return who changed each measure last, by the key of the measure."""
    subjects = {f"measure:{measure.key}": measure.key for measure in measures}
    changes = Change.objects.filter(agency=plan.agency, fiscal_year=plan.fiscal_year, subject__in=subjects)
    return {subjects[change.subject]: change.actor_name for change in changes.order_by("at", "pk")}


def _assign(measure: Measure, assignment: Assignment, actor: User) -> bool:
    old = content_of(measure)
    new = assignment.applied_to(old)
    if new == old:
        return False
    for name in FIELDS:
        setattr(measure, name, getattr(new, name))
    measure.version += 1
    measure.save(update_fields=[*FIELDS, "version"])
    if new.owners != old.owners:
        measure.owners.set(new.owners)
    measure_change(measure, actor, old=str(old), new=str(new), label="มอบหมายหลายมาตรการพร้อมกัน")
    return True
