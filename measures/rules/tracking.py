"""The state of a plan's measures: by status, by nearness of their end, by department, by what they answer.

Every number is of the accepted state. A measure of which nothing was accepted is counted by itself: whether it was
begun is not known. One that is done or cancelled has no end to miss.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from measures.rules.standing import BESIDE, NO_REPORT, Standing

UNREPORTED = "unreported"
STATUSES = {
    UNREPORTED: NO_REPORT,
    "not_started": "ยังไม่ดำเนินการ",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "done": "ดำเนินการแล้วเสร็จ",
    "cancelled": "ยกเลิก",
}
DONE = "done"
SETTLED = frozenset({DONE, "cancelled"})
OVERDUE, SOON = "overdue", "soon"
SOON_DAYS = 30
DUES = {OVERDUE: "เกินกำหนด", SOON: f"ครบกำหนดใน {SOON_DAYS} วัน"}
ALL_DONE = 100


@dataclass(frozen=True)
class TrackedGroup:
    """A department, an issue or an indicator: its word in an address, and its name."""

    value: str
    name: str


# What an address says for the measures of no department, no issue or no indicator.
NONE = "none"
IN_NONE = {
    "department": TrackedGroup(NONE, "ไม่มีผู้รับผิดชอบ"),
    "issue": TrackedGroup(NONE, "ไม่ระบุประเด็น"),
    "indicator": TrackedGroup(NONE, "ไม่ระบุตัวชี้วัด"),
}


@dataclass(frozen=True)
class TrackedBeside:
    """What was reported on a measure and does not count yet, or not in this form."""

    standing: Standing
    status: str
    percent: int | None
    reported_on: date

    @property
    def name(self) -> str:
        return BESIDE[self.standing]

    @property
    def words(self) -> str:
        return f"{self.name}: {STATUSES[self.status]}"


@dataclass(frozen=True)
class TrackedStep:
    """A step with a day of its own that is not done yet, in words as they are printed."""

    number: int
    words: str
    due: date


@dataclass(frozen=True)
class Tracked:
    """A measure with its accepted state and what stands beside it, on the day on which somebody looks.

    `number` is its place in the plan.
    """

    key: str
    number: int
    title: str
    today: date
    status: str = UNREPORTED
    percent: int | None = None
    reported_on: date | None = None
    nothing_name: str = NO_REPORT  # why there is no status: nobody has reported, or nothing was accepted
    beside: tuple[TrackedBeside, ...] = ()
    departments: tuple[TrackedGroup, ...] = ()  # the lead first
    owners: tuple[str, ...] = ()  # the same as they are printed
    is_led: bool = False  # by the first of them
    issue: TrackedGroup | None = None
    indicator: TrackedGroup | None = None
    start: date | None = None
    end: date | None = None
    timeframe: str = ""
    version: int = 1
    is_draft: bool = False
    steps: tuple[str, ...] = ()
    open_steps: tuple[TrackedStep, ...] = ()  # with a day, the earliest first

    @property
    def next_step(self) -> TrackedStep | None:
        """The open step whose day comes first."""
        return self.open_steps[0] if self.open_steps else None

    @property
    def next_step_words(self) -> str:
        return f"{self.next_step.number}. {self.next_step.words}" if self.next_step else ""

    @property
    def is_step_late(self) -> bool:
        return self.next_step is not None and self.next_step.due < self.today

    @property
    def status_name(self) -> str:
        return self.nothing_name if self.status == UNREPORTED else STATUSES[self.status]

    @property
    def standings(self) -> frozenset[str]:
        """What stands beside the accepted state, by the words in an address."""
        return frozenset(each.standing for each in self.beside)

    @property
    def completion(self) -> int | None:
        """The completion in per cent: as reported, and 100 for a measure that is done."""
        return ALL_DONE if self.percent is None and self.status == DONE else self.percent

    @property
    def due(self) -> str:
        """Return `overdue` where the end is before today, `soon` where it is at most 30 days ahead, else nothing."""
        if self.end is None or self.status in SETTLED:
            return ""
        if self.end < self.today:
            return OVERDUE
        return SOON if self.end <= self.today + timedelta(days=SOON_DAYS) else ""

    @property
    def due_name(self) -> str:
        return DUES.get(self.due, "")

    @property
    def days_late(self) -> int:
        return (self.today - self.end).days if self.end and self.due == OVERDUE else 0


@dataclass(frozen=True)
class Count:
    """A number with what it counts; `value` is the word by which an address shows just these."""

    value: str
    name: str
    number: int


@dataclass(frozen=True)
class Counts:
    """Some measures, counted."""

    total: int
    statuses: tuple[Count, ...]
    dues: tuple[Count, ...]


@dataclass(frozen=True)
class GroupCounts:
    """The measures of a department, an issue or an indicator, counted."""

    group: TrackedGroup
    counts: Counts


@dataclass(frozen=True)
class PlanCounts:
    """A whole plan, counted; a measure of two departments counts for both."""

    whole: Counts
    departments: tuple[GroupCounts, ...]
    issues: tuple[GroupCounts, ...]
    indicators: tuple[GroupCounts, ...]


@dataclass(frozen=True)
class Groups:
    """Everything by which the measures of a plan can be sorted into groups."""

    departments: tuple[TrackedGroup, ...] = ()
    issues: tuple[TrackedGroup, ...] = ()
    indicators: tuple[TrackedGroup, ...] = ()

    def of(self, kind: str) -> tuple[TrackedGroup, ...]:
        """Return the groups of a kind: department, issue or indicator."""
        found = {"department": self.departments, "issue": self.issues, "indicator": self.indicators}
        return found[kind]


def count_plan(measures: Sequence[Tracked], groups: Groups) -> PlanCounts:
    """Count the measures of a plan. Groups stand in their given order, those without measures too.

    Where measures answer only indicators, or only issues, the other is left out.
    """
    has_issues, has_indicators = any(each.issue for each in measures), any(each.indicator for each in measures)
    return PlanCounts(
        whole=count(measures),
        departments=_by_group(measures, "department", groups),
        issues=_by_group(measures, "issue", groups) if has_issues or not has_indicators else (),
        indicators=_by_group(measures, "indicator", groups) if has_indicators or not groups.issues else (),
    )


def count(measures: Iterable[Tracked]) -> Counts:
    """Count measures by status and by nearness of their end."""
    measures = list(measures)
    statuses = Counter(measure.status for measure in measures)
    dues = Counter(measure.due for measure in measures)
    return Counts(
        total=len(measures),
        statuses=tuple(Count(value, name, statuses[value]) for value, name in STATUSES.items()),
        dues=tuple(Count(value, name, dues[value]) for value, name in DUES.items()),
    )


def groups_of(measure: Tracked, kind: str) -> tuple[str, ...]:
    """Return the words in an address for a measure's groups of a kind; `none` where it is in no group."""
    if kind == "department":
        return tuple(each.value for each in measure.departments) or (NONE,)
    group = measure.issue if kind == "issue" else measure.indicator
    return (group.value if group else NONE,)


def _by_group(measures: Sequence[Tracked], kind: str, groups: Groups) -> tuple[GroupCounts, ...]:
    """Count the measures of each group, and of none where there are such."""
    members: dict[str, list[Tracked]] = {}
    for measure in measures:
        for value in groups_of(measure, kind):
            members.setdefault(value, []).append(measure)
    listed = groups.of(kind)
    if not listed:
        return ()
    rows = [GroupCounts(group, count(members.get(group.value, ()))) for group in listed]
    if NONE in members:
        rows.append(GroupCounts(IN_NONE[kind], count(members[NONE])))
    return tuple(rows)
