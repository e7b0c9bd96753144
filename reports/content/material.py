"""What documents are made from: an agency's results, findings and measures, loaded once and in few queries."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from agencies.models import Agency, Position
from assessments.models import Assessment
from assessments.rules.analysis import Subject
from assessments.rules.sheet import Sheet
from ita_portal.text.thai import fiscal_year_end, long_date
from measures.models import Measure, MeasurePlan, ReportingRound

HISTORY_YEARS = 5


class DocumentMissing(Exception):
    """There is nothing yet to print; the message says what to do first, in Thai."""


@dataclass(frozen=True)
class Result:
    """One year's result: the assessment and its sheet, computed once."""

    assessment: Assessment
    sheet: Sheet

    @property
    def fiscal_year(self) -> int:
        return self.sheet.structure.fiscal_year


@dataclass(frozen=True)
class Material:
    """Everything that a document of a year can tell of."""

    agency: Agency
    fiscal_year: int  # of the document: the assessment's for an analysis, the plan's for the others
    results: tuple[Result, ...]  # oldest first; the last one is the result that was analysed
    subjects: tuple[Subject, ...]
    limitations: tuple[str, ...]
    plan: MeasurePlan | None
    measures: tuple[Measure, ...]
    rounds: tuple[ReportingRound, ...] = ()  # in which a report was accepted, the newest last
    round: ReportingRound | None = None  # whose accepted reports are printed; none: what counts of each measure
    known: tuple[Result, ...] = ()  # of the plan's own year and the years before
    positions: tuple[Position, ...] = ()  # whose opinions a letter asks for; none: those that the agency's kind has

    @property
    def current(self) -> Result:
        return self.results[-1]

    @property
    def assessed_year(self) -> int:
        return self.current.fiscal_year

    @property
    def plan_year(self) -> int:
        return self.plan.fiscal_year if self.plan else self.assessed_year

    @property
    def until(self) -> str:
        """The words that say which round is reported, and to which day; empty where there is none."""
        return f"{self.round.name} ถึงวันที่ {long_date(self.round.ends_on)}" if self.round else ""

    @property
    def reached(self) -> tuple[Result, ...]:
        """What the measures led to, as far as it was known when the round ended."""
        if self.round is None or self.round.ends_on >= results_known_from(self.plan_year):
            return self.known
        return tuple(each for each in self.known if each.fiscal_year <= max(self.assessed_year, self.plan_year - 1))

    @property
    def outcome(self) -> tuple[Result, ...]:
        """What the measures can have led to: the results so far where the newest is of the plan's year or a later one.

        An earlier one is what the plan answers, never what came of it.
        """
        return self.reached if self.reached and self.reached[-1].fiscal_year >= self.plan_year else ()


class Results:
    """The results of an agency, each stretch of years loaded once however many documents ask for it."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self._loaded: dict[int, tuple[Result, ...]] = {}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The chain of the agency, loaded once."""
        return tuple(self.agency.positions.on_memos())

    def up_to(self, last_year: int) -> tuple[Result, ...]:
        """Return the results of the last years, oldest first."""
        if last_year not in self._loaded:
            newest_first = Assessment.objects.up_to(self.agency, last_year).with_sheet()[:HISTORY_YEARS]
            self._loaded[last_year] = tuple(Result(each, each.sheet()) for each in reversed(newest_first))
        return self._loaded[last_year]


def analysis_material(of: Results, fiscal_year: int) -> Material:
    """Return what the analysis of a year's result is made from, with the plan that answers it."""
    results = of.up_to(fiscal_year)
    if not results or results[-1].fiscal_year != fiscal_year:
        raise DocumentMissing(f"ยังไม่มีผลการประเมินปีงบประมาณ พ.ศ. {fiscal_year}")
    plan = MeasurePlan.objects.answering(results[-1].assessment).first()
    return _material(of.agency, fiscal_year, results, plan)


def plan_material(of: Results, fiscal_year: int) -> Material:
    """Return what the documents of a year's plan are made from."""
    plan = MeasurePlan.objects.for_year(of.agency, fiscal_year).first()
    if plan is None:
        raise DocumentMissing(f"ยังไม่มีแผนมาตรการปีงบประมาณ พ.ศ. {fiscal_year}")
    known = of.up_to(max(plan.assessment.fiscal_year, fiscal_year))
    answered = tuple(result for result in known if result.fiscal_year <= plan.assessment.fiscal_year)
    rounds = tuple(ReportingRound.objects.with_accepted(plan))
    return replace(_material(of.agency, fiscal_year, answered, plan, rounds), known=known, positions=of.positions)


def in_round(material: Material, round_key: str) -> Material:
    """Return the material as of a round: with what was accepted in it, whatever was reported later.

    Without a key, or where nothing is accepted in that round any more, it is the newest round with accepted reports.
    """
    newest = material.rounds[-1] if material.rounds else None
    wanted = next((each for each in material.rounds if str(each.key) == round_key), newest)
    if wanted == material.round:
        return material
    return replace(material, round=wanted, measures=_measures(material.plan, wanted))


def results_known_from(fiscal_year: int) -> date:
    """Return the day from which a report can quote a year's own result: the assessors ask people until July."""
    return fiscal_year_end(fiscal_year).replace(month=8, day=1)


def _material(
    agency: Agency,
    fiscal_year: int,
    results: tuple[Result, ...],
    plan: MeasurePlan | None,
    rounds: tuple[ReportingRound, ...] = (),
) -> Material:
    current = results[-1]
    newest = rounds[-1] if rounds else None
    return Material(
        agency=agency,
        fiscal_year=fiscal_year,
        results=results,
        subjects=current.assessment.subjects(current.sheet),
        limitations=tuple(current.assessment.limitation_texts()),
        plan=plan,
        measures=_measures(plan, newest),
        rounds=rounds,
        round=newest,
    )


def _measures(plan: MeasurePlan | None, reporting_round: ReportingRound | None) -> tuple[Measure, ...]:
    if plan is None:
        return ()
    measures = Measure.objects.filter(plan=plan).with_details()
    loaded = measures.with_accepted(reporting_round) if reporting_round else measures.with_entries()
    return tuple(plan.in_order(loaded))
