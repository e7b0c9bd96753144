"""What spares the scan of target sizes: what is large and alone is passed over, and no fault with it."""

import pytest

from tests.browser.accessibility import NARROW_RULES, scan
from tests.browser.conftest import PHONE

AMPLE = "<div><button style='width: 60px; height: 30px'>ก</button></div>" * 3
OVER = "position: absolute; width: 40px; height: 40px"
FAULTS = {
    "small": "<div><button style='width: 12px; height: 12px; padding: 0'>ข</button>"
    "<button style='width: 12px; height: 12px; padding: 0'>ค</button></div>",
    "covered in part": "<div style='position: relative; height: 60px'>"
    f"<button style='{OVER}; top: 0; left: 0'>ข</button><button style='{OVER}; top: 0; left: 12px'>ค</button></div>",
    "covered within what has a tab stop": "<div tabindex=-1 style='position: relative; height: 60px'>"
    f"<a href='#a' style='{OVER}; top: 0; left: 0'>ข</a><a href='#b' style='{OVER}; top: 12px; left: 12px'>ค</a></div>",
}


def sizes(page, markup: str) -> list[str]:
    page.set_content(f"<!doctype html><html lang=th><title>ก</title><main><h1>ก</h1>{markup}</main></html>")
    return [found for found in scan(page, NARROW_RULES)["violations"] if found.startswith("target-size:")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_target_that_is_too_small_is_found_among_ample_ones(open_page, fault):
    page = open_page(viewport=PHONE)
    assert sizes(page, AMPLE) == []
    assert len(sizes(page, AMPLE + FAULTS[fault] + AMPLE)) == 1
