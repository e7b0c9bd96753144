"""Tables as they were pasted into a cell of the sheet when the portal stored wrong figures, and variations of each."""

from tests.assessments.score_tables import INDICATORS, TableCase, three

TEN = [f"8{at}.50" for at in range(10)]
# Ten layouts of which the portal once stored wrong figures and said "saved".
PASTED = [
    TableCase(
        "full-marks-column",
        ("ข้อ|ข้อคำถาม|คะแนนเต็ม|คะแนนที่ได้", "i1|ก|100|81.00", "i2|ข|100|82.00", "i3|ค|100|83.00"),
        three("i1", "i2", "i3"),
        "i1",
    ),
    TableCase(
        "two-years-side-by-side",
        ("ที่|ตัวชี้วัด|ปี 2562|ปี 2563", "1|ก|71.00|81.00", "2|ข|72.00|82.00", "3|ค|73.00|83.00"),
        three("1", "2", "3"),
        "1",
        2563,
    ),
    TableCase(
        "running-number-beside-code",
        ("ลำดับ|รหัส|ข้อคำถาม|คะแนน", "1|e1|ก|81.00", "2|e2|ข|82.00", "3|e3|ค|83.00"),
        three("e1", "e2", "e3"),
        "e1",
    ),
    TableCase(
        "running-number-in-questions",
        ("ลำดับ|ข้อคำถาม|คะแนน", "1|ก|81.00", "2|ข|82.00", "3|ค|83.00"),
        three("i1", "i2", "i3"),
        "i1",
    ),
    TableCase(
        "unit-in-the-cell",
        ("ที่|ตัวชี้วัด|คะแนน", "1|ก|81%", "2|ข|82.00%", "3|ค|83 คะแนน"),
        three("i1", "i2", "i3"),
        "i1",
    ),
    TableCase("column-with-its-heading", ("คะแนน", "81.00", "82.00", "83.00"), three("i1", "i2", "i3"), "i1"),
    TableCase("ten-indicators-as-a-column", tuple(TEN), dict(zip(map(str, range(1, 11)), TEN, strict=True)), "1"),
    TableCase(
        "indicator-names", (f"ตัวชี้วัดที่ 1 {INDICATORS[0]}|81.00", f"ตัวชี้วัดที่ 2 {INDICATORS[1]}|82.00"), three("1", "2"), "i1"
    ),
    TableCase(
        "total-row-with-empty-first-cell",
        (f"1|{INDICATORS[0]}|81.00", f"2|{INDICATORS[1]}|82.00", "คะแนนรวม|83.00", "ระดับ|ผ่านดี"),
        three("1", "2", "total") | {"level": "ผ่านดี"},
        "1",
    ),
    TableCase("same-code-twice", ("e1|81", "e2|82", "e3|83", "e1|91", "e2|92", "e3|93"), {}, "e1"),
]
NAMED = tuple(f"{number}|{name}|{80 + number}" for number, name in enumerate(INDICATORS, 1))
TEN_NAMED = {str(number): f"{80 + number}.00" for number in range(1, 11)}
# Of each of them others, as they stand in Word, on pages and in spreadsheets.
VARIED = [
    TableCase("full-marks-first-in-english", ("Full|Code|Score", "100|i1|81", "100|i2|82"), three("i1", "i2"), "i1"),
    TableCase("full-marks-and-share", ("รหัส|เต็ม|ได้|ร้อยละ", "i1|100|81|81", "i2|100|82|82"), three("i1", "i2"), "i1"),
    TableCase("full-marks-of-twenty", ("ตัวชี้วัด|คะแนนเต็ม|คะแนนที่ได้", f"{INDICATORS[0]}|20|16.2"), {}, "1"),
    TableCase(
        "three-years-with-change",
        ("ตัวชี้วัด|ปี 2566|ปี 2567|ปี 2568|+/-", f"{INDICATORS[0]}|61|71|81|+10", f"{INDICATORS[1]}|62|72|82|+10"),
        three("1", "2"),
        "1",
    ),
    TableCase("years-said-in-words", ("ตัวชี้วัด|ปีก่อน|ปีนี้", f"{INDICATORS[0]}|71|81"), {}, "1"),
    TableCase("forecast-beside-the-year", ("รหัส|ปี 2568|ประมาณการปี 2569", "i1|81|91"), three("i1"), "i1"),
    TableCase("running-number-with-bracket", ("1)|e1|ก|81", "2)|e2|ข|82", "3)|e3|ค|83"), three("e1", "e2", "e3"), "i4"),
    TableCase("running-number-behind-the-code", ("รหัส|ข้อที่|คะแนน", "e1|7|81", "e2|8|82"), three("e1", "e2"), "1"),
    TableCase("running-number-in-thai-digits", ("๑|o1|ก|๘๑", "๒|o2|ข|๘๒"), three("o1", "o2"), "o9"),
    TableCase("numbers-from-the-fifth-on", ("ลำดับ|ข้อคำถาม|คะแนน", "5|ก|81", "6|ข|82"), three("i5", "i6"), "i5"),
    TableCase("numbers-of-items", ("ลำดับ|ข้อคำถาม|คะแนน", "1|ก|81", "2|ข|82"), three("o1", "o2"), "o3"),
    TableCase("numbers-with-points", ("ข้อ|รายการ|คะแนน", "1.1|ก|81", "1.2|ข|82"), {}, "i1"),
    TableCase(
        "unit-behind-thin-blanks", ("i1|81\u2009%", "i2|82\u202f%", "i3|\u200e83\u200f"), three("i1", "i2", "i3"), "i1"
    ),
    TableCase("unit-of-another-alphabet", ("i1|81％", "i2|82", "i3|８３"), {"i2": "82.00"}, "i1"),
    TableCase("errors-of-a-spreadsheet", ("i1|#DIV/0!", "i2|82", "i3|########"), {"i2": "82.00"}, "i1"),
    TableCase("column-with-two-headings", ("ผลการประเมิน", "คะแนน", "81", "82"), three("i1", "i2"), "i1"),
    TableCase("column-with-an-english-heading", ("Score", "81", "82"), three("e1", "e2"), "e1"),
    TableCase("column-of-targets", ("เป้าหมาย", "81", "82"), {}, "i1"),
    TableCase("ten-across", ("|".join(INDICATORS), "81|82|83|84|85|86|87|88|89|90"), TEN_NAMED, "i1"),
    TableCase("ten-and-two-more", tuple(str(80 + number) for number in range(1, 13)), TEN_NAMED, "1"),
    TableCase(
        "ten-among-their-instruments",
        ("|IIT|91", *NAMED[:5], "|EIT|92", *NAMED[5:8], "|OIT|93", *NAMED[8:], "|รวม|94"),
        TEN_NAMED | {"IIT": "91.00", "EIT": "92.00", "OIT": "93.00", "total": "94.00"},
        "i1",
    ),
    TableCase("names-in-sentences", ("ตัวชี้วัดที่ 1 ได้ 81 คะแนน", "ตัวชี้วัดที่ 2 ได้ 82 คะแนน"), three("1", "2"), "i1"),
    TableCase("names-in-changed-order", ("2 การปฏิบัติหน้าที่|81", "1 การใช้งบประมาณ|82"), {}, "1"),
    TableCase("names-cut-short", ("การปฏิบัติหน้าที่…|81", "การใช้งบ|82"), three("1"), "1"),
    TableCase("total-with-a-wide-level", ("คะแนนรวม|96", "ระดับ|ผ่านดี เยี่ยม"), {"total": "96.00"}, "1"),
    TableCase("total-and-rank", ("คะแนน ITA|96", "ลำดับในอำเภอ|1"), {"total": "96.00", "rank-district": "1"}, "1"),
    TableCase("total-of-weighted-rows", ("เครื่องมือ|คะแนน|ถ่วงน้ำหนัก", "IIT|81|24.3", "รวม||82.1"), three("IIT"), "1"),
    TableCase("code-thrice", ("e1|71", "e1|72", "e1|73"), {}, "e1"),
    TableCase("code-in-three-spellings", ("O1|71", "01|72", "O-1|71"), {}, "o1"),
    TableCase("codes-in-two-tables", ("รหัส|คะแนน", "i1|71", "รหัส|คะแนน", "i1|81"), {}, "i1"),
]
