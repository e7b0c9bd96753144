"""Which characters official paper can be printed with."""

import subprocess
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from ita_portal.text.printable import named, unprintable
from ita_portal.text.spelling import one_spelling

FAMILIES = ("Laksaman", "Loma")
PRIVATE = range(0xE000, 0xF900)


@cache
def letters_of(family: str) -> frozenset[int]:
    """Return what every face of an installed family has."""
    found = subprocess.run(["fc-list", f":family={family}", "file"], capture_output=True, check=True, text=True)
    files = [line.rstrip(": ") for line in found.stdout.splitlines()]
    assert files, f"{family} is not installed"
    return frozenset.intersection(*(frozenset(TTFont(file).getBestCmap()) for file in files))


def test_the_list_is_what_the_fonts_have():
    there = letters_of(FAMILIES[0]) | letters_of(FAMILIES[1])
    shown = {code for code in there if code not in PRIVATE and code >= ord(" ")}
    missing = {hex(code) for code in shown if unprintable(chr(code))}
    assert not missing
    for code in set(range(0x20, 0x3000)) - set(range(0xD800, 0xE000)) - there:
        letter = chr(code)
        assert unprintable(letter) or letter.isspace() or not one_spelling(letter), hex(code)


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("จัดทำคู่มือ – “ฉบับปรับปรุง” ร้อยละ ≥ 85 • ½ …\u200b\u00a0", ()),
        ("ประชุม 😀 แล้ว 🎉 และ 😀", ("😀", "🎉")),
        ("ก\uf0b7ข \uf0fc", ("\uf0b7", "\uf0fc")),
        ("ซ้าย\u202eขวา", ("\u202e",)),
        ("ភាសា 中文", ("ភ", "ា", "ស", "中", "文")),
        ("① ☑ →", ("①", "☑", "→")),
    ],
)
def test_what_no_font_has_is_named_once(text: str, strange: tuple[str, ...]):
    assert unprintable(text) == strange


def test_a_character_is_quoted_only_where_it_looks_like_anything():
    assert [named(each) for each in "😀\u202e\uf0b7"] == ["😀 (U+1F600)", "U+202E", "U+F0B7"]
