"""Everything that does not agree in a cycle, over all floors: its scores, texts and measures, and its documents."""

from agencies.models import Agency
from assessments.rules.checks import Check
from assessments.rules.cycle import Cycle
from reports.checks.document import PlacedCheck, checks_of_document, in_order
from reports.checks.required_item import AskingRounds
from reports.content.kinds import drafts_of


def checks_of(agency: Agency, cycle: Cycle) -> list[PlacedCheck]:
    """Return everything that does not agree in an agency's cycle: its analysis, and the documents of its plan."""
    asking, found = AskingRounds(), dict[Check, PlacedCheck]()
    for draft in drafts_of(agency, cycle):
        for each in checks_of_document(draft, asking.item_of(draft)):
            found.setdefault(each.check, each)
    return in_order(found.values())
