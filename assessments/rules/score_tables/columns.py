"""What the columns of a table hold, by their headings, and where nothing is said by their cells."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from assessments.rules.score_tables.stated_years import years_in
from assessments.rules.score_tables.subjects import INDICATOR, QUESTION, part_of
from assessments.rules.score_tables.values import cell_value
from assessments.rules.score_tables.words import skeleton
from ita_portal.text.thai import arabic_digits


class ColumnKind(Enum):
    NUMBER = "number"  # running, or a rank
    CODE = "code"
    NAME = "name"
    GROUP = "group"  # the instrument, often named in its first row alone
    SCORE = "score"
    OTHER_FIGURES = "other figures"  # full marks, weights, targets, changes
    LEVEL = "level"
    NOTE = "note"  # what somebody says about the row; a code in it is not what the row speaks of
    UNKNOWN = ""


@dataclass(frozen=True)
class SourceColumn:
    """A column with its heading as it reads, "" where it has none."""

    at: int
    kind: ColumnKind
    heading: str = ""
    year: int | None = None  # of the scores, where the heading says one
    part: int = 0  # of a survey in two, where the heading says one
    said: str = ""  # what its numbers are of
    is_earned: bool = False  # the heading says that this is what was scored

    @property
    def has_full_marks(self) -> bool:
        """Whether its figures are those that scores beside them may be out of: full marks, or a weight."""
        name = skeleton(self.heading)
        return self.kind is ColumnKind.OTHER_FIGURES and _WEIGHTED not in name and any(word in name for word in _MARKS)


# Words by which a heading is known, as skeletons.
_OTHER = tuple(map(skeleton, (
    "คะแนนเต็ม", "max", "full", "weight", "target", "เต็ม", "ถ่วง", "น้ำหนัก", "เป้าหมาย", "ผลต่าง", "ส่วนต่าง", "เพิ่มขึ้น", "ลดลง",
    "เปลี่ยนแปลง", "แนวโน้ม", "เพิ่มลด", "ร้อยละที่เพิ่ม", "ร้อยละที่ลด", "ส่วนเบี่ยงเบน", "คาดการณ์", "คาดหมาย",
    "ประเมินตนเอง", "เฉลี่ยจังหวัด", "เฉลี่ยของจังหวัด", "เฉลี่ยประเทศ", "เฉลี่ยของประเทศ", "เฉลี่ยทั้งประเทศ",
    "เฉลี่ยระดับ", "เฉลี่ยอำเภอ", "เฉลี่ยของอำเภอ",
)))  # fmt: skip
_OTHER_STARTS = tuple(map(skeleton, ("จำนวนผู้", "จำนวนคน", "จำนวนหน่วยงาน", "เกณฑ์", "S.D.")))
# Of these, what scores may be out of; a weighted score is one itself.
_MARKS, _WEIGHTED = tuple(map(skeleton, ("max", "full", "weight", "เต็ม", "น้ำหนัก"))), skeleton("ถ่วง")
_COUNT = skeleton("จำนวน")
_NOTES = tuple(map(skeleton, ("หมายเหตุ", "ข้อเสนอ", "เหตุผล", "ประเด็นที่ต้อง", "ข้อสังเกต", "แนวทาง")))
_NUMBERS = {skeleton(name): said for name, said in {
    "ที่": "", "ลำดับ": "", "ลำดับที่": "", "อันดับ": "", "อันดับที่": "", "no": "", "ข้อ": QUESTION, "ข้อที่": QUESTION,
    "ลำดับข้อ": QUESTION, "ตัวชี้วัดที่": INDICATOR, "เลขที่": "",
}.items()}  # fmt: skip
_NAMES = tuple(map(skeleton, ("ตัวชี้วัด", "คำถาม", "รายละเอียด", "รายการ", "ประเด็น", "หัวข้อ", "ชื่อ", "เรื่อง")))
_SCORES = tuple(map(skeleton, ("คะแนน", "ผลการประเมิน", "ผลประเมิน", "ร้อยละ", "score", "ค่าที่ได้")))
_GROUPS = tuple(map(skeleton, ("เครื่องมือ", "แบบวัด", "แบบ")))
_EARNED = tuple(map(skeleton, ("ที่ได้", "ได้รับ", "คะแนนที่ประเมินได้")))
_EARNED_ALONE = {skeleton(name) for name in ("ได้", "ที่ได้", "ได้รับ", "ที่ได้รับ", "ได้จริง", "ทำได้", "คะแนนเฉลี่ย")}
# Said of the figures of the column itself; คะแนนเต็ม alone heads a column of full marks.
_FULL_MARKS = re.compile(r"(?<=[^ ]) ?\((?:คะแนน)? ?เต็ม ?([0-9๐-๙]+)(?: ?คะแนน)? ?\)")
_OTHER_SCALE = ColumnKind.OTHER_FIGURES
_CODE, _LEVEL, _SCORE = skeleton("รหัส"), skeleton("ระดับ"), skeleton("คะแนน")
_YEAR_ALONE = re.compile(r"(?:ผล|ita|ประจา|ป|งบประมาณ|พศ|คศ){0,4}(?:25[0-9]{2}|20[2-4][0-9]|[0-9]{2})")


def heading_of(at: int, text: str) -> SourceColumn:
    """Return the column that a heading describes; of UNKNOWN kind where it says nothing that is known."""
    name = skeleton(text)
    kind = _OTHER_SCALE if _full_marks(text) not in ("", "100") else _kind(skeleton(_FULL_MARKS.sub("", text)))
    column = SourceColumn(at, kind, " ".join(text.split()), year=_year(text, name))
    if column.kind is ColumnKind.NUMBER:
        return replace(column, said=_NUMBERS[name])
    if column.kind is ColumnKind.NAME:
        return replace(column, said=_said(name))
    if column.kind is ColumnKind.SCORE:
        return replace(column, part=part_of(name), is_earned=_is_earned(name))
    return column


def _is_earned(name: str) -> bool:
    return name in _EARNED_ALONE or any(word in name for word in _EARNED)


def _kind(name: str) -> ColumnKind:
    return next((kind for kind, is_named in _TESTS if is_named(name)), ColumnKind.UNKNOWN)


def _holds(words: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda name: any(word in name for word in words)


def _is_year(name: str) -> bool:
    return bool(_YEAR_ALONE.fullmatch(name))


def _said(name: str) -> str:
    is_question = any(word in name for word in ("คาถาม", "ขอ"))
    return QUESTION if is_question else INDICATOR if "ตวชวด" in name else ""


def _year(text: str, name: str) -> int | None:
    """Return the one year that a heading names; two digits alone are one too."""
    years = years_in(text)
    if not years and re.fullmatch("[5-9][0-9]", name):
        return 2500 + int(name)
    return years[0] if len(years) == 1 else None


def _full_marks(text: str) -> str:
    """Return of how many a heading says that its figures are: คะแนน (เต็ม 100), ITA (คะแนนเต็ม 5)."""
    match = _FULL_MARKS.search(arabic_digits(text))
    return match[1] if match else ""


# The first that holds decides.
_TESTS: tuple[tuple[ColumnKind, Callable[[str], bool]], ...] = (
    (ColumnKind.OTHER_FIGURES, _holds(_OTHER)),
    (ColumnKind.OTHER_FIGURES, lambda name: name == _COUNT or name.startswith(_OTHER_STARTS)),
    (ColumnKind.NOTE, lambda name: name.startswith(_NOTES)),
    (ColumnKind.NUMBER, _NUMBERS.__contains__),
    (ColumnKind.CODE, _holds((_CODE,))),
    (ColumnKind.LEVEL, lambda name: _LEVEL in name and _SCORE not in name),
    (ColumnKind.SCORE, lambda name: _SCORE in name or _is_year(name) or name in _EARNED_ALONE),
    (ColumnKind.GROUP, lambda name: name.startswith(_GROUPS)),
    (ColumnKind.NAME, _holds(_NAMES)),
    (ColumnKind.SCORE, lambda name: bool(part_of(name)) or _holds(_SCORES)(name)),
)


def is_heading(cells: Sequence[str]) -> bool:
    """Return whether a row without figures reads as the heading of a table.

    "ระดับ | ผ่านดี" is a row: what a heading has beside its level is a name, a number, a code or the scores.
    """
    kinds = [heading_of(at, text).kind for at, text in enumerate(cells) if text]
    known = [kind for kind in kinds if kind is not ColumnKind.UNKNOWN]
    return bool(set(known) - {ColumnKind.LEVEL}) and (len(known) >= 2 or len(kinds) == 1)


def of_content(column: SourceColumn, cells: Sequence[str], *, is_first: bool, has_words_after: bool) -> SourceColumn:
    """Return a column without a known heading as its cells show it: running numbers, figures, or words."""
    filled = [value for value in map(cell_value, cells) if not value.is_blank]
    figures = [value.figures[0] for value in filled if value.is_figure]
    if not figures or len(figures) * 2 < len(filled):
        return column
    is_list = has_words_after or (figures[0] == "1" and len(figures) > 1) or any("." in figure for figure in figures)
    if is_first and _counts(figures) and is_list:
        return replace(column, kind=ColumnKind.NUMBER)
    return replace(column, kind=ColumnKind.SCORE)


def _counts(figures: Sequence[str]) -> bool:
    """Return whether figures count one after the other, perhaps anew after a while: 9, 9.1, 9.2, 10."""
    if not all(re.fullmatch("[0-9]{1,3}|(?:[1-9]|10)[.][1-9]", figure) for figure in figures):
        return False
    steps = [tuple(map(int, figure.split("."))) for figure in figures]
    return all(_follows(earlier, later) for earlier, later in pairwise(steps))


def _follows(earlier: tuple[int, ...], later: tuple[int, ...]) -> bool:
    if len(later) == 1:
        return later[0] in (earlier[0] + 1, 1)
    number, part = later
    before = earlier[1] if len(earlier) > 1 else 0
    return later == (earlier[0], before + 1) or (part == 1 and number == earlier[0] + 1)
