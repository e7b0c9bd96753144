from decimal import Decimal

from assessments.analysis import Texts, subjects_of
from assessments.sheet import build_sheet
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
