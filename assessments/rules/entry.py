"""Reading what was typed on a score sheet, whether cell by cell, as a whole form, or from a file.

An entry is one code with the text typed for it; what it may hold depends on the code: a figure, one of the
levels of the year's scale, a rank among the agencies of an area, or the free text of a rank.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.codes import LEVEL, RANK, RANK_CODES, WORD_CODES
from assessments.rules.figures import FigureRefused, parse_figure, printed
from assessments.rules.ranks import RankRefused, read_rank
from assessments.rules.structure import Structure
from ita_portal.text.spelling import one_spelling

MAX_RANK_LENGTH = 200


class EntryRefused(ValueError):
    """The text typed for a code cannot be taken; the message says why, in Thai."""


@dataclass(frozen=True)
class Entry:
    """One code with its new text in the one spelling that is stored, "" for empty.

    Figures have two decimals; ranks read "3 จาก 12".
    """

    code: str
    text: str

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.text) if self.text else None

    @property
    def is_figure(self) -> bool:
        return self.code not in WORD_CODES


def read_entry(structure: Structure, code: str, typed: str) -> Entry:
    """Return the entry for a code of the year's sheet, or raise EntryRefused with the reason in Thai."""
    if code == LEVEL:
        return _level_entry(structure, one_spelling(typed).strip())
    if code == RANK:
        return _rank_words_entry(one_spelling(typed).strip())
    if code in RANK_CODES:
        return _rank_entry(code, typed)
    if code not in structure.codes():
        raise EntryRefused(f"ปีงบประมาณ พ.ศ. {structure.fiscal_year} ไม่มีข้อ {code}")
    try:
        value = parse_figure(typed)
    except FigureRefused as refused:
        raise EntryRefused(str(refused)) from refused
    return Entry(code, "" if value is None else printed(value))


def _level_entry(structure: Structure, text: str) -> Entry:
    levels = structure.level_names
    if text and text not in levels:
        raise EntryRefused(f"ระดับของปีนี้มี {' '.join(levels)}")
    return Entry(LEVEL, text)


def _rank_entry(code: str, typed: str) -> Entry:
    try:
        rank = read_rank(typed)
    except RankRefused as refused:
        raise EntryRefused(str(refused)) from refused
    return Entry(code, str(rank) if rank else "")


def _rank_words_entry(text: str) -> Entry:
    if len(text) > MAX_RANK_LENGTH:
        raise EntryRefused(f"กรุณากรอกไม่เกิน {MAX_RANK_LENGTH} ตัวอักษร")
    return Entry(RANK, text)
