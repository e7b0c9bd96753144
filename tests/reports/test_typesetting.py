"""How text is set on paper: digits of one style."""

from dataclasses import dataclass, field

import pytest

from ita_portal.text.thai import arabic_digits, thai_digits
from reports.paper.blocks import KEEP_AS_IS
from reports.paper.typesetting import ARABIC, THAI, set_on_paper, text_on_paper


@dataclass(frozen=True)
class Inner:
    text: str
    length: int = 5


@dataclass(frozen=True)
class Outer:
    title: str
    parts: tuple[Inner, ...]
    picture: str = field(default="", metadata=KEEP_AS_IS)


def test_every_text_changes_and_nothing_else():
    outer = Outer("ปี 2568", (Inner("ข้อ 1"), Inner("๒")), "data:base64,A1B2")
    assert set_on_paper(outer, THAI) == Outer("ปี ๒๕๖๘", (Inner("ข้อ ๑"), Inner("๒")), "data:base64,A1B2")
    assert set_on_paper(outer, ARABIC) == Outer("ปี 2568", (Inner("ข้อ 1"), Inner("2")), "data:base64,A1B2")


@pytest.mark.parametrize("address", ["https://www.x.go.th/a1?b=2", "www.x2.go.th", "a1.b2@x3.go.th"])
def test_addresses_keep_the_digits_that_lead_somewhere(address):
    assert text_on_paper(f"ดู {address} ข้อ 5", THAI) == f"ดู {address} ข้อ ๕"


def test_both_styles_undo_each_other():
    text = "ข้อ i10 ได้ 95.30 คะแนน (๑๐๐)"
    assert arabic_digits(text_on_paper(text, THAI)) == text_on_paper(text, ARABIC)
    assert thai_digits(text_on_paper(text, ARABIC)) == text_on_paper(text, THAI)
