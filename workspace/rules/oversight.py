"""The agencies of an area side by side: what is shown of each, by what they are chosen, in which order, and their sums.

Scores are 0 to 100 and judged as printed; `target` is the agency's own. Years are fiscal years of the Buddhist era.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assessments.rules.figures import rounded
from assessments.rules.target import is_below_target
from ita_portal.text.dictionary_order import dictionary_key

STEPS = {
    "scores": "คะแนน",
    "analysis": "วิเคราะห์",
    "plan": "แผน",
    "issued": "ออกเอกสาร",
    "published": "เผยแพร่",
    "report": "รายงาน",
}
ANYWHERE = -1  # below the target in the total (0) or in any instrument (1 and on, in the order of the year)


class Choice(StrEnum):
    """Which agencies are listed."""

    ALL = "all"
    BELOW = "below"  # in total or in an instrument
    NOT_BEGUN = "not-begun"  # no total of the newest result that can be known
    OVERDUE = "overdue"  # a measure of the plan is past its end
    LATE = "late"  # the round has closed, and nothing of its plan is published


CHOICES = {
    Choice.ALL: "ทั้งหมด",
    Choice.BELOW: "ต่ำกว่าค่าเป้าหมาย",
    Choice.NOT_BEGUN: "ยังไม่มีคะแนน",
    Choice.OVERDUE: "มีมาตรการเกินกำหนด",
    Choice.LATE: "เผยแพร่ล่าช้า",
}


@dataclass(frozen=True)
class OverseenAgency:
    """One agency with its newest result and how far its cycle has come; None where a figure is not known."""

    slug: str
    name: str
    kind: str
    district: str
    province: str
    target: Decimal
    total: Decimal | None = None
    level: str = ""
    level_reason: str = ""
    instruments: tuple[Decimal | None, ...] = ()
    weakest: str = ""
    before: Decimal | None = None  # the total of the year before
    level_before: str = ""
    done: frozenset[str] = frozenset()  # of STEPS
    is_late: bool = False
    plan_year: int = 0  # of the plan that answers the result
    overdue: int = 0  # of its measures
    last_change: date | None = None

    @property
    def change(self) -> Decimal | None:
        """How the printed total differs from the printed one of the year before."""
        return None if self.total is None or self.before is None else rounded(self.total) - rounded(self.before)

    @property
    def is_below(self) -> bool:
        return self.is_below_in(ANYWHERE)

    def is_below_in(self, at: int) -> bool:
        """Return whether the total, an instrument by its place, or any of them is below the target."""
        figures = (self.total, *self.instruments)
        asked = figures if at == ANYWHERE else figures[at : at + 1]
        return any(is_below_target(figure, self.target) for figure in asked)

    @property
    def figures(self) -> tuple[tuple[Decimal | None, bool], ...]:
        """The instruments, each with whether it is below the target."""
        return tuple((figure, is_below_target(figure, self.target)) for figure in self.instruments)

    @property
    def is_total_below(self) -> bool:
        return is_below_target(self.total, self.target)

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        return tuple((name, key in self.done) for key, name in STEPS.items())


@dataclass(frozen=True)
class AgencyGroup:
    """Agencies of one district or kind: how many, with a total, below the target, the mean of the known totals.

    `overdue` counts measures.
    """

    name: str
    count: int
    known: int
    below: int
    mean: Decimal | None
    overdue: int


@dataclass(frozen=True)
class LevelCount:
    """How many agencies reached a level, and how many in the year before."""

    name: str
    count: int
    before: int


@dataclass(frozen=True)
class AreaSums:
    """What the agencies of an area have together; the mean is that of the totals that are known."""

    count: int
    known: int
    mean: Decimal | None
    mean_before: Decimal | None
    levels: tuple[LevelCount, ...]  # the most frequent first
    kinds: tuple[AgencyGroup, ...]
    districts: tuple[AgencyGroup, ...]
    better: int  # of those whose totals of both years are known
    worse: int
    alike: int
    below: tuple[int, ...]  # the total, then each instrument
    overdue: int  # measures, of all agencies
    with_overdue: int  # agencies


_CHOSEN: Mapping[Choice, Callable[[OverseenAgency], bool]] = {
    Choice.ALL: lambda each: True,
    Choice.BELOW: lambda each: each.is_below,
    Choice.NOT_BEGUN: lambda each: each.total is None,
    Choice.OVERDUE: lambda each: each.overdue > 0,
    Choice.LATE: lambda each: each.is_late,
}
# What is not known stands last, whichever way a column is sorted.
_SORTED: Mapping[str, Callable[[OverseenAgency], object]] = {
    "name": lambda each: dictionary_key(each.name),
    "district": lambda each: (dictionary_key(each.district), dictionary_key(each.name)),
    "total": lambda each: each.total,
    "change": lambda each: each.change,
    "overdue": lambda each: each.overdue,
    "last": lambda each: each.last_change,
}
SORTS = tuple(_SORTED)


def chosen(
    agencies: Iterable[OverseenAgency], choice: Choice, district: str = "", weak: int = ANYWHERE
) -> list[OverseenAgency]:
    """Return the agencies that a choice names, of one district where one is given; `weak` narrows what is below."""
    is_chosen = _CHOSEN[choice]
    return [
        each
        for each in agencies
        if is_chosen(each)
        and district in ("", each.district)
        and (choice != Choice.BELOW or weak == ANYWHERE or each.is_below_in(weak))
    ]


def in_order(agencies: Iterable[OverseenAgency], by: str, *, descending: bool = False) -> list[OverseenAgency]:
    """Return agencies sorted by a column; those of which nothing is known in it come last."""
    key = _SORTED.get(by, _SORTED["name"])
    named = sorted(agencies, key=lambda each: dictionary_key(each.name))
    known = [each for each in named if key(each) is not None]
    unknown = [each for each in named if key(each) is None]
    return [*sorted(known, key=key, reverse=descending), *unknown]  # type: ignore[arg-type]  # of one column, one type


def sums_of(agencies: Sequence[OverseenAgency]) -> AreaSums:
    """Return counts and unrounded means over agencies; an agency without a total is counted, and in no mean."""
    changes = [each.change for each in agencies if each.change is not None]
    instruments = max((len(each.instruments) for each in agencies), default=0)
    return AreaSums(
        count=len(agencies),
        known=sum(each.total is not None for each in agencies),
        mean=_mean(each.total for each in agencies),
        mean_before=_mean(each.before for each in agencies),
        levels=_levels(agencies),
        kinds=_groups(agencies, lambda each: each.kind),
        districts=_groups(agencies, lambda each: each.district),
        better=sum(each > 0 for each in changes),
        worse=sum(each < 0 for each in changes),
        alike=changes.count(Decimal(0)),
        below=tuple(sum(each.is_below_in(at) for each in agencies) for at in range(instruments + 1)),
        overdue=sum(each.overdue for each in agencies),
        with_overdue=sum(each.overdue > 0 for each in agencies),
    )


def _levels(agencies: Sequence[OverseenAgency]) -> tuple[LevelCount, ...]:
    now = Counter(each.level for each in agencies if each.level)
    before = Counter(each.level_before for each in agencies if each.level_before)
    names = [*(name for name, _ in now.most_common()), *(name for name, _ in before.most_common() if name not in now)]
    return tuple(LevelCount(name, now[name], before[name]) for name in names)


def _groups(agencies: Sequence[OverseenAgency], name_of: Callable[[OverseenAgency], str]) -> tuple[AgencyGroup, ...]:
    """Return agencies by a name, in the order of the dictionary."""
    found: dict[str, list[OverseenAgency]] = {}
    for each in agencies:
        found.setdefault(name_of(each), []).append(each)
    return tuple(
        AgencyGroup(
            name=name,
            count=len(found[name]),
            known=sum(each.total is not None for each in found[name]),
            below=sum(each.is_below for each in found[name]),
            mean=_mean(each.total for each in found[name]),
            overdue=sum(each.overdue for each in found[name]),
        )
        for name in sorted(found, key=dictionary_key)
    )


def _mean(figures: Iterable[Decimal | None]) -> Decimal | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) / len(known) if known else None
