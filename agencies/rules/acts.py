"""What a person does at one stroke, and in which order it can be taken back and done again.

An act may make many changes: a paste of 52 cells is one. Taking it back is an act of its own that names the one it
undoes, and doing it again undoes that one: so one rule orders undo and redo, and the history only ever grows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4


@dataclass(frozen=True)
class Act:
    key: UUID = field(default_factory=uuid4)
    undoes: UUID | None = None


@dataclass(frozen=True)
class ActStacks:
    """Keys of acts, the newest last: those that undo would take back, and those that redo would."""

    undo: tuple[UUID, ...]
    redo: tuple[UUID, ...]


def stacks_of(acts: Iterable[Act]) -> ActStacks:
    """Return what can be taken back and done again after a person's acts, given oldest first.

    Whoever does something new gives up what was taken back before. An act that takes back one from before the first
    that is given leaves something to do again all the same.
    """
    undo: list[UUID] = []
    redo: list[UUID] = []
    for act in acts:
        if act.undoes is None:
            undo.append(act.key)
            redo.clear()
        elif act.undoes in redo:
            redo.remove(act.undoes)
            undo.append(act.key)
        else:
            undo = [key for key in undo if key != act.undoes]
            redo.append(act.key)
    return ActStacks(tuple(undo), tuple(redo))
