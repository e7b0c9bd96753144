"""The tables of scores: the ten indicators of a year, two years side by side, indicators from high to low."""

from decimal import Decimal

from assessments.rules.figures import UNKNOWN, printed
from assessments.rules.sheet import InstrumentBlock, PublishedRow, Sheet
from reports.content.charts import high_to_low
from reports.paper.blocks import CENTRE, NUMBER, Column, Table, TableRow

FIGURE_WIDTH = 2.4


def figure(value: Decimal | None) -> str:
    """Return a figure as paper shows it, a dash where it is unknown."""
    return UNKNOWN if value is None else printed(value)


def indicator_table(sheet: Sheet, caption: str) -> Table:
    """Return the ten indicators with their instruments, the total and the level."""
    rows: list[TableRow] = []
    for block in sheet.instruments:
        code = block.instrument.code
        rows += [
            TableRow(
                ((code,), (str(each.indicator.number),), (each.indicator.name,), (figure(each.summary.effective),))
            )
            for each in block.indicators
        ]
        rows += [TableRow(((figure(part.effective),),), f"คะแนน {part.name}") for part in _known_parts(block)]
        rows.append(_sum_row(f"คะแนน {code}", figure(block.summary.effective)))
    rows.append(_sum_row("คะแนนรวม", figure(sheet.total.effective)))
    rows.append(_sum_row("ระดับผลการประเมิน", sheet.level or UNKNOWN))
    columns = (
        Column("instrument", "เครื่องมือ", 2.2, CENTRE),
        Column("ordinal", "ลำดับ", 2, CENTRE),
        Column("name", "รายละเอียดตัวชี้วัด", 0),
        Column("figure", "คะแนน", 3.2, NUMBER),
    )
    return Table(caption, columns, tuple(rows), "indicators", is_short=True)


def _known_parts(block: InstrumentBlock) -> list[PublishedRow]:
    """Return the parts of a survey that are known: the level may hang on one of them alone."""
    return [part for part in block.parts if part.effective is not None]


def _sum_row(heading: str, text: str) -> TableRow:
    return TableRow(((text,),), heading, is_strong=True)


def comparison_table(earlier: Sheet, current: Sheet, caption: str) -> Table:
    """Return indicators, instruments, total and level of two years side by side."""
    before = {summary.code: summary.effective for summary in earlier.summaries}
    rows: list[TableRow] = []
    for block in current.instruments:
        summary = block.summary
        rows.append(_year_row(block.instrument.full_name, before, summary.code, summary.effective, is_strong=True))
        rows += [
            _year_row(
                f"{each.indicator.code}. {each.indicator.name}", before, each.summary.code, each.summary.effective
            )
            for each in block.indicators
        ]
        rows += [_year_row(part.name, before, part.code, part.effective) for part in _known_parts(block)]
    total = current.total
    rows.append(_year_row("คะแนนรวม", before, total.code, total.effective, is_strong=True))
    level = ((earlier.level or UNKNOWN,), (current.level or UNKNOWN,))
    rows.append(TableRow((("ระดับผลการประเมิน",), *level), is_strong=True))
    columns = (
        Column("name", "รายการ", 0),
        Column("before", f"คะแนนปีงบประมาณ พ.ศ. {earlier.structure.fiscal_year}", 3.4, NUMBER),
        Column("current", f"คะแนนปีงบประมาณ พ.ศ. {current.structure.fiscal_year}", 3.4, NUMBER),
    )
    return Table(caption, columns, tuple(rows), "comparison", is_short=True)


def _year_row(
    name: str, before: dict[str, Decimal | None], code: str, value: Decimal | None, *, is_strong: bool = False
) -> TableRow:
    return TableRow(((name,), (figure(before.get(code)),), (figure(value),)), is_strong=is_strong)


def ranking_table(sheet: Sheet, caption: str) -> Table:
    """Return the indicators with a known figure from the highest to the lowest."""
    known = [block for block in high_to_low(sheet) if block.summary.effective is not None]
    rows = tuple(
        TableRow(((str(place),), (block.indicator.name,), (figure(block.summary.effective),)))
        for place, block in enumerate(known, 1)
    )
    columns = (
        Column("ordinal", "ลำดับที่", 2.4, CENTRE),
        Column("name", "ตัวชี้วัด", 0),
        Column("figure", "คะแนน", FIGURE_WIDTH, NUMBER),
    )
    return Table(caption, columns, rows, "ranking", is_short=True)
