"""Drafts of whole years, with the library of the portal and with any figures."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.analysis import INDICATOR, QUESTION, subjects_of
from assessments.rules.drafting import HANDFUL, draft_texts
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet, build_sheet
from assessments.rules.text_checks import check_text
from assessments.suggestions import load_library
from tests.assessments.drafting_year import INTERNAL, LIBRARY, TARGET, draft, subject_of, year
from tests.assessments.small_year import figures


@pytest.mark.parametrize(("fiscal_year", "codes"), [(2566, "o11 และ o12"), (2567, "o8"), (2568, "o6")])
def test_a_topic_is_cited_by_the_code_of_its_year(structure_of, fiscal_year: int, codes: str):
    this = build_sheet(structure_of(fiscal_year), figures(_2="70"), target=TARGET)
    assert (
        f"แผนการใช้จ่ายงบประมาณประจำปี (อ้างอิงจาก {codes}) ให้บุคลากรทราบ"
        in draft(this, "#2", None, load_library()).improvement
    )


def test_a_low_figure_of_a_question_after_a_wrong_means_that_it_is_perceived(structure_of):
    this = build_sheet(structure_of(2568), figures(i3="70"), target=TARGET)
    assert draft(this, "i3", None, load_library()).weakness == (
        "ข้อ i3 การปฏิบัติหน้าที่โดยไม่เรียกรับสินบน ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย (85.00 คะแนน) ทั้งนี้ "
        "ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่ายังอาจมีการเรียกรับสินบนเพื่อแลกกับการปฏิบัติงานหรือการให้บริการ"
    )


@pytest.mark.parametrize("fiscal_year", range(2563, 2570))
def test_drafts_of_a_weak_year_hold_to_its_codes_and_years(structure_of, fiscal_year: int):
    structure = structure_of(fiscal_year)
    typed = {each.code: Decimal(number) for number, each in enumerate(structure.questions)}
    this = build_sheet(structure, typed, target=TARGET)
    previous = build_sheet(structure, {code: Decimal(100) for code in typed}, target=TARGET)
    subjects = [*subjects_of(this, {}), *subjects_of(this, {}, INDICATOR), *subjects_of(this, {}, QUESTION)]
    for subject in subjects:
        texts = draft_texts(subject, this, previous, load_library())
        assert texts.weakness
        assert texts.improvement
        for text in (texts.weakness, texts.improvement, texts.maintenance):
            assert not list(check_text(structure, "ที่นี่", "place", text))
            assert not re.search(r"\s\s|[\n{}]|\)[^ )”]|(?<! )\(", text)


def test_at_most_a_handful_of_proposals_is_made_and_the_weakest_come_first(structure_of):
    structure = structure_of(2568)
    seventh = [each.code for each in structure.questions_of_issue(7)]
    typed = {code: Decimal(number) for number, code in enumerate(reversed(seventh))}
    texts = draft(build_sheet(structure, typed, target=TARGET), "7", None, load_library())
    proposed = [topic for topic, each in load_library().topics.items() if each.improvement[:25] in texts.improvement]
    assert len(proposed) == HANDFUL
    assert texts.improvement.startswith("หน่วยงานควรรายงานผลการดำเนินการทุกขั้นตอน")
    assert "ตลอดจนควร" in texts.improvement
    assert re.findall(r"ข้อ ([io]\d+)", texts.weakness) == seventh[::-1]
    assert "สาเหตุอาจมาจาก" in texts.weakness
    assert INTERNAL not in texts.weakness  # the surveys are not among the five weakest


def test_many_strong_figures_are_named_by_examples(structure_of):
    structure = structure_of(2568)
    this = build_sheet(structure, {each.code: Decimal(100) for each in structure.questions}, target=TARGET)
    texts = draft(this, "7", None, load_library())
    assert texts.maintenance.startswith(f"ผลคะแนนที่เป็นไปตามค่าเป้าหมายมี {len(subject_of(this, '7').rows)} ข้อ เช่น ข้อ i13 ")
    assert len(re.findall(r"ข้อ ([io]\d+)", texts.maintenance)) == HANDFUL
    assert (texts.weakness, texts.improvement) == ("", "")


CODES = ["i1", "i2", "i3", "e1", "o1", "o2", "o3", "1", "2", "9"]


any_figures = st.dictionaries(st.sampled_from(CODES), st.decimals(0, 100, places=2))


@given(any_figures, any_figures)
def test_no_draft_tells_a_figure_that_is_not_there(now: dict[str, Decimal], before: dict[str, Decimal]):
    this, previous = (build_sheet(year(), each, target=TARGET) for each in (now, before))
    for subject in subjects_of(this, {}):
        texts = draft_texts(subject, this, previous, LIBRARY)
        told = set(re.findall(r"\d+\.\d\d", texts.weakness + texts.maintenance))
        assert told <= {printed(TARGET), *figures_of(this), *figures_of(previous)}
        assert bool(texts.weakness) == bool(texts.improvement)
        assert not (texts.is_empty and subject.has_figures)
        for row in subject.rows:
            assert (f"ข้อ {row.code} " in texts.weakness) or not row.is_weak
            assert (f"ข้อ {row.code} " not in texts.maintenance) or not row.is_weak


def figures_of(this: Sheet) -> set[str]:
    values = [row.value for row in this.rows] + [block.summary.effective for block in this.indicators]
    return {printed(value) for value in values if value is not None}
