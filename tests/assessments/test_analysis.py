from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.rules.analysis import Texts, grouped, question_subjects, subjects_of, unit_of
from assessments.rules.sheet import build_sheet
from tests.assessments.small_year import figures, small_year

SHEET = build_sheet(small_year(), figures(i2="90", i3="100", e1="70"), target=Decimal(85))


def test_every_issue_of_the_year_is_a_subject_with_its_questions_and_texts():
    texts = Texts("อ่อน", "พัฒนา", "รักษา", version=3)
    first, second = subjects_of(SHEET, {("issue", "2"): texts, ("indicator", "1"): Texts("อื่น")})
    assert first.heading == "ประเด็นที่ 1 ประเด็นแรก"
    assert first.texts == Texts()
    assert [row.code for row in second.rows] == ["i3", "e1"]
    assert second.texts == texts


def test_the_weakest_question_comes_first_and_the_unknown_last():
    first, second = subjects_of(SHEET, {})
    assert [row.code for row in second.weakest_first] == ["e1", "i3"]
    assert [row.code for row in first.weakest_first] == ["i2", "i1"]


def test_weak_questions_are_counted():
    assert [subject.weak_count for subject in subjects_of(SHEET, {})] == [0, 1]


def test_texts_are_empty_until_one_part_is_written():
    assert Texts(version=4).is_empty
    assert not Texts(maintenance="รักษา").is_empty


# By question and open-data item


def sheet_of(**typed: str):
    return build_sheet(small_year(), figures(**typed), target=Decimal(85))


def labels(subjects) -> list[str]:
    return [subject.label for subject in subjects]


@pytest.mark.parametrize(
    ("chosen", "has_issues", "unit"),
    [
        ("", True, "issue"),
        ("", False, "indicator"),
        ("question", True, "question"),
        ("indicator", True, "indicator"),
        ("issue", False, "indicator"),
        ("nonsense", True, "issue"),
    ],
)
def test_a_year_goes_by_what_was_chosen_where_it_can(chosen, has_issues, unit):
    assert unit_of(chosen, has_issues=has_issues) == unit


def test_a_year_with_issues_can_go_by_its_indicators_all_the_same():
    assert labels(subjects_of(SHEET, {}, "indicator")) == [f"ตัวชี้วัดที่ {number}" for number in (1, 2, 6, 9)]
    without_issues = replace(SHEET, structure=replace(SHEET.structure, issues=()))
    assert subjects_of(without_issues, {}, "issue") == subjects_of(without_issues, {}, "indicator")


def test_by_question_come_those_that_are_weak_and_those_that_are_written_about():
    sheet = sheet_of(i1="80", i2="85", i3="100", e1="90", o1="90", o2="100")
    texts = {("question", "i3"): Texts("อ่อน"), ("item", "o3"): Texts(improvement="แก้"), ("issue", "1"): Texts("อื่น")}
    subjects = subjects_of(sheet, texts, "question")
    assert [subject.key for subject in subjects] == ["question-i1", "question-i3", "item-o1", "item-o3"]
    assert [subject.weak_words for subject in subjects] == ["ต่ำกว่าค่าเป้าหมาย", "", "ยังไม่ได้คะแนนเต็ม", ""]
    assert [subject.figure for subject in subjects] == [Decimal(80), Decimal(100), Decimal(90), None]
    assert subjects[0].heading == "ข้อ i1 ข้อคำถาม i1"
    assert subjects[0].indicator.code == "1"


def test_any_other_question_can_be_added_in_its_place():
    sheet = sheet_of(i1="80", o1="50")
    assert labels(subjects_of(sheet, {}, "question", ("o3", "e1", "i9"))) == ["ข้อ i1", "ข้อ e1", "ข้อ o1", "ข้อ o3"]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ({"e1_1": "80"}, {}),
        ({"EIT1": "83.39"}, {}),
        ({}, {("question", "e1/2"): Texts("อ่อน")}),
    ],
)
def test_questions_come_by_part_where_parts_are_known_or_written_about(typed, texts):
    codes = [subject.code for subject in question_subjects(sheet_of(**typed), texts)]
    assert codes == ["i1", "i2", "i3", "e1/1", "e1/2", "o1", "o2", "o3"]


def test_a_part_has_its_own_figure():
    sheet = sheet_of(e1_1="80", e1_2="100")
    (weak,) = subjects_of(sheet, {}, "question")
    assert (weak.code, weak.label, weak.instrument, weak.part) == ("e1/1", "ข้อ e1 ส่วนที่ 1", "EIT", 1)
    assert (weak.figure, weak.rows[0].value, weak.is_weak) == (Decimal(80), Decimal(80), True)
    strong = subjects_of(sheet, {}, "question", ["e1/2"])[1]
    assert (strong.figure, strong.is_weak) == (Decimal(100), False)


def test_a_whole_question_stays_beside_the_parts_while_it_says_what_they_do_not():
    by_parts = {"EIT1": "90"}
    written = subjects_of(sheet_of(**by_parts), {("question", "e1"): Texts("อ่อน")}, "question")
    assert labels(written) == ["ข้อ e1"]
    assert labels(subjects_of(sheet_of(e1="70", **by_parts), {}, "question")) == ["ข้อ e1"]
    # One part says already that the whole is weak.
    assert labels(subjects_of(sheet_of(e1_1="60", e1_2="90"), {}, "question")) == ["ข้อ e1 ส่วนที่ 1"]


def test_what_a_page_showed_is_found_again_after_the_parts_came_or_went():
    assert labels(subjects_of(sheet_of(EIT1="90"), {}, "question", ["e1"])) == ["ข้อ e1"]
    assert labels(subjects_of(sheet_of(), {}, "question", ["e1/2"])) == ["ข้อ e1 ส่วนที่ 2"]


def test_subjects_stand_under_their_instruments_and_parts():
    subjects = question_subjects(sheet_of(e1_1="80"), {})
    groups = grouped(SHEET.structure, subjects)
    assert [(group.instrument, group.part, len(group.subjects)) for group in groups] == [
        ("IIT", None, 3),
        ("EIT", 1, 1),
        ("EIT", 2, 1),
        ("OIT", None, 3),
    ]
    assert groups[0].name == "IIT ภายใน"
    assert groups[1].name == "EIT ส่วนที่ 1 ผู้รับบริการหรือติดต่อราชการเข้าตอบด้วยตนเอง (EIT Public)"
    (alone,) = grouped(SHEET.structure, subjects_of(SHEET, {}, "indicator"))
    assert (alone.name, len(alone.subjects)) == ("", 4)
