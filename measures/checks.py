"""What a plan of measures lacks, repeats, or tells about another year, found before it is announced."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from assessments.rules.checks import ERROR, NOTE, WARNING, Check
from assessments.rules.structure import Structure
from assessments.rules.text_checks import check_personal_data, check_printable, check_text
from ita_portal.text.digit_style import mixed_numbers, mixes_styles
from ita_portal.text.thai import month_range
from measures.models import Measure, MeasurePlan, Progress
from measures.rules.forward import names_year
from measures.rules.timeframe import is_within

# Steps such as รายงานผลการดำเนินงาน end many measures and mean no mistake.
SHORT_STEP = 60
QUOTED = 40
LACKS = {"owners": "ผู้รับผิดชอบ", "steps": "ขั้นตอน", "timeframe": "ระยะเวลา"}


def check_plan(
    plan: MeasurePlan,
    measures: Sequence[Measure],
    weak_issues: Sequence[int] = (),
    weak_indicators: Sequence[int] = (),
    structure: Structure | None = None,
) -> tuple[Check, ...]:
    """Return everything that is wrong in a plan; load the measures `with_details()` and `with_progress()` first.

    `weak_issues` and `weak_indicators` are the numbers of those below the target that the plan must answer: issues
    where the assessed year has some, else indicators. `structure` is of the assessed year; without it the codes and
    years that texts speak of are not checked.
    """
    # Asks nothing where they came `with_progress()`.
    prefetch_related_objects(measures, Prefetch("progress", Progress.objects.with_standing()))
    found: list[Check] = []
    for number, measure in enumerate(measures, 1):
        found += _of_measure(plan, structure, number, measure)
    found += _repeated_texts(measures)
    found += _mixed_digits(measures)
    found += _weak_without_measure(measures, weak_issues)
    found += _weak_indicator_without_measure(measures, weak_indicators)
    return tuple(found)


def _of_measure(plan: MeasurePlan, structure: Structure | None, number: int, measure: Measure) -> Iterator[Check]:
    """Everything that is wrong in one measure, whatever the others say."""
    yield from _lacking(number, measure)
    yield from _outside_year(plan, number, measure)
    yield from _steps_outside(number, measure)
    yield from _still_draft(number, measure)
    yield from _unprintable(number, measure)
    yield from _personal(number, measure)
    yield from _done_without_evidence(number, measure)
    yield from _of_another_year(plan, structure, number, measure) if structure else ()
    yield from _copied_year(plan, number, measure)
    yield from _mixed_in_number(number, measure)


def place_of(measure: Measure) -> str:
    """Return the subject by which the history and the checks know a measure."""
    return f"measure:{measure.key}"


def texts_of(measure: Measure) -> list[str]:
    """Return every text of a measure that a document prints."""
    steps = [step.text for step in measure.steps.all()]
    return [text for text in (measure.title, *steps, measure.timeframe_wording, measure.follow_up) if text]


def _lacking(number: int, measure: Measure) -> Iterator[Check]:
    there = {"owners": measure.departments, "steps": measure.steps.all(), "timeframe": measure.timeframe}
    for part, name in LACKS.items():
        if not there[part]:
            yield Check(f"measure-without-{part}", ERROR, f"{_named(number)} ยังไม่มี{name}", place_of(measure))


def _outside_year(plan: MeasurePlan, number: int, measure: Measure) -> Iterator[Check]:
    if measure.start and measure.end and not is_within(plan.fiscal_year, measure.start, measure.end):
        message = f"{_named(number)}: ระยะเวลา {measure.timeframe} อยู่นอกปีงบประมาณ พ.ศ. {plan.fiscal_year}"
        yield Check("timeframe-outside-year", WARNING, message, place_of(measure))


def _steps_outside(number: int, measure: Measure) -> Iterator[Check]:
    """Steps whose own day lies before the first or after the last day of their measure."""
    start, end = measure.start, measure.end
    if not start or not end:
        return
    dated = [(each.position, each.due_on) for each in measure.steps.all() if each.due_on]
    if outside := [str(position) for position, day in dated if not start <= day <= end]:
        steps = " และ ".join(outside)
        message = f"{_named(number)}: ขั้นตอนที่ {steps} มีกำหนดอยู่นอกระยะเวลาของมาตรการ ({month_range(start, end)})"
        yield Check("step-day-outside", WARNING, message, place_of(measure))


def _still_draft(number: int, measure: Measure) -> Iterator[Check]:
    if measure.is_draft:
        message = f"{_named(number)} ยังเป็นร่างจากระบบ กรุณาอ่าน ปรับแก้ และบันทึกเพื่อยืนยัน"
        yield Check("measure-still-draft", WARNING, message, place_of(measure))


def _unprintable(number: int, measure: Measure) -> Iterator[Check]:
    """Characters that no paper shows, in what was written, reported and named of a measure."""
    yield from check_printable(_named(number), place_of(measure), _everything_said(measure))


def _personal(number: int, measure: Measure) -> Iterator[Check]:
    """Numbers and addresses of persons in the plan; in what was reported they matter where a document prints it."""
    yield from check_personal_data(_named(number), place_of(measure), "\n".join(_planned(measure)))


def _planned(measure: Measure) -> list[str]:
    return [*texts_of(measure), *(str(owner) for owner in measure.ownerships.all())]


def _everything_said(measure: Measure) -> str:
    latest = measure.accepted_progress
    reported = (
        (latest.work, latest.outcome, latest.result, latest.obstacles, latest.note, *latest.evidence_lines)
        if latest
        else ()
    )
    parts = (part.printed for part in latest.told_parts) if latest else ()
    return "\n".join([*_planned(measure), *reported, *parts])


def _done_without_evidence(number: int, measure: Measure) -> Iterator[Check]:
    latest = measure.accepted_progress
    if latest and latest.is_done_without_evidence:
        message = f"{_named(number)} รายงานว่าดำเนินการแล้วเสร็จ แต่ไม่มีหลักฐานหรือหมายเหตุ"
        yield Check("done-without-evidence", WARNING, message, place_of(measure))


def _of_another_year(plan: MeasurePlan, structure: Structure, number: int, measure: Measure) -> Iterator[Check]:
    """Codes that the assessed year has not, and years that are neither the assessment's nor the plan's."""
    # A plan's year begins in October of the calendar year before it.
    years = frozenset({plan.fiscal_year - 1, plan.fiscal_year})
    yield from check_text(structure, _named(number), place_of(measure), "\n".join(texts_of(measure)), years)


def _copied_year(plan: MeasurePlan, number: int, measure: Measure) -> Iterator[Check]:
    """A copy that nobody has edited since, and that names the year that it came from."""
    before = plan.fiscal_year - 1
    if measure.copied_from_id and measure.version == 1 and names_year(texts_of(measure), before):
        message = f"{_named(number)} นำมาจากแผนปี {before} และยังกล่าวถึงปี {before} กรุณาตรวจและแก้ข้อความ"
        yield Check("copied-text-names-old-year", WARNING, message, place_of(measure))


def _mixed_in_number(number: int, measure: Measure) -> Iterator[Check]:
    if mixed := mixed_numbers("\n".join(texts_of(measure))):
        message = f"{_named(number)}: ตัวเลข {' '.join(mixed)} ปนเลขไทยกับเลขอารบิกในจำนวนเดียวกัน"
        yield Check("digits-mixed-in-number", WARNING, message, place_of(measure))


def _repeated_texts(measures: Sequence[Measure]) -> Iterator[Check]:
    """A title or step that two measures share: often the wrong text was copied."""
    places: dict[str, list[tuple[int, Measure, str]]] = defaultdict(list)
    for number, measure in enumerate(measures, 1):
        for text in {measure.title, *(step.text for step in measure.steps.all() if len(step.text) > SHORT_STEP)}:
            places["".join(text.split())].append((number, measure, text))
    for same in places.values():
        if len(same) > 1:
            numbers = " และ ".join(str(number) for number, _, _ in same)
            message = f"มาตรการที่ {numbers} มีข้อความเดียวกัน “{_shortened(same[0][2])}”"
            yield Check("text-twice", WARNING, message, place_of(same[-1][1]))


def _mixed_digits(measures: Sequence[Measure]) -> Iterator[Check]:
    if mixes_styles(text for measure in measures for text in texts_of(measure)):
        message = "มาตรการใช้ทั้งเลขไทยและเลขอารบิก (เอกสารจะพิมพ์เป็นแบบเดียวกันให้)"
        yield Check("digits-mixed", NOTE, message, "plan")


def _weak_without_measure(measures: Sequence[Measure], weak_issues: Sequence[int]) -> Iterator[Check]:
    answered = {measure.issue.number for measure in measures if measure.issue}
    for number in weak_issues:
        if number not in answered:
            yield _unanswered(f"ประเด็นที่ {number}", measures)


def _weak_indicator_without_measure(measures: Sequence[Measure], weak_indicators: Sequence[int]) -> Iterator[Check]:
    answered = {measure.indicator.number for measure in measures if measure.indicator}
    for number in weak_indicators:
        if number not in answered:
            yield _unanswered(f"ตัวชี้วัดที่ {number}", measures)


def _unanswered(name: str, measures: Sequence[Measure]) -> Check:
    """Report that nothing is done about a weak figure; only a warning where a measure does not name what it answers."""
    silent = sum(measure.issue is None and measure.indicator is None for measure in measures)
    message = f"{name} มีคะแนนต่ำกว่าค่าเป้าหมายแต่ยังไม่มีมาตรการ"
    if not silent:
        return Check("weak-without-measure", ERROR, message, "plan")
    return Check("weak-without-measure", WARNING, f"{message}ที่รองรับ{name} (มี {silent} มาตรการที่ไม่ได้ระบุ)", "plan")


def _shortened(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def _named(number: int) -> str:
    return f"มาตรการที่ {number}"
