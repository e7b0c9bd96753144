"""The way of a document from draft to published: each state in its words, and the one thing to do next."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.rules.cycle import Cycle
from reports.issue.rules.document_steps import Action, action_of, steps_of
from reports.issue.rules.paper import Paper

TODAY = date(2026, 11, 28)
CYCLE = Cycle(2569, 2570, has_result=True, has_plan=True)
NOTHING = Paper("analysis", "รายงานการวิเคราะห์", 2569)
DRAFT = replace(NOTHING, is_available=True)
BLOCKED = replace(DRAFT, errors=3)
ISSUED = replace(DRAFT, is_issued=True, is_current=True, number="บม 123/2570", issued_on=date(2027, 1, 12))
PUBLISHED = replace(ISSUED, is_published=True)
CHANGED = replace(PUBLISHED, is_current=False)
MEMO = replace(DRAFT, is_for_the_public=False, asks_executives=True)
REPORT = replace(DRAFT, starts=date(2027, 10, 1))


def words(paper: Paper, cycle: Cycle = CYCLE) -> list[str]:
    return [f"{step.shape} {step.words}" for step in steps_of(paper, cycle, TODAY)]


@pytest.mark.parametrize(
    ("paper", "steps"),
    [
        (NOTHING, ["○ ยังไม่มีมาตรการของแผนปี 2570", "– ตรวจความถูกต้อง", "– ออกเอกสาร", "– เผยแพร่"]),
        (BLOCKED, ["✓ มีร่างแล้ว", "✕ ต้องแก้ไข 3", "– ออกเอกสาร", "– เผยแพร่"]),
        (replace(DRAFT, to_confirm=2), ["✓ เนื้อหาครบ", "! ควรตรวจสอบ 2", "○ ออกเอกสาร", "– เผยแพร่"]),
        (DRAFT, ["✓ เนื้อหาครบ", "✓ ตรวจแล้ว", "○ ออกเอกสาร", "– เผยแพร่"]),
        (ISSUED, ["✓ เนื้อหาครบ", "✓ ตรวจแล้ว", "✓ ที่ บม 123/2570 ลว. 12 ม.ค. 2570", "○ รอเผยแพร่"]),
        # What was confirmed at the issue is settled; what changes afterwards is not.
        (
            replace(ISSUED, errors=1, to_confirm=1),
            ["✓ เนื้อหาครบ", "✓ ตรวจแล้ว", "✓ ที่ บม 123/2570 ลว. 12 ม.ค. 2570", "○ รอเผยแพร่"],
        ),
        (PUBLISHED, ["✓ เนื้อหาครบ", "✓ ตรวจแล้ว", "✓ ที่ บม 123/2570 ลว. 12 ม.ค. 2570", "✓ เผยแพร่แล้ว"]),
        (
            CHANGED,
            ["✓ เนื้อหาครบ", "✓ ตรวจแล้ว", "! ที่ บม 123/2570 ลว. 12 ม.ค. 2570 เนื้อหาเปลี่ยนแล้ว", "✓ เผยแพร่ฉบับเดิมอยู่"],
        ),
        (MEMO, ["✓ เนื้อหาครบ", "✓ ตรวจแล้ว", "○ เสนอผู้บริหาร", "– ออกเอกสาร"]),
        (REPORT, ["– เริ่มได้ตั้งแต่ 1 ต.ค. 2570"]),
    ],
)
def test_steps(paper, steps):
    assert words(paper) == steps


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ({"is_waiting": True, "waits_for": "ความเห็นของปลัด"}, "◐ รอความเห็นของปลัด"),
        ({"is_returned": True}, "✕ ส่งกลับให้แก้ไข"),
        ({"is_approved": True}, "✓ ผู้บริหารเห็นชอบ"),
        ({"is_issued": True, "is_current": True}, "– ไม่ได้เสนอในระบบ"),
        ({"is_available": False}, "– เสนอผู้บริหาร"),
    ],
)
def test_the_executives_are_a_step_of_what_asks_them(changed, steps):
    assert words(replace(MEMO, **changed))[2] == steps


def test_without_a_result_the_first_step_says_so():
    assert words(NOTHING, Cycle(2569, 2570))[0] == "○ ยังไม่มีผลการประเมินปี 2569"


def test_an_issue_without_a_number_says_its_day():
    assert words(replace(ISSUED, number=""))[2] == "✓ ออกแล้ว ลว. 12 ม.ค. 2570"


@pytest.mark.parametrize(
    ("paper", "action"),
    [
        (NOTHING, Action.PLAN),
        (BLOCKED, Action.MEND),
        (DRAFT, Action.ISSUE),
        (ISSUED, Action.PUBLISH),
        (PUBLISHED, Action.OPEN_PUBLISHED),
        (CHANGED, Action.ISSUE_AGAIN),
        (replace(CHANGED, errors=1), Action.MEND),
        (REPORT, Action.READ),
        (MEMO, Action.SUBMIT),
        (replace(MEMO, errors=1), Action.MEND),
        (replace(MEMO, is_waiting=True), Action.FOLLOW_OPINIONS),
        (replace(MEMO, is_returned=True, errors=1), Action.SUBMIT_AGAIN),
        (replace(MEMO, is_approved=True), Action.ISSUE),
        (replace(MEMO, is_issued=True, is_current=True), Action.OPEN_ISSUED),
        # The report of the next round is a new matter for the executives.
        (replace(MEMO, is_issued=True), Action.SUBMIT),
    ],
)
def test_one_thing_at_a_time(paper, action):
    assert action_of(paper, CYCLE, TODAY) == action


def test_a_cycle_without_a_result_begins_with_it():
    assert action_of(NOTHING, Cycle(2569, 2570), TODAY) == Action.ENTER_RESULT


def test_what_was_issued_before_the_year_had_ended_stands_until_then():
    early = replace(REPORT, is_issued=True, is_current=True, is_published=True, issued_on=TODAY)
    assert [step.words for step in steps_of(early, CYCLE, TODAY)][2:] == ["ออกแล้ว ลว. 28 พ.ย. 2569", "เผยแพร่แล้ว"]
    assert action_of(early, CYCLE, TODAY) == Action.OPEN_PUBLISHED
    ended = date(2027, 10, 1)
    assert steps_of(early, CYCLE, ended)[2].words == "ออกแล้ว ลว. 28 พ.ย. 2569 ออกก่อนสิ้นปีของแผน"
    assert action_of(early, CYCLE, ended) == Action.ISSUE_AGAIN
    assert action_of(replace(early, issued_on=ended), CYCLE, ended) == Action.OPEN_PUBLISHED


def test_a_report_can_be_finished_from_the_day_after_its_year():
    assert action_of(REPORT, CYCLE, date(2027, 10, 1)) == Action.ISSUE
