"""What bare numbers count: indicators or the questions of an instrument; asked where the table does not say it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules.score_tables.columns import ColumnKind
from assessments.rules.score_tables.layout import Layout
from assessments.rules.score_tables.result import LEAVE_OUT, ReadingAnswer
from assessments.rules.score_tables.rows import NamedRow
from assessments.rules.score_tables.subjects import INDICATOR, QUESTION
from assessments.rules.structure import IndicatorSpec, InstrumentSpec, Structure

INDICATORS = "indicators"
CONTEXT = "context"  # the questions of the instrument under which each row stands


@dataclass(frozen=True)
class NumberMeaning:
    """What the numbers of a table count; `is_asked` where the person has to say it, with what is proposed."""

    counts: str  # INDICATORS, CONTEXT, the code of an instrument, or nothing
    is_asked: bool = False


def number_meaning(structure: Structure, layout: Layout, rows: Sequence[NamedRow], focus: str) -> NumberMeaning:
    """Return what the bare numbers of a table count.

    The rows say it (ตัวชี้วัดที่ 3, ข้อ 3), else the heading of their names, else the cell in which one pastes.
    """
    bare = [row for row in rows if row.number is not None and not row.code]
    if not bare:
        return NumberMeaning(INDICATORS)
    own = _focus_instrument(structure, focus)
    from_focus = QUESTION if own else INDICATOR if focus.isdecimal() else ""
    said = {row.said for row in bare} - {""}
    headings = {column.said for column in layout.of_kind(ColumnKind.NAME)} - {""}
    suggested = said or (headings | {from_focus} - {""})
    if suggested == {INDICATOR}:
        return NumberMeaning(INDICATORS)
    if suggested == {QUESTION} and (said or headings):  # the cell alone does not make "1" the first question
        return _of_questions(bare, own)
    return NumberMeaning(own or (INDICATORS if from_focus else ""), is_asked=True)


def _of_questions(bare: Sequence[NamedRow], own: str) -> NumberMeaning:
    if all(row.instrument for row in bare):
        return NumberMeaning(CONTEXT)
    return NumberMeaning(own, is_asked=not own)


def _focus_instrument(structure: Structure, focus: str) -> str:
    codes = {each.code: each.instrument for each in structure.questions}
    codes |= {part: each.instrument for each in structure.questions for part in each.part_codes}
    return codes.get(focus, "")


def offered_meanings(structure: Structure) -> list[ReadingAnswer]:
    indicators = structure.indicators
    offered = (
        [ReadingAnswer(INDICATORS, f"ตัวชี้วัดที่ {indicators[0].number} ถึง {indicators[-1].number}")] if indicators else []
    )
    for each in structure.instruments:
        codes = [question.code for question in each.questions]
        offered += [ReadingAnswer(each.code, f"ข้อคำถาม {each.code} ({codes[0]} ถึง {codes[-1]})")] if codes else []
    return [*offered, ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าตารางนี้")]


def counted_code(structure: Structure, row: NamedRow, counts: str, rows: Sequence[NamedRow]) -> str:
    """Return the code that a bare number counts, or nothing where the year has none."""
    assert row.number is not None
    if counts == INDICATORS:
        return _indicator_code(structure, row, rows)
    wanted = row.instrument if counts == CONTEXT else counts
    instrument = next((each for each in structure.instruments if each.code == wanted), None)
    code = f"{instrument.letter}{row.number}" if instrument else ""
    return code if code in structure.codes() else ""


def _indicator_code(structure: Structure, row: NamedRow, rows: Sequence[NamedRow]) -> str:
    """Return the indicator with a number, or the one at its place where numbers begin anew in each instrument."""
    counted = Counter(each.number for each in rows if each.number is not None and not each.code)
    if max(counted.values(), default=0) > 1:
        own = [each for each in structure.indicators if row.instrument and _is_under(structure, each, row.instrument)]
        return own[row.number - 1].code if row.number and row.number <= len(own) else ""
    return str(row.number) if str(row.number) in {each.code for each in structure.indicators} else ""


def _is_under(structure: Structure, indicator: IndicatorSpec, code: str) -> bool:
    return any(each.code == code and indicator in each.indicators for each in structure.instruments)


def contradicts(structure: Structure, row: NamedRow, position: int) -> bool:
    """Return whether the number of a row denies the indicator that it names.

    It may be the indicator's own, its place within the instrument, or, in a cell of its own, a running number.
    """
    named = next((each for each in structure.indicators if each.code == row.code), None)
    if named is None or row.number is None or row.number == named.number:
        return False
    instrument = next(each for each in structure.instruments if named in each.indicators)
    is_place = row.number == _place(instrument, named)
    return row.said == INDICATOR or not (is_place or (not row.is_glued and row.number == position))


def _place(instrument: InstrumentSpec, indicator: IndicatorSpec) -> int:
    return instrument.indicators.index(indicator) + 1
