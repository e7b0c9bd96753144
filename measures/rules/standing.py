"""What counts of what was reported on a measure, and what stands beside it without counting yet.

In a round counts what the coordinator accepted. Outside of rounds counts every entry of a plan that has no round yet,
and later an entry by somebody who may accept reports; what anybody else writes between rounds is a note. This is the
one place that says so: pages, tracking, board, letters, paper and spreadsheets ask it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar


class Standing(StrEnum):
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    NOTED = "noted"
    REPLACED = "replaced"  # sent in a round, and recalled or sent anew since


BESIDE = {Standing.SUBMITTED: "รอตรวจ", Standing.RETURNED: "ส่งกลับ", Standing.NOTED: "บันทึกระหว่างรอบ"}
NAMES = {Standing.ACCEPTED: "", **BESIDE, Standing.REPLACED: "ไม่ใช้แล้ว"}
NO_REPORT, NONE_ACCEPTED = "ยังไม่มีรายงาน", "ยังไม่มีรายงานที่ตรวจรับ"


class StandingEntry(Protocol):
    """An entry, as far as this rule has to know it."""

    @property
    def pk(self) -> Any: ...
    @property
    def undoes_id(self) -> Any: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def is_in_open_round(self) -> bool: ...


E = TypeVar("E", bound=StandingEntry)


@dataclass(frozen=True)
class EntriesTold(Generic[E]):
    """What a measure's entries come to: the one that counts, and those beside it, of each standing the newest."""

    accepted: E | None
    beside: tuple[E, ...] = ()

    @property
    def nothing_name(self) -> str:
        """Say that no entry counts: because there is none, or because nobody has accepted one."""
        return NONE_ACCEPTED if self.beside else NO_REPORT


def standing_of(report_state: str, *, in_round: bool, is_note: bool) -> Standing:
    """Return how an entry stands by the state of the report that it belongs to now; empty where it has none."""
    if report_state:
        return Standing(report_state)
    if in_round:
        return Standing.REPLACED
    return Standing.NOTED if is_note else Standing.ACCEPTED


def is_note(*, has_rounds: bool, may_accept: bool) -> bool:
    """Return whether an entry that is written outside of rounds is only a note."""
    return has_rounds and not may_accept


def told_by(entries: Sequence[E]) -> EntriesTold[E]:
    """Return what the entries of a measure come to; they come newest first.

    Beside stands what is newer than the one that counts, and what waits in a round that is still open, however old.
    """
    accepted = next((each for each in entries if each.standing == Standing.ACCEPTED), None)
    newer = entries if accepted is None else entries[: entries.index(accepted)]
    waiting = [each for each in entries if each in newer or each.is_in_open_round]
    first: dict[Standing, E] = {}
    for each in _without_undone(waiting):
        if each.standing in BESIDE:
            first.setdefault(each.standing, each)
    return EntriesTold(accepted, tuple(first[standing] for standing in BESIDE if standing in first))


def _without_undone(entries: Sequence[E]) -> list[E]:
    """Return the entries without notes that were taken back, and without the notes that took them back."""
    undone = {each.undoes_id for each in entries if each.undoes_id}
    return [each for each in entries if each.pk not in undone and not each.undoes_id]
