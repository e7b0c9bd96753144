"""What spares the scan of a second width: a fault that shows there alone is found."""

import pytest

from tests.browser.accessibility import faults_on_desk, faults_on_phone

LOOKS = "@media (max-width: 40rem) { .wide { display: none } .flat { height: 60px; overflow: auto } }"
LOOKS += ".close { display: inline-block; width: 60px; height: 60px }"
LOOKS += "@media (max-width: 40rem) { .close { width: 9px; height: 9px } }"
LOOKS += "@media (min-width: 40rem) { .narrow { display: none } }"
# A new window may hear late how large it is: what it hears of the desk changes nothing.
CHANGES = "innerWidth < 640 && document.querySelector('h1').setAttribute('role', 'none')"
SOUND = "<ul><li>หนึ่ง<li class=wide>สอง</ul>"
FAULTS = {
    "button-name": "<table><tr><td>ก<td><button class=narrow style='width: 50px; height: 50px'></button></table>",
    "link-name": "<ul><li><a href='#a' style='display: block; height: 50px'><span class=wide>อ่าน</span></a></ul>",
    "heading-order": "<ul><li><h5 class=narrow>หัวข้อ</h5></ul>",
    "page-has-heading-one": "<style>@media (max-width: 40rem) { h1 { display: none } }</style>",
    "label": "<ul><li><label class=wide for=a>ชื่อ</label></ul><input id=a style='height: 50px'>",
    "scrollable-region-focusable": f"<div class=flat>{'<p>ข้อความ</p>' * 20}</div>",
    "target-size": "<p><a href='#a' class=close>ก</a><a href='#b' class=close>ข</a></p>",
}
BY_A_SCRIPT = ("page-has-heading-one", f"<script>addEventListener('resize', () => {CHANGES})</script>")


@pytest.fixture
def page(open_page):
    return open_page()


def show(page, markup: str) -> None:
    page.set_content(
        f"<!doctype html><html lang=th><title>ก</title><style>{LOOKS}</style><main><h1>ก</h1>{SOUND}{markup}</main>"
    )


@pytest.mark.parametrize(("rule", "markup"), [*FAULTS.items(), BY_A_SCRIPT], ids=[*FAULTS, "script"])
def test_a_fault_of_the_phone_alone_is_found(page, rule, markup):
    show(page, markup)
    assert faults_on_desk(page) == []
    assert rule in {fault.split(":")[0] for fault in faults_on_phone(page)}


def test_what_is_sound_on_both_is_asked_about_places_and_about_parts_alone(page):
    show(page, "")
    assert faults_on_desk(page) + faults_on_phone(page) == []
    assert page.evaluate("axe.shown.changed().map(({ nodeName }) => nodeName)") == ["UL"]
