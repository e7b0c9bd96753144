from dataclasses import replace

import pytest

from workspace.rules.next_step import Standing, next_step

DONE = Standing(
    questions=52, entered=52, has_result=True, subjects=7, unit="ประเด็น", written=7, weak_without_finding=0, measures=8
)


@pytest.mark.parametrize(
    ("change", "page", "reason"),
    [
        ({"entered": 0, "has_result": False}, "sheet", "ยังไม่มีคะแนนของปีนี้"),
        ({"entered": 50, "has_result": False}, "sheet", "เหลืออีก 2 ข้อจาก 52 ข้อ จึงจะคำนวณคะแนนรวมได้"),
        (
            {"written": 5, "weak_without_finding": 2},
            "findings",
            "มี 2 ประเด็นที่มีคะแนนต่ำกว่าค่าเป้าหมายแต่ยังไม่มีข้อค้นพบ",
        ),
        ({"written": 5}, "findings", "เหลืออีก 2 จาก 7 ประเด็น"),
        ({"measures": 0}, "plan", "ยังไม่ได้กำหนดมาตรการจากผลการประเมินปีนี้"),
        ({}, "documents", "กรอกข้อมูลของปีครบแล้ว"),
    ],
)
def test_the_next_step_is_the_first_thing_left_undone(change: dict, page: str, reason: str):
    step = next_step(replace(DONE, **change))
    assert (step.page, step.reason) == (page, reason)
    assert step.title


def test_scores_come_before_everything_that_rests_on_them():
    nothing = replace(DONE, entered=0, has_result=False, written=0, measures=0)
    assert next_step(nothing).page == "sheet"


def test_findings_come_before_measures():
    assert next_step(replace(DONE, written=0, measures=0)).page == "findings"


def test_a_published_result_without_questions_leads_on_to_the_analysis():
    assert next_step(replace(DONE, entered=0, written=0)).page == "findings"


def test_a_year_without_issues_leads_from_the_scores_to_the_measures():
    assert next_step(replace(DONE, subjects=0, written=0, measures=0)).page == "plan"
