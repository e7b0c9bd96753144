"""One search over an agency: whatever the spelling, only what one may read, in a constant number of queries."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.models import Measure, Progress
from measures.rules.supporting_part import PartTold
from reports.content.kinds import KINDS
from reports.options.stored import choices_record
from tests.measures.evidence_files import PDF
from tests.measures.rounds import open_round, submit
from workspace.rules.search import excerpt_of
from workspace.search import MOST_OF_A_KIND

URL = "/nanueng/2568/search/"


@pytest.fixture
def plan(nanueng):
    return nanueng.plans.get(fiscal_year=2568)


def hits(client, query: str) -> str:
    response = client.get(URL, {"q": query})
    assert response.status_code == 200
    return response.content.decode().partition("</form>\n  ")[2]


def test_each_kind_is_found_with_a_link_that_opens(nanueng, plan, coordinator, reader, as_user):
    measure = plan.measures.select_related("plan__agency")[0]
    Measure.objects.filter(pk=measure.pk).update(title="มาตรการพิเศษ", follow_up="พบคำเฉพาะในการติดตาม")
    submit(
        measure, open_round(plan, coordinator), coordinator, work="รายงานคำเฉพาะ", evidence="https://a.go.th/คำเฉพาะ"
    )
    assessment = nanueng.assessments.get(framework__fiscal_year=2568)
    assessment.findings.filter(scope="issue", code="1").update(weakness="ต้นข้อ\nข้อบกพร่องคำเฉพาะ")
    assessment.limitations.create(position=90, text="ข้อจำกัดคำเฉพาะ")
    client = as_user(reader)
    page = hits(client, "คำเฉพาะ")
    for heading in ("มาตรการ", "รายงานความก้าวหน้า", "ข้อค้นพบ", "หลักฐาน"):
        assert re.search(rf"<h2[^>]*>{heading} ", page)
    assert "ข้อบกพร่องคำเฉพาะ" in page
    assert "ต้นข้อ" not in page
    for address in set(re.findall(r'<li>\s*<a href="([^"]+)"', page)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_stored_spelling_does_not_matter(plan, reader, as_user):
    measure = plan.measures.first()
    # As a row from before the one spelling: two signs for แ, an apart ำ, and Thai digits.
    Measure.objects.filter(pk=measure.pk).update(title="ส\u0e4d\u0e32นัก \u0e40\u0e40ผน ๒๕๗๐\u200b")
    client = as_user(reader)
    for query in ("สำนักแผน", "แผน 2570", "ส\u0e4d\u0e32นัก", "๒๕๗๐ สำนัก"):
        assert "\u0e40\u0e40ผน" in hits(client, query), query
    assert "\u0e40\u0e40ผน" not in hits(client, "แผน 2571")


def test_a_file_is_found_once_it_is_sent_in_and_no_draft_of_it_before(nanueng, plan, coordinator, reader, as_user):
    measure = plan.measures.select_related("plan__agency")[0]
    page = f"/nanueng/2568/measures/{measure.key}/progress/"
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("คำสั่งลับ.pdf", PDF, "application/pdf")
    as_user(coordinator).post(page, {"act": "draft", "version": "0", "seen": "0", "files": upload})
    assert measure.files.filter(entry__isnull=True).exists()
    for person in (reader, coordinator):
        assert "คำสั่งลับ.pdf" not in hits(as_user(person), "คำสั่งลับ")
    entry = Progress.objects.create(measure=measure, status="done", reported_on="2025-01-31", actor_name="-")
    measure.files.update(entry=entry, report=None)
    assert "คำสั่งลับ.pdf" in hits(as_user(reader), "คำสั่งลับ")


def test_what_supporting_departments_did_is_found_in_the_report(plan, reader, as_user):
    told = PartTold("กองช่าง", "สำรวจจุดเสี่ยงทางข้าม", (), (), "นายช่าง", timezone.now())
    Progress.objects.create(
        measure=plan.measures.first(), status="done", reported_on="2025-01-31", actor_name="-", parts=[told.stored]
    )
    assert "สำรวจจุดเสี่ยงทางข้าม" in hits(as_user(reader), "จุดเสี่ยง กองช่าง")


def test_what_a_document_says_is_found_before_it_is_issued(nanueng, reader, as_user):
    kind = KINDS["analysis"]
    choices = replace(kind.choices(kind.load(nanueng, 2568)), texts={"preface": "คำนำเรื่องต้นสัก"})
    choices_record(agency=nanueng, options=kind.options, fiscal_year=2568, choices=choices, actor=None)
    page = hits(as_user(reader), "ต้นสัก")
    assert "ร่างรายงานการวิเคราะห์" in page
    assert '/nanueng/2568/documents/analysis/"' in page


def test_of_many_the_first_are_shown_and_all_are_counted(plan, reader, as_user):
    client = as_user(reader)
    for number in range(MOST_OF_A_KIND):
        Measure.objects.create(plan=plan, position=100 + number, title=f"ต้นสัก {number}")
    assert "30 รายการ</span>" in hits(client, "ต้นสัก")
    Measure.objects.create(plan=plan, position=200, title="ต้นสัก สุดท้าย")
    page = hits(client, "ต้นสัก")
    assert "31 รายการ แสดง 30 รายการแรก</span>" in page
    assert "ต้นสัก สุดท้าย" not in page


def test_a_long_text_is_cut_around_the_word_and_says_so():
    words = "จัดอบรม " * 40
    assert excerpt_of(f"{words}ต้นสัก", "ต้นสัก").startswith("… จัดอบรม")
    assert excerpt_of(f"{words}ต้นสัก", "ต้นสัก").endswith("จัดอบรม ต้นสัก")
    assert excerpt_of(f"ต้นสัก {words}", "ต้นสัก").startswith("ต้นสัก จัดอบรม")
    assert excerpt_of(f"ต้นสัก {words}", "ต้นสัก").endswith("จัดอบรม …")


def test_another_agency_is_not_searched(empty_agency, plan, stranger, as_user):
    title = plan.measures.first().title
    client = as_user(stranger)
    assert client.get(URL, {"q": title}).status_code == 404
    page = client.get(f"/{empty_agency.slug}/2568/search/", {"q": title}).content.decode()
    assert "ไม่พบรายการ" in page


def test_every_word_has_to_be_there_and_nothing_is_found_by_none(nanueng, reader, as_user):
    client = as_user(reader)
    assert "search-hits" in hits(client, "เจ้าหน้าที่")
    assert "ไม่พบรายการ" in hits(client, "เจ้าหน้าที่ ไม่มีคำนี้แน่นอน")
    for nothing in ("", "   ", "\u200b"):
        assert "search-hits" not in hits(client, nothing)
    assert "ไม่เกิน 100 ตัวอักษร" in client.get(URL, {"q": "ก" * 101}).content.decode()
    assert client.get(URL, {"q": "%'<script>"}).status_code == 200


def test_many_measures_are_searched_in_as_many_queries_as_few(plan, reader, as_user):
    client = as_user(reader)
    counts = []
    for count in (5, 40):
        for n in range(count):
            Measure.objects.create(plan=plan, position=100 + n, title=f"มาตรการทดสอบ {n}")
        with CaptureQueriesContext(connection) as asked:
            client.get(URL, {"q": "มาตรการทดสอบ"})
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24
