"""Everything that does not agree in a year, over all floors: its scores, texts and measures, and its documents."""

from assessments.rules.checks import Check
from assessments.years import AgencyYear
from reports.checks.document import PlacedCheck, checks_of_document, in_order
from reports.content.kinds import drafts_of


def checks_of(year: AgencyYear) -> list[PlacedCheck]:
    """Return everything that does not agree in an agency's year: its analysis, and the documents of its plan."""
    found: dict[Check, PlacedCheck] = {}
    for draft in drafts_of(year.agency, year.fiscal_year):
        for each in checks_of_document(draft):
            found.setdefault(each.check, each)
    return in_order(found.values())
