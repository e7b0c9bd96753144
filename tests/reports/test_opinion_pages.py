"""The pages on which positions speak, and on which the coordinator records what stands on paper."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ita_portal.text.thai import long_date, short_date, thai_digits
from reports.issue.approval import DayOutOfPlace, current_submission, document_submit
from reports.models import Opinion, OpinionScan, Submission
from tests.measures.evidence_files import PDF
from tests.reports.chain import from_paper, positions_of
from tests.reports.memo_opinions import CHAIN, MEMO, PAGE, PAPER, answer, printed


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_pages_lead_from_submitting_to_the_last_opinion(
    nanueng, chain, coordinator, leader, executive, mayor, as_user
):
    mine = as_user(coordinator)
    assert "ยังไม่ได้เสนอผู้บริหาร" in mine.get(PAGE).content.decode()
    assert mine.post(f"{PAGE}submit/").headers["Location"] == PAGE
    refused = as_user(leader).post(PAGE, answer(0, "returned"))
    assert refused.status_code == 422
    assert "กรุณาระบุสิ่งที่ต้องแก้ไข" in refused.content.decode()
    for number, person in enumerate((leader, executive, mayor)):
        assert as_user(person).post(PAGE, answer(number, text=f"ข้อความที่ {number}")).status_code == 302
    late = as_user(mayor).post(PAGE, answer(2, text="ช้าไป"))
    assert late.status_code == 409
    assert "ให้ความเห็นครบทุกลำดับ" in mine.get(PAGE).content.decode()
    assert mine.post(f"{PAGE}take-back/").status_code == 302
    assert current_submission(nanueng, "memo", 2568).state == Submission.State.APPROVED


def test_the_overview_tells_who_speaks_what_waits_for_them(nanueng, leader, executive, reader, as_user, submission):
    page = as_user(leader).get("/nanueng/2568/").content.decode()
    assert CHAIN[0] in page
    assert PAGE in page.partition("รอท่านดำเนินการ")[2]
    # Others see on the board for whom it waits; nothing asks them for an opinion.
    for person in (reader, executive):
        assert "รอท่านดำเนินการ" not in as_user(person).get("/nanueng/2568/").content.decode()


def test_an_executive_without_a_position_is_told_why_and_who_can_change_it(
    nanueng, coordinator, reader, member, as_user, submission
):
    page = as_user(member(nanueng, "executive", "unnamed")).get(PAGE).content.decode()
    assert "ท่านยังให้ความเห็นในลำดับนี้ไม่ได้" in page
    assert str(coordinator) in page
    assert "บันทึกความเห็น</button>" not in page
    assert "ท่านยังให้ความเห็น" not in as_user(reader).get(PAGE).content.decode()


def test_without_anybody_named_the_coordinator_is_led_to_the_positions(nanueng, coordinator, as_user):
    positions_of(nanueng)
    document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    page = as_user(coordinator).get(PAGE).content.decode()
    assert "ยังไม่ได้กำหนดผู้ดำรงตำแหน่งของลำดับนี้" in page
    assert "/nanueng/settings/positions/" in page
    assert PAPER in page


def test_the_coordinator_takes_a_memo_back(nanueng, coordinator, as_user, submission):
    assert as_user(coordinator).post(f"{PAGE}take-back/").status_code == 302
    assert current_submission(nanueng, "memo", 2568).state == Submission.State.WITHDRAWN


def test_a_document_that_asks_nobody_has_no_such_page(nanueng, reader, as_user):
    assert as_user(reader).get("/nanueng/2568/documents/analysis/opinions/").status_code == 404


# -- from paper


def paper_answer(number: int, **more) -> dict[str, object]:
    today = short_date(timezone.localdate())
    scan = SimpleUploadedFile("บันทึก.pdf", PDF)
    return answer(number) | {"on": today, "signed_name": "นายสมมติ", "capacity": "holder", "scan": scan} | more


def test_an_opinion_on_paper_is_recorded_with_its_day_and_its_scan(
    nanueng, coordinator, executive, reader, stranger, as_user, submission
):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=5))
    day = timezone.localdate() - timedelta(days=3)
    posted = {"on": short_date(day), "capacity": "acting", "own_title": "นักจัดการงานทั่วไปชำนาญการ"}
    assert as_user(executive).post(PAPER, paper_answer(0, **posted)).status_code == 403
    assert as_user(coordinator).post(PAPER, paper_answer(0, **posted)).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.given_on, opinion.is_on_paper, opinion.signed_name) == (day, True, "นายสมมติ")
    assert opinion.signed_lines == ["นักจัดการงานทั่วไปชำนาญการ รักษาราชการแทน", "หัวหน้าสำนักปลัด"]
    assert thai_digits(long_date(day)) in printed(nanueng)
    assert "ให้ความเห็นผ่านระบบ" not in printed(nanueng)
    scan = OpinionScan.objects.get()
    url = f"{PAGE}scans/{scan.key}/"
    handed = as_user(reader).get(url)
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert len(b"".join(handed.streaming_content)) == scan.size
    assert as_user(stranger).get(url).status_code == 404
    assert "บันทึกจากเอกสาร" in as_user(reader).get(PAGE).content.decode()
    assert as_user(coordinator).post(f"{PAGE}undo/").status_code == 302
    assert Opinion.objects.get().taken_back_at


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "1 ม.ค. 2568"}, "ต้องอยู่ระหว่างวันที่เสนอเรื่อง"),
        ({"on": "1 ม.ค. 2650"}, "ต้องอยู่ระหว่างวันที่เสนอเรื่อง"),
        ({"scan": ""}, "กรุณาแนบไฟล์สแกน"),
        ({"signed_name": ""}, "กรุณากรอกชื่อผู้ลงนาม"),
        ({"capacity": "delegated"}, "กรุณากรอกตำแหน่งของผู้ปฏิบัติหน้าที่แทน"),
        ({"scan": SimpleUploadedFile("a.exe", b"MZ")}, "แนบได้เฉพาะไฟล์"),
    ],
)
def test_an_opinion_on_paper_says_what_is_wrong_at_its_place(nanueng, coordinator, as_user, submission, wrong, words):
    refused = as_user(coordinator).post(PAPER, paper_answer(0, text="พิมพ์ไว้", **wrong))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page
    assert "พิมพ์ไว้" in page
    assert not Opinion.objects.exists()


def test_no_day_before_the_submission_or_to_come_is_recorded(coordinator, submission):
    for days in (-1, 1):
        with pytest.raises(DayOutOfPlace):
            from_paper(submission, coordinator, 0, timezone.localdate() + timedelta(days=days))
    assert not OpinionScan.objects.exists()
