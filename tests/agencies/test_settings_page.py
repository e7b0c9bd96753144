"""The settings page: what the agency says of itself, its pictures, guarded against overwriting, in the history."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Change, Installation, Removed
from agencies.removal import NotRestorable
from agencies.removal_services import removed_purge, removed_restore
from tests.agencies.pictures import picture_file
from tests.portal.forms import fields_of, opened

PAGE = "/maiklang/settings/"
TYPED = {
    "address": "99 หมู่ 1",
    "phone": "053 000 000",
    "website": "https://www.maiklang.example.go.th",
    "target": "90.5",
    "report_months": ["3", "12"],
}


@pytest.fixture
def mine(stranger, as_user):
    """The coordinator of the empty agency, signed in."""
    return as_user(stranger)


@pytest.fixture(autouse=True)
def stored_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# -- who


def test_the_administrator_looks_after_it_too(empty_agency, administrator, as_user):
    client = as_user(administrator)
    assert client.post(PAGE, opened(client, PAGE, "website") | TYPED).status_code == 302
    empty_agency.refresh_from_db()
    assert empty_agency.phone == "053 000 000"


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
@pytest.mark.parametrize("address", ["", "emblem/", "garuda/"])
def test_others_of_the_agency_do_not(empty_agency, member, as_user, role, address):
    client = as_user(member(empty_agency, role))
    assert client.post(PAGE + address, TYPED | {"remove": "1"}).status_code == 403
    assert "ตั้งค่าหน่วยงาน" not in client.get("/maiklang/people/").content.decode()
    assert not Change.objects.exists()


@pytest.mark.parametrize("address", ["", "emblem/", "garuda/"])
def test_strangers_find_nothing_and_nobody_goes_unknown(empty_agency, coordinator, as_user, address):
    assert as_user(coordinator).post(PAGE + address, TYPED).status_code == 404
    assert Client().post(PAGE + address, TYPED).headers["Location"].startswith("/login/")
    assert not Change.objects.filter(subject__startswith="agency:").exists()


def test_pictures_are_only_sent(mine):
    assert mine.get(f"{PAGE}emblem/").status_code == 405
    assert mine.put(PAGE).status_code == 405


# -- what the agency says of itself


def test_the_page_shows_what_the_administrator_decides_and_leads_from_the_bar(mine):
    page = mine.get(PAGE).content.decode()
    assert "เทศบาลตำบลใหม่กลาง" in page
    assert "จังหวัดเชียงใหม่" in page
    assert 'name="kind"' not in page
    assert f'href="{PAGE}"' in mine.get("/maiklang/people/").content.decode()


def test_a_coordinator_changes_it_with_old_and_new_in_words(empty_agency, stranger, mine):
    assert mine.post(PAGE, opened(mine, PAGE, "website") | TYPED).headers["Location"] == PAGE
    empty_agency.refresh_from_db()
    assert empty_agency.target == Decimal("90.5")
    assert empty_agency.report_months == [3, 12]
    change = Change.objects.get()
    assert (change.subject, change.actor, change.fiscal_year) == ("agency:settings", stranger, None)
    assert "รอบการรายงาน: รอบ 6 เดือน, รอบ 12 เดือน" in change.old
    assert "ที่อยู่: -" in change.old
    assert (
        "เว็บไซต์: https://www.maiklang.example.go.th\nค่าเป้าหมาย: 90.50\nรอบการรายงาน: รอบ 3 เดือน, รอบ 12 เดือน"
        in change.new
    )
    assert mine.post(PAGE, opened(mine, PAGE, "website")).status_code == 302
    assert Change.objects.count() == 1  # the same again says nothing new


def test_the_target_may_be_typed_in_thai_digits(empty_agency, mine):
    mine.post(PAGE, opened(mine, PAGE, "website") | {"target": "๙๐.๕"})
    empty_agency.refresh_from_db()
    assert empty_agency.target == Decimal("90.5")


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"website": "www.example.go.th"}, "website", "ขึ้นต้นด้วย http:// หรือ https://"),
        ({"website": "javascript:alert(1)"}, "website", "ขึ้นต้นด้วย http:// หรือ https://"),
        ({"website": "ftp://example.go.th"}, "website", "ขึ้นต้นด้วย http:// หรือ https://"),
        ({"target": "84.99"}, "target", "ตั้งแต่ 85 ถึง 100"),
        ({"target": "100.01"}, "target", "ตั้งแต่ 85 ถึง 100"),
        ({"target": "90,5"}, "target", "ตั้งแต่ 85 ถึง 100"),
        ({"target": "90.555"}, "target", "ทศนิยมไม่เกินสองตำแหน่ง"),
        ({"target": ""}, "target", "ตั้งแต่ 85 ถึง 100"),
        ({"report_months": []}, "report_months", "อย่างน้อยหนึ่งรอบ"),
        ({"report_months": ["13"]}, "report_months", "ในรายการ"),
        ({"phone": "0" * 51}, "phone", "ไม่เกิน 50 ตัวอักษร"),
    ],
)
def test_what_is_refused_says_why_keeps_what_was_typed_and_changes_nothing(empty_agency, mine, typed, field, reason):
    response = mine.post(PAGE, opened(mine, PAGE, "website") | TYPED | typed)
    assert response.status_code == 422
    assert reason in response.context["form"].errors[field][0]
    assert reason in response.content.decode()
    assert fields_of(response, "website")["address"] == "99 หมู่ 1"
    empty_agency.refresh_from_db()
    assert empty_agency.address == ""
    assert not Change.objects.exists()


def test_two_windows_see_each_others_texts(empty_agency, mine, member, as_user):
    theirs = as_user(member(empty_agency, "coordinator", "another"))
    my_form = opened(mine, PAGE, "website") | {"address": "ของฉัน"}
    theirs.post(PAGE, opened(theirs, PAGE, "website") | {"address": "ของเขา", "target": "95"})
    response = mine.post(PAGE, my_form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "ที่อยู่: ของเขา" in page
    assert "ค่าเป้าหมาย: 95.00" in page
    shown = fields_of(response, "website")
    assert shown["address"] == "ของฉัน"
    empty_agency.refresh_from_db()
    assert empty_agency.address == "ของเขา"
    assert mine.post(PAGE, shown).status_code == 302
    empty_agency.refresh_from_db()
    assert empty_agency.address == "ของฉัน"


# -- pictures


def send(client, picture, file, **more):
    return client.post(f"{PAGE}{picture}/", {"picture": file, "seen": ""} | more)


@pytest.mark.parametrize("picture", ["emblem", "garuda"])
def test_a_picture_is_shown_replaced_and_taken_away_restorably(empty_agency, stranger, mine, picture):
    assert send(mine, picture, picture_file()).status_code == 302
    empty_agency.refresh_from_db()
    first = getattr(empty_agency, picture).name
    page = mine.get(PAGE).content.decode()
    assert "data:image/png;base64," in page
    assert send(mine, picture, picture_file("other.jpg", "JPEG"), seen=first).status_code == 302
    empty_agency.refresh_from_db()
    second = getattr(empty_agency, picture).name
    assert mine.post(f"{PAGE}{picture}/", {"remove": "1", "seen": second}).status_code == 302
    empty_agency.refresh_from_db()
    assert not getattr(empty_agency, picture)
    told = Change.objects.filter(subject=f"agency:{picture}").values_list("old", "new")
    assert [bool(old and new) for old, new in told] == [True] * 3
    removed = Removed.objects.get(files=[second])
    removed_restore(removed=removed, actor=stranger)
    empty_agency.refresh_from_db()
    assert getattr(empty_agency, picture).name == second
    with pytest.raises(NotRestorable, match="ภาพอื่นอยู่แล้ว"):
        removed_restore(removed=Removed.objects.get(files=[first]), actor=stranger)


def test_a_picture_that_is_used_again_outlives_what_was_kept_of_it(empty_agency, mine, settings):
    send(mine, "emblem", picture_file())
    empty_agency.refresh_from_db()
    name = empty_agency.emblem.name
    mine.post(f"{PAGE}emblem/", {"remove": "1", "seen": name})
    Removed.objects.update(at="2020-01-01T00:00Z")
    assert (settings.MEDIA_ROOT / name).exists()
    removed_purge()
    assert not (settings.MEDIA_ROOT / name).exists()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (None, "กรุณาเลือกไฟล์ภาพ"),
        (SimpleUploadedFile("seal.png", b""), "ไฟล์นี้ว่างเปล่า"),
        (SimpleUploadedFile("seal.png", b"<svg onload=alert(1)>"), "อ่านไฟล์ SVG นี้ไม่ได้"),
        (picture_file("seal.gif", "GIF"), "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG"),
        (picture_file("seal.png", "GIF"), "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG"),
        (picture_file("seal.png", "PNG", (4_001, 1)), "ความละเอียดสูงเกินไป"),
    ],
    ids=["none", "empty", "no picture", "gif", "gif called png", "too many points"],
)
def test_no_other_file_is_taken(empty_agency, mine, file, reason):
    if file:
        file.seek(0)
    data = {"seen": ""} | ({"picture": file} if file else {})
    response = mine.post(f"{PAGE}emblem/", data)
    assert response.status_code == 422
    assert reason in response.content.decode()
    empty_agency.refresh_from_db()
    assert not empty_agency.emblem
    assert not Change.objects.exists()


def test_nobody_replaces_a_picture_unseen(empty_agency, mine):
    send(mine, "emblem", picture_file())
    empty_agency.refresh_from_db()
    theirs = empty_agency.emblem.name
    response = send(mine, "emblem", picture_file("late.png"))
    assert response.status_code == 409
    assert "มีผู้อื่นเปลี่ยนภาพนี้" in response.content.decode()
    assert f'value="{theirs}"' in response.content.decode()
    empty_agency.refresh_from_db()
    assert empty_agency.emblem.name == theirs


def test_a_picture_whose_file_is_gone_is_said_to_be(empty_agency, mine, settings):
    send(mine, "emblem", picture_file())
    empty_agency.refresh_from_db()
    (settings.MEDIA_ROOT / empty_agency.emblem.name).unlink()
    assert "ไม่พบไฟล์ภาพ" in mine.get(PAGE).content.decode()


def test_without_its_own_garuda_the_agency_sees_that_of_the_portal(mine):
    Installation.objects.create(pk=1, garuda=picture_file())
    page = mine.get(PAGE).content.decode()
    assert "ใช้ครุฑของระบบอยู่" in page
    assert 'alt="ครุฑของระบบ"' in page


def test_a_drawing_is_kept_as_a_picture(empty_agency, mine):
    shapes = b'<script>x()</script><rect width="2" height="1"/>'
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1">' + shapes + b"</svg>"
    assert send(mine, "garuda", SimpleUploadedFile("garuda.svg", drawn)).status_code == 302
    empty_agency.refresh_from_db()
    assert empty_agency.garuda.name.endswith(".png")
    with empty_agency.garuda.open() as stored:
        assert stored.read(4) == b"\x89PNG"
    assert (empty_agency.garuda.width, empty_agency.garuda.height) == (1_400, 700)
