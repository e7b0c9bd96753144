"""What a person is reminded of on a day, and in which words.

30, 7 and 1 days before a deadline, and every seventh day after it for a year: whoever has not acted on fifty letters
does not act on the next, and the portal's pages go on showing it. The day of the deadline itself has no letter.

People of a department are reminded of what it answers for. A coordinator is also reminded of what nobody answers for,
and, once it is overdue, of everything in the agency; reports that departments owe then count as one thing by round.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Any, TypeVar
from uuid import UUID

from ita_portal.text.thai import long_date

DAYS_AHEAD = (30, 7, 1)
WEEK = timedelta(days=7)
WEEKS_AFTER = 52
MONDAY = 0
Numbered = TypeVar("Numbered")
# What stands for a department where none answers.
NOBODY = ""


class DutyKind(IntEnum):
    """What a duty is; a letter tells them in this order."""

    REPORT = 1  # a measure to be reported in a round
    CHASE = 2  # what departments have not reported in a round
    STEP = 3  # a step with a day of its own that is not done
    MEASURE = 4  # a measure that is neither done nor cancelled


HEADINGS = {
    DutyKind.REPORT: "รายงานที่ยังไม่ได้ส่ง",
    DutyKind.CHASE: "กองและสำนักที่ยังไม่ได้ส่งรายงาน",
    DutyKind.STEP: "ขั้นตอนที่ยังไม่แล้วเสร็จ",
    DutyKind.MEASURE: "มาตรการที่ยังไม่แล้วเสร็จ",
}
NAMES = {
    DutyKind.REPORT: "รายงาน",
    DutyKind.CHASE: "ค้างส่งรายงาน",
    DutyKind.STEP: "ขั้นตอน",
    DutyKind.MEASURE: "มาตรการ",
}
DEADLINES = {
    DutyKind.REPORT: "กำหนดส่ง",
    DutyKind.CHASE: "กำหนดส่ง",
    DutyKind.STEP: "กำหนด",
    DutyKind.MEASURE: "วันสิ้นสุด",
}
ACTIONS = {
    DutyKind.REPORT: "เขียนรายงาน",
    DutyKind.CHASE: "ดูรอบการรายงาน",
    DutyKind.STEP: "บันทึกความก้าวหน้า",
    DutyKind.MEASURE: "บันทึกความก้าวหน้า",
}
OF_MEASURES = (DutyKind.STEP, DutyKind.MEASURE)


@dataclass(frozen=True)
class Duty:
    """Something with a deadline: what it is, where it belongs, who answers for it, and where one does it.

    An agency goes by the word of its address, departments by their names. `round_name` and `round_path` are of a
    report's round; `note` is what else there is to say of it.
    """

    kind: DutyKind
    agency: str
    agency_name: str
    fiscal_year: int
    title: str
    due: date
    path: str
    departments: tuple[str, ...] = ()
    round_name: str = ""
    round_path: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        """The title on one line, whatever was typed; for a report with its round."""
        title = " ".join(self.title.split())
        return f"{self.round_name}: {title}" if self.kind == DutyKind.REPORT else title

    @property
    def kind_name(self) -> str:
        return NAMES[self.kind]

    @property
    def deadline(self) -> str:
        return f"{DEADLINES[self.kind]} {long_date(self.due)}"

    @property
    def owners(self) -> str:
        return ", ".join(self.departments)

    @property
    def action(self) -> str:
        return ACTIONS[self.kind]


@dataclass(frozen=True)
class Responsibility:
    """A person in an agency: the departments whose work is theirs, and whether they look after all of it."""

    agency: str
    departments: frozenset[str]
    is_coordinator: bool = False


@dataclass(frozen=True)
class LetterSection:
    """Duties of one kind under their heading, each with its number in the whole letter."""

    heading: str
    duties: tuple[tuple[int, Duty], ...]


@dataclass(frozen=True)
class PlanDuties:
    """The duties of a plan, by kind."""

    agency_name: str
    fiscal_year: int
    sections: tuple[LetterSection, ...]


@dataclass(frozen=True)
class NewsItem:
    """Something that a person is told besides deadlines, in the words of the inbox; `key` is that of the notice."""

    key: UUID
    agency_name: str
    heading: str
    sentence: str
    remark: str
    action: str
    path: str
    waits: bool = False


@dataclass(frozen=True)
class AgencyNews:
    """What happened in an agency, each with its number in the whole letter."""

    agency_name: str
    items: tuple[tuple[int, NewsItem], ...]


@dataclass(frozen=True)
class Wish:
    """Of what a person wants letters: deadlines and the rest, and whether on Mondays only."""

    deadlines: bool = True
    is_weekly: bool = False

    def has_letter_on(self, day: date) -> bool:
        return not self.is_weekly or day.weekday() == MONDAY

    def days_spoken_of(self, day: date) -> frozenset[date]:
        """Return the deadlines of the letter of a day; that of a week speaks of what the days until the next would."""
        if not self.deadlines:
            return frozenset()
        days = WEEK.days if self.is_weekly else 1
        return frozenset().union(*(days_spoken_of(day + timedelta(days=each)) for each in range(days)))


@dataclass(frozen=True)
class Digest:
    """Everything that one letter tells a person: what happened, and what is near its deadline or past it."""

    day: date
    duties: tuple[Duty, ...]
    news: tuple[NewsItem, ...] = ()

    @property
    def count(self) -> int:
        return len(self.duties) + len(self.news)

    @property
    def opening(self) -> str:
        told = ["เรื่องที่ท่านควรทราบ"] if self.news else []
        return "และ".join([*told, "งานที่ใกล้ครบกำหนดหรือเกินกำหนด"] if self.duties else told)

    @property
    def agencies(self) -> tuple[AgencyNews, ...]:
        """What happened, by agency, what waits for the person first, numbered from one."""
        ordered = sorted(self.news, key=lambda item: (item.agency_name, not item.waits))
        groups = _grouped(list(enumerate(ordered, 1)), lambda item: item.agency_name)
        return tuple(AgencyNews(group[0][1].agency_name, tuple(group)) for group in groups)

    @property
    def overdue(self) -> int:
        return sum(duty.due < self.day for duty in self.duties)

    @property
    def subject(self) -> str:
        """One line without anything that somebody typed."""
        subject = f"แจ้งเตือนงาน ITA {self.count} รายการ"
        return f"{subject} (เกินกำหนด {self.overdue} รายการ)" if self.overdue else subject

    @property
    def plans(self) -> tuple[PlanDuties, ...]:
        """The duties by agency and plan, then by kind, the earliest deadline first, numbered after the news."""
        numbered = list(enumerate(self.duties, len(self.news) + 1))
        return tuple(
            PlanDuties(plan[0][1].agency_name, plan[0][1].fiscal_year, _sections(plan))
            for plan in _grouped(numbered, lambda duty: (duty.agency, duty.fiscal_year))
        )


EVERYTHING = Wish()


def days_spoken_of(today: date) -> frozenset[date]:
    """Return the deadlines that a letter of today mentions."""
    ahead = {today + timedelta(days=days) for days in DAYS_AHEAD}
    return frozenset(ahead | {today - week * WEEK for week in range(1, WEEKS_AFTER + 1)})


def days_at_hand(today: date) -> frozenset[date]:
    """Return the deadlines that the portal's pages show today: from the first letter before to the last after."""
    first, last = today - WEEKS_AFTER * WEEK, max(DAYS_AHEAD)
    return frozenset(first + timedelta(days=days) for days in range(WEEKS_AFTER * WEEK.days + last + 1))


def digest_of(
    responsibilities: Iterable[Responsibility],
    duties: Iterable[Duty],
    today: date,
    *,
    wish: Wish = EVERYTHING,
    news: Iterable[NewsItem] = (),
) -> Digest | None:
    """Return a person's letter of today about these duties and news, or None where there is nothing to write."""
    if not wish.has_letter_on(today):
        return None
    spoken_of = wish.days_spoken_of(today)
    found = duties_of(responsibilities, (duty for duty in duties if duty.due in spoken_of), today)
    digest = Digest(today, found, tuple(news))
    return digest if digest.count else None


def duties_of(responsibilities: Iterable[Responsibility], duties: Iterable[Duty], today: date) -> tuple[Duty, ...]:
    """Return those of the duties that concern a person, in the order of a letter."""
    duties = list(duties)
    found = [duty for each in responsibilities for duty in _of_responsibility(each, duties, today)]
    return tuple(sorted(found, key=lambda duty: (duty.agency, duty.fiscal_year, duty.kind, duty.due)))


def _sections(numbered: Sequence[tuple[int, Duty]]) -> tuple[LetterSection, ...]:
    kinds = _grouped(numbered, lambda duty: duty.kind)
    return tuple(LetterSection(HEADINGS[kind[0][1].kind], tuple(kind)) for kind in kinds)


def _grouped(
    numbered: Iterable[tuple[int, Numbered]], key: Callable[[Numbered], Any]
) -> list[list[tuple[int, Numbered]]]:
    groups: dict[Any, list[tuple[int, Numbered]]] = {}
    for number, told in numbered:
        groups.setdefault(key(told), []).append((number, told))
    return list(groups.values())


def _of_responsibility(own: Responsibility, duties: Iterable[Duty], today: date) -> list[Duty]:
    there = [duty for duty in duties if duty.agency == own.agency]
    theirs = [duty for duty in there if own.departments & set(duty.departments or (NOBODY,))]
    if not own.is_coordinator:
        return theirs
    others = [duty for duty in there if duty not in theirs and duty.due < today]
    measures = [duty for duty in others if duty.kind in OF_MEASURES]
    return theirs + measures + _chased(duty for duty in others if duty.kind == DutyKind.REPORT)


def _chased(reports: Iterable[Duty]) -> list[Duty]:
    """Return one duty for each round: which departments have not reported on how many measures."""
    rounds: dict[str, list[Duty]] = {}
    for duty in reports:
        rounds.setdefault(duty.round_path, []).append(duty)
    return [_chase(owed) for owed in rounds.values()]


def _chase(owed: list[Duty]) -> Duty:
    counts = Counter(name for duty in owed for name in duty.departments)
    owing = " ".join(f"{name} {count} มาตรการ" for name, count in counts.items())
    first = owed[0]
    title = f"{first.round_name}: {owing}"
    return replace(first, kind=DutyKind.CHASE, title=title, path=first.round_path, departments=(), note="")
