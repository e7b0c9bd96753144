"""The measures of a plan as tables, with the columns and in the order that an agency chose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assessments.rules.change import ROSE, change_between, direction_of
from assessments.rules.figures import UNKNOWN, printed
from measures.models import Measure
from measures.rules.plan_order import printed_numbers
from reports.content.columns import COLUMNS, STATUS_COLUMNS, MeasureColumn, PrintedMeasure
from reports.content.material import Result
from reports.options.choices import Choices
from reports.paper.blocks import Block, Paragraph, Table, TableRow

NO_MEASURES = "ยังไม่ได้กำหนดมาตรการ"


def measure_table(
    measures: Iterable[Measure],
    choices: Choices,
    caption: str,
    reached: Sequence[Result] = (),
    *,
    in_round: bool = False,
) -> Table:
    """Return a plan's measures with the columns that were chosen; load the measures `with_details()` first.

    `reached` are the results up to one of the plan's year or later, of which the column of results tells each
    indicator's figure; none where no result can be the outcome of the plan yet.
    """
    year = reached[-1].fiscal_year if reached else None
    rows = [
        PrintedMeasure(
            measure, number, _indicator_figure(measure, reached), year, in_round, choices.numbering, choices.months
        )
        for number, measure in printed_numbers(measures, within_issue="issue" in choices.columns)
    ]
    return _table(caption, [_headed(COLUMNS[key], choices) for key in choices.columns], rows)


def status_table(
    measures: Iterable[Measure], caption: str, choices: Choices, *, in_round: bool = False, with_steps: bool = True
) -> Table:
    """Return how far each measure has come: a tick in one of three columns, a note below it.

    Without a report a measure counts as not started; but `in_round` tells only of what was accepted. Steps that stand
    in another table of the same paper are not printed twice.
    """
    rows = [
        PrintedMeasure(measure, number, in_round=in_round, numbering=choices.numbering)
        for number, measure in enumerate(measures, 1)
    ]
    columns = [each for each in STATUS_COLUMNS if with_steps or each.column.key != "steps"]
    return _table(caption, columns, rows)


def table_or_words(table: Table) -> Block:
    """Return a table of measures, or the words that there are none."""
    return table if table.rows else Paragraph(NO_MEASURES)


def _headed(each: MeasureColumn, choices: Choices) -> MeasureColumn:
    """Return a column under the agency's words."""
    heading = choices.heading(each.column.key, each.column.heading)
    return replace(each, column=replace(each.column, heading=heading))


def _table(caption: str, columns: Sequence[MeasureColumn], rows: Iterable[PrintedMeasure]) -> Table:
    return Table(
        caption,
        tuple(each.column for each in columns),
        tuple(TableRow(tuple(each.lines(row) or (UNKNOWN,) for each in columns)) for row in rows),
        "measures",
    )


def _indicator_figure(measure: Measure, reached: Sequence[Result]) -> str:
    """Return what the measure's indicator scored in the newest result, and how that differs from the year before."""
    if measure.indicator is None or not reached:
        return ""
    number, year = measure.indicator.number, reached[-1].fiscal_year
    figures = {result.fiscal_year: _figure_of(result, number) for result in reached[-2:]}
    value, before = figures[year], figures.get(year - 1)
    if value is None:
        return ""
    sentence = f"ตัวชี้วัด {measure.indicator.name} ได้คะแนน {printed(value)}"
    change = change_between(before, value)
    if change is None:
        return sentence
    if not change:
        return f"{sentence} (เท่ากับปีงบประมาณ พ.ศ. {year - 1})"
    direction = "เพิ่มขึ้น" if direction_of(change) == ROSE else "ลดลง"
    return f"{sentence} ({direction} {printed(abs(change))} จากปีงบประมาณ พ.ศ. {year - 1})"


def _figure_of(result: Result, number: int) -> Decimal | None:
    known = {block.indicator.number: block.summary.effective for block in result.sheet.indicators}
    return known.get(number)
