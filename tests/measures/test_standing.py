"""What counts of a measure's entries, and what stands beside it by name."""

from dataclasses import dataclass

import pytest

from measures.rules.standing import NO_REPORT, NONE_ACCEPTED, Standing, is_note, standing_of, told_by


@dataclass(frozen=True)
class KnownEntry:
    pk: int
    standing: Standing
    is_in_open_round: bool = False
    undoes_id: int | None = None


ACCEPTED, SUBMITTED, RETURNED, NOTED, REPLACED = Standing


@pytest.mark.parametrize(
    ("report_state", "in_round", "note", "expected"),
    [
        ("accepted", True, False, ACCEPTED),
        ("submitted", True, False, SUBMITTED),
        ("returned", True, False, RETURNED),
        ("", True, False, REPLACED),  # sent anew or recalled: another entry speaks for the round
        ("", False, False, ACCEPTED),
        ("", False, True, NOTED),
    ],
)
def test_how_an_entry_stands(report_state, in_round, note, expected):
    assert standing_of(report_state, in_round=in_round, is_note=note) == expected


@pytest.mark.parametrize(
    ("has_rounds", "may_accept", "expected"),
    [(False, False, False), (False, True, False), (True, True, False), (True, False, True)],
)
def test_outside_of_rounds_only_an_officer_s_entry_of_a_plan_with_rounds_is_a_note(has_rounds, may_accept, expected):
    assert is_note(has_rounds=has_rounds, may_accept=may_accept) is expected


def test_the_newest_accepted_entry_counts_and_what_is_newer_stands_beside_it():
    entries = [
        KnownEntry(5, NOTED),
        KnownEntry(4, RETURNED),
        KnownEntry(3, ACCEPTED),
        KnownEntry(2, SUBMITTED),
        KnownEntry(1, ACCEPTED),
    ]
    told = told_by(entries)
    assert told.accepted == entries[2]
    assert told.beside == (entries[1], entries[0])


def test_what_waits_in_an_open_round_is_told_however_old_it_is():
    waiting = KnownEntry(1, SUBMITTED, is_in_open_round=True)
    assert told_by([KnownEntry(2, ACCEPTED), waiting]).beside == (waiting,)


def test_of_each_standing_the_newest_is_told():
    assert told_by([KnownEntry(3, NOTED), KnownEntry(2, NOTED), KnownEntry(1, REPLACED)]).beside == (
        KnownEntry(3, NOTED),
    )


def test_a_note_that_was_taken_back_is_not_told_and_neither_is_its_taking_back():
    assert told_by([KnownEntry(2, NOTED, undoes_id=1), KnownEntry(1, NOTED)]).beside == ()


def test_where_nothing_counts_it_is_said_why():
    assert told_by([]).nothing_name == NO_REPORT
    assert told_by([KnownEntry(1, SUBMITTED)]).nothing_name == NONE_ACCEPTED
