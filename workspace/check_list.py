"""Everything that does not agree in a cycle, over all floors: its scores, texts and measures, and its documents."""

from assessments.rules.checks import Check
from reports.checks.document import PlacedCheck, in_order
from reports.issue.cycle_drafts import CycleDrafts


def checks_of(drafts: CycleDrafts) -> list[PlacedCheck]:
    """Return everything that does not agree in an agency's cycle: its analysis, and the documents of its plan."""
    found = dict[Check, PlacedCheck]()
    for each in (each for checks in drafts.checks.values() for each in checks):
        found.setdefault(each.check, each)
    return in_order(found.values())
