"""Which result and which plan belong together, and which of them is open on a day."""

from datetime import date

import pytest

from assessments.rules.cycle import Cycle, cycle_of_plan, cycle_of_result, cycles_of, newest_known_result


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 7, 15), 2568),  # the result of 2569 is not announced yet
        (date(2026, 7, 31), 2568),
        (date(2026, 8, 1), 2569),
        (date(2026, 9, 1), 2569),
        (date(2026, 11, 28), 2569),  # fiscal year 2570, whose own result is months away
        (date(2026, 12, 31), 2569),
        (date(2027, 1, 1), 2569),
        (date(2027, 4, 10), 2569),
        (date(2027, 10, 2), 2570),
    ],
)
def test_the_newest_result_that_can_be_known_opens_its_cycle(day: date, expected: int):
    assert newest_known_result(day, {}) == expected


def test_an_entered_announcement_decides_instead_of_the_first_of_august():
    announced = {2569: date(2026, 8, 18)}
    assert newest_known_result(date(2026, 8, 17), announced) == 2568
    assert newest_known_result(date(2026, 8, 18), announced) == 2569


def test_an_early_announcement_opens_its_cycle_early():
    assert newest_known_result(date(2026, 7, 28), {2569: date(2026, 7, 28)}) == 2569


def test_the_list_holds_results_plans_the_open_cycle_and_the_next():
    cycles = cycles_of(results=[2566, 2568], plans={2569: 2568}, open_result_year=2569)
    assert cycles == (
        Cycle(2570, 2571),
        Cycle(2569, 2570),
        Cycle(2568, 2569, has_result=True, has_plan=True),
        Cycle(2566, 2567, has_result=True),
    )


def test_a_new_agency_has_the_open_cycle_and_the_next():
    assert cycles_of([], {}, 2569) == (Cycle(2570, 2571), Cycle(2569, 2570))


def test_a_plan_of_the_result_s_own_year_is_its_cycle_s_plan():
    cycles = cycles_of([2568], {2568: 2568}, 2568)
    assert cycle_of_result(cycles, 2568) == Cycle(2568, 2568, has_result=True, has_plan=True)
    assert cycle_of_plan(cycles, 2568).result_year == 2568


def test_a_plan_whose_result_nobody_chose_stands_with_the_year_before():
    cycles = cycles_of([], {2570: None}, 2569)
    assert cycle_of_plan(cycles, 2570) == Cycle(2569, 2570, has_plan=True)


def test_an_undecided_plan_takes_no_result_from_the_plan_that_answers_it():
    """Measures that were taken forward before the next result is known, by an agency that plans for the same year."""
    cycles = cycles_of([2568], {2568: 2568, 2569: None}, 2568)
    assert cycle_of_plan(cycles, 2568) == Cycle(2568, 2568, has_result=True, has_plan=True)
    assert cycle_of_plan(cycles, 2569) == Cycle(2569, 2569, has_plan=True)


def test_a_year_outside_of_the_list_has_the_usual_cycle():
    assert cycle_of_result((), 2560) == Cycle(2560, 2561)
    assert cycle_of_plan((), 2560) == Cycle(2559, 2560)


def test_a_year_in_which_two_plans_could_be_meant_shows_the_one_that_is_there():
    """The result of 2568 was planned for in its own year; the plan of 2568 is not also that of the result of 2567."""
    cycles = cycles_of([2567, 2568], {2568: 2568}, 2568)
    assert cycle_of_plan(cycles, 2568).result_year == 2568
    assert cycle_of_result(cycles, 2567).name == "ผลปี 2567"


def test_the_bar_names_both_years():
    assert Cycle(2569, 2570).name == "ผลปี 2569 → แผนปี 2570"
