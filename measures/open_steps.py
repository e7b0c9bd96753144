"""The steps with a day of their own that the accepted state of their measure leaves open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import Department
from measures.models import Measure, Progress, Step
from measures.rules.completion import carried_over, ticks_of
from measures.rules.step_words import names_of_owner
from measures.rules.tracking import SETTLED


@dataclass(frozen=True)
class OpenStep:
    """A step that is still to be done by its day, and the departments that answer for it."""

    step: Step
    due: date
    departments: tuple[Department, ...]


def open_steps(measures: Iterable[Measure]) -> dict[int, tuple[OpenStep, ...]]:
    """Return the open steps of each measure, the earliest first, in one query.

    Load steps, owners and standing first. A measure that is done or cancelled leaves nothing open.
    """
    dated = [each for each in measures if any(step.due_on for step in each.steps.all())]
    accepted = {each.pk: each.accepted_progress for each in dated}
    entries = [entry.pk for entry in accepted.values() if entry]
    ticks = dict(Progress.objects.filter(pk__in=entries).values_list("pk", "steps")) if entries else {}
    found = {}
    for measure in dated:
        entry = accepted[measure.pk]
        if entry is None or entry.status not in SETTLED:
            found[measure.pk] = _open_of(measure, ticks.get(entry.pk, ()) if entry else ())
    return found


def _open_of(measure: Measure, stored: Iterable[dict[str, object]]) -> tuple[OpenStep, ...]:
    steps = list(measure.steps.all())
    done = carried_over([step.text for step in steps], ticks_of(stored))
    left = [step for step, tick in zip(steps, done, strict=True) if step.due_on and not tick.is_done]
    named = [OpenStep(step, step.due_on, _answering(measure, step)) for step in left if step.due_on]
    return tuple(sorted(named, key=lambda each: each.due))


def _answering(measure: Measure, step: Step) -> tuple[Department, ...]:
    """Return the department that the step names; where it names none, the one that reports on the measure."""
    owners = measure.ownerships.all()
    named = [
        each.department
        for each in owners
        if step.owner in names_of_owner(each.department.name, each.units, each.person)
    ]
    return tuple(named[:1]) or measure.reporters
