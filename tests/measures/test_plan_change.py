"""A whole plan pointed at another result, moved to another year, deleted; and the plan that nobody has decided yet."""

import pytest

from agencies.models import Removed
from assessments.models import Assessment
from measures.models import MeasurePlan
from measures.services import measure_add
from measures.services.measure import MeasureContent

PLAN = "/nanueng/2568/measures/"
CHANGE = f"{PLAN}change/"


@pytest.fixture
def result_of(nanueng):
    return lambda year: Assessment.objects.get(agency=nanueng, framework__fiscal_year=year)


def years_of(agency) -> dict[int, int]:
    return {plan.fiscal_year: plan.assessment.fiscal_year for plan in MeasurePlan.objects.filter(agency=agency)}


def test_the_page_offers_all_three_and_names_what_would_be_deleted(plan, mine):
    page = mine.get(CHANGE).content.decode()
    assert "ใช้ผลปีนี้" in page
    assert plan.measures.all()[0].title in page
    assert "แผนนี้แล้ว" in page or "ย้ายแผน" in page


def test_the_plan_answers_another_result(nanueng, plan, result_of, mine):
    response = mine.post(f"{CHANGE}answer/", {"assessment": result_of(2567).pk}, follow=True)
    assert years_of(nanueng) == {2568: 2567}
    assert "จัดทำจากผลการประเมินปี 2567 แล้ว" in response.content.decode()
    assert "(ปีเดียวกับแผน" not in response.content.decode()


def test_a_result_that_is_answered_is_refused_with_the_reason(nanueng, plan, result_of, mine, coordinator):
    other = MeasurePlan.objects.create(agency=nanueng, fiscal_year=2567, assessment=result_of(2567))
    measure_add(plan=other, content=MeasureContent("มาตรการ"), actor=coordinator)
    response = mine.post(f"{CHANGE}answer/", {"assessment": result_of(2567).pk})
    page = response.content.decode()
    assert response.status_code == 422
    assert "ผลการประเมินปี 2567 มีแผนมาตรการปี 2567 แล้ว มี 1 มาตรการ" in page
    assert "ปีงบประมาณ พ.ศ. 2567 (มีแผนปี 2567 แล้ว)" in page
    assert years_of(nanueng) == {2567: 2567, 2568: 2568}


@pytest.fixture
def unreported(plan) -> MeasurePlan:
    """The plan of the home agency before anything was reported."""
    for measure in plan.measures.all():
        measure.progress.all().delete()
    return plan


def test_the_plan_moves_to_the_year_that_is_typed(nanueng, unreported, mine):
    response = mine.post(f"{CHANGE}move/", {"fiscal_year": "๒๕๖๙"})
    assert response.headers["Location"] == "/nanueng/2569/measures/"
    assert years_of(nanueng) == {2569: 2568}


@pytest.mark.parametrize("typed", ["", "x", "68", "25690"])
def test_a_year_that_is_none_is_refused(nanueng, unreported, mine, typed: str):
    assert mine.post(f"{CHANGE}move/", {"fiscal_year": typed}).status_code == 422
    assert years_of(nanueng) == {2568: 2568}


def test_a_reported_plan_neither_moves_nor_goes_and_the_page_says_why(nanueng, plan, mine):
    page = mine.get(CHANGE).content.decode()
    if not plan.is_reported_on:
        plan.measures.all()[0].progress.create(status="done", reported_on="2025-09-01", actor_name="ระบบ")
        page = mine.get(CHANGE).content.decode()
    assert "ลบไม่ได้ เพราะมีการรายงานความก้าวหน้า" in page
    assert mine.post(f"{CHANGE}move/", {"fiscal_year": "2569"}).status_code == 422
    assert mine.post(f"{CHANGE}delete/").status_code == 409
    assert years_of(nanueng) == {2568: 2568}


def test_a_deleted_plan_is_brought_back_from_its_message(nanueng, unreported, mine):
    page = mine.post(f"{CHANGE}delete/", follow=True).content.decode()
    assert years_of(nanueng) == {}
    key = Removed.objects.get(kind="plan").key
    assert f"/removed/{key}/restore/" in page or str(key) in page
    assert "เลิกทำ" in page


# Nobody has decided yet


@pytest.fixture
def undecided(nanueng, result_of) -> MeasurePlan:
    return MeasurePlan.objects.create(agency=nanueng, fiscal_year=2569, assessment=result_of(2568), is_undecided=True)


def test_an_undecided_plan_asks_which_result_it_answers(nanueng, undecided, result_of, mine):
    url = "/nanueng/2569/measures/"
    assert "แผนนี้ยังไม่ได้เลือกผลการประเมิน" in mine.get(url).content.decode()
    mine.post(f"{url}change/answer/", {"assessment": result_of(2567).pk})
    assert years_of(nanueng) == {2568: 2568, 2569: 2567}
    assert "ยังไม่ได้เลือกผลการประเมิน" not in mine.get(url).content.decode()


def test_the_overview_names_undecided_plans(nanueng, undecided, mine):
    page = mine.get("/nanueng/2568/").content.decode()
    assert "แผนปี 2569 ยังไม่ได้เลือกผลการประเมิน" in page
    assert 'href="/nanueng/2569/measures/#undecided"' in page
    undecided.delete()
    assert "ยังไม่ได้เลือกผลการประเมิน" not in mine.get("/nanueng/2568/").content.decode()


# Starting


def test_a_plan_for_the_year_of_its_result_starts_with_a_warning(nanueng, result_of, mine):
    MeasurePlan.objects.filter(agency=nanueng).delete()
    response = mine.post(f"{PLAN}start/", {"assessment": result_of(2568).pk}, follow=True)
    assert "ซึ่งเป็นปีเดียวกับแผน โดยทั่วไปใช้ผลของปีก่อน" in response.content.decode()
    assert years_of(nanueng) == {2568: 2568}


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_changes_a_plan(plan, nanueng, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.get(CHANGE).status_code == status
    for action in ("answer/", "move/", "delete/"):
        assert client.post(f"{CHANGE}{action}", {"fiscal_year": "2570"}).status_code == status
    assert years_of(nanueng) == {2568: 2568}


def test_changing_needs_a_form_and_looking_takes_none(plan, mine):
    assert mine.post(CHANGE).status_code == 405
    assert {mine.get(f"{CHANGE}{action}").status_code for action in ("answer/", "move/", "delete/")} == {405}
