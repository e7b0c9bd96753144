"""Years side by side: rises, falls, and questions whose code changed, split or went."""

from decimal import Decimal

import pytest

from assessments.models import Assessment, Framework
from assessments.rules.comparison import compare_questions, compare_years
from assessments.rules.sheet import build_sheet

TARGET = Decimal(85)


@pytest.fixture
def sheet(frameworks):
    def built(fiscal_year: int, level: str = "", **figures: str):
        structure = Framework.objects.get(fiscal_year=fiscal_year).structure()
        values = {code.lstrip("_"): Decimal(text) for code, text in figures.items()}
        return build_sheet(structure, values, target=TARGET, published_level=level)

    return built


def by_name(movements) -> dict:
    return {movement.name: movement for movement in movements}


def test_the_best_and_the_worst_indicator_are_named(sheet):
    compared = compare_years([sheet(2567, _1="90", _2="80", _3="70"), sheet(2568, _1="95.50", _2="79", _3="70")])
    assert (compared.best.code, compared.best.change) == ("1", Decimal("5.50"))
    assert (compared.worst.code, compared.worst.change) == ("2", Decimal("-1.00"))


def test_nothing_rises_or_falls_in_a_single_year(sheet):
    compared = compare_years([sheet(2568, _1="95")])
    assert compared.best is None
    assert compared.worst is None
    assert compared.total.change is None


def test_an_unknown_figure_has_no_change(sheet):
    compared = compare_years([sheet(2567), sheet(2568, _1="95")])
    assert [figure.value for figure in compared.indicators[0].figures] == [None, Decimal(95)]
    assert compared.indicators[0].change is None


def test_levels_of_two_scales_are_not_converted(sheet):
    compared = compare_years([sheet(2565, level="A"), sheet(2566, level="ผ่าน")])
    assert [year.level for year in compared.years] == ["A", "ผ่าน"]
    assert compared.scales_differ
    assert not compare_years([sheet(2566), sheet(2567)]).scales_differ


def test_an_item_keeps_its_topic_when_its_code_changes(sheet):
    moved = by_name(compare_questions(sheet(2567, o7="50"), sheet(2568, o5="100")))["แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน"]
    assert (moved.old_codes, moved.new_codes, moved.change, moved.remark) == (("o7",), ("o5",), Decimal("50.00"), "")


@pytest.mark.parametrize(
    ("old", "new", "topic", "remark"),
    [
        (2567, 2568, "Q&A", "ยกเลิก"),
        (2566, 2567, "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใด", "ข้อใหม่"),
        (2565, 2566, "No Gift Policy", "แยกเป็น 3 ข้อ"),
        (2567, 2568, "No Gift Policy", "รวมจาก 3 ข้อ"),
    ],
)
def test_what_became_of_a_topic_is_said_in_words(sheet, old, new, topic, remark):
    assert by_name(compare_questions(sheet(old), sheet(new)))[topic].remark == remark


def test_a_split_topic_compares_by_its_mean_only_when_all_are_known(sheet):
    old = sheet(2567, o26="100", o27="50", o28="0")
    assert by_name(compare_questions(old, sheet(2568, o21="100")))["No Gift Policy"].change == Decimal("50.00")
    assert by_name(compare_questions(sheet(2567, o26="100"), sheet(2568, o21="100")))["No Gift Policy"].change is None


@pytest.mark.parametrize(("old", "new", "compares"), [(2567, 2568, True), (2563, 2565, True), (2566, 2567, False)])
def test_survey_questions_compare_only_within_one_list(sheet, old, new, compares):
    codes = {code for movement in compare_questions(sheet(old), sheet(new)) for code in movement.new_codes}
    assert ("i1" in codes) is compares
    assert "o1" in codes


def test_the_page_shows_years_questions_and_what_is_invented(nanueng, coordinator, as_user):
    page = as_user(coordinator).get("/nanueng/2568/compare/").content.decode()
    assert "เพิ่มขึ้นมากที่สุด" in page
    assert page.count("สมมติ") >= 4
    assert "รายข้อ ปี 2567 กับปี 2568" in page


def test_another_year_can_be_chosen_and_nonsense_is_ignored(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    assert "รายข้อ ปี 2565 กับปี 2568" in client.get("/nanueng/2568/compare/?against=2565").content.decode()
    for nonsense in ("2570", "2568", "x", "๒๕๖๕๐"):
        assert "รายข้อ ปี 2567" in client.get(f"/nanueng/2568/compare/?against={nonsense}").content.decode()


def test_an_agency_without_scores_is_told_what_to_do(stranger, as_user):
    page = as_user(stranger).get("/maiklang/2568/compare/").content.decode()
    assert "ยังไม่มีคะแนนให้เทียบ" in page
    assert not Assessment.objects.filter(agency__slug="maiklang").exists()
