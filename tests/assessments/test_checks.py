from decimal import Decimal

import pytest

from agencies.models import Agency
from assessments.models import Assessment
from assessments.rules.checks import Check, cell_marks, check_result, check_sheet
from assessments.rules.sheet import build_sheet
from tests.assessments.small_year import ALL_QUESTIONS, figures, small_year
from workspace.demonstration.agencies import demonstration_agency_load

# ALL_QUESTIONS gives indicator 1 = 85, IIT = 92.50, EIT = 70, OIT = 66.67, total = 75.42, ต้องปรับปรุง.
AGREEING = ALL_QUESTIONS | figures(_1="85", IIT="92.50", EIT="70", EIT1="60", EIT2="80", OIT="66.67", total="75.42")


def checks(entered: dict[str, Decimal], level: str = "") -> tuple[Check, ...]:
    return check_sheet(build_sheet(small_year(), entered, target=Decimal(85), published_level=level))


def without(code: str) -> dict[str, Decimal]:
    return {other: value for other, value in ALL_QUESTIONS.items() if other != code}


@pytest.mark.parametrize(
    ("entered", "level", "expected"),
    [
        (without("i2"), "", Check("questions-missing", "warning", "ยังไม่มีคะแนนของข้อ i2", "i2")),
        (
            ALL_QUESTIONS | figures(_1="85.02"),
            "",
            Check("indicator-differs", "warning", "ตัวชี้วัดที่ 1: ประกาศ 85.02 แต่คำนวณจากคะแนนที่กรอกได้ 85.00", "1"),
        ),
        (
            ALL_QUESTIONS | figures(IIT="90"),
            "",
            Check("instrument-differs", "warning", "IIT: ประกาศ 90.00 แต่คำนวณจากคะแนนที่กรอกได้ 92.50", "IIT"),
        ),
        (
            figures(EIT="96.84", EIT1="83.39", EIT2="96.84"),
            "",
            Check(
                "eit-parts-differ",
                "warning",
                "EIT 96.84 ไม่เท่ากับค่าเฉลี่ยของส่วนที่ 1 และส่วนที่ 2 ซึ่งได้ 90.12",
                "EIT",
            ),
        ),
        (
            ALL_QUESTIONS | figures(total="80"),
            "",
            Check("total-differs", "warning", "คะแนนรวม: ประกาศ 80.00 แต่คำนวณจากคะแนนที่กรอกได้ 75.42", "total"),
        ),
        (
            figures(IIT="90", EIT="80", OIT="70", total="79.02"),
            "",
            Check(
                "total-differs-from-instruments",
                "warning",
                "คะแนนรวมที่ประกาศ 79.02 แต่คะแนนเครื่องมือที่ประกาศถ่วงน้ำหนักได้ 79.00",
                "total",
            ),
        ),
        (
            ALL_QUESTIONS,
            "ผ่าน",
            Check("level-differs", "warning", "ระดับที่ประกาศ “ผ่าน” แต่ตามเกณฑ์ของปีนี้ได้ “ต้องปรับปรุง”", "level"),
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Check) else "",
)
def test_each_check_fires_with_its_reason_and_the_place_to_mend_it(entered, level, expected):
    assert expected in checks(entered, level)


@pytest.mark.parametrize(
    ("entered", "level"),
    [
        (AGREEING, "ต้องปรับปรุง"),
        (AGREEING | figures(_1="85.01", IIT="92.51", EIT="70.01", OIT="66.66", total="75.43"), "ต้องปรับปรุง"),
        (ALL_QUESTIONS, ""),
        ({}, ""),
        (figures(total="90.04"), "ผ่าน"),
        (figures(EIT="96.84", EIT1="83.39"), ""),
        (figures(IIT="90", EIT="80", total="12"), ""),
        (figures(IIT="90", EIT="80", OIT="70", total="79.01"), ""),
    ],
    ids=[
        "all agree",
        "a cent apart",
        "nothing published",
        "nothing",
        "total alone",
        "one part",
        "two of three",
        "a cent",
    ],
)
def test_no_check_fires_where_nothing_disagrees(entered, level):
    assert checks(entered, level) == ()


def test_missing_questions_are_all_named_and_the_first_is_the_place_to_start():
    (check,) = checks(figures(i2="90", i3="90", e1="90", o2="90", o3="90"))
    assert check.message == "ยังไม่มีคะแนนของข้อ i1 o1"
    assert check.subject == "i1"


def found(slug: str, year: int) -> set[tuple[str, str]]:
    demonstration_agency_load(slug=slug)
    agency = Agency.objects.get(slug=slug)
    sheet = Assessment.objects.for_year(agency, year).with_sheet().get().sheet()
    return {(check.id, check.subject) for check in check_sheet(sheet)}


@pytest.mark.parametrize(
    ("slug", "year", "expected"),
    [
        # o2 = 50 beside indicator 9 = 98.75, e4 to e9 = 100 beside indicators 7 and 8 below 100.
        ("nanueng", 2568, {("indicator-differs", "7"), ("indicator-differs", "8"), ("indicator-differs", "9")}),
        ("nanueng", 2567, set()),
        ("nanueng", 2566, set()),
        ("nanueng", 2565, set()),
        ("nanueng", 2564, set()),
        ("nahom", 2563, set()),
        ("khanom", 2568, set()),
        ("chokchai", 2565, set()),
        # IIT and EIT do not follow from the indicators, the total from neither, and A from no total of 95.35.
        (
            "dongsombun",
            2565,
            {
                ("instrument-differs", "IIT"),
                ("instrument-differs", "EIT"),
                ("total-differs", "total"),
                ("total-differs-from-instruments", "total"),
                ("level-differs", "level"),
            },
        ),
        # EIT 96.84 is its second part.
        (
            "dongsombun",
            2566,
            {
                ("instrument-differs", "EIT"),
                ("eit-parts-differ", "EIT"),
                ("total-differs-from-instruments", "total"),
            },
        ),
    ],
)
def test_the_checks_find_exactly_what_is_wrong_in_the_source_documents(frameworks, slug, year, expected):
    assert found(slug, year) == expected


@pytest.mark.parametrize(
    ("entered", "level", "found"),
    [
        ({}, "", []),
        (ALL_QUESTIONS, "", []),
        (without("i2"), "", ["total-unknown"]),
        (figures(total="90"), "", ["level-unknown"]),
        (figures(total="90"), "ผ่าน", []),
        (figures(total="60"), "", []),
    ],
)
def test_an_unknown_total_or_level_is_named(entered, level, found):
    sheet = build_sheet(small_year(), entered, target=Decimal(85), published_level=level)
    assert [check.id for check in check_result(sheet)] == found


def test_a_question_entered_whole_and_in_parts_must_agree():
    found = {check.id for check in checks(ALL_QUESTIONS | figures(e1="70", e1_1="80", e1_2="90"))}
    assert "question-parts-differ" in found
    assert "question-parts-differ" not in {c.id for c in checks(ALL_QUESTIONS | figures(e1="85", e1_1="80", e1_2="90"))}


@pytest.mark.parametrize(
    ("entered", "level", "marks"),
    [
        (ALL_QUESTIONS, "ต้องปรับปรุง", {}),
        (without("i2"), "", {}),
        (ALL_QUESTIONS, "ผ่าน", {"level": "ต่างจากที่ประกาศ"}),
        (ALL_QUESTIONS | figures(_1="99"), "", {"1": "ต่างจากที่ประกาศ"}),
        (ALL_QUESTIONS | figures(EIT1="60", EIT2="90"), "", {"EIT": "ไม่เท่ากับค่าเฉลี่ยของสองส่วน"}),
    ],
)
def test_the_sheet_marks_the_cells_that_contradict_others(entered, level, marks):
    assert cell_marks(build_sheet(small_year(), entered, target=Decimal(85), published_level=level)) == marks
