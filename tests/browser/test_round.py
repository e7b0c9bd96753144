"""A reporting round in real browsers: opened, reported on a phone and late, returned, accepted; and two at once."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.models import User
from measures.models import Evidence, Measure, MeasureReport, Progress, ReportingRound
from tests.browser.accessibility import assert_sound
from tests.browser.conftest import PHONE
from tests.browser.waiting import follow
from tests.measures.evidence_files import PDF, SCRIPT, photo
from tests.measures.rounds import IN_TIME, LATE, open_round

MEASURES = "/nanueng/2568/measures/"
OPENED = date(2025, 3, 20)


@pytest.fixture
def clock(monkeypatch, settings, tmp_path) -> Callable[[date], None]:
    """Set the day of today, for the server as well, and keep uploads out of the portal's own folder."""
    settings.MEDIA_ROOT = tmp_path

    def at(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)

    at(OPENED)
    return at


@pytest.fixture
def departments(nanueng, member) -> dict[str, User]:
    """An officer of each of two departments, which own the first two measures and the third; nobody else owns any."""
    measures = Measure.objects.filter(plan__agency=nanueng, plan__fiscal_year=2568)
    for measure in measures[3:]:
        measure.delete()
    officers = {}
    for name, owned in (("กองคลัง", measures[:2]), ("กองช่าง", measures[2:3])):
        department = nanueng.departments.get(name=name)
        for measure in owned:
            measure.owners.set([department], clear=True)
        officers[name] = member(nanueng, "officer", f"officer-{department.position}")
        officers[name].memberships.update(department=department)
    return officers


def attach(page: Page, *files: tuple[str, bytes]) -> None:
    chosen = [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
    page.get_by_label("ไฟล์หลักฐานและภาพถ่าย").set_input_files(chosen)


def row_of(page: Page, title: str):
    return page.get_by_role("article").filter(has=page.get_by_role("link", name=title))


def test_a_round_from_its_opening_to_the_last_accepted_report(open_page, coordinator, departments, clock):
    first, second, third = Measure.objects.filter(plan__agency__slug="nanueng", plan__fiscal_year=2568)
    desk = open_page(coordinator)
    desk.goto(MEASURES)
    follow(desk.get_by_role("link", name="รอบการรายงาน"))
    follow(desk.get_by_role("button", name="เปิดทั้งสองรอบ"))
    expect(desk.get_by_role("status")).to_contain_text("เปิด “รอบ 6 เดือน” และ “รอบ 12 เดือน” แล้ว")
    assert_sound(desk)

    # An officer reports from a phone, with a photograph.
    phone = open_page(departments["กองคลัง"], viewport=PHONE)
    phone.goto("/my-work/")
    expect(phone.get_by_role("link", name=re.compile("งานของฉัน 2"))).to_be_visible()
    expect(phone.get_by_text("เหลืออีก 26 วัน").first).to_be_visible()
    assert_sound(phone)
    follow(phone.get_by_role("link", name=f"รายงาน {first.title}"))
    assert_sound(phone)
    phone.get_by_label("อยู่ระหว่างดำเนินการ").check()
    phone.get_by_role("group", name="ขั้นตอนที่ทำแล้ว").get_by_role("checkbox").first.check()
    phone.get_by_label("การดำเนินงานที่ทำแล้ว").fill("ประชุมคณะทำงานแล้ว")
    attach(phone, ("ภาพประชุม.jpg", photo(size=(400, 300))))
    follow(phone.get_by_role("button", name="ส่งรายงาน"))
    expect(phone.get_by_role("status")).to_contain_text("ส่งรายงานให้ผู้ประสานงาน ITA แล้ว")
    expect(phone.get_by_text("ส่งแล้ว รอตรวจ")).to_be_visible()
    assert_sound(phone)

    clock(IN_TIME)
    phone.goto("/my-work/")
    follow(phone.get_by_role("link", name=f"รายงาน {second.title}"))
    phone.get_by_label("ดำเนินการแล้วเสร็จ").check()
    phone.get_by_label("หลักฐาน", exact=True).fill("หนังสือที่ นค 71301/15")
    follow(phone.get_by_role("button", name="ส่งรายงาน"))
    # None of its steps is ticked: that is asked first.
    phone.get_by_role("checkbox", name=re.compile("ยืนยันว่าดำเนินการแล้วเสร็จ")).check()
    follow(phone.get_by_role("button", name="ส่งรายงาน"))
    expect(phone.get_by_text("ส่งแล้ว รอตรวจ")).to_be_visible()

    # Another one reports after the due date.
    clock(LATE)
    late = open_page(departments["กองช่าง"], viewport=PHONE)
    late.goto("/my-work/")
    expect(late.get_by_text("เกินกำหนด 5 วัน")).to_be_visible()
    follow(late.get_by_role("link", name=f"รายงาน {third.title}"))
    late.get_by_label("อยู่ระหว่างดำเนินการ").check()
    follow(late.get_by_role("button", name="ส่งรายงาน"))
    expect(late.get_by_text("ส่งล่าช้า")).to_be_visible()

    # The coordinator returns one with remarks and accepts the rest.
    desk.goto("/my-work/")
    expect(desk.get_by_role("link", name=re.compile("งานของฉัน 3"))).to_be_visible()
    follow(desk.get_by_role("link", name=re.compile("^รอบ 6 เดือน")))
    follow(desk.get_by_role("link", name="ทุกสถานะ"))
    row = row_of(desk, third.title)
    expect(row).to_contain_text("ส่งล่าช้า")
    row.get_by_text("ส่งกลับให้แก้ไข").first.click()
    follow(row.get_by_role("button", name="ส่งกลับ"))
    expect(desk.get_by_text("กรุณาระบุสิ่งที่ต้องแก้ไข")).to_be_visible()
    assert_sound(desk)
    row.get_by_label("สิ่งที่ต้องแก้ไข").fill("กรุณาระบุผลลัพธ์")
    follow(row.get_by_role("button", name="ส่งกลับ"))
    expect(row).to_contain_text("ส่งกลับให้แก้ไข")
    follow(desk.get_by_role("button", name="ตรวจรับทุกรายการที่ส่งแล้ว (2)"))
    expect(desk.get_by_role("status")).to_contain_text("ตรวจรับรายงานแล้ว 2 มาตรการ")
    assert_sound(desk)

    late.goto("/my-work/")
    expect(late.get_by_text("กรุณาระบุผลลัพธ์")).to_be_visible()
    assert_sound(late)
    follow(late.get_by_role("link", name=re.compile("แก้ไขแล้วส่งใหม่")))
    late.get_by_label("ผลลัพธ์หรือผลสัมฤทธิ์").fill("ประชาชนพึงพอใจ")
    follow(late.get_by_role("button", name="ส่งรายงาน"))
    expect(late.get_by_role("status")).to_contain_text("ส่งรายงานให้ผู้ประสานงาน ITA แล้ว")
    desk.reload()
    follow(row_of(desk, third.title).get_by_role("button", name="ตรวจรับรายงาน"))
    expect(desk.get_by_role("status")).to_contain_text("ตรวจรับรายงานแล้ว 1 มาตรการ")

    reporting_round = ReportingRound.objects.get(name="รอบ 6 เดือน")
    accepted = Progress.objects.accepted_in(reporting_round).order_by("measure__position")
    assert [(entry.status, entry.outcome) for entry in accepted] == [
        ("in_progress", ""),
        ("done", ""),
        ("in_progress", "ประชาชนพึงพอใจ"),
    ]
    photograph = Evidence.objects.get()
    row_of(desk, first.title).locator("summary").first.click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="ภาพประชุม.jpg").click()
    assert download.value.suggested_filename == photograph.name == "ภาพประชุม.jpg"


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_a_failed_upload_loses_no_text(open_page, departments, nanueng, clock, java_script):
    reporting_round = open_round(nanueng.plans.get(fiscal_year=2568))
    measure = Measure.objects.filter(plan=reporting_round.plan)[0]
    page = open_page(departments["กองคลัง"], viewport=PHONE, java_script=java_script)
    page.goto(f"{MEASURES}rounds/{reporting_round.key}/{measure.key}/")
    page.get_by_label("อยู่ระหว่างดำเนินการ").check()
    page.get_by_label("การดำเนินงานที่ทำแล้ว").fill("พิมพ์ไว้นาน")
    attach(page, ("ดี.pdf", PDF), ("หน้าเว็บ.pdf", b"<html>" + SCRIPT), ("ว่าง.jpg", b""))
    follow(page.get_by_role("button", name="ส่งรายงาน"))
    expect(page.get_by_role("alert").get_by_text("“หน้าเว็บ.pdf” แนบได้เฉพาะไฟล์")).to_be_visible()
    expect(page.get_by_role("alert").get_by_text("“ว่าง.jpg” ไฟล์ว่างเปล่า")).to_be_visible()
    expect(page.get_by_label("การดำเนินงานที่ทำแล้ว")).to_have_value("พิมพ์ไว้นาน")
    expect(page.get_by_role("link", name="ดี.pdf")).to_be_visible()
    if java_script:
        assert_sound(page)
    follow(page.get_by_role("button", name="ส่งรายงาน"))
    expect(page.get_by_text("ส่งแล้ว รอตรวจ")).to_be_visible()
    assert [file.name for file in measure.progress.get().files.all()] == ["ดี.pdf"]


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_a_file_of_200_megabytes_is_refused_and_the_text_stays(
    open_page, departments, nanueng, clock, tmp_path, java_script
):
    reporting_round = open_round(nanueng.plans.get(fiscal_year=2568))
    measure = Measure.objects.filter(plan=reporting_round.plan)[0]
    huge = tmp_path / "ใหญ่.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(200 * 1024**2)  # sparse: the disk holds none of it
    page = open_page(departments["กองคลัง"], viewport=PHONE, java_script=java_script)
    page.goto(f"{MEASURES}rounds/{reporting_round.key}/{measure.key}/")
    page.get_by_label("อยู่ระหว่างดำเนินการ").check()
    page.get_by_label("การดำเนินงานที่ทำแล้ว").fill("พิมพ์ไว้นาน")
    page.get_by_label("ไฟล์หลักฐานและภาพถ่าย").set_input_files(huge)
    page.get_by_role("button", name="ส่งรายงาน").click(timeout=60_000)
    expect(page.locator("#id_files-error")).to_contain_text("“ใหญ่.pdf” ไฟล์ใหญ่เกิน 20 MB", timeout=60_000)
    expect(page.get_by_label("การดำเนินงานที่ทำแล้ว")).to_have_value("พิมพ์ไว้นาน")
    assert not Evidence.objects.exists()
    assert not Progress.objects.exists()


def test_two_officers_at_once_lose_nothing(open_page, departments, nanueng, member, clock):
    reporting_round = open_round(nanueng.plans.get(fiscal_year=2568))
    measure = Measure.objects.filter(plan=reporting_round.plan)[0]
    second = member(nanueng, "officer", "second-officer")
    second.memberships.update(department=nanueng.departments.get(name="กองคลัง"))
    mine, theirs = open_page(departments["กองคลัง"], viewport=PHONE), open_page(second)
    for page in (mine, theirs):
        page.goto(f"{MEASURES}rounds/{reporting_round.key}/{measure.key}/")
        page.get_by_label("อยู่ระหว่างดำเนินการ").check()
    theirs.get_by_label("การดำเนินงานที่ทำแล้ว").fill("ข้อความของเขา")
    attach(theirs, ("ของเขา.pdf", PDF))
    follow(theirs.get_by_role("button", name="บันทึกร่าง"))
    expect(theirs.get_by_role("status")).to_contain_text("บันทึกร่างแล้ว")

    mine.get_by_label("การดำเนินงานที่ทำแล้ว").fill("ข้อความของฉัน")
    follow(mine.get_by_role("button", name="ส่งรายงาน"))
    expect(mine.get_by_role("alert")).to_contain_text("ข้อความของเขา")
    expect(mine.get_by_label("การดำเนินงานที่ทำแล้ว")).to_have_value("ข้อความของฉัน")
    assert_sound(mine)
    mine.get_by_label("การดำเนินงานที่ทำแล้ว").fill("ข้อความของเขา และข้อความของฉัน")
    follow(mine.get_by_role("button", name="ส่งรายงาน"))
    expect(mine.get_by_text("ส่งแล้ว รอตรวจ")).to_be_visible()

    theirs.get_by_label("การดำเนินงานที่ทำแล้ว").fill("ข้อความที่พิมพ์ต่อ")
    follow(theirs.get_by_role("button", name="ส่งรายงาน"))
    expect(theirs.get_by_role("alert")).to_contain_text("ข้อความที่พิมพ์ต่อ")
    assert_sound(theirs)
    entry = measure.progress.get()
    assert entry.work == "ข้อความของเขา และข้อความของฉัน"
    assert [file.name for file in entry.files.all()] == ["ของเขา.pdf"]
    assert MeasureReport.objects.get().state == "submitted"
