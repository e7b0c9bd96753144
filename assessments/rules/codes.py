"""Codes of figures: one spelling for every way in which people write them.

A code names one figure of an assessment: a question (i1, e1, o1; e1/1 and e1/2 for the two parts of a survey), an
indicator (1 to 10), an instrument or part (IIT, EIT, EIT1, EIT2, OIT), the total. Which letters and instruments there
are is said by the framework of a year; where no year is known, those of all years so far.
The level and the ranks are no figures; they travel under the codes LEVEL, RANK and RANK_CODES in spreadsheets.
"""

import re
from collections.abc import Collection

from ita_portal.text.thai import arabic_digits

TOTAL = "total"
LEVEL = "level"
RANK = "rank"  # in whatever words it was announced
RANK_CODES = ("rank-district", "rank-province", "rank-nation")
WORD_CODES = (LEVEL, RANK, *RANK_CODES)  # their cells hold words, no figure of 0 to 100
# Where a text is read of which no year is known.
LETTERS = "ieo"
INSTRUMENT_CODES = ("IIT", "EIT", "EIT1", "EIT2", "OIT")
# The open-data items are often typed with a zero or a Thai zero for the letter o.
_QUESTION = re.compile(r"(?P<letter>[a-zA-Z0])0*(?P<number>[1-9]\d?)(/(?P<part>[12]))?")
_INDICATOR = re.compile(r"[1-9]|10")


def normalised_code(typed: str, letters: str = LETTERS, instruments: Collection[str] = INSTRUMENT_CODES) -> str | None:
    """Return the one spelling of a code, or None when the text is no code at all.

    >>> normalised_code("ข้อ ๐๑๐"), normalised_code("O10"), normalised_code("eit1"), normalised_code("๗")
    ('o10', 'o10', 'EIT1', '7')
    """
    text = arabic_digits(typed).strip()
    text = text.removeprefix("ข้อ").replace(" ", "")
    if text.upper() in instruments:
        return text.upper()
    if text.lower() in (TOTAL, *WORD_CODES):
        return text.lower()
    # "010" is the tenth open-data item, "10" the tenth indicator.
    if _INDICATOR.fullmatch(text):
        return text
    if match := _QUESTION.fullmatch(text):
        letter = match["letter"].lower().replace("0", "o")
        if letter not in letters:
            return None
        return f"{letter}{match['number']}" + (f"/{match['part']}" if match["part"] else "")
    return None


def bare_code(code: str) -> str:
    """Return the question of a code that may name one part of a survey: e1/2 is about e1."""
    return code.partition("/")[0]


def figure_name(code: str) -> str:
    """Return what people call the figure of a code, where the names of the year are not at hand.

    >>> figure_name("e1/2"), figure_name("7"), figure_name("IIT"), figure_name("total")
    ('คะแนนข้อ e1 ส่วนที่ 2', 'คะแนนตัวชี้วัดที่ 7', 'คะแนน IIT', 'คะแนนรวม')
    """
    if code == TOTAL:
        return "คะแนนรวม"
    if code.isdecimal():
        return f"คะแนนตัวชี้วัดที่ {code}"
    question, _, part = code.partition("/")
    is_question = question[:1].islower()
    return f"คะแนน{'ข้อ' if is_question else ''} {question}" + (f" ส่วนที่ {part}" if part else "")
