"""Room on the call stack: seen by the memory that the system hands out anew while calls are made at some depth."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from resource import RUSAGE_THREAD, getrusage

import pytest
from django.core.handlers.wsgi import WSGIHandler

import manage
from ita_portal.call_stack import with_room
from ita_portal.wsgi import application

TURNS = 500
DEPTHS = range(0, 400, 3)  # a call of `at_depth` takes a hundredth of a piece
FEW = TURNS // 5  # what the system has to do for itself meanwhile


def called(first: int, second: int = 0) -> int:
    return first + second


def calls_one(number: int) -> int:
    return called(number)


def at_depth(depth: int) -> int:
    """Return how often the system had to hand out memory in a loop that stands so deep."""
    if depth:
        return at_depth(depth - 1)
    before = getrusage(RUSAGE_THREAD).ru_minflt
    for number in range(TURNS):
        calls_one(number)
    return getrusage(RUSAGE_THREAD).ru_minflt - before


def worst_depth() -> int:
    return max(at_depth(depth) for depth in DEPTHS)


def in_new_thread(call: Callable[[], int]) -> int:
    """Return what a call returns where it stands on no calls of pytest."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(call).result()


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="not one of the tested versions")
def test_python_asks_for_memory_at_each_turn_of_a_loop_at_the_end_of_a_piece():
    """Where this fails, Python has learned to keep a piece, and `with_room` can go."""
    assert in_new_thread(worst_depth) >= TURNS


def test_with_room_no_depth_is_slower_than_another():
    assert in_new_thread(with_room(worst_depth)) < FEW


def test_it_returns_what_the_call_returns_and_lets_its_errors_through():
    assert with_room(lambda first, *, second: (first, second))(1, second=2) == (1, 2)
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 / 0)()


def test_a_call_may_go_as_deep_as_python_allows():
    depth = sys.getrecursionlimit() - 200
    assert in_new_thread(with_room(lambda: at_depth(depth))) < FEW


def test_requests_are_answered_with_room(monkeypatch):
    monkeypatch.setattr(WSGIHandler, "__call__", lambda handler, environ, start_response: worst_depth())
    assert in_new_thread(lambda: application({}, None)) < FEW


def test_commands_are_run_with_room(monkeypatch):
    found = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", lambda asked: found.append(worst_depth()))
    in_new_thread(manage.main)
    assert found[0] < FEW


def test_tests_are_run_with_room():
    assert worst_depth() < FEW
