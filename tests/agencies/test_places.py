import pytest

from agencies.rules.places import PROVINCES, other_places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เทศบาลตำบลดงสมบูรณ์ อำเภอท่าคันโท จังหวัดกาฬสินธุ์", ()),
        ("เทศบาลตำบลดงสมบูรณ์ อำเภอกำแพงแสน จังหวัดกาฬสินธุ์", ("อำเภอกำแพงแสน",)),
        ("ในอำเภอกำแพงแสนจังหวัดนครปฐม", ("อำเภอกำแพงแสน", "จังหวัดนครปฐม")),
        ("ต.ทุ่งขวาง อ.กำแพงแสน จ.นครปฐม", ("อำเภอกำแพงแสน", "จังหวัดนครปฐม")),
        ("อ. ท่าคันโท จ. กาฬสินธุ์", ()),
        ("อำเภอกำแพงแสน และ อำเภอกำแพงแสน", ("อำเภอกำแพงแสน",)),
        ("องค์การบริหารส่วนจังหวัดขอนแก่น", ("จังหวัดขอนแก่น",)),
        ("อำเภอท่าคันโทได้ประสานจังหวัดกาฬสินธุ์แล้ว", ()),
        ("นายอำเภอลงพื้นที่ ระดับอำเภอใกล้เคียง ที่ว่าการอำเภอ ทุกอำเภอ", ()),
        ("อำเภออื่น อำเภอใกล้เคียง อำเภอละหนึ่งแห่ง จังหวัดอื่น ผู้ว่าราชการจังหวัดลงนาม", ()),
        ("อำเภอ จังหวัด", ()),
        ("ร.ต.อ.สมมติ ร่วมประชุม", ()),
    ],
)
def test_districts_and_provinces_of_others_are_found(text, found):
    assert other_places(text, "ท่าคันโท", "กาฬสินธุ์") == found


def test_what_the_agency_has_not_told_of_itself_is_not_compared():
    text = "อำเภอกำแพงแสน จังหวัดนครปฐม"
    assert other_places(text, "", "") == ()
    assert other_places(text, "", "กาฬสินธุ์") == ("จังหวัดนครปฐม",)
    assert other_places(text, "ท่าคันโท", "") == ("อำเภอกำแพงแสน",)


def test_the_capital_district_goes_by_its_short_name_too():
    assert other_places("อำเภอเมือง จังหวัดหนองคาย", "เมืองหนองคาย", "หนองคาย") == ()
    assert other_places("อำเภอเมือง จังหวัดหนองคาย", "โพนพิสัย", "หนองคาย") == ("อำเภอเมือง",)


def test_every_province_is_known_once():
    assert len(PROVINCES) == len(set(PROVINCES)) == 77
