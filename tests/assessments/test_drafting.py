import re
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.analysis import INDICATOR, ISSUE, QUESTION, Subject, Texts, question_subjects, subjects_of
from assessments.drafting import HANDFUL, draft_texts, proposed_measures
from assessments.figures import printed
from assessments.sheet import Sheet, build_sheet
from assessments.structure import Indicator, Instrument, Issue, Question, Structure
from assessments.suggestions import Citation, Library, Suggestion, load_library
from assessments.text_checks import check_text
from tests.assessments.small_year import figures

TARGET = Decimal(85)
INTERNAL, EXTERNAL = "ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่า", "ผู้มีส่วนได้ส่วนเสียภายนอกบางส่วนเห็นว่า"


def suggested(name: str, voice: str = "", cites: tuple[Citation, ...] = ()) -> Suggestion:
    return Suggestion(
        weakness=f"{voice}{name}ยังอ่อน",
        improvement=f"ควรแก้{name}ตามคู่มือให้ดี",
        maintenance=f"ควรรักษา{name}",
        measure=f"มาตรการ{name}",
        steps=(f"ขั้นแรกของ{name}", f"ขั้นสองของ{name}"),
        follow_up=f"ติดตาม{name}",
        cites=cites,
        matter=name,
    )


MANUAL = (Citation("คู่มือ", "ตามคู่มือ"),)
LIBRARY = Library(
    questions={
        (2567, "i1"): suggested("เวลา", INTERNAL, MANUAL),
        (2567, "i2"): suggested("ความเท่าเทียม", INTERNAL),
        (2567, "i3"): suggested("งบประมาณ", INTERNAL),
        (2567, "e1"): suggested("บริการ", EXTERNAL),
    },
    topics={"โครงสร้าง": suggested("ผัง"), "คู่มือ": suggested("คู่มือ"), "แผน": suggested("แผน")},
    indicators={1: suggested("หน้าที่", INTERNAL), 2: suggested("เงิน", INTERNAL), 9: suggested("เปิดเผย")},
)
ITEMS = {"o1": ("โครงสร้าง",), "o2": ("คู่มือ",), "o3": ("แผน",)}


def question(code: str, indicator: int, issue: int, topics: tuple[str, ...] = ()) -> Question:
    instrument = {"i": "IIT", "e": "EIT", "o": "OIT"}[code[0]]
    return Question(code, f"ถ้อยคำ {code}", "official", indicator, instrument, issue=issue, topics=topics)


def year(
    *, survey_list: int = 2567, items: Mapping[str, tuple[str, ...]] = ITEMS, has_issues: bool = True
) -> Structure:
    """Return i1, i2 (indicator 1, issue 1), i3 (2, 2), e1 (6, 2), items (9; the first of issue 1, the rest of 2)."""
    first = next(iter(items))
    indicators = {
        "IIT": (
            Indicator(1, "การปฏิบัติหน้าที่", (question("i1", 1, 1), question("i2", 1, 1))),
            Indicator(2, "การใช้งบประมาณ", (question("i3", 2, 2),)),
        ),
        "EIT": (Indicator(6, "คุณภาพ", (question("e1", 6, 2),)),),
        "OIT": (
            Indicator(
                9,
                "การเปิดเผยข้อมูล",
                tuple(question(code, 9, 1 if code == first else 2, topics) for code, topics in items.items()),
            ),
        ),
    }
    return Structure(
        fiscal_year=2568,
        rating="pass",
        oit_rule="items",
        oit_rule_confirmed=False,
        instruments=tuple(Instrument(code, code, Decimal(30), own) for code, own in indicators.items()),
        issues=(Issue(1, "ประเด็นแรก"), Issue(2, "ประเด็นที่สอง")) if has_issues else (),
        survey_list=survey_list,
    )


def sheet(structure: Structure | None = None, target: Decimal = TARGET, **typed: str) -> Sheet:
    return build_sheet(structure or year(), figures(**typed), target=target)


def subject_of(this: Sheet, code: str) -> Subject:
    """Return the issue, indicator (#1), question or item of a sheet by its code."""
    if code.startswith("#"):
        return next(each for each in subjects_of(this, {}, INDICATOR) if each.code == code[1:])
    everything = [*subjects_of(this, {}, ISSUE), *question_subjects(this, {}, also=[code])]
    return next(each for each in everything if each.code == code)


def draft(this: Sheet, code: str, previous: Sheet | None = None, library: Library = LIBRARY) -> Texts:
    return draft_texts(subject_of(this, code), this, previous, library)


def test_a_weak_question_is_named_with_its_figure_and_answered():
    texts = draft(sheet(i1="80", i2="90.5"), "1")
    assert texts.weakness == (
        "ข้อ i1 เวลา ได้ 80.00 คะแนน ต่ำกว่าค่าเป้าหมาย 85.00 คะแนน ทั้งนี้ ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่าเวลายังอ่อน"
    )
    assert texts.improvement == "หน่วยงานควรแก้เวลาตามคู่มือ (อ้างอิงจาก o2) ให้ดี"
    assert texts.maintenance == "ข้อ i2 ความเท่าเทียม ได้ 90.50 คะแนน เป็นไปตามค่าเป้าหมาย หน่วยงานควรรักษาความเท่าเทียม"
    assert (texts.version, texts.is_draft) == (0, False)


def test_several_weak_questions_are_named_from_the_weakest_and_said_by_who_sees_them():
    this = sheet(i3="70", e1="60", o2="0", o3="50")
    assert draft(this, "2").weakness == (
        "ผลคะแนนที่ต่ำกว่าค่าเป้าหมาย 85.00 คะแนน ได้แก่ ข้อ o2 ถ้อยคำ o2 ได้ 0.00 คะแนน ข้อ o3 ถ้อยคำ o3 ได้ 50.00 คะแนน "
        "ข้อ e1 บริการ ได้ 60.00 คะแนน และข้อ i3 งบประมาณ ได้ 70.00 คะแนน "
        "ทั้งนี้ ผู้มีส่วนได้ส่วนเสียภายในบางส่วนเห็นว่างบประมาณยังอ่อน "
        "ขณะเดียวกัน ผู้มีส่วนได้ส่วนเสียภายนอกบางส่วนเห็นว่าบริการยังอ่อน "
        "ส่วนข้อมูลที่เปิดเผยต่อสาธารณะ สาเหตุอาจมาจากการที่คู่มือยังอ่อน และการที่แผนยังอ่อน"
    )
    assert draft(this, "2").improvement == (
        "หน่วยงานควรแก้คู่มือตามคู่มือให้ดี นอกจากนี้ ควรแก้แผนตามคู่มือให้ดี อีกทั้งควรแก้บริการตามคู่มือให้ดี รวมทั้งควรแก้งบประมาณตามคู่มือให้ดี"
    )


def test_several_questions_with_one_figure_say_it_once():
    texts = draft(sheet(i1="80", i2="80", o1="100"), "1")
    assert "ได้แก่ ข้อ i1 เวลา และข้อ i2 ความเท่าเทียม ได้ข้อละ 80.00 คะแนน ทั้งนี้" in texts.weakness
    assert "เห็นว่าเวลายังอ่อน และเห็นว่าความเท่าเทียมยังอ่อน" in texts.weakness


@pytest.mark.parametrize("code", ["1", "2", "#1", "#9", "i1", "e1/1", "o1"])
def test_nothing_is_drafted_where_no_figure_is_known(code: str):
    assert draft(sheet(), code) == Texts()


def test_an_unknown_figure_is_passed_over():
    texts = draft(sheet(i2="100"), "1")
    assert "i1" not in " ".join((texts.weakness, texts.improvement, texts.maintenance))
    assert texts.weakness == texts.improvement == ""


def test_a_figure_at_the_target_is_strong_and_just_below_it_weak():
    texts = draft(sheet(i1="85", i2="84.99"), "1")
    assert "i1" not in texts.weakness
    assert "i2" in texts.weakness


# Against the previous assessment


@pytest.mark.parametrize(
    ("before", "now", "fell"), [("100", "94.99", True), ("100", "95", False), ("90", "95", False), ("95", "95", False)]
)
def test_a_clear_fall_above_the_target_is_a_weakness(before: str, now: str, fell: bool):
    texts = draft(sheet(i1=now), "1", sheet(i1=before))
    assert bool(texts.weakness) == bool(texts.improvement) == fell
    assert bool(texts.maintenance) != fell


def test_a_fall_is_told_with_both_figures_and_not_said_to_be_perceived():
    assert draft(sheet(i1="90"), "1", sheet(i1="100")).weakness == (
        "ข้อ i1 เวลา ได้ 90.00 คะแนน (ลดลงจากการประเมินครั้งก่อนซึ่งได้ 100.00 คะแนน) แม้ยังเป็นไปตามค่าเป้าหมาย"
    )


def test_a_fall_below_the_target_is_told_once_and_other_falls_follow_the_weak():
    texts = draft(sheet(i1="70", i2="90"), "1", sheet(i1="80", i2="99"))
    assert texts.weakness.startswith(
        "ข้อ i1 เวลา ได้ 70.00 คะแนน (ลดลงจากการประเมินครั้งก่อนซึ่งได้ 80.00 คะแนน) ต่ำกว่าค่าเป้าหมาย 85.00 คะแนน"
    )
    assert "เวลายังอ่อน นอกจากนี้ ข้อ i2 ความเท่าเทียม ได้ 90.00 คะแนน (ลดลง" in texts.weakness
    assert "ความเท่าเทียมยังอ่อน" not in texts.weakness


def test_survey_questions_of_another_list_are_not_compared():
    previous = sheet(year(survey_list=2563), i1="100")
    assert draft(sheet(i1="90"), "1", previous).weakness == ""


def test_items_are_compared_by_topic_whatever_their_codes():
    previous = sheet(year(survey_list=2563, items={"o1": ("อื่น",), "o7": ("โครงสร้าง",)}), o1="90", o7="100")
    assert "ได้ 90.00 คะแนน (ลดลงจากการประเมินครั้งก่อนซึ่งได้ 100.00 คะแนน)" in draft(sheet(o1="90"), "1", previous).weakness


def test_an_item_that_was_several_is_compared_with_their_mean_or_not_at_all():
    split = year(items={"o4": ("โครงสร้าง",), "o5": ("โครงสร้าง",)})
    assert "ครั้งก่อนซึ่งได้ 98.00" in draft(sheet(o1="90"), "1", sheet(split, o4="96", o5="100")).weakness
    assert draft(sheet(o1="90"), "1", sheet(split, o4="96")).weakness == ""


def test_indicators_are_compared_between_all_years():
    previous = sheet(year(survey_list=2563, has_issues=False), _1="98")
    for code in ("#1", "1"):
        weakness = draft(sheet(_1="90"), code, previous).weakness
        assert weakness.startswith("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 90.00 คะแนน (ลดลงจากการประเมินครั้งก่อนซึ่งได้ 98.00 คะแนน)")


# Indicators


def test_an_indicator_without_figures_of_its_questions_speaks_for_itself():
    texts = draft(sheet(_1="70"), "#1")
    assert texts.weakness.startswith("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย 85.00 คะแนน ทั้งนี้ ผู้มีส่วน")
    assert texts.improvement == "หน่วยงานควรแก้หน้าที่ตามคู่มือให้ดี"


def test_an_indicator_with_weak_questions_is_told_by_them():
    weakness = draft(sheet(_1="70", i1="60", i2="90"), "#1").weakness
    assert "i1" in weakness
    assert "ตัวชี้วัดที่" not in weakness


def test_an_indicator_that_is_weak_though_its_questions_are_not_is_told():
    texts = draft(sheet(_1="70", i1="90", i2="95"), "#1")
    assert texts.weakness.startswith("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย")
    assert "i1" in texts.maintenance


def test_an_issue_is_drafted_from_indicators_that_lie_wholly_in_it():
    this = sheet(_1="70", _9="20")
    assert "ตัวชี้วัดที่ 1" in draft(this, "1").weakness
    assert "ตัวชี้วัดที่ 9" not in draft(this, "1").weakness + draft(this, "2").weakness


def test_an_indicator_is_strong_too():
    assert draft(sheet(_1="95"), "#1").maintenance == (
        "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 95.00 คะแนน เป็นไปตามค่าเป้าหมาย หน่วยงานควรรักษาหน้าที่"
    )


# Single questions and items


def test_a_question_is_drafted_in_the_part_of_the_external_survey_that_it_is_about():
    this = sheet(e1_1="60", e1_2="95")
    assert draft(this, "e1/1").weakness.startswith("ข้อ e1 (EIT ส่วนที่ 1) บริการ ได้ 60.00 คะแนน ต่ำกว่าค่าเป้าหมาย")
    assert draft(this, "e1/2").weakness == ""
    assert draft(this, "e1/2").maintenance.startswith("ข้อ e1 (EIT ส่วนที่ 2) บริการ ได้ 95.00 คะแนน")
    assert "ได้ 77.50 คะแนน" in draft(this, "2").weakness


def test_parts_are_compared_with_the_same_part():
    this, previous = sheet(e1_1="90", e1_2="90"), sheet(e1_1="100", e1_2="90")
    assert draft(this, "e1/1", previous).weakness
    assert not draft(this, "e1/2", previous).weakness


def test_one_known_part_stands_for_itself_in_its_issue():
    assert "ข้อ e1 (EIT ส่วนที่ 2) บริการ ได้ 60.00 คะแนน" in draft(sheet(e1_2="60"), "2").weakness


def test_an_item_is_weak_below_the_full_mark_where_it_stands_alone():
    texts = draft(sheet(o1="90"), "o1")
    assert texts.weakness == ("ข้อ o1 ถ้อยคำ o1 ได้ 90.00 คะแนน ยังไม่ได้คะแนนเต็ม 100.00 คะแนน ทั้งนี้ สาเหตุอาจมาจากการที่ผังยังอ่อน")
    assert texts.improvement == "หน่วยงานควรแก้ผังตามคู่มือให้ดี"
    assert texts.maintenance == ""
    assert draft(sheet(o1="100"), "o1").maintenance
    assert draft(sheet(o1="90"), "1").weakness == ""


# What the library lacks


def test_a_question_without_a_suggestion_is_quoted_and_answered_by_its_indicator():
    texts = draft(sheet(year(survey_list=2563), i1="70", i2="60"), "1")
    assert "ข้อ i2 “ถ้อยคำ i2” ได้ 60.00 คะแนน และข้อ i1 “ถ้อยคำ i1” ได้ 70.00 คะแนน" in texts.weakness
    assert texts.improvement == "หน่วยงานควรแก้หน้าที่ตามคู่มือให้ดี"


def test_figures_without_any_suggestion_are_still_told():
    texts = draft(sheet(i1="70"), "1", library=Library({}, {}, {}))
    assert texts.weakness == "ข้อ i1 “ถ้อยคำ i1” ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย 85.00 คะแนน"
    assert texts.improvement == texts.maintenance == ""


def test_a_topic_that_the_year_does_not_have_is_not_cited():
    this = sheet(year(items={"o1": ("โครงสร้าง",)}), i1="70")
    assert draft(this, "1").improvement == "หน่วยงานควรแก้เวลาตามคู่มือให้ดี"


def test_a_topic_of_several_items_is_cited_with_all_of_them():
    this = sheet(year(items={"o1": ("คู่มือ",), "o2": ("คู่มือ",), "o3": ("คู่มือ",)}), i1="70")
    assert draft(this, "1").improvement == "หน่วยงานควรแก้เวลาตามคู่มือ (อ้างอิงจาก o1, o2 และ o3) ให้ดี"


# Whole years with the library of the portal


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
        "ข้อ i3 การปฏิบัติหน้าที่โดยไม่เรียกรับสินบน ได้ 70.00 คะแนน ต่ำกว่าค่าเป้าหมาย 85.00 คะแนน ทั้งนี้ "
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


# Proposed measures


def test_each_weak_figure_gets_a_measure_and_the_weakest_comes_first():
    first, second = proposed_measures(sheet(i1="80", i2="90", i3="10"), LIBRARY)
    assert (first.codes, first.title, first.issue, first.indicator) == (("i3",), "มาตรการงบประมาณ", 2, 2)
    assert (second.codes, second.follow_up) == (("i1",), "ติดตามเวลา")
    assert second.steps == ("ขั้นแรกของเวลา", "ขั้นสองของเวลา")


def test_figures_that_one_suggestion_answers_share_a_measure():
    structure = year(items={"o1": ("แผน",), "o2": ("คู่มือ",), "o3": ("แผน",)})
    first, second = proposed_measures(sheet(structure, o1="50", o2="40", o3="0"), LIBRARY)
    assert (first.codes, first.issue) == (("o3", "o1"), 2)
    assert second.codes == ("o2",)


def test_what_is_answered_already_is_not_proposed():
    this = sheet(i1="10", i3="20", e1="30", o1="40", o2="50")
    assert [each.codes for each in proposed_measures(this, LIBRARY, answered_issues={1})] == [("i3",), ("e1",), ("o2",)]
    assert [each.codes for each in proposed_measures(this, LIBRARY, answered_indicators={2, 9})] == [("i1",), ("e1",)]
    assert proposed_measures(this, LIBRARY, {1}, {2, 6, 9}) == ()


def test_an_indicator_counts_where_none_of_its_questions_is_known():
    (measure,) = proposed_measures(sheet(_1="60", _2="50", i3="90"), LIBRARY)
    assert (measure.codes, measure.issue, measure.indicator, measure.title) == (("1",), 1, 1, "มาตรการหน้าที่")


def test_an_indicator_over_several_issues_belongs_to_none():
    (measure,) = proposed_measures(sheet(_9="60"), LIBRARY)
    assert (measure.codes, measure.issue, measure.indicator) == (("9",), None, 9)


def test_parts_that_alone_are_known_are_answered():
    (measure,) = proposed_measures(sheet(e1_1="60"), LIBRARY)
    assert measure.codes == ("e1/1",)


def test_nothing_is_proposed_without_weak_figures():
    assert proposed_measures(sheet(), LIBRARY) == ()
    assert proposed_measures(sheet(i1="100", _9="85"), LIBRARY) == ()


@pytest.mark.parametrize("fiscal_year", range(2563, 2570))
def test_every_weak_figure_of_every_year_finds_a_measure(structure_of, fiscal_year: int):
    structure = structure_of(fiscal_year)
    this = build_sheet(structure, {each.code: Decimal(40) for each in structure.questions}, target=TARGET)
    measures = proposed_measures(this, load_library())
    assert sorted(code for each in measures for code in each.codes) == sorted(each.code for each in structure.questions)
    assert len({each.title for each in measures}) == len(measures)
