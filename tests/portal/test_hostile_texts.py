"""No text can hold a worker: every pattern and every rule about texts is timed on texts made to take long.

A text that takes a pattern back to its start at each letter takes the square of its length: of 20,000 letters a second
and more, of 1,000,000 an hour. All are found here by themselves; a new one needs no line, unless a rule takes what
this file cannot make up (`GIVEN`), or a pattern is made while the portal runs (`BUILT`).
"""

import gc
import inspect
import re
import signal
import time
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import FunctionType
from typing import Any

import pytest

from assessments.rules.structure import QuestionSpec, Structure
from tests.assessments.small_year import small_year
from tests.portal.patterns import (
    LENGTH,
    LETTERS,
    Use,
    attacks,
    built_elsewhere,
    portal_modules,
    repeated,
    uses,
    uses_in,
)
from tests.portal.test_floors import PURE_FOLDERS

STRUCTURE = small_year()
# Of the processor's time, for 20,000 letters. What takes longer has to take no more than its share of a shorter text.
SECONDS = 0.05
SHARE, LONGEST_SHARE = 4, 8
BEGINNINGS = (8, 4)  # shares of a text that are tried before the whole
LONGEST = 0.1
TRIES = 3  # a busy machine slows a call down for a while; what grows too fast does so each time
# Patterns that are made from what is known only then, each with a rule below that uses it.
BUILT: set[str] = set()
RUNS = ("กา", "a-", "1.", "๑. ", "- ", "(อ้างอิง", "<a ", "a@", "www.", "o1 ", "พ.ศ. ", "อำเภอก", "\r\n", "ก\u0e48")


class TookTooLong(BaseException):
    """Beyond the reach of what a rule catches."""


@cache
def runs() -> tuple[str, ...]:
    return tuple(repeated(run, LENGTH) + "!" for run in (*LETTERS, *RUNS))


def texts(*patterns: re.Pattern[str]) -> Iterator[str]:
    yield from runs()
    for pattern in patterns:
        yield from attacks(pattern)


def seconds_of(call: Callable[[str], object], text: str, longest: float) -> float:
    """Return how long a call took of the processor, at most the longest time; what it raises is an answer too.

    Without the garbage collector, which would look through all that the tests before left in memory.
    """

    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    gc.disable()
    signal.setitimer(signal.ITIMER_VIRTUAL, longest, longest)  # again, where the first came where nothing can be raised
    began = time.process_time()
    try:
        call(text)
    except TookTooLong:
        return longest
    except Exception:  # noqa: S110
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        gc.enable()
    return time.process_time() - began


def takes_too_long(call: Callable[[str], object], text: str) -> bool:
    """Return whether a text takes long, and far more than its share of the time for a shorter one; in every try.

    Its beginning alone, with the end that no pattern takes, tells nearly always that it does not: what grows no faster
    than the third power of the length stays below SECONDS then, and what grows faster is not through with it so soon.
    """
    for share in BEGINNINGS:
        if seconds_of(call, text[: len(text) // share] + text[-1], SECONDS) <= SECONDS / share**3:
            return False
    return seconds_of(call, text, LONGEST) > SECONDS and all(
        _takes_more_than_its_share(call, text) for _ in range(TRIES)
    )


def _takes_more_than_its_share(call: Callable[[str], object], text: str) -> bool:
    part = len(text) // SHARE // 2
    share = seconds_of(call, text[:part] + text[-part:], LONGEST)
    longest = max(SECONDS, LONGEST_SHARE * share)
    return share >= LONGEST or seconds_of(call, text, longest) >= longest


def slow(call: Callable[[str], object], hostile: Iterable[str]) -> str:
    """Return how the first text begins that takes a call too long; nothing where none does."""
    return next((f"{text[:40]!r}…" for text in hostile if takes_too_long(call, text)), "")


# Patterns


@pytest.mark.crawl
def test_no_pattern_goes_back_without_end():
    found = {f"{use.name} {use.method} {use.pattern.pattern[:60]!r}": slow(use, texts(use.pattern)) for use in uses()}
    assert {name: hostile for name, hostile in found.items() if hostile} == {}


def test_patterns_that_are_built_while_the_portal_runs_are_known():
    assert built_elsewhere() == BUILT


PATTERN = re.compile(r"\s+(?:x\s*)?y")


def written_inside(text: str) -> object:
    return re.search(r"(a|a\s?)+$", text)


def test_a_pattern_is_found_wherever_it_stands_and_a_bad_one_is_told():
    bad = {use for use in uses_in(__import__(__name__, fromlist=["x"])) if slow(use, attacks(use.pattern))}
    assert {use.pattern.pattern for use in bad} == {PATTERN.pattern, r"(a|a\s?)+$"}
    for pattern, method in (
        (r"ปีงบประมาณ\s*(?:พ\.ศ\.)?\s*:?\s*(?:พ\.ศ\.)?\s*(\d{4})(?!\d)", "every"),
        (r"\b[\w.+-]+@\S+", "every"),
        (r"\b[A-Za-z][\w-]*\d[\w-]*\b", "every"),
        (r"(?:เดือน)?\s*([ก-๙][ก-๙. ]*?)\s*(?:พ\.?ศ\.?)?\s*(\d{4}|\d{2})", "fullmatch"),
    ):
        use = Use(re.compile(pattern, re.ASCII), method, "")
        assert slow(use, attacks(use.pattern)), pattern


# Rules


GIVEN: dict[Any, Any] = {
    int: 2568,
    Structure: STRUCTURE,
    Collection[str]: ("o1",),
    Mapping[str, QuestionSpec]: {question.code: question for question in STRUCTURE.questions},
}
LISTS = (Sequence[str], Iterable[str])


def rules() -> Iterator[FunctionType]:
    """Yield the public functions of pure folders that take a text."""
    for module in portal_modules():
        if PURE_FOLDERS & set(module.__name__.split(".")):
            for name, value in vars(module).items():
                is_own = inspect.isfunction(value) and value.__module__ == module.__name__
                if is_own and not name.startswith("_") and _texts_of(value):
                    yield value


def _texts_of(rule: FunctionType) -> list[str]:
    """Return the parameters that take a text or a list of texts; none where others cannot be made up."""
    hints = typing.get_type_hints(rule)
    kinds = {name: hints[name] for name, each in inspect.signature(rule).parameters.items() if _is_wanted(each)}
    if not all(kind is str or kind in LISTS or kind in GIVEN for kind in kinds.values()):
        return []
    return [name for name, kind in kinds.items() if kind is str or kind in LISTS]


def _is_wanted(parameter: inspect.Parameter) -> bool:
    return parameter.default is parameter.empty


def call_of(rule: FunctionType) -> Callable[[str], object]:
    """Return a call of a rule with one text in the place of all of its texts, to its end."""
    hints = typing.get_type_hints(rule)
    parameters = inspect.signature(rule).parameters
    given = {name: GIVEN[hints[name]] for name, each in parameters.items() if _is_wanted(each) and hints[name] in GIVEN}

    def call(text: str) -> object:
        made = {name: [text] if hints[name] in LISTS else text for name in _texts_of(rule)}
        answer = rule(**given, **made)
        return list(answer) if isinstance(answer, Iterator) else answer

    return call


@pytest.mark.crawl
def test_no_rule_about_texts_takes_longer_than_a_text_is_long():
    found = {}
    for rule in rules():
        patterns = [each for each in vars(inspect.getmodule(rule)).values() if isinstance(each, re.Pattern)]
        found[f"{rule.__module__}.{rule.__name__}"] = slow(call_of(rule), texts(*patterns))
    assert len(found) > 25
    assert {name: hostile for name, hostile in found.items() if hostile} == {}
