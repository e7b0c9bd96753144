"""What a year's documents still lack, said before anyone prints them."""

from dataclasses import dataclass

from assessments.checks import ERROR, Check
from assessments.years import AgencyYear
from measures.checks import check_plan
from measures.models import Measure, MeasurePlan
from reports.checking import checks_of
from reports.documents import KINDS, Kind


@dataclass(frozen=True)
class Readiness:
    """A kind of document with what it lacks (`missing`, in Thai) and how much else is worth a look."""

    kind: Kind
    is_available: bool
    missing: tuple[str, ...]
    to_review: int


def readiness(year: AgencyYear) -> list[Readiness]:
    """Return every kind of document of an agency's year with what it lacks."""
    plan = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    measures = list(Measure.objects.filter(plan=plan).with_details()) if plan else []
    return [
        _ready(KINDS["analysis"], year.assessment is not None, [finding.check for finding in checks_of(year)]),
        _ready(KINDS["measures"], plan is not None, list(check_plan(plan, measures)) if plan else []),
    ]


def _ready(kind: Kind, is_available: bool, checks: list[Check]) -> Readiness:
    errors = tuple(check.message for check in checks if check.severity == ERROR)
    return Readiness(kind, is_available, errors, len(checks) - len(errors))
