"""Whether a text is about this agency: its name in full, short, or in other words, with or without its district.

Files and pages head their tables with "หน่วยงานที่รับการประเมิน : อบต. นาหนึ่ง อ.โพนพิสัย จ.หนองคาย". An agency of the same
name in another district is another one, and so is one of another kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agencies.rules.places import PROVINCES, other_places
from ita_portal.text.spelling import one_spelling


@dataclass(frozen=True)
class AgencyName:
    """What an agency is called; `kind` in full, such as เทศบาลตำบล, and empty where the name says it all."""

    kind: str
    name: str
    district: str = ""
    province: str = ""


TOWNSHIP, PROVINCIAL = "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"
MUNICIPALITIES: dict[str | None, str] = {"ตำบล": "เทศบาลตำบล", "เมือง": "เทศบาลเมือง", "นคร": "เทศบาลนคร"}
ANY_MUNICIPALITY = "เทศบาล"
# Each is an agency by itself, of no kind and without a name behind it.
ALONE = ("เมืองพัทยา", "กรุงเทพมหานคร")
_SHORT = {"อบต": TOWNSHIP, "อบจ": PROVINCIAL, "ทต": "เทศบาลตำบล", "ทม": "เทศบาลเมือง", "ทน": "เทศบาลนคร"}
LONGEST = 500

_LETTERS = "ก-ฮะ-ฺเ-๎"
# For texts whose blanks are joined; Excel and PDF files part words at line ends.
_KIND = re.compile(
    r"องค์การ ?บริหาร ?ส่วน ?(?P<organisation>ตำบล|จังหวัด)|เทศบาล ?(?P<municipality>ตำบล|เมือง|นคร)?"
    rf"|(?P<short>(?:อบต|อบจ)(?=\.)|(?<![{_LETTERS}.])(?:อ\. ?บ\. ?[ตจ]|อบต|อบจ|ท\. ?[ตมน]|ท[ตมน])"
    rf"(?=[. ]|[{_LETTERS}]{{2}}))"
)
_LABEL = re.compile(
    r"(?:ชื่อ ?)?หน่วยงาน(?: ?(?:ที่)?(?:เข้า)?รับการประเมิน| ?ผู้รับการประเมิน| ?ที่ประเมิน| ?ที่ถูกประเมิน)?(?: ?[:=] ?| |$)"
)
# What may follow a name without a blank.
_FOLLOWING = ("อำเภอ", "จังหวัด", "ตำบล", "ประจำปี", "ปีงบประมาณ", "คะแนน", "ได้คะแนน", "มีคะแนน")
# What follows a kind where no agency is meant: all of them, those of a province.
_NO_NAME_WORDS = (
    "ทุกแห่ง ทั้งหมด ทั้งสิ้น ทั่วประเทศ ในจังหวัด ในเขต ในอำเภอ และ หรือ จำนวน แห่ง ของรัฐ ภาครัฐ ประจำปี ปีงบ เรื่อง คะแนน ผลการ ระดับ"
)
_NO_NAME = tuple(_NO_NAME_WORDS.split())


def names_agency(text: str, own: AgencyName) -> bool | None:
    """Return whether a line names this agency, or another one; None where it names none."""
    words = " ".join(one_spelling(text[:LONGEST]).split())
    label = _LABEL.match(words)
    value = words[label.end() :].strip(" :") if label else words
    found = {*_named(value, own)}
    if found:
        return True in found
    return _is_own(value, own) if label and _says_a_name(value) else None


def _named(words: str, own: AgencyName) -> Iterator[bool]:
    """Yield for each agency that a text names whether it is this one."""
    if not own.kind and own.name in words:
        yield _is_own(words[words.index(own.name) :], own)
    elif words.startswith(ALONE):
        yield False
    for match in _KIND.finditer(words):
        is_own = any(kind in _kinds(own) and _is_own(behind, own) for kind, behind in _readings(words, match))
        # สำนักปลัดเทศบาล names no agency, whatever follows it.
        if is_own or (_says_a_name(_after(words, match.end())) and not _is_any_municipality(match)):
            yield is_own


def _is_any_municipality(match: re.Match[str]) -> bool:
    return not any(match.groups())


def _readings(words: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Yield each kind that a text may speak of and what follows it: เทศบาลเมืองแก may be of the name เมืองแก."""
    if organisation := match["organisation"]:
        yield TOWNSHIP if organisation == "ตำบล" else PROVINCIAL, _after(words, match.end())
    elif short := match["short"]:
        yield _SHORT[short.replace(".", "").replace(" ", "")], _after(words, match.end())
    else:
        yield MUNICIPALITIES.get(match["municipality"], ANY_MUNICIPALITY), _after(words, match.end())
        if match["municipality"]:
            yield ANY_MUNICIPALITY, words[match.start("municipality") :]


def _after(words: str, at: int) -> str:
    return words[at : at + LONGEST].lstrip(" .:)")


def _kinds(own: AgencyName) -> tuple[str, ...]:
    """Return the kinds that an agency is said to be of."""
    return (own.kind, ANY_MUNICIPALITY) if own.kind in MUNICIPALITIES.values() else (own.kind,)


def _is_own(words: str, own: AgencyName) -> bool:
    """Return whether words begin with the name, and say no other district or province behind it."""
    behind = _behind(words, own.name)
    return behind is not None and not other_places(behind, own.district, own.province) and _is_near(behind, own)


def _behind(words: str, name: str) -> str | None:
    """Return what follows a name, however it is parted by blanks, or None where another name begins like it."""
    at = 0
    for letter in name.replace(" ", ""):
        if words[at : at + 1] == " ":
            at += 1
        if words[at : at + 1] != letter:
            return None
        at += 1
    rest = words[at:]
    ends = not rest or not (rest[0].isalnum() or re.match(f"[{_LETTERS}]", rest)) or rest.startswith(_FOLLOWING)
    return rest.strip() if ends else None


def _is_near(words: str, own: AgencyName) -> bool:
    """Return whether places that are named without อำเภอ and จังหวัด are this agency's."""
    places = words.replace(",", " ").split()
    provinces = [each for each in places if each in PROVINCES]
    if provinces and own.province and own.province not in provinces:
        return False
    is_pair = len(places) > 1 and places[1] == own.province and re.fullmatch(f"[{_LETTERS}]+", places[0])
    return not is_pair or not own.district or places[0].removeprefix("อำเภอ") in (own.district, "เมือง")


def _says_a_name(words: str) -> bool:
    return (
        bool(re.match(f"[{_LETTERS}A-Za-z]", words)) and not words.startswith(_NO_NAME) and not _KIND.fullmatch(words)
    )
