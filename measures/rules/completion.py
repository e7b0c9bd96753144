"""Which steps of a measure are done, and how far that brings it.

An entry keeps the texts of the steps as they were, so that it says the same after the measure was edited.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class StepTick:
    """A step as it was worded at the time, and whether it was done."""

    text: str
    is_done: bool = False


def ticks_of(stored: Iterable[Mapping[str, Any]]) -> tuple[StepTick, ...]:
    """Return steps as an entry stores them."""
    return tuple(StepTick(str(step["text"]), bool(step["is_done"])) for step in stored)


def step_key(position: int, text: str) -> str:
    """Return the value that ticks a step in a form; a step that was reworded or moved meanwhile has another one."""
    return f"{position}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def ticked(texts: Sequence[str], keys: Collection[str]) -> tuple[StepTick, ...]:
    """Return the steps of a measure with those ticked that a form named."""
    return tuple(StepTick(text, step_key(number, text) in keys) for number, text in enumerate(texts, 1))


def carried_over(texts: Sequence[str], before: Iterable[StepTick]) -> tuple[StepTick, ...]:
    """Return the steps of a measure with those ticked that were done before; a reworded step is a new one."""
    done = Counter(_bare(step.text) for step in before if step.is_done)
    ticks = []
    for text in texts:
        is_done = done[_bare(text)] > 0
        done[_bare(text)] -= is_done
        ticks.append(StepTick(text, is_done))
    return tuple(ticks)


def percent_of(steps: Sequence[StepTick]) -> int | None:
    """Return the share of the steps that is done in per cent, rounded half up; None where no step is ticked."""
    done = sum(step.is_done for step in steps)
    return (200 * done + len(steps)) // (2 * len(steps)) if done else None


def steps_words(steps: Sequence[StepTick]) -> str:
    """Say how many steps are done, or nothing where there are none."""
    return f"ทำแล้ว {sum(step.is_done for step in steps)} จาก {len(steps)} ขั้นตอน" if steps else ""


def _bare(text: str) -> str:
    return "".join(text.split())
