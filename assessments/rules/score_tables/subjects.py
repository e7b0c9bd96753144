"""What the words of a row speak of: a question, an indicator, an instrument, the total, the level, or a bare number."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from assessments.rules.codes import TOTAL, bare_code
from assessments.rules.score_tables.instrument_names import named_instrument
from assessments.rules.score_tables.stated_years import without_year
from assessments.rules.score_tables.words import skeleton, without_fillers
from assessments.rules.score_tables.year_words import YearWords, words_of
from assessments.rules.structure import InstrumentSpec, Structure
from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

INDICATOR, QUESTION = "indicator", "question"
LONGEST_NAME = 300  # characters; the longest question has 250
_SAID = {
    "ตัวชี้วัดที่": INDICATOR, "ตัวชี้วัด": INDICATOR, "ตชว.ที่": INDICATOR, "ตชว.": INDICATOR, "ตชว": INDICATOR,
    "คะแนนตัวชี้วัดที่": INDICATOR, "คะแนนเฉลี่ยตัวชี้วัดที่": INDICATOR, "ด้านที่": INDICATOR, "indicator": INDICATOR,
    "ข้อคำถามที่": QUESTION, "คำถามที่": QUESTION, "คำถามข้อที่": QUESTION, "ข้อคำถาม": QUESTION, "ข้อที่": QUESTION,
    "ข้อ": QUESTION,
}  # fmt: skip
# "ตัวชี้วัดที่ 3 การใช้อำนาจ", "3) การใช้อำนาจ", "ข้อ 3"; 9.1 is no number before a name.
_NUMBERED = re.compile(
    rf"(?P<said>{'|'.join(map(re.escape, _SAID))}|ที่)? ?"
    r"\(?(?P<number>[0-9]{1,2})(?![0-9]|\.[0-9]) ?[.):]? ?(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:ข้อคำถาม|ข้อ)?(?:ที่)? ?\(?"
    r"(?P<letter>[A-Za-z0])[-. ]{0,2}0*(?P<number>[0-9]{1,2})(?P<part>/[12])?(?![0-9A-Za-z/]|\.[0-9])"
)
_BARE_INDICATOR = re.compile(r"ตวชวดท?([0-9]{1,2})")
# Several at once, "i1-i3", "ข้อ 1, 2", "o1 ถึง o5": whose figure it is nobody knows.
_LISTED = re.compile(
    r"(?:[^0-9A-Za-z]{0,20} ?)?[A-Za-z]?[-. ]?[0-9]{1,2}"
    r"(?: ?(?:[,&~+\u2013\u2014]|ถึง|และ|กับ) ?(?:ข้อ|ตัวชี้วัด)?(?:ที่)? ?[A-Za-z]?[-. ]?|-[A-Za-z]?| - [A-Za-z]|/[A-Za-z])"
    r"[0-9]{1,2}(?![0-9.])"
)
_INSIDE = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z][-. ]?[0-9]{1,2}(?![0-9A-Za-z/]|\.[0-9])")
# The figure of one before the code of the next, "i1 81.00 i2": a line of several.
_BEHIND_FIGURE = re.compile(r"(?:^|[0-9]%?) ?[,;/|]? ?([A-Za-z][-.]?[0-9]{1,2})(?![0-9A-Za-z/]|\.[0-9])")
_FIGURE_FIRST = re.compile(r"[=:]? ?[0-9]{1,3}\.[0-9]")
_LOOSE_TOTALS = set(map(skeleton, (
    "รวม", "เฉลี่ย", "รวมเฉลี่ย", "ค่าเฉลี่ย", "รวมคะแนน", "คะแนนเฉลี่ย", "คะแนนเฉลี่ยรวม", "คะแนนรวม", "คะแนนรวมเฉลี่ย",
)))  # fmt: skip
_SUM = skeleton("คะแนนรวม")
_PART = re.compile(r"สวนท?([12])|part([12]|ii?)")
_PART_NUMBERS = {"1": 1, "i": 1, "2": 2, "ii": 2}
_PUBLIC, _SURVEY = "public", "survey"


@dataclass(frozen=True)
class RowSubject:
    """What one cell names.

    `code` where that is without a doubt; `number` as it stands before a name, or alone, and what it is `said` to be of;
    `spaced` for "OIT 5", which could be a part of a survey where it reads "EIT 1".
    """

    code: str = ""
    number: int | None = None
    said: str = ""
    spaced: bool = False
    is_loose: bool = False  # "รวม" or "เฉลี่ย", which under an instrument may be its own
    is_mean: bool = False  # of these, one without the word คะแนนรวม
    has_name: bool = False  # words beside the number or the code
    year: int | None = None  # of the result, where the words say another one than the year's


NOTHING = RowSubject()


@dataclass(frozen=True)
class SubjectReader:
    """Knows the codes, names and other words of one year."""

    structure: Structure
    _known: dict[str, RowSubject] = field(default_factory=dict, compare=False)

    @cached_property
    def _words(self) -> YearWords:
        return words_of(self.structure)

    def subject(self, text: str) -> RowSubject:
        """Return what a cell names; NOTHING for a text that names nothing of the year."""
        if text not in self._known:
            self._known[text] = self._read(text) if len(text) <= LONGEST_NAME else NOTHING
        return self._known[text]

    def _read(self, text: str) -> RowSubject:
        flat = " ".join(arabic_digits(one_spelling(text)).split())
        if not flat or _LISTED.match(flat):
            return NOTHING
        found = self._coded(flat) or self._numbered(flat) or self._named(flat) or self._indicator_without_marks(flat)
        return found or self._of_a_year(flat) or self._cited(flat)

    def _of_a_year(self, flat: str) -> RowSubject | None:
        """Read a name with the year of its figure: IIT ปี 2567, คะแนนรวม ประจำปีงบประมาณ พ.ศ. 2568."""
        bare, years = without_year(flat)
        if not years:
            return None
        other = next((year for year in years if year != self.structure.fiscal_year), None)
        if not bare:
            return RowSubject(year=other)
        found = self._numbered(bare) or self._named(bare)
        return replace(found, year=other) if found else None

    def _coded(self, flat: str) -> RowSubject | None:
        """Read a code at the start of a text, with or without words after it: o9 โครงสร้าง, ข้อ i1, I-4, OIT 5."""
        if (name := skeleton(flat)) in self._words.spaced:
            return RowSubject(self._words.spaced[name], spaced=True)
        if name.upper() in self._words.part_codes and flat.upper() != name.upper():
            return RowSubject(name.upper(), spaced=True)
        if known := self.structure.code_of(flat.rstrip(" .:)")):
            return None if known.isdecimal() else RowSubject(known)
        # "010 E-Service" is the tenth open-data item; "05" before a name may as well be a number.
        if not (match := _CODE.match(flat)) or (match["letter"].isdecimal() and len(match["number"]) == 1):
            return None
        others = {self.structure.code_of(code) for code in _BEHIND_FIGURE.findall(flat[match.end() :])}
        if others & self._words.questions:
            return NOTHING  # "i1 81.00 i2" speaks of two
        code = f"{match['letter'].lower().replace('0', 'o')}{match['number']}{match['part'] or ''}"
        return RowSubject(code, has_name=True) if code in self.structure.codes() else None

    def _numbered(self, flat: str) -> RowSubject | None:
        if not (match := _NUMBERED.fullmatch(flat)):
            return None
        number, said = int(match["number"]), _SAID.get((match["said"] or "").lower(), "")
        rest = match["rest"].strip()
        if not rest:
            return RowSubject(number=number, said=said)
        if said and _FIGURE_FIRST.match(rest):  # "ตัวชี้วัดที่ 1 81.00 ตัวชี้วัดที่ 2" speaks of two
            return NOTHING
        named = self._named(rest) or self._coded(rest) or NOTHING
        return RowSubject(named.code, number, said, has_name=True)

    def _named(self, flat: str) -> RowSubject | None:
        name = skeleton(flat)
        if code := self._words.names.get(name):
            is_loose = name in _LOOSE_TOTALS
            return RowSubject(code, is_loose=is_loose, is_mean=is_loose and name != _SUM, has_name=True)
        if code := self._words.indicators_without_fillers.get(without_fillers(name), ""):
            return RowSubject(code, has_name=True)
        if code := self._beside_its_instrument(flat):
            return RowSubject(code, has_name=True)
        if instrument := named_instrument(self.structure, flat):
            return RowSubject(self._part_or_whole(instrument, name), has_name=True)
        label = name.partition("หนวยงาน")[0] if name.startswith("คะแนนภาพรวม") else ""
        return RowSubject(TOTAL, has_name=True) if label else None

    def _beside_its_instrument(self, flat: str) -> str:
        """Return the indicator or question that a text names beside its instrument: การปฏิบัติหน้าที่ (IIT)."""
        for instrument in self.structure.instruments:
            words = flat.replace(f"({instrument.code})", f" {instrument.code} ").split()
            rest = [word for word in words if word.strip(":-") != instrument.code]
            found = self._words.names.get(skeleton(" ".join(rest)), "") if len(rest) < len(words) else ""
            if found and self.instrument_of(found) == instrument.code and self.coarseness(found) < 2:
                return found
        return ""

    def _part_or_whole(self, instrument: InstrumentSpec, name: str) -> str:
        found = part_of(name)
        return instrument.part_codes[found - 1] if found and instrument.part_codes else instrument.code

    def _indicator_without_marks(self, flat: str) -> RowSubject | None:
        """Read "ตัวชี้วัดที่ 1" whose marks were lost, or moved, on the way out of a PDF."""
        match = _BARE_INDICATOR.fullmatch(skeleton(flat))
        return RowSubject(number=int(match[1]), said=INDICATOR) if match else None

    def _cited(self, flat: str) -> RowSubject:
        """Read the only code inside a sentence."""
        found = {self.structure.code_of(code) for code in _INSIDE.findall(flat)} & self._words.questions
        return RowSubject(found.pop() or "", has_name=True) if len(found) == 1 else NOTHING

    def coarseness(self, code: str) -> int:
        """Return how much a code covers: 0 a question, 1 an indicator, 2 a part, level or total, 3 an instrument."""
        bare = bare_code(code)
        if bare in self._words.questions:
            return 0
        if bare in self._words.owners:
            return 1
        return 3 if any(code == each.code for each in self.structure.instruments) else 2

    def instrument_of(self, code: str) -> str:
        """Return the instrument to which a question, an indicator or a part belongs, or "" for any other code."""
        owners = self._words.owners.get(bare_code(code), ())
        known = (each.code for each in self.structure.instruments if each.code in owners or code in each.part_codes)
        return next(known, code if self.coarseness(code) == 3 else "")

    def agrees(self, code: str, other: str) -> bool:
        """Return whether a row that speaks of one figure may name another one too: what it belongs to."""
        return other == code or other in self._words.owners.get(bare_code(code), (other,))


def part_of(name: str) -> int:
    """Return which part of a survey a skeleton names: 1, 2, or 0 for none."""
    if match := _PART.search(name):
        return _PART_NUMBERS[match[1] or match[2]]
    return 1 if _PUBLIC in name else 2 if _SURVEY in name else 0
