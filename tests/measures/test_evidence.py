"""Which files are kept as evidence, what is left in them, and how they are handed out."""

import hashlib
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from PIL import Image, ImageFile

from agencies.models import Removed
from measures.models import Evidence, MeasureReport
from measures.rules import office_files
from measures.rules.evidence import MAX_BYTES, MAX_FILES, EvidenceRefused, check_file, clean_name
from measures.services import NotWritable, TooManyFiles, evidence_add, evidence_remove, report_begin
from tests.measures.evidence_files import GPS, PDF, SCRIPT, office, photo, upload
from tests.measures.rounds import submit
from tests.measures.test_progress import address, filled
from tests.portal.forms import fields_of


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Keep uploads of the tests out of the portal's own folder."""
    settings.MEDIA_ROOT = tmp_path


def stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# What is kept


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("รายงาน.pdf", PDF, "application/pdf"),
        ("ภาพ.JPG", photo(), "image/jpeg"),
        ("ภาพ.jpeg", photo(), "image/jpeg"),
        ("ภาพ.png", photo("PNG"), "image/png"),
        ("ภาพ.webp", photo("WEBP"), "image/webp"),
        ("หนังสือ.docx", office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("ตาราง.xlsx", office("xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_files_that_offices_use_are_kept(name: str, content: bytes, content_type: str):
    checked = check_file(name, content)
    assert (checked.name, checked.content_type) == (name, content_type)
    if not content_type.startswith("image"):
        assert checked.content == content


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "ไฟล์ว่างเปล่า กรุณา"),
        ("a.pdf", PDF + b"0" * MAX_BYTES, "ไฟล์ใหญ่เกิน 20 MB"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", "แนบได้เฉพาะไฟล์"),
        ("a.html", b"<!doctype html>" + SCRIPT, "แนบได้เฉพาะไฟล์"),
        ("a.pdf", b"<!doctype html>" + SCRIPT, "แนบได้เฉพาะไฟล์"),
        ("a.jpg", b"GIF89a" + SCRIPT, "แนบได้เฉพาะไฟล์"),
        ("a.exe", b"MZ\x90\x00", "แนบได้เฉพาะไฟล์"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "แนบได้เฉพาะไฟล์"),
        ("a.pdf", b"\n" + PDF, "แนบได้เฉพาะไฟล์"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office รุ่นเก่า"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("a.html", PDF, "นามสกุล .html แต่เนื้อหาเป็น PDF"),
        ("a.jpg", PDF, "นามสกุล .jpg แต่เนื้อหาเป็น PDF"),
        ("a.pdf", photo(), "นามสกุล .pdf แต่เนื้อหาเป็น ภาพ JPEG"),
        ("a.xlsx", office("docx"), "นามสกุล .xlsx แต่เนื้อหาเป็น DOCX"),
        ("a", PDF, "ไม่มีนามสกุลของไฟล์"),
        ("a.jpg.html", photo(), "นามสกุล .html แต่เนื้อหาเป็น ภาพ JPEG"),
        ("a.pdf", PDF[:-8], "เปิดไฟล์นี้ไม่ได้"),
        ("a.pdf", PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type"), "คำสั่งที่ทำงานได้เอง"),
        ("a.jpg", photo()[:-200], "เปิดไฟล์นี้ไม่ได้"),
        ("a.jpg", b"\xff\xd8\xff" + SCRIPT, "เปิดไฟล์นี้ไม่ได้"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + SCRIPT, "เปิดไฟล์นี้ไม่ได้"),
        ("a.docx", office()[:-30], "เปิดไฟล์นี้ไม่ได้"),
        ("a.docx", office(macro=True), "คำสั่งที่ทำงานได้เอง"),
        ("a.xlsx", office("xlsx", **{"xl/vbaProject.bin": b"x"}), "คำสั่งที่ทำงานได้เอง"),
    ],
)
def test_other_files_are_refused_with_the_reason(name: str, content: bytes, reason: str):
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint leaves it once a PDF was printed
    with pytest.raises(EvidenceRefused) as refused:
        check_file(name, content)
    assert reason in str(refused.value)


def test_an_archive_that_only_holds_a_part_of_the_right_name_is_no_document():
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(EvidenceRefused, match="เปิดไฟล์นี้ไม่ได้"):
        check_file("a.docx", made.getvalue())


def test_an_archive_that_grows_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr(office_files, "MAX_UNPACKED", 1_000)
    with pytest.raises(EvidenceRefused, match="เปิดไฟล์นี้ไม่ได้"):
        check_file("a.docx", office(**{"word/media/a.bin": b"0" * 2_000}))


def test_a_picture_of_more_points_than_memory_is_refused_before_it_is_drawn(monkeypatch):
    # A picture of one colour is small as a file however large it is on the screen.
    made = BytesIO()
    Image.new("1", (9_000, 9_000)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    monkeypatch.setattr(Image.Image, "load", None)
    with pytest.raises(EvidenceRefused, match="ความละเอียดสูงเกินไป"):
        check_file("bomb.png", made.getvalue())


@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
def test_nothing_hidden_stays_in_a_picture(picture_format: str):
    content = photo(picture_format) + SCRIPT
    assert b"SECRET-AUTHOR" in content
    name = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[picture_format]
    kept = check_file(name, content).content
    assert not any(hidden in kept for hidden in (b"SECRET", b"Exif", b"eXIf", b"EXIF", SCRIPT))
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == (picture_format, (60, 40))
        assert not picture.getexif().get_ifd(GPS)


def test_a_picture_taken_sideways_is_kept_upright():
    with Image.open(BytesIO(check_file("a.jpg", photo(orientation=6)).content)) as picture:
        assert picture.size == (40, 60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\fakepath\\ภาพ.jpg", "ภาพ.jpg"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("ใบเสร็จ\u202egpj.exe.pdf", "ใบเสร็จgpj.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("ก" * 400 + ".pdf", "ก" * 146 + ".pdf"),
        (" . .", ""),
    ],
)
def test_a_name_keeps_only_what_people_see(typed: str, kept: str):
    assert clean_name(typed) == kept


def test_the_portal_reads_no_more_of_a_file_than_the_rules_allow():
    assert settings.UPLOAD_MAX_FILE_BYTES == MAX_BYTES
    assert settings.UPLOAD_MAX_POST_BYTES > MAX_FILES * MAX_BYTES


# Attaching


def test_files_are_stored_under_random_names_with_their_fingerprint(measure, coordinator, mine):
    form = filled(mine, measure, work="งาน") | {"files": [upload("รายงาน ก.pdf", PDF), upload("ภาพ.jpg", photo())]}
    assert mine.post(address(measure), form).status_code == 302
    entry = measure.progress.get()
    files = list(entry.files.all())
    assert [file.name for file in files] == ["รายงาน ก.pdf", "ภาพ.jpg"]
    assert entry.file_count == 2
    assert {(file.uploader, file.uploader_name, file.report) for file in files} == {
        (coordinator, str(coordinator), None)
    }
    assert files[0].sha256 == hashlib.sha256(PDF).hexdigest()
    assert files[0].size == len(PDF)
    for file in files:
        path = Path(settings.MEDIA_ROOT) / file.file.name
        assert path.parent == Path(settings.MEDIA_ROOT) / "evidence" / "nanueng"
        assert len(path.name) == 32
        assert path.suffix == ""
        assert path.stat().st_mode & 0o077 == 0
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    assert len(stored()) == 2
    assert not MeasureReport.objects.exists()


def test_refused_files_lose_neither_text_nor_the_good_files(measure, mine):
    files = [upload("ดี.pdf", PDF), upload("ร้าย.svg", SCRIPT), upload("ว่าง.pdf", b"")]
    response = mine.post(address(measure), filled(mine, measure, work="พิมพ์ไว้นาน") | {"files": files})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("“ร้าย.svg” แนบได้เฉพาะไฟล์") == 2  # above and beside the field
    assert "“ว่าง.pdf” ไฟล์ว่างเปล่า" in page
    assert "ไม่ต้องเลือกซ้ำ" in page
    shown = fields_of(response, "reported_on")
    assert shown["work"] == "พิมพ์ไว้นาน"
    assert not measure.progress.exists()
    assert [file.name for file in Evidence.objects.all()] == ["ดี.pdf"]
    assert mine.post(address(measure), shown).status_code == 302
    assert [file.name for file in measure.progress.get().files.all()] == ["ดี.pdf"]


def test_a_file_stays_when_the_text_is_refused(measure, mine):
    form = filled(mine, measure, percent="x") | {"files": [upload("ดี.pdf", PDF)]}
    response = mine.post(address(measure), form)
    assert response.status_code == 422
    assert "ดี.pdf" in response.content.decode()
    assert mine.post(address(measure), fields_of(response, "reported_on") | {"percent": "5"}).status_code == 302
    assert measure.progress.get().file_count == 1


def test_the_eleventh_file_is_refused_and_the_same_file_counts_once(measure, mine):
    def numbered(*numbers: int):
        return [upload(f"{number}.pdf", PDF.replace(b"1.4", f"1.{number}".encode())) for number in numbers]

    response = mine.post(address(measure), filled(mine, measure) | {"files": numbered(0, 1, 2, 0)})
    assert response.status_code == 302
    assert measure.progress.get().file_count == 3
    response = mine.post(address(measure), filled(mine, measure) | {"files": numbered(*range(MAX_FILES + 1))})
    assert response.status_code == 422
    assert "“10.pdf” แนบได้ไม่เกิน 10 ไฟล์" in response.content.decode()
    assert Evidence.objects.filter(entry=None).count() == MAX_FILES


def test_a_file_taken_out_of_a_draft_stays_on_the_disk_while_it_can_be_restored(measure, mine):
    response = mine.post(address(measure), filled(mine, measure, draft="1") | {"files": [upload("a.pdf", PDF)]})
    assert response.status_code == 302
    file = Evidence.objects.get()
    form = filled(mine, measure, draft="1") | {"remove": str(file.key)}
    assert mine.post(address(measure), form).status_code == 302
    assert not Evidence.objects.exists()
    assert len(stored()) == 1
    Removed.objects.update(at=timezone.now() - timedelta(days=31))
    call_command("purge_removed", stdout=StringIO())
    assert stored() == []


def test_a_file_that_an_entry_holds_stays_on_the_disk(measure, coordinator, mine):
    mine.post(address(measure), filled(mine, measure) | {"files": [upload("a.pdf", PDF)]})
    held = Evidence.objects.get()
    report = report_begin(measure=measure, reporting_round=None)
    copy = Evidence.objects.get()
    copy.pk, copy.key, copy.entry, copy.report = None, report.key, None, report
    copy.save()
    evidence_remove(report=report, keys=[str(copy.key)], actor=coordinator)
    Removed.objects.update(at=timezone.now() - timedelta(days=31))
    call_command("purge_removed", stdout=StringIO())
    assert list(Evidence.objects.all()) == [held]
    assert len(stored()) == 1


def test_a_file_whose_row_fails_leaves_nothing_behind(measure, coordinator, monkeypatch):
    report = report_begin(measure=measure, reporting_round=None)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(RuntimeError):
        evidence_add(report=report, checked=check_file("a.pdf", PDF), actor=coordinator)
    assert stored() == []


def test_the_limit_holds_in_the_service_itself(measure, coordinator):
    report = report_begin(measure=measure, reporting_round=None)
    for number in range(MAX_FILES):
        content = PDF.replace(b"1.4", f"1.{number}".encode())
        evidence_add(report=report, checked=check_file("a.pdf", content), actor=coordinator)
    with pytest.raises(TooManyFiles):
        evidence_add(report=report, checked=check_file("a.pdf", PDF + b"%%EOF"), actor=coordinator)


def test_a_report_that_was_sent_meanwhile_keeps_its_files_and_takes_no_more(
    measure, reporting_round, in_time, coordinator
):
    draft = report_begin(measure=measure, reporting_round=reporting_round)
    file = evidence_add(report=draft, checked=check_file("a.pdf", PDF), actor=coordinator)
    entry = submit(measure, reporting_round, coordinator).entry
    with pytest.raises(NotWritable):
        evidence_add(report=draft, checked=check_file("b.pdf", PDF + b"%%EOF"), actor=coordinator)
    with pytest.raises(NotWritable):
        evidence_remove(report=draft, keys=[str(file.key)], actor=coordinator)
    assert [each.name for each in entry.files.all()] == ["a.pdf"]
    assert not draft.files.exists()


# Handing out


def kept_file(measure, mine, name="รายงาน ก.pdf", content=PDF) -> Evidence:
    mine.post(address(measure), filled(mine, measure) | {"files": [upload(name, content)]})
    return Evidence.objects.get()


def file_address(file: Evidence, agency: str = "nanueng", year: int = 2568) -> str:
    return f"/{agency}/{year}/measures/files/{file.key}/"


def test_a_file_is_handed_out_as_a_download_that_runs_nothing(measure, mine, reader, as_user):
    file = kept_file(measure, mine)
    response = as_user(reader).get(file_address(file))
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E0%B8%A3")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_file_that_is_a_page_as_well_is_harmless(measure, mine):
    file = kept_file(measure, mine, "a.pdf", b"%PDF-1.4 " + SCRIPT + b"\n%%EOF")
    response = mine.get(file_address(file))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content)


def test_strangers_find_no_file_and_a_draft_is_for_its_authors(measure, nanueng, mine, request, as_user):
    mine.post(address(measure), filled(mine, measure, draft="1") | {"files": [upload("a.pdf", PDF)]})
    draft = Evidence.objects.get()
    for who, status in {"reader": 403, "executive": 403, "officer": 403, "stranger": 404}.items():
        assert as_user(request.getfixturevalue(who)).get(file_address(draft)).status_code == status, who
    measure.owners.set([nanueng.departments.get(name="กองคลัง")], clear=True)
    response = as_user(request.getfixturevalue("officer")).get(file_address(draft))
    assert response.status_code == 200
    assert b"".join(response.streaming_content)
    assert mine.get(file_address(draft, year=2567)).status_code == 404
    assert mine.post(file_address(draft)).status_code == 405


def test_a_file_of_another_agency_is_not_found(measure, mine, stranger, as_user):
    file = kept_file(measure, mine)
    assert as_user(stranger).get(file_address(file, agency="maiklang")).status_code == 404
    assert as_user(stranger).get(file_address(file)).status_code == 404


def test_anonymous_goes_to_the_login(measure, mine, client):
    file = kept_file(measure, mine)
    assert client.get(file_address(file)).headers["Location"] == f"/login/?next={file_address(file)}"


def test_a_file_that_is_gone_from_the_disk_is_not_found(measure, mine):
    file = kept_file(measure, mine)
    for path in stored():
        path.unlink()
    assert mine.get(file_address(file)).status_code == 404


def test_a_hostile_name_stays_text(measure, mine):
    kept_file(measure, mine, '"><script>alert(1)<script>.pdf')
    page = mine.get(address(measure)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
