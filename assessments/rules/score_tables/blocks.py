"""Figures without names: they go into the cells from the chosen one on, in the order of the sheet."""

from collections.abc import Iterator, Sequence

from assessments.rules.codes import TOTAL
from assessments.rules.entry import EntryRefused, read_entry
from assessments.rules.score_tables.columns import ColumnKind, SourceColumn
from assessments.rules.score_tables.layout import Layout, SourceLine
from assessments.rules.score_tables.named_rows import AS_CHOSEN, OTHER_COLUMN, WORDS_ALONE
from assessments.rules.score_tables.named_table import NamedTable
from assessments.rules.score_tables.result import (
    LEAVE_OUT,
    NotTaken,
    ReadCell,
    ReadingAnswer,
    ReadingChoice,
    ScoreReading,
)
from assessments.rules.score_tables.scale import in_hundreds, is_scaled, marks_choice, scale_choice
from assessments.rules.score_tables.score_columns import column_choice
from assessments.rules.score_tables.values import cell_value
from assessments.rules.structure import Structure

NO_NAMES = "ไม่มีรหัสหรือชื่อที่ระบุว่าเป็นคะแนนของข้อใด"
BEYOND = "เกินจำนวนช่องที่ต่อจากช่องที่เลือก"
OF_ANOTHER = "อยู่ใต้ข้อความที่ระบุคะแนนอื่น"
IN_ORDER = "order"


def block_reading(table: NamedTable) -> ScoreReading:
    columns = [column for column in table.layout.columns if _has_text(table, column)]
    goals = _goals(table.reader.structure, table.focus)
    if not goals:
        lines = (line for line in table.layout.lines if any(cell_value(text).is_figure for text in line.cells))
        return ScoreReading(not_taken=tuple(_left(table, line, NO_NAMES) for line in lines))
    choice, chosen = _chosen(table, columns, len(goals[0]))
    asked = (choice, _order_choice(table), *_scale_choices(table, chosen))
    choices = [each for each in asked if each]
    if any(each.is_open for each in choices):
        return ScoreReading(choices=tuple(choices))
    if any(each.chosen == LEAVE_OUT for each in choices):
        return ScoreReading((), tuple(choices), tuple(_left(table, line, AS_CHOSEN) for line in table.layout.lines))
    reading = _filled(table, goals, chosen, is_scaled=is_scaled(choices))
    return ScoreReading(reading.cells, tuple(choices), reading.not_taken)


def _order_choice(table: NamedTable) -> ReadingChoice | None:
    """Ask whether figures beside names that the year does not have are those of the cells in their order."""
    names = table.layout.of_kind(ColumnKind.NAME, ColumnKind.GROUP, ColumnKind.CODE)
    if not any(line.cells[column.at] for column in names for line in table.layout.lines):
        return None
    words = f"ชื่อในตารางนี้ไม่ตรงกับแบบของปีนี้ จะวางคะแนนตามลำดับตั้งแต่ช่อง {table.focus} หรือไม่"
    offered = [ReadingAnswer(IN_ORDER, "วางตามลำดับ"), ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้")]
    return table.choice("order", words, offered, "")


def _scale_choices(table: NamedTable, columns: Sequence[SourceColumn]) -> Iterator[ReadingChoice | None]:
    beside = [column for column in table.layout.columns if column.has_full_marks and column not in columns]
    scores = [(line, line.cells[column.at]) for line in table.layout.lines for column in columns]
    yield scale_choice([text for _, text in scores], table.choice)
    yield marks_choice([(text, line.cells[each.at]) for line, text in scores for each in beside], table.choice)


def _chosen(
    table: NamedTable, columns: Sequence[SourceColumn], room: int
) -> tuple[ReadingChoice | None, Sequence[SourceColumn]]:
    """Return the columns that go into the sheet: all that there is room for, else the one that is chosen."""
    if len(columns) <= room and all(column.year is None for column in columns):
        return None, columns
    choice, chosen = column_choice(table.layout, columns, table.reader.structure.fiscal_year, table.key, table.answers)
    return choice, chosen[:1]


def _has_text(table: NamedTable, column: SourceColumn) -> bool:
    is_score = column.kind in (ColumnKind.SCORE, ColumnKind.UNKNOWN, ColumnKind.NUMBER)
    return is_score and any(line.cells[column.at] for line in table.layout.lines)


def _goals(structure: Structure, focus: str) -> list[tuple[str, ...]]:
    """Return the cells from the chosen one on: a row of codes for each row that can be filled."""
    rows: list[tuple[str, ...]] = []
    if any(focus in question.part_codes for question in structure.questions):
        rows = [question.part_codes for question in structure.questions if question.has_parts]
    elif any(focus == question.code for question in structure.questions):
        rows = [(question.code,) for question in structure.questions]
    elif any(focus == indicator.code for indicator in structure.indicators):
        rows = [(indicator.code,) for indicator in structure.indicators]
    elif focus in structure.codes():
        rows = [(code,) for code in (*(each.code for each in structure.instruments), TOTAL)]
        rows = rows if (focus,) in rows else [(focus,)]
    at = next((at for at, codes in enumerate(rows) if focus in codes), len(rows))
    column = rows[at].index(focus) if at < len(rows) else 0
    return [codes[column:] for codes in rows[at:]]


def _filled(
    table: NamedTable, goals: Sequence[tuple[str, ...]], columns: Sequence[SourceColumn], *, is_scaled: bool
) -> ScoreReading:
    cells: list[ReadCell] = []
    left = [*_levels_left(table), *_heads_left(table)]
    is_named = False  # below words such as เฉลี่ย no figure is that of the next cell
    for at, line in enumerate(_from_first(table.layout)):
        is_named = is_named or bool(table.reader.subject(line.words).code)
        if at >= len(goals) or is_named:
            left += [_left(table, line, OF_ANOTHER if is_named else BEYOND)] if line.words else []
            continue
        for code, column in zip(goals[at], columns, strict=False):
            text = line.cells[column.at]
            is_share = is_scaled and cell_value(text).is_figure
            _put(table, line, code, in_hundreds(cell_value(text).figures[0]) if is_share else text, cells, left)
    return ScoreReading(tuple(cells), (), tuple(left))


def _heads_left(table: NamedTable) -> Iterator[NotTaken]:
    yield from (_left(table, line, WORDS_ALONE) for line in (*table.layout.above, *_heads(table.layout)))


def _levels_left(table: NamedTable) -> Iterator[NotTaken]:
    """Name a column of levels, which belong to no cell of a block."""
    for column in table.layout.of_kind(ColumnKind.LEVEL):
        if any(line.cells[column.at] for line in table.layout.lines):
            yield NotTaken(column.heading, OTHER_COLUMN, table.layout.where, has_figure=False)


def _from_first(layout: Layout) -> Iterator[SourceLine]:
    """Yield a line for each row below the heading: an empty one leaves its cell as it is."""
    known = {line.number: line for line in layout.lines[len(_heads(layout)) :]}
    first = min(known, default=0) if _heads(layout) else layout.first
    for number in range(first, max(known, default=-1) + 1):
        yield known.get(number, SourceLine(number, ("",) * len(layout.columns)))


def _heads(layout: Layout) -> Sequence[SourceLine]:
    """Return the lines of words before the first figure: a heading in words that nobody knows."""
    has_figure = [any(cell_value(text).is_figure for text in line.cells) for line in layout.lines]
    return layout.lines[: has_figure.index(True)] if True in has_figure else ()


def _put(
    table: NamedTable, line: SourceLine, code: str, text: str, cells: list[ReadCell], left: list[NotTaken]
) -> None:
    value = cell_value(text)
    if value.is_blank:
        return
    try:
        entry = read_entry(table.reader.structure, code, value.figures[0] if len(value.figures) == 1 else text)
    except EntryRefused as refused:
        left.append(_left(table, line, str(refused), code))
    else:
        cells.append(ReadCell(code, entry.text, table.layout.where, line.number))


def _left(table: NamedTable, line: SourceLine, reason: str, code: str = "") -> NotTaken:
    return table.left(line, reason, code, has_figure=reason != WORDS_ALONE)
