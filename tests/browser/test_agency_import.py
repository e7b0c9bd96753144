"""The administrator adds agencies from a file, on a desk and on a phone."""

import pytest

from agencies.agency_file import COLUMNS
from agencies.models import Agency
from tests.browser.accessibility import overhang
from tests.browser.conftest import PHONE, WIDE
from tests.browser.waiting import follow

PAGE = "/admin/agencies/agency/import/"
GOOD = "maikao,อบต.,ใหม่เก่า,เมือง,ตาก,ita@long-name-of-an-office.example.go.th"


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_a_file_is_checked_mended_and_confirmed(open_page, administrator, viewport):
    page = open_page(administrator, viewport=viewport)
    page.goto(PAGE)
    for row in (GOOD.replace("อบต.", "เทศบาลใหญ่"), GOOD):
        content = f"{','.join(COLUMNS)}\n{row}\n".encode()
        page.locator("[name=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": content})
        follow(page.get_by_role("button", name="ตรวจไฟล์"))
        assert overhang(page) == 0
        assert not Agency.objects.filter(slug="maikao").exists()
    follow(page.get_by_role("button", name="ยืนยันเพิ่มหน่วยงาน"))
    assert overhang(page) == 0
    page.get_by_label("ทุกคำเชิญที่ยังไม่ตอบรับ").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="ออกลิงก์ใหม่และดาวน์โหลด").click()
    assert download.value.suggested_filename == "ลิงก์คำเชิญผู้ประสานงาน ITA.xlsx"
    assert Agency.objects.filter(slug="maikao").exists()
