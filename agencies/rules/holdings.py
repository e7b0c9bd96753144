"""Who speaks for a position: for which days, in what capacity, and how it is written below a signature.

Form of the signature: the rules on correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526): who acts signs with
the own post and the words of the capacity, and the post that is acted for below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Capacity(StrEnum):
    HOLDER = "holder"
    ACTING = "acting"  # for a post that is vacant, or whose holder cannot serve
    DELEGATED = "delegated"  # with powers that the holder handed over


CAPACITY_WORDS = {
    Capacity.HOLDER: "ดำรงตำแหน่ง",
    Capacity.ACTING: "รักษาราชการแทน",
    Capacity.DELEGATED: "ปฏิบัติราชการแทน",
}


@dataclass(frozen=True)
class Term:
    """The days for which somebody speaks for a position, both included; an open side has no end."""

    starts: date | None = None
    ends: date | None = None

    def covers(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def overlaps(self, other: "Term") -> bool:
        begins_in_time = self.starts is None or other.ends is None or self.starts <= other.ends
        ends_late_enough = self.ends is None or other.starts is None or other.starts <= self.ends
        return begins_in_time and ends_late_enough


def signature_lines(title: str, capacity: Capacity, own_title: str = "") -> tuple[str, ...]:
    """Return the lines below a name: the post, or the own post with the capacity and the post that is acted for."""
    if capacity == Capacity.HOLDER:
        return (title,)
    return (f"{own_title} {CAPACITY_WORDS[capacity]}".strip(), title)


def clash(wanted: Term, others: Iterable[Term]) -> Term | None:
    """Return the first of the terms that shares a day with the one wanted."""
    return next((other for other in others if wanted.overlaps(other)), None)


def opinion_heading(title: str, *, commands: bool) -> str:
    """Return the words over the place of an opinion: the head of an agency gives an order, the others an opinion."""
    return f"คำสั่ง{title}" if commands else f"ความเห็นของ{title}"


def title_of_heading(heading: str) -> str:
    """Return the title of a position that the words over an opinion name: what stands behind ความเห็น(ของ) or คำสั่ง."""
    bare = heading.strip()
    for beginning in ("ความเห็นของ", "ความเห็น", "คำสั่ง"):
        if bare.startswith(beginning) and bare != beginning:
            return bare.removeprefix(beginning).strip()
    return bare
