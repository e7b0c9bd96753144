"""The plan of a year: its measures, and how it is started."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kept import forget_all
from agencies.models import Change
from assessments.models import Assessment
from measures.models import Measure, MeasurePlan, MeasureReport, Progress, Step
from tests.portal.forms import opened
from workspace.demonstration.agencies import demonstration_agency_load

URL = "/nanueng/2568/measures/"
START = "/nanueng/2569/measures/start/"


def test_the_page_shows_each_measure_with_steps_owners_and_timeframe(plan, mine):
    page = mine.get(URL).content.decode()
    assert page.count('<tr id="measure-') == 8
    assert "แต่งตั้งคณะกรรมการในการจัดทำคู่มือ" in page
    assert "กองการศึกษา" in page
    assert "ต.ค.67 - ก.ย.68" in page
    # The measure of issue 7 has no owner in the source document, and the page says so.
    assert page.count("ยังไม่มีผู้รับผิดชอบ") == 1


def test_who_may_not_edit_sees_no_button(plan, officer, as_user):
    page = as_user(officer).get(URL).content.decode()
    assert "แต่งตั้งคณะกรรมการในการจัดทำคู่มือ" in page
    assert "เพิ่มมาตรการ" not in page
    assert "/delete/" not in page


@pytest.mark.parametrize("who", ["coordinator", "officer", "executive", "reader", "administrator"])
def test_everyone_of_the_agency_reads_the_plan(plan, request, as_user, who: str):
    assert as_user(request.getfixturevalue(who)).get(URL).status_code == 200


def test_a_stranger_finds_no_plan(plan, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404


def test_anonymous_goes_to_the_login(plan, client):
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"


def test_the_plan_page_takes_no_form(mine):
    assert mine.post(URL).status_code == 405


def test_an_agency_without_scores_is_led_to_the_scores(empty_agency, stranger, as_user):
    page = as_user(stranger).get("/maiklang/2568/measures/").content.decode()
    assert "/maiklang/2568/scores/" in page
    assert "เริ่มแผนมาตรการ" not in page


def test_a_year_names_the_plans_of_other_years_that_answer_its_result(mine):
    demonstration_agency_load(slug="nanueng")
    MeasurePlan.objects.update(fiscal_year=2569)
    assert "/nanueng/2569/measures/" in mine.get(URL).content.decode()


# Starting a plan


def test_a_plan_starts_with_the_result_that_it_answers(nanueng, mine):
    MeasurePlan.objects.filter(agency=nanueng).delete()
    fields = opened(mine, "/nanueng/2569/measures/", "assessment")
    response = mine.post(START, fields)
    assert (response.status_code, response.headers["Location"]) == (302, "/nanueng/2569/measures/")
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2569)
    assert plan.assessment.fiscal_year == 2568
    assert "แผนนี้ยังไม่มีมาตรการ" in mine.get("/nanueng/2569/measures/").content.decode()


def test_starting_twice_gives_one_plan_and_keeps_the_first_choice(nanueng, mine):
    first, second = Assessment.objects.filter(agency=nanueng, framework__fiscal_year__in=(2566, 2567))
    for assessment in (first, second):
        assert mine.post(START, {"assessment": assessment.pk}).status_code == 302
    assert MeasurePlan.objects.get(agency=nanueng, fiscal_year=2569).assessment == first


def test_starting_a_plan_that_is_there_leaves_its_measures(plan, mine):
    mine.post("/nanueng/2568/measures/start/", {"assessment": plan.assessment_id})
    assert plan.measures.count() == 8


@pytest.mark.parametrize("choice", ["", "0", "x", "later", "foreign"])
def test_a_plan_answers_only_a_result_of_its_own_agency_and_not_a_later_one(
    nanueng, foreign_measure, mine, choice: str
):
    later = Assessment.objects.for_year(nanueng, 2568).get()
    choices = {"later": str(later.pk), "foreign": str(foreign_measure.plan.assessment_id)}
    response = mine.post("/nanueng/2567/measures/start/", {"assessment": choices.get(choice, choice)})
    assert response.status_code == 422
    assert "กรุณาเลือกผลการประเมิน" in response.content.decode()
    assert not MeasurePlan.objects.filter(agency=nanueng, fiscal_year=2567).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 302),
        ("officer", 403),
        ("executive", 403),
        ("reader", 403),
        ("administrator", 403),
        ("stranger", 404),
    ],
)
def test_only_the_coordinator_starts_a_plan(nanueng, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assessment = Assessment.objects.for_year(nanueng, 2567).get()
    assert client.post(START, {"assessment": assessment.pk}).status_code == status
    assert MeasurePlan.objects.filter(agency=nanueng, fiscal_year=2569).exists() is (status == 302)


def test_starting_needs_a_form(mine):
    assert mine.get(START).status_code == 405


# Reading


def test_looking_writes_nothing(plan, mine):
    def counts() -> list[int]:
        return [model.objects.count() for model in (MeasurePlan, Measure, Step, Change, Assessment)]

    before = counts()
    for url in (URL, "/nanueng/2569/measures/", f"{URL}new/", f"{URL}{plan.measures.all()[0].key}/"):
        assert mine.get(url).status_code == 200
    assert counts() == before


def test_the_page_takes_the_same_queries_for_ten_measures_and_for_fifty(plan, mine):
    def queries() -> int:
        forget_all()
        with CaptureQueriesContext(connection) as asked:
            page = mine.get(URL).content.decode()
        assert page.count("status-done") == plan.measures.count()
        return len(asked)

    fill(plan, 10)
    mine.get(URL)
    with_ten = queries()
    fill(plan, 50)
    assert queries() == with_ten <= 30


def fill(plan: MeasurePlan, count: int) -> None:
    """Give a plan so many measures with issue, indicator, steps, owners and reports, of no weak issue but the first."""
    Progress.objects.all().delete()
    plan.measures.all().delete()
    framework = plan.assessment.framework
    Measure.objects.bulk_create(
        Measure(
            plan=plan,
            position=number,
            title=f"มาตรการ {number}",
            issue=framework.issues.get(number=1),
            indicator=framework.indicators.get(number=1),
        )
        for number in range(1, count + 1)
    )
    owner = plan.agency.departments.get(name="กองคลัง")
    for measure in plan.measures.all():
        measure.owners.set([owner], clear=True)
        measure.steps.create(position=1, text="ดำเนินการ")
        for day in (1, 2):
            measure.progress.create(status="done", reported_on=date(2025, 9, day), actor_name="ระบบ")


def test_the_state_of_a_measure_is_the_accepted_one_with_what_was_sent_since_beside_it(plan, reporting_round, mine):
    measure = plan.measures.first()
    done = Progress.Status.DONE
    entry = Progress.objects.create(
        measure=measure, round=reporting_round, status=done, reported_on=date(2099, 1, 1), actor_name="เจ้าหน้าที่"
    )
    report = MeasureReport.objects.create(measure=measure, round=reporting_round, state="submitted", entry=entry)
    for state, words in (("submitted", "รอตรวจ: ดำเนิน"), ("returned", "ส่งกลับ: ดำเนิน"), ("accepted", "")):
        report.state, report.remarks = state, "ระบุหลักฐาน"
        report.save()
        row = mine.get(URL).content.decode().split(f'<tr id="measure-{measure.key}"')[1].split("</tr>")[0]
        assert ("status-done" in row) is (state == "accepted")
        assert words in row
        assert ("standing-" in row) is bool(words)
