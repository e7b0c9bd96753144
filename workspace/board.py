"""The board of a cycle with the addresses of its tasks, as the page and the command print it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agencies.models import Agency
from assessments.rules.cycle import Cycle, usual_result_year
from measures.cycles import AgencyCycles
from reports.checks.required_item import AskingRounds
from reports.issue.cycle_drafts import CycleDrafts
from reports.issue.rules.stage import COORDINATOR, UNFINISHED, State
from workspace.cycle_facts import CycleFacts
from workspace.rules.board import Task, TaskGroup, groups_of, is_complete, left_over
from workspace.rules.facts import Facts


@dataclass(frozen=True)
class BoardTask:
    """A task with the address of the page on which it is done."""

    task: Task
    url: str


@dataclass(frozen=True)
class BoardGroup:
    title: str
    tasks: tuple[BoardTask, ...]


@dataclass(frozen=True)
class Board:
    """What there is to do in a cycle, and what is left over from the one before."""

    facts: Facts
    groups: tuple[BoardGroup, ...]
    left_over: BoardGroup | None

    @property
    def tasks(self) -> tuple[BoardTask, ...]:
        return tuple(task for group in self.groups for task in group.tasks)

    @property
    def has_unconfirmed_days(self) -> bool:
        """Whether any day on the board is one that nobody confirmed, so that the board says what its * means."""
        shown = [*self.tasks, *(self.left_over.tasks if self.left_over else ())]
        return any(each.task.due is not None and not each.task.is_due_confirmed for each in shown)

    @property
    def is_complete(self) -> bool:
        return is_complete(self.facts) and self.left_over is None

    @property
    def next_task(self) -> BoardTask | None:
        """What the coordinator does first, of this cycle before the one before it: see `_urgency`."""
        open_tasks = [*self.tasks, *(self.left_over.tasks if self.left_over else ())]
        return min((each for each in open_tasks if each.task.stage.is_open), key=_urgency, default=None)

    @property
    def is_next_left_over(self) -> bool:
        """Whether what is to be done first belongs to the cycle before."""
        return self.left_over is not None and self.next_task in self.left_over.tasks


def _urgency(each: BoardTask) -> int:
    """Return how soon a task is the coordinator's: unfinished or late, to be looked over, or with somebody else.

    Reports that were sent wait for the coordinator alone, and the departments for an answer.
    """
    stage = each.task.stage
    if stage.state == State.LATE or (each.task.place.page == "round" and stage.state == State.TO_CONFIRM):
        return 0
    if COORDINATOR not in stage.who:
        return 2
    return 0 if stage.state in UNFINISHED else 1


def board_of(loaded: CycleFacts, earlier: CycleFacts | None) -> Board:
    """Return the board of a cycle; `earlier` is the cycle before, where there is one."""
    facts, agency = loaded.facts, loaded.agency
    rest = _placed(left_over(earlier.facts), agency) if earlier else ()
    title = f"ค้างจากรอบก่อน ({earlier.cycle.name})" if earlier else ""
    groups = tuple(_group(group, agency) for group in groups_of(facts))
    return Board(facts, groups, BoardGroup(title, rest) if rest else None)


def cycle_before(cycles: AgencyCycles, cycle: Cycle) -> Cycle | None:
    """Return the cycle of the result of the year before, where it has a plan."""
    year = usual_result_year(cycle.result_year)
    return next((each for each in cycles.cycles if each.result_year == year and each.has_plan), None)


def board_for(agency: Agency, cycles: AgencyCycles, cycle: Cycle, today: date) -> tuple[CycleFacts, Board]:
    """Return the board of a cycle on a day, with what was loaded for it."""
    rounds = AskingRounds()
    return board_by(lambda each: CycleDrafts(agency, each, rounds), cycles, cycle, today)


def board_by(
    drafts_in: Callable[[Cycle], CycleDrafts], cycles: AgencyCycles, cycle: Cycle, today: date
) -> tuple[CycleFacts, Board]:
    """Return the same by what loads the drafts of a cycle."""
    loaded, before = CycleFacts(drafts_in(cycle), today), cycle_before(cycles, cycle)
    return loaded, board_of(loaded, CycleFacts(drafts_in(before), today) if before else None)


def _group(group: TaskGroup, agency: Agency) -> BoardGroup:
    return BoardGroup(group.title, _placed(group.tasks, agency))


def _placed(tasks: tuple[Task, ...], agency: Agency) -> tuple[BoardTask, ...]:
    return tuple(
        BoardTask(task, reverse(task.place.page, args=[agency.slug, task.place.fiscal_year, *task.place.rest]))
        for task in tasks
    )
