"""Sentences that state a result: its year, total, level and ranks, and the figure of an indicator.

The official report says them in fixed words, municipalities and newspapers in words near to these. What is stated twice
and differs comes back with all its readings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessments.rules.figures import FigureRefused, parse_figure, printed
from assessments.rules.indicator_names import indicator_by_name
from assessments.rules.structure import Structure
from ita_portal.text.thai import arabic_digits

FIRST_YEAR, LAST_YEAR = 2556, 2699
_FIGURE = r"([0-9]{1,3}(?:\.[0-9]{1,2})?)(?![0-9.,]*[0-9])"
# Of "คะแนนภาพรวมอยู่ที่ 95.30 คะแนน"; "ในภาพรวม 85 คะแนนขึ้นไป" tells the bar and no result.
_TOTAL = re.compile(
    r"(?:คะแนน(?:ใน|โดย)?ภาพรวม|ภาพรวมหน่วยงาน|คะแนนรวม|คะแนนเฉลี่ย|ผลคะแนน|ค่าคะแนน|ระดับผลการประเมิน คะแนน|จำนวน|ได้คะแนน)"
    rf"([^0-9]{{0,90}}?){_FIGURE} ?(คะแนน)?( ?ขึ้นไป)?"
)
_OF_INDICATOR = ("ตัวชี้วัด", "เครื่องมือ", "IIT", "EIT", "OIT", "ข้อ", "ประเด็น", "ร้อยละ")
_CLAUSE = "โดย"  # what stands before it is about something else
_YEAR = re.compile(r"ปี ?(?:งบประมาณ)? ?(?:พ\.ศ\.)? ?(25[0-9]{2}|26[0-9]{2})(?![0-9])")
_PLAN_WORDS = ("มาตรการ", "ข้อเสนอแนะในการพัฒนา", "แผน")
_RESULT_WORDS = ("ผลการประเมิน", "ผลคะแนน", "คะแนน")
_LEVEL_BEFORE = r"(?:ระดับผลการประเมิน|ผลการประเมินระดับ|อยู่ใน(?:ระดับ|เกณฑ์)|ระดับ|เกณฑ์)[ :：“\"”]{0,4}"
# The levels of every scale so far, longer names first; a year takes those of its own.
_LEVEL = re.compile(
    rf"{_LEVEL_BEFORE}(ผ่านดีเยี่ยม|ผ่านดี(?!เยี่ยม)|ผ่าน(?!ดี)|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง(?!โดยด่วน)|AA|[A-F])"
    r"(?![A-Za-z0-9]| ?-| ?ผ่าน| ?ต้องปรับปรุง)"  # those of two years beside each other
)
_PLACE = r"(?:ลำดับ|อันดับ)ที่? ?([0-9][0-9,]{0,6})"
_AMONG = r"(?: ?(?:จาก|จากทั้งหมด|/) ?([0-9][0-9,]{0,6}) ?(?:แห่ง|หน่วยงาน)?)?"
_RANK = re.compile(rf"{_PLACE}{_AMONG}")
_AREAS = {"rank-district": ("อำเภอ",), "rank-province": ("จังหวัด",), "rank-nation": ("ประเทศ",)}
_WORDED_RANK = re.compile(rf"{_PLACE}{_AMONG} ?(?:ของ|ใน)หน่วยงานประเภท ?(\S+)")
_INDICATOR_FIGURE = re.compile(
    rf"ตัวชี้วัด(?:ที่ ?[0-9]{{1,2}})? ?([ก-๙][ก-๙ ]{{3,60}}?) ?(?:ได้|มี)?คะแนน(?:เท่ากับ)? ?{_FIGURE}"
)
AFTER_RANK = 60


@dataclass(frozen=True)
class Passage:
    """Words of a document and the place where people find them."""

    where: str
    text: str
    level: int = 0  # of a heading, 0 for text
    is_row: bool = False  # a row of a table that is one cell


@dataclass(frozen=True)
class Statement:
    """A figure, a level or a rank as a sentence states it, by its code."""

    code: str
    text: str
    where: str


@dataclass(frozen=True)
class YearReading:
    """The year of the result, None where the document names none; `others` are named as well."""

    year: int | None
    others: tuple[int, ...] = ()


def stated_year(passages: Iterable[Passage]) -> YearReading:
    """Return the year whose result a document tells of: named where the result stands, else most often.

    Plans name the year after: those sentences count only where no other names a year.
    """
    of_result: Counter[int] = Counter()
    of_others: Counter[int] = Counter()
    for passage in passages:
        text = _plain(passage.text)
        years = [int(match[1]) for match in _YEAR.finditer(text)]
        has_total = any(_totals(text))
        is_result = has_total or (any(word in text for word in _RESULT_WORDS) and not _is_of_plan(text))
        (of_result if is_result else of_others).update(dict.fromkeys(years, 100 if has_total else 1))
    counted = of_result or of_others
    ordered = [year for year, _ in counted.most_common() if FIRST_YEAR <= year <= LAST_YEAR]
    return YearReading(ordered[0] if ordered else None, tuple(ordered[1:]))


def statements(structure: Structure, passages: Iterable[Passage]) -> Iterator[Statement]:
    """Yield what the sentences of a document state of the result of a year."""
    for passage in passages:
        text = _plain(passage.text)
        if _names_other_year(structure, text):
            continue
        yield from (Statement("total", figure, passage.where) for figure in _totals(text))
        yield from (Statement("level", level, passage.where) for level in _levels(structure, text))
        yield from (Statement(code, rank, passage.where) for code, rank in _ranks(text))


def indicator_statements(structure: Structure, where: str, text: str) -> Iterator[tuple[Statement, bool]]:
    """Yield the figures of indicators that a sentence quotes, each with whether the name is exactly that of one.

    Of several years that a text names only the structure's counts.
    """
    plain = _plain(text)
    if _names_other_year(structure, plain):
        return
    for match in _INDICATOR_FIGURE.finditer(plain):
        name = " ".join(match[1].split())
        exact = indicator_by_name(structure, name)
        number = exact.number if exact else _nearest(structure, name)
        if number is not None and (figure := _figure(match[2])):
            yield Statement(str(number), figure, where), exact is not None


def without_indicator_figure(text: str) -> str:
    """Return a sentence without the figure of an indicator that the portal itself adds when it prints."""
    whole = text if _ADDED.search(text) else "".join(text.split("\n"))  # a PDF breaks within words
    return _ADDED.sub("", whole).rstrip() if _ADDED.search(whole) else text


_ADDED = re.compile(
    r"\n?(?:ผลการประเมินปีงบประมาณ พ\.ศ\. [0-9๐-๙]{4} )?ตัวชี้วัด\s?[ก-๙\s]{4,80}?\s?ได้คะแนน\s?[0-9๐-๙.]{4,6}"
    r"(?: \((?:เพิ่มขึ้น|ลดลง|เท่ากับ)[^()\n]{0,60}\))?$"
)


def _plain(text: str) -> str:
    return " ".join(arabic_digits(text).split())


def _is_of_plan(text: str) -> bool:
    return any(word in text for word in _PLAN_WORDS)


def _names_other_year(structure: Structure, text: str) -> bool:
    years = {int(match[1]) for match in _YEAR.finditer(text)}
    return bool(years) and structure.fiscal_year not in years


def _totals(text: str) -> Iterator[str]:
    for match in _TOTAL.finditer(text):
        is_bar = match[4] or (not match[3] and "." not in match[2])
        begins = text[max(0, match.start() - 40) : match.start(2)].rpartition(_CLAUSE)[2]
        if not is_bar and not any(word in begins for word in _OF_INDICATOR) and (figure := _figure(match[2])):
            yield figure


def _figure(text: str) -> str:
    try:
        value = parse_figure(text)
    except FigureRefused:
        return ""
    return "" if value is None else printed(value)


def _levels(structure: Structure, text: str) -> Iterator[str]:
    for match in _LEVEL.finditer(text):
        is_of_other = any(word in text[max(0, match.start() - 30) : match.start()] for word in ("ตัวชี้วัด", "มาตรฐาน"))
        if match[1] in structure.level_names and not is_of_other:
            yield match[1]


def _ranks(text: str) -> Iterator[tuple[str, str]]:
    for match in _WORDED_RANK.finditer(text):
        yield "rank", f"ลำดับที่ {match[1]} ของหน่วยงานประเภท{_kind(match[3])}"
    for match in _RANK.finditer(text):
        words = text[match.end() : match.end() + AFTER_RANK]
        code = _area_of(words)
        if code and not words.lstrip().startswith(("ของหน่วยงานประเภท", "ในหน่วยงานประเภท")):
            yield code, f"{match[1]} จาก {match[2]}" if match[2] else match[1]


def _kind(word: str) -> str:
    return word.rstrip(",.;")


def _area_of(words: str) -> str:
    """Return the area that the words after a place name first, before another place is told."""
    end = _RANK.search(words)
    found = [
        (at, code)
        for code, names in _AREAS.items()
        for name in names
        if (at := words[: end.start() if end else None].find(name)) >= 0
    ]
    return min(found)[1] if found else ""


def _nearest(structure: Structure, name: str) -> int | None:
    """Return the one indicator whose name stands within words that are longer, or None."""
    bare = "".join(name.split())
    names = {
        "".join(each.split()): indicator.number
        for indicator in structure.indicators
        for each in (indicator.name, *indicator.aliases)
    }
    found = {number for known, number in names.items() if known in bare}
    return found.pop() if len(found) == 1 else None


def agreed(found: Sequence[Statement]) -> tuple[dict[str, Statement], dict[str, tuple[Statement, ...]]]:
    """Return what is stated in one way, by code, and what is stated in several, with one statement for each."""
    by_code: dict[str, dict[str, Statement]] = {}
    for each in found:
        by_code.setdefault(each.code, {}).setdefault(each.text, each)
    same = {code: next(iter(texts.values())) for code, texts in by_code.items() if len(texts) == 1}
    return same, {code: tuple(texts.values()) for code, texts in by_code.items() if len(texts) > 1}
