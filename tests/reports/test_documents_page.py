"""The documents of a cycle on one page: a row each, from draft to published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment
from measures.models import Measure
from reports.issue.issuing import document_publish
from reports.models import IssuedDocument
from tests.reports.chain import hold
from tests.reports.issuing_year import ROOM, issue


@pytest.fixture
def client(agency, coordinator, as_user):
    return as_user(coordinator)


def rows(client, address: str = ROOM):
    return {row.kind.slug: row for row in client.get(address).context["rows"]}


def test_every_document_of_the_cycle_has_a_row_with_its_year(client):
    page = client.get(ROOM).content.decode()
    for name in ("รายงานการวิเคราะห์ผลการประเมิน", "ประกาศมาตรการ", "รายงานผลการดำเนินการ", "บันทึกข้อความรายงานผล"):
        assert f"{name} ปี 2568</h2>" in page
    assert "เอกสารภายใน" in page


def test_what_blocks_is_listed_under_the_document(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    row, page = rows(client)["analysis"], client.get(ROOM).content.decode()
    assert row.next_thing.words == f"แก้ไข {len(row.errors)} รายการ"
    assert row.next_thing.url == f"{ROOM}analysis/issue/#errors-heading"
    assert all(each.url in page for each in row.errors)


def test_a_ready_document_is_read_and_issued(client):
    row = rows(client)["analysis"]
    assert (row.next_thing.words, row.next_thing.url) == ("อ่านและออกเอกสาร", f"{ROOM}analysis/issue/")
    assert row.is_issuing_next


def test_a_memo_goes_before_the_executives_first(client):
    row = rows(client)["memo"]
    assert (row.next_thing.words, row.next_thing.url) == ("อ่านและเสนอผู้บริหาร", f"{ROOM}memo/opinions/")
    page = client.post(f"{ROOM}memo/opinions/submit/", follow=True)
    assert page.status_code == 200
    assert rows(client)["memo"].next_thing.words == "ดูความเห็น"


def test_what_waits_is_read_by_who_speaks_for_the_position(client, nanueng, executive, member, as_user):
    other = member(nanueng, "executive", "mayor")
    hold(nanueng, executive, other)
    client.post(f"{ROOM}memo/opinions/submit/")
    assert rows(as_user(executive))["memo"].next_thing.words == "อ่านและให้ความเห็น"
    assert rows(as_user(other))["memo"].next_thing.words == "ดูความเห็น"


def test_what_was_issued_is_published_from_its_row(client, agency, coordinator, issued):
    row = rows(client)["analysis"]
    assert row.next_thing.is_form
    response = client.post(row.next_thing.url)
    assert response.url == f"{ROOM}#document-analysis"
    page = client.get(ROOM).content.decode()
    assert 'value="http://testserver/public/nanueng/2568/analysis/"' in page
    assert "รายงานการวิเคราะห์ผลการประเมิน ปี 2568 เลขที่ นน 71001/9" in page
    assert rows(client)["analysis"].next_thing.url == "/public/nanueng/2568/analysis/"


def test_the_published_version_stays_the_address_while_a_newer_one_waits(client, agency, coordinator):
    first = document_publish(issued=issue(agency, coordinator), actor=coordinator)
    Measure.objects.filter(plan__agency=agency).update(timeframe_wording="ตลอดปี")
    assert rows(client)["analysis"].next_thing.words == "ออกฉบับใหม่"
    issue(agency, coordinator)
    row = rows(client)["analysis"]
    assert row.published_address.endswith(f"/public/{agency.slug}/2568/analysis/")
    assert row.document.published == first
    assert row.next_thing.words == "เผยแพร่"
    assert [each.version for each in row.document.versions] == [2, 1]


def test_people_without_the_right_can_read_and_nothing_else(client, agency, coordinator, reader, as_user):
    assert rows(as_user(reader))["analysis"].next_thing.words == "ดูร่าง"
    issue(agency, coordinator)
    row = rows(as_user(reader))["analysis"]
    assert (row.next_thing.words, row.next_thing.is_form) == ("เปิดฉบับที่ออก", False)
    assert "issue/" not in as_user(reader).get(ROOM).content.decode()


def test_a_cycle_without_a_result_says_where_to_begin(client, reader, as_user):
    address = "/nanueng/2569/documents/"
    page = client.get(address).content.decode()
    assert "ยังไม่มีผลการประเมินปี 2569" in page
    assert 'href="/nanueng/2569/scores/"' in page
    assert rows(client, address)["analysis"].next_thing.words == "กรอกคะแนน"
    assert rows(as_user(reader), address)["analysis"].next_thing is None


def test_a_result_without_a_plan_leads_to_the_measures(client, agency):
    page = client.get("/nanueng/2566/documents/").content.decode()
    assert Assessment.objects.for_year(agency, 2566).exists()
    assert "ยังไม่มีแผนมาตรการที่จัดทำจากผลปี 2566" in page
    assert rows(client, "/nanueng/2566/documents/")["analysis"].next_thing.words == "กำหนดมาตรการ"


def test_the_page_costs_the_same_with_one_version_and_with_many(client, agency, coordinator):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(ROOM)
        return len(queries)

    issue(agency, coordinator)
    with_one = cost()
    for number in range(3):
        issue(agency, coordinator, number=f"นน {number}")
    assert IssuedDocument.objects.count() == 4
    assert cost() == with_one
