"""A letter as it is laid out: what is filled in on dotted lines, and what stays together on a page.

The content of a document says nothing of this, see `layout`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ita_portal.text.spelling import without_unwritable
from reports.paper.blocks import AnnouncementDate, Block, MemoHead, OpinionBlock, Paragraph, Signature
from reports.paper.ruler import line_length, lines_within

SIZE, LABEL_SIZE = 16, 20  # points
CM_PER_POINT = 2.54 / 72
AFTER_A_LABEL = 0.25  # cm
# Lines end a little early, since fonts of one kind differ in their widths and a line must not part once more.
FULL = 0.96
OFFICE, NUMBER, DATE, SUBJECT = "ส่วนราชการ", "ที่", "วันที่", "เรื่อง"


@dataclass(frozen=True)
class LeaderField:
    """A label, and what is filled in behind it: each line stands on dots that go on to the end of its line."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PaperMemoHead(Block):
    """The head of an internal letter, its texts parted into the lines that are dotted."""

    template: ClassVar[str] = "reports/blocks/memo_head.html"
    head: MemoHead
    office: LeaderField
    number: LeaderField
    date: LeaderField
    subject: LeaderField

    @property
    def title(self) -> str:
        return self.head.title

    @property
    def emblem(self) -> str:
        return self.head.emblem

    @property
    def addressee(self) -> str:
        return self.head.addressee

    @property
    def speaker(self) -> str:
        return self.head.speaker


@dataclass(frozen=True)
class KeptTogether(Block):
    """Blocks that stand on one page where they fit one."""

    template: ClassVar[str] = "reports/blocks/kept_together.html"
    blocks: tuple[Block, ...]


def on_leaders(head: MemoHead, line: float, names: tuple[str, ...]) -> PaperMemoHead:
    """Return the head of a letter whose lines are that long, in cm; the day begins in the middle of its line."""
    return PaperMemoHead(
        head,
        office=_field(OFFICE, head.office, line, names),
        number=_field(NUMBER, head.number, line / 2, names),
        date=_field(DATE, head.date, line / 2, names),
        subject=_field(SUBJECT, head.subject, line, names),
    )


def leader_indent(label: str) -> float:
    """Return where what is filled in behind a label begins, in cm."""
    return line_length(label, is_bold=True) * LABEL_SIZE * CM_PER_POINT + AFTER_A_LABEL


def _field(label: str, text: str, line: float, names: tuple[str, ...]) -> LeaderField:
    indent = leader_indent(label)
    room = (line - indent) * FULL / (SIZE * CM_PER_POINT)
    lines = (
        each for typed in without_unwritable(text).splitlines() or [""] for each in lines_within(typed, room, names)
    )
    return LeaderField(label, tuple(lines))


def kept_together(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks with those joined that belong on one page: closing, day and signature; and the last two opinions.

    So no signature stands alone, and no last page holds a single opinion that another could keep company. A single
    opinion follows the signature.
    """
    printed: list[Block] = []
    for block in blocks:
        if isinstance(block, Signature):
            printed.append(_joined((*_taken_closing(printed), block)))
        else:
            printed.append(block)
    if len(printed) > 1 and isinstance(printed[-1], OpinionBlock):
        last, company = printed.pop(), printed.pop()
        belongs = isinstance(company, OpinionBlock | KeptTogether)
        printed += [_joined((company, last))] if belongs else [company, last]
    return tuple(printed)


def _taken_closing(printed: list[Block]) -> tuple[Block, ...]:
    """Take the words that a signature closes from the end of what is printed so far."""
    taken: list[Block] = []
    for kind in (AnnouncementDate, Paragraph):
        if printed and isinstance(printed[-1], kind):
            taken.insert(0, printed.pop())
    return tuple(taken)


def _joined(blocks: Sequence[Block]) -> Block:
    flat = tuple(each for block in blocks for each in (block.blocks if isinstance(block, KeptTogether) else (block,)))
    return KeptTogether(flat) if len(flat) > 1 else flat[0]
