"""Measures that the portal proposes for a plan: one for each weak figure that no measure of the plan answers yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Assessment
from assessments.rules.drafting import ProposedMeasure, proposed_measures
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet
from assessments.suggestions import load_library
from measures.models import MeasurePlan


@dataclass(frozen=True)
class WeakFigure:
    """A figure below the target as the page shows it."""

    code: str
    figure: str
    is_indicator: bool


@dataclass(frozen=True)
class Proposal:
    """A measure that could be added, with the weak figures that it answers and what they are of."""

    measure: ProposedMeasure
    figures: tuple[WeakFigure, ...]
    answers: str  # the issue or indicator in words

    @property
    def key(self) -> str:
        """The value that chooses this proposal in a form: the codes that it answers."""
        return " ".join(self.measure.codes)


def proposals_for(plan: MeasurePlan, assessment: Assessment | None = None) -> list[Proposal]:
    """Return what could be added to a plan, the weakest figure first, in a constant number of queries.

    `assessment` is the one that the plan answers, where it was loaded `with_sheet()` already.
    """
    sheet = (assessment or Assessment.objects.with_sheet().get(pk=plan.assessment_id)).sheet()
    measures = list(plan.measures.select_related("issue", "indicator"))
    proposed = proposed_measures(
        sheet,
        load_library(plan.agency.kind),
        {measure.issue.number for measure in measures if measure.issue},
        {measure.indicator.number for measure in measures if measure.indicator},
    )
    values = dict(_values(sheet))
    # One suggestion may answer figures of several issues; a measure with its title is there already.
    titles = {measure.title for measure in measures}
    return [_proposal(each, sheet, values) for each in proposed if each.title not in titles]


def _proposal(measure: ProposedMeasure, sheet: Sheet, values: dict[str, Decimal]) -> Proposal:
    indicators = {each.number: each.name for each in sheet.structure.indicators}
    issues = {each.number: each.name for each in sheet.structure.issues}
    figures = tuple(WeakFigure(code, printed(values[code]), code.isdigit()) for code in measure.codes)
    answers = f"ตัวชี้วัดที่ {measure.indicator} {indicators[measure.indicator]}"
    if measure.issue is not None:
        answers = f"ประเด็นที่ {measure.issue} {issues[measure.issue]}"
    return Proposal(measure, figures, answers)


def _values(sheet: Sheet) -> Iterator[tuple[str, Decimal]]:
    """Every figure that a proposal may name, by its code: of questions, of their EIT parts, of indicators."""
    for row in sheet.rows:
        if row.value is not None:
            yield row.code, row.value
        yield from ((part.code, part.value) for part in row.parts if part.value is not None)
    for block in sheet.indicators:
        if block.summary.effective is not None:
            yield block.summary.code, block.summary.effective
