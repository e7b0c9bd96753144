"""Thai and Arabic digits in one text."""

import pytest

from ita_portal.text.digit_style import mixed_numbers, mixes_styles


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("รายงาน ณ ๓๑ มีนาคม ๒๕๖5", ("๒๕๖5",)),
        ("๒๕๖5 และ 2๕๖๕ และ ๒๕๖5 อีกครั้ง", ("๒๕๖5", "2๕๖๕")),
        ("คะแนน ๙๐.50", ("๙๐.50",)),
        ("๓๑ มีนาคม 2565", ()),
        ("๓๑/3/๒๕๖๘", ()),
        ("ปี ๒๕๖๕ - 2566", ()),
        ("https://example.go.th/๒๕๖5", ()),
        ("", ()),
    ],
)
def test_a_number_with_digits_of_both_kinds_is_found(text: str, numbers: tuple[str, ...]):
    assert mixed_numbers(text) == numbers


@pytest.mark.parametrize(
    ("texts", "mixed"),
    [
        (["ปี ๒๕๖๘", "ปี 2568"], True),
        (["ข้อ ๑ และข้อ 2"], True),
        (["ปี ๒๕๖๘", "ดู https://example.go.th/2568 หรือ ita2568@example.go.th"], False),
        (["ปี ๒๕๖๘", "ข้อ o10 ช่วงโรค COVID-19"], False),
        (["ปี 2568", "ข้อ 1"], False),
        ([], False),
    ],
)
def test_texts_of_one_document_mix_styles_unless_only_names_and_addresses_differ(texts: list[str], mixed: bool):
    assert mixes_styles(texts) is mixed
