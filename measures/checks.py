"""What a plan of measures lacks or says twice, found before it is announced."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assessments.checks import ERROR, WARNING, Check
from measures.models import Measure, MeasurePlan
from measures.timeframe import is_within

# Steps such as รายงานผลการดำเนินงาน end many measures and mean no mistake.
SHORT_STEP = 60
LACKS = {"owners": "ผู้รับผิดชอบ", "steps": "ขั้นตอน", "timeframe": "ระยะเวลา"}


def check_plan(plan: MeasurePlan, measures: Sequence[Measure], weak_issues: Sequence[int] = ()) -> tuple[Check, ...]:
    """Return everything that a plan lacks; load the measures `with_details()` first.

    `weak_issues` are the numbers of the issues that have a figure below the target.
    """
    found: list[Check] = []
    for number, measure in enumerate(measures, 1):
        found += _lacking(number, measure)
        found += _outside_year(plan, number, measure)
    found += _said_twice(measures)
    found += _weak_without_measure(measures, weak_issues)
    return tuple(found)


def place_of(measure: Measure) -> str:
    """Return the subject by which the history and the checks know a measure."""
    return f"measure:{measure.key}"


def _lacking(number: int, measure: Measure) -> Iterator[Check]:
    there = {"owners": measure.owners.all(), "steps": measure.steps.all(), "timeframe": measure.timeframe}
    for part, name in LACKS.items():
        if not there[part]:
            message = f"มาตรการลำดับที่ {number} ยังไม่มี{name}"
            yield Check(f"measure-without-{part}", ERROR, message, place_of(measure))


def _outside_year(plan: MeasurePlan, number: int, measure: Measure) -> Iterator[Check]:
    if measure.start and measure.end and not is_within(plan.fiscal_year, measure.start, measure.end):
        message = f"มาตรการลำดับที่ {number}: ระยะเวลา {measure.timeframe} อยู่นอกปีงบประมาณ พ.ศ. {plan.fiscal_year}"
        yield Check("timeframe-outside-year", WARNING, message, place_of(measure))


def _said_twice(measures: Sequence[Measure]) -> Iterator[Check]:
    """A title or step that two measures share: often the wrong text was copied."""
    places: dict[str, list[tuple[int, Measure]]] = defaultdict(list)
    for number, measure in enumerate(measures, 1):
        for text in {measure.title, *(step.text for step in measure.steps.all() if len(step.text) > SHORT_STEP)}:
            places["".join(text.split())].append((number, measure))
    for said in places.values():
        if len(said) > 1:
            numbers = " และ ".join(str(number) for number, _ in said)
            yield Check("text-twice", WARNING, f"มาตรการลำดับที่ {numbers} มีข้อความเดียวกัน", place_of(said[-1][1]))


def _weak_without_measure(measures: Sequence[Measure], weak_issues: Sequence[int]) -> Iterator[Check]:
    answered = {measure.issue.number for measure in measures if measure.issue}
    for number in weak_issues:
        if number not in answered:
            message = f"ประเด็นที่ {number} มีคะแนนต่ำกว่าเป้าหมายแต่ยังไม่มีมาตรการ"
            yield Check("weak-without-measure", ERROR, message, "plan")
