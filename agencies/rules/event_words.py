"""The words of an event, the same on the page and in a letter."""

from dataclasses import dataclass

from agencies.rules.events import EventKind

Kind = EventKind


@dataclass(frozen=True)
class EventTemplate:
    """How a kind is told: what it is called, a sentence, what stands before the remark, and what its link is called."""

    heading: str
    sentence: str
    remark: str = ""
    action: str = "เปิดดู"


@dataclass(frozen=True)
class EventWords:
    heading: str
    sentence: str
    remark: str
    action: str


_REPORT = "รายงาน “{within}” ของมาตรการ “{thing}”"
_DOCUMENT = "“{thing}” {within}"

TEMPLATES = {
    Kind.ROUND_OPENED: EventTemplate(
        "เปิดรอบการรายงาน", "เปิดรอบการรายงาน “{thing}” {within} แล้ว กรุณาส่งรายงานภายในกำหนด", "กำหนด", "ดูรอบการรายงาน"
    ),
    Kind.ROUND_CLOSED: EventTemplate("ปิดรอบการรายงาน", "ปิดรอบการรายงาน “{thing}” {within} แล้ว", action="ดูรอบการรายงาน"),
    Kind.REPORT_SENT: EventTemplate(
        "ส่งรายงานให้ตรวจ", f"{{actor}} ส่ง{_REPORT} โปรดตรวจรับหรือส่งกลับให้แก้ไข", action="ตรวจรายงาน"
    ),
    Kind.REPORT_RECALLED: EventTemplate("เรียกรายงานคืน", f"{{actor}} เรียกคืน{_REPORT} เพื่อแก้ไข", action="ดูรายงาน"),
    Kind.REPORT_RETURNED: EventTemplate(
        "ส่งรายงานกลับให้แก้ไข", f"ผู้ประสานงาน ITA ส่งกลับ{_REPORT} กรุณาแก้ไขแล้วส่งอีกครั้ง", "เหตุผล", "แก้ไขรายงาน"
    ),
    Kind.REPORT_ACCEPTED: EventTemplate("ตรวจรับรายงาน", f"ผู้ประสานงาน ITA ตรวจรับ{_REPORT} แล้ว", action="ดูรายงาน"),
    Kind.PART_WRITTEN: EventTemplate(
        "ผู้รับผิดชอบร่วมเพิ่มข้อมูล", f"{{actor}} เพิ่มการดำเนินงานของผู้รับผิดชอบร่วมใน{_REPORT}", "จาก", "ดูรายงาน"
    ),
    Kind.DOCUMENT_SUBMITTED: EventTemplate(
        "เสนอผู้บริหาร", f"{{actor}} เสนอ{_DOCUMENT} เพื่อขอความเห็น", "ลำดับที่รอความเห็น", "อ่านและให้ความเห็น"
    ),
    Kind.DOCUMENT_WITHDRAWN: EventTemplate(
        "ถอนเรื่องที่เสนอผู้บริหาร", f"{{actor}} ถอน{_DOCUMENT} จึงไม่ต้องให้ความเห็นแล้ว", action="ดูเรื่องที่เสนอ"
    ),
    Kind.OPINION_GIVEN: EventTemplate(
        "ให้ความเห็นแล้ว", f"มีความเห็นต่อ{_DOCUMENT} แล้วหนึ่งลำดับ และรอความเห็นลำดับถัดไป", "ความเห็น", "อ่านและให้ความเห็น"
    ),
    Kind.OPINION_TAKEN_BACK: EventTemplate(
        "ถอนความเห็น", f"{{actor}} ถอนความเห็นต่อ{_DOCUMENT} และรอความเห็นลำดับนี้อีกครั้ง", action="อ่านและให้ความเห็น"
    ),
    Kind.DOCUMENT_RETURNED: EventTemplate(
        "ผู้บริหารส่งกลับให้แก้ไข", f"ผู้บริหารส่งกลับ{_DOCUMENT} กรุณาแก้ไขแล้วเสนออีกครั้ง", "ความเห็น", "ดูความเห็นและแก้ไข"
    ),
    Kind.DOCUMENT_APPROVED: EventTemplate(
        "ให้ความเห็นครบทุกลำดับ",
        f"ผู้บริหารให้ความเห็นต่อ{_DOCUMENT} ครบทุกลำดับแล้ว ออกเอกสารได้",
        "ความเห็น",
        "ดูความเห็นและออกเอกสาร",
    ),
    Kind.DOCUMENT_ISSUED: EventTemplate("ออกเอกสารแล้ว", f"{{actor}} ออก{_DOCUMENT} แล้ว", "เอกสาร", "ดูเอกสาร"),
    Kind.DOCUMENT_PUBLISHED: EventTemplate("เผยแพร่เอกสารแล้ว", f"{{actor}} เผยแพร่{_DOCUMENT} แล้ว", "เอกสาร", "ดูเอกสาร"),
    Kind.DOCUMENT_UNPUBLISHED: EventTemplate(
        "ถอนการเผยแพร่เอกสาร", f"{{actor}} ถอนการเผยแพร่{_DOCUMENT} แล้ว", "เอกสาร", "ดูเอกสาร"
    ),
    Kind.MEMBER_JOINED: EventTemplate("มีสมาชิกใหม่", "{thing} ตอบรับคำเชิญและเข้าเป็นสมาชิกของหน่วยงานแล้ว", "บทบาท", "ดูสมาชิก"),
    Kind.ROLE_CHANGED: EventTemplate(
        "เปลี่ยนบทบาทของท่าน", "{actor} เปลี่ยนบทบาท กองหรือสำนักของท่านในหน่วยงาน", "ปัจจุบัน", "ดูสมาชิกของหน่วยงาน"
    ),
    Kind.MENTIONED: EventTemplate(
        "มีข้อความถึงท่าน", "{actor} เขียนข้อความถึงท่านใน “{thing}” {within}", "ข้อความ", "อ่านและตอบ"
    ),
    Kind.ANSWERED: EventTemplate(
        "มีข้อความใหม่", "{actor} เขียนข้อความต่อจากท่านใน “{thing}” {within}", "ข้อความ", "อ่านและตอบ"
    ),
    Kind.DEADLINES_NEAR: EventTemplate(
        "งานใกล้ครบกำหนดหรือเกินกำหนด", "ท่านมีงานที่ใกล้ครบกำหนดหรือเกินกำหนด {thing}", "", "ดูงานของฉัน"
    ),
    Kind.LINK_BROKEN: EventTemplate(
        "ลิงก์ที่ส่งมอบเปิดไม่ได้",
        f"เปิดลิงก์ของ{_DOCUMENT} บนเว็บไซต์ของหน่วยงานไม่ได้ ผู้ประเมินอาจไม่พบเอกสาร",
        "ผลการตรวจ",
        "ดูลิงก์และแก้ไข",
    ),
    Kind.LINK_MENDED: EventTemplate(
        "ลิงก์ที่ส่งมอบเปิดได้แล้ว", f"ลิงก์ของ{_DOCUMENT} บนเว็บไซต์ของหน่วยงานเปิดได้แล้ว", "ผลการตรวจ", "ดูลิงก์"
    ),
    Kind.ADVICE: EventTemplate(
        "คำแนะนำจากผู้กำกับดูแล", "{actor} ให้คำแนะนำแก่หน่วยงานของท่านเรื่อง “{thing}” {within}", "คำแนะนำ", "ดูรอบงานของหน่วยงาน"
    ),
}


def words_of(kind: EventKind, *, thing: str, within: str, actor: str, text: str) -> EventWords:
    """Return an event in words; names and titles stand on one line, whatever was typed."""
    template = TEMPLATES[kind]
    told = {name: " ".join(value.split()) for name, value in (("thing", thing), ("within", within), ("actor", actor))}
    sentence = " ".join(template.sentence.format(**told).split())
    remark = f"{template.remark}: {text}" if text and template.remark else text
    return EventWords(template.heading, sentence, remark, template.action)
