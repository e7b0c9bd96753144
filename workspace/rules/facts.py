"""What the portal knows of a cycle, as plain values: the board is judged from these and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.rules.cycle import Cycle
from reports.issue.rules.handover import SeenPlace
from reports.issue.rules.paper import Paper


@dataclass(frozen=True)
class Scores:
    """The result: how much of it is entered, and what its checks say."""

    questions: int = 0
    entered: int = 0
    has_framework: bool = False
    has_result: bool = False  # a total is known, published or computed
    is_known: bool = True  # the day from which it can be known has come
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class Analysis:
    """The findings: subjects (issues, indicators or questions), how many texts a person confirmed, and drafts."""

    unit: str = "ประเด็น"
    subjects: int = 0
    confirmed: int = 0
    drafts: int = 0


@dataclass(frozen=True)
class Plan:
    """The measures: how many lack something that the papers need, and what no measure answers."""

    exists: bool = False
    measures: int = 0
    lacking: tuple[tuple[str, int], ...] = ()  # "ผู้รับผิดชอบ" → number of measures without, which keeps a paper back
    wanting: tuple[tuple[str, int], ...] = ()  # the same of what the round does not require: papers only ask about it
    drafts: int = 0
    weak_without_measure: int = 0
    overdue: int = 0  # past their end, neither accepted as done nor cancelled
    settled: int = 0  # accepted as done, or cancelled


@dataclass(frozen=True)
class Round:
    """A reporting round: how many measures are in which state, and which departments still owe something."""

    key: str
    name: str
    due: date
    is_closed: bool
    total: int
    accepted: int
    waiting: int  # sent, not looked at yet
    returned: int
    departments: tuple[str, ...] = ()  # that owe a report

    @property
    def owed(self) -> int:
        return self.total - self.accepted - self.waiting


@dataclass(frozen=True)
class Facts:
    """All that the portal knows of a cycle, on the day on which somebody looks."""

    cycle: Cycle
    today: date
    scores: Scores = Scores()
    analysis: Analysis = Analysis()
    plan: Plan = Plan()
    rounds: tuple[Round, ...] = ()
    papers: tuple[Paper, ...] = ()
    # Of the published documents that assessors look for: whether each was seen to open on the agency's own website.
    handed: Mapping[str, SeenPlace] = field(default_factory=dict)
