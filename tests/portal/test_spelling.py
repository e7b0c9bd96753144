"""One spelling of Thai: what was pasted becomes what a person would have typed."""

import itertools
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.text import spelling
from ita_portal.text.spelling import compared, one_spelling

NONCHARACTERS = [chr(code) for code in (0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x1FFFF, 0x10FFFE, 0x10FFFF)]
SYLLABLES = st.sampled_from(
    [
        "".join(parts)
        for parts in itertools.product(
            ("ก", "เก", "เเก"), ("", "ี", "ุ", "ำ", "่"), ("", "่", "ํ", "ี", "\u200b"), ("", "า", "ำ", "้")
        )
    ]
)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("ส\u0e4d\u0e32นักปลัด", "สำนักปลัด"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("น\u0e4d\u0e32\u0e49", "น้ำ"),
        ("ท\u0e33\u0e32", "ทำ"),
        ("คะ\u0e40\u0e40นน", "คะแนน"),
        ("\u0e40\u200b\u0e40ผน", "แผน"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ท\u0e35\u0e48\u0e48", "ที่"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("ป\uf70aา\uf712", "ป่า็"),
    ],
)
def test_a_thai_letter_is_written_in_one_way(typed: str, right: str):
    assert one_spelling(typed) == right


@pytest.mark.parametrize(
    "text", ["ก็", "อรหํ", "น้ำ", "สิทธิ์", "พุทฺธํ", "กำไร", "เก่า", "ที่นี่", "แผน", "80.5 %", "ก\tข\r\nค  ง", "½ m² ①"]
)
def test_what_is_right_stays_as_it_is(text: str):
    assert one_spelling(text) == text


def test_to_pass_over_what_is_usual_comes_to_the_same_as_to_order_every_mark():
    """Every run of up to three marks, with what may follow: the pattern looks at few of them, for speed."""
    every = re.compile(f"([{spelling._UPON}]+)((?:\u0e32+[{spelling._UPON}]*)?)")
    marks = [chr(code) for code in range(0x0E31, 0x0E4F) if every.match(chr(code))]
    runs = ["".join(run) for length in (1, 2, 3) for run in itertools.product(marks, repeat=length)]
    assert len(runs) > 4000
    for run, tail in itertools.product(runs, ("", "า", "าา\u0e48", "น\u0e35\u0e48")):
        text = unicodedata.normalize("NFC", f"ก{run}{tail}")
        assert one_spelling(text) == every.sub(spelling._ordered, text), ascii(text)


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u202f", "\u3000", "\u2800"])
def test_every_blank_is_a_blank(blank: str):
    assert one_spelling(f"ตุลาคม{blank}2567") == "ตุลาคม 2567"


@pytest.mark.parametrize(
    "unseen",
    [
        *"\u200b\u200c\u200d\u200e\u200f\u202e\u2066\u2069\ufeff\u00ad\u2060\ufe0f\x00\x07\x1b\x7f\x9f\ud800\udfff",
        *NONCHARACTERS,
    ],
)
def test_what_nobody_sees_or_no_file_can_hold_goes(unseen: str):
    assert one_spelling(f"มาตรการ{unseen}หนึ่ง") == "มาตรการหนึ่ง"


@pytest.mark.parametrize("line_end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_word_and_unicode_are_line_ends(line_end: str):
    assert one_spelling(f"ก{line_end}ข") == "ก\nข"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("\uf0b7 ก", "• ก"),
        ("\uf0d8ก\n\t\uf0fc ข", "•ก\n\t• ข"),
        ("\uf0a7\u00a0ก", "• ก"),
        ("ก \uf0b7 ข", "ก \uf0b7 ข"),
        ("\uf0fc", "\uf0fc"),
        ("\uf8ff ก", "\uf8ff ก"),
    ],
)
def test_a_private_bullet_is_a_bullet_only_where_a_line_begins(typed: str, right: str):
    assert one_spelling(typed) == right


@given(st.lists(SYLLABLES, max_size=4).map("".join))
def test_reading_a_text_again_changes_nothing(text: str):
    assert one_spelling(one_spelling(text)) == one_spelling(text)


@given(st.text())
def test_whatever_is_pasted_can_be_stored_and_written(text: str):
    read = one_spelling(text)
    assert read.encode().decode() == read
    assert not any(each in read for each in ("\0", "\u00a0", "\u200b", *NONCHARACTERS))


@pytest.mark.parametrize("run", ["่้" + "ุู", "\u0301\u0323", "\uf0b7", "กี่", "ํ่า", "ำ้", "เ", "\u200b"])
def test_it_takes_no_more_than_its_share_of_time(run: str):
    def seconds(count: int) -> float:
        began = time.process_time()
        one_spelling("ก" + run * count)
        return time.process_time() - began

    assert seconds(40_000) < 8 * max(seconds(10_000), 0.02)


def test_words_are_compared_however_they_were_typed():
    assert compared("กอง คลัง\u00a0๑") == compared("กองคลัง 1")
    assert compared("ส\u0e4d\u0e32นัก IT") == "สำนักit"
