"""The order in which the findings of a year are written: what is opened first, and what comes after it.

Subjects are told apart by their address (issue:3, question:e4/1); the limitations come last, as on paper.
"""

from collections.abc import Collection, Sequence

LIMITATIONS = "limitations"


def first_to_write(order: Sequence[str], waiting: Collection[str]) -> str:
    """Return the first that needs work, else the first of all; the order is never empty."""
    return next((address for address in order if address in waiting), order[0])


def next_to_write(order: Sequence[str], waiting: Collection[str], after: str) -> str | None:
    """Return what needs work next, from the start again behind the last; None where nothing else does."""
    at = order.index(after) if after in order else -1
    others = (*order[at + 1 :], *order[: max(at, 0)])
    return next((address for address in others if address in waiting), None)
