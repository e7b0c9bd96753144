"""Tables of scores as they stand in reports, on result pages and in colleagues' files; the figures are invented."""

from dataclasses import dataclass, field

INDICATORS = (
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
)


@dataclass(frozen=True)
class TableCase:
    """A table, tabs written as “|”, and what it has to be read as."""

    name: str
    lines: tuple[str, ...]
    expected: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    year: int = 2568
    answer: str = ""  # to the only open choice
    left_rows: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines).replace("|", "\t")


def three(*codes: str, first: int = 81) -> dict[str, str]:
    return {code: f"{figure}.00" for figure, code in enumerate(codes, first)}


I3, E3, N3 = three("i1", "i2", "i3"), three("e1", "e2", "e3"), three("1", "2", "3")
I_BLOCK = "i1|ก|81", "i2|ข|82", "i3|ค|83"

CERTAIN = [
    # Codes
    TableCase("codes-first", I_BLOCK, I3),
    TableCase("code-in-capitals", ("I1|81", "I2|82", "I3|83"), I3),
    TableCase("code-in-thai-digits", ("i๑|๘๑", "i๒|๘๒", "i๓|๘๓.๐๐"), I3),
    TableCase("code-with-dot", ("i1.|81", "i2.|82", "i3.|83"), I3),
    TableCase("code-with-hyphen", ("I-1|81", "I-2|82", "I-3|83"), I3),
    TableCase("code-in-brackets", ("(i1)|81", "(i2)|82", "(i3)|83"), I3),
    TableCase("code-after-ข้อ", ("ข้อ i1|81", "ข้อ i2|82", "ข้อที่ i3|83"), I3),
    TableCase("code-and-name-in-one-cell", ("i1 งานตามขั้นตอน|81", "i2 งานตามเวลา|82", "ข้อ i3 งานเท่าเทียม|83"), I3),
    TableCase("code-inside-a-sentence", ("ผลของข้อ i1 ปีนี้|81", "ผลของข้อ i2 ปีนี้|82", "ผลของข้อ i3 ปีนี้|83"), I3),
    TableCase("code-behind-zero-width", ("i1\u200b|81", "i2\u00a0|82", "\ufeffi3|83"), I3),
    TableCase("items-of-instrument", ("OIT 1|81", "OIT ข้อ 2|82", "OIT3|83"), three("o1", "o2", "o3")),
    TableCase("item-with-zero", ("010|81", "๐11|82", "O12|83"), three("o10", "o11", "o12")),
    TableCase(
        "running-number-beside-code", ("ลำดับ|รหัส|ข้อคำถาม|คะแนน", "1|e1|ก|81", "2|e2|ข|82", "3|e3|ค|83"), E3, "e1"
    ),
    TableCase("running-number-after-code", ("รหัส|ที่|คะแนน", "e1|1|81", "e2|2|82", "e3|3|83"), E3, "i1"),
    TableCase("running-numbers-without-heading", ("1|e1|81", "2|e2|82", "3|e3|83"), E3, "i1"),
    TableCase("running-numbers-anew", ("1|e1|81", "2|e2|82", "1|o1|83"), three("e1", "e2", "o1"), "i1"),
    TableCase("code-column-last-of-names", ("คำถาม|ข้อ|คะแนน", "ก|e1|81", "ข|e2|82", "ค|e3|83"), E3),
    # Full marks, weights, targets
    TableCase("full-marks", ("ข้อ|ข้อคำถาม|คะแนนเต็ม|คะแนนที่ได้", "i1|ก|100|81", "i2|ข|100|82", "i3|ค|100|83"), I3, "i1"),
    TableCase("full-marks-last", ("รหัส|คะแนนที่ได้|เต็ม", "i1|81|100", "i2|82|100", "i3|83|100"), I3),
    TableCase("weight", ("รหัส|น้ำหนัก|คะแนน|คะแนนถ่วงน้ำหนัก", "i1|5|81|4.05", "i2|5|82|4.10", "i3|5|83|4.15"), I3),
    TableCase("target", ("รหัส|ค่าเป้าหมาย|ผลคะแนน", "i1|85|81", "i2|85|82", "i3|85|83"), I3),
    TableCase("change", ("รหัส|คะแนน|เพิ่มขึ้น/ลดลง", "i1|81|1.5", "i2|82|-2", "i3|83|0"), I3),
    # Units
    TableCase("percent", ("รหัส|คะแนน", "i1|81%", "i2|82 %", "i3|๘๓.๐๐%"), I3),
    TableCase("unit-after", ("i1|81 คะแนน", "i2|82.0 คะแนน", "i3|83คะแนน"), I3),
    TableCase("unit-before", ("i1|ร้อยละ 81", "i2|ร้อยละ ๘๒", "i3|ร้อยละ 83.00"), I3),
    TableCase("of-a-hundred", ("i1|81/100", "i2|82 / 100", "i3|83.00/100.00"), I3),
    TableCase("marked", ("i1|81*", "i2|82 *", "i3|*83"), I3),
    # Numbers
    TableCase("numbers-in-questions", ("ลำดับ|ข้อคำถาม|คะแนน", "1|ก|81", "2|ข|82", "3|ค|83"), I3, "i1"),
    TableCase("numbers-in-questions-of-eit", ("ข้อ|คำถาม|คะแนน", "1|ก|81", "2|ข|82", "3|ค|83"), E3, "e1"),
    TableCase("numbers-in-questions-further-down", ("ที่|ข้อคำถาม|คะแนน", "1|ก|81", "2|ข|82", "3|ค|83"), I3, "i5"),
    TableCase("numbers-of-indicators", ("ที่|ตัวชี้วัด|คะแนน", "1|ก|81", "2|ข|82", "3|ค|83"), N3, "1"),
    TableCase("ตัวชี้วัดที่", ("ตัวชี้วัดที่|คะแนน", "1|81", "2|82", "3|83"), N3, "i1"),
    TableCase("ตัวชี้วัดที่-in-rows", ("ตัวชี้วัดที่ 1|81", "ตัวชี้วัดที่ ๒|82", "ตัวชี้วัด 3|83"), N3, "i1"),
    TableCase("questions-under-instrument", ("แบบวัด IIT|", "ข้อ 1|81", "ข้อ 2|82", "ข้อ 3|83"), I3),
    TableCase("questions-under-two", ("IIT|", "ข้อ 1|81", "EIT|", "ข้อ 1|82", "ข้อ 2|83"), three("i1", "e1", "e2")),
    # Names
    TableCase("names", ("การปฏิบัติหน้าที่|81", "การใช้งบประมาณ|82", "การใช้อำนาจ|83"), N3, "i1"),
    TableCase(
        "names-with-ตัวชี้วัดที่",
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่|81", "ตัวชี้วัดที่ 2 การใช้งบประมาณ|82", "ตัวชี้วัดที่ 3 การใช้อำนาจ|83"),
        N3,
        "i1",
    ),
    TableCase("names-in-two-signs", ("การใช้อ\u0e4d\u0e32นาจ|81", "การ ใช้งบประมาณ|82"), three("3", "2")),
    TableCase("names-of-other-years", ("การแก้ปัญหาการทุจริต|81", "การปรับปรุงระบบการทำงาน|82"), three("5", "8")),
    TableCase(
        "names-by-rank",
        ("อันดับ|ตัวชี้วัด|คะแนน", "1|คุณภาพการดำเนินงาน|81", "2|การปฏิบัติหน้าที่|82", "3|การใช้งบประมาณ|83"),
        three("6", "1", "2"),
        year=2563,
    ),
    TableCase(
        "names-anew-in-each-instrument",
        (
            "ตัวชี้วัดของการประเมิน ITA||ประเด็นที่ต้องแก้ไข",
            "แบบวัด IIT|81 คะแนน|",
            "1) การปฏิบัติหน้าที่|82 คะแนน|ก",
            "แบบวัด EIT|83 คะแนน|",
            "1) คุณภาพการดำเนินงาน|84 คะแนน|",
        ),
        three("IIT", "1", "EIT", "6"),
        year=2563,
    ),
    TableCase(
        "names-alone-by-score",
        ("ประสิทธิภาพการสื่อสาร|81", "การป้องกันการทุจริต|82", "การปรับปรุงระบบการทำงาน|83"),
        three("7", "10", "8"),
    ),
    TableCase(
        "names-in-lines-of-a-page", ("1. การปฏิบัติหน้าที่  81 คะแนน", "2. การใช้งบประมาณ   82.00", "3. การใช้อำนาจ 83%"), N3
    ),
    # Totals, levels, ranks
    TableCase(
        "total-over-merged-cells",
        ("1|การปฏิบัติหน้าที่|81", "2|การใช้งบประมาณ|82", "คะแนนรวม|83", "ระดับ|ผ่านดี"),
        three("1", "2", "total") | {"level": "ผ่านดี"},
        "1",
    ),
    TableCase(
        "total-beside-empty-cell",
        ("1|การปฏิบัติหน้าที่|81", "|คะแนนเฉลี่ยประจำปี|82", "|ระดับผลการประเมิน|ระดับผ่าน"),
        three("1", "total") | {"level": "ผ่าน"},
    ),
    TableCase(
        "instruments-and-total",
        ("IIT|81", "EIT ส่วนที่ 1|82", "EIT ส่วนที่ 2|83", "EIT|84", "OIT|85", "ผลคะแนน ITA|86"),
        three("IIT", "EIT1", "EIT2", "EIT", "OIT", "total"),
    ),
    TableCase(
        "instruments-in-full",
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)|81", "เครื่องมือ EIT|82", "คะแนน OIT|83"),
        three("IIT", "EIT", "OIT"),
    ),
    TableCase(
        "ranks",
        ("ลำดับในอำเภอ|3 จาก 12", "อันดับในจังหวัด|๗๖ จาก ๒๑๑"),
        {"rank-district": "3 จาก 12", "rank-province": "76 จาก 211"},
    ),
    # Parts of the survey
    TableCase(
        "parts-in-columns",
        ("ข้อ|ข้อคำถาม|ส่วนที่ 1|ส่วนที่ 2|เฉลี่ย", "e1|ก|80|90|85", "e2|ข|70|80|75"),
        {"e1/1": "80.00", "e1/2": "90.00", "e1": "85.00", "e2/1": "70.00", "e2/2": "80.00", "e2": "75.00"},
        year=2566,
    ),
    TableCase(
        "parts-under-headings",
        ("EIT ส่วนที่ 1|", "e1|81", "e2|82", "EIT ส่วนที่ 2|", "e1|83", "e2|84"),
        three("e1/1", "e2/1", "e1/2", "e2/2"),
        year=2566,
    ),
    TableCase(
        "parts-under-figures",
        ("EIT ส่วนที่ 1|81", "e1|82", "EIT ส่วนที่ 2|83", "e1|84"),
        three("EIT1", "e1/1", "EIT2", "e1/2"),
        year=2566,
    ),
    TableCase("code-of-part", ("e1/1|81", "e1/2|82", "E2/1|83"), three("e1/1", "e1/2", "e2/1"), year=2566),
    # What stands behind the scores
    TableCase("note-that-cites", ("รหัส|คะแนน|หมายเหตุ", "i1|81|ดู o12", "i2|82|เทียบ i1", "i3|83|"), I3),
    TableCase("words-behind-without-heading", ("i1|ก|81|ดู o12", "i2|ข|82|เทียบ i1", "i3|ค|83|"), I3),
    TableCase(
        "recommendation",
        ("ตัวชี้วัด|คะแนน|ข้อเสนอแนะ", "การปฏิบัติหน้าที่|81|ปรับปรุง i2", "การใช้งบประมาณ|82|-"),
        three("1", "2"),
    ),
    TableCase(
        "portal-csv",
        ("รหัส|คะแนน|เครื่องมือ|ตัวชี้วัด|ข้อคำถาม", "i1|81|IIT|ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่|ก", "i2|82|IIT|ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่|ข"),
        three("i1", "i2"),
    ),
    # Tables on their side
    TableCase("side", ("i1|i2|i3", "81|82|83"), I3, "i1"),
    TableCase("side-with-label", ("รหัส|i1|i2|i3", "คะแนน|81|82|83"), I3, "e1"),
    TableCase("side-of-names", ("การปฏิบัติหน้าที่|การใช้งบประมาณ|คะแนนรวม", "81|82|83"), three("1", "2", "total")),
    TableCase(
        "side-without-marks",
        (
            "จังหวัด|\u0e31ตว \u0e49\u0e35ชวัด \u0e35\u0e48ท 1|\u0e31ตว \u0e49\u0e35ชวัด \u0e35\u0e48ท 2|คะแนน ITA",
            "หนองคาย|81|82|83",
        ),
        three("1", "2", "total"),
    ),
    # Row spans
    TableCase(
        "row-span",
        ("แบบ|ลำดับ|รายละเอียดตัวชี้วัด|คะแนน", "IIT|๑|การปฏิบัติหน้าที่|๘๑", "๒|การใช้งบประมาณ|๘๒", "EIT|๖|คุณภาพการดำเนินงาน|๘๓"),
        three("1", "2", "6"),
    ),
    TableCase(
        "row-span-left-empty",
        ("เครื่องมือ การประเมิน|ข้อคำถาม|คะแนน", "IIT|ข้อ i๑ การปฏิบัติงาน|๘๑", "|ข้อ i๒ การให้บริการ|๘๒", "OIT|ข้อ o๑๐ แผน|๘๓"),
        three("i1", "i2", "o10"),
    ),
    # Figures alone
    TableCase("column", ("81", "82", "83"), I3, "i1"),
    TableCase("column-with-heading", ("คะแนน", "81", "82", "83"), I3, "i1"),
    TableCase("column-with-heading-of-the-year", ("คะแนน ปี 2568", "81", "82", "83"), I3, "i1"),
    TableCase("column-with-gap", ("81", "", "83"), {"i1": "81.00", "i3": "83.00"}, "i1"),
    TableCase(
        "column-of-ten",
        tuple(f"{80 + number}" for number in range(1, 11)),
        {str(n): f"{80 + n}.00" for n in range(1, 11)},
        "1",
    ),
    TableCase("column-with-units", ("81%", "82 คะแนน", "๘๓"), I3, "i1"),
    TableCase("column-across-instruments", ("81", "82"), three("i15", "e1"), "i15"),
    TableCase(
        "block-of-parts",
        ("70|60", "71|61"),
        {"e2/1": "70.00", "e2/2": "60.00", "e3/1": "71.00", "e3/2": "61.00"},
        "e2/1",
        2566,
    ),
    TableCase("one-announced", ("IIT|81",), {"IIT": "81.00"}, "i1"),
]

DECIDED_BY_HEADING = [
    TableCase("two-years", ("ที่|ตัวชี้วัด|ปี 2562|ปี 2563", "1|ก|71|81", "2|ข|72|82", "3|ค|73|83"), N3, "1", 2563),
    TableCase(
        "two-years-the-newer-first", ("ที่|ตัวชี้วัด|ปี 2563|ปี 2562", "1|ก|81|71", "2|ข|82|72", "3|ค|83|73"), N3, "1", 2563
    ),
    TableCase("two-years-in-thai-digits", ("รหัส|พ.ศ. ๒๕๖๗|พ.ศ. ๒๕๖๘", "i1|๗๑|๘๑", "i2|๗๒|๘๒", "i3|๗๓|๘๓"), I3),
    TableCase("two-short-years", ("รหัส|ปี 67|ปี 68", "i1|71|81", "i2|72|82", "i3|73|83"), I3),
    TableCase(
        "two-years-below-one-heading",
        ("ตัวชี้วัด|คะแนน|คะแนน", "|ปี 2567|ปี 2568", "การปฏิบัติหน้าที่|71|81", "การใช้งบประมาณ|72|82"),
        three("1", "2"),
    ),
    TableCase(
        "two-years-with-level",
        (
            "รายตัวชี้วัด|คะแนนปีงบประมาณ 2565|คะแนนปีงบประมาณ 2566",
            "แบบวัดการรับรู้ IIT|71|81",
            "1.การปฏิบัติหน้าที่|72|82",
            "คะแนนเฉลี่ยประจำปี|73|83",
            "ระดับผลการประเมิน|A|ผ่าน",
        ),
        three("IIT", "1", "total") | {"level": "ผ่าน"},
        year=2566,
    ),
    TableCase(
        "two-years-on-their-side",
        ("จังหวัด|ปีงบประมาณ|ตัวชี้วัดที่ 1|ตัวชี้วัดที่ 2|คะแนน ITA", "หนองคาย|ปี 2568|81|82|83", "|ปี 2567|71|72|73"),
        three("1", "2", "total"),
    ),
    TableCase(
        "earned-beside-announced",
        (
            "ตัวชี้วัด|คะแนน ITA|คะแนนที่ได้ (100 คะแนน)|น้ำหนัก (ร้อยละ)|คะแนนถ่วงน้ำหนัก",
            "1. การปฏิบัติหน้าที่|86|81|6|5",
            "2. การใช้งบประมาณ||82|6|5",
        ),
        three("1", "2"),
    ),
    TableCase("numbers-of-unknown-names", ("ที่|ตัวชี้วัด|คะแนน", "1|ก|81%", "2|ข|82%", "3|ค|83 คะแนน"), I3, "i1"),
    TableCase("spaced-questions", ("EIT 1|81", "EIT 2|82", "EIT 3|83"), E3, "i1"),
    TableCase("spaced-with-hyphens", ("EIT-1|81", "EIT-2|82", "EIT-3|83"), E3),
    TableCase("spaced-parts", ("EIT 1|81", "EIT 2|82"), three("EIT1", "EIT2")),
    TableCase("bare-numbers", ("1|81", "2|82", "3|83"), I3, "i1"),
]

ASKED = [
    TableCase("heading-twice", ("รหัส|คะแนน|คะแนน", "i1|71|81", "i2|72|82"), three("i1", "i2"), answer="2"),
    TableCase("two-columns-without-heading", ("i1|71|81", "i2|72|82"), three("i1", "i2"), answer="2"),
    TableCase("other-years-only", ("รหัส|ปี 2565|ปี 2566", "i1|71|81", "i2|72|82"), three("i1", "i2"), answer="2"),
    TableCase("one-other-year", ("รหัส|คะแนนปี 2567", "i1|81", "i2|82"), three("i1", "i2"), answer="1"),
    TableCase("other-year-above", ("รายงานผลปี 2567|", "รหัส|คะแนน", "i1|81", "i2|82"), three("i1", "i2"), answer="take"),
    TableCase("block-wider-than-the-sheet", ("71|81", "72|82"), three("i2", "i3"), "i2", answer="1"),
    TableCase("ข้อ-without-instrument", ("ข้อ 1|81", "ข้อ 2|82"), three("e1", "e2"), answer="EIT"),
    TableCase("ข้อ-as-heading", ("ข้อ|คะแนน", "1|81", "2|82"), three("o1", "o2"), "1", answer="OIT"),
    TableCase("numbers-in-a-file", ("ที่|คะแนน", "1|81", "2|82"), three("1", "2"), answer="indicators"),
    TableCase(
        "survey-twice",
        ("e1|71", "e2|72", "e1|81", "e2|82"),
        {"e1/1": "71.00", "e2/1": "72.00", "e1/2": "81.00", "e2/2": "82.00"},
        answer="parts",
        year=2566,
    ),
    TableCase("code-twice", ("i1|71", "i2|72", "i1|81"), three("i1"), answer="second"),
    TableCase("two-figures-in-a-cell", ("i1|๘๑ 81.50", "i2|82"), {"i1": "81.50"}, answer="81.50"),
]

LEFT_OVER = [
    TableCase("unknown-code", ("i1|81", "i2|82", "zz|99"), three("i1", "i2"), left_rows=(3,)),
    TableCase("code-of-another-year", ("i1|81", "i2|82", "i30|99"), three("i1", "i2"), left_rows=(3,)),
    TableCase("out-of-range", ("i1|81", "i2|101", "i3|-5"), three("i1"), left_rows=(2, 3)),
    TableCase("comma", ("i1|81", "i2|82,5"), three("i1"), left_rows=(2,)),
    TableCase("three-decimals", ("i1|81", "i2|82.505"), three("i1"), left_rows=(2,)),
    TableCase("word-for-a-figure", ("i1|81", "i2|ผ่าน"), three("i1"), left_rows=(2,)),
    TableCase("level-of-another-scale", ("คะแนนรวม|81", "ระดับ|A"), three("total"), left_rows=(2,)),
    TableCase("level-in-other-words", ("คะแนนรวม|81", "ระดับ|A, ระดับดี"), three("total"), left_rows=(2,)),
    TableCase(
        "number-denies-the-name", ("ตัวชี้วัดที่ 2 การปฏิบัติหน้าที่|80", "ตัวชี้วัดที่ 3 การใช้อำนาจ|81"), three("3"), left_rows=(1,)
    ),
    TableCase(
        "code-denies-the-name", ("รหัส|ชื่อ|คะแนน", "2|การปฏิบัติหน้าที่|80", "3|การใช้อำนาจ|81"), three("3"), left_rows=(2,)
    ),
    TableCase("glued-number-denies-the-name", ("4.การปฏิบัติหน้าที่|80", "3.การใช้อำนาจ|81"), three("3"), left_rows=(1,)),
    TableCase(
        "instrument-denies-the-code", ("เครื่องมือ|รหัส|คะแนน", "EIT|i1|80", "IIT|i2|81"), three("i2"), left_rows=(2,)
    ),
    TableCase("sub-indicator", ("9|การเปิดเผยข้อมูล|81", "9.1 ข้อมูลพื้นฐาน||90"), three("9"), left_rows=(2,)),
    TableCase("sum-of-an-instrument", ("IIT|", "การปฏิบัติหน้าที่|81", "เฉลี่ย|82"), three("1"), left_rows=(3,)),
    TableCase(
        "sums-of-two",
        ("IIT|", "การปฏิบัติหน้าที่|81", "รวม|90", "EIT|", "คุณภาพการดำเนินงาน|82", "คะแนนรวม|83"),
        three("1", "6", "total"),
        left_rows=(3,),
    ),
    TableCase("beyond-the-indicators", ("81", "82"), three("10"), "10", left_rows=(2,)),
    TableCase("beyond-the-parts", ("81", "82"), three("e15/1"), "e15/1", 2566, left_rows=(2,)),
    TableCase("words-in-a-column", ("81", "abc", "83"), {"i1": "81.00", "i3": "83.00"}, "i1", left_rows=(2,)),
    TableCase("column-under-an-unknown-heading", ("ผลของกอง", "81", "82"), three("i1", "i2"), "i1", left_rows=(1,)),
    TableCase("title-above", ("ผลการประเมินของเทศบาล", "รหัส|คะแนน", "i1|81"), three("i1"), left_rows=(1,)),
    TableCase("same-twice", ("i1|81", "i1|81.00"), three("i1"), left_rows=(2,)),
    TableCase(
        "page-of-a-result",
        (
            "รายงานผลการประเมิน ประจำปีงบประมาณ 2563",
            "คะแนนภาพรวมหน่วยงานเทศบาลตำบลตัวอย่าง : 81 คะแนน",
            "ระดับผลการประเมิน : D",
            "คะแนนสูงสุดรายตัวชี้วัด",
            "อันดับ|ตัวชี้วัด|คะแนน",
            "1|คุณภาพการดำเนินงาน|82",
        ),
        three("total", "6") | {"level": "D"},
        year=2563,
        left_rows=(1, 4),
    ),
]

TEN_AS_NUMBERED_NAMES = [
    "\n".join(form.format(number, name, 80 + number).replace("|", "\t") for number, name in enumerate(INDICATORS, 1))
    for form in (
        "{0}|{1}|{2}",
        "{0}.{1}|{2}",
        "{0}) {1}|{2}%",
        "ตัวชี้วัดที่ {0} {1}|{2} คะแนน",
        "{1}|{2}.00",
        "{0}. {1} {2}",
    )
]
