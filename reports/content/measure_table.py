"""The measures of a plan as tables, with the columns and in the order that an agency chose."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from assessments.rules.change import ROSE, change_between, direction_of
from assessments.rules.figures import UNKNOWN, printed
from measures.models import Measure, Progress
from reports.content.material import Result
from reports.options.choices import COLUMNS, STATUS_COLUMNS
from reports.paper.blocks import Table, TableRow

Lines = tuple[str, ...]
Status = Progress.Status
STATUSES = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE)
TICK = "/"
NOT_ACCEPTED = "ยังไม่มีรายงานที่รับแล้ว"


def measure_table(
    measures: Iterable[Measure], columns: Sequence[str], caption: str, reached: Sequence[Result] = ()
) -> Table:
    """Return a plan's measures with the columns of these keys; load the measures `with_details()` first.

    `reached` are the results up to the plan's year, from which the column of results tells each indicator's figure.
    """
    cells: dict[str, Callable[[Measure], Lines]] = {
        "issue": lambda measure: _name(measure.issue),
        "indicator": lambda measure: _name(measure.indicator),
        "owners": lambda measure: tuple(owner.name for owner in measure.owners.all()),
        "steps": steps_of,
        "timeframe": lambda measure: _lines(measure.timeframe),
        "follow_up": lambda measure: _lines(measure.follow_up),
        "outcome": _outcome,
        "result": lambda measure: _result(measure, _indicator_figure(measure, reached)),
    }
    rows = [
        TableRow(
            tuple(
                (_lines(f"{number}. {measure.title}") if key == "measure" else cells[key](measure)) or (UNKNOWN,)
                for key in columns
            )
        )
        for number, measure in _numbered(measures, within_issue="issue" in columns)
    ]
    return Table(caption, tuple(COLUMNS[key] for key in columns), tuple(rows), "measures")


def status_table(measures: Iterable[Measure], caption: str, *, in_round: bool = False) -> Table:
    """Return how far each measure has come: a tick in one of three columns, a note below it.

    Without a report a measure counts as not started; but `in_round` only what was accepted is said of it.
    """
    rows = tuple(
        TableRow(
            (
                _lines(f"{number}. {measure.title}"),
                steps_of(measure) or (UNKNOWN,),
                *(_standing(measure, status, in_round=in_round) for status in STATUSES),
            )
        )
        for number, measure in enumerate(measures, 1)
    )
    return Table(caption, STATUS_COLUMNS, rows, "measures")


def numbered(texts: Iterable[str]) -> Lines:
    """Return texts with their numbers before them; a single one needs none."""
    texts = tuple(texts)
    if len(texts) == 1:
        return texts
    return tuple(f"{number}. {text}" for number, text in enumerate(texts, 1))


def steps_of(measure: Measure) -> Lines:
    return numbered(step.text for step in measure.steps.all())


def _numbered(measures: Iterable[Measure], *, within_issue: bool) -> Iterable[tuple[int, Measure]]:
    """Number the measures of a plan, beginning anew with each issue where the issue is printed beside them."""
    if not within_issue:
        return enumerate(measures, 1)
    groups = groupby(measures, key=lambda measure: measure.issue)
    return (pair for _, group in groups for pair in enumerate(group, 1))


def _name(thing: object | None) -> Lines:
    return (str(thing),) if thing else ()


def _lines(text: str) -> Lines:
    return tuple(text.splitlines())


def _standing(measure: Measure, column: Status, *, in_round: bool) -> Lines:
    """Return what a column of the status table says: a tick and the note, or a dash.

    A cancelled measure is not carried out; the first column says so, with the reason.
    """
    latest = measure.latest_progress
    if latest is None and in_round:
        return (NOT_ACCEPTED,) if column == Status.NOT_STARTED else (UNKNOWN,)
    status = latest.status if latest else Status.NOT_STARTED
    note = _lines(latest.note) if latest else ()
    if status == Status.CANCELLED and column == Status.NOT_STARTED:
        return ("ยกเลิก", *note)
    return (TICK, *note) if status == column else (UNKNOWN,)


def _outcome(measure: Measure) -> Lines:
    latest = measure.latest_progress
    return numbered(_lines(latest.outcome)) if latest else ()


def _result(measure: Measure, figure: str) -> Lines:
    """Return what came of a measure; the figure of its indicator ends the last sentence."""
    latest = measure.latest_progress
    said = _lines(latest.result) if latest else ()
    if not figure:
        return said
    return (*said[:-1], f"{said[-1]}ตาม{figure}") if said else (figure,)


def _indicator_figure(measure: Measure, reached: Sequence[Result]) -> str:
    """Say what the measure's indicator scored in the newest result, and how that differs from the year before."""
    if measure.indicator is None or not reached:
        return ""
    number, year = measure.indicator.number, reached[-1].fiscal_year
    figures = {result.fiscal_year: _figure_of(result, number) for result in reached[-2:]}
    value, before = figures[year], figures.get(year - 1)
    if value is None:
        return ""
    said = f"ตัวชี้วัด {measure.indicator.name} ได้คะแนน {printed(value)}"
    change = change_between(before, value)
    if change is None:
        return said
    if not change:
        return f"{said} (เท่ากับปีงบประมาณ พ.ศ. {year - 1})"
    direction = "เพิ่มขึ้น" if direction_of(change) == ROSE else "ลดลง"
    return f"{said} ({direction} {printed(abs(change))} จากปีงบประมาณ พ.ศ. {year - 1})"


def _figure_of(result: Result, number: int) -> Decimal | None:
    return next(block.summary.effective for block in result.sheet.indicators if block.indicator.number == number)
