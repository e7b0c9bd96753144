"""The register of the year's evidence: what stands in it, the archive, what is said of a piece, a file used again."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Change
from measures.models import Evidence, EvidenceFacts
from measures.rules.evidence import MAX_FILES, check_file
from measures.services import TooManyFiles, evidence_add, evidence_remove, evidence_reuse, report_begin
from tests.measures.evidence_files import PDF, photo
from tests.measures.rounds import open_round, submit

URL = "/nanueng/2568/measures/evidence/"
LINK = "ภาพข่าว https://www.nanueng.go.th/1"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plan(nanueng):
    return nanueng.plans.get(fiscal_year=2568)


@pytest.fixture
def measures(plan):
    return plan.in_order(plan.measures.select_related("plan__agency", "issue", "indicator"))


@pytest.fixture
def opened(plan, coordinator):
    return open_round(plan, coordinator)


def attach(measure, opened, actor, name="คำสั่ง.pdf", content=PDF) -> Evidence:
    report = report_begin(measure=measure, reporting_round=opened)
    return evidence_add(report=report, checked=check_file(name, content), actor=actor)


def sent(measure, opened, actor, *files, evidence=""):
    for name, content in files:
        attach(measure, opened, actor, name, content)
    return submit(measure, opened, actor, evidence=evidence)


def stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def page_of(measure) -> str:
    return f"/nanueng/2568/measures/{measure.key}/evidence/"


def archive(client) -> ZipFile:
    response = client.get(f"{URL}zip/")
    assert "attachment" in response.headers["Content-Disposition"]
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_what_was_sent_stands_in_the_register_once_and_no_draft(measures, opened, coordinator, reader, as_user):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF), evidence=f"{LINK}\nคำสั่งที่ 12/2568")
    attach(measures[1], opened, coordinator, "ยังไม่ส่ง.jpg", photo())
    page = as_user(reader).get(URL).content.decode()
    assert page.count(">คำสั่ง.pdf</a>") == 1
    assert 'href="https://www.nanueng.go.th/1"' in page
    assert "คำสั่งที่ 12/2568" in page
    assert "1 ไฟล์ 2 ลิงก์หรือข้อความ" in page
    assert "ยังไม่ส่ง.jpg" not in page


def test_wrong_links_are_named_and_can_be_looked_at_alone(measures, opened, coordinator, reader, as_user):
    sent(measures[0], opened, coordinator, evidence=f"{LINK}\nftp://a.go.th/x\nhttp://192.168.1.9/a")
    client = as_user(reader)
    assert "มีลิงก์ที่เปิดไม่ได้หรือไม่ถูกต้อง 2 รายการ" in client.get(URL).content.decode()
    page = client.get(URL + "?faulty=1").content.decode()
    assert "ลิงก์ต้องขึ้นต้นด้วย https://" in page
    assert "ลิงก์ภายในหน่วยงาน" in page
    assert LINK not in page


def test_what_is_said_of_a_piece_stands_in_the_register_by_step_and_item(
    measures, opened, coordinator, reader, as_user
):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF), evidence=LINK)
    file = Evidence.objects.get()
    step = measures[0].steps.first().text
    said = {"about": file.sha256, "dated_on": "31 ม.ค. 2568", "step": step, "item": "ข้อ ๐๑", "version": "0"}
    assert as_user(coordinator).post(page_of(measures[0]), said).status_code == 302
    facts = EvidenceFacts.objects.get()
    assert (str(facts.dated_on), facts.step, facts.item) == ("2025-01-31", step, "o1")
    client = as_user(reader)
    assert "ลงวันที่ 31 ม.ค. 2568" in client.get(URL).content.decode()
    assert f": {step}</h2>" in client.get(URL + "?by=step").content.decode()
    by_item = client.get(URL + "?by=item").content.decode()
    assert by_item.index(">ข้อ o1<") < by_item.index(">คำสั่ง.pdf<") < by_item.index("ยังไม่ได้ระบุข้อ OIT")
    change = Change.objects.of(f"progress:{measures[0].key}").first()
    assert "วันที่ของหลักฐาน: 31 มกราคม 2568" in change.new


def test_a_link_that_a_person_found_gone_is_named(measures, opened, coordinator, as_user):
    sent(measures[0], opened, coordinator, evidence=LINK)
    client = as_user(coordinator)
    about = client.get(page_of(measures[0])).content.decode().partition('name="about" value="')[2].partition('"')[0]
    assert "เปิดไม่ได้แล้ว</p>" not in client.get(URL).content.decode()
    client.post(page_of(measures[0]), {"about": about, "is_gone": "on", "version": "0"})
    assert "เปิดไม่ได้แล้ว</p>" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"dated_on": "99/99/2568"}, "ไม่มีเดือนที่ 99"),
        ({"dated_on": "1/1/2600"}, "ต้องไม่อยู่หลังวันนี้"),
        ({"item": "o99"}, "ไม่มีข้อ “o99” ในปีนี้"),
        ({"item": "i1"}, "ไม่มีข้อ “i1” ในปีนี้"),
        ({"step": "ขั้นตอนของผู้อื่น"}, "กรุณาเลือกจากรายการ"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_lost(measures, opened, coordinator, as_user, typed, message):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    said = {"about": Evidence.objects.get().sha256, "dated_on": "31/1/2568", "version": "0"} | typed
    response = as_user(coordinator).post(page_of(measures[0]), said)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page.partition('class="evidence-form"')[2]
    assert said["dated_on"] in page
    assert not EvidenceFacts.objects.exists()


def test_nobody_overwrites_what_somebody_said_meanwhile(measures, opened, coordinator, as_user):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    client, about = as_user(coordinator), Evidence.objects.get().sha256
    client.post(page_of(measures[0]), {"about": about, "item": "o1", "version": "0"})
    late = client.post(page_of(measures[0]), {"about": about, "item": "o2", "version": "0"})
    assert late.status_code == 409
    assert "ข้อ OIT: o1" in late.content.decode()
    assert EvidenceFacts.objects.get().item == "o1"
    client.post(page_of(measures[0]), {"about": about, "item": "o2", "version": "1"})
    assert EvidenceFacts.objects.get().item == "o2"


def test_a_file_is_used_again_and_lies_on_the_disk_once(measures, opened, coordinator, as_user):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    file = Evidence.objects.get()
    as_user(coordinator).post(page_of(measures[0]), {"about": file.sha256, "dated_on": "31/1/2568", "version": "0"})
    target = f"{measures[1].key}/{opened.key}"
    client = as_user(coordinator)
    for _ in range(2):  # the button pressed twice
        led = client.post(f"{page_of(measures[0])}reuse/", {"about": file.sha256, "report": target})
        assert str(opened.key) in led.headers["Location"]
    reused = measures[1].files.get()
    assert (reused.file, reused.name, reused.report.measure) == (file.file, file.name, measures[1])
    assert len(stored()) == 1
    assert str(measures[1].evidence_facts.get().dated_on) == "2025-01-31"
    submit(measures[1], opened, coordinator)
    assert "ใช้ในมาตรการที่ 2 ด้วย" in client.get(URL).content.decode()


def test_a_report_that_is_full_takes_no_file_of_another(measures, opened, coordinator):
    file = attach(measures[0], opened, coordinator)
    for number in range(MAX_FILES):
        attach(measures[1], opened, coordinator, content=PDF.replace(b"1.4", f"1.{number + 5}".encode()))
    report = report_begin(measure=measures[1], reporting_round=opened)
    with pytest.raises(TooManyFiles):
        evidence_reuse(evidence=file, report=report, actor=coordinator)
    assert report.files.count() == MAX_FILES


def test_taking_one_use_away_leaves_the_other(measures, opened, coordinator, as_user):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    attach(measures[1], opened, coordinator)  # the same file brought anew is the one that is stored
    assert len(stored()) == 1
    report = report_begin(measure=measures[1], reporting_round=opened)
    evidence_remove(report=report, keys=[str(measures[1].files.get().key)], actor=coordinator)
    kept = measures[0].files.get()
    response = as_user(coordinator).get(f"/nanueng/2568/measures/files/{kept.key}/")
    assert b"".join(response.streaming_content) == PDF


def test_an_officer_describes_and_attaches_for_the_own_department_alone(
    plan, measures, opened, officer, coordinator, as_user
):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    about = Evidence.objects.get().sha256
    for measure in measures[:2]:
        measure.owners.clear()
    client = as_user(officer)
    assert client.post(page_of(measures[0]), {"about": about, "item": "o1", "version": "0"}).status_code == 403
    client.post(f"{page_of(measures[0])}reuse/", {"about": about, "report": f"{measures[1].key}/{opened.key}"})
    assert not measures[1].files.exists()
    measures[1].owners.add(officer.memberships.get().department)
    client.post(f"{page_of(measures[0])}reuse/", {"about": about, "report": f"{measures[1].key}/{opened.key}"})
    assert measures[1].files.count() == 1


def test_the_archive_holds_every_file_under_a_safe_thai_name_and_a_list(measures, opened, coordinator, reader, as_user):
    first, second = photo(), photo(size=(80, 40))
    sent(measures[0], opened, coordinator, ("ภาพ.jpg", first), ("ภาพ.JPG", second), evidence="=cmd|' /C calc'!A0")
    Evidence.objects.filter(name="ภาพ.JPG").update(name="../../ภาพ.jpg")
    sent(measures[1], opened, coordinator, ("คำสั่ง.pdf", PDF))
    made = archive(as_user(reader))
    assert made.testzip() is None
    names = made.namelist()
    assert names[-1] == "รายการหลักฐาน.csv"
    assert all(info.flag_bits & 0x800 for info in made.infolist())  # names are UTF-8
    assert [name.rpartition("/")[2] for name in names] == ["ภาพ.jpg", "-..-ภาพ.jpg", "คำสั่ง.pdf", "รายการหลักฐาน.csv"]
    assert not any(part in ("", "..") for name in names for part in name.split("/"))
    assert made.read(names[2]) == PDF
    rows = list(csv.DictReader(StringIO(made.read(names[-1]).decode("utf-8-sig"))))
    assert [row["ไฟล์ในชุดนี้"] for row in rows] == [names[0], names[1], "", names[2]]
    assert rows[2]["หลักฐาน"].startswith("'=cmd")
    assert rows[3]["รหัสตรวจสอบไฟล์"] == Evidence.objects.get(name="คำสั่ง.pdf").sha256


def test_a_file_that_is_lost_is_named_and_the_archive_is_whole(measures, opened, coordinator, as_user):
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    for path in stored():
        path.unlink()
    made = archive(as_user(coordinator))
    assert made.namelist() == ["รายการหลักฐาน.csv"]
    assert "ไม่พบไฟล์ในระบบ" in made.read("รายการหลักฐาน.csv").decode()


def test_a_file_that_was_lost_since_the_last_archive_is_named_too(measures, opened, coordinator, as_user):
    """The evidence is kept between the two."""
    sent(measures[0], opened, coordinator, ("คำสั่ง.pdf", PDF))
    client = as_user(coordinator)
    assert len(archive(client).namelist()) == 2
    for path in stored():
        path.unlink()
    made = archive(client)
    assert made.namelist() == ["รายการหลักฐาน.csv"]
    assert "ไม่พบไฟล์ในระบบ" in made.read("รายการหลักฐาน.csv").decode()


def test_the_archive_leaves_piece_by_piece(measures, opened, coordinator, as_user):
    sent(measures[0], opened, coordinator, ("ใหญ่.png", photo("PNG", (900, 900))))
    response = as_user(coordinator).get(f"{URL}zip/")
    pieces = [len(piece) for piece in response.streaming_content]
    assert sum(pieces) > 1_000_000
    assert max(pieces) < 70_000


def test_much_evidence_is_asked_for_as_often_as_little(measures, opened, coordinator, reader, as_user):
    client, counts = as_user(reader), []
    for measure in measures[:3]:
        sent(measure, opened, coordinator, ("คำสั่ง.pdf", PDF), evidence=LINK)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        counts.append(len(asked))
    assert counts[0] == counts[2] <= 24
