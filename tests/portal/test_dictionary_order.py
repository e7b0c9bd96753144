import pytest

from agencies.rules.places import PROVINCES
from ita_portal.text.dictionary_order import dictionary_key


@pytest.mark.parametrize(
    "words",
    [
        # The list itself is in order, but for the capital at its head.
        list(PROVINCES[1:]),
        ["กอง", "กองคลัง", "กองช่าง", "การศึกษา", "เกษตร", "แก่น", "โกสุม", "ใกล้", "ไกล", "ขจร"],
        ["จันทร์", "เจริญ", "ใจดี", "ชาย", "สมชาย", "สมศรี", "เสริม", "แสง"],
        ["ข่า", "ข้า", "เขา", "เข้า"],
        ["บ้าน 2", "บ้าน 10", "บ้าน ๑๑"],
        ["นา", "นาหนึ่ง", "นาหอม", "น\u0e4d\u0e32", "น้ำ", "โนน"],
        ["anan", "Boonmee", "กมล"],
    ],
)
def test_words_stand_as_in_a_thai_dictionary(words: list[str]):
    turned = words[::-1]
    assert sorted(turned, key=dictionary_key) == words
