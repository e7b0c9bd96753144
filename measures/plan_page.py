"""The page of a plan: its measures in rows by what they answer, what is missing in them, what is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from assessments.models import Assessment
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet
from measures.models import Measure, MeasurePlan
from measures.proposals import ProposalPanel, WeakFigure, figure_values, proposals_for
from measures.row_form import RowForm
from measures.row_pages import EVERYTHING, RowPage, RowsAsked, row_pages
from measures.rules.answered_figures import WeakResult, answered_by, weak_results
from measures.rules.plan_order import PlanSubject, measure_groups
from measures.rules.tracking import Count
from measures.services import MeasureContent

MOST_FIGURES = 3
# What the bar over the list counts, by the word in an address that shows just these.
MISSING = {"owners": "ขาดผู้รับผิดชอบ", "steps": "ขาดขั้นตอน", "timeframe": "ขาดระยะเวลา", "draft": "ร่างจากระบบ"}


@dataclass(frozen=True)
class PlanRow:
    """A measure in the list, with its number and the weak figures that it answers, the weakest first."""

    measure: Measure
    number: int
    figures: tuple[WeakFigure, ...]

    @property
    def key(self) -> str:
        return str(self.measure.key)

    @property
    def named_figures(self) -> tuple[WeakFigure, ...]:
        return self.figures[:MOST_FIGURES]

    @property
    def more_figures(self) -> int:
        return max(len(self.figures) - MOST_FIGURES, 0)

    @cached_property
    def lacks(self) -> frozenset[str]:
        """The words of `MISSING` that are true of the measure."""
        measure = self.measure
        missing = {
            "owners": not measure.departments,
            "steps": not measure.steps.all(),
            "timeframe": not measure.timeframe,
            "draft": measure.is_draft,
        }
        return frozenset(name for name, is_missing in missing.items() if is_missing)


@dataclass(frozen=True)
class PlanRowGroup:
    """The rows of one issue or indicator, or of none."""

    subject: PlanSubject | None
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class OpenRow:
    """The row in which something is edited: which part of which measure, and what somebody else saved meanwhile."""

    key: str
    form: RowForm
    other: MeasureContent | None = None


@dataclass(frozen=True)
class PlanPage:
    """Everything that the page says of a plan.

    `missing` is the word of what the list is narrowed to, `asked` says which rows of a long one are shown.
    """

    plan: MeasurePlan
    rows: tuple[PlanRow, ...]
    all_groups: tuple[PlanRowGroup, ...]
    by_issue: bool
    panel: ProposalPanel = field(default_factory=ProposalPanel)
    missing: str = ""
    asked: RowsAsked = field(default_factory=RowsAsked)

    @property
    def total(self) -> int:
        return len(self.rows)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """What is missing, each with how many measures miss it; only what is missed."""
        numbers = {name: sum(name in row.lacks for row in self.rows) for name in MISSING}
        return tuple(Count(name, label, numbers[name]) for name, label in MISSING.items() if numbers[name])

    @property
    def drafts(self) -> tuple[Measure, ...]:
        return tuple(row.measure for row in self.rows if row.measure.is_draft)

    @cached_property
    def listed(self) -> tuple[PlanRow, ...]:
        """The rows of the list as it is narrowed, of all its pages."""
        return tuple(row for row in self.rows if self.missing in row.lacks) if self.missing else self.rows

    @cached_property
    def pages(self) -> tuple[RowPage[PlanRow], ...]:
        """The pages of a long list; of a short one none."""
        return row_pages(self.listed)

    @cached_property
    def shown(self) -> RowPage[PlanRow] | None:
        """The page of a long list that is shown; None where all rows are."""
        return self.asked.page_of(self.pages)

    @cached_property
    def groups(self) -> tuple[PlanRowGroup, ...]:
        """The groups that are shown, with the rows that are shown."""
        keys = {row.key for row in (self.shown.rows if self.shown else self.listed)}
        shown = [
            PlanRowGroup(group.subject, tuple(row for row in group.rows if row.key in keys))
            for group in self.all_groups
        ]
        return tuple(group for group in shown if group.rows)

    @property
    def query(self) -> str:
        """What an address says of the rows that are shown; nothing where all are."""
        return urlencode({name: value for name, value in (("missing", self.missing), ("page", self.place)) if value})

    @property
    def place(self) -> str:
        """Which page of a long list is shown, or that all of it is."""
        if self.shown:
            return str(self.shown.number)
        return EVERYTHING if self.pages else ""

    @property
    def missing_name(self) -> str:
        return MISSING.get(self.missing, "")


def plan_page(
    plan: MeasurePlan, assessment: Assessment | None = None, *, with_proposals: bool, missing: str = ""
) -> PlanPage:
    """Load the page of a plan in a constant number of queries.

    `assessment` is the one that the plan answers, where it was loaded `with_sheet()` already.
    """
    answered = assessment or Assessment.objects.with_sheet().get(pk=plan.assessment_id)
    sheet = answered.sheet()
    measures = list(plan.measures.with_details().with_standing().with_copies())
    figures = _RowFigures(sheet)
    by_issue = bool(sheet.structure.issues)
    groups = tuple(
        PlanRowGroup(group.subject, tuple(PlanRow(each, number, figures.of(each)) for number, each in group.measures))
        for group in measure_groups(measures, by_issue=by_issue)
    )
    return PlanPage(
        plan=plan,
        rows=tuple(row for group in groups for row in group.rows),
        all_groups=groups,
        by_issue=by_issue,
        panel=proposals_for(plan, answered, measures) if with_proposals else ProposalPanel(),
        missing=missing,
    )


class _RowFigures:
    """The figures that the rows of a page name, computed once for all of them."""

    def __init__(self, sheet: Sheet) -> None:
        self._printed = {code: printed(value) for code, value in figure_values(sheet)}
        self._weak: Sequence[WeakResult] = weak_results(sheet)

    def of(self, measure: Measure) -> tuple[WeakFigure, ...]:
        """Return those of its proposal, else the weak ones of its issue and indicator."""
        codes = measure.weak_codes.split() or [each.code for each in self._answered(measure)]
        return tuple(WeakFigure(code, self._printed[code]) for code in codes if code in self._printed)

    def _answered(self, measure: Measure) -> tuple[WeakResult, ...]:
        return answered_by(
            self._weak,
            measure.issue.number if measure.issue else None,
            measure.indicator.number if measure.indicator else None,
        )
