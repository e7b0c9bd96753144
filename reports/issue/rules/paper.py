"""What is known of a document of a cycle, as plain values: how far it has come is judged from these alone."""

from dataclasses import dataclass
from datetime import date

from ita_portal.text.thai import fiscal_year_end


@dataclass(frozen=True)
class Paper:
    """A document of the cycle, from draft to published."""

    kind: str
    name: str
    fiscal_year: int
    is_available: bool = False
    errors: int = 0
    to_confirm: int = 0
    is_waiting: bool = False  # before the executives
    waits_for: str = ""  # whose opinion
    is_returned: bool = False
    is_approved: bool = False
    is_issued: bool = False
    is_current: bool = False  # what was issued is what the portal would print now
    is_published: bool = False
    number: str = ""  # of the newest version that was issued
    issued_on: date | None = None  # the day on that version
    is_for_the_public: bool = True
    asks_executives: bool = False  # prints opinions, so that it goes before the executives first
    is_about_progress: bool = False  # told when the measures are carried out, not when they are planned
    starts: date | None = None  # not before this day
    round: int | None = None  # the year in which assessors read it
    item: str = ""  # by which they look for it
    due: date | None = None
    is_due_confirmed: bool = False

    @property
    def is_early(self) -> bool:
        """Whether it was issued before it could be finished: a report on a part of its year, not on all of it."""
        return bool(self.is_issued and self.starts and self.issued_on and self.issued_on < self.starts)

    @property
    def asked_by(self) -> str:
        """The round and the item in words: "รอบการประเมินปี 2569 ข้อ o26"; the item is unknown before its framework.

        A letter of the house is looked for by no assessor, in no round.
        """
        if not self.is_for_the_public:
            return "เอกสารภายใน"
        if self.round is None:
            return ""
        return f"รอบการประเมินปี {self.round} {f'ข้อ {self.item}' if self.item else 'ยังไม่ทราบเลขข้อ'}"


def report_starts(plan_year: int) -> date:
    """Return the first day on which a plan's report of twelve months can be finished: the day after its year."""
    return date.fromordinal(fiscal_year_end(plan_year).toordinal() + 1)
