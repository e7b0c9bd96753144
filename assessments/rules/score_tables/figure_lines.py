"""Lines of plain text that say one figure of the year each: “ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 93.33”, “IIT : 85.38 คะแนน”."""

from assessments.rules.codes import TOTAL, WORD_CODES
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.score_tables.values import cell_value, parted_line
from assessments.rules.score_tables.words import skeleton

_LONGEST_NAME = 150
# Words of lines that compare a figure with another one, or count something else.
_COMPARING = tuple(map(skeleton, (
    "ลดลง", "เพิ่มขึ้น", "กว่า", "ปีก่อน", "ปีที่แล้ว", "ปีที่ผ่านมา", "จำนวน", "เป้าหมาย", "ลำดับ", "ผลต่าง", "ร้อยละของ", "ค่าน้ำหนัก",
    "เหลือ", "เต็ม", "เกณฑ์",
)))  # fmt: skip


def figure_line(reader: SubjectReader, text: str) -> tuple[str, str] | None:
    """Return name and figure of a line that names one figure and says no more, else None.

    Total, level and ranks are read from sentences, by rules of their own.
    """
    label, colon, value = text.partition(":")
    cells = (label.strip(), value.strip()) if colon else tuple(parted_line(text))
    says_score = colon or any(sign in text for sign in (".", "คะแนน", "%", "ร้อยละ"))
    if not says_score or len(cells) != 2 or len(cells[0]) > _LONGEST_NAME or len(cell_value(cells[1]).figures) != 1:
        return None
    code = reader.subject(cells[0]).code
    is_compared = any(word in skeleton(cells[0]) for word in _COMPARING)
    return (cells[0], cells[1]) if code and code not in (TOTAL, *WORD_CODES) and not is_compared else None
