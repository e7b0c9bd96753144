"""What the board says of a cycle: each statement in a state that makes it true, and in one that would belie it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.rules.cycle import Cycle
from reports.issue.rules.handover import SeenPlace
from reports.issue.rules.paper import Paper, report_starts
from reports.issue.rules.stage import State
from workspace.board import Board, BoardGroup, BoardTask
from workspace.rules.board import groups_of, is_complete, left_over, tasks_of
from workspace.rules.facts import Analysis, Facts, Plan, Round, Scores

TODAY = date(2026, 11, 28)
SCORES = Scores(questions=52, entered=52, has_framework=True, has_result=True)
ANALYSIS = Analysis(subjects=7, confirmed=7)
PLAN = Plan(exists=True, measures=8)
ROUND = Round(
    key="a", name="6 เดือน", due=date(2026, 12, 15), is_closed=False, total=8, accepted=8, waiting=0, returned=0
)
FAR_OFF = date(2027, 4, 15)  # nobody is reminded of it yet
PAPER = Paper("analysis", "รายงานการวิเคราะห์", 2569, is_available=True)
PUBLISHED = replace(PAPER, is_issued=True, is_current=True, is_published=True)


def facts(**changes) -> Facts:
    whole = {"scores": SCORES, "analysis": ANALYSIS, "plan": PLAN, "rounds": (ROUND,), "papers": (PUBLISHED,)}
    return Facts(cycle=Cycle(2569, 2570), today=TODAY, **(whole | changes))


def stage(found: Facts, task_id: str):
    return next(task.stage for task in tasks_of(found) if task.id == task_id)


@pytest.mark.parametrize(
    ("scores", "state", "words"),
    [
        (SCORES, State.DONE, "ครบ"),
        (replace(SCORES, entered=0), State.DONE, "ครบ"),  # ten indicators or a total alone were announced
        (replace(SCORES, entered=51), State.IN_PROGRESS, "กำลังกรอก"),
        (replace(SCORES, entered=0, has_result=False), State.TODO, "ยังไม่ได้กรอก"),
        (replace(SCORES, entered=0, has_result=False, is_known=False), State.NOT_YET, "ยังไม่ถึงเวลา"),
        (Scores(), State.WAITING, "รอกรอบการประเมิน"),
    ],
)
def test_scores(scores, state, words):
    found = stage(facts(scores=scores), "scores")
    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        (SCORES, State.DONE),
        (replace(SCORES, warnings=1), State.TO_CONFIRM),
        (replace(SCORES, errors=2, warnings=1), State.BLOCKED),
        (replace(SCORES, has_result=False), State.WAITING),
    ],
)
def test_checks(scores, state):
    assert stage(facts(scores=scores), "checks").state == state


@pytest.mark.parametrize(
    ("analysis", "state"),
    [
        (ANALYSIS, State.DONE),
        (replace(ANALYSIS, confirmed=5, drafts=2), State.IN_PROGRESS),
        (replace(ANALYSIS, confirmed=0, drafts=7), State.IN_PROGRESS),
        (replace(ANALYSIS, confirmed=0), State.TODO),
    ],
)
def test_a_draft_of_the_portal_is_no_finished_analysis(analysis, state):
    assert stage(facts(analysis=analysis), "analysis").state == state


def test_without_a_result_analysis_and_measures_wait():
    found = facts(scores=replace(SCORES, has_result=False), plan=Plan())
    assert stage(found, "analysis").state == stage(found, "measures").state == State.WAITING


@pytest.mark.parametrize(
    ("plan", "state", "reason"),
    [
        (PLAN, State.DONE, "8 มาตรการ"),
        (replace(PLAN, lacking=(("ผู้รับผิดชอบ", 2),)), State.BLOCKED, "8 มาตรการ · ขาดผู้รับผิดชอบ 2"),
        (replace(PLAN, wanting=(("ระยะเวลา", 2),)), State.TO_CONFIRM, "8 มาตรการ · ไม่มีระยะเวลา 2"),
        (replace(PLAN, drafts=3), State.TO_CONFIRM, "8 มาตรการ · ร่างจากระบบ 3"),
        (replace(PLAN, weak_without_measure=5), State.TO_CONFIRM, "8 มาตรการ · จุดอ่อนที่ยังไม่มีมาตรการ 5"),
        (Plan(exists=True), State.TODO, "กำหนดมาตรการจากผลการประเมิน"),
        (Plan(), State.TODO, "กำหนดมาตรการจากผลการประเมิน"),
    ],
)
def test_measures(plan, state, reason):
    found = stage(facts(plan=plan), "measures")
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("changed", "state", "words"),
    [
        ({}, State.DONE, "ตรวจรับครบ"),
        ({"accepted": 5, "waiting": 3}, State.TO_CONFIRM, "รอตรวจรับ 3"),
        ({"accepted": 3, "waiting": 2}, State.IN_PROGRESS, "รอรายงาน 3"),
        ({"accepted": 3, "waiting": 2, "due": date(2026, 10, 31)}, State.LATE, "เกินกำหนด 28 วัน"),
        ({"accepted": 5, "returned": 1}, State.IN_PROGRESS, "รอรายงาน 3"),
        ({"accepted": 5, "due": date(2026, 10, 31)}, State.LATE, "เกินกำหนด 28 วัน"),
        ({"accepted": 5, "is_closed": True}, State.BLOCKED, "ปิดรอบแล้ว ขาด 3"),
        ({"accepted": 7, "waiting": 1, "due": date(2026, 10, 31)}, State.TO_CONFIRM, "รอตรวจรับ 1"),
    ],
)
def test_a_round_is_done_when_every_report_was_accepted(changed, state, words):
    found = stage(facts(rounds=(replace(ROUND, **changed),)), "round:a")
    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize(
    ("changed", "state", "words"),
    [
        ({}, State.DONE, "ตรวจรับครบ"),
        ({"accepted": 3}, State.NOT_YET, "ยังไม่ถึงเวลา"),
        ({"accepted": 3, "waiting": 2}, State.TO_CONFIRM, "รอตรวจรับ 2"),
        ({"accepted": 5, "returned": 1}, State.IN_PROGRESS, "รอรายงาน 3"),
        ({"accepted": 5, "is_closed": True}, State.BLOCKED, "ปิดรอบแล้ว ขาด 3"),
        ({"accepted": 3, "due": date(2026, 12, 28)}, State.IN_PROGRESS, "รอรายงาน 5"),
        ({"accepted": 3, "due": date(2026, 12, 29)}, State.NOT_YET, "ยังไม่ถึงเวลา"),
    ],
)
def test_nobody_owes_a_report_before_the_round_is_at_hand(changed, state, words):
    found = stage(facts(rounds=(replace(ROUND, **({"due": FAR_OFF} | changed)),)), "round:a")
    assert (found.state, found.words) == (state, words)


def test_measures_past_their_end_are_a_task_whatever_rounds_there_are():
    late = facts(plan=replace(PLAN, overdue=2), rounds=())
    assert (stage(late, "overdue").state, stage(late, "overdue").words) == (State.LATE, "เกินกำหนด 2")
    assert "overdue" in [task.id for task in left_over(late)]
    assert "overdue" not in [task.id for task in tasks_of(facts())]


def test_who_owes_a_report_is_named_and_many_are_counted():
    owing = replace(ROUND, accepted=0, departments=("กองคลัง", "กองช่าง", "สำนักปลัด", "กองการศึกษา"))
    assert stage(facts(rounds=(owing,)), "round:a").who == "กองคลัง กองช่าง สำนักปลัด และอีก 1 แห่ง"


def test_without_a_round_somebody_has_to_set_one_once_there_are_measures():
    assert stage(facts(rounds=()), "rounds").state == State.TODO
    assert stage(facts(rounds=(), plan=Plan()), "rounds").state == State.WAITING


@pytest.mark.parametrize(
    ("changed", "state", "words"),
    [
        ({"is_issued": True, "is_current": True, "is_published": True}, State.DONE, "เผยแพร่แล้ว"),
        ({"is_issued": True, "is_published": True}, State.TO_CONFIRM, "เนื้อหาเปลี่ยนแล้ว"),
        ({"is_issued": True, "is_current": True}, State.TODO, "รอเผยแพร่"),
        ({"is_issued": True}, State.TODO, "พร้อมออกเอกสาร"),  # what was issued is old and nobody published it
        ({"is_returned": True}, State.BLOCKED, "ส่งกลับให้แก้ไข"),
        ({"is_waiting": True, "waits_for": "ปลัด"}, State.IN_PROGRESS, "รอความเห็น"),
        ({"errors": 2}, State.BLOCKED, "ต้องแก้ไข 2"),
        ({}, State.TODO, "พร้อมออกเอกสาร"),
        ({"is_available": False}, State.WAITING, "รอขั้นก่อนหน้า"),
        ({"due": date(2026, 11, 27)}, State.LATE, "เกินกำหนด 1 วัน"),
        ({"due": date(2026, 11, 28)}, State.TODO, "พร้อมออกเอกสาร"),
        ({"is_available": False, "due": date(2026, 11, 27)}, State.WAITING, "รอขั้นก่อนหน้า"),
    ],
)
def test_a_document_is_done_when_what_is_published_is_what_the_portal_would_print(changed, state, words):
    found = stage(facts(papers=(replace(PAPER, **changed),)), "document:analysis")
    assert (found.state, found.words) == (state, words)


def test_a_memo_is_done_when_it_is_issued_since_nobody_publishes_it():
    memo = replace(PAPER, kind="memo", is_for_the_public=False, is_about_progress=True)
    assert stage(facts(papers=(memo,)), "document:memo").state == State.TODO
    issued = replace(memo, is_issued=True, is_current=True)
    assert stage(facts(papers=(issued,)), "document:memo").words == "ออกเอกสารแล้ว"


def test_the_report_of_twelve_months_begins_when_the_year_of_the_plan_has_ended():
    assert report_starts(2570) == date(2027, 10, 1)
    report = replace(PAPER, kind="progress", is_about_progress=True, starts=report_starts(2570))
    assert stage(facts(papers=(report,)), "document:progress").state == State.NOT_YET
    later = replace(facts(papers=(report,)), today=date(2027, 10, 1))
    assert stage(later, "document:progress").state == State.TODO


def test_a_report_on_a_part_of_the_year_does_not_pass_for_the_report_of_the_year():
    report = replace(PUBLISHED, kind="progress", is_about_progress=True, starts=report_starts(2570))
    early = replace(report, issued_on=TODAY)
    found = stage(facts(papers=(early,)), "document:progress")
    assert (found.state, found.reason) == (State.NOT_YET, "เผยแพร่ฉบับระหว่างปีแล้ว ฉบับเต็มปีเริ่มได้ตั้งแต่ 1 ต.ค. 2570")
    later = facts(papers=(early,))
    assert stage(replace(later, today=date(2027, 10, 1)), "document:progress").words == "พร้อมออกเอกสาร"
    whole = facts(papers=(replace(report, issued_on=date(2027, 10, 1)),))
    assert stage(replace(whole, today=date(2027, 10, 1)), "document:progress").state == State.DONE


def test_a_letter_of_the_house_is_asked_for_by_no_round():
    memo = replace(PAPER, kind="memo", is_for_the_public=False, round=2571)
    assert memo.asked_by == "เอกสารภายใน"
    assert replace(memo, is_for_the_public=True).asked_by == "รอบการประเมินปี 2571 ยังไม่ทราบเลขข้อ"


def board(found: Facts, earlier: Facts | None = None) -> Board:
    groups = [BoardGroup("", tuple(BoardTask(task, "") for task in tasks_of(found)))]
    rest = BoardGroup("", tuple(BoardTask(task, "") for task in left_over(earlier))) if earlier else None
    return Board(found, tuple(groups), rest)


def first_of(found: Facts) -> str:
    """Return the id of what the coordinator does first."""
    next_task = board(found).next_task
    return next_task.task.id if next_task else ""


def test_first_comes_what_waits_for_the_coordinator():
    sent = replace(ROUND, accepted=0, waiting=8, due=FAR_OFF)
    owed = replace(ROUND, key="b", accepted=0, departments=("กองคลัง",))
    late = replace(owed, key="c", due=date(2026, 11, 1))
    to_look_over = replace(PUBLISHED, is_current=False)
    at_the_executives = replace(PAPER, kind="memo", is_waiting=True, waits_for="ปลัด")
    assert first_of(facts()) == ""
    assert first_of(facts(papers=(at_the_executives, PAPER))) == "document:analysis"
    assert first_of(facts(papers=(to_look_over,), rounds=(owed, sent))) == "round:a"
    assert first_of(facts(papers=(to_look_over,), rounds=(owed,))) == "document:analysis"
    assert first_of(facts(rounds=(owed, late))) == "round:c"
    assert first_of(facts(papers=(at_the_executives,), rounds=(owed,))) == "document:memo"


def test_the_board_calls_nothing_complete_while_something_is_left_over():
    whole = facts(plan=replace(PLAN, settled=8))
    earlier = replace(facts(papers=(replace(PAPER, is_about_progress=True),)), cycle=Cycle(2568, 2569))
    assert board(whole).is_complete
    assert not board(whole, earlier).is_complete
    assert not board(facts()).is_complete


def test_what_is_left_over_comes_after_this_cycle_and_is_told_by_its_name():
    earlier = replace(facts(papers=(replace(PAPER, is_about_progress=True),)), cycle=Cycle(2568, 2569))
    assert board(facts(), earlier).is_next_left_over
    assert not board(facts(papers=(PAPER,)), earlier).is_next_left_over
    assert not board(facts()).is_next_left_over


def test_tasks_stand_under_the_result_the_plan_and_the_report():
    report = replace(PAPER, kind="progress", is_about_progress=True)
    found = groups_of(facts(papers=(PAPER, report)))
    assert [group.title for group in found] == ["ผลการประเมินปี 2569", "แผนมาตรการปี 2570", "ติดตามและรายงาน"]
    assert [[task.id for task in group.tasks] for group in found] == [
        ["scores", "checks", "analysis"],
        ["measures", "document:analysis"],
        ["round:a", "document:progress"],
    ]


def test_left_over_is_what_is_open_of_the_cycle_before():
    owing = replace(ROUND, accepted=5, due=date(2026, 10, 31))
    report = replace(PAPER, kind="progress", is_about_progress=True)
    earlier = Facts(Cycle(2568, 2569), TODAY, SCORES, ANALYSIS, PLAN, (owing,), (PAPER, report))
    assert [task.id for task in left_over(earlier)] == ["round:a", "document:progress"]
    assert left_over(replace(earlier, plan=Plan())) == ()


def test_nothing_is_complete_while_anything_is_not():
    whole = facts(plan=replace(PLAN, settled=8))
    assert is_complete(whole)
    assert not is_complete(facts())  # measures that nobody has reported as done
    assert not is_complete(replace(whole, plan=replace(whole.plan, overdue=1)))
    assert not is_complete(replace(whole, scores=replace(SCORES, errors=1)))
    assert not is_complete(replace(whole, rounds=(replace(ROUND, waiting=1, accepted=7),)))
    assert not is_complete(replace(whole, papers=(replace(PAPER, is_returned=True),)))
    assert not is_complete(replace(whole, plan=Plan()))


def test_every_state_has_a_shape_of_its_own_beside_its_words():
    for task in tasks_of(facts()):
        assert task.stage.shape
        assert task.stage.words


@pytest.mark.parametrize(
    ("due", "is_confirmed", "is_said"), [(TODAY, False, True), (TODAY, True, False), (None, False, False)]
)
def test_the_star_is_explained_only_where_one_stands(due, is_confirmed, is_said):
    task = replace(tasks_of(facts())[0], due=due, is_due_confirmed=is_confirmed)
    group = BoardGroup("ค้างจากรอบก่อน", (BoardTask(task, "/"),))
    assert Board(facts(), (), group).has_unconfirmed_days is is_said
    assert Board(facts(), (group,), None).has_unconfirmed_days is is_said


@pytest.mark.parametrize(
    ("place", "days_before", "words"),
    [
        (SeenPlace(), 40, None),
        (SeenPlace(), -1, None),
        (SeenPlace(), 20, "ยังไม่ได้ระบุที่อยู่"),
        (SeenPlace(has_address=True), 20, "ยังไม่ได้ตรวจลิงก์"),
        (SeenPlace(has_address=True, is_seen=True), 40, "ลิงก์เปิดไม่ได้"),
        (SeenPlace(has_address=True, is_seen=True, is_open=True, seen_on=TODAY), 20, "ลิงก์เปิดได้"),
    ],
)
def test_before_the_round_closes_a_published_document_is_handed_over(place, days_before, words):
    paper = replace(PUBLISHED, due=TODAY + timedelta(days=days_before))
    found = facts(papers=(paper,), handed={paper.kind: place})
    tasks = [each for each in tasks_of(found) if each.id.startswith("handover:")]
    assert [each.stage.words for each in tasks] == ([words] if words else [])
    assert all(each.stage.is_done == (words == "ลิงก์เปิดได้") for each in tasks)
