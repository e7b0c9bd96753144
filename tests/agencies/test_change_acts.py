"""Which changes of a history are told as one act."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from agencies.rules.change_acts import MOST_OF_AN_ACT, ChangeStamp, acts_of

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def stamp(number: int, seconds: float = 0, who: str = "สมชาย", stroke=None) -> ChangeStamp:
    return ChangeStamp(number, NOON - timedelta(seconds=seconds), who, stroke)


def test_a_save_is_one_act_and_the_next_save_another():
    stamps = [stamp(5), stamp(4, 0.4), stamp(3, 0.9), stamp(2, 5), stamp(1, 5)]
    assert [act.numbers for act in acts_of(stamps)] == [(5, 4, 3), (2, 1)]


def test_two_people_at_one_moment_are_two_acts():
    assert len(acts_of([stamp(3), stamp(2, who="กองคลัง"), stamp(1)])) == 3


def test_strokes_keep_apart_however_fast_and_together_however_slow():
    one, other = uuid4(), uuid4()
    stamps = [stamp(5, 0, stroke=one), stamp(4, 30, stroke=one), stamp(3, 30, stroke=other), stamp(2, 30)]
    assert [act.numbers for act in acts_of(stamps)] == [(5, 4), (3,), (2,)]


def test_nothing_is_lost_of_an_act_too_long_for_one_entry():
    count = 2 * MOST_OF_AN_ACT + 1
    acts = acts_of(stamp(number) for number in range(count, 0, -1))
    assert [(act.part, act.parts) for act in acts] == [(3, 3), (2, 3), (1, 3)]
    assert [number for act in acts for number in act.numbers] == list(range(count, 0, -1))


def test_an_empty_history_has_no_acts():
    assert acts_of([]) == []
