"""นำเข้าจากเอกสารเดิม: what was found beside what is stored, stored as one act, taken back as one."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Change
from assessments.models import Assessment, Figure
from measures.models import Measure, MeasurePlan, Progress
from measures.services import content_of, measure_update
from tests.portal.documents.built import saved
from tests.portal.forms import opened
from workspace.models import DocumentImport

REPORT = """รายงานผลการประเมิน ประจำปีงบประมาณ 2566
คะแนนภาพรวมหน่วยงานเทศบาลตำบลใหม่กลาง : 91.40 คะแนน
ระดับผลการประเมิน : ผ่าน
ลำดับที่ 3 จาก 12 แห่ง ของอำเภอตัวอย่าง

อันดับ\tตัวชี้วัด\tคะแนน
1\tการป้องกันการทุจริต\t99.10
2\tการปฏิบัติหน้าที่\t90.20 88.00

i7 ประเด็น ไม่ทราบแผน ดังนั้น หน่วยงานควรเผยแพร่แผน

ข้อจำกัดและปัญหาอุปสรรคของหน่วยงาน
1. ขาดบุคลากร

มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินงาน\tหมายเลขอ้างอิง
1. จัดทำคู่มือ\t1. แต่งตั้ง 2. เผยแพร่\tกองคลัง กองใหม่\tต.ค.66 - ก.ย.67\tแล้วเสร็จ\tก
"""


@pytest.fixture
def home(empty_agency, as_user, member):
    return as_user(member(empty_agency, "coordinator"))


def url(agency="maiklang", year=2566):
    return f"/{agency}/{year}/import/"


def brought(client, text=REPORT, **where):
    answer = client.post(url(**where), {"text": text})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def ticked(client, address, **changed):
    return opened(client, address, "digest") | {"act": "store"} | changed


def everything(agency):
    assessment = Assessment.objects.filter(agency=agency).first()
    return {
        "figures": dict(Figure.objects.filter(assessment__agency=agency).values_list("code", "value")),
        "words": assessment and (assessment.published_level, assessment.district_rank),
        "texts": assessment
        and {key: (each.weakness, each.improvement) for key, each in assessment.texts_by_subject().items()},
        "limitations": assessment and assessment.limitation_texts(),
        "measures": [content_of(each) for each in Measure.objects.filter(plan__agency=agency)],
        "progress": Progress.objects.filter(measure__plan__agency=agency).count(),
    }


def test_nothing_is_stored_before_it_was_seen(home, empty_agency):
    address = brought(home)
    page = home.get(address).content.decode()
    for word in ("91.40", "ผ่าน", "3 จาก 12", "99.10", "ไม่ทราบแผน", "ขาดบุคลากร", "จัดทำคู่มือ", "กองใหม่", "หมายเลขอ้างอิง"):
        assert word in page
    assert not Assessment.objects.filter(agency=empty_agency).exists()
    assert not Change.objects.filter(agency=empty_agency).exists()


def test_what_is_ticked_is_stored_in_one_step_and_one_undo_takes_it_back(home, empty_agency):
    before = everything(empty_agency)
    address = brought(home)
    form = ticked(home, address, status="done")
    key = next(name for name in form if name.startswith("choice-"))
    home.post(address, form | {key: "88.00"})
    stored = everything(empty_agency)
    assert {code: str(value) for code, value in stored["figures"].items()} == {
        "total": "91.40",
        "10": "99.10",
        "1": "88.00",
    }
    assert stored["words"] == ("ผ่าน", 3)
    assert stored["texts"] == {("question", "i7"): ("ไม่ทราบแผน", "ดังนั้น หน่วยงานควรเผยแพร่แผน")}
    assert stored["limitations"] == ["ขาดบุคลากร"]
    (content,) = stored["measures"]
    assert (content.title, [owner.name for owner in content.owners]) == ("จัดทำคู่มือ", ["กองคลัง"])
    entry = Progress.objects.get()
    assert (entry.status, entry.result) == ("done", "แล้วเสร็จ")
    assert MeasurePlan.objects.get(agency=empty_agency).fiscal_year == 2567

    assert "ยกเลิกการนำเข้าทั้งหมด" in home.get(address).content.decode()  # also after a reload
    home.post(f"{address}undo/")
    assert everything(empty_agency) == before | {
        "words": ("", None),
        "texts": {("question", "i7"): ("", "")},
        "limitations": [],
    }
    assert not MeasurePlan.objects.filter(agency=empty_agency).exists()
    assert "ยกเลิกแล้วเมื่อ" in home.get(address).content.decode()


def test_storing_twice_is_storing_once(home, empty_agency):
    address = brought(home)
    form = ticked(home, address)
    home.post(address, form)
    home.post(address, form)
    assert Measure.objects.filter(plan__agency=empty_agency).count() == 1


def test_an_undo_names_what_somebody_changed_since_and_takes_back_nothing(home, empty_agency):
    address = brought(home)
    home.post(address, ticked(home, address))
    before = everything(empty_agency)
    measure = Measure.objects.get(plan__agency=empty_agency)
    changed = replace(content_of(measure), follow_up="รายงานทุกเดือน")
    measure_update(measure=measure, content=changed, version=measure.version, actor=None)
    Figure.objects.filter(assessment__agency=empty_agency, code="10").update(value="50.00")
    answer = home.post(f"{address}undo/")
    assert answer.status_code == 409
    named = answer.content.decode().partition('role="alert"')[2].partition("</ul>")[0]
    assert "มาตรการ จัดทำคู่มือ" in named
    assert "คะแนน 10" in named
    assert "ขาดบุคลากร" not in named
    assert everything(empty_agency)["limitations"] == before["limitations"]


def test_what_is_stored_is_overwritten_only_where_that_is_ticked(home, empty_agency):
    address = brought(home)
    home.post(address, ticked(home, address))
    other = "คะแนนรวม 70.00 คะแนน ปีงบประมาณ 2566\n\ni7 ประเด็น อื่น ดังนั้น หน่วยงานควร อื่น"
    address = brought(home, other)
    page = home.get(address).content.decode()
    assert "91.40 (ต่างกัน)" in page
    assert "แทนที่ข้อความเดิม" in page
    answer = home.post(address, ticked(home, address))
    assert answer.status_code == 422  # nothing is ticked by itself
    home.post(address, ticked(home, address, take=["scores-over", "finding:question:i7"]))
    stored = everything(empty_agency)
    assert str(stored["figures"]["total"]) == "70.00"
    assert stored["texts"]["question", "i7"][0] == "อื่น"
    home.post(f"{address}undo/")
    assert str(everything(empty_agency)["figures"]["total"]) == "91.40"
    assert everything(empty_agency)["texts"]["question", "i7"][0] == "ไม่ทราบแผน"


def test_a_year_that_changed_after_the_page_was_opened_is_not_written(home, empty_agency):
    first = brought(home)
    home.post(first, ticked(home, first))
    second = brought(home)
    stale = ticked(home, second)
    Figure.objects.filter(assessment__agency=empty_agency, code="10").update(value="50.00")
    answer = home.post(second, stale)
    assert answer.status_code == 409
    assert "เปลี่ยนไปหลังจากเปิดหน้านี้" in answer.content.decode()


def test_an_officer_brings_scores_and_nothing_else(empty_agency, as_user, member):
    client = as_user(member(empty_agency, "officer"))
    address = brought(client)
    assert "ผู้ประสานงาน ITA เป็นผู้นำเข้าส่วนนั้น" in client.get(address).content.decode()
    client.post(address, ticked(client, address, take=["scores", "finding:question:i7", "measure:0", "limitations"]))
    stored = everything(empty_agency)
    assert set(map(str, stored["figures"].values())) == {"91.40", "99.10"}
    assert (stored["texts"], stored["limitations"], stored["measures"]) == ({}, [], [])
    client.post(f"{address}undo/")
    assert everything(empty_agency)["figures"] == {}


def test_what_another_person_brought_is_not_shown(home, empty_agency, as_user, member):
    address = brought(home)
    assert as_user(member(empty_agency, "officer")).get(address).status_code == 404


def test_a_word_file_is_read_and_a_scan_refused_with_the_reason(home, empty_agency):
    from docx import Document

    document = Document()
    document.add_paragraph("คะแนนภาพรวมอยู่ที่ 91.40 คะแนน")
    file = SimpleUploadedFile("ผล.docx", saved(document))
    page = home.get(home.post(url(), {"file": file}).headers["Location"]).content.decode()
    assert "ผล.docx" in page
    assert "91.40" in page
    refused = home.post(url(), {"file": SimpleUploadedFile("a.png", b"\x89PNG")})
    assert refused.status_code == 422
    assert "ไม่มีข้อความให้อ่าน" in refused.content.decode()
    assert "กรุณาเลือกไฟล์ หรือวางข้อความ" in home.post(url(), {}).content.decode()


def test_what_waited_is_dropped_for_the_next_document(home, empty_agency):
    first = brought(home)
    brought(home)
    assert home.get(first).status_code == 404
    assert DocumentImport.objects.count() == 1


def test_a_document_of_another_year_is_said_and_nothing_of_it_ticked(home, empty_agency):
    address = brought(home, year=2568)
    page = home.get(address).content.decode()
    assert "เอกสารนี้เป็นผลการประเมินปี 2566" in page
    assert '/maiklang/2566/import/"' in page
    assert home.post(address, ticked(home, address)).status_code == 422


def test_the_page_asks_as_often_for_many_measures_as_for_one(home, empty_agency):
    head = "มาตรการ\tขั้นตอน\tผู้รับผิดชอบ"
    counts = set()
    home.get(url())  # the bar keeps the years of an agency from the first page on
    for number in (1, 12):
        lines = (f"{at}. มาตรการที่ {at}\tทำ\tกองคลัง" for at in range(1, number + 1))
        address = brought(home, "\n".join([head, *lines]))
        with CaptureQueriesContext(connection) as queries:
            assert home.get(address).status_code == 200
        counts.add(len(queries))
    assert len(counts) == 1
