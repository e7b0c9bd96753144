"""Taking back what a person changed in the rows of a plan, one measure or many at a stroke, however long ago.

As on the score sheet the history is all that is needed: it has each measure before and after. A measure goes back only
where it still reads as the act left it; doing it again is taking back the act that took it back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from agencies.models import Change, ChangeQuerySet, User
from agencies.rules.acts import Act
from assessments.rules.sheet_acts import FigureChange, Offers, SheetAct, offers_of, sheet_acts
from ita_portal.text.thai import month_end, month_start
from measures.models import Measure, MeasurePlan
from measures.models.measure import MeasureQuerySet
from measures.rules.month_ranges import Month, read_month_range
from measures.rules.row_texts import RowTexts, owner_parts, row_texts
from measures.services.history import measure_change
from measures.services.measure import MeasureContent, OwnerDetail, content_of, row_write

LOOKED_BACK = 300  # changes of a person in one plan, of which the page offers the newest act
SUBJECT = "measure:"
UNDONE, DONE_AGAIN = "เลิกทำในตารางมาตรการ", "ทำซ้ำในตารางมาตรการ"


class RowActUnknown(Exception):
    """The person has no such act in this plan; nothing was written."""


@dataclass(frozen=True)
class TakenBack:
    """How many measures went back, and how many stayed because somebody changed them since."""

    changed: int
    kept: int


@transaction.atomic
def plan_row_undo(*, plan: MeasurePlan, act: UUID, actor: User) -> TakenBack:
    """Give the measures of a person's act what their rows said before it, those that still read as it left them.

    Raises RowActUnknown where the person did nothing of the kind in this plan.
    """
    done = _act_of(plan, actor, act)
    label = UNDONE if done.act.undoes is None else DONE_AGAIN
    stored = {str(each.key): each for each in _measures(plan).filter(key__in=[cell.code for cell in done.cells])}
    taking = Act(undoes=act)
    parts = _Parts(plan)
    changed = 0
    for cell in done.cells:
        measure = stored.get(cell.code)
        old = content_of(measure) if measure else None
        new = parts.content(cell.old, old) if old and str(old) == cell.new else None
        if measure and old and new and old != new:
            measure.version += 1
            row_write(measure, old, new, actor)
            measure_change(measure, actor, old=str(old), new=str(new), label=label, act=taking)
            changed += 1
    return TakenBack(changed, len(done.cells) - changed)


def row_offers(plan: MeasurePlan, actor: User, measures: Iterable[Measure]) -> Offers:
    """Return what a person can take back and do again in a plan with these measures, in one query."""
    acts = sheet_acts(reversed(_read(_changes_of(plan, actor).order_by("-pk")[:LOOKED_BACK])))
    asked = {cell.code for act in acts for cell in act.cells}
    stored = {str(each.key): str(content_of(each)) for each in measures if str(each.key) in asked}
    return offers_of(acts, stored, undo=_words("คืนค่าเดิม"), redo=_words("ทำอีกครั้ง"))


def _words(what: str) -> Callable[[Sequence[FigureChange]], str]:
    def words(cells: Sequence[FigureChange]) -> str:
        return f"{what} {len(cells)} มาตรการ" if len(cells) > 1 else f"{what}: {cells[0].label.partition(': ')[2]}"

    return words


def _act_of(plan: MeasurePlan, actor: User, key: UUID) -> SheetAct:
    changes = _read(_changes_of(plan, actor).filter(act=key).order_by("pk"))
    if not changes:
        raise RowActUnknown
    (found,) = sheet_acts(changes)
    return found


def _changes_of(plan: MeasurePlan, actor: User) -> ChangeQuerySet:
    changes = Change.objects.for_year(plan.agency, plan.fiscal_year).of_kind(SUBJECT)
    return changes.filter(actor=actor, act__isnull=False)


def _read(changes: ChangeQuerySet) -> list[FigureChange]:
    rows = changes.values_list("act", "undoes", "subject", "label", "old", "new", "reason")
    return [
        FigureChange(Act(act, undoes), subject.removeprefix(SUBJECT), label, old, new, reason)
        for act, undoes, subject, label, old, new, reason in rows
        if act
    ]


def _day(month: Month | None, day_of: Callable[[int, int], date]) -> date | None:
    return day_of(*month) if month else None


def _measures(plan: MeasurePlan) -> MeasureQuerySet:
    locked = plan.measures.select_for_update(of=("self",)).select_related("plan__agency", "issue", "indicator")
    return locked.prefetch_related("steps").with_owners()


class _Parts:
    """Knows what the words of the history mean in a plan: its departments, issues and indicators."""

    def __init__(self, plan: MeasurePlan) -> None:
        framework = plan.assessment.framework
        self._year = plan.fiscal_year
        self._departments = {each.name: each for each in plan.agency.departments.all()}
        self._issues = {str(each): each for each in framework.issues.all()}
        self._indicators = {f"{each.number}. {each.name}": each for each in framework.indicators.all()}

    def content(self, text: str, now: MeasureContent) -> MeasureContent | None:
        """Return a measure with the row that a text of the history tells, or None where it can no longer be made."""
        parts = row_texts(text, *now.around_row)
        if parts is None:
            return None
        owners = self._owners(parts)
        months = read_month_range(parts.months, self._year) if parts.months else None
        made = replace(
            now,
            owners=tuple(dict.fromkeys(each.department for each in owners or ())),
            owner_details=tuple(each for each in owners or () if each.units or each.person),
            issue=self._issues.get(parts.issue),
            indicator=self._indicators.get(parts.indicator),
            start=_day(months.start, month_start) if months else None,
            end=_day(months.end, month_end) if months else None,
            timeframe_wording=parts.wording,
        )
        return made if str(made) == text else None

    def _owners(self, parts: RowTexts) -> list[OwnerDetail] | None:
        found = owner_parts(parts.owners, self._departments)
        return None if found is None else [OwnerDetail(self._departments[name], *rest) for name, *rest in found]
