"""Which agency a row of a list means, by names as people write them."""

import pytest

from agencies.rules.agency_matching import NEW, AgencyIndex, KnownAgency
from agencies.rules.announced_names import plain_code, read_name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ทต. นา หนึ่ง อ.โพนพิสัย จ.หนองคาย", ("subdistrict", "นา หนึ่ง", "โพนพิสัย", "หนองคาย")),
        ("อบต.สอง", ("sao", "สอง", "", "")),
        ("องค์การ บริหารส่วนตำบล บ้านใหม่ ๙", ("sao", "บ้านใหม่ 9", "", "")),
        ("อบต.โนนสะอาด (อ.เมือง จ.ตาก)", ("sao", "โนนสะอาด", "เมืองตาก", "ตาก")),
        ("เทศบาลตำบลเมืองแก", ("subdistrict", "เมืองแก", "", "")),
        ("องค์การบริหารส่วนจังหวัดหนองคาย", ("pao", "หนองคาย", "", "หนองคาย")),
        ("ทม.ท่าบ่อ", ("town", "ท่าบ่อ", "", "")),
        ("เมืองพัทยา", ("other", "เมืองพัทยา", "", "")),
    ],
)
def test_a_name_says_kind_and_place(text, told):
    name = read_name("", text)
    assert (name.kind, name.name, name.district, name.province) == told


def test_a_code_is_the_same_whatever_a_spreadsheet_did_to_it():
    assert {plain_code(text) for text in ("๐๖๔๓๐๘๐๑", "6430801", "6430801.0", "06-4308-01")} == {"6430801"}


def known(slug, kind, name, district, province, code=""):
    return KnownAgency(slug, read_name(kind, name, district, province, code))


INDEX = AgencyIndex.of(
    [
        known("a", "อบต.", "หนองบัว", "เมือง", "อุดรธานี", "111"),
        known("b", "อบต.", "หนองบัว", "เมือง", "หนองบัวลำภู", "222"),
        known("c", "อบต.", "หนองบัว", "กุมภวาปี", "อุดรธานี"),
        known("d", "ทต.", "โคกสูง", "", "ตาก"),
    ]
)


@pytest.mark.parametrize(
    ("row", "slug"),
    [
        (("", "อบต.หนองบัว", "เมืองอุดรธานี", "อุดรธานี"), "a"),
        (("", "อบต.หนองบัว", "เมือง", "หนองบัวลำภู"), "b"),
        (("", "อบต.หนองบัว", "", "หนองบัวลำภู"), "b"),
        (("", "อบต. หนองบัว", "", "", "0111"), "a"),
        (("", "ทต.โคกสูง", "บ้านตาก", "ตาก"), "d"),
        (("", "ทต.โคกสูง", "", ""), "d"),
        (("", "อบต.ไม่มีใครรู้จัก", "เมือง", "ตาก"), ""),
    ],
)
def test_one_agency_alone_is_certain(row, slug):
    match = INDEX.match(read_name(*row))
    assert (match.slug, match.offered) == (slug, ())


@pytest.mark.parametrize(
    ("row", "offered", "proposed"),
    [
        (("", "อบต.หนองบัว", "", "อุดรธานี"), ("a", "c"), ""),
        (("", "อบต.หนองบัว", "", ""), ("a", "b", "c"), ""),
        (("", "อบต.หนองบัว", "หนองหาน", "อุดรธานี"), ("a", "c"), NEW),
        (("", "ทต.หนองบัว", "กุมภวาปี", "อุดรธานี"), ("c",), ""),
        (("", "ทต.หนองบัว", "เมือง", "อุดรธานี", "111"), ("a",), "a"),
        (("", "อบต.หนองบัว", "กุมภวาปี", "อุดรธานี", "222"), ("b", "c"), "b"),
    ],
)
def test_what_is_only_alike_is_a_doubt(row, offered, proposed):
    match = INDEX.match(read_name(*row))
    assert (match.slug, match.offered, match.proposed) == ("", offered, proposed)
