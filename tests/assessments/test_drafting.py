"""Drafts of findings: what is told of which figures, against which year, and with which answer."""

import pytest

from assessments.rules.analysis import Texts
from assessments.suggestions import Library
from tests.assessments.drafting_year import draft, sheet, year


def test_a_weak_question_is_named_with_its_figure_and_answered():
    texts = draft(sheet(i1="80", i2="90.5"), "1")
    assert texts.weakness == (
        "ข้อ i1 เวลา ได้ 80.00 คะแนน ต่ำกว่าค่าเป้าหมาย (85.00 คะแนน) ทั้งนี้ ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่าเวลายังอ่อน"
    )
    assert texts.improvement == "หน่วยงานควรแก้เวลาตามคู่มือ (อ้างอิงจาก o2) ให้ดี"
    assert texts.maintenance == "ข้อ i2 ความเท่าเทียม ได้ 90.50 คะแนน เป็นไปตามค่าเป้าหมาย หน่วยงานควรรักษาความเท่าเทียม"
    assert (texts.version, texts.is_draft) == (0, False)


def test_several_weak_questions_are_named_from_the_weakest_and_said_by_who_sees_them():
    this = sheet(i3="70", e1="60", o2="0", o3="50")
    assert draft(this, "2").weakness == (
        "ผลคะแนนที่ต่ำกว่าค่าเป้าหมาย (85.00 คะแนน) ได้แก่ ข้อ o2 ถ้อยคำ o2 ได้ 0.00 คะแนน ข้อ o3 ถ้อยคำ o3 ได้ 50.00 คะแนน "
        "ข้อ e1 บริการ ได้ 60.00 คะแนน และข้อ i3 งบประมาณ ได้ 70.00 คะแนน "
        "ทั้งนี้ ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่างบประมาณยังอ่อน "
        "ขณะเดียวกัน ผู้มีส่วนได้ส่วนเสียภายนอกบางส่วนเห็นว่าบริการยังอ่อน "
        "ส่วนข้อมูลที่เปิดเผยต่อสาธารณะ สาเหตุอาจมาจากการที่คู่มือยังอ่อน และการที่แผนยังอ่อน"
    )
    assert draft(this, "2").improvement == (
        "หน่วยงานควรแก้คู่มือตามคู่มือให้ดี นอกจากนี้ ควรแก้แผนตามคู่มือให้ดี อีกทั้งควรแก้บริการตามคู่มือให้ดี รวมทั้งควรแก้งบประมาณตามคู่มือให้ดี"
    )


def test_several_questions_with_one_figure_say_it_once():
    texts = draft(sheet(i1="80", i2="80", o1="100"), "1")
    assert "ได้แก่ ข้อ i1 เวลา และข้อ i2 ความเท่าเทียม ได้ข้อละ 80.00 คะแนน ทั้งนี้" in texts.weakness
    assert "เห็นว่าเวลายังอ่อน และเห็นว่าความเท่าเทียมยังอ่อน" in texts.weakness


@pytest.mark.parametrize("code", ["1", "2", "#1", "#9", "i1", "e1/1", "o1"])
def test_nothing_is_drafted_where_no_figure_is_known(code: str):
    assert draft(sheet(), code) == Texts()


def test_an_unknown_figure_is_passed_over():
    texts = draft(sheet(i2="100"), "1")
    assert "i1" not in " ".join((texts.weakness, texts.improvement, texts.maintenance))
    assert texts.weakness == texts.improvement == ""


def test_a_figure_at_the_target_is_strong_and_just_below_it_weak():
    texts = draft(sheet(i1="85", i2="84.99"), "1")
    assert "i1" not in texts.weakness
    assert "i2" in texts.weakness


# Against the previous assessment


@pytest.mark.parametrize(
    ("before", "now", "fell"), [("100", "94.99", True), ("100", "95", False), ("90", "95", False), ("95", "95", False)]
)
def test_a_clear_fall_above_the_target_is_a_weakness(before: str, now: str, fell: bool):
    texts = draft(sheet(i1=now), "1", sheet(i1=before))
    assert bool(texts.weakness) == bool(texts.improvement) == fell
    assert bool(texts.maintenance) != fell


def test_a_fall_is_told_with_both_figures_and_not_said_to_be_perceived():
    assert draft(sheet(i1="90"), "1", sheet(i1="100")).weakness == (
        "ข้อ i1 เวลา ได้ 90.00 คะแนน ซึ่งยังเป็นไปตามค่าเป้าหมาย แต่ลดลงจากการประเมินครั้งก่อนซึ่งได้ 100.00 คะแนน"
    )


def test_a_fall_below_the_target_is_told_once_and_other_falls_follow_the_weak():
    texts = draft(sheet(i1="70", i2="90"), "1", sheet(i1="80", i2="99"))
    assert texts.weakness.startswith(
        "ข้อ i1 เวลา ได้ 70.00 คะแนน (ลดลงจากการประเมินครั้งก่อนซึ่งได้ 80.00 คะแนน) ต่ำกว่าค่าเป้าหมาย (85.00 คะแนน)"
    )
    assert "เวลายังอ่อน นอกจากนี้ ข้อ i2 ความเท่าเทียม ได้ 90.00 คะแนน ซึ่งยังเป็นไปตามค่าเป้าหมาย แต่ลดลง" in texts.weakness
    assert "ความเท่าเทียมยังอ่อน" not in texts.weakness


def test_survey_questions_of_another_list_are_not_compared():
    previous = sheet(year(survey_list=2563), i1="100")
    assert draft(sheet(i1="90"), "1", previous).weakness == ""


def test_items_are_compared_by_topic_whatever_their_codes():
    previous = sheet(year(survey_list=2563, items={"o1": ("อื่น",), "o7": ("โครงสร้าง",)}), o1="90", o7="100")
    assert (
        "ได้ 90.00 คะแนน ซึ่งยังเป็นไปตามค่าเป้าหมาย แต่ลดลงจากการประเมินครั้งก่อนซึ่งได้ 100.00 คะแนน"
        in draft(sheet(o1="90"), "1", previous).weakness
    )


def test_an_item_that_was_several_is_compared_with_their_mean_or_not_at_all():
    split = year(items={"o4": ("โครงสร้าง",), "o5": ("โครงสร้าง",)})
    assert "ครั้งก่อนซึ่งได้ 98.00" in draft(sheet(o1="90"), "1", sheet(split, o4="96", o5="100")).weakness
    assert draft(sheet(o1="90"), "1", sheet(split, o4="96")).weakness == ""


def test_indicators_are_compared_between_all_years():
    previous = sheet(year(survey_list=2563, has_issues=False), _1="98")
    for code in ("#1", "1"):
        weakness = draft(sheet(_1="90"), code, previous).weakness
        assert weakness.startswith(
            "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 90.00 คะแนน ซึ่งยังเป็นไปตามค่าเป้าหมาย แต่ลดลงจากการประเมินครั้งก่อนซึ่งได้ 98.00 คะแนน"
        )


# Indicators


def test_an_indicator_without_figures_of_its_questions_speaks_for_itself():
    texts = draft(sheet(_1="70"), "#1")
    assert texts.weakness.startswith("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย (85.00 คะแนน) ทั้งนี้ ผู้มีส่วน")
    assert texts.improvement == "หน่วยงานควรแก้หน้าที่ตามคู่มือให้ดี"


def test_an_indicator_with_weak_questions_is_told_by_them():
    weakness = draft(sheet(_1="70", i1="60", i2="90"), "#1").weakness
    assert "i1" in weakness
    assert "ตัวชี้วัดที่" not in weakness


def test_an_indicator_that_is_weak_though_its_questions_are_not_is_told():
    texts = draft(sheet(_1="70", i1="90", i2="95"), "#1")
    assert texts.weakness.startswith("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย")
    assert "i1" in texts.maintenance


def test_an_issue_is_drafted_from_indicators_that_lie_wholly_in_it():
    this = sheet(_1="70", _9="20")
    assert "ตัวชี้วัดที่ 1" in draft(this, "1").weakness
    assert "ตัวชี้วัดที่ 9" not in draft(this, "1").weakness + draft(this, "2").weakness


def test_an_indicator_is_strong_too():
    assert draft(sheet(_1="95"), "#1").maintenance == (
        "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 95.00 คะแนน เป็นไปตามค่าเป้าหมาย หน่วยงานควรรักษาหน้าที่"
    )


# Single questions and items


def test_a_question_is_drafted_in_the_part_of_the_external_survey_that_it_is_about():
    this = sheet(e1_1="60", e1_2="95")
    assert draft(this, "e1/1").weakness.startswith("ข้อ e1 (EIT ส่วนที่ 1) บริการ ได้ 60.00 คะแนน ต่ำกว่าค่าเป้าหมาย")
    assert draft(this, "e1/2").weakness == ""
    assert draft(this, "e1/2").maintenance.startswith("ข้อ e1 (EIT ส่วนที่ 2) บริการ ได้ 95.00 คะแนน")
    assert "ได้ 77.50 คะแนน" in draft(this, "2").weakness


def test_parts_are_compared_with_the_same_part():
    this, previous = sheet(e1_1="90", e1_2="90"), sheet(e1_1="100", e1_2="90")
    assert draft(this, "e1/1", previous).weakness
    assert not draft(this, "e1/2", previous).weakness


def test_one_known_part_stands_for_itself_in_its_issue():
    assert "ข้อ e1 (EIT ส่วนที่ 2) บริการ ได้ 60.00 คะแนน" in draft(sheet(e1_2="60"), "2").weakness


def test_an_item_is_weak_below_the_full_mark_where_it_stands_alone():
    texts = draft(sheet(o1="90"), "o1")
    assert texts.weakness == (
        "ข้อ o1 ถ้อยคำ o1 ได้ 90.00 คะแนน ยังไม่ได้คะแนนเต็ม (100.00 คะแนน) ทั้งนี้ สาเหตุอาจมาจากการที่ผังยังอ่อน"
    )
    assert texts.improvement == "หน่วยงานควรแก้ผังตามคู่มือให้ดี"
    assert texts.maintenance == ""
    assert draft(sheet(o1="100"), "o1").maintenance
    assert draft(sheet(o1="90"), "1").weakness == ""


# What the library lacks


def test_a_question_without_a_suggestion_is_quoted_and_answered_by_its_indicator():
    texts = draft(sheet(year(survey_list=2563), i1="70", i2="60"), "1")
    assert "ข้อ i2 “ถ้อยคำ i2” ได้ 60.00 คะแนน และข้อ i1 “ถ้อยคำ i1” ได้ 70.00 คะแนน" in texts.weakness
    assert texts.improvement == "หน่วยงานควรแก้หน้าที่ตามคู่มือให้ดี"


def test_figures_without_any_suggestion_are_still_told():
    texts = draft(sheet(i1="70"), "1", library=Library({}, {}, {}))
    assert texts.weakness == "ข้อ i1 “ถ้อยคำ i1” ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย (85.00 คะแนน)"
    assert texts.improvement == texts.maintenance == ""


def test_a_topic_that_the_year_does_not_have_is_not_cited():
    this = sheet(year(items={"o1": ("โครงสร้าง",)}), i1="70")
    assert draft(this, "1").improvement == "หน่วยงานควรแก้เวลาตามคู่มือให้ดี"


def test_a_topic_of_several_items_is_cited_with_all_of_them():
    this = sheet(year(items={"o1": ("คู่มือ",), "o2": ("คู่มือ",), "o3": ("คู่มือ",)}), i1="70")
    assert draft(this, "1").improvement == "หน่วยงานควรแก้เวลาตามคู่มือ (อ้างอิงจาก o1, o2 และ o3) ให้ดี"
