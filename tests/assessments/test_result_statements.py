"""Sentences about a result: of the official report, of municipalities and of newspapers."""

import pytest

from assessments.rules.result_statements import (
    Passage,
    agreed,
    indicator_statements,
    stated_year,
    statements,
    without_indicator_figure,
)

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("คะแนนภาพรวมหน่วยงานเทศบาลตำบลดี : 63.33 คะแนน", 2563, {"total": "63.33"}),
        ("ระดับผลการประเมิน : D", 2563, {"level": "D"}),
        ("พบว่า คะแนนภาพรวมอยู่ที่ ๙๕.๓๐ คะแนน และอยู่ในระดับ ผ่านดี", 2568, {"total": "95.30", "level": "ผ่านดี"}),
        ("มีค่าคะแนนเท่ากับ 90.04 อยู่ในระดับ A", 2565, {"total": "90.04", "level": "A"}),
        (
            "อยู่ในระดับผ่านและบรรลุค่าเป้าหมาย คือ มีผลการประเมิน ITA ในภาพรวม 85 คะแนนขึ้นไป แต่มีคะแนนรายเครื่องมือน้อยกว่า 85 คะแนน "
            "โดยมีคะแนนในภาพรวมอยู่ที่ 91.20 คะแนน",
            2566,
            {"total": "91.20", "level": "ผ่าน"},
        ),
        (
            "ผ่านการประเมิน ITA 2566 ด้วยระดับผลการประเมิน คะแนน 97.90 อยู่ในเกณฑ์ : ผ่านดี",
            2566,
            {"total": "97.90", "level": "ผ่านดี"},
        ),
        ("จำนวน 88.37 คะแนน จากคะแนนเต็ม 100 คะแนน โดยมีผลการประเมินระดับ A", 2565, {"total": "88.37", "level": "A"}),
        (
            "ลำดับที่ 2 ของอำเภอดอยเต่า และลำดับที่ 76 จาก 211 แห่ง ของ อปท.จังหวัดเชียงใหม่",
            2566,
            {"rank-district": "2", "rank-province": "76 จาก 211"},
        ),
        ("ผลการประเมินอยู่ในลำดับที่ 12 ของหน่วยงานประเภท เทศบาลตำบล", 2566, {"rank": "ลำดับที่ 12 ของหน่วยงานประเภทเทศบาลตำบล"}),
        ("ตัวชี้วัด การใช้อำนาจ ได้คะแนน 100.00", 2566, {}),
        ("คะแนนภาพรวมปีงบประมาณ 2565 อยู่ที่ 80.00 คะแนน", 2566, {}),
        ("คะแนนรวม 850 คะแนน", 2566, {}),
    ],
)
def test_what_a_sentence_states(structure_of, text, year, found):
    read = statements(structure_of(year), [Passage("ย่อหน้า", text)])
    assert {each.code: each.text for each in read} == found


def test_the_year_of_a_result_and_not_that_of_the_plan():
    passages = [
        Passage("", "ผลการประเมิน ประจำปีงบประมาณ พ.ศ. ๒๕๖๓"),
        *[Passage("", f"มาตรการในปีงบประมาณ พ.ศ. 2564 ข้อ {number}") for number in range(5)],
    ]
    assert stated_year(passages).year == 2563
    assert stated_year([Passage("", "ไม่มีปี")]).year is None


def test_two_sentences_that_differ_come_back_as_two(structure_of):
    passages = [Passage("ก", "คะแนนรวม 81.00 คะแนน"), Passage("ข", "คะแนนรวม 82.00 คะแนน")]
    same, several = agreed(list(statements(structure_of(2566), passages)))
    assert not same
    assert [each.text for each in several["total"]] == ["81.00", "82.00"]


def test_the_result_of_a_measure_quotes_an_indicator(structure_of):
    text = "เป็นไปตามขั้นตอนตามตัวชี้วัด การใช้อำนาจ ได้คะแนน ๙๑.๕๐"
    ((statement, is_exact),) = indicator_statements(structure_of(2568), "แถว 1", text)
    assert (statement.code, statement.text, is_exact) == ("3", "91.50", True)
    ((near, is_exact),) = indicator_statements(structure_of(2568), "", "ตัวชี้วัด การแก้ไขการป้องกันการทุจริต ได้คะแนน 65.00")
    assert (near.code, is_exact) == ("10", False)


def test_what_the_portal_adds_to_a_result_comes_off():
    text = (
        "เป็นไปตามแผน\nผลการประเมินปีงบประมาณ พ.ศ. 2568 ตัวชี้วัด การใช้อำนาจ ได้คะแนน 91.50 (เพิ่มขึ้น 2.10 จากปีงบประมาณ พ.ศ. 2567)"
    )
    assert without_indicator_figure(text) == "เป็นไปตามแผน"
    assert without_indicator_figure("มีประสิทธิภาพตามตัวชี้วัด การใช้อำนาจ ได้คะแนน ๙๑.๕๐") == "มีประสิทธิภาพตาม"
