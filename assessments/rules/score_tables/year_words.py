"""By which words a year's figures are known: names of questions, indicators and instruments, of totals, levels, ranks.

They follow from the year's structure alone and take some milliseconds to gather, so those of the last years are kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assessments.rules.codes import LEVEL, RANK, RANK_CODES, TOTAL
from assessments.rules.score_tables.instrument_names import instrument_names, questions_by_instrument
from assessments.rules.score_tables.words import skeleton, without_fillers
from assessments.rules.structure import Structure

KEPT = 20  # years: there are seven, and each has another structure once it is corrected
_SHORTEST_QUESTION = 12  # letters of a question's text by which alone it is known
_TOTALS = (
    "คะแนนรวม", "คะแนนรวมทั้งหมด", "คะแนนเฉลี่ย", "คะแนนเฉลี่ยรวม", "คะแนนเฉลี่ยประจำปี", "คะแนนภาพรวม", "คะแนนภาพรวมหน่วยงาน",
    "ผลคะแนน", "ผลคะแนนรวม", "ผลคะแนน ITA", "คะแนน ITA", "คะแนนรวม ITA", "รวม", "รวมคะแนน", "รวมทั้งสิ้น", "เฉลี่ย",
    "เฉลี่ยรวม", "ภาพรวม", "ผลการประเมินภาพรวม", "ผลการประเมินในภาพรวม", "คะแนนการประเมิน", "total", "คะแนนรวมเฉลี่ย",
    "รวมเฉลี่ย", "ค่าเฉลี่ย", "คะแนนรวมสุทธิ", "รวมทั้งหมด", "รวมทุกเครื่องมือ", "คะแนนเฉลี่ยรวมทั้งหมด", "ภาพรวมหน่วยงาน",
    "คะแนน ITA ภาพรวม", "คะแนน ITA รวม", "คะแนนประเมิน ITA", "ผลการประเมิน ITA", "คะแนนผลการประเมิน", "คะแนนสุทธิ",
)  # fmt: skip
_LEVELS = ("ระดับ", "ระดับผลการประเมิน", "ผลการประเมินระดับ", "ระดับคะแนน", "ระดับการประเมิน", "ระดับผล", "ผลระดับ")
_RANKS = {
    RANK: ("ลำดับที่ประกาศ", "ลำดับที่ได้"),
    RANK_CODES[0]: ("ลำดับในอำเภอ", "ลำดับของอำเภอ", "อันดับในอำเภอ", "ลำดับที่ของอำเภอ"),
    RANK_CODES[1]: ("ลำดับในจังหวัด", "ลำดับของจังหวัด", "อันดับในจังหวัด", "ลำดับที่ของจังหวัด"),
    RANK_CODES[2]: ("ลำดับในประเทศ", "ลำดับของประเทศ", "อันดับในประเทศ", "ลำดับระดับประเทศ"),
}


@dataclass(frozen=True)
class YearWords:
    """What a heading, or the first cell of a row, may call the figures of a year."""

    structure: Structure

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """By question and indicator, the codes of what they belong to."""
        found: dict[str, tuple[str, ...]] = {}
        for instrument in self.structure.instruments:
            codes = (instrument.code, *instrument.part_codes)
            for indicator in instrument.indicators:
                found[indicator.code] = codes
                found |= {each.code: (indicator.code, *codes) for each in indicator.questions}
        return found

    @cached_property
    def questions(self) -> frozenset[str | None]:
        return frozenset(question.code for question in self.structure.questions)

    @cached_property
    def part_codes(self) -> frozenset[str]:
        return frozenset(code for each in self.structure.instruments for code in each.part_codes)

    @cached_property
    def spaced(self) -> Mapping[str, str]:
        """Questions by the code of their instrument and a number: OIT 5, IIT ข้อ 3."""
        found: dict[str, str] = {}
        for instrument in self.structure.instruments:
            pairs = questions_by_instrument(instrument)
            found |= {name: code for name, code in pairs if name.upper() not in self.part_codes}
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Codes by the skeletons of all names that they have; a name that two of them have is none."""
        found: dict[str, str] = {}
        for name, code in self._pairs():
            key = skeleton(name)
            found[key] = code if found.get(key, code) == code else ""
        return {name: code for name, code in found.items() if name and code}

    @cached_property
    def indicators_without_fillers(self) -> Mapping[str, str]:
        """Indicators by their names without the words that people leave out: การใช้ทรัพย์สินราชการ."""
        found: dict[str, str] = {}
        for indicator in self.structure.indicators:
            for name in (indicator.name, *indicator.aliases):
                key = without_fillers(skeleton(name))
                found[key] = indicator.code if found.get(key, indicator.code) == indicator.code else ""
        return found

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for question in self.structure.questions:
            if len(skeleton(question.text)) >= _SHORTEST_QUESTION:
                yield question.text, question.code
        for indicator in self.structure.indicators:
            yield from ((name, indicator.code) for name in (indicator.name, *indicator.aliases))
        for instrument in self.structure.instruments:
            yield from ((name, instrument.code) for name in instrument_names(instrument))
        yield from ((name, TOTAL) for name in _TOTALS)
        yield from ((name, LEVEL) for name in _LEVELS)
        yield from ((name, code) for code, names in _RANKS.items() for name in names)


@lru_cache(KEPT)
def words_of(structure: Structure) -> YearWords:
    return YearWords(structure)
