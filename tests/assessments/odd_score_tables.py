"""Tables of scores that mislead: figures that are none of the year's, other scales, several tables in one.

Each was read wrongly, or lost a row without a word, before it stood here.
"""

from tests.assessments.score_tables import E3, I3, N3, TableCase, three

TWO = "การปฏิบัติหน้าที่", "การใช้งบประมาณ"
FIVE = "การปฏิบัติหน้าที่|81", "การใช้งบประมาณ|82", "การใช้อำนาจ|83", "การใช้ทรัพย์สินของราชการ|84", "การแก้ไขปัญหาการทุจริต|85"


def beside(*cells: str) -> tuple[str, str]:
    """Return two rows of indicators with the cells behind their names."""
    return f"{TWO[0]}|{cells[0]}", f"{TWO[1]}|{cells[1]}"


CERTAIN = [
    # Codes
    TableCase("letter-dot-blank", ("I. 1|81", "i 2|82", "O.12|83"), three("i1", "i2", "o12")),
    TableCase("instrument-and-code", ("IIT i1|81", "แบบ IIT ข้อที่ 2|82", "IIT คำถามที่ 3|83"), I3),
    TableCase("instrument-and-padded-number", ("EIT-01|81", "EIT02|82", "EIT_3|83"), E3),
    TableCase("indicators-in-other-words", ("ตชว. 1|81", "Indicator 2|82", "ด้านที่ ๓|83"), N3),
    TableCase(
        "names-without-fillers",
        ("การใช้ทรัพย์สินราชการ|81", "คุณภาพดำเนินงาน|82", "การป้องกันทุจริต|83"),
        three("4", "6", "10"),
    ),
    TableCase("indicator-beside-its-instrument", ("การปฏิบัติหน้าที่ (IIT)|81", "EIT: คุณภาพการดำเนินงาน|82"), three("1", "6")),
    TableCase("parts-in-roman", ("EIT Part I|81", "EIT Part II|82"), three("EIT1", "EIT2")),
    TableCase("rank-behind-the-score", ("ตัวชี้วัด|คะแนน|ลำดับ", *beside("81|2", "82|1")), three("1", "2")),
    TableCase("year-over-the-figures-alone", ("|2568", "i1|81", "i2|82"), three("i1", "i2")),
    TableCase("mean-of-indicator", ("คะแนนเฉลี่ยตัวชี้วัดที่ 1|81", "คะแนนเฉลี่ย IIT|82"), three("1", "IIT")),
    # What a cell says
    TableCase("number-as-text", ("i1|'81.00", 'i2|"82"', "i3|83."), I3),
    TableCase("figure-in-square-brackets", ("i1|[81]", "i2|(82)", "i3|83*"), I3),
    TableCase("share-in-words", ("i1|ร้อยละ ๘๑", "i2|๘๒.๐๐ %", "i3|๘๓ เปอร์เซ็นต์"), I3),
    TableCase(
        "words-for-nothing",
        ("i1|N/A", "i2|82", "i3|ไม่มีข้อมูล", "i4|…", "i5|—", "i6|ไม่ประเมิน", "i7|n.a."),
        {"i2": "82.00"},
    ),
    TableCase("weight-behind-the-name", ("IIT (30%)|81", "EIT ร้อยละ 30 %|82", "OIT 40|83"), three("IIT", "EIT", "OIT")),
    # Headings
    TableCase("of-full-marks", ("ตัวชี้วัด|คะแนนเต็ม|คะแนน (เต็ม 100)", *beside("100|81", "100|82")), three("1", "2")),
    TableCase("full-and-earned-below-one", ("ตัวชี้วัด|คะแนน|", "|เต็ม|ได้", *beside("100|81", "100|82")), three("1", "2")),
    TableCase(
        "headings-in-english", ("Code|Full score|Score|Target", "i1|100|81|85", "i2|100|82|85"), three("i1", "i2")
    ),
    TableCase("full-marks-below-the-scores", ("ข้อ|เต็ม 5|คะแนน", "i1|5|81", "i2|5|82"), three("i1", "i2")),
    TableCase("criterion", ("ตัวชี้วัด|เกณฑ์|ผลการประเมิน", *beside("85|81", "85|82")), three("1", "2")),
    TableCase("count-of-answers", ("ข้อ|จำนวนผู้ตอบ|คะแนน", "i1|60|81", "i2|61|82"), three("i1", "i2")),
    TableCase("deviation", ("รหัส|คะแนนเฉลี่ย|S.D.", "i1|81|0.5", "i2|82|0.6"), three("i1", "i2")),
    TableCase("self-assessment", ("ตัวชี้วัด|คะแนนประเมินตนเอง|คะแนน", *beside("99|81", "98|82")), three("1", "2")),
    TableCase("columns-numbered", ("ที่|ตัวชี้วัด|คะแนน", "(1)|(2)|(3)", "2|การใช้งบประมาณ|81"), three("2")),
    TableCase("bold-digits-number-columns", ("ที่|ตัวชี้วัด|คะแนน", "๑|๒|๓", "3|การใช้อำนาจ|81"), three("3")),
    # Parts
    TableCase("one-part-alone", ("ข้อ|คะแนน EIT ส่วนที่ 2", "e1|81", "e2|82"), three("e1/2", "e2/2")),
    TableCase("parts-of-one-row", ("ข้อ|EIT ส่วนที่ 1|EIT ส่วนที่ 2|เฉลี่ย", "e1|81|82|83"), three("e1/1", "e1/2", "e1")),
    # Several tables in one
    TableCase("beside-each-other", ("รหัส|คะแนน|รหัส|คะแนน", "i1|81|i3|83", "i2|82||"), I3),
    TableCase("cells-below-each-other", ("i1", "81", "i2", "82", "i3", "83"), I3, "e1"),
    TableCase(
        "rows-below-each-other",
        ("ที่", "ตัวชี้วัด", "คะแนน", "1", TWO[0], "81", "2", TWO[1], "82"),
        three("1", "2"),
    ),
    TableCase("two-rows-with-code-and-name", (f"ตัวชี้วัดที่ 1|{TWO[0]}|81", f"ตัวชี้วัดที่ 2|{TWO[1]}|82"), three("1", "2")),
    TableCase("semicolons", ("รหัส;คะแนน", "i1;81", "i2;82", "i3;83"), I3),
    TableCase("commas", ("i1,81", "i2,82", "i3,83"), I3),
    TableCase(
        "lines-below-a-part",
        ("EIT ส่วนที่ 1", "e1 81.00", "ตัวชี้วัดที่ 6 82 คะแนน", "EIT ส่วนที่ 2 83"),
        three("e1/1", "6", "EIT2"),
    ),
    TableCase("pairs-of-a-line", ("i1 81.00 i2 = 82.00", "I-3: ๘๓"), I3, "i1"),
    TableCase("pairs-with-commas", ("i1 81, i2 82, i3 83",), I3, "i1"),
    TableCase("pairs-in-cells", ("i1|81|i3|83", "i2|82||"), I3, "i1"),
    TableCase("named-pairs-in-cells", (f"{TWO[0]}|81|{TWO[1]}|82", "การใช้อำนาจ|83"), N3, "1"),
    TableCase("numbers-across", ("ตัวชี้วัด|1|2|3", "คะแนน|81|82|83"), N3, "i1"),
    TableCase(
        "items-by-number-below-their-instrument",
        ("เครื่องมือ|ข้อคำถาม|คะแนน", "OIT|ข้อ ๐๑ โครงสร้าง|81", "|ข้อ ๐๒ ข้อมูลผู้บริหาร|82", "|ข้อ ๐๓ อำนาจหน้าที่|83"),
        three("o1", "o2", "o3"),
    ),
    # Levels and totals
    TableCase("level-beside-the-total", ("คะแนนรวม|81|ผ่าน",), {"total": "81.00", "level": "ผ่าน"}),
    TableCase(
        "level-in-its-column",
        ("ตัวชี้วัด|คะแนน|ระดับ", f"{TWO[0]}|81|ผ่าน", "คะแนน ITA|82|ผ่านดี"),
        three("1", "total") | {"level": "ผ่านดี"},
    ),
    TableCase("letter-beside-the-total", ("คะแนนรวม|81|ระดับ A",), {"total": "81.00", "level": "A"}, year=2565),
    TableCase("level-with-its-band", ("ระดับ|A (85.00 - 94.99)",), {"level": "A"}, year=2565),
    TableCase("total-of-the-year", ("คะแนนรวม ปี 2568|81", "IIT ประจำปีงบประมาณ พ.ศ. ๒๕๖๘|82"), three("total", "IIT")),
]

DECIDED_BY_HEADING = [
    TableCase("years-of-the-christian-era", ("ตัวชี้วัด|2024|2025", *beside("71|81", "72|82")), three("1", "2")),
    TableCase(
        "years-below-two-lines",
        ("ที่|ตัวชี้วัด|ผลการประเมิน|", "||ปีงบประมาณ|", "||2567|2568", f"1|{TWO[0]}|71|81", f"2|{TWO[1]}|72|82"),
        three("1", "2"),
    ),
    TableCase("figure-of-the-other-year-alone", ("รหัส|ปี 2567|ปี 2568", "i1|71|", "i2|72|82"), {"i2": "82.00"}),
    TableCase("newer-year-first", ("รหัส|ปี 2568|ปี 2567|ผลต่าง", "i1|81|71|10", "i2|82|72|10"), three("i1", "i2")),
]

ASKED = [
    TableCase(
        "full-marks-of-fifty",
        ("ข้อ|คะแนนเต็ม|คะแนนที่ได้", "i1|50|40.5", "i2|50|41"),
        {"i1": "40.50", "i2": "41.00"},
        "i1",
        answer="written",
    ),
    TableCase(
        "full-marks-of-two-kinds",
        ("ข้อ|เต็ม|ได้", "o1|100|81", "o2|50|42"),
        {"o1": "81.00", "o2": "42.00"},
        answer="written",
    ),
    TableCase(
        "earned-of-the-weight",
        ("เครื่องมือ|น้ำหนัก|คะแนนที่ได้", "IIT|30|24.3", "EIT|30|24.6", "OIT|40|33.2"),
        {"IIT": "24.30", "EIT": "24.60", "OIT": "33.20"},
        answer="written",
    ),
    TableCase(
        "instruments-below-their-weight",
        ("IIT (30%)|24.3", "EIT|24.6"),
        {"IIT": "24.30", "EIT": "24.60"},
        answer="written",
    ),
    TableCase(
        "column-of-earned-marks",
        ("คะแนนเต็ม|ได้", "50|41", "50|42"),
        {"i1": "41.00", "i2": "42.00"},
        "i1",
        answer="written",
    ),
    TableCase(
        "departments-of-the-house", ("รายการ|คะแนน", "กองคลัง|81", "กองช่าง|82"), three("i1", "i2"), "i1", answer="order"
    ),
    TableCase(
        "marks-of-one", ("รหัส|คะแนน (1/0)", "o1|1", "o2|0"), {"o1": "100.00", "o2": "0.00"}, answer="hundredfold"
    ),
    TableCase("shares-of-one", ("i1|0.81", "i2|0.82"), three("i1", "i2"), answer="hundredfold"),
    TableCase("column-of-shares", ("0.81", "0.82"), three("i1", "i2"), "i1", answer="hundredfold"),
    TableCase("means-of-five", ("i1|4.05", "i2|4.1"), {"i1": "4.05", "i2": "4.10"}, answer="written"),
    TableCase(
        "full-marks-of-five", ("รหัส|คะแนน (เต็ม 50)", "i1|41", "i2|42"), {"i1": "41.00", "i2": "42.00"}, answer="1"
    ),
    TableCase("weighted-alone", ("ตัวชี้วัด|คะแนนถ่วงน้ำหนัก", *beside("24", "25")), {"1": "24.00", "2": "25.00"}, answer="1"),
    TableCase("counts-alone", ("รหัส|จำนวน", "i1|81", "i2|82"), three("i1", "i2"), answer="1"),
    TableCase(
        "short-year-above", ("ผลการประเมิน ปี 67|", "รหัส|คะแนน", "i1|81", "i2|82"), three("i1", "i2"), answer="take"
    ),
    TableCase("christian-year-above", ("ITA 2024|", "รหัส|คะแนน", "i1|81", "i2|82"), three("i1", "i2"), answer="take"),
]

LEFT_OVER = [
    TableCase("level-beside-a-column", ("คะแนน|ระดับ", "81|ผ่านดี"), three("total"), "total", left_rows=(0,)),
    TableCase("mean-below-a-column", ("คะแนน", "81", "82", "เฉลี่ย", "81.5"), three("i1", "i2"), "i1", left_rows=(4, 5)),
    TableCase("two-codes-of-a-cell", ("ก|i1 81 i2|85", "ข|i3|83"), {"i3": "83.00"}, left_rows=(1,)),
    TableCase("two-indicators-of-a-cell", ("ตัวชี้วัดที่ 1 81.5 ตัวชี้วัดที่ 2|85", "IIT|83"), {"IIT": "83.00"}, left_rows=(1,)),
    TableCase("note-in-the-cell", ("i1|81 (ลดลง)", "i2|82", "i3|83 ต่ำกว่าเกณฑ์"), {"i2": "82.00"}, left_rows=(1, 3)),
    TableCase("signs-in-the-cell", ("i1|★80", "i2|82", "i3|84▼"), {"i2": "82.00"}, left_rows=(1, 3)),
    TableCase("date-for-a-figure", ("i1|45658", "i2|82", "i3|2025-01-01"), {"i2": "82.00"}, left_rows=(1, 3)),
    TableCase("letters-for-noughts", ("i1|8O.5", "i2|82", "i3|l00"), {"i2": "82.00"}, left_rows=(1, 3)),
    TableCase("two-figures-with-an-arrow", ("i1|71 → 81", "i2|82"), {"i2": "82.00"}, left_rows=(1,)),
    TableCase(
        "several-codes", ("i1-i3|81", "i1, i2|82", "i4 และ i5|83", "i6|84"), {"i6": "84.00"}, left_rows=(1, 2, 3)
    ),
    TableCase("numbers-of-several", ("ข้อ 1-3|81", "ตัวชี้วัดที่ 1 ถึง 5|82", "IIT|83"), {"IIT": "83.00"}, left_rows=(1, 2)),
    TableCase("two-instruments", ("IIT และ EIT|81", "OIT|82"), {"OIT": "82.00"}, left_rows=(1,)),
    TableCase("sentence-with-two", ("IIT ได้ 81.00 EIT ได้ 82.00", "OIT 83"), {"OIT": "83.00"}, left_rows=(1,)),
    TableCase(
        "about-an-instrument",
        ("จำนวนผู้ตอบ IIT|60", "เป้าหมาย EIT|85", "อันดับ OIT|30", "IIT เพิ่มขึ้น|12", "IIT|81"),
        {"IIT": "81.00"},
        left_rows=(1, 2, 3, 4),
    ),
    TableCase("row-of-another-year", ("IIT ปี 2567|71", "IIT ปี 2568|81"), {"IIT": "81.00"}, left_rows=(1,)),
    TableCase(
        "column-of-years", ("ตัวชี้วัด|ปี|คะแนน", f"{TWO[0]}|2567|71", f"{TWO[0]}|2568|81"), three("1"), left_rows=(2,)
    ),
    TableCase(
        "group-of-another-year",
        ("รหัส|คะแนน", "ปี 2567|", "i1|71", "ปี 2568|", "i2|82"),
        {"i2": "82.00"},
        left_rows=(2, 3, 4),
    ),
    TableCase(
        "total-of-weights",
        ("เครื่องมือ|น้ำหนัก|คะแนน", "IIT|30|81", "EIT|30|82", "รวม|100|"),
        three("IIT", "EIT"),
        left_rows=(4,),
    ),
    TableCase(
        "mean-of-one-instrument", ("ตัวชี้วัด|คะแนน", *FIVE, "เฉลี่ย|83"), three("1", "2", "3", "4", "5"), left_rows=(7,)
    ),
    TableCase("mean-of-questions", ("i1|81", "i2|82", "i3|83", "เฉลี่ย|82"), I3, left_rows=(4,)),
    TableCase("mean-between", ("IIT|81", "เฉลี่ย|90", "EIT|82", "OIT|83"), three("IIT", "EIT", "OIT"), left_rows=(2,)),
    TableCase("level-of-another-scale-beside", ("คะแนนรวม|81|A",), three("total"), left_rows=(1,)),
    TableCase(
        "sub-indicators",
        ("9|การเปิดเผยข้อมูล|81", "9.1|ข้อมูลพื้นฐาน|90", "10|การป้องกันการทุจริต|82"),
        three("9", "10"),
        left_rows=(2,),
    ),
    TableCase(
        "scores-left-of-the-names",
        ("เครื่องมือ|คะแนน IIT|ตัวชี้วัด|คะแนน", f"IIT|90|{TWO[0]}|81", f"||{TWO[1]}|82"),
        three("1", "2"),
        left_rows=(0,),
    ),
    TableCase(
        "parts-of-two-years",
        ("ข้อ|ส่วนที่ 1 ปี 2567|ส่วนที่ 1 ปี 2568|ส่วนที่ 2 ปี 2567|ส่วนที่ 2 ปี 2568", "e1|71|81|72|82"),
        three("e1/1", "e1/2"),
        left_rows=(0, 0),
    ),
    TableCase("passed-and-failed", ("รหัส|รายการ|ผล", "o1|โครงสร้าง|ผ่าน", "o2|ข้อมูล|✗"), {}, left_rows=(2, 3)),
]
