"""Tables whose rows say whose figures they hold: by code, by name, or by a number."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assessments.rules.codes import WORD_CODES
from assessments.rules.entry import EntryRefused, read_entry
from assessments.rules.score_tables.columns import ColumnKind, SourceColumn
from assessments.rules.score_tables.doubles import without_doubles
from assessments.rules.score_tables.layout import Layout, SourceLine
from assessments.rules.score_tables.numbers import (
    NumberMeaning,
    contradicts,
    counted_code,
    number_meaning,
    offered_meanings,
)
from assessments.rules.score_tables.result import (
    LEAVE_OUT,
    NotTaken,
    ReadCell,
    ReadingAnswer,
    ReadingChoice,
    ScoreReading,
)
from assessments.rules.score_tables.rows import NamedRow, named_rows
from assessments.rules.score_tables.score_columns import column_choice
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.score_tables.values import cell_value
from assessments.rules.score_tables.years import year_choice

CONTRADICTION = "หมายเลขหรือรหัสกับชื่อในแถวนี้ไม่ตรงกัน"
UNKNOWN_ROW = "ไม่พบรหัสหรือชื่อที่ตรงกับแบบของปีนี้"
TWO_FIGURES = "ช่องนี้มีสองค่า ใช้ค่าใด"
NO_SUCH_NUMBER = "ปีนี้ไม่มีข้อหรือตัวชี้วัดหมายเลขนี้"
WORDS_ALONE = "เป็นข้อความ ไม่มีคะแนน"
AS_CHOSEN = "ไม่นำเข้าตามที่เลือก"
WHOSE_SUM = "ไม่ชัดเจนว่าเป็นคะแนนรวมทั้งหมดหรือของเครื่องมือ"
AS_PARTS, AS_QUESTIONS = "parts", "questions"
NO_PART = "ข้อนี้ไม่ได้แยกคะแนนเป็นสองส่วน"


@dataclass(frozen=True)
class NamedTable:
    """A table with what the person has chosen about it."""

    reader: SubjectReader
    layout: Layout
    key: str
    focus: str
    answers: Mapping[str, str]

    @cached_property
    def rows(self) -> tuple[NamedRow, ...]:
        return tuple(named_rows(self.layout, self.reader))

    @property
    def has_names(self) -> bool:
        """Whether any row says what it speaks of, by a name or a number beside its figure."""
        is_numbered = any(row.number is not None for row in self.rows) and bool(self._naming_columns)
        return any(row.code or row.said for row in self.rows) or is_numbered

    @cached_property
    def _naming_columns(self) -> list[SourceColumn]:
        return self.layout.of_kind(ColumnKind.NUMBER, ColumnKind.CODE, ColumnKind.NAME, ColumnKind.GROUP)

    @cached_property
    def columns(self) -> list[SourceColumn]:
        """The columns that may hold the scores: right of all names and numbers, where any are."""
        after = max((column.at for column in self._naming_columns), default=-1)
        scores = self.layout.of_kind(ColumnKind.SCORE)
        return [column for column in scores if column.at > after] or scores

    @property
    def part_columns(self) -> list[SourceColumn]:
        """The columns of the two parts of a survey, where the headings tell them apart, and one for both."""
        parts = [column.part for column in self.columns]
        return self.columns if {1, 2} <= set(parts) and len(parts) == len(set(parts)) else []

    def choice(self, name: str, words: str, offered: Sequence[ReadingAnswer], proposed: str) -> ReadingChoice:
        given = self.answers.get(f"{self.key}-{name}", "")
        is_told = given in {answer.key for answer in offered}
        chosen = given if is_told else proposed
        return ReadingChoice(f"{self.key}-{name}", words, tuple(offered), chosen, self.layout.where, is_told=is_told)

    def left(self, line: SourceLine, reason: str, code: str = "", *, has_figure: bool = True) -> NotTaken:
        return NotTaken(line.words, reason, self.layout.where, line.number, code, has_figure)


Taken = ReadCell | ReadingChoice | NotTaken


def named_reading(table: NamedTable) -> ScoreReading:
    """Return what the rows of a table say; nothing of it while a choice about the whole table is open."""
    structure = table.reader.structure
    meaning = number_meaning(structure, table.layout, table.rows, table.focus)
    column, columns = (None, table.part_columns)
    if not columns:
        column, columns = column_choice(table.layout, table.columns, structure.fiscal_year, table.key, table.answers)
    choices = [
        each
        for each in (
            year_choice(table.layout, columns, structure.fiscal_year, table.choice),
            column,
            _meaning_choice(table, meaning),
            _spaced_choice(table),
        )
        if each
    ]
    if any(each.is_open for each in choices):
        return ScoreReading(choices=tuple(choices))
    if any(each.chosen == LEAVE_OUT for each in choices):
        return ScoreReading((), tuple(choices), tuple(_all_left(table)))
    counts = next((each.chosen for each in choices if each.key.endswith("-numbers")), meaning.counts)
    as_questions = any(each.chosen == AS_QUESTIONS for each in choices)
    found = [
        each for row in _with_codes(table, counts, as_questions=as_questions) for each in _read_row(table, row, columns)
    ]
    return without_doubles(structure, table.choice, choices, found)


def _meaning_choice(table: NamedTable, meaning: NumberMeaning) -> ReadingChoice | None:
    if not meaning.is_asked:
        return None
    words = "หมายเลขในตารางนี้คือหมายเลขของอะไร"
    return table.choice("numbers", words, offered_meanings(table.reader.structure), meaning.counts)


def _spaced_choice(table: NamedTable) -> ReadingChoice | None:
    """Ask what "EIT 1" is, a part of the survey or its first question, as the other rows of the table suggest."""
    structure = table.reader.structure
    parts = {code for each in structure.instruments for code in each.part_codes}
    spaced = [row for row in table.rows if row.spaced]
    if not any(row.code in parts for row in spaced):
        return None
    first = next(row.code for row in spaced if row.code in parts)
    offered = [
        ReadingAnswer(AS_PARTS, "คะแนนรวมของแต่ละส่วนของแบบสำรวจ"),
        ReadingAnswer(AS_QUESTIONS, "คะแนนของข้อคำถาม"),
        ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้"),
    ]
    proposed = AS_PARTS if all(row.code in parts for row in spaced) else AS_QUESTIONS
    return table.choice("spaced", f"“{first[:-1]} {first[-1]}” ในตารางนี้คือคะแนนของอะไร", offered, proposed)


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
        if row.is_loose and not _is_total(table.rows, at):
            coded.append(CodedRow(row, reason=WHOSE_SUM))
        else:
            read = _as_question(table, row) if as_questions and row.spaced else row
            coded.append(_coded(table, read, counts, position))
    often = Counter(each.code for each in coded)
    return (replace(each, code=_of_part(table, each, often[each.code] > 1)) for each in coded)


def _is_total(rows: Sequence[NamedRow], at: int) -> bool:
    """Return whether a sum is that of the whole: not below an instrument, but at the end of several."""
    if not rows[at].instrument:
        return True
    is_last = not any(row.code and not row.is_loose and row.code not in WORD_CODES for row in rows[at + 1 :])
    return is_last and len({row.instrument for row in rows} - {""}) > 1


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
    if row.is_contradiction or contradicts(structure, row, position):
        return CodedRow(row, reason=CONTRADICTION)
    if row.code:
        return CodedRow(row, row.code)
    if row.number is None:
        return CodedRow(row, reason=UNKNOWN_ROW)
    code = counted_code(structure, row, counts, table.rows)
    return CodedRow(row, code, "" if code else NO_SUCH_NUMBER)


# What a row says


def _read_row(table: NamedTable, row: CodedRow, columns: Sequence[SourceColumn]) -> Iterator[Taken]:
    if table.part_columns and row.code not in WORD_CODES:
        for column in columns:
            yield from _read_part(table, row, column)
        return
    text = _word_text(row, columns) if row.code in WORD_CODES else _figure_text(table, row.row.line, columns)
    yield from _read_text(table, row, row.code, text)


def _read_part(table: NamedTable, row: CodedRow, column: SourceColumn) -> Iterator[Taken]:
    text = row.row.line.cells[column.at] if column.at < len(row.row.line.cells) else ""
    questions = {each.code: each.part_codes for each in table.reader.structure.questions}
    parts = questions.get(row.code) or _announced_parts(table, row.code)
    if column.part and not parts and row.code:
        if not cell_value(text).is_blank:
            yield table.left(row.row.line, NO_PART, row.code)
        return
    yield from _read_text(table, row, parts[column.part - 1] if column.part and parts else row.code, text)


def _announced_parts(table: NamedTable, code: str) -> tuple[str, ...]:
    return next((each.part_codes for each in table.reader.structure.instruments if each.code == code), ())


def _read_text(table: NamedTable, row: CodedRow, code: str, text: str) -> Iterator[Taken]:
    line = row.row.line
    value = cell_value(text)
    if value.is_blank:
        yield from _said_nothing(table, row)
        return
    if not code:
        yield table.left(line, row.reason, has_figure=value.is_figure)
        return
    if len(value.figures) > 1 and code not in WORD_CODES:
        yield from _one_of(table, row, code, value.figures)
        return
    yield _cell(table, row, code, value.figures[0] if value.figures and code not in WORD_CODES else text)


def _said_nothing(table: NamedTable, row: CodedRow) -> Iterator[Taken]:
    """Name a line of words; a code, a name or a heading of a group without a figure leaves its cell as it is."""
    if not row.code and row.row.number is None:
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
        entry = read_entry(table.reader.structure, code, _level(table, text) if code in WORD_CODES else text)
    except EntryRefused as refused:
        return table.left(line, str(refused), code)
    return ReadCell(code, entry.text, table.layout.where, line.number, line.words)


def _level(table: NamedTable, text: str) -> str:
    """Return the level that a text names with more words: ระดับผ่านดี, อยู่ในระดับ ผ่าน."""
    bare = " ".join(text.split()).removeprefix("อยู่ใน").removeprefix("ระดับ").strip(" :")
    return bare if bare in table.reader.structure.level_names else " ".join(text.split())


def _word_text(row: CodedRow, columns: Sequence[SourceColumn]) -> str:
    """Return what a row says of a level or a rank: in the column of scores, else beside its name."""
    cells = row.row.line.cells
    chosen = next((cells[column.at] for column in columns if column.at < len(cells) and cells[column.at]), "")
    return chosen or next((text for text in reversed(cells[1:]) if text), "")


def _figure_text(table: NamedTable, line: SourceLine, columns: Sequence[SourceColumn]) -> str:
    """Return the figure of a row; a short one, such as a total over merged cells, has it further to the left."""
    cells = line.cells
    chosen = next((cells[column.at] for column in columns if column.at < len(cells) and cells[column.at]), "")
    if chosen or not columns:
        return chosen or _only_figure(cells[1:])
    figures = [text for text in cells[1:] if cell_value(text).is_figure]
    listed = [column.at for column in table.layout.of_kind(ColumnKind.SCORE, ColumnKind.OTHER_FIGURES)]
    if len(figures) == len(listed) and columns[0].at in listed:
        return figures[listed.index(columns[0].at)]
    return _only_figure(cells[1:])


def _only_figure(cells: Sequence[str]) -> str:
    figures = [text for text in cells if cell_value(text).is_figure]
    return figures[0] if len(figures) == 1 else ""
