"""Issuing: checked, confirmed, numbered, frozen; and what was issued stays as it was."""

import json
from datetime import date
from hashlib import sha256
from threading import Thread
from uuid import uuid4

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Agency, Change
from assessments.models import Finding
from ita_portal.thai import short_date, thai_digits
from measures.models import Measure
from reports.documents import FORMATS, KINDS, build_document
from reports.frozen import fingerprint, fingerprint_of
from reports.issuing import (
    ConfirmationMissing,
    DocumentRefused,
    code_of,
    document_issue,
    document_publish,
    document_withdraw,
    is_current,
)
from reports.models import IssuedDocument, IssuedFile, WrittenOnceError
from tests.documents.pdf_text import text_of
from tests.portal.forms import opened
from tests.reports.issuing_year import BASE, DAY, ROOM, YEAR, candidate, issue, keys_of, mend, quick_files

PAGE = f"{ROOM}analysis/issue/"


@pytest.fixture
def quick(monkeypatch):
    quick_files(monkeypatch)


@pytest.fixture
def agency(nanueng, quick):
    mend(nanueng)
    return nanueng


@pytest.fixture
def client(agency, coordinator, as_user):
    return as_user(coordinator)


def nothing_written() -> bool:
    return not (
        IssuedDocument.objects.exists()
        or IssuedFile.objects.exists()
        or Change.objects.filter(label__contains="ออกเอกสาร").exists()
    )


# The service


def test_an_issue_keeps_content_files_and_what_was_confirmed(agency, coordinator):
    document = build_document(KINDS["analysis"], agency, YEAR)
    issued = issue(agency, coordinator)
    issued.refresh_from_db()
    assert (issued.version, issued.number, issued.date) == (1, "นน 71001/9", DAY)
    assert issued.content_sha256 == fingerprint(document) == fingerprint_of(issued.content)
    assert issued.sha256 == code_of(issued) != issued.content_sha256
    assert (issued.issued_by, issued.issued_by_name) == (coordinator, str(coordinator))
    found = candidate(agency)
    assert [each["message"] for each in issued.confirmed] == [finding.check.message for finding in found.to_confirm]
    assert len(issued.confirmed) > 3
    files = {file.format: file for file in issued.files.all()}
    assert set(files) == set(FORMATS)
    for file in files.values():
        assert file.sha256 == sha256(file.content).hexdigest()
        assert file.size == len(file.content)
    page = bytes(files["html"].content).decode()
    assert f"รหัสตรวจสอบ {issued.sha256[:16]}" in page
    assert f"ตรวจสอบได้ที่ {BASE}verify/" in page
    assert thai_digits("เลขที่ นน 71001/9 ลงวันที่ 31 มีนาคม 2568 ฉบับที่ 1") in page
    assert "ร่าง ยังไม่ได้ออก" not in page


def test_an_issue_leaves_a_change(agency, coordinator):
    issued = issue(agency, coordinator)
    change = Change.objects.filter(subject="document:analysis").first()
    assert change.label == "ออกเอกสาร: รายงานการวิเคราะห์ผลการประเมิน"
    assert change.new.startswith("เลขที่ นน 71001/9 ลงวันที่ 31 มีนาคม 2568 ฉบับที่ 1")
    assert issued.sha256 in change.new
    assert issued.confirmed[0]["message"] in change.new


def test_a_memo_carries_the_number_and_the_date_of_the_issue(agency, coordinator):
    issued = issue(agency, coordinator, "memo")
    head = issued.content["sections"][0]["blocks"][0]
    assert (head["type"], head["number"], head["date"]) == ("MemoHead", "นน ๗๑๐๐๑/๙", "๓๑ มีนาคม ๒๕๖๘")
    assert is_current(issued, build_document(KINDS["memo"], agency, YEAR))
    assert issue(agency, coordinator, "memo", number="").content["sections"][0]["blocks"][0]["number"] == ""


@pytest.mark.parametrize("kind", ["measures", "progress"])
def test_every_kind_can_be_issued(agency, coordinator, kind):
    assert issue(agency, coordinator, kind).kind == kind


def test_the_real_files_say_what_was_issued(nanueng, coordinator, tmp_path):
    mend(nanueng)
    issued = issue(nanueng, coordinator, "memo")
    files = {file.format: bytes(file.content) for file in issued.files.all()}
    text = text_of(files["pdf"], tmp_path)
    assert f"รหัสตรวจสอบ {issued.sha256[:16]}" in text
    assert "ร่าง" not in text
    assert files["docx"].startswith(b"PK")


def test_errors_refuse_an_issue_and_nothing_is_written(nanueng, quick, coordinator):
    with pytest.raises(DocumentRefused) as refused:
        document_issue(
            kind=KINDS["analysis"],
            agency=nanueng,
            fiscal_year=YEAR,
            number="",
            on=DAY,
            confirmed=keys_of(candidate(nanueng)),
            actor=coordinator,
            base_url=BASE,
        )
    ids = [finding.check.id for finding in refused.value.findings]
    assert ids == ["measure-without-owners", "required-element-missing"]
    assert nothing_written()


def test_each_warning_must_be_confirmed_and_nothing_is_written_before(agency, coordinator):
    keys = keys_of(candidate(agency))
    with pytest.raises(ConfirmationMissing) as missing:
        document_issue(
            kind=KINDS["analysis"],
            agency=agency,
            fiscal_year=YEAR,
            number="",
            on=DAY,
            confirmed=keys[:-1],
            actor=coordinator,
            base_url=BASE,
        )
    assert [finding.check for finding in missing.value.findings] == [candidate(agency).to_confirm[-1].check]
    assert nothing_written()


def test_a_confirmation_holds_for_the_words_that_were_read(agency, coordinator):
    before = keys_of(candidate(agency))
    agency.assessments.get(framework__fiscal_year=YEAR).figures.filter(code="9").update(value="98.00")
    after = keys_of(candidate(agency))
    assert len(set(before) - set(after)) == 1


def test_what_the_portal_cannot_tell_is_confirmed_by_a_person(agency, coordinator):
    issued = issue(agency, coordinator, "measures")
    unseen = [each["message"] for each in issued.confirmed if each["id"] == "required-element-unseen"]
    assert len(unseen) == 3
    assert "ต้องเผยแพร่คู่กับรายงานการวิเคราะห์" in unseen[0]


def test_a_second_click_gives_no_second_version(agency, coordinator, member):
    first = issue(agency, coordinator)
    changes = Change.objects.count()
    assert issue(agency, coordinator) == first
    assert Change.objects.count() == changes
    other = member(agency, "coordinator", "second-coordinator")
    versions = [
        issue(agency, coordinator, number="นน 71001/10").version,
        issue(agency, coordinator, number="นน 71001/10", on=date(2025, 4, 1)).version,
        issue(agency, other, number="นน 71001/10", on=date(2025, 4, 1)).version,
    ]
    assert versions == [2, 3, 4]


def test_changed_content_is_a_new_version_and_the_old_one_stays(agency, coordinator):
    first = issue(agency, coordinator)
    kept = {file.format: bytes(file.content) for file in first.files.all()}
    content = json.dumps(first.content, sort_keys=True)
    Finding.objects.filter(assessment__agency=agency, code="4").update(weakness="การยืมทรัพย์สิน i10 i12 ยังไม่ชัดเจน")
    assert not is_current(first, build_document(KINDS["analysis"], agency, YEAR))
    second = issue(agency, coordinator)
    assert second.version == 2
    assert second.content_sha256 != first.content_sha256
    first = IssuedDocument.objects.get(pk=first.pk)
    assert {file.format: bytes(file.content) for file in first.files.all()} == kept
    assert json.dumps(first.content, sort_keys=True) == content
    assert is_current(second, build_document(KINDS["analysis"], agency, YEAR))


def test_nothing_is_written_when_a_file_cannot_be_made(agency, coordinator, monkeypatch):
    def broken(document, mark):
        raise RuntimeError

    monkeypatch.setitem(FORMATS, "docx", broken)
    with pytest.raises(RuntimeError):
        issue(agency, coordinator)
    assert nothing_written()


def test_nothing_is_left_when_the_last_row_cannot_be_written(agency, coordinator, monkeypatch):
    def broken(*args, **fields):
        raise RuntimeError

    monkeypatch.setattr("reports.issuing.change_by", broken)
    with pytest.raises(RuntimeError):
        issue(agency, coordinator)
    assert nothing_written()


def test_files_are_printed_once_and_again_where_somebody_was_faster(agency, coordinator, member, monkeypatch):
    other = member(agency, "coordinator", "second-coordinator")
    printed = []

    def html(document, mark):
        printed.append(mark)
        if len(printed) == 1:
            issue(agency, other)
        return " ".join(mark.foot).encode()

    monkeypatch.setitem(FORMATS, "html", html)
    mine = issue(agency, coordinator)
    theirs = IssuedDocument.objects.get(version=1)
    assert (mine.version, theirs.issued_by) == (2, other)
    assert len(printed) == 3  # mine too early, theirs, mine again
    assert mine.sha256[:16] in bytes(mine.files.get(format="html").content).decode()


def test_numbers_of_versions_are_of_one_document(agency, coordinator):
    issue(agency, coordinator)
    assert issue(agency, coordinator, "measures").version == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_get_two_versions(agency, member):
    people = [member(agency, "coordinator", f"coordinator-{number}") for number in range(4)]
    versions = []

    def issue_as(person):
        versions.append(issue(agency, person).version)
        connections.close_all()

    threads = [Thread(target=issue_as, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == [1, 2, 3, 4]


def test_an_issue_locks_the_agency_first(agency, coordinator, monkeypatch):
    """What keeps two versions apart where several processes write; SQLite shows only that the question is asked."""
    locked = []
    real = Agency.objects.select_for_update
    monkeypatch.setattr(Agency.objects, "select_for_update", lambda: locked.append(True) or real())
    issue(agency, coordinator)
    assert locked


# Written once


def test_what_was_issued_cannot_be_changed_or_deleted(agency, coordinator):
    issued = issue(agency, coordinator)
    file = issued.files.first()
    issued.number = "แก้"
    for act in (
        issued.save,
        lambda: issued.save(update_fields=["number"]),
        lambda: issued.save(update_fields=["number", "published_at"]),
        issued.delete,
        file.save,
        file.delete,
        lambda: IssuedDocument.objects.update(number="แก้"),
        lambda: IssuedDocument.objects.filter(pk=issued.pk).delete(),
        lambda: IssuedDocument.objects.bulk_update([issued], ["number"]),
        lambda: IssuedDocument.objects.bulk_create([issued], update_conflicts=True),
        lambda: IssuedDocument.objects.update_or_create(pk=issued.pk, defaults={"number": "แก้"}),
        lambda: agency.issued_documents.update(number="แก้"),
        lambda: issued.files.all().delete(),
        lambda: issued.files.update(content=b""),
    ):
        with pytest.raises(WrittenOnceError):
            act()
    stored = IssuedDocument.objects.get()
    assert stored.number == "นน 71001/9"
    assert stored.files.count() == 3


def test_a_new_row_cannot_take_the_place_of_an_old_one(agency, coordinator):
    issued = issue(agency, coordinator)
    file = issued.files.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedFile(pk=file.pk, document=issued, format="txt", content=b"", size=0, sha256="").save()


def test_an_agency_that_issued_cannot_be_deleted_and_an_account_can(agency, coordinator):
    issue(agency, coordinator)
    name = str(coordinator)
    with pytest.raises(ProtectedError):
        agency.delete()
    coordinator.delete()
    stored = IssuedDocument.objects.get()
    assert (stored.issued_by, stored.issued_by_name) == (None, name)


def test_publishing_and_withdrawing_leave_changes_once(agency, coordinator):
    issued = issue(agency, coordinator)
    for act, label in (
        (document_publish, "เผยแพร่เอกสาร: รายงานการวิเคราะห์ผลการประเมิน"),
        (document_withdraw, "ถอนการเผยแพร่เอกสาร: รายงานการวิเคราะห์ผลการประเมิน"),
    ):
        before = Change.objects.count()
        act(issued=issued, actor=coordinator)
        act(issued=issued, actor=coordinator)
        assert Change.objects.count() == before + 1
        assert Change.objects.first().label == label
    assert IssuedDocument.objects.get().published_at is None


def test_the_admin_does_not_know_issued_documents():
    assert not {IssuedDocument, IssuedFile} & set(admin.site._registry)


# The pages


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
    ("changes", "said"),
    [
        ({"date": ""}, "กรุณากรอกวันที่"),
        ({"date": "31/2/2568"}, "วันที่ 1 ถึง 28"),
        ({"date": "1/1/2690"}, "ยังไม่ถึงวันที่"),
        ({"number": "ก" * 101}, "ยาวได้ไม่เกิน 100 ตัวอักษร"),
        ({"confirmed": []}, "ยังไม่ได้ยืนยันรายการนี้"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, changes, said):
    data = posted(client) | changes
    response = client.post(PAGE, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
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


def test_the_stored_bytes_are_what_is_downloaded(client, agency, coordinator):
    issued = issue(agency, coordinator)
    Measure.objects.filter(plan__agency=agency).update(title="เปลี่ยนหมด")
    for file in issued.files.all():
        url = f"{ROOM}issued/{issued.key}/{file.format}/"
        response = client.get(url)
        assert response.content == bytes(file.content)
        assert response.headers["ETag"] == f'"{file.sha256}"'
        assert "attachment" in response.headers["Content-Disposition"]
        assert client.get(url, headers={"If-None-Match": f'"{file.sha256}"'}).status_code == 304
    assert client.get(f"{ROOM}issued/{issued.key}/txt/").status_code == 404


def test_publish_and_withdraw_by_the_buttons(client, agency, coordinator):
    issued = issue(agency, coordinator)
    url = f"{ROOM}issued/{issued.key}/"
    assert "เผยแพร่แล้ว" in client.post(f"{url}publish/", follow=True).content.decode()
    assert IssuedDocument.objects.get().published_at
    assert "ยังไม่เผยแพร่" in client.post(f"{url}withdraw/", follow=True).content.decode()
    assert not IssuedDocument.objects.get().published_at
    assert client.get(f"{url}publish/").status_code == 405


@pytest.mark.parametrize("role", ["reader", "officer", "executive", "administrator"])
def test_only_a_coordinator_issues_and_everybody_of_the_agency_reads(agency, coordinator, as_user, request, role):
    issued = issue(agency, coordinator)
    client = as_user(request.getfixturevalue(role))
    url = f"{ROOM}issued/{issued.key}/"
    assert client.get(PAGE).status_code == client.post(PAGE).status_code == 403
    assert client.post(f"{url}publish/").status_code == client.post(f"{url}withdraw/").status_code == 403
    page = client.get(url)
    assert page.status_code == client.get(f"{url}pdf/").status_code == 200
    assert 'action="' + url not in page.content.decode()


def test_a_stranger_and_another_year_find_nothing(agency, coordinator, stranger, as_user):
    issued = issue(agency, coordinator)
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


def test_pages_cost_the_same_with_one_version_and_with_many(client, agency, coordinator):
    issued = issue(agency, coordinator)
    urls = [f"{ROOM}issued/{issued.key}/", ROOM, PAGE]
    issue(agency, coordinator, number="2")
    before = [count(lambda url=url: client.get(url)) for url in urls]
    for number in "3456":
        issue(agency, coordinator, number=number)
    assert [count(lambda url=url: client.get(url)) for url in urls] == before


def test_a_list_loads_neither_content_nor_bytes(agency, coordinator):
    issue(agency, coordinator)
    with CaptureQueriesContext(connection) as queries:
        for document in IssuedDocument.objects.for_year(agency, YEAR).listed():
            assert [(file.format, file.size > 0) for file in document.files.all()]
    assert len(queries) == 2
    assert not any('"content"' in query["sql"] for query in queries)


def test_the_code_covers_all_that_was_said(agency, coordinator):
    issued = issue(agency, coordinator)
    changes = {"number": "9", "date": date(2025, 4, 1), "version": 2, "kind": "memo", "fiscal_year": 2567}
    codes = {issued.sha256}
    for name, value in {**changes, "content_sha256": "0" * 64}.items():
        kept = getattr(issued, name)
        setattr(issued, name, value)
        codes.add(code_of(issued))
        setattr(issued, name, kept)
    assert len(codes) == 7
