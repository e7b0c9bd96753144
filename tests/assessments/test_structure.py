from decimal import Decimal

import pytest

from tests.assessments.small_year import SCALES, question, small_year


def test_codes_of_a_year_are_its_questions_their_eit_parts_and_all_that_can_be_published():
    assert small_year().codes() == {
        *("i1", "i2", "i3", "e1", "e1/1", "e1/2", "o1", "o2", "o3"),
        *("1", "2", "6", "9", "IIT", "EIT", "EIT1", "EIT2", "OIT", "total"),
    }


def test_questions_of_an_issue_come_from_every_instrument():
    assert [q.code for q in small_year().questions_of_issue(2)] == ["i3", "e1"]
    assert small_year().questions_of_issue(3) == ()


@pytest.mark.parametrize(
    ("wording", "is_confirmed"), [("official", True), ("likely", False), ("theme", False), ("unknown", False)]
)
def test_only_a_seen_wording_is_confirmed(wording: str, is_confirmed: bool):
    one = question("i1", 1)
    assert type(one)(one.code, one.text, wording, 1, "IIT").is_confirmed is is_confirmed


@pytest.mark.parametrize(
    ("year", "questions", "issues", "rating", "oit_rule"),
    [
        (2563, 88, 0, "letters", "sub_indicators"),
        (2564, 88, 0, "letters", "sub_indicators"),
        (2565, 88, 0, "letters", "sub_indicators"),
        (2566, 88, 0, "pass", "sub_indicators"),
        (2567, 59, 7, "pass", "items"),
        (2568, 52, 7, "pass", "items"),
        (2569, 50, 7, "pass", "items"),
    ],
)
def test_every_year_comes_back_from_the_database_as_announced(structure_of, year, questions, issues, rating, oit_rule):
    structure = structure_of(year)
    assert structure.fiscal_year == year
    assert len(structure.questions) == questions
    assert [indicator.number for indicator in structure.indicators] == list(range(1, 11))
    assert [issue.number for issue in structure.issues] == list(range(1, issues + 1))
    assert (structure.levels, structure.oit_rule) == (SCALES[rating], oit_rule)
    assert {i.code: i.weight for i in structure.instruments} == {"IIT": Decimal(30), "EIT": 30, "OIT": 40}


def test_questions_come_in_the_order_of_their_numbers(structure_of):
    codes = [question.code for question in structure_of(2568).questions]
    assert codes == [f"i{n}" for n in range(1, 16)] + [f"e{n}" for n in range(1, 10)] + [f"o{n}" for n in range(1, 29)]


def test_every_question_of_a_year_with_issues_belongs_to_one(structure_of):
    structure = structure_of(2568)
    by_issue = [structure.questions_of_issue(issue.number) for issue in structure.issues]
    assert sum(map(len, by_issue)) == 52
    assert all(by_issue)


def test_a_structure_is_read_in_the_same_few_queries_whatever_the_year(structure_of, django_assert_max_num_queries):
    used = set()
    for year in (2563, 2568):
        with django_assert_max_num_queries(8) as queries:
            structure_of(year)
        used.add(len(queries))
    assert len(used) == 1
