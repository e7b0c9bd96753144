"""What the columns of a table of measures hold, by the words that stand above them.

Municipalities, and the portal's own documents, head the same column in many words: มาตรการ/แนวทาง, มาตรการ โครงการ หรือ
กิจกรรม; ขั้นตอนหรือวิธีการปฏิบัติ, วิธีการดำเนินการ. A heading is known where each of its parts is a word for the same thing.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ita_portal.text.spelling import compared, one_spelling


class MeasureField(StrEnum):
    """What a column of a table of measures says of each."""

    NUMBER = "number"
    KEY = "key"
    ISSUE = "issue"
    INDICATOR = "indicator"
    TITLE = "title"
    STEPS = "steps"
    OWNERS = "owners"
    TIMEFRAME = "timeframe"  # first and last month in one cell, or words
    START = "start"
    END = "end"
    WORDING = "timeframe_wording"
    FOLLOW_UP = "follow_up"
    OUTCOME = "outcome"
    RESULT = "result"
    STATUS = "status"
    NOT_STARTED = "not_started"  # ticked, as the next two
    IN_PROGRESS = "in_progress"
    DONE = "done"
    OBSTACLES = "obstacles"
    NOTE = "note"


@dataclass(frozen=True)
class TableHeadings:
    """The columns of a table, counted from 0: those whose heading is known, each field once, and those that are not."""

    fields: Mapping[int, MeasureField]
    unknown: tuple[int, ...] = ()  # columns with a heading that says nothing known; a blank one is in neither
    twice: tuple[MeasureField, ...] = ()  # named above several columns; none of these is in `fields`


# Words for one thing. A heading may hold several, whatever joins them: ขั้นตอน/วิธีการปฏิบัติ, การกำกับและติดตามผล.
_WORDS = {
    MeasureField.NUMBER: "ที่ ลำดับ ลำดับที่ เลขที่ ข้อ ข้อที่",
    MeasureField.KEY: "รหัส รหัสมาตรการ",
    MeasureField.ISSUE: "ประเด็น ประเด็นการวิเคราะห์ ประเด็นที่วิเคราะห์ ประเด็นการประเมิน ประเด็นการพัฒนา ประเด็นที่ต้องพัฒนา "
    "ประเด็นที่ต้องปรับปรุง ประเด็นที่ต้องแก้ไข ปรับปรุง พัฒนา",
    MeasureField.INDICATOR: "ตัวชี้วัด ตัวชี้วัดที่ ตัวชี้วัดของการประเมิน ตัวชี้วัดการประเมิน ita",
    MeasureField.TITLE: "มาตรการ ชื่อมาตรการ แนวทาง โครงการ ชื่อโครงการ กิจกรรม ชื่อกิจกรรม แผนงาน มาตรการภายใน มาตรการแก้ไข "
    "มาตรการรองรับ มาตรการส่งเสริมคุณธรรม มาตรการเพื่อส่งเสริมคุณธรรม ความโปร่งใส ภายในหน่วยงาน",
    MeasureField.STEPS: "ขั้นตอน การกำหนดขั้นตอน ขั้นตอนการดำเนินการ ขั้นตอนการดำเนินงาน ขั้นตอนดำเนินการ ขั้นตอนการปฏิบัติ "
    "ขั้นตอนการปฏิบัติงาน ขั้นตอนปฏิบัติ ขั้นตอนปฏิบัติงาน วิธีการ วิธีการปฏิบัติ วิธีการปฏิบัติงาน วิธีปฏิบัติ วิธีการดำเนินการ วิธีการดำเนินงาน "
    "วิธีดำเนินการ วิธีดำเนินงาน แนวทางการดำเนินการ แนวทางการดำเนินงาน แนวทางดำเนินการ แนวทางการปฏิบัติ แนวทางปฏิบัติ กระบวนการ "
    "กระบวนการดำเนินงาน รายละเอียดการดำเนินการ รายละเอียดการดำเนินงาน รายละเอียดขั้นตอน",
    MeasureField.OWNERS: "ผู้รับผิดชอบ ผู้เกี่ยวข้อง ผู้ที่เกี่ยวข้อง ผู้มีส่วนเกี่ยวข้อง ผู้ดำเนินการ หน่วยงาน หน่วยงานรับผิดชอบ "
    "หน่วยงานที่รับผิดชอบ หน่วยงานผู้รับผิดชอบ หน่วยงานที่เกี่ยวข้อง ส่วนราชการ ส่วนราชการที่รับผิดชอบ ส่วนงานที่รับผิดชอบ กอง สำนัก ฝ่าย "
    "กองที่รับผิดชอบ ผู้รับผิดชอบหลัก ผู้รับผิดชอบร่วม",
    MeasureField.TIMEFRAME: "ระยะเวลา ระยะเวลาดำเนินการ ระยะเวลาดำเนินงาน ระยะเวลาการดำเนินการ ระยะเวลาการดำเนินงาน "
    "ระยะเวลาในการดำเนินการ ระยะเวลาในการดำเนินงาน ระยะเวลาปฏิบัติงาน ระยะเวลาการปฏิบัติงาน ห้วงเวลา ห้วงระยะเวลา "
    "ช่วงเวลา ช่วงเวลาดำเนินการ กำหนดเวลา กรอบระยะเวลา กรอบเวลา เวลาดำเนินการ เดือนที่ดำเนินการ",
    MeasureField.START: "เริ่ม เริ่มต้น เดือนเริ่ม เดือนเริ่มต้น เดือนที่เริ่ม เริ่มดำเนินการ วันที่เริ่ม วันที่เริ่มต้น",
    MeasureField.END: "สิ้นสุด เดือนสิ้นสุด เดือนที่สิ้นสุด วันสิ้นสุด วันที่สิ้นสุด",
    MeasureField.WORDING: "ระยะเวลาที่พิมพ์ในเอกสาร ถ้อยคำระยะเวลา",
    MeasureField.FOLLOW_UP: "การติดตาม การติดตามผล ติดตาม ติดตามผล การกำกับ กำกับ การประเมินผล ประเมินผล การรายงานผล รายงานผล "
    "แนวทางการติดตาม แนวทางการติดตามผล แนวทางการกำกับ วิธีการติดตาม วิธีการติดตามผล วิธีการกำกับ",
    MeasureField.OUTCOME: "ผลลัพธ์ ผลสัมฤทธิ์ ผลลัพธ์ที่ได้ ผลสัมฤทธิ์ที่ได้ ผลผลิต",
    MeasureField.RESULT: "ผลการดำเนินการ ผลการดำเนินงาน ผลการปฏิบัติ ผลการปฏิบัติงาน ผลดำเนินการ สรุปผลการดำเนินการ "
    "สรุปผลการดำเนินงาน ตามมาตรการ",
    MeasureField.STATUS: "สถานะ สถานะการดำเนินการ สถานะการดำเนินงาน",
    MeasureField.NOT_STARTED: "ยังไม่ดำเนินการ ยังไม่ได้ดำเนินการ ไม่ได้ดำเนินการ ยังไม่เริ่ม ยังไม่เริ่มดำเนินการ",
    MeasureField.IN_PROGRESS: "อยู่ระหว่างดำเนินการ อยู่ระหว่างการดำเนินการ กำลังดำเนินการ ระหว่างดำเนินการ",
    MeasureField.DONE: "ดำเนินการแล้วเสร็จ ดำเนินการเสร็จ ดำเนินการเสร็จแล้ว ดำเนินการเสร็จเรียบร้อย ดำเนินการเสร็จเรียบร้อยแล้ว "
    "ดำเนินการเสร็จสิ้น ดำเนินการแล้ว แล้วเสร็จ เสร็จสิ้น",
    MeasureField.OBSTACLES: "ปัญหา อุปสรรค ข้อจำกัด",
    MeasureField.NOTE: "หมายเหตุ",
}
_JOINING = ("หรือ", "และ", "/", "\\", ",", "|", ";", ":", "(", ")", "[", "]", "*", "-", ".", "ๆ")
_FIELDS = {compared(word): field for field, words in _WORDS.items() for word in words.split()}
_VOCABULARY = {field: (*map(compared, words.split()), *_JOINING) for field, words in _WORDS.items()}
_REMARK = re.compile(r"\([^()]*\)$")  # "ระยะเวลา (ปีงบประมาณ 2568)"
_LONGEST = 120
# Where a table has measures in one column, the projects or activities beside them are no titles.
_MEASURE = "มาตรการ"
_MEASURE_AND_STEPS = (*_VOCABULARY[MeasureField.TITLE], *_VOCABULARY[MeasureField.STEPS])
LEAST_PARTED = 2


def field_of(heading: str) -> MeasureField | None:
    """Return what a column under a heading says of measures, or None where the heading is not known."""
    words = compared(heading)
    if len(words) > _LONGEST:
        return None
    return _field_of(words) or _field_of(_REMARK.sub("", words))


def read_headings(headings: Sequence[str]) -> TableHeadings:
    """Return which column of a table holds what; no guess is made between two columns of one field."""
    found = _with_one_title(
        {column: field for column, text in enumerate(headings) if (field := field_of(text))}, headings
    )
    counts = Counter(found.values())
    return TableHeadings(
        fields={column: field for column, field in found.items() if counts[field] == 1},
        unknown=tuple(column for column, text in enumerate(headings) if compared(text) and column not in found),
        twice=tuple(field for field, count in counts.items() if count > 1),
    )


def parted_heading(heading: Sequence[str], below: Sequence[str]) -> tuple[str, ...] | None:
    """Return a heading of two lines as one, where the second parts what the first spans: ระยะเวลา over เริ่ม | สิ้นสุด."""
    if len(heading) != len(below):
        return None
    parting = [text for above, text in zip(heading, below, strict=True) if compared(text) not in ("", compared(above))]
    if len(parting) < LEAST_PARTED or not all(map(field_of, parting)):
        return None
    return tuple(text if compared(text) else above for above, text in zip(heading, below, strict=True))


def is_measure_table(headings: Sequence[str]) -> bool:
    """Return whether a row heads a table of measures: their titles, and at least one thing more."""
    found = set(map(field_of, headings)) - {None, MeasureField.NUMBER, MeasureField.KEY}
    return MeasureField.TITLE in found and len(found) > 1


def heading_in_words(heading: str) -> str:
    """Return a heading as it is quoted: in one line and in one spelling."""
    return " ".join(one_spelling(heading).split())


def _field_of(words: str) -> MeasureField | None:
    if whole := _FIELDS.get(words):
        return whole
    if words.startswith(_MEASURE) and _consists_of(words, _MEASURE_AND_STEPS):
        return MeasureField.TITLE
    fields = [field for field, vocabulary in _VOCABULARY.items() if _consists_of(words, vocabulary)]
    return fields[0] if len(fields) == 1 else None


def _consists_of(text: str, words: Sequence[str]) -> bool:
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached |= {at + len(word) for word in words if text.startswith(word, at)}
    return len(text) in reached


def _with_one_title(found: dict[int, MeasureField], headings: Sequence[str]) -> dict[int, MeasureField]:
    titles = [column for column, field in found.items() if field == MeasureField.TITLE]
    measures = [column for column in titles if _MEASURE in compared(headings[column])]
    beside = set(titles) - set(measures) if measures else set()
    return {column: field for column, field in found.items() if column not in beside}
