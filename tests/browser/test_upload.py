"""A file of scores in a browser: refused with its errors, mended, checked and confirmed."""

import pytest
from playwright.sync_api import expect

from tests.assessments.score_files import csv_of, figures, fill
from tests.browser.accessibility import assert_sound_on_both
from tests.browser.waiting import follow

SHEET = "/nanueng/2568/scores/"


def choose(page, name: str, content: bytes) -> None:
    page.get_by_label("ไฟล์คะแนน").set_input_files({"name": name, "mimeType": "", "buffer": content})
    follow(page.get_by_role("button", name="ตรวจไฟล์"))


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "plain"])
def test_three_errors_are_shown_with_their_rows_and_the_mended_file_is_confirmed(
    open_page, coordinator, nanueng, tmp_path, java_script: bool
):
    before = figures(nanueng)
    page = open_page(coordinator, java_script=java_script)
    page.goto(SHEET + "upload/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (.xlsx)", exact=True).click()
    assert download.value.suggested_filename == "คะแนน ITA อบต.นาหนึ่ง 2568.xlsx"
    download.value.save_as(tmp_path / "scores.xlsx")
    book = (tmp_path / "scores.xlsx").read_bytes()

    choose(page, "scores.xlsx", fill(book, i1=81, i2=101, i3="=B2", i4="90,5"))
    expect(page.get_by_text("พบปัญหา 3 แห่ง")).to_be_visible()
    rows = page.get_by_role("table", name="ปัญหาในไฟล์").locator("tbody tr")
    problems = [row.split("\t") for row in rows.all_inner_texts()]
    assert [(row, code) for row, code, _ in problems] == [("9", "i2"), ("10", "i3"), ("12", "i4")]
    for reason, (*_, shown) in zip(["0 ถึง 100", "สูตร", "จุลภาค"], problems, strict=True):
        assert reason in shown
    expect(page.get_by_role("button", name="ยืนยัน")).to_have_count(0)
    assert figures(nanueng) == before

    choose(page, "scores.xlsx", fill(book, i1=81, i2=99, i3="๙๘.๕", i4=90.5))
    expect(page.get_by_role("table", name="คะแนนที่จะเปลี่ยน").locator("tbody tr")).to_have_count(4)
    assert figures(nanueng) == before
    follow(page.get_by_role("button", name="ยืนยันบันทึก 4 ช่อง"))
    expect(page.get_by_text("นำเข้าคะแนนแล้ว 4 ช่อง")).to_be_visible()
    expect(page).to_have_url(SHEET)
    assert figures(nanueng) == before | {"i1": "81.00", "i2": "99.00", "i3": "98.50", "i4": "90.50"}


def test_the_pages_of_an_upload_are_accessible_and_fit(open_page, coordinator):
    page = open_page(coordinator)
    page.goto(SHEET + "upload/")
    assert_sound_on_both(page)
    choose(page, "ชื่อไฟล์ที่ยาวมาก" * 9 + ".csv", csv_of(("i1", "81"), ("i2", "101"), ("z" * 99, "1")))
    expect(page.get_by_text("พบปัญหา 2 แห่ง")).to_be_visible()
    assert_sound_on_both(page)
    choose(page, "scores.csv", csv_of(("i1", "81"), ("rank", "ย" * 150)))
    expect(page.get_by_role("button", name="ยืนยันบันทึก 2 ช่อง")).to_be_visible()
    assert_sound_on_both(page)
