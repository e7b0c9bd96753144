"""Names of agencies as lists of results write them: "ทต. นาหนึ่ง", "อบต.นาหนึ่ง อ.โพนพิสัย", and what they are compared by.

Kinds are the keys of `Agency.Kind`; districts and provinces stand without อำเภอ and จังหวัด. An agency of the same name
in another district is another one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from agencies.rules.places import PROVINCES
from ita_portal.text.spelling import compared, one_spelling
from ita_portal.text.thai import arabic_digits

LONGEST = 300
KEPT = 50_000  # a list of the nation names as many places and agencies
OTHER = "other"
# The longest first: เทศบาลตำบล begins with nothing shorter, but ตำบล stands in both organisations.
_KINDS = (
    (re.compile(r"องค์การ ?บริหาร ?ส่วน ?จังหวัด ?|อ ?\. ?บ ?\. ?จ ?\. ?|อบจ ?\. ?|อบจ(?= )"), "pao"),
    (re.compile(r"องค์การ ?บริหาร ?ส่วน ?ตำบล ?|อ ?\. ?บ ?\. ?ต ?\. ?|อบต ?\. ?|อบต(?= )"), "sao"),
    (re.compile(r"เทศบาล ?นคร ?|ท ?\. ?น ?\. ?|ทน ?\. ?|ทน(?= )"), "city"),
    (re.compile(r"เทศบาล ?เมือง ?|ท ?\. ?ม ?\. ?|ทม ?\. ?|ทม(?= )"), "town"),
    (re.compile(r"เทศบาล ?ตำบล ?|ท ?\. ?ต ?\. ?|ทต ?\. ?|ทต(?= )"), "subdistrict"),
)
_KIND_ALONE = {"อบจ": "pao", "อบต": "sao", "ทน": "city", "ทม": "town", "ทต": "subdistrict"}
_DISTRICT = re.compile(r"(?:^|[ ,(])(?:อำเภอ|อ\.) ?(?P<name>[ก-ฮะ-ฺเ-๎]+)")
_PROVINCE = re.compile(r"(?:^|[ ,(]|(?<=[ก-๎]))(?:จังหวัด|จ\.) ?(?P<name>[ก-ฮะ-ฺเ-๎]+)")
_CAPITAL = "เมือง"  # อำเภอเมือง is short for อำเภอเมือง + province
_BY_COMPARED = {compared(name): name for name in PROVINCES}
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True)
class AnnouncedName:
    """An agency as a list names it; empty where the list does not say."""

    kind: str
    name: str
    district: str = ""
    province: str = ""
    code: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What two names of the same agency have in common."""
        return (self.kind, *self.place_key)

    @property
    def place_key(self) -> tuple[str, str, str]:
        return (plain(self.name), plain(self.district), plain(self.province))


def read_name(kind: str, name: str, district: str = "", province: str = "", code: str = "") -> AnnouncedName:
    """Return what the cells of a row say; the kind, the district and the province may stand within the name.

    >>> read_name("", "ทต. นา หนึ่ง อ.โพนพิสัย จ.หนองคาย")
    AnnouncedName(kind='subdistrict', name='นา หนึ่ง', district='โพนพิสัย', province='หนองคาย', code='')
    """
    text = _flat(name)
    found_district, found_province = _DISTRICT.search(text), None
    own_kind, bare = _parted(text)
    if own_kind != "pao" or _DISTRICT.search(bare):
        found_province = _PROVINCE.search(bare)
    for found in (_DISTRICT.search(bare), found_province):
        bare = bare[: min(len(bare), found.start())] if found and found.start() else bare
    said_kind = read_kind(kind)
    province = read_province(province) or (read_province(found_province["name"]) if found_province else "")
    province = province or (read_province(bare) if own_kind == "pao" else "")
    district = read_district(district or (found_district["name"] if found_district else ""), province)
    return AnnouncedName(own_kind or said_kind or OTHER, bare.strip(" ,("), district, province, plain_code(code))


@lru_cache(256)
def read_kind(text: str) -> str:
    """Return the kind that a cell names by itself; empty for none."""
    flat = _flat(text)
    return _KIND_ALONE.get(flat.replace(".", "").replace(" ", "")) or _parted(f"{flat} ")[0]


@lru_cache(KEPT)
def read_district(text: str, province: str = "") -> str:
    """Return a district without the word before it; เมือง is that of its province."""
    name = re.sub(r"^(?:อำเภอ|อ\.|เขต) ?", "", _flat(text)).strip()
    return f"{_CAPITAL}{province}" if name == _CAPITAL and province else name


@lru_cache(1_000)
def read_province(text: str) -> str:
    """Return the province that a cell names; empty where there is none of that name."""
    name = compared(re.sub(r"^(?:จังหวัด|จ\.) ?", "", _flat(text)))
    return _BY_COMPARED.get({"กรุงเทพฯ": "กรุงเทพมหานคร", "กทม.": "กรุงเทพมหานคร"}.get(name, name), "")


def plain_code(text: str) -> str:
    """Return a code without what spreadsheets do to it: marks between its digits, and zeros lost or kept before it."""
    digits = arabic_digits(text).strip().removesuffix(".0")
    return _NO_DIGIT.sub("", digits).lstrip("0")


@lru_cache(KEPT)
def plain(text: str) -> str:
    return compared(text).replace(".", "")


def _flat(text: str) -> str:
    return " ".join(arabic_digits(one_spelling(text[:LONGEST])).split())


def _parted(text: str) -> tuple[str, str]:
    """Return the kind at the beginning of a name, and the name behind it."""
    for pattern, kind in _KINDS:
        if (match := pattern.match(text)) and match.end() < len(text):
            return kind, text[match.end() :]
        if match and match.end() == len(text):
            return kind, ""
    return "", text
