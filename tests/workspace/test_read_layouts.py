"""Result tables and sentences as they are met in the wild, each read as a document: right, or marked, never wrong.

The shapes are those of result pages, reports, books and news; the figures are made up.
"""

import json
from dataclasses import dataclass, field
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.any_database

NAMES = (
    *("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต"),
    *("คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"),
)
FIGURES = ("81.10", "82.20", "83.30", "84.40", "85.50", "86.60", "87.70", "88.80", "89.90", "90.00")
INDICATORS = {str(number): figure for number, figure in enumerate(FIGURES, 1)}


def rows(*lines):
    return "\n".join("\t".join(line) for line in lines)


@dataclass(frozen=True)
class WildLayout:
    """A text in a shape, what is to be read of it, and whether it may only be read with a mark."""

    text: str
    year: int
    expected: dict = field(default_factory=dict)
    is_marked: bool = False


BY_SCORE = sorted(zip(NAMES, FIGURES, strict=True), key=lambda pair: pair[1], reverse=True)
THAI = [figure.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) for figure in FIGURES]
GROUPS = ("IIT", "", "", "", "", "EIT", "", "", "OIT", "")
LAYOUTS = {
    "L1": WildLayout(
        "รายงานผลการประเมิน ประจำปีงบประมาณ 2563\nคะแนนภาพรวมหน่วยงานตัวอย่าง : 85.95 คะแนน\nระดับผลการประเมิน : A\n"
        + rows(("อันดับ", "ตัวชี้วัด", "คะแนน"), *((str(at), *pair) for at, pair in enumerate(BY_SCORE, 1))),
        2563,
        {"indicators": INDICATORS, "total": "85.95", "level": "A"},
    ),
    "L2": WildLayout(
        rows(
            ("แบบ", "ลำดับ", "รายละเอียดตัวชี้วัด", "คะแนน"),
            *((GROUPS[at], str(at + 1), NAMES[at], THAI[at] + (" 100.00" if at == 6 else "")) for at in range(10)),
        ),
        2568,
        {"indicators": {code: figure for code, figure in INDICATORS.items() if code != "7"}},
        is_marked=True,
    ),
    "L3": WildLayout(
        rows(
            ("รายตัวชี้วัด", "คะแนนปีงบประมาณ 2565", "คะแนนปีงบประมาณ 2566"),
            ("แบบวัดการรับรู้ IIT", "71.00", "83.30"),
            *((f"{at + 1}.{NAMES[at]}", "70.00", FIGURES[at]) for at in range(5)),
            ("แบบวัดการรับรู้ EIT", "72.00", "87.70"),
            *((f"{at + 1}.{NAMES[at]}", "70.00", FIGURES[at]) for at in range(5, 8)),
            ("แบบวัดการรับรู้ OIT", "73.00", "89.95"),
            *((f"{at + 1}.{NAMES[at]}", "70.00", FIGURES[at]) for at in range(8, 10)),
            ("คะแนนเฉลี่ยประจำปี", "72.10", "87.28"),
            ("ระดับผลการประเมิน", "C", "ผ่าน"),
        ),
        2566,
        {"indicators": INDICATORS, "total": "87.28", "instruments": {"IIT": "83.30", "EIT": "87.70", "OIT": "89.95"}},
    ),
    "L4": WildLayout(
        rows(
            ("ตัวชี้วัดของการประเมิน ITA", "", "ประเด็นที่ต้องแก้ไข/ปรับปรุง"),
            ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "", ""),
            *((f"{at + 1}) {NAMES[at]}", f"{FIGURES[at]} คะแนน", f"ควรปรับปรุงข้อ {at}") for at in range(5)),
            ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", "", ""),
            *((f"{at - 4}) {NAMES[at]}", f"{FIGURES[at]} คะแนน", f"ควรปรับปรุงข้อ {at}") for at in range(5, 8)),
            ("แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)", "", ""),
            *((f"{at - 7}) {NAMES[at]}", f"{FIGURES[at]} คะแนน", f"ควรปรับปรุงข้อ {at}") for at in range(8, 10)),
        ),
        2563,
        {"indicators": INDICATORS},
    ),
    "L5": WildLayout(
        rows(
            ("เครื่องมือ การประเมิน", "ข้อคำถาม", "คะแนน"),
            ("IIT", "ข้อ i๑ การปฏิบัติงานเป็นไปตามขั้นตอน", "๘๐.๐๐"),
            ("", "ข้อ i๒ ให้บริการอย่างเท่าเทียมกัน", "๙๐.๐๐"),
            ("OIT", "ข้อ ๐๑๐ E-Service", "๑๐๐.๐๐"),
        ),
        2568,
        {"questions": {"i1": "80.00", "i2": "90.00", "o10": "100.00"}},
    ),
    "L6": WildLayout(
        rows(
            ("ตัวชี้วัด", "คะแนนที่ได้ (100 คะแนน)", "น้ำหนัก (ร้อยละ)", "คะแนนถ่วงน้ำหนัก"),
            *((NAMES[at], FIGURES[at], "6", "4.87") for at in range(5)),
        ),
        2564,
        {"indicators": {str(at + 1): FIGURES[at] for at in range(5)}},
    ),
    "L13": WildLayout(
        "ผ่านการประเมิน ITA 2566 ด้วยระดับผลการประเมิน คะแนน 97.90 อยู่ในเกณฑ์ : ผ่านดี\n"
        "ลำดับที่ 2 ของอำเภอดอยเต่า และลำดับที่ 76 จาก 211 แห่ง ของ อปท.จังหวัดเชียงใหม่",
        2566,
        {"total": "97.90", "level": "ผ่านดี", "ranks": {"district": "2", "province": "76 จาก 211"}},
    ),
    "L14": WildLayout(
        rows(("categories", "series"), *BY_SCORE).replace("การปรับปรุงการทำงาน", "การปรับปรุงระบบการทำงาน"),
        2566,
        {"indicators": INDICATORS},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read_right_or_marked(frameworks, tmp_path, name):
    layout = LAYOUTS[name]
    path = tmp_path / "layout.txt"
    path.write_text(layout.text, encoding="utf-8")
    out = StringIO()
    call_command("read_document", path, year=layout.year, stdout=out)
    told = json.loads(out.getvalue())
    read = {key: told[key] for key in ("total", "level", "ranks", "instruments", "parts", "indicators", "questions")}
    for key, expected in layout.expected.items():
        assert read[key] == expected, key
    wrong = {key: text for key, text in read.items() if text and key not in layout.expected}
    assert wrong == ({"level": "ผ่าน"} if name == "L3" else {})
    assert bool(told["doubts"]) >= layout.is_marked


def test_a_list_of_agencies_gives_no_figure_unseen(frameworks, tmp_path):
    path = tmp_path / "list.txt"
    path.write_text(rows(("ลำดับ", "อปท.", "คะแนน ITA"), ("1", "ทต.หนึ่ง", "91.00"), ("2", "อบต.สอง", "92.00")))
    out = StringIO()
    call_command("read_document", path, year=2566, stdout=out)
    told = json.loads(out.getvalue())
    assert not any(told[key] for key in ("total", "indicators", "questions", "instruments"))
    assert told["doubts"] or told["not_taken"]
