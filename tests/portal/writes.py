"""What a service that writes is driven in, and what a write is that the history has to tell."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.models import Agency, User
from assessments.models import Assessment
from assessments.rules.entry import read_entry
from measures import services as measures
from measures.models import Measure, MeasurePlan, MeasureReport


@dataclass
class World:
    """The home agency with the person who writes, and what the writes are about."""

    agency: Agency
    actor: User
    assessment: Assessment
    plan: MeasurePlan

    @property
    def measure(self) -> Measure:
        return self.plan.measures.select_related("plan__agency")[0]

    def draft(self) -> MeasureReport:
        return measures.report_begin(measure=self.measure, reporting_round=None)


def entries(world: World, code: str, text: str):
    return [read_entry(world.assessment.framework.structure(), code, text)]


@dataclass(frozen=True)
class Write:
    """A service, how it is driven, and words of its entry: subject, texts before and after, or what it is called."""

    service: str
    drive: Callable[[World], object]
    subject: str
    old: str = ""
    new: str = ""
    label: str = ""
