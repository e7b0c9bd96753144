"""Measures that the portal proposes for a plan: one for each weak figure, until it is taken or set aside."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import Assessment
from assessments.rules.drafting import ProposedMeasure, proposed_measures
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet, part_name
from assessments.suggestions import load_library
from measures.models import Measure, MeasurePlan


@dataclass(frozen=True)
class WeakFigure:
    """A figure below the target as the page shows it."""

    code: str
    figure: str

    @property
    def name(self) -> str:
        """What the page calls the figure: ตัวชี้วัดที่ 4, ข้อ i10, EIT ส่วนที่ 1."""
        if self.code.isdigit():
            return f"ตัวชี้วัดที่ {self.code}"
        if not self.code.isupper():
            return f"ข้อ {self.code}"
        return part_name(self.code[:-1], int(self.code[-1])) if self.code[-1].isdigit() else self.code


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


@dataclass(frozen=True)
class ProposalPanel:
    """All that is proposed for a plan and was not taken, the weakest figure first in each part.

    `open` answers figures that no measure answers, `covered` those whose issue or indicator has a measure of the
    agency's own, `set_aside` what somebody decided not to use.
    """

    open: tuple[Proposal, ...] = ()
    covered: tuple[Proposal, ...] = ()
    set_aside: tuple[Proposal, ...] = ()

    @property
    def all(self) -> tuple[Proposal, ...]:
        return (*self.open, *self.covered, *self.set_aside)

    def chosen(self, keys: Collection[str]) -> list[Proposal]:
        return [proposal for proposal in self.all if proposal.key in keys]


def proposals_for(
    plan: MeasurePlan, assessment: Assessment | None = None, measures: Sequence[Measure] | None = None
) -> ProposalPanel:
    """Return what could be added to a plan, in a constant number of queries.

    `assessment` is the one that the plan answers, where it was loaded `with_sheet()` already; `measures` are those of
    the plan with issue and indicator, where they were loaded already.
    """
    sheet = (assessment or Assessment.objects.with_sheet().get(pk=plan.assessment_id)).sheet()
    if measures is None:
        measures = list(plan.measures.select_related("issue", "indicator"))
    uncovered, covered = _proposed(plan, sheet, measures)
    values = dict(figure_values(sheet))
    set_aside = frozenset(plan.set_aside)
    shown = [
        [_proposal(each, sheet, values) for each in part if not set(each.codes) <= set_aside]
        for part in (uncovered, covered)
    ]
    left = [_proposal(each, sheet, values) for each in (*uncovered, *covered) if set(each.codes) <= set_aside]
    return ProposalPanel(tuple(shown[0]), tuple(shown[1]), tuple(left))


def _proposed(
    plan: MeasurePlan, sheet: Sheet, measures: Sequence[Measure]
) -> tuple[list[ProposedMeasure], list[ProposedMeasure]]:
    """Return what is proposed for figures without any measure, and for those of an issue or indicator that has one.

    A measure that was made from a proposal answers the figures of that proposal and no others.
    """
    library = load_library(plan.agency.kind)
    own = [measure for measure in measures if not measure.weak_codes]
    taken = {code for measure in measures for code in measure.weak_codes.split()}
    issues = {measure.issue.number for measure in own if measure.issue}
    indicators = {measure.indicator.number for measure in own if measure.indicator}
    uncovered = proposed_measures(sheet, library, issues, indicators, taken)
    answered = taken | {code for each in uncovered for code in each.codes}
    covered = proposed_measures(sheet, library, answered_codes=answered)
    # One suggestion may answer figures of several issues; a measure with its title is there already.
    titles = {measure.title for measure in measures}
    return ([p for p in uncovered if p.title not in titles], [p for p in covered if p.title not in titles])


def _proposal(measure: ProposedMeasure, sheet: Sheet, values: dict[str, Decimal]) -> Proposal:
    indicators = {each.number: each.name for each in sheet.structure.indicators}
    issues = {each.number: each.name for each in sheet.structure.issues}
    figures = tuple(WeakFigure(code, printed(values[code])) for code in measure.codes)
    answers = f"ตัวชี้วัดที่ {measure.indicator} {indicators[measure.indicator]}"
    if measure.issue is not None:
        answers = f"ประเด็นที่ {measure.issue} {issues[measure.issue]}"
    return Proposal(measure, figures, answers)


def figure_values(sheet: Sheet) -> Iterator[tuple[str, Decimal]]:
    """Yield every figure that a proposal may name, by its code: of questions, of parts of surveys, of indicators."""
    for row in sheet.rows:
        if row.value is not None:
            yield row.code, row.value
        yield from ((part.code, part.value) for part in row.parts if part.value is not None)
    for block in sheet.indicators:
        if block.summary.effective is not None:
            yield block.summary.code, block.summary.effective
    for part in (part for instrument in sheet.instruments for part in instrument.parts):
        if part.effective is not None:
            yield part.code, part.effective
