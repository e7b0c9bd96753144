"""In which order the workers of a run take their tests."""

from collections.abc import Sequence
from typing import TypeVar

Dealt = TypeVar("Dealt")


def dealt(tests: Sequence[Dealt], is_long: Sequence[bool], workers: int) -> list[Dealt]:
    """Return the tests so that each worker begins with its share of the long ones.

    pytest-xdist hands every worker as many tests, one part of the list after the other, and lets who is done take some
    from the end of another's part: short ones then, and no worker is left alone with the long ones.
    """
    long = [test for test, takes_long in zip(tests, is_long, strict=True) if takes_long]
    short = [test for test, takes_long in zip(tests, is_long, strict=True) if not takes_long]
    order: list[Dealt] = []
    for worker in range(workers):
        size = (len(tests) - len(order)) // (workers - worker)
        own = long[worker::workers]
        # Tests of one file stay together: they share what is made for it.
        order += own + short[: size - len(own)] if size > len(own) else own
        short = short[max(size - len(own), 0) :]
    return order + short
