"""Findings in documents: recommendations of the official report, and an agency's own analysis."""

import pytest

from assessments.rules.report_findings import FigureCodes, indicator_findings, question_codes, read_findings
from assessments.rules.result_statements import Passage

REPORT = (
    "ข้อเสนอแนะสำหรับการประเมินตามแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (Internal … : IIT)",
    "ตัวชี้วัดที่ 2 การใช้งบประมาณ",
    "i7 ประเด็น บุคลากรบางรายไม่ทราบแผน ดังนั้น หน่วยงานควรเผยแพร่แผน (อ้างอิงจาก o11)",
    "ข้อเสนอแนะสำหรับการประเมินตามแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (External … : EIT)",
    "ส่วนที่ 1 ผู้รับบริการหรือติดต่อราชการเข้าตอบด้วยตนเอง (EIT Public)",
    "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน",
    "e ๑ ประเด็น ล่าช้า ดังนั้น หน่วยงานควรระบุขั้นตอน",
    "ส่วนที่ 2 ผู้ประเมินจัดเก็บข้อมูล (EIT Survey)",
    "e1 ประเด็น ไม่ชัดเจน ดังนั้น หน่วยงานควรสื่อสาร",
    "ข้อเสนอแนะสำหรับการประเมินตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (Open Data … : OIT)",
    "ข้อ o13 รายงานผลการดำเนินงาน ไม่ครบองค์ประกอบข้อมูล เนื่องจากขาดองค์ประกอบ (1) ผลการดำเนินการโครงการ",
    "ข้อ ๐14 คู่มือการปฏิบัติงาน ควรระบุว่าเป็นคู่มือของตำแหน่งใด",
)


def passages(*texts):
    return [Passage(f"ย่อหน้า {at}", text) for at, text in enumerate(texts, 1)]


@pytest.fixture
def found(structure_of):
    return lambda year, *texts: read_findings(structure_of(year), passages(*texts))


pytestmark = pytest.mark.any_database


def test_recommendations_become_findings_of_their_question_and_part(found):
    reading = found(2566, *REPORT)
    by_code = {each.code: each for each in reading.findings}
    assert list(by_code) == ["i7", "e1/1", "e1/2", "o13", "o14"]
    assert by_code["i7"].weakness == "บุคลากรบางรายไม่ทราบแผน"
    assert by_code["i7"].improvement == "ดังนั้น หน่วยงานควรเผยแพร่แผน (อ้างอิงจาก o11)"
    assert by_code["o13"].lacking == "(1) ผลการดำเนินการโครงการ"
    assert by_code["o13"].weakness.startswith("รายงานผลการดำเนินงาน ไม่ครบ")
    assert by_code["o14"].improvement.endswith("ตำแหน่งใด")
    assert not reading.doubts


@pytest.mark.parametrize("text", ["e1 ประเด็น ล่าช้า ดังนั้น หน่วยงานควรปรับ", "i7 ประเด็น ไม่ทราบแผน"])
def test_a_missing_part_of_the_survey_or_advice_is_a_doubt(found, text):
    assert found(2566, text).doubts


def test_a_code_that_the_year_does_not_have_is_not_taken(found):
    reading = found(2568, "i29 ประเด็น ก ดังนั้น หน่วยงานควร ข")
    assert not reading.findings
    assert len(reading.not_taken) == 1


def test_the_three_parts_of_an_own_analysis(found):
    reading = found(
        2568,
        "ประเด็นที่ ๑ กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",
        "วิเคราะห์ข้อบกพร่อง/ข้อปรับปรุง ข้อที่ต้องพัฒนา หรือรักษาระดับ",
        "*ข้อบกพร่อง/ข้อปรับปรุง : ล่าช้า การพัฒนาบุคลากรน้อย การรักษาระดับ : ไม่รับของขวัญ",
        "ประเด็นที่ ๒ การให้บริการและระบบ E-Service",
        "การพัฒนา เพิ่มช่องทางออนไลน์",
        "และเผยแพร่คู่มือ",
        "๓. ข้อมูลอื่น",
        "ย่อหน้าที่ไม่เกี่ยว",
    )
    first, second = reading.findings
    assert (first.code, first.weakness, first.maintenance) == ("1", "ล่าช้า การพัฒนาบุคลากรน้อย", "ไม่รับของขวัญ")
    assert (second.code, second.improvement) == ("2", "เพิ่มช่องทางออนไลน์\nและเผยแพร่คู่มือ")


def test_an_issue_without_a_heading_is_known_by_its_questions_and_marked(structure_of):
    told = [FigureCodes("ตารางที่ 1", ("i13", "i14", "o18")), *passages("การพัฒนา : ส่งเสริมความรู้")]
    reading = read_findings(structure_of(2568), told)
    assert [each.code for each in reading.findings] == ["7"]
    assert reading.doubts


def test_the_same_analysis_printed_twice_is_one_and_another_wording_a_doubt(found):
    twice = ("ประเด็นที่ 1 ก", "การพัฒนา : ทำ คู่มือ", "ประเด็นที่ 1 ก", "การพัฒนา : ทำคู่มือ")
    assert not found(2568, *twice).doubts
    assert found(2568, *twice, "ประเด็นที่ 1 ก", "การพัฒนา : ทำป้าย").doubts


def test_limitations_are_the_numbered_lines_below_their_heading(found):
    reading = found(
        2568, "๓. ข้อจำกัดและปัญหาอุปสรรคของหน่วยงานในการประเมิน", "๑. ขาดบุคลากร", "2) งบประมาณน้อย", "จบ", "๓. อื่น"
    )
    assert reading.limitations == ("ขาดบุคลากร", "งบประมาณน้อย")


def test_a_table_of_indicators_with_what_is_to_be_improved(structure_of):
    rows = (
        ("ตัวชี้วัดของการประเมิน ITA", "", "ประเด็นที่ต้องแก้ไข/ปรับปรุง"),
        ("แบบวัดภายใน (IIT)", "", ""),
        ("1) การปฏิบัติหน้าที่", "85.31 คะแนน", "เปิดเผยขั้นตอน"),
        ("2) การใช้งบประมาณ", "85.11 คะแนน", "-"),
    )
    reading = list(indicator_findings(structure_of(2563), "ตารางที่ 2", rows))
    assert [(each.scope, each.code, each.weakness) for each in reading] == [("indicator", "1", "เปิดเผยขั้นตอน")]


def test_codes_of_questions_in_a_table():
    assert question_codes([("IIT", "ข้อ i๑ การปฏิบัติงาน", "80"), ("", "ข้อ e 2 ก", "90")]) == ("i1", "e2")


def test_what_follows_a_recommendation_is_marked_as_what_may_be_its_rest(found):
    reading = found(2566, *REPORT[:3], "และแจ้งเวียนให้ทราบ")
    assert [each.readings for each in reading.doubts] == [("ต่อจากข้อ i7", "ไม่ใช่ส่วนของข้อค้นพบ")]


@pytest.mark.parametrize(
    ("texts", "choice", "code", "part", "expected"),
    [
        (("e1 ประเด็น ล่าช้า ดังนั้น หน่วยงานควรปรับ",), "2", "e1/2", "weakness", "ล่าช้า"),
        (("i7 ประเด็น ควรเผยแพร่แผน",), "improvement", "i7", "improvement", "ควรเผยแพร่แผน"),
        (("i7 ประเด็น ก ดังนั้น ข", "และแจ้งเวียน"), "rest", "i7", "improvement", "ดังนั้น ข\nและแจ้งเวียน"),
        (("i7 ประเด็น ก ดังนั้น ข", "i7 ประเด็น ค ดังนั้น ง"), "second", "i7", "improvement", "ดังนั้น ง"),
        (("ตัวชี้วัดที่ 1 ก", "การพัฒนา : ทำคู่มือ", "การพัฒนา : ทำป้าย"), "second", "1", "improvement", "ทำป้าย"),
    ],
)
def test_a_doubt_is_settled_by_the_reading_that_is_chosen(structure_of, texts, choice, code, part, expected):
    structure = structure_of(2566)
    (doubt,) = read_findings(structure, passages(*texts)).doubts
    assert (doubt.chosen, choice in doubt.keys) == ("", True)
    reading = read_findings(structure, passages(*texts), {doubt.key: choice})
    assert [each.chosen for each in reading.doubts] == [choice]
    assert {each.code: getattr(each, part) for each in reading.findings} == {code: expected}
    assert read_findings(structure, passages(*texts), {doubt.key: "x"}).doubts == (doubt,)


def test_the_name_of_a_part_may_stand_alone_on_its_line(found):
    reading = found(
        2568,
        "ประเด็นที่ 1 กระบวนการปฏิบัติงาน",
        "ข้อบกพร่อง/จุดอ่อน",
        "1. ให้บริการล่าช้า",
        "การพัฒนา :",
        "จัดทำคู่มือ",
        "และเผยแพร่",
        "ข้อบกพร่อง/จุดอ่อน",
        "ไม่มีคู่มือ",
    )
    (finding,) = reading.findings
    assert (finding.weakness, finding.improvement) == ("1. ให้บริการล่าช้า", "จัดทำคู่มือ\nและเผยแพร่")
    assert [each.readings for each in reading.doubts] == [("1. ให้บริการล่าช้า", "ไม่มีคู่มือ")]
