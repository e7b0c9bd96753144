"""Districts and provinces that a text names: one that is copied from another agency names the other's."""

import re
from collections.abc import Iterator

_PROVINCE_NAMES = (
    "กรุงเทพมหานคร กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ "
    "ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี "
    "ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม "
    "มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล "
    "สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู "
    "อ่างทอง อำนาจเจริญ อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี"
)
PROVINCES = tuple(_PROVINCE_NAMES.split())
_LETTERS = "ก-ฮะ-ฺเ-๎"
# A name runs to the next blank or mark; "จังหวัด" may follow it directly.
_DISTRICT = re.compile(
    rf"(?:(?P<before>[{_LETTERS}])?อำเภอ|(?<![{_LETTERS}.])อ\.\s?)"
    rf"(?P<name>[{_LETTERS}]{{2,22}}?)(?P<after>\s?จังหวัด|(?![{_LETTERS}]))"
)
_PROVINCE = re.compile(rf"(?:จังหวัด|(?<![{_LETTERS}.])จ\.\s?)(?P<name>[{_LETTERS}]+)")
# What follows the word where it names no district: other districts, each district, of the district …
_NO_NAME_WORDS = "อื่น ใกล้ ต่าง ละ และ หรือ ของ ที่ ใน นี้ นั้น เดียว ทุก ได้ เพื่อ จึง กับ เป็น"
_NO_NAME = tuple(_NO_NAME_WORDS.split())
_CAPITAL = "เมือง"  # อำเภอเมือง is short for อำเภอเมือง + province


def other_places(text: str, district: str, province: str) -> tuple[str, ...]:
    """Return the districts and provinces that a text names and that are not these, each once, as they are written.

    Nothing is said of districts while the own one is empty, nor of provinces while that is. A district is taken for
    a name only where it stands by itself or before "จังหวัด", a province only when there is one of this name.
    """
    return tuple(dict.fromkeys([*_other_districts(text, district), *_other_provinces(text, province)]))


def _other_districts(text: str, own: str) -> Iterator[str]:
    for match in _DISTRICT.finditer(text) if own else ():
        name = match["name"]
        stands_alone = not match["before"] or bool(match["after"])
        is_own = name.startswith(own) or (name == _CAPITAL and own.startswith(_CAPITAL))
        if stands_alone and not is_own and not name.startswith(_NO_NAME):
            yield f"อำเภอ{name}"


def _other_provinces(text: str, own: str) -> Iterator[str]:
    for match in _PROVINCE.finditer(text) if own else ():
        name = next((each for each in PROVINCES if match["name"].startswith(each)), "")
        if name and not match["name"].startswith(own):
            yield f"จังหวัด{name}"
