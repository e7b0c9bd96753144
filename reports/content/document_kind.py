"""A kind of document: what it is made from, what it prints and requires, and who signs it, in one object."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from agencies.models import Agency
from assessments.rules.cycle import Cycle
from ita_portal.text.thai import long_date
from reports.content.material import Material, Results
from reports.options.choices import Choices, Signatory
from reports.options.kind_options import KindOptions, OwnWording
from reports.options.stored import choices_for
from reports.paper.blocks import Document

ABOUT_PROGRESS = frozenset({"done-without-evidence", "status-after-report", "report-not-accepted"})
ABOUT_ANSWERS = frozenset({"weak-without-measure"})


@dataclass(frozen=True, kw_only=True)
class PlanChecks:
    """Which checks of a plan concern a kind of document."""

    left_out: frozenset[str]
    of_printed_columns: bool = False  # an empty cell concerns it only where the column is printed


# What announces measures must have all that the open-data item asks for, and tells nothing of their progress.
OF_AN_ANNOUNCEMENT = PlanChecks(left_out=ABOUT_PROGRESS)
# What reports on measures speaks only of what it prints; whether the plan answers the result was settled before.
OF_A_REPORT = PlanChecks(left_out=ABOUT_ANSWERS, of_printed_columns=True)


def no_signatories(material: Material) -> tuple[Signatory, ...]:
    """Return who signs a document that nobody signs."""
    return ()


SEAL, GARUDA = "emblem", "garuda"  # the pictures of an agency, as its settings name them


def seal_on_the_cover(choices: Choices) -> str:
    """Return which picture a document bears that has a cover."""
    return SEAL


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """One kind of document, complete: nothing else in the portal asks which kind it is."""

    options: KindOptions  # what an agency may choose
    description: str
    made_from: Callable[[Results, int], Material]
    build: Callable[[Material, Choices], Document]
    own_texts: Callable[[Material], dict[str, str]]  # the portal's own wording of the texts in `options`
    own_signatories: Callable[[Material], tuple[Signatory, ...]] = no_signatories
    picture: Callable[[Choices], str] = seal_on_the_cover  # that it bears
    asked_as: str  # by which of the two items on measures a round asks for it, whatever its code
    plan_checks: PlanChecks
    analyses_result: bool = False  # prints figures and findings, so that their checks concern it
    asks_executives: bool = False  # prints opinions, and so can be put before the executives
    is_for_the_public: bool = True  # is published and read by assessors; a memo stays in the house
    prints_number: bool = False  # prints the number and the date of its issue, as its texts `number` and `date`

    @property
    def slug(self) -> str:
        return self.options.slug

    @property
    def name(self) -> str:
        return self.options.name

    @property
    def is_about_progress(self) -> bool:
        """Whether it is told while measures are carried out, not when they are planned."""
        return self.options.has_rounds

    def year_in(self, cycle: Cycle) -> int:
        """Return the fiscal year of this document in a cycle: the result's for an analysis, else the plan's."""
        return cycle.result_year if self.analyses_result else cycle.plan_year

    def load(self, agency: Agency, fiscal_year: int) -> Material:
        """Return what a year's document is made from, or raise DocumentMissing."""
        return self.made_from(Results(agency), fiscal_year)

    def choices(self, material: Material) -> Choices:
        """Return how the agency wants this kind of document of the material's year."""
        return choices_for(material.agency, self.options, material.fiscal_year, material.current.sheet.structure)

    def own_wording(self, material: Material) -> OwnWording:
        """Return what is printed where the agency chose no words and no signatories of its own."""
        return OwnWording(self.own_texts(material), self.own_signatories(material))

    def numbered(self, choices: Choices, number: str, on: date) -> Choices:
        """Return the choices with the number and the date of an issue, where the paper prints them."""
        if not self.prints_number:
            return choices
        return replace(choices, texts={**choices.texts, "number": number, "date": long_date(on)})
