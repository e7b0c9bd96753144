"""The ranks that were announced with a result: its place among the agencies of a district, a province, the nation.

A rank counts from 1, the best, and may say among how many ("3 จาก 12"). Ranks are published figures: somebody typed
what the assessors announced. The portal computes none, since it does not hold the results of all agencies.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assessments.rules.codes import RANK_CODES
from ita_portal.text.thai import arabic_digits

# By code, in the order of sheet, board and paper: the area in which the agency was placed.
AREAS = dict(zip(RANK_CODES, ("อำเภอ", "จังหวัด", "ประเทศ"), strict=True))
MOST = 99_999  # 8,317 agencies took part in FY2568
_NUMBER = r"([0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9})"
_RANK = re.compile(rf"(?:(?:ลำดับ|อันดับ)(?:ที่)?)?{_NUMBER}(?:(?:จาก|/){_NUMBER}(?:แห่ง|หน่วยงาน)?)?")
NO_RANK = "กรุณากรอกลำดับเป็นจำนวนเต็มตั้งแต่ 1 เช่น 3 จาก 12 หรือ 3"


class RankRefused(ValueError):
    """The text is no rank; the message says why, in Thai."""


@dataclass(frozen=True)
class Rank:
    """A place, 1 or more, and among how many agencies where that was announced; never a place behind the last."""

    place: int
    among: int | None = None

    def __str__(self) -> str:
        return f"{self.place:,} จาก {self.among:,}" if self.among else f"{self.place:,}"


@dataclass(frozen=True)
class AreaRank:
    """A rank with the area in which the agency has it."""

    code: str
    area: str
    rank: Rank
    change: str = ""  # since the year before, in words

    @property
    def sentence(self) -> str:
        """The rank as it stands in a text: ลำดับที่ 3 จาก 12 หน่วยงานในอำเภอ."""
        return f"ลำดับที่ {self.rank} {'หน่วยงาน' if self.rank.among else ''}ใน{self.area}"


@dataclass(frozen=True)
class Ranks:
    """All ranks of a result: what was announced in other words, and those by area, None where unknown."""

    words: str = ""
    district: Rank | None = None
    province: Rank | None = None
    nation: Rank | None = None

    @property
    def by_code(self) -> dict[str, Rank | None]:
        return dict(zip(RANK_CODES, (self.district, self.province, self.nation), strict=True))

    @property
    def known(self) -> Iterator[AreaRank]:
        return self.known_after(None)

    def known_after(self, earlier: "Ranks | None") -> Iterator[AreaRank]:
        """Yield what is known, each with how it moved since the ranks of the year before, where those are known."""
        before = earlier.by_code if earlier else {}
        for code, rank in self.by_code.items():
            if rank:
                yield AreaRank(code, AREAS[code], rank, rank_change(before.get(code), rank))


NO_RANKS = Ranks()


def read_rank(typed: str) -> Rank | None:
    """Return the rank that was typed, or None for an empty text; raise RankRefused with the reason in Thai.

    >>> str(read_rank("อันดับ ๓ จาก ๑๒")), str(read_rank("1,204/7,850")), str(read_rank("3"))
    ('3 จาก 12', '1,204 จาก 7,850', '3')
    """
    text = "".join(arabic_digits(typed).split())
    if not text:
        return None
    found = _RANK.fullmatch(text)
    if found is None:
        raise RankRefused(NO_RANK)
    place, among = (int(number.replace(",", "")) if number else None for number in found.groups())
    return _within_bounds(place or 0, among)


def _within_bounds(place: int, among: int | None) -> Rank:
    if place < 1 or among == 0:
        raise RankRefused(NO_RANK)
    if max(place, among or 0) > MOST:
        raise RankRefused(f"จำนวนต้องไม่เกิน {MOST:,} กรุณาตรวจตัวเลขอีกครั้ง")
    if among and place > among:
        raise RankRefused(f"ลำดับที่ {place:,} มากกว่าจำนวนหน่วยงานทั้งหมด {among:,} แห่ง กรุณาตรวจทั้งสองตัวเลข")
    return Rank(place, among)


def rank_change(old: Rank | None, new: Rank) -> str:
    """Return in words how a place moved since the year before; empty where that one is unknown. Less is better.

    >>> rank_change(Rank(80), Rank(76)), rank_change(Rank(3, 12), Rank(5, 14)), rank_change(None, Rank(1))
    ('ดีขึ้น 4 ลำดับ', 'ลดลง 2 ลำดับ', '')
    """
    if old is None:
        return ""
    if old.place == new.place:
        return "เท่าเดิม"
    return f"{'ดีขึ้น' if new.place < old.place else 'ลดลง'} {abs(new.place - old.place)} ลำดับ"
