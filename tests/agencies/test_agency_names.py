"""Whether a line of a file is about this agency."""

import pytest

from agencies.models import Agency
from agencies.rules.agency_names import AgencyName, names_agency

NANUENG = AgencyName("องค์การบริหารส่วนตำบล", "นาหนึ่ง", "โพนพิสัย", "หนองคาย")
DONGSOMBUN = AgencyName("เทศบาลตำบล", "ดงสมบูรณ์", "ท่าคันโท", "กาฬสินธุ์")
MUEANG = AgencyName("เทศบาลเมือง", "เมืองพล", "พล", "ขอนแก่น")
NONG_KHAI = AgencyName("องค์การบริหารส่วนจังหวัด", "หนองคาย", "เมืองหนองคาย", "หนองคาย")
PATTAYA = AgencyName("", "เมืองพัทยา", "บางละมุง", "ชลบุรี")
BANGKOK = AgencyName("", "กรุงเทพมหานคร")
UNPLACED = AgencyName("องค์การบริหารส่วนตำบล", "นาหนึ่ง")


@pytest.mark.parametrize(
    "text",
    [
        "หน่วยงานที่รับการประเมิน : องค์การบริหารส่วนตำบลนาหนึ่ง",
        "หน่วยงานที่เข้ารับการประเมิน: อบต. นาหนึ่ง",
        "ชื่อหน่วยงาน อบต.นาหนึ่ง อำเภอโพนพิสัย จังหวัดหนองคาย",
        "หน่วยงาน องค์การบริหารส่วนตำบล นาหนึ่ง",
        "อบต. นาหนึ่ง",
        "อบต นาหนึ่ง",
        "อ.บ.ต.นาหนึ่ง อ.โพนพิสัย จ.หนองคาย",
        "องค์การบริหารส่วน ตำบลนา หนึ่ง โพนพิสัย หนองคาย",
        "องค์การบริหารส่วนตําบลนาหนึ่ง\u00a0ปี 2568",
        "องค์การบริหารส่วนตำบล (อบต.) นาหนึ่ง",
        "คะแนนภาพรวมหน่วยงานองค์การบริหารส่วนตำบลนาหนึ่ง : 63.33 คะแนน",
        "ผลการประเมินของอบต.นาหนึ่งอำเภอโพนพิสัย",
        "หน่วยงาน : นาหนึ่ง",
        "หน่วยงาน นาหนึ่ง จังหวัดหนองคาย",
    ],
)
def test_an_agency_is_known_in_other_words(text: str):
    assert names_agency(text, NANUENG) is True


@pytest.mark.parametrize(
    "text",
    [
        "หน่วยงานที่รับการประเมิน : องค์การบริหารส่วนตำบลนาสอง",
        "อบต.นาหนึ่งสอง",
        "อบต.นา",
        "เทศบาลตำบลนาหนึ่ง",
        "อบจ.นาหนึ่ง",
        "อบต.นาหนึ่ง อำเภอท่าบ่อ จังหวัดหนองคาย",
        "อบต.นาหนึ่ง อ.โพนพิสัย จ.อุดรธานี",
        "อบต.นาหนึ่ง อุดรธานี",
        "อบต.นาหนึ่ง ท่าบ่อ หนองคาย",
        "หน่วยงาน : โรงพยาบาลหนองคาย",
        "หน่วยงาน เทศบาลตำบลอื่น",
        "เมืองพัทยา",
        "กรุงเทพมหานคร สำนักปลัด",
    ],
)
def test_another_agency_is_another_one(text: str):
    assert names_agency(text, NANUENG) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "รายงานผลการประเมิน ITA ประจำปีงบประมาณ 2568",
        "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
        "หน่วยงาน :",
        "หน่วยงานที่รับการประเมิน",
        "หน่วยงานภาครัฐ",
        "ประเภท : องค์การบริหารส่วนตำบล",
        "หน่วยงาน : องค์การบริหารส่วนตำบล",
        "เทศบาลทุกแห่งในจังหวัดหนองคาย",
        "องค์การบริหารส่วนตำบลในจังหวัดหนองคาย",
        "ร้อยละของผู้ตอบตามแบบ",
        "จัดทำโดย สำนักปลัดเทศบาล งานนโยบายและแผน",
        "ผลคะแนนของ อบต. ประจำปี 2568",
        "อบต. (25 แห่ง)",
    ],
)
def test_a_line_may_name_no_agency(text: str):
    assert names_agency(text, NANUENG) is None


@pytest.mark.parametrize(
    ("text", "own", "is_own"),
    [
        ("ทต.ดงสมบูรณ์", DONGSOMBUN, True),
        ("ทต ดงสมบูรณ์ อ.ท่าคันโท", DONGSOMBUN, True),
        ("เทศบาลดงสมบูรณ์", DONGSOMBUN, True),
        ("เทศบาล ตำบล ดงสมบูรณ์", DONGSOMBUN, True),
        ("ทม.ดงสมบูรณ์", DONGSOMBUN, False),
        ("อบต.ดงสมบูรณ์", DONGSOMBUN, False),
        ("เทศบาลเมืองเมืองพล", MUEANG, True),
        ("เทศบาลเมืองพล", MUEANG, True),
        ("ทม.เมืองพล", MUEANG, True),
        ("ทน.เมืองพล", MUEANG, False),
        ("อบจ.หนองคาย", NONG_KHAI, True),
        ("องค์การบริหารส่วนจังหวัดหนองคาย อำเภอเมือง", NONG_KHAI, True),
        ("องค์การบริหารส่วนจังหวัดหนองบัวลำภู", NONG_KHAI, False),
        ("หน่วยงานที่รับการประเมิน : เมืองพัทยา", PATTAYA, True),
        ("เมืองพัทยา อำเภอบางละมุง จังหวัดชลบุรี", PATTAYA, True),
        ("เทศบาลเมืองหนองปรือ", PATTAYA, False),
        ("กรุงเทพมหานคร", BANGKOK, True),
        ("เมืองพัทยา", BANGKOK, False),
        ("อบต.นาหนึ่ง อำเภอใด จังหวัดใด", UNPLACED, True),
    ],
)
def test_every_kind_goes_by_its_short_name_too(text: str, own: AgencyName, is_own: bool):
    assert names_agency(text, own) is is_own


@pytest.mark.parametrize("kind", [kind for kind in Agency.Kind if kind != Agency.Kind.OTHER])
def test_what_the_portal_itself_calls_an_agency_names_it(kind: Agency.Kind):
    agency = Agency(kind=kind, name="นาหนึ่ง", district="โพนพิสัย", province="หนองคาย")
    own = agency.called
    for text in (f"{agency.full_name} {agency.place}", agency.short_name, f"{agency.short_name} {agency.place}"):
        assert names_agency(text, own) is True
        for other in Agency.Kind:
            if other not in (kind, Agency.Kind.OTHER):
                assert names_agency(text, Agency(kind=other, name="นาหนึ่ง").called) is False
