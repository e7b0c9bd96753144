"""The way through the rooms: what is finished leads on, what is not does not, and nothing ends in a dead end."""

import re

import pytest

from agencies.models import Agency
from assessments.models import Finding
from measures.models import MeasurePlan, Progress
from reports.checks.document import checks_of_document
from reports.content.draft import draft_of
from reports.content.kinds import PROGRESS
from tests.measures.rounds import accept, open_round, round_address, submit


@pytest.fixture
def mine(coordinator, as_user):
    return as_user(coordinator)


def leads_to(client, page: str) -> str:
    """Return where the page leads on to; empty while there is something left to do in the room."""
    answer = client.get(page).content.decode()
    found = re.search(r'<p class="go-on"><a class="button button-primary" href="([^"]+)">', answer)
    return found[1] if found else ""


def test_a_result_leads_to_its_analysis(nanueng, mine, reader, as_user):
    assert leads_to(mine, "/nanueng/2568/scores/") == "/nanueng/2568/analysis/"
    assert leads_to(as_user(reader), "/nanueng/2568/scores/") == ""
    assert leads_to(mine, "/nanueng/2569/scores/") == ""


def test_an_analysis_leads_to_the_measures_once_all_of_it_is_confirmed(nanueng, mine):
    page = "/nanueng/2568/analysis/"
    assert leads_to(mine, page) == "/nanueng/2568/measures/"
    Finding.objects.filter(assessment__agency=nanueng).update(is_draft=True)
    assert leads_to(mine, page) == ""


def test_a_round_leads_to_the_documents_once_all_of_it_is_accepted(nanueng, coordinator, mine):
    plan = MeasurePlan.objects.get(agency=nanueng)
    current = open_round(plan)
    reports = [submit(measure, current, coordinator) for measure in plan.measures.all()]
    assert leads_to(mine, round_address(current)) == ""
    for report in reports:
        accept(report, coordinator)
    assert leads_to(mine, round_address(current)) == "/nanueng/2568/documents/"


def test_a_round_numbers_the_measures_as_the_plan_does(nanueng, mine):
    plan = MeasurePlan.objects.get(agency=nanueng)
    last = plan.measures.last()
    last.issue = plan.assessment.framework.issues.first()
    last.save()
    page = mine.get(round_address(open_round(plan))).content.decode()
    ordered = plan.in_order(plan.measures.select_related("issue", "indicator"))
    assert f"{ordered.index(last) + 1}. {last.title}" in page
    assert f"{plan.measures.count()}. {last.title}" not in page


def test_a_new_plan_can_begin_with_the_measures_of_the_plan_before(nanueng, mine):
    forward = 'href="/nanueng/2568/measures/forward/"'
    assert forward in mine.get("/nanueng/2569/measures/").content.decode()
    MeasurePlan.objects.get(agency=nanueng).measures.all().delete()
    assert forward not in mine.get("/nanueng/2569/measures/").content.decode()


def test_what_a_report_lacks_of_reports_is_mended_where_a_whole_plan_is_reported(nanueng):
    Progress.objects.all().delete()
    checks = checks_of_document(draft_of(PROGRESS, nanueng, 2568))
    urls = [each.url for each in checks if each.check.id == "required-element-missing"]
    assert "/nanueng/2568/measures/report/" in urls


def test_before_a_result_the_board_speaks_of_the_analysis_that_the_year_has(empty_agency: Agency, stranger, as_user):
    client = as_user(stranger)
    assert "วิเคราะห์รายประเด็น" in client.get("/maiklang/2569/").content.decode()
    assert "วิเคราะห์รายตัวชี้วัด" in client.get("/maiklang/2566/").content.decode()


def test_a_memo_can_be_issued_to_be_signed_on_paper(nanueng, mine, executive, as_user):
    page = "/nanueng/2568/documents/memo/"
    words = "ออกเอกสารเพื่อลงนามในกระดาษ"
    assert words in mine.get(f"{page}opinions/").content.decode()
    assert words not in as_user(executive).get(f"{page}opinions/").content.decode()
