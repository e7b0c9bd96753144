"""The public pages of verification: what a code stands for, and whether a file is the one that was issued."""

from importlib import import_module

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Agency, check_slug
from ita_portal.text.thai import thai_digits
from reports.issue.issuing import document_publish, document_withdraw
from reports.issue.verification import CodeRefused, read_code
from reports.models import IssuedDocument
from tests.reports.issuing_year import DAY, issue

CODE = "0123456789abcdef"
# The package has a view of the same name.
VIEWS = import_module("reports.views.verify")


@pytest.fixture
def anybody():
    return Client()


def url_of(issued) -> str:
    return f"/verify/{issued.sha256}/"


def send(client, issued, content: bytes, name: str = "รายงาน.pdf"):
    return client.post(url_of(issued), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.upper(),
        "0123 4567 89ab cdef",
        "0123-4567-89AB-CDEF",
        f" {thai_digits(CODE)}\n",
        f"0123\u200b{CODE[4:]}",
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "กรุณากรอกรหัส"), (CODE[:15], "อย่างน้อย 16 ตัว"), (f"{CODE}g", "อักษร a ถึง f"), ("0" * 65, "อย่างน้อย 16 ตัว")],
)
def test_what_is_no_code_is_refused_with_the_reason(typed, reason):
    with pytest.raises(CodeRefused, match=reason):
        read_code(typed)


def test_the_page_says_what_was_issued_and_names_no_person(anybody, issued, coordinator):
    response = anybody.get(url_of(issued))
    assert response.status_code == 200
    page = response.content.decode()
    for words in (
        "มีเอกสารนี้จริง",
        "องค์การบริหารส่วนตำบลนาหนึ่ง",
        "รายงานการวิเคราะห์ผลการประเมิน ฉบับที่ 1",
        "พ.ศ. 2568",
        "นน 71001/9",
        "31 มี.ค. 2568",
        issued.sha256,
        *(file.sha256 for file in issued.files.all()),
    ):
        assert words in page
    assert str(coordinator) not in page
    assert coordinator.username not in page
    assert "มีฉบับใหม่กว่า" not in page
    assert str(issued.key) not in page


def test_the_first_sixteen_characters_lead_to_the_page(anybody, issued):
    for path in (f"/verify/?code={issued.sha256[:16].upper()}", f"/verify/{issued.sha256[:16]}/"):
        response = anybody.get(path)
        assert (response.status_code, response.headers["Location"]) == (302, url_of(issued))


def test_the_form_stands_alone(anybody, db):
    response = anybody.get("/verify/")
    assert response.status_code == 200
    assert "รหัสตรวจสอบพิมพ์อยู่ท้ายทุกหน้า" in response.content.decode()
    refused = anybody.get("/verify/?code=12345")
    assert refused.status_code == 422
    assert "อย่างน้อย 16 ตัว" in refused.content.decode()
    assert 'value="12345"' in refused.content.decode()


@pytest.mark.parametrize("path", [f"?code={CODE}", f"{CODE}/", f"{CODE * 4}/", "nothing/", "12345/"])
def test_an_unknown_code_says_so_kindly(anybody, issued, path):
    response = anybody.get(f"/verify/{path}")
    assert response.status_code == 404
    page = response.content.decode()
    assert "ไม่พบเอกสารที่มีรหัสนี้" in page or "อย่างน้อย 16 ตัว" in page
    assert "ตรวจสอบเอกสาร" in page


def copy_with(issued, sha256: str, **fields) -> IssuedDocument:
    """Return another issued document that is stored as if its content had this fingerprint."""
    names = ("agency", "kind", "fiscal_year", "title", "content")
    same = {name: getattr(issued, name) for name in names}
    return IssuedDocument.objects.create(**same | {"version": 9, "date": DAY, "sha256": sha256} | fields)


def test_a_code_that_fits_two_documents_asks_for_more(anybody, issued):
    copy_with(issued, issued.sha256[:20] + "0" * 44)
    for path in (f"/verify/?code={issued.sha256[:16]}", f"/verify/{issued.sha256[:16]}/"):
        response = anybody.get(path)
        assert response.status_code == 422
        assert "มากกว่าหนึ่งฉบับ" in response.content.decode()
    assert anybody.get(url_of(issued)).status_code == 200


def test_versions_with_the_same_content_have_codes_of_their_own(anybody, issued, agency, coordinator):
    again = issue(agency, coordinator, number="นน 71001/10")
    assert again.content_sha256 == issued.content_sha256
    older, newer = (anybody.get(url_of(each)).content.decode() for each in (issued, again))
    assert "มีฉบับใหม่กว่าแล้ว คือฉบับที่ 2" in older
    assert "มีฉบับใหม่กว่าแล้ว" not in newer
    assert "นน 71001/10" in newer
    page = send(anybody, again, bytes(issued.files.get(format="pdf").content)).content.decode()
    assert "ไม่ตรงกับฉบับนี้" in page


def test_an_older_version_names_the_newer_one_and_links_it_once_public(anybody, issued, agency, coordinator):
    agency.plans.get(fiscal_year=2568).measures.update(timeframe_wording="ตลอดปี")
    newer = issue(agency, coordinator)
    assert newer.sha256 != issued.sha256
    page = anybody.get(url_of(issued)).content.decode()
    assert "มีฉบับใหม่กว่าแล้ว คือฉบับที่ 2" in page
    assert newer.sha256 not in page
    document_publish(issued=newer, actor=coordinator)
    assert newer.sha256 in anybody.get(url_of(issued)).content.decode()


def test_files_are_offered_only_while_published(anybody, issued, coordinator):
    url = f"{url_of(issued)}pdf/"
    assert anybody.get(url).status_code == 404
    assert "ดาวน์โหลด" not in anybody.get(url_of(issued)).content.decode()
    document_publish(issued=issued, actor=coordinator)
    assert f'href="{url}"' in anybody.get(url_of(issued)).content.decode()
    response = anybody.get(url)
    assert response.content == bytes(issued.files.get(format="pdf").content)
    assert response.headers["ETag"] == f'"{issued.files.get(format="pdf").sha256}"'
    assert anybody.get(f"{url_of(issued)}txt/").status_code == 404
    assert anybody.get(f"/verify/{issued.sha256[:16]}/pdf/").status_code == 404
    document_withdraw(issued=issued, reason="พบตัวเลขผิด", actor=coordinator)
    assert anybody.get(url).status_code == 404


@pytest.mark.parametrize("file_format", ["pdf", "docx", "html"])
def test_the_file_that_was_issued_is_verified(anybody, issued, file_format):
    response = send(anybody, issued, bytes(issued.files.get(format=file_format).content))
    assert response.status_code == 200
    page = response.content.decode()
    assert "ตรงกับฉบับที่ออก</strong>" in page
    assert "ไม่ตรงกับ" not in page


def test_a_tampered_file_is_not_verified(anybody, issued):
    content = bytes(issued.files.get(format="pdf").content)
    for tampered in (content + b" ", content[:-1], content.replace("๙".encode(), "๘".encode(), 1)):
        page = send(anybody, issued, tampered).content.decode()
        assert "ไม่ตรงกับฉบับที่ออก" in page
        assert "ตรงทุกไบต์" not in page


def test_the_file_of_another_version_is_named(anybody, issued, agency, coordinator):
    agency.plans.get(fiscal_year=2568).measures.update(timeframe_wording="ตลอดปี")
    newer = issue(agency, coordinator)
    page = send(anybody, newer, bytes(issued.files.get(format="docx").content)).content.decode()
    assert "ไม่ตรงกับฉบับนี้" in page
    assert "เป็นไฟล์ Word ของฉบับที่ 1" in page


def test_a_file_of_another_document_is_not_verified(anybody, issued, agency, coordinator):
    other = issue(agency, coordinator, "measures")
    page = send(anybody, issued, bytes(other.files.get(format="pdf").content)).content.decode()
    assert "ไม่ตรงกับฉบับที่ออก" in page


def test_no_file_and_an_empty_one_are_refused(anybody, issued):
    assert "กรุณาเลือกไฟล์" in anybody.post(url_of(issued)).content.decode()
    response = send(anybody, issued, b"")
    assert response.status_code == 422
    assert "ว่างเปล่า" in response.content.decode()


def test_a_file_that_is_too_large_is_refused_before_and_after_it_is_read(anybody, issued, monkeypatch, settings):
    monkeypatch.setattr(VIEWS, "MAX_BYTES", 1000)
    refused = send(anybody, issued, b"x" * 1500)
    assert refused.status_code == 422
    assert "ไฟล์ใหญ่เกิน" in refused.content.decode()
    settings.POST_BYTES_OF_ANYBODY = 100
    monkeypatch.setattr(VIEWS.verify, "largest_post", 1000)
    assert send(anybody, issued, b"x" * 1500).status_code == 413


def test_who_asks_too_often_waits_a_minute_and_only_there(anybody, issued, reader, as_user, settings, monkeypatch):
    settings.PUBLIC_PAGES_PER_MINUTE = 3
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    homes = [{"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "2001:db8::1"}]
    for home in homes:
        assert [anybody.get(url_of(issued), **home).status_code for _ in range(4)] == [200, 200, 200, 429]
        assert anybody.post(url_of(issued), **home).status_code == 429
    refused = anybody.get(url_of(issued), REMOTE_ADDR="2001:db8::ffff:2")  # the same connection
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "กรุณารอหนึ่งนาที" in refused.content.decode()
    assert anybody.get(url_of(issued), REMOTE_ADDR="203.0.113.8").status_code == 200
    assert as_user(reader).get(url_of(issued), **homes[0]).status_code == 200
    assert anybody.get("/login/", **homes[0]).status_code == 200
    monkeypatch.setattr("time.time", lambda: 1_000_060.0)
    assert anybody.get(url_of(issued), **homes[0]).status_code == 200


def test_a_comparison_needs_a_token_of_the_page(issued):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, issued, b"x").status_code == 403
    token = strict.get(url_of(issued)).context["csrf_token"]
    response = strict.post(
        url_of(issued), {"file": SimpleUploadedFile("a.pdf", b"x"), "csrfmiddlewaretoken": str(token)}
    )
    assert response.status_code == 200


def test_no_agency_can_take_the_address():
    with pytest.raises(Exception, match="สงวนไว้"):
        check_slug("verify")
    assert Agency._meta.get_field("slug").validators


@pytest.mark.any_database  # the planner of PostgreSQL reads small tables whole
@pytest.mark.django_db
def test_a_code_is_looked_up_in_the_index():
    assert "USING INDEX" in IssuedDocument.objects.with_code("0123456789abcdef").explain()
