"""Issuing: checked, confirmed, numbered, frozen; and what was issued stays as it was."""

import json
from datetime import date
from hashlib import sha256
from threading import Thread

import pytest
from django.db import connection, connections

from agencies.models import Agency, Change
from assessments.models import Finding
from assessments.rules.cycle import cycle_of_plan
from ita_portal.text.thai import thai_digits
from measures.cycles import cycles_for
from reports.content.kinds import KINDS, build_document
from reports.issue.cycle_documents import cycle_documents
from reports.issue.cycle_drafts import CycleDrafts
from reports.issue.issuing import ConfirmationMissing, DocumentRefused, code_of, document_issue, is_current
from reports.models import IssuedDocument
from reports.output.formats import FORMATS
from reports.paper.fingerprint import fingerprint, fingerprint_of
from tests.documents.pdf_text import text_of
from tests.reports.issuing_year import BASE, DAY, YEAR, candidate, issue, keys_of, mend, nothing_written, order_of

# The service


def test_an_issue_keeps_content_files_and_what_was_confirmed(agency, coordinator):
    document = build_document(KINDS["analysis"], agency, YEAR)
    found = candidate(agency)
    issued = issue(agency, coordinator)
    issued.refresh_from_db()
    assert (issued.version, issued.number, issued.date) == (1, "นน 71001/9", DAY)
    assert issued.content_sha256 == fingerprint(document) == fingerprint_of(issued.content)
    assert issued.sha256 == code_of(issued) != issued.content_sha256
    assert (issued.issued_by, issued.issued_by_name) == (coordinator, str(coordinator))
    assert [each["message"] for each in issued.confirmed] == [each.check.message for each in found.to_confirm]
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
        document_issue(order=order_of(nanueng, keys_of(candidate(nanueng))), actor=coordinator, base_url=BASE)
    ids = [each.check.id for each in refused.value.checks]
    assert ids == ["measure-without-owners", "required-element-missing"]
    assert nothing_written()


def test_each_warning_must_be_confirmed_and_nothing_is_written_before(agency, coordinator):
    keys = keys_of(candidate(agency))
    with pytest.raises(ConfirmationMissing) as missing:
        document_issue(order=order_of(agency, keys[:-1]), actor=coordinator, base_url=BASE)
    assert [each.check for each in missing.value.checks] == [candidate(agency).to_confirm[-1].check]
    assert nothing_written()


def test_a_confirmation_holds_for_the_words_that_were_read(agency, coordinator):
    before = keys_of(candidate(agency))
    agency.assessments.get(framework__fiscal_year=YEAR).figures.filter(code="9").update(value="98.00")
    after = keys_of(candidate(agency))
    assert len(set(before) - set(after)) == 1


def test_what_the_portal_cannot_tell_is_confirmed_by_a_person(agency, coordinator):
    issued = issue(agency, coordinator, "measures")
    unseen = [each["message"] for each in issued.confirmed if each["id"] == "required-element-unseen"]
    # The findings with their year, all issues, and the three parts stand in the analysis: one question, one tick.
    assert len(unseen) == 1
    assert unseen[0].count("“") == 5
    assert "ต้องเผยแพร่คู่กับรายงานการวิเคราะห์" in unseen[0]


def test_the_page_of_documents_counts_what_the_issue_asks_to_confirm(agency):
    cycle = cycle_of_plan(cycles_for(agency, DAY).cycles, YEAR)
    documents = {each.kind.slug: each for each in cycle_documents(CycleDrafts(agency, cycle))}
    assert documents["measures"].paper.to_confirm == len(candidate(agency, "measures").to_confirm) > 0


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


def test_the_same_content_under_another_number_asks_first(agency, coordinator):
    before = keys_of(candidate(agency, number="นน 71001/9"))
    first = issue(agency, coordinator)
    again = order_of(agency, before, number="นน 71001/10")
    with pytest.raises(ConfirmationMissing) as missing:
        document_issue(order=again, actor=coordinator, base_url=BASE)
    assert [each.check.id for each in missing.value.checks] == ["issued-before"]
    assert first.words in missing.value.checks[0].check.message
    assert issue(agency, coordinator, number="นน 71001/10").version == 2


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

    monkeypatch.setattr("reports.issue.issuing.change_record", broken)
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
