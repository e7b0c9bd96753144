"""How far one thing of a cycle has come, in a state, its words, the reason and who has it.

The page of the documents and the board of the cycle say it with these words, each for its own rows.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ita_portal.text.thai import short_date
from reports.issue.rules.paper import Paper

COORDINATOR = "ผู้ประสานงาน ITA"
WAITS = "รอขั้นก่อนหน้า"


class State(StrEnum):
    """How far a task has come. The words stand on the page, each with a shape, so that no state is colour alone."""

    DONE = "done"
    TO_CONFIRM = "confirm"
    IN_PROGRESS = "in_progress"
    TODO = "todo"
    BLOCKED = "blocked"
    LATE = "late"
    WAITING = "waiting"  # for the task before it
    NOT_YET = "not_yet"  # its day has not come


SHAPES = {
    State.DONE: "✓",
    State.TO_CONFIRM: "!",
    State.IN_PROGRESS: "◐",
    State.TODO: "○",
    State.BLOCKED: "✕",
    State.LATE: "✕",
    State.WAITING: "–",
    State.NOT_YET: "–",
}
# What nobody has to do anything about today.
RESTING = frozenset({State.DONE, State.WAITING, State.NOT_YET})
UNFINISHED = frozenset({State.TODO, State.IN_PROGRESS, State.BLOCKED})


@dataclass(frozen=True)
class Stage:
    state: State
    words: str  # the state in a few words
    reason: str = ""  # why it is so
    who: str = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.state]

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do about it now."""
        return self.state not in RESTING

    def late_by(self, due: date | None, today: date) -> "Stage":
        """Return the stage as late where its day has passed and the thing itself is not there yet."""
        if due is None or due >= today or self.state not in UNFINISHED:
            return self
        return Stage(State.LATE, f"เกินกำหนด {(today - due).days} วัน", self.reason, self.who)


def stage_of(paper: Paper, today: date) -> Stage:
    """Return how far a document has come: finished, before the executives, a draft, or nothing yet."""
    return _finished(paper) or _before_executives(paper) or _not_begun(paper, today) or _draft(paper)


def _finished(paper: Paper) -> Stage | None:
    """Return the stage of what was issued; a memo goes to the executives and is never published.

    What was issued before its year had ended tells of a part of it, and finishes nothing.
    """
    if not paper.is_issued or paper.is_early:
        return None
    if paper.is_for_the_public and not paper.is_published:
        return Stage(State.TODO, "รอเผยแพร่", "ออกเอกสารแล้ว", COORDINATOR) if paper.is_current else None
    if not paper.is_current:
        return Stage(State.TO_CONFIRM, "เนื้อหาเปลี่ยนแล้ว", "ข้อมูลเปลี่ยนหลังออกเอกสาร", COORDINATOR)
    return Stage(State.DONE, "เผยแพร่แล้ว" if paper.is_for_the_public else "ออกเอกสารแล้ว")


def _before_executives(paper: Paper) -> Stage | None:
    if paper.is_returned:
        return Stage(State.BLOCKED, "ส่งกลับให้แก้ไข", "ผู้บริหารส่งกลับให้แก้ไข", COORDINATOR)
    if paper.is_waiting:
        return Stage(State.IN_PROGRESS, "รอความเห็น", f"รอ{paper.waits_for}", paper.waits_for)
    return None


def _not_begun(paper: Paper, today: date) -> Stage | None:
    if paper.starts and today < paper.starts:
        early = "เผยแพร่ฉบับระหว่างปีแล้ว ฉบับเต็มปี" if paper.is_published else ""
        return Stage(State.NOT_YET, "ยังไม่ถึงเวลา", f"{early}เริ่มได้ตั้งแต่ {short_date(paper.starts)}", COORDINATOR)
    return None if paper.is_available else Stage(State.WAITING, WAITS, "", COORDINATOR)


def _draft(paper: Paper) -> Stage:
    if paper.errors:
        return Stage(State.BLOCKED, f"ต้องแก้ไข {paper.errors}", "แก้ไขก่อนจึงจะออกเอกสารได้", COORDINATOR)
    reason = f"ควรตรวจสอบ {paper.to_confirm} ข้อก่อนออก" if paper.to_confirm else ""
    return Stage(State.TODO, "พร้อมออกเอกสาร", reason, COORDINATOR)
