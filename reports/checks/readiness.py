"""What a year's documents still lack, said before anyone prints them."""

from dataclasses import dataclass

from assessments.rules.checks import ERROR
from assessments.years import AgencyYear
from reports.checks.document import PlacedCheck, checks_of_document
from reports.content.kinds import KINDS, DocumentKind, printable


@dataclass(frozen=True)
class Readiness:
    """A kind of document with what blocks its issue (`missing`) and how much else is worth a look."""

    kind: DocumentKind
    is_available: bool
    missing: tuple[PlacedCheck, ...] = ()
    to_review: int = 0


def readiness(year: AgencyYear) -> list[Readiness]:
    """Return every kind of document of an agency's year with what it lacks."""
    materials = {kind.slug: material for kind, material in printable(year.agency, year.fiscal_year)}
    return [
        _ready(kind, checks_of_document(kind, material, kind.choices(material)))
        if (material := materials.get(kind.slug))
        else Readiness(kind, is_available=False)
        for kind in KINDS.values()
    ]


def _ready(kind: DocumentKind, findings: list[PlacedCheck]) -> Readiness:
    errors = tuple(finding for finding in findings if finding.check.severity == ERROR)
    return Readiness(kind, True, errors, len(findings) - len(errors))
