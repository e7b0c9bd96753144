"""Personal data in texts: what is found, what is not, and how it may stand."""

import pytest

from assessments.rules.text_checks import check_personal_data
from ita_portal.text.personal_data import DataKind, is_identity_number, masked, personal_data

# Made up; the last digit is what the civil registration's rule makes of the others.
IDENTITY = "1101700230708"


def found(text: str) -> list[DataKind]:
    return [each.kind for each in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"เลขประจำตัว {IDENTITY}", DataKind.IDENTITY),
        ("บัตร 1-1017-00230-70-8 ของผู้ร้อง", DataKind.IDENTITY),
        ("๑ ๑๐๑๗ ๐๐๒๓๐ ๗๐ ๘", DataKind.IDENTITY),
        (f"({IDENTITY})", DataKind.IDENTITY),
        (f"ข้อ 5 {IDENTITY} 2568", DataKind.IDENTITY),
        ("โทร. 081-234-5678", DataKind.MOBILE),
        ("โทร 08 1234 5678", DataKind.MOBILE),
        ("๐๘๑๒๓๔๕๖๗๘", DataKind.MOBILE),
        ("+66 81 234 5678", DataKind.MOBILE),
        ("โทร.0612345678ต่อ 2", DataKind.MOBILE),
        ("บัญชี 123-4-56789-0", DataKind.ACCOUNT),
        ("โอนเข้าบัญชีธนาคารเลขที่ 020012345678", DataKind.ACCOUNT),
        ("ติดต่อ somchai.k@gmail.com", DataKind.EMAIL),
        ("Somsri@Yahoo.co.th", DataKind.EMAIL),
    ],
)
def test_personal_data_is_found(text, kind):
    assert found(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "1101700230707",  # another check digit
        "0994000123456",  # of an agency
        f"9{IDENTITY}",
        f"{IDENTITY}0",
        "โทรศัพท์ 0-4312-3456 โทรสาร 02-123-4567",
        "saraban@nahom.go.th",
        "ที่ กส 72801/ว 0812",
        "งบประมาณ 1,234,567.89 บาท ปี 2568 2569 2570",
        "บัญชีรายชื่อผู้เข้าอบรม 45 คน",
        "ประกาศ ณ วันที่ 12 มกราคม 2569",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert not found(text)


def test_what_may_stand_ends_in_four_digits():
    assert masked(f"นาย ก เลข {IDENTITY} โทร. ๐๘๑-๒๓๔-๘๘๙๐") == "นาย ก เลข XXXXXXXXX0708 โทร. XXXXXX8890"
    assert masked("ที่ a.b@gmail.com และ x@nahom.go.th") == "ที่ XXXXX@gmail.com และ x@nahom.go.th"
    assert not personal_data(masked(f"{IDENTITY} 0812345678 123-4-56789-0 a@hotmail.com"))


@pytest.mark.parametrize("place", [0, 1, *range(3, 13)])  # the rule gives the third digit no weight
def test_one_other_digit_makes_another_number(place):
    other = str((int(IDENTITY[place]) + 1) % 10)
    assert is_identity_number(IDENTITY)
    assert not is_identity_number(f"{IDENTITY[:place]}{other}{IDENTITY[place + 1 :]}")


def test_a_check_tells_the_place_and_repeats_no_number():
    (check,) = check_personal_data("ข้อจำกัด", "limitations", f"{IDENTITY} " + "081-234-5678 " * 6)
    assert check.subject == "limitations"
    assert "XXXXXXXXX0708" in check.message
    assert IDENTITY not in check.message
