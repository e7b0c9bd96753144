"""Measures that the portal proposes from weak figures."""

from decimal import Decimal

import pytest

from agencies.models import Change
from assessments.models import Assessment, Figure
from assessments.suggestions import Library, Suggestion
from measures.checks import check_plan
from measures.models import Measure, MeasurePlan
from measures.proposals import proposals_for
from measures.services import measure_delete, proposals_add
from tests.portal.forms import fields_of, opened

PLAN = "/nanueng/2568/measures/"
ADD = f"{PLAN}proposals/"


def suggestion(number: int) -> Suggestion:
    return Suggestion(
        weakness="คะแนนต่ำ",
        improvement="ควรปรับปรุง",
        maintenance="ควรรักษาระดับ",
        measure=f"มาตรการเสนอสำหรับตัวชี้วัดที่ {number}",
        steps=("ประชุมผู้เกี่ยวข้อง", "ดำเนินการ"),
        follow_up="รายงานทุกหกเดือน",
    )


@pytest.fixture(autouse=True)
def library(monkeypatch) -> None:
    """A small library in place of the one that ships: one proposal for each indicator."""
    small = Library({}, {}, {number: suggestion(number) for number in range(1, 11)})
    monkeypatch.setattr("measures.proposals.load_library", lambda kind: small)


@pytest.fixture
def empty_plan(plan) -> MeasurePlan:
    """The plan of the home agency without measures; weak are i1 of issue 1 and two questions of indicator 4."""
    plan.measures.all().delete()
    Figure.objects.filter(assessment=plan.assessment).update(value=Decimal(100))
    Figure.objects.filter(assessment=plan.assessment, code__in=("i1", "i10", "i11")).update(value=Decimal("60.25"))
    Figure.objects.filter(assessment=plan.assessment, code="i11").update(value=Decimal("50"))
    return plan


def keys(plan) -> list[str]:
    return [proposal.key for proposal in panel(plan).open]


def titles(plan) -> list[str]:
    return [measure.title for measure in plan.measures.all()]


def test_each_weak_figure_has_a_proposal_the_weakest_first(empty_plan):
    first, second = proposals_for(empty_plan).open
    assert (first.key, second.key) == ("i11 i10", "i1")
    assert [(each.code, each.figure) for each in first.figures] == [("i11", "50.00"), ("i10", "60.25")]
    assert first.answers.startswith("ประเด็นที่ ")


def test_the_page_offers_the_proposals_with_codes_and_figures(empty_plan, mine):
    page = mine.get(PLAN).content.decode()
    assert "ข้อเสนอจากจุดอ่อน" in page
    assert page.count('<div class="proposal">') == 2
    assert all(text in page for text in ("มาตรการเสนอสำหรับตัวชี้วัดที่ 4", "i11", "50.00", "60.25", "ประชุมผู้เกี่ยวข้อง"))


def test_what_an_own_measure_of_the_issue_answers_stays_at_hand_but_is_no_open_weakness(plan, mine):
    panel = proposals_for(plan)
    assert panel.open == ()
    assert panel.covered
    page = mine.get(PLAN).content.decode()
    assert f"ประเด็นหรือตัวชี้วัดมีมาตรการของหน่วยงานแล้ว {len(panel.covered)}" in page
    assert "จุดอ่อนที่ยังไม่มีมาตรการ" not in page


@pytest.mark.parametrize("who", ["officer", "executive", "reader", "administrator"])
def test_only_the_coordinator_sees_proposals(empty_plan, request, as_user, who: str):
    assert "ข้อเสนอจากจุดอ่อน" not in as_user(request.getfixturevalue(who)).get(PLAN).content.decode()


def test_chosen_proposals_become_drafts_at_the_end_of_the_plan(nanueng, empty_plan, coordinator, mine):
    Measure.objects.create(plan=empty_plan, position=1, title="ของหน่วยงานเอง")
    response = mine.post(ADD, {"proposal": "i11 i10"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{PLAN}#proposals")
    own, measure = empty_plan.measures.all()
    assert (own.title, measure.title) == ("ของหน่วยงานเอง", "มาตรการเสนอสำหรับตัวชี้วัดที่ 4")
    assert (measure.is_draft, measure.position, measure.follow_up) == (True, 2, "รายงานทุกหกเดือน")
    assert [step.text for step in measure.steps.all()] == ["ประชุมผู้เกี่ยวข้อง", "ดำเนินการ"]
    assert (measure.indicator.number, measure.issue.framework) == (4, empty_plan.assessment.framework)
    assert (measure.timeframe, measure.owners.exists()) == ("ต.ค.67 - ก.ย.68", False)  # the whole of the plan's year
    change = Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}").get()
    assert (change.actor, change.label) == (coordinator, f"เพิ่มมาตรการจากข้อเสนอของระบบ: {measure.title}")
    page = mine.get(PLAN).content.decode()
    assert "ร่างจากระบบ" in page
    assert "เพิ่มร่างแล้ว 1 มาตรการ" in page


def test_nothing_is_added_twice(empty_plan, mine):
    for _ in range(2):
        assert mine.post(ADD, {"proposal": ["i11 i10", "i1"]}).status_code == 302
    assert titles(empty_plan) == ["มาตรการเสนอสำหรับตัวชี้วัดที่ 4", "มาตรการเสนอสำหรับตัวชี้วัดที่ 1"]
    assert keys(empty_plan) == []


def test_a_title_that_is_there_is_not_proposed_again_for_another_issue(empty_plan):
    Measure.objects.create(plan=empty_plan, position=1, title="มาตรการเสนอสำหรับตัวชี้วัดที่ 4")
    assert keys(empty_plan) == ["i1"]


def test_a_measure_of_the_same_indicator_answers_without_an_issue(empty_plan):
    indicator = empty_plan.assessment.framework.indicators.get(number=4)
    Measure.objects.create(plan=empty_plan, position=1, title="ของหน่วยงานเอง", indicator=indicator)
    assert keys(empty_plan) == ["i1"]


def test_a_proposal_that_is_no_longer_one_adds_nothing_and_says_so(empty_plan, mine):
    response = mine.post(ADD, {"proposal": ["e1", "<b>", "i11"]}, follow=True)
    assert "ไม่ได้เพิ่มมาตรการ" in response.content.decode()
    assert titles(empty_plan) == []


def test_choosing_none_is_refused_where_it_happened(empty_plan, mine):
    response = mine.post(ADD)
    assert response.status_code == 422
    assert "กรุณาเลือกอย่างน้อยหนึ่งข้อเสนอ" in response.content.decode()
    assert titles(empty_plan) == []


def test_a_year_without_plan_takes_no_proposal(nanueng, mine):
    assert mine.post("/nanueng/2569/measures/proposals/", {"proposal": "i1"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_adds_proposals(empty_plan, request, as_user, who: str, status: int):
    assert as_user(request.getfixturevalue(who)).post(ADD, {"proposal": "i1"}).status_code == status
    assert titles(empty_plan) == []


def test_adding_needs_a_form(empty_plan, mine):
    assert mine.get(ADD).status_code == 405


def test_anonymous_goes_to_the_login(empty_plan, client):
    assert client.post(ADD).headers["Location"] == f"/login/?next={ADD}"


# Until taken or set aside


def test_taking_one_proposal_leaves_the_others_of_its_issue(empty_plan):
    """Nine of seventeen proposals vanished when the first eight were taken."""
    Figure.objects.filter(assessment=empty_plan.assessment, code="i3").update(value=Decimal(70))
    assert keys(empty_plan) == ["i11 i10", "i1 i3"]
    issue = proposals_for(empty_plan).open[0].measure.issue
    proposals_add(plan=empty_plan, keys=["i11 i10"], actor=None)
    empty_plan.measures.update(title="ชื่อที่แก้แล้ว", issue=issue)
    assert keys(empty_plan) == ["i1 i3"]


def test_a_deleted_draft_is_proposed_again(empty_plan):
    (measure,) = proposals_add(plan=empty_plan, keys=["i1"], actor=None)
    measure_delete(measure=measure, actor=None)
    assert keys(empty_plan) == ["i11 i10", "i1"]


def test_a_proposal_is_set_aside_and_called_back_with_its_history(nanueng, empty_plan, mine):
    response = mine.post(f"{ADD}set-aside/", {"proposal": "i1"}, follow=True)
    page = response.content.decode()
    assert "ไม่ใช้แล้ว 1 · เรียกกลับได้" in page
    assert (keys(empty_plan), [each.key for each in panel(empty_plan).set_aside]) == (["i11 i10"], ["i1"])
    newest = Change.objects.for_year(nanueng, 2568)[0]
    assert newest.label == "ไม่ใช้ข้อเสนอ: มาตรการเสนอสำหรับตัวชี้วัดที่ 1"
    assert "ข้อ i1 60.25" in newest.new
    mine.post(f"{ADD}recall/", {"proposal": "i1"})
    assert (keys(empty_plan), panel(empty_plan).set_aside) == (["i11 i10", "i1"], ())
    assert Change.objects.for_year(nanueng, 2568)[0].label.startswith("เรียกข้อเสนอกลับ")


def test_what_was_set_aside_can_still_be_taken(empty_plan, mine):
    mine.post(f"{ADD}set-aside/", {"proposal": "i1"})
    mine.post(ADD, {"proposal": "i1"})
    assert titles(empty_plan) == ["มาตรการเสนอสำหรับตัวชี้วัดที่ 1"]
    assert panel(empty_plan).set_aside == ()


def test_a_weak_part_of_a_survey_is_proposed_for(empty_plan):
    empty_plan.assessment.figures.create(code="EIT1", value=Decimal("83.10"))
    found = {each.key: each for each in proposals_for(empty_plan).open}
    assert [(weak.name, weak.figure) for weak in found["EIT1"].figures] == [("EIT ส่วนที่ 1", "83.10")]


@pytest.mark.parametrize("action", ["set-aside/", "recall/"])
@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("reader", 403), ("stranger", 404)])
def test_only_the_coordinator_sets_proposals_aside(empty_plan, request, as_user, action: str, who: str, status: int):
    assert as_user(request.getfixturevalue(who)).post(f"{ADD}{action}", {"proposal": "i1"}).status_code == status
    assert keys(empty_plan) == ["i11 i10", "i1"]


def panel(plan: MeasurePlan):
    return proposals_for(MeasurePlan.objects.for_year(plan.agency, plan.fiscal_year).get())


# A draft


@pytest.fixture
def draft(empty_plan) -> Measure:
    (measure,) = proposals_add(plan=empty_plan, keys=["i1"], actor=None)
    return measure


def test_a_draft_is_one_until_somebody_saves_it_even_unchanged(nanueng, draft, mine):
    url = f"{PLAN}{draft.key}/"
    response = mine.get(url)
    assert "บันทึกและยืนยันมาตรการ" in response.content.decode()
    assert mine.post(url, fields_of(response, "title")).status_code == 302
    draft.refresh_from_db()
    assert draft.is_draft is False
    assert Change.objects.for_year(nanueng, 2568)[0].label == f"ยืนยันร่างมาตรการ: {draft.title}"
    assert "ร่างจากระบบ" not in mine.get(PLAN).content.decode()


def test_an_edited_draft_is_the_agencys_own(draft, mine):
    url = f"{PLAN}{draft.key}/"
    assert mine.post(url, opened(mine, url, "title") | {"title": "ชื่อใหม่"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.is_draft) == ("ชื่อใหม่", False)


def test_moving_a_draft_leaves_it_one(draft, mine):
    mine.post(f"{PLAN}{draft.key}/move/", {"to": "2"})
    draft.refresh_from_db()
    assert draft.is_draft is True


def test_the_checks_ask_for_what_a_draft_lacks(empty_plan, draft):
    found = {check.id for check in check_plan(empty_plan, list(empty_plan.measures.with_details()))}
    assert {"measure-still-draft", "measure-without-owners"} == found


def test_a_year_without_issues_is_answered_by_indicator(nanueng):
    assessment = Assessment.objects.for_year(nanueng, 2566).get()
    plan = MeasurePlan.objects.create(agency=nanueng, fiscal_year=2566, assessment=assessment)
    assessment.figures.all().delete()
    assessment.figures.create(code="8", value=Decimal("70.5"))
    (proposal,) = proposals_for(plan).open
    assert (proposal.answers, proposal.figures[0].figure) == ("ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน", "70.50")
    (measure,) = proposals_add(plan=plan, keys=[proposal.key], actor=None)
    assert (measure.issue, measure.indicator.number) == (None, 8)
    assert keys(plan) == []
