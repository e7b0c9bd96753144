"""Taking back what a person did on a score sheet, typed, pasted, filled or uploaded, however long ago.

The history is all that is needed: what an act changed, from what, to what. Doing it again is taking back the act that
took it back.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from agencies.models import Agency, Change, ChangeQuerySet, User
from agencies.rules.acts import Act
from assessments.models import Framework
from assessments.rules.codes import WORD_CODES
from assessments.rules.entry import Entry
from assessments.rules.sheet_acts import FigureChange, Offers, SheetAct, offers_of, sheet_acts
from assessments.services import FIGURE_SUBJECT, Recorded, assessment_record

LOOKED_BACK = 300  # changes of a person on one sheet, of which the page offers the newest act
UNDONE, DONE_AGAIN = "เลิกทำ", "ทำซ้ำ"


class ActUnknown(Exception):
    """The person has no such act on this sheet; nothing was written."""


@transaction.atomic
def assessment_undo(*, agency: Agency, framework: Framework, act: UUID, actor: User) -> Recorded:
    """Put the cells of a person's act back to what they held before, those that still hold what it put there.

    The others come back as conflicts with what they hold now. Undoing is an act too: taking that back does the first
    again. Raises ActUnknown, or ScoresLocked when the year's scores are locked.
    """
    done = _act_of(agency, framework.fiscal_year, actor, act)
    codes = framework.structure().codes() | set(WORD_CODES)
    cells = [cell for cell in done.cells if cell.code in codes]
    return assessment_record(
        agency=agency,
        framework=framework,
        entries=[Entry(cell.code, cell.old) for cell in cells],
        seen={cell.code: cell.new for cell in cells},
        actor=actor,
        reason=UNDONE if done.act.undoes is None else DONE_AGAIN,
        act=Act(undoes=act),
    )


def offers_for(agency: Agency, fiscal_year: int, actor: User, stored: Mapping[str, str]) -> Offers:
    """Return what a person can take back and do again on a sheet whose cells hold these texts, in one query."""
    newest = _changes_of(agency, fiscal_year, actor).order_by("-pk")
    return offers_of(sheet_acts(reversed(_read(newest[:LOOKED_BACK]))), stored)


def _act_of(agency: Agency, fiscal_year: int, actor: User, key: UUID) -> SheetAct:
    changes = _read(_changes_of(agency, fiscal_year, actor).filter(act=key).order_by("pk"))
    if not changes:
        raise ActUnknown
    (found,) = sheet_acts(changes)
    return found


def _changes_of(agency: Agency, fiscal_year: int, actor: User) -> ChangeQuerySet:
    return Change.objects.for_year(agency, fiscal_year).of_kind(FIGURE_SUBJECT).filter(actor=actor, act__isnull=False)


def _read(changes: ChangeQuerySet) -> list[FigureChange]:
    rows = changes.values_list("act", "undoes", "subject", "label", "old", "new", "reason")
    return [
        FigureChange(Act(act, undoes), subject.removeprefix(FIGURE_SUBJECT), label, old, new, reason)
        for act, undoes, subject, label, old, new, reason in rows
        if act
    ]
