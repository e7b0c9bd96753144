"""What spares the scan of contrast: a look that passed is passed over, and no fault with it."""

import pytest

from tests.browser.accessibility import violations
from tests.browser.contrast import PASSED
from tests.browser.scanner import insert_scanner

GOOD = "<p style='color: #333'>ข้อความที่อ่านได้</p>" * 3
GOOD += "<p style='position: sticky; top: 0; background: #fff; color: #333'>ข้อความบนพื้นของตัวเอง</p>"
FAULTS = {
    "a paler text": "<p style='color: #aaa'>ข้อความที่จาง</p>",
    "a darker ground": "<div style='background: #444'><p style='color: #333'>ข้อความบนพื้นเข้ม</p></div>",
    "a ground further out": "<div style='background: #444'><div><p style='color: #333'>พื้นเข้มด้านนอก</p></div></div>",
    "less opaque": "<div style='opacity: .4'><p style='color: #333'>ข้อความที่โปร่ง</p></div>",
    "a ground beneath": "<div style='position: relative; height: 40px'><div style='position: absolute; inset: 0;"
    " background: #444'></div><p style='position: absolute; color: #333'>ข้อความบนพื้นของผู้อื่น</p></div>",
    "a dark ground of its own": "<p style='position: sticky; top: 0; background: #444; color: #333'>พื้นเข้มที่ติดอยู่</p>",
    "a ground that shows through": "<div style='background: #000'><div style='opacity: .4'>"
    "<p style='position: relative; z-index: 1; background: #fff; color: #333'>พื้นที่โปร่ง</p></div></div>",
    "a ground under what sticks": "<div><p style='position: sticky; top: 400px; color: #333'>ติดอยู่เหนือพื้นเข้ม</p>"
    "<div style='height: 600px; background: #444'></div></div>",
    "a ground under what sticks in a part that scrolls": "<div style='height: 300px; overflow: auto' tabindex=0>"
    "<p style='position: sticky; top: 100px; color: #333'>ติดอยู่</p>"
    "<div style='height: 900px; background: #444'></div></div>",
}
# Tables, forms, drafts of paper, and what Django brings.
PAGES = [
    "/nanueng/2568/scores/",
    "/nanueng/2568/analysis/?all=1",
    "/nanueng/2568/documents/analysis/",
    "/nanueng/2568/measures/report/",
]


def scanned(page, markup: str) -> list[str]:
    page.set_content(f"<!doctype html><html lang=th><title>ก</title><main><h1>ก</h1>{markup}</main></html>")
    return [found for found in violations(page) if found.startswith("color-contrast:")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_beside_looks_that_passed(open_page, fault):
    page = open_page()
    assert scanned(page, GOOD) == []
    assert PASSED
    for _ in range(2):  # what failed is not passed over later
        assert len(scanned(page, GOOD + FAULTS[fault] + GOOD)) == 1


@pytest.mark.parametrize("path", PAGES)
def test_texts_of_one_look_have_one_contrast(open_page, coordinator, path):
    page = open_page(coordinator)
    page.goto(path)
    insert_scanner(page)
    page.evaluate("axe.contrast.looks.add = () => axe.contrast.looks")  # so that each text is judged
    page.evaluate("axe.run(document, { runOnly: ['color-contrast'] }).then(() => null)")
    ratios: dict[str, set[float]] = {}
    for look, ratio in page.evaluate("axe.contrast.ratios"):
        ratios.setdefault(look, set()).add(ratio)
    assert len(ratios) > 5
    assert {look: found for look, found in ratios.items() if len(found) > 1} == {}
