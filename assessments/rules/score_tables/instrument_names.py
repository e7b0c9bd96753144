"""Which instrument a text names: by its code among words that speak of its score, and of nothing else about it."""

import re
from collections.abc import Iterator

from assessments.rules.score_tables.words import skeleton
from assessments.rules.structure import InstrumentSpec, Structure

LONGEST_INSTRUMENT = 120
_LATIN = re.compile(r"[A-Z][A-Z0-9]*")
# Rows about an instrument whose figure is none of its score.
_OTHER_THAN_SCORES = tuple(map(skeleton, (
    "จำนวน", "เป้าหมาย", "เป้า", "อันดับ", "ลำดับ", "เพิ่มขึ้น", "ลดลง", "ผลต่าง", "ส่วนต่าง", "คะแนนเต็ม", "ผู้ตอบ", "น้ำหนัก", "ถ่วง",
    "ข้อเสนอ", "ปรับปรุง", "กลุ่มตัวอย่าง", "จังหวัด", "อำเภอ", "ประเทศ", "สูงสุด", "ต่ำสุด", "คาดการณ์",
    "ประเมินตนเอง", "เกณฑ์", "ปีก่อน", "ปีที่แล้ว", "ปีที่ผ่านมา", "กว่า",
)))  # fmt: skip
_SHARE = re.compile(r"\(? ?(?:ร้อยละ|น้ำหนัก)? ?[0-9]{1,2}(?:\.0+)? ?(?:%|เปอร์เซ็นต์) ?\)?")
_PART_WORDS = re.compile(r"(?:ส่วน(?:ที่)?|part) ?\(?[12]\)?", re.IGNORECASE)


def named_instrument(structure: Structure, flat: str) -> InstrumentSpec | None:
    """Return the one instrument whose score a text speaks of.

    A text with more numbers than a part and a weight speaks of a question, or says a figure itself.
    """
    if len(flat) > LONGEST_INSTRUMENT:
        return None
    words = set(_LATIN.findall(flat.upper()))
    found = [each for each in structure.instruments if each.code in words]
    if len(found) != 1 or any(word in skeleton(flat) for word in _OTHER_THAN_SCORES):
        return None
    rest = _PART_WORDS.sub("", _SHARE.sub("", flat.replace(found[0].full_name, "")))
    return None if _has_number(rest, found[0]) else found[0]


def _has_number(text: str, instrument: InstrumentSpec) -> bool:
    weight = f"{instrument.weight:.0f}"
    return any(number != weight for number in re.findall(r"[0-9]+", text))


def instrument_names(instrument: InstrumentSpec) -> Iterator[str]:
    for before in ("", "คะแนน", "ผลคะแนน", "แบบ", "แบบวัด", "แบบวัดการรับรู้", "เครื่องมือ", "รวม", "คะแนนเฉลี่ย", "เฉลี่ย"):
        yield f"{before}{instrument.code}"
    yield instrument.name
    yield instrument.full_name


def questions_by_instrument(instrument: InstrumentSpec) -> Iterator[tuple[str, str]]:
    """Yield skeletons that name a question by its instrument and a number: OIT 5, แบบ IIT ข้อที่ 3, IIT i3."""
    code = instrument.code.lower()
    for question in instrument.questions:
        number = question.code.removeprefix(instrument.letter)
        for before in ("", "แบบ", "แบบวด", "เครองมอ"):
            for between in (
                "",
                "ขอ",
                "ขอท",
                "ขอคาถาม",
                "ขอคาถามท",
                "คาถามท",
                instrument.letter,
                f"ขอ{instrument.letter}",
            ):
                yield f"{before}{code}{between}{number}", question.code
                yield f"{before}{code}{between}{number:0>2}", question.code
