"""What a cycle's documents still lack, shown before anyone prints them."""

from dataclasses import dataclass

from agencies.models import Agency
from assessments.rules.checks import ERROR
from assessments.rules.cycle import Cycle
from reports.checks.document import PlacedCheck, checks_of_document
from reports.checks.required_item import AskingRounds, RequiredItem
from reports.content.draft import Draft
from reports.content.kinds import KINDS, DocumentKind, drafts_of


@dataclass(frozen=True)
class Readiness:
    """A kind of document with what blocks its issue (`missing`) and how much else is worth a look."""

    kind: DocumentKind
    fiscal_year: int
    is_available: bool
    missing: tuple[PlacedCheck, ...] = ()
    to_review: int = 0


def readiness(agency: Agency, cycle: Cycle) -> list[Readiness]:
    """Return every kind of document of an agency's cycle with what it lacks."""
    asking, drafts = AskingRounds(), {draft.kind.slug: draft for draft in drafts_of(agency, cycle)}
    return [
        _readiness_of(drafts[slug], asking.item_of(drafts[slug]))
        if slug in drafts
        else Readiness(kind, kind.year_in(cycle), is_available=False)
        for slug, kind in KINDS.items()
    ]


def _readiness_of(draft: Draft, item: RequiredItem) -> Readiness:
    checks = checks_of_document(draft, item)
    errors = tuple(each for each in checks if each.check.severity == ERROR)
    return Readiness(
        draft.kind, draft.fiscal_year, is_available=True, missing=errors, to_review=len(checks) - len(errors)
    )
