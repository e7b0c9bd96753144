"""Which assessment round reads a document, under which item, and on which days.

Round R is the national assessment of fiscal year R: in it the assessors read what an agency has published. Its item on
measures asks for the analysis of the result of R-1 and for the plan of R; its item on reports asks, to 2566, for the
report on the plan of R itself, and from 2567 on the plan of R-1 (seen: o28 of 2568, o26 of 2569). The days of rounds
that were seen (2564, 2565, 2566, 2568) follow one pattern, by which the other years are reckoned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ita_portal.text.thai import ERA_OFFSET

SAME, PREVIOUS = "same", "previous"
PLAN_ITEM, REPORT_ITEM = "plan_item", "report_item"
DAYS = ("announced_on", "oit_opens", "oit_closes", "clarify_from", "clarify_until")
# Month and day of each where nobody has entered another.
USUAL = {
    "announced_on": (8, 1),
    "oit_opens": (3, 1),
    "oit_closes": (4, 30),
    "clarify_from": (6, 1),
    "clarify_until": (6, 15),
}


@dataclass(frozen=True)
class AssessmentRound:
    """A round as its framework year says; without one, its year alone is known, and its days by the pattern."""

    fiscal_year: int
    items: Mapping[str, str] = field(default_factory=dict)  # PLAN_ITEM and REPORT_ITEM to codes; "" where none is known
    reports_plan_of: str = PREVIOUS
    days: Mapping[str, date] = field(default_factory=dict)  # those that were entered
    are_days_confirmed: bool = False
    has_framework: bool = False

    def item(self, name: str) -> str:
        """Return the code of an item; empty where the round has no framework yet, or it names none."""
        return self.items.get(name, "")

    def day(self, name: str) -> date:
        """Return a day of the round: as entered, else by the pattern of the years before."""
        return self.days.get(name) or usual_day(self.fiscal_year, name)

    @property
    def closes(self) -> date:
        """The last day on which agencies tell the assessors where their documents are."""
        return self.day("oit_closes")


@dataclass(frozen=True)
class RoundCalendar:
    """The rounds that the portal has frameworks of, by their years."""

    rounds: Mapping[int, AssessmentRound]

    def round(self, fiscal_year: int) -> AssessmentRound:
        return self.rounds.get(fiscal_year) or AssessmentRound(fiscal_year)

    def asking(self, item: str, plan_year: int) -> AssessmentRound:
        """Return the round whose item asks for a document about the plan of a year.

        The plan itself is read in the round of its own year. The report on it is read there too where that round
        reports on the plan of the same year, else in the round after it.
        """
        own = self.round(plan_year)
        return own if item == PLAN_ITEM or own.reports_plan_of == SAME else self.round(plan_year + 1)

    @property
    def announced(self) -> dict[int, date]:
        """The days on which results were announced, as far as somebody entered them."""
        return {year: day for year, each in self.rounds.items() if (day := each.days.get("announced_on"))}


def usual_day(fiscal_year: int, name: str) -> date:
    """Return a day of a round as the pattern has it; all of them lie in the calendar year of the round."""
    month, day = USUAL[name]
    return date(fiscal_year - ERA_OFFSET, month, day)
