"""Everything that does not agree in a year, over all floors: its scores, texts and measures, and its documents."""

from assessments.rules.checks import Check
from assessments.years import AgencyYear
from reports.checks.document import PlacedCheck, checks_of_document, in_order
from reports.content.kinds import printable


def checks_of(year: AgencyYear) -> list[PlacedCheck]:
    """Return everything that does not agree in an agency's year: its analysis, and the documents of its plan."""
    found: dict[Check, PlacedCheck] = {}
    for kind, material in printable(year.agency, year.fiscal_year):
        for finding in checks_of_document(kind, material, kind.choices(material)):
            found.setdefault(finding.check, finding)
    return in_order(found.values())
