"""The cycle of a year's work: one result, and the one plan of measures that answers it.

Years are fiscal years of the Buddhist era: year N runs from 1 October N-1 to 30 September N. The result of year N is
announced about August N (seen: 26 August 2564, 5 August 2565, 10 August 2566, 18 August 2568); the plan that answers
it is carried out from 1 October N on, so that it is normally of year N+1. Two of the five source documents planned
for the year of the result itself: that is allowed, and said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ita_portal.text.thai import ERA_OFFSET

ANNOUNCED_MONTH, ANNOUNCED_DAY = 8, 1  # where nobody has entered the day of the announcement


@dataclass(frozen=True)
class Cycle:
    """The result of `result_year` and the plan of `plan_year` that answers it, whether or not they are there yet."""

    result_year: int
    plan_year: int
    has_result: bool = False
    has_plan: bool = False
    is_taken: bool = False  # the plan of that year answers another result

    @property
    def name(self) -> str:
        """The name in the bar, for example "ผลปี 2569 → แผนปี 2570"."""
        return f"ผลปี {self.result_year}" if self.is_taken else f"ผลปี {self.result_year} → แผนปี {self.plan_year}"


def usual_plan_year(result_year: int) -> int:
    """Return the year in which the result of a year is normally answered."""
    return result_year + 1


def usual_result_year(plan_year: int) -> int:
    """Return the year whose result a plan normally answers."""
    return plan_year - 1


def known_from(result_year: int, announced: Mapping[int, date]) -> date:
    """Return the day from which the result of a year can be known: its announcement, else 1 August of the year."""
    return announced.get(result_year) or date(result_year - ERA_OFFSET, ANNOUNCED_MONTH, ANNOUNCED_DAY)


def newest_known_result(today: date, announced: Mapping[int, date]) -> int:
    """Return the year of the newest result that can be known on a day; the cycle of that result is the open one."""
    year = today.year + ERA_OFFSET
    return year if known_from(year, announced) <= today else year - 1


def cycles_of(results: Iterable[int], plans: Mapping[int, int | None], open_result_year: int) -> tuple[Cycle, ...]:
    """Return every cycle of an agency, the newest first: those with a result or a plan, the open one and the next.

    `results` are the years of the agency's results; `plans` gives for the year of each plan the year of the result
    that it answers, None where nobody has decided that yet.
    """
    results = set(results)
    answered = _answered(plans)
    years = results | set(answered) | {open_result_year, open_result_year + 1}
    return tuple(
        Cycle(
            result_year=year,
            plan_year=answered.get(year, usual_plan_year(year)),
            has_result=year in results,
            has_plan=year in answered,
            is_taken=year not in answered and usual_plan_year(year) in plans,
        )
        for year in sorted(years, reverse=True)
    )


def _answered(plans: Mapping[int, int | None]) -> dict[int, int]:
    """Return the year of the plan of each result. What nobody decided takes no result from a plan that answers it.

    An undecided plan stands with the result of the year before where that is free, else with the one of its own year.
    """
    answered = {result: plan for plan, result in sorted(plans.items()) if result is not None}
    for plan in sorted(year for year, result in plans.items() if result is None):
        usual = usual_result_year(plan)
        answered.setdefault(plan if usual in answered else usual, plan)
    return answered


def cycle_of_result(cycles: Iterable[Cycle], result_year: int) -> Cycle:
    """Return the cycle of a result; one that is in no list has the usual plan year and nothing in it."""
    found = (cycle for cycle in cycles if cycle.result_year == result_year)
    return next(found, Cycle(result_year, usual_plan_year(result_year)))


def cycle_of_plan(cycles: Iterable[Cycle], plan_year: int) -> Cycle:
    """Return the cycle that a plan of a year belongs to.

    Where another plan already answers the usual result, or the usual result is planned for in another year, a plan that
    is not there yet still has the result of the year before.
    """
    cycles = list(cycles)
    with_plan = (cycle for cycle in cycles if cycle.plan_year == plan_year and cycle.has_plan)
    usual = (cycle for cycle in cycles if cycle.plan_year == plan_year)
    return next(with_plan, None) or next(usual, Cycle(usual_result_year(plan_year), plan_year))
