"""In which order acts are taken back and done again."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.acts import Act, stacks_of

NAMES = "ABCDXYZ"
KEYS = {name: UUID(int=number) for number, name in enumerate(NAMES, 1)}


def acts(text: str) -> list[Act]:
    """Read acts as "A B X-B": A, B, then X, which takes back B."""
    parts = (each.partition("-") for each in text.split())
    return [Act(KEYS[name], KEYS.get(undone)) for name, _, undone in parts]


def names(keys: tuple[UUID, ...]) -> str:
    return "".join(NAMES[key.int - 1] for key in keys)


@pytest.mark.parametrize(
    ("done", "undo", "redo"),
    [
        ("", "", ""),
        ("A B", "AB", ""),
        ("A B X-B", "A", "X"),
        ("A B X-B Y-A", "", "XY"),
        ("A B X-B Y-X", "AY", ""),
        ("A B X-B Y-X Z-Y", "A", "Z"),
        ("A B X-B C", "AC", ""),
        ("A B X-A", "B", "X"),
        ("B X-A", "B", "X"),
        ("A X-A Y-A", "", "XY"),
    ],
)
def test_what_can_be_taken_back_and_done_again(done, undo, redo):
    stacks = stacks_of(acts(done))
    assert (names(stacks.undo), names(stacks.redo)) == (undo, redo)


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=60))
def test_undo_and_redo_walk_as_in_any_editor(steps):
    """Against the plain model: one list of acts and a place in it."""
    history: list[Act] = []
    model, place = [], 0
    for step in steps:
        stacks = stacks_of(history)
        if step == "do":
            history.append(Act(uuid4()))
            model, place = [*model[:place], len(history)], place + 1
        elif keys := stacks.undo if step == "undo" else stacks.redo:
            history.append(Act(uuid4(), undoes=keys[-1]))
            place += -1 if step == "undo" else 1
        stacks = stacks_of(history)
        assert (len(stacks.undo), len(stacks.redo)) == (place, len(model) - place)
