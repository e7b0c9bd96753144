"""Tables whose rows say whose figures they hold: by code, by name, or by a number."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.rules.codes import LEVEL, TOTAL, WORD_CODES
from assessments.rules.entry import EntryRefused, read_entry
from assessments.rules.score_tables.columns import ColumnKind, SourceColumn
from assessments.rules.score_tables.doubles import without_doubles
from assessments.rules.score_tables.named_choices import AS_QUESTIONS, choices_about, chosen_columns
from assessments.rules.score_tables.named_table import NamedTable
from assessments.rules.score_tables.numbers import contradicts, counted_code, number_meaning
from assessments.rules.score_tables.result import (
    LEAVE_OUT,
    NotTaken,
    ReadCell,
    ReadingAnswer,
    ReadingChoice,
    ScoreReading,
)
from assessments.rules.score_tables.row_texts import figure_text, level_beside, unread_number, word_text
from assessments.rules.score_tables.rows import NamedRow
from assessments.rules.score_tables.scale import in_hundreds, is_scaled
from assessments.rules.score_tables.sums import is_total
from assessments.rules.score_tables.values import cell_value

CONTRADICTION = "หมายเลขหรือรหัสกับชื่อในแถวนี้ไม่ตรงกัน"
UNKNOWN_ROW = "ไม่พบรหัสหรือชื่อที่ตรงกับแบบของปีนี้"
TWO_FIGURES = "ช่องนี้มีสองค่า ใช้ค่าใด"
NO_SUCH_NUMBER = "ปีนี้ไม่มีข้อหรือตัวชี้วัดหมายเลขนี้"
WORDS_ALONE = "เป็นข้อความ ไม่มีคะแนน"
AS_CHOSEN = "ไม่นำเข้าตามที่เลือก"
WHOSE_SUM = "ไม่ชัดเจนว่าเป็นคะแนนรวมทั้งหมดหรือของเครื่องมือ"
NO_SCORE = "ไม่พบคะแนนในแถวนี้"
OTHER_YEAR = "เป็นคะแนนของปี {}"
OTHER_COLUMN = "ไม่ได้นำเข้าคอลัมน์นี้"
NO_PART = "ข้อนี้ไม่ได้แยกคะแนนเป็นสองส่วน"


Taken = ReadCell | ReadingChoice | NotTaken


def named_reading(table: NamedTable) -> ScoreReading:
    """Return what the rows of a table say; nothing of it while a choice about the whole table is open."""
    structure = table.reader.structure
    meaning = number_meaning(structure, table.layout, table.rows, table.focus)
    column, columns = chosen_columns(table)
    choices = [each for each in (column, *choices_about(table, meaning, columns)) if each]
    if any(each.is_open for each in choices):
        return ScoreReading(choices=tuple(choices))
    if any(each.chosen == LEAVE_OUT for each in choices):
        return ScoreReading((), tuple(choices), tuple(_all_left(table)))
    counts = next((each.chosen for each in choices if each.key.endswith("-numbers")), meaning.counts)
    as_questions = any(each.chosen == AS_QUESTIONS for each in choices)
    read = ColumnsRead(columns, is_scaled=is_scaled(choices))
    rows = _with_codes(table, counts, as_questions=as_questions)
    found = [*(each for row in rows for each in _read_row(table, row, read)), *_columns_left(table, read)]
    return without_doubles(structure, table.choice, choices, found)


def _all_left(table: NamedTable) -> Iterator[NotTaken]:
    for row in table.rows:
        if any(cell_value(text).is_figure for text in row.line.cells):
            yield table.left(row.line, AS_CHOSEN)


@dataclass(frozen=True)
class CodedRow:
    """A row with the code of its figure, or with the reason why it has none."""

    row: NamedRow
    code: str = ""
    reason: str = ""


def _with_codes(table: NamedTable, counts: str, *, as_questions: bool) -> Iterator[CodedRow]:
    position = 0
    coded = []
    for at, row in enumerate(table.rows):
        position += row.number is not None
        if row.is_loose and not is_total(table.rows, at, table.reader):
            coded.append(CodedRow(row, reason=WHOSE_SUM))
        else:
            read = _as_question(table, row) if as_questions and row.spaced else row
            coded.append(_coded(table, read, counts, position))
    often = Counter(each.code for each in coded)
    return (replace(each, code=_of_part(table, each, often[each.code] > 1)) for each in coded)


def _as_question(table: NamedTable, row: NamedRow) -> NamedRow:
    """Return a row that says "EIT 1" as one about the first question of the survey."""
    owner = next((each for each in table.reader.structure.instruments if row.code in each.part_codes), None)
    return replace(row, code=f"{owner.letter}{row.code[-1]}") if owner else row


def _of_part(table: NamedTable, coded: CodedRow, is_doubled: bool) -> str:
    """Return the code of the part of a survey under whose heading a row stands.

    The announced figure of a part heads the rows below it only where they are there twice.
    """
    part = coded.row.part or (coded.row.part_beside if is_doubled else 0)
    parts = next((each.part_codes for each in table.reader.structure.questions if each.code == coded.code), ())
    return parts[part - 1] if part and parts else coded.code


def _coded(table: NamedTable, row: NamedRow, counts: str, position: int) -> CodedRow:
    structure = table.reader.structure
    if row.year and (row.code or row.number is not None):
        return CodedRow(row, reason=OTHER_YEAR.format(row.year))
    if row.is_contradiction or contradicts(structure, row, position):
        return CodedRow(row, reason=CONTRADICTION)
    if row.code:
        return CodedRow(row, row.code)
    if row.number is None:
        return CodedRow(row, reason=UNKNOWN_ROW)
    code = counted_code(structure, row, counts, table.rows)
    return CodedRow(row, code, "" if code else NO_SUCH_NUMBER)


# What a row says


@dataclass(frozen=True)
class ColumnsRead:
    """The columns whose figures are taken, and whether these are shares of one."""

    columns: Sequence[SourceColumn]
    is_scaled: bool = False


def _columns_left(table: NamedTable, read: ColumnsRead) -> Iterator[NotTaken]:
    """Name the columns of scores about which nothing was asked: of other years beside parts, or left of the names."""
    asked = () if table.part_columns else table.columns
    for column in table.layout.of_kind(ColumnKind.SCORE):
        if column not in asked and column not in read.columns and table.has_figure(column):
            yield NotTaken(column.heading, OTHER_COLUMN, table.layout.where)


def _read_row(table: NamedTable, row: CodedRow, read: ColumnsRead) -> Iterator[Taken]:
    if row.code in WORD_CODES:
        yield from _read_text(table, row, row.code, word_text(row.row.line, read.columns), read)
    elif any(column.part for column in read.columns):
        for column in read.columns:
            yield from _read_part(table, row, column, read)
    else:
        yield from _read_text(table, row, row.code, figure_text(table, row.row.line, read.columns), read)
    tells_level = row.code == TOTAL and all(each.code != LEVEL for each in table.rows)
    if tells_level and (level := level_beside(table, row.row.line, read.columns)):
        yield _cell(table, row, LEVEL, level)


def _read_part(table: NamedTable, row: CodedRow, column: SourceColumn, read: ColumnsRead) -> Iterator[Taken]:
    text = row.row.line.cells[column.at] if column.at < len(row.row.line.cells) else ""
    questions = {each.code: each.part_codes for each in table.reader.structure.questions}
    parts = questions.get(row.code) or _announced_parts(table, row.code)
    if column.part and not parts and row.code:
        if not cell_value(text).is_blank:
            yield table.left(row.row.line, NO_PART, row.code)
        return
    yield from _read_text(table, row, parts[column.part - 1] if column.part and parts else row.code, text, read)


def _announced_parts(table: NamedTable, code: str) -> tuple[str, ...]:
    return next((each.part_codes for each in table.reader.structure.instruments if each.code == code), ())


def _read_text(table: NamedTable, row: CodedRow, code: str, text: str, read: ColumnsRead) -> Iterator[Taken]:
    line = row.row.line
    value = cell_value(text)
    if value.is_blank:
        yield from _said_nothing(table, row, read)
        return
    if not code:
        yield table.left(line, row.reason, has_figure=value.is_figure)
        return
    if len(value.figures) > 1 and code not in WORD_CODES:
        yield from _one_of(table, row, code, value.figures)
        return
    figure = value.figures[0] if value.figures and code not in WORD_CODES else text
    yield _cell(table, row, code, in_hundreds(figure) if read.is_scaled and value.is_figure else figure)


def _said_nothing(table: NamedTable, row: CodedRow, read: ColumnsRead) -> Iterator[Taken]:
    """Name a line of words, and one with a number that was not understood.

    A code, a name or a heading of a group without a figure leaves its cell as it is.
    """
    if unread_number(table, row.row.line, read.columns):
        yield table.left(row.row.line, row.reason or NO_SCORE, row.code)
    elif not row.code and row.row.number is None:
        yield table.left(row.row.line, WORDS_ALONE, has_figure=False)


def _one_of(table: NamedTable, row: CodedRow, code: str, figures: Sequence[str]) -> Iterator[Taken]:
    offered = [*(ReadingAnswer(each, each) for each in figures), ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าช่องนี้")]
    choice = table.choice(f"{row.row.line.number}-{code}", f"{code}: {TWO_FIGURES}", offered, "")
    yield choice
    if choice.chosen in figures:
        yield _cell(table, row, code, choice.chosen)


def _cell(table: NamedTable, row: CodedRow, code: str, text: str) -> Taken:
    line = row.row.line
    try:
        entry = read_entry(table.reader.structure, code, table.level_in(text) if code in WORD_CODES else text)
    except EntryRefused as refused:
        return table.left(line, str(refused), code)
    return ReadCell(code, entry.text, table.layout.where, line.number, line.words)
