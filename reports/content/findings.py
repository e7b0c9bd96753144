"""The findings of a year on paper, in the forms that municipalities use: by issue, by indicator, by question."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from assessments.rules.analysis import INDICATOR, ISSUE, ITEM, PARTS, Subject
from assessments.rules.codes import bare_code
from assessments.rules.figures import UNKNOWN, printed
from assessments.rules.sheet import Row, Sheet
from reports.content.score_tables import FIGURE_WIDTH, figure
from reports.options.choices import Choices
from reports.paper.blocks import CENTRE, NUMBER, Block, Column, Heading, Paragraph, Table, TableRow

FINDING_HEADING = "การวิเคราะห์ข้อบกพร่อง/ข้อที่ต้องปรับปรุง ข้อที่ต้องพัฒนา และข้อที่ต้องรักษาระดับ"
NO_FINDING = "ยังไม่มีข้อค้นพบ"
UNKNOWN_WORDING = "(ระบบยังไม่มีข้อความของข้อนี้)"


def finding_blocks(
    sheet: Sheet, subjects: Sequence[Subject], choices: Choices, tables: Iterator[str]
) -> tuple[Block, ...]:
    """Return the findings in the form that their subjects ask for; `tables` numbers the tables."""
    if not any(subject.has_figures or _parts(subject) for subject in subjects):
        return (Paragraph(NO_FINDING),)
    heading = choices.text("finding_heading", FINDING_HEADING)
    if subjects[0].scope == ISSUE:
        return tuple(block for subject in subjects for block in _with_questions(subject, heading, tables))
    if subjects[0].scope == INDICATOR:
        if any(subject.has_figures for subject in subjects):
            return tuple(block for subject in subjects for block in _with_questions(subject, heading, tables))
        return (_indicator_table(sheet, subjects, next(tables)),)
    return tuple(_by_question(sheet, subjects, choices))


def _with_questions(subject: Subject, heading: str, tables: Iterator[str]) -> Iterator[Block]:
    """Yield an issue or indicator with its question scores, and what they mean."""
    known = "" if subject.figure is None else f" : {printed(subject.figure)} คะแนน"
    yield Heading(f"{subject.heading}{known}", 3)
    if subject.has_figures:
        caption = f"ตารางที่ {next(tables)} คะแนนรายข้อคำถาม {' '.join(subject.heading.split()[:2])}"
        columns = (
            Column("instrument", "เครื่องมือ", 2.4, CENTRE),
            Column("question", "ข้อคำถาม", 0),
            Column("figure", "คะแนน", FIGURE_WIDTH, NUMBER),
        )
        yield Table(caption, columns, tuple(_question_row(row) for row in subject.rows), "questions")
    parts = _parts(subject)
    if parts:
        yield Heading(heading, 4)
        yield from parts
    elif not subject.has_figures:
        yield Paragraph(NO_FINDING)


def _question_row(row: Row) -> TableRow:
    question = row.question
    return TableRow(
        ((question.instrument,), (f"ข้อ {row.code} {question.text or UNKNOWN_WORDING}",), (figure(row.value),))
    )


def _parts(subject: Subject) -> list[Paragraph]:
    texts = {label: getattr(subject.texts, part) for part, label in PARTS.items()}
    return [Paragraph(text, f"{label} :") for label, text in texts.items() if text]


def _indicator_table(sheet: Sheet, subjects: Sequence[Subject], number: str) -> Table:
    """Return the indicators with their figures and findings in one table, where no question's figure is known."""
    by_code = {subject.code: subject for subject in subjects}
    rows: list[TableRow] = []
    for block in sheet.instruments:
        rows.append(TableRow((), block.instrument.full_name, is_strong=True))
        for each in block.indicators:
            subject = by_code[each.indicator.code]
            name = f"{each.indicator.number}. {each.indicator.name}"
            rows.append(TableRow(((name,), (figure(subject.figure),), tuple(_lines_of(subject)) or (UNKNOWN,))))
    columns = (
        Column("indicator", "ตัวชี้วัด", 4.6),
        Column("figure", "คะแนน", FIGURE_WIDTH, NUMBER),
        Column("finding", "ประเด็นที่ต้องแก้ไข ปรับปรุง หรือรักษาระดับ", 0),
    )
    return Table(f"ตารางที่ {number} ข้อค้นพบรายตัวชี้วัด", columns, tuple(rows), "findings")


def _lines_of(subject: Subject) -> Iterator[str]:
    """Yield the parts of a finding; where only one was written, its label would say nothing."""
    parts = _parts(subject)
    for paragraph in parts:
        label = f"{paragraph.label} " if len(parts) > 1 else ""
        first, *rest = paragraph.lines
        yield f"{label}{first}"
        yield from rest


def _by_question(sheet: Sheet, subjects: Sequence[Subject], choices: Choices) -> Iterator[Block]:
    """Yield recommendations question by question, under their instrument, part of the survey and indicator."""
    names = {each.code: each.full_name for each in sheet.structure.instruments}
    for instrument, of_instrument in groupby(subjects, key=lambda subject: subject.instrument):
        yield Heading(f"ข้อเสนอแนะตาม{names[instrument]}", 3)
        intro = choices.text(f"{instrument.lower()}_intro", "")
        if intro:
            yield Paragraph(intro)
        for (part, answered_by), of_part in groupby(of_instrument, key=lambda each: (each.part, each.answered_by)):
            if part:
                yield Heading(f"ส่วนที่ {part} {answered_by}", 4)
            yield from _under_indicators(list(of_part))


def _under_indicators(subjects: Sequence[Subject]) -> Iterator[Block]:
    for indicator, group in groupby(subjects, key=lambda subject: subject.indicator):
        if indicator and subjects[0].scope != ITEM:
            yield Paragraph(f"ตัวชี้วัดที่ {indicator.code} {indicator.name}", style="strong")
        for subject in group:
            yield _recommendation(subject)


def _recommendation(subject: Subject) -> Paragraph:
    """Return a question's finding as one paragraph, the weakness before what is to be done."""
    known = f" ({printed(subject.figure)} คะแนน)" if subject.figure is not None else ""
    code = bare_code(subject.code)
    label = f"ข้อ {code}{known}" if subject.scope == ITEM else f"ข้อ {code}{known} ประเด็น"
    texts = [text for part in PARTS if (text := getattr(subject.texts, part))]
    return Paragraph(" ".join(texts) or UNKNOWN, label)
