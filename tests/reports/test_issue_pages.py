"""The pages of an issue: what blocks it, what is confirmed, what was issued."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ita_portal.text.thai import short_date
from measures.models import Measure, MeasurePlan
from reports.issue.issuing import code_of
from reports.models import IssuedDocument
from tests.portal.forms import opened
from tests.reports.issuing_year import ROOM, YEAR, issue, nothing_written

PAGE = f"{ROOM}analysis/issue/"


@pytest.fixture
def client(agency, coordinator, as_user):
    return as_user(coordinator)


def posted(client, kind="analysis", **changes):
    """Return what the page of an issue would post with every confirmation ticked."""
    page = client.get(f"{ROOM}{kind}/issue/")
    keys = [each.key for each in page.context["confirmations"]]
    return {"number": "นน 71001/9", "date": "31/3/2568", "confirmed": keys} | changes


def test_the_page_blocks_while_there_are_errors(nanueng, quick, coordinator, as_user):
    client = as_user(coordinator)
    response = client.get(PAGE)
    page = response.content.decode()
    assert response.status_code == 200
    measure = Measure.objects.get(plan__agency=nanueng, owners=None)
    assert "ต้องแก้ไขก่อนออกเอกสาร 2 รายการ" in page
    assert f'href="/nanueng/2568/measures/{measure.key}/"' in page
    assert 'type="submit" disabled' in page
    assert '<span class="missing">ยังไม่มี</span>' in page
    response = client.post(PAGE, posted(client))
    assert response.status_code == 422
    assert "ต้องแก้ไข 2 รายการก่อน" in response.content.decode()
    assert nothing_written()


def test_the_page_issues_and_leads_to_what_was_issued(client, coordinator):
    response = client.post(PAGE, posted(client), follow=True)
    issued = IssuedDocument.objects.get()
    assert response.redirect_chain == [(f"{ROOM}issued/{issued.key}/", 302)]
    page = response.content.decode()
    for words in (
        "ออกเอกสารฉบับที่ 1 แล้ว",
        "นน 71001/9",
        "31 มี.ค. 2568",
        str(coordinator),
        issued.sha256,
        *(file.sha256 for file in issued.files.all()),
        "ยังไม่เผยแพร่",
        issued.confirmed[0]["message"].split("“")[0],
    ):
        assert words in page


def test_the_date_is_today_unless_typed(client):
    fields = opened(client, PAGE, "date")
    assert fields["date"] == short_date(timezone.localdate())
    assert "confirmed" not in fields


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"date": ""}, "กรุณากรอกวันที่"),
        ({"date": "31/2/2568"}, "วันที่ 1 ถึง 28"),
        ({"date": "1/1/2690"}, "ยังไม่ถึงวันที่"),
        ({"number": "ก" * 101}, "กรุณากรอกไม่เกิน 100 ตัวอักษร"),
        ({"confirmed": []}, "ยังไม่ได้ยืนยันรายการนี้"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, changes, message):
    data = posted(client) | changes
    response = client.post(PAGE, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert data["number"] in page
    assert page.count(" checked") == len(data["confirmed"])
    assert nothing_written()


def test_a_new_version_says_so_on_the_old_one(client, agency):
    client.post(PAGE, posted(client))
    first = IssuedDocument.objects.get()
    Measure.objects.filter(plan__agency=agency).update(timeframe_wording="ตลอดปี")
    page = client.get(f"{ROOM}issued/{first.key}/").content.decode()
    assert "เนื้อหาเปลี่ยนไปหลังออกเอกสารฉบับนี้" in page
    client.post(PAGE, posted(client))
    page = client.get(f"{ROOM}issued/{first.key}/").content.decode()
    assert "มีฉบับใหม่กว่าแล้ว" in page
    assert f"{ROOM}issued/{IssuedDocument.objects.get(version=2).key}/" in page


def test_the_stored_bytes_are_what_is_downloaded(client, agency, coordinator, issued):
    Measure.objects.filter(plan__agency=agency).update(title="เปลี่ยนหมด")
    for file in issued.files.all():
        url = f"{ROOM}issued/{issued.key}/{file.format}/"
        response = client.get(url)
        assert response.content == bytes(file.content)
        assert response.headers["ETag"] == f'"{file.sha256}"'
        assert "attachment" in response.headers["Content-Disposition"]
        assert client.get(url, headers={"If-None-Match": f'"{file.sha256}"'}).status_code == 304
    assert client.get(f"{ROOM}issued/{issued.key}/txt/").status_code == 404


def test_publish_and_withdraw_by_the_buttons(client, agency, coordinator, issued):
    url = f"{ROOM}issued/{issued.key}/"
    assert "เผยแพร่แล้ว" in client.post(f"{url}publish/", follow=True).content.decode()
    assert IssuedDocument.objects.get().published_at
    refused = client.post(f"{url}withdraw/")
    assert (refused.status_code, "กรุณากรอกเหตุผลที่ถอน" in refused.content.decode()) == (422, True)
    assert IssuedDocument.objects.get().published_at
    page = client.post(f"{url}withdraw/", {"reason": "พบตัวเลขผิด"}, follow=True).content.decode()
    assert "เหตุผล: พบตัวเลขผิด" in page
    assert not IssuedDocument.objects.get().published_at
    assert client.get(f"{url}publish/").status_code == 405


def test_the_bar_of_an_issued_document_names_its_cycle(client, agency, coordinator):
    """The address of an issued document does not name its kind: a plan of 2569 belongs to the result of 2568."""
    issued = issue(agency, coordinator, "measures")
    MeasurePlan.objects.filter(agency=agency).update(fiscal_year=2569)
    QuerySet(IssuedDocument).filter(pk=issued.pk).update(fiscal_year=2569)
    response = client.get(f"/nanueng/2569/documents/issued/{issued.key}/")
    assert response.context["bar"].cycle.result_year == 2568
    assert f'href="{ROOM}">← กลับไปหน้าเอกสาร' in response.content.decode()


@pytest.mark.parametrize("role", ["reader", "officer", "executive", "administrator"])
def test_only_a_coordinator_issues_and_everybody_of_the_agency_reads(
    agency, coordinator, as_user, request, role, issued
):
    client = as_user(request.getfixturevalue(role))
    url = f"{ROOM}issued/{issued.key}/"
    assert client.get(PAGE).status_code == client.post(PAGE).status_code == 403
    assert client.post(f"{url}publish/").status_code == client.post(f"{url}withdraw/").status_code == 403
    page = client.get(url)
    assert page.status_code == client.get(f"{url}pdf/").status_code == 200
    assert 'action="' + url not in page.content.decode()


def test_a_stranger_and_another_year_find_nothing(agency, coordinator, stranger, as_user, issued):
    paths = [f"issued/{issued.key}/", f"issued/{issued.key}/pdf/"]
    for path in paths:
        assert as_user(stranger).get(ROOM + path).status_code == 404
        assert as_user(stranger).get(f"/maiklang/2568/documents/{path}").status_code == 404
        assert as_user(coordinator).get(f"/nanueng/2567/documents/{path}").status_code == 404
    assert as_user(stranger).post(f"/maiklang/2568/documents/issued/{issued.key}/publish/").status_code == 404
    assert as_user(coordinator).get(f"{ROOM}issued/{uuid4()}/").status_code == 404


def test_a_kind_without_material_leads_back_to_the_documents(client, agency):
    response = client.get("/nanueng/2567/documents/memo/issue/")
    assert response.status_code == 302
    assert client.get(f"{ROOM}nothing/issue/").status_code == 404


def count(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_pages_cost_the_same_with_one_version_and_with_many(client, agency, coordinator, issued):
    urls = [f"{ROOM}issued/{issued.key}/", ROOM, PAGE]
    issue(agency, coordinator, number="2")
    before = [count(lambda url=url: client.get(url)) for url in urls]
    for number in "3456":
        issue(agency, coordinator, number=number)
    assert [count(lambda url=url: client.get(url)) for url in urls] == before


def test_a_list_loads_neither_content_nor_bytes(agency, coordinator, issued):
    with CaptureQueriesContext(connection) as queries:
        for document in IssuedDocument.objects.for_year(agency, YEAR).listed():
            assert [(file.format, file.size > 0) for file in document.files.all()]
    assert len(queries) == 2
    assert not any('"content"' in query["sql"] for query in queries)


def test_the_code_covers_all_that_was_said(agency, coordinator, issued):
    changes = {"number": "9", "date": date(2025, 4, 1), "version": 2, "kind": "memo", "fiscal_year": 2567}
    codes = {issued.sha256}
    for name, value in {**changes, "content_sha256": "0" * 64}.items():
        kept = getattr(issued, name)
        setattr(issued, name, value)
        codes.add(code_of(issued))
        setattr(issued, name, kept)
    assert len(codes) == 7


def test_who_issues_a_report_before_its_year_has_ended_reads_that_it_is_of_a_part_of_it(client, on_day):
    words = "รายงานที่ออกก่อนวันที่ 1 ต.ค. 2568 เป็นฉบับระหว่างปี"
    on_day(date(2025, 9, 30))
    assert words in client.get(f"{ROOM}progress/issue/").content.decode()
    assert words not in client.get(PAGE).content.decode()
    on_day(date(2025, 10, 1))
    assert words not in client.get(f"{ROOM}progress/issue/").content.decode()
