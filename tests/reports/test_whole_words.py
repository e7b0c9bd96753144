"""Where lines of Thai may break: not within what people read as one word, and nowhere that a mark would stand alone."""

import pytest

from reports.paper.compound_words import COMPOUND_WORDS
from reports.paper.place_names import PLACE_NAMES
from reports.paper.ruler import longest_piece, pieces, pieces_at_need, simple_words, width_of, word_ends
from reports.paper.whole_words import taken_breaks


def parted(text: str, *names: str) -> str:
    return "|".join(pieces(text, names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ข้อตกลงการปฏิบัติงาน", "ข้อตกลง|การปฏิบัติงาน"),
        ("รับฟังความคิดเห็นดังต่อไปนี้", "รับฟังความคิดเห็น|ดังต่อไปนี้"),
        ("ความคิดเห็นประจำปี", "ความคิดเห็น|ประจำปี"),
        ("ที่อำเภอท่าคันโท จังหวัดกาฬสินธุ์", "ที่|อำเภอท่าคันโท|จังหวัดกาฬสินธุ์"),
        ("ช่องทางการร้องเรียน", "ช่องทางการ|ร้องเรียน"),
        ("ผู้มีส่วนได้ส่วนเสียภายใน", "ผู้มีส่วนได้ส่วนเสีย|ภายใน"),
        ("ประพฤติมิชอบและความโปร่งใส", "ประพฤติมิชอบ|และ|ความโปร่งใส"),
        ("ระบบ(E-Service)ของ", "ระบบ|(E-Service)|ของ"),
        ("ใน (ภาครัฐ) ที่", "ใน|(ภาครัฐ)|ที่"),
        ("ระดับ “ผ่านดี” ของ", "ระดับ|“ผ่านดี”|ของ"),
        ("เมื่อ พ.ศ. ๒๕๖๘ และ พ.ศ. 2569", "เมื่อ|พ.ศ. ๒๕๖๘|และ|พ.ศ. 2569"),
        ("ต.ค.67 - ก.ย.68", "ต.ค.67 -|ก.ย.68"),
        ("ภายใน 30 กันยายน 2568", "ภายใน|30 กันยายน|2568"),
        ("ได้ 95.30 คะแนน", "ได้|95.30 คะแนน"),
        ("ตามข้อ i10 และตัวชี้วัดที่ 9", "ตาม|ข้อ i10|และ|ตัวชี้วัดที่ 9"),
        ("ดังนี้ ๑) สำรวจ", "ดังนี้|๑) สำรวจ"),
        ("ด้านต่าง ๆ เช่น", "ด้าน|ต่าง ๆ|เช่น"),
        ("สูงสุดของอบต.ขนอม", "สูงสุด|ของ|อบต.ขนอม"),
        ("ตำบลเหล่าโพนค้อ มี", "ตำบลเหล่าโพนค้อ|มี"),
        ("ในการแก้ไขปัญหาการทุจริต", "ใน|การแก้ไขปัญหา|การทุจริต"),
        ("ผู้อำนวยการกองช่าง", "ผู้อำนวยการกองช่าง"),
        ("ดำเนินการเพื่อประชาชน", "ดำเนินการ|เพื่อ|ประชาชน"),
        ("จากมากไปหาน้อย", "จากมากไปหาน้อย"),
    ],
)
def test_lines_break_between_words(text, expected):
    assert parted(text) == expected


def test_a_name_is_kept_where_it_stands_as_a_word():
    assert parted("อยู่ระหว่างดำเนินการ", "ว่าง") == parted("อยู่ระหว่างดำเนินการ") == "อยู่ระหว่าง|ดำเนินการ"
    assert parted("ของดงสมบูรณ์ที่", "ดงสมบูรณ์") == "ของ|ดงสมบูรณ์|ที่"
    assert parted("ของดงสมบูรณ์ที่") == "ของ|ดง|สมบูรณ์|ที่"
    assert taken_breaks("ระหว่างทาง", word_ends("ระหว่างทาง"), ("ว่างทา",)) == frozenset()


def test_a_word_counts_only_where_it_ends():
    """What goes on with a vowel or another letter of the same word is another word."""
    assert parted("ที่ตั้งใจ") == "ที่|ตั้งใจ"
    assert parted("ต่อไปนี้") == "ต่อไปนี้"


def test_every_word_listed_is_kept_and_needs_to_be_listed():
    words = sorted(COMPOUND_WORDS | PLACE_NAMES)
    assert [word for word in words if parted(word) != word] == []
    known = [word for word in words if len(simple_words(word)) == 1]
    assert len(known) < len(words) / 20, known  # another version of the dictionary may know a few


def test_names_of_districts_and_provinces_are_known():
    for place in ("นครศรีธรรมราช", "พระนครศรีอยุธยา", "หนองบัวลำภู", "แม่ฮ่องสอน", "ท่าคันโท", "นิคมคำสร้อย", "วารินชำราบ"):
        assert parted(f"ที่{place}และ") == f"ที่|{place}|และ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("องค์การบริหารส่วนตำบลนาหนึ่ง", "องค์การ|บริหาร|ส่วน|ตำบลนาหนึ่ง"),
        ("ของนาหนึ่งและ", "ของ|นาหนึ่ง|และ"),
        ("4. กระบวนการกำกับดูแล", "4. กระบวนการ|กำกับ|ดูแล"),
        ("ผู้อำนวยการกองช่าง", "ผู้|อำนวย|การ|กอง|ช่าง"),
        ("จังหวัดนครศรีธรรมราช", "จังหวัดนครศรีธรรมราช"),
    ],
)
def test_compounds_part_at_need_and_names_and_numbers_do_not(text, expected):
    assert "|".join(pieces_at_need(text, ("นาหนึ่ง",))) == expected


def test_what_is_wider_than_its_column_counts_by_its_parts():
    whole, parts = width_of("ความคิดเห็น", False), [width_of(part, False) for part in ("ความคิด", "เห็น")]
    assert longest_piece("ความคิดเห็น", most=whole + 0.1) == whole
    assert longest_piece("ความคิดเห็น", most=whole - 0.1) == max(parts)
