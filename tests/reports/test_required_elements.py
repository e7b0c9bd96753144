"""The elements that a year's open-data item requires, looked for in documents."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.models import Framework, Question, RequiredElement
from assessments.rules.analysis import INDICATOR, ISSUE, QUESTION, Subject, Texts
from assessments.rules.required_element import NEEDS, ElementSpec
from assessments.rules.sheet import Row
from reports.checks.document import checks_of_document
from reports.checks.required_item import AskingRounds, check_required
from reports.checks.rules.required_elements import (
    LOOKED_FOR,
    MISSING,
    PRESENT,
    UNSEEN,
    FoundElement,
    PaperYears,
    SearchedDocument,
    elements_of,
)
from reports.content.columns import COLUMNS, STATUS_COLUMNS
from reports.content.draft import draft_of
from reports.content.kinds import ANALYSIS, MEASURES, MEMO, PROGRESS, DocumentKind
from reports.paper.blocks import Document, Heading, Margins, Section, Table, TableRow
from tests.assessments.small_year import question
from tests.reports.issuing_year import mend

PARTS = ("findings", "measures")
WRITTEN = Texts("แก้ไข", "พัฒนา", "รักษา")
TARGET = Decimal(85)
YEARS = PaperYears(round=2569, assessed=2568, plan=2569)


def table(columns: str, *rows: str) -> Table:
    """Return a table of measures; each row is its cells with a comma between them."""
    keys = columns.split()
    cells = tuple(TableRow(tuple((cell,) for cell in row.split(","))) for row in rows)
    return Table("", tuple(COLUMNS[key].column for key in keys), cells, "measures")


def paper(kind=ANALYSIS, *blocks, subjects=(), parts=PARTS, has_issues=True, years=YEARS) -> SearchedDocument:
    document = Document("", "", "thai", Margins(1, 1, 1, 1), (Section(blocks),))
    return SearchedDocument(kind.options, document, tuple(subjects), parts, has_issues, years)


def subject(code: str, texts: Texts = WRITTEN, scope: str = ISSUE, *values: str) -> Subject:
    """Return a subject with the figures of its questions, "-" where one is not known."""
    known = [None if value == "-" else Decimal(value) for value in values]
    rows = tuple(
        Row(question(f"i{number}", 1), value, value, is_weak=value is not None and value < TARGET)
        for number, value in enumerate(known, 1)
    )
    return Subject(scope, code, f"เรื่องที่ {code}", rows, texts)


def found(of: SearchedDocument, *needs: str) -> FoundElement:
    (element,) = elements_of([ElementSpec("ถ้อยคำใดก็ได้", needs)], of)
    return element


def state(of: SearchedDocument, *needs: str) -> str:
    return found(of, *needs).state


MEASURE_TABLE = table("measure owners steps timeframe", "ก,สำนักปลัด,ทำ,ต.ค.67", "ข,กองคลัง,ทำ,ต.ค.67")


def test_every_need_is_looked_for():
    assert set(LOOKED_FOR) == set(NEEDS)


@pytest.mark.parametrize("need", NEEDS)
def test_what_an_element_needs_is_looked_for_whatever_its_words(need):
    of = paper(MEASURES, MEASURE_TABLE)
    texts = ["ข้อบกพร่อง พัฒนา รักษาระดับ ประเด็น มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา ติดตาม ผลลัพธ์", "คำที่ไม่เคยมีใครใช้"]
    one, other = elements_of([ElementSpec(text, (need,)) for text in texts], of)
    assert one.found == other.found


def test_what_needs_nothing_is_left_to_a_person():
    assert state(paper(MEASURES, MEASURE_TABLE)) == UNSEEN


@pytest.mark.parametrize("need", ["measures", "steps", "owners", "timeframe"])
def test_a_column_that_is_printed_and_filled_is_there(need):
    assert state(paper(MEASURES, MEASURE_TABLE), need) == PRESENT


def test_one_empty_cell_is_enough_to_lack_an_element():
    element = found(paper(MEASURES, table("measure owners", "ก,สำนักปลัด", "ข,–")), "owners").found
    assert (element.state, element.reason, element.row) == (MISSING, "มาตรการที่ 2 ยังไม่มีผู้รับผิดชอบ", 1)


def test_a_column_that_was_not_chosen_lacks():
    element = found(paper(MEASURES, MEASURE_TABLE), "follow_up").found
    assert (element.state, element.reason, element.place) == (MISSING, "ไม่ได้เลือกพิมพ์คอลัมน์การติดตามผล", "columns")


def test_an_element_with_several_needs_has_to_meet_all_of_them():
    assert state(paper(MEASURES, MEASURE_TABLE), "steps", "owners", "follow_up") == MISSING
    assert state(paper(MEASURES, MEASURE_TABLE), "steps", "owners", "timeframe") == PRESENT


@pytest.mark.parametrize("part", ["weakness", "improvement"])
def test_a_weakness_and_an_improvement_must_be_written_somewhere(part):
    of = paper(subjects=[subject("1"), subject("2", Texts())])
    assert state(of, part) == PRESENT
    assert state(paper(subjects=[subject("1", replace(WRITTEN, **{part: ""}))]), part) == MISSING
    assert state(replace(of, parts=("measures",)), part) == MISSING
    assert state(paper(MEASURES), part) == UNSEEN


def test_each_issue_without_a_weak_figure_has_its_own_level_to_keep():
    weak, strong = subject("1", Texts("แก้ไข"), ISSUE, "60", "90"), subject("2", WRITTEN, ISSUE, "90")
    assert state(paper(subjects=[weak, strong]), "maintenance") == PRESENT
    silent = subject("3", Texts("", "พัฒนา"), ISSUE, "95", "85")
    element = found(paper(subjects=[weak, strong, silent]), "maintenance").found
    assert (element.state, element.place) == (MISSING, "findings")
    assert element.reason == "ประเด็นที่ 3 ไม่มีข้อใดต่ำกว่าค่าเป้าหมาย แต่ยังไม่ได้เขียนส่วนการรักษาระดับ"
    # One that nobody has scored tells nothing.
    assert state(paper(subjects=[weak, strong, subject("3", Texts("", "พัฒนา"), ISSUE, "-")]), "maintenance") == PRESENT


@pytest.mark.parametrize("scope", [INDICATOR, QUESTION])
def test_findings_that_are_not_by_issue_may_speak_of_all_parts_in_one(scope):
    assert state(paper(subjects=[subject("1", Texts("", "ควรเพิ่ม"), scope)]), "maintenance") == UNSEEN
    assert state(paper(subjects=[subject("1", Texts(), scope)]), "maintenance") == MISSING


def test_findings_must_be_printed_and_written():
    assert state(paper(subjects=[subject("1")]), "findings") == PRESENT
    assert found(paper(subjects=[subject("1", Texts())]), "findings").found.place == "findings"
    assert found(paper(subjects=[subject("1")], parts=("measures",)), "findings").found.place == "parts"
    assert state(paper(MEASURES), "findings") == UNSEEN


def test_every_issue_needs_a_heading_and_a_finding():
    headings = [Heading("ประเด็นที่ ๑ เรื่องที่ ๑", 3), Heading("ประเด็นที่ ๒ เรื่องที่ ๒", 3)]
    subjects = [subject("1"), subject("2")]
    assert state(paper(ANALYSIS, *headings, subjects=subjects), "issues") == PRESENT
    assert state(paper(ANALYSIS, headings[0], subjects=subjects), "issues") == MISSING
    without = paper(ANALYSIS, *headings, subjects=[subjects[0], subject("2", Texts())])
    assert found(without, "issues").reason == "ยังไม่มีข้อค้นพบของประเด็นที่ 2"
    assert state(paper(subjects=[subject("1", scope=QUESTION)]), "issues") == MISSING
    assert state(paper(subjects=[subject("1", scope=QUESTION)], has_issues=False), "issues") == UNSEEN


def test_question_scores_must_be_known_and_printed():
    assert state(paper(subjects=[subject("1", WRITTEN, ISSUE, "90", "80")]), "question_scores") == PRESENT
    element = found(paper(subjects=[subject("1", WRITTEN, ISSUE, "90", "-")]), "question_scores").found
    assert (element.state, element.place, element.code) == (MISSING, "scores", "i2")
    left_out = paper(subjects=[subject("1", WRITTEN, ISSUE, "90")], parts=("measures",))
    assert state(left_out, "question_scores") == MISSING
    assert state(paper(MEASURES), "question_scores") == UNSEEN


def test_the_part_on_limitations_must_be_printed():
    assert state(paper(parts=("limitations",)), "limitations") == PRESENT
    assert found(paper(parts=("findings",)), "limitations").found.place == "parts"
    assert state(paper(MEASURES), "limitations") == UNSEEN


def test_every_issue_may_want_a_measure():
    of = paper(ANALYSIS, MEASURE_TABLE, subjects=[subject("1"), subject("2")])
    assert state(of, "measures_per_issue") == UNSEEN
    assert state(replace(of, answered_issues=frozenset("12")), "measures_per_issue") == PRESENT
    element = found(replace(of, answered_issues=frozenset("2")), "measures_per_issue").found
    assert (element.state, element.reason, element.place) == (MISSING, "ยังไม่มีมาตรการของประเด็นที่ 1", "plan")
    assert state(replace(of, has_issues=False), "measures_per_issue") == PRESENT
    assert state(paper(ANALYSIS), "measures_per_issue") == MISSING


@pytest.mark.parametrize(
    ("kind", "need", "years", "expected"),
    [
        (ANALYSIS, "previous_year", PaperYears(2569, 2568, 2569), PRESENT),
        (MEASURES, "previous_year", PaperYears(2568, 2568, 2568), UNSEEN),  # plans for the year of its result
        (PROGRESS, "previous_year", PaperYears(2569, 2567, 2568), PRESENT),
        (PROGRESS, "previous_year", PaperYears(2566, 2565, 2566), UNSEEN),
        (PROGRESS, "same_fiscal_year", PaperYears(2566, 2565, 2566), PRESENT),
        (MEMO, "same_fiscal_year", PaperYears(2569, 2567, 2568), UNSEEN),
    ],
)
def test_a_document_is_of_the_year_that_its_round_asks_for(kind, need, years, expected):
    assert state(paper(kind, years=years), need) == expected


def test_a_memo_tells_results_by_its_status_table():
    def memo(*cells: str) -> SearchedDocument:
        rows = tuple(TableRow(tuple((cell,) for cell in row.split(","))) for row in cells)
        return paper(
            MEMO,
            table("measure steps", "ก,ทำ"),
            Table("", tuple(each.column for each in STATUS_COLUMNS), rows, "measures"),
        )

    assert state(memo("ก,ทำ,/,–,–", "ข,ทำ,–,/,–"), "result") == PRESENT
    assert state(memo("ก,ทำ,/,–,–"), "result") == MISSING
    assert state(memo("ก,ทำ,–,–,/"), "outcome") == UNSEEN


def item(agency, kind: DocumentKind, year: int = 2568):
    return AskingRounds().item_of(draft_of(kind, agency, year))


@pytest.mark.parametrize(
    ("kind", "year", "code"),
    [(ANALYSIS, 2568, "o27"), (MEASURES, 2568, "o27"), (PROGRESS, 2569, "o26"), (MEMO, 2569, "o26")],
)
def test_the_plan_is_asked_for_in_the_round_of_its_year_and_the_report_in_the_next(nanueng, kind, year, code):
    found = item(nanueng, kind)
    assert (found.round.fiscal_year, found.code) == (year, code)
    assert found.elements
    assert not found.elements_of


def test_to_2566_the_report_is_read_in_the_round_of_its_own_plan(frameworks):
    calendar = AskingRounds().calendar
    assert [calendar.asking(PROGRESS.asked_as, year).fiscal_year for year in (2565, 2566, 2567)] == [2565, 2566, 2568]


def test_before_its_framework_the_round_is_known_and_the_elements_of_the_round_before_stand_in(nanueng):
    plan = nanueng.plans.get(fiscal_year=2568)
    plan.fiscal_year = 2569
    plan.save()
    found = item(nanueng, PROGRESS, 2569)
    assert (found.round.fiscal_year, found.code, found.elements_of) == (2570, "", 2569)
    assert "(ยังไม่ทราบเลขข้อ) ของรอบการประเมินปี พ.ศ. 2570" in found.demand
    assert "(ใช้รายการของรอบปี พ.ศ. 2569 ไปก่อน)" in found.demand
    RequiredElement.objects.filter(question__framework__fiscal_year=2569).delete()
    announced = item(nanueng, MEASURES, 2569)
    assert (announced.code, announced.elements_of) == ("o25", 2568)
    RequiredElement.objects.all().delete()
    assert item(nanueng, MEASURES, 2569).elements == ()


def checks(agency, kind: DocumentKind):
    draft = draft_of(kind, agency, 2568)
    return list(check_required(draft, AskingRounds().item_of(draft)))


def test_an_element_that_lacks_is_an_error_with_its_place(nanueng):
    (check,) = checks(nanueng, ANALYSIS)
    measure = nanueng.plans.get(fiscal_year=2568).measures.get(owners=None)
    assert (check.id, check.severity, check.subject) == ("required-element-missing", "error", f"measure:{measure.key}")
    assert "“ผู้รับผิดชอบหรือผู้เกี่ยวข้อง”" in check.message
    mend(nanueng)
    assert not checks(nanueng, ANALYSIS)
    assert not checks(nanueng, PROGRESS)


def only_element(**fields) -> None:
    """Let the item on measures of 2568 require one thing alone."""
    question = Question.objects.get(framework__fiscal_year=2568, code="o27")
    question.elements.all().delete()
    question.elements.create(position=1, **{"text": "ตามที่คู่มือกำหนด", **fields})


def test_an_administrator_s_element_is_looked_for_by_its_needs_alone(nanueng):
    mend(nanueng)
    only_element(needs=["follow_up"])
    (check,) = checks(nanueng, ANALYSIS)
    assert (check.severity, check.subject) == ("error", "document:analysis:columns")
    only_element(text="การติดตามผล", needs=[])
    assert not checks(nanueng, ANALYSIS)


def test_what_is_only_wished_is_a_warning(nanueng):
    mend(nanueng)
    only_element(needs=["follow_up"], is_wish=True)
    (check,) = checks(nanueng, ANALYSIS)
    assert (check.id, check.severity) == ("required-element-wished", "warning")
    assert "ควรมี “ตามที่คู่มือกำหนด”" in check.message


@pytest.mark.parametrize(("is_wish", "severity"), [(False, "error"), (True, "warning")])
def test_what_a_measure_lacks_blocks_only_where_the_item_requires_it(nanueng, is_wish, severity):
    only_element(needs=["owners"], is_wish=is_wish)
    found = [each.check for each in checks_of_document(draft_of(MEASURES, nanueng, 2568))]
    assert {each.severity for each in found if each.id == "measure-without-owners"} == {severity}


def test_to_2566_a_missing_timeframe_blocks_no_announcement(frameworks):
    for year in (2563, 2566, 2567, 2569):
        item = Question.objects.get(framework__fiscal_year=year, code=Framework.objects.get(fiscal_year=year).plan_item)
        blocking = {need for each in item.elements.all() if not each.is_wish for need in each.needs}
        assert ("timeframe" in blocking) == ("maintenance" in blocking) == ("issues" in blocking) == (year >= 2567)
        assert "previous_year" in blocking


def test_a_cell_whose_figure_lacks_is_the_place_to_mend(nanueng):
    nanueng.assessments.get(framework__fiscal_year=2568).figures.filter(code="i1").delete()
    only_element(needs=["question_scores"])
    placed = [each for each in checks_of_document(draft_of(ANALYSIS, nanueng, 2568)) if "required" in each.check.id]
    assert [each.url for each in placed] == ["/nanueng/2568/scores/#cell-i1"]


def test_one_cause_is_said_once(nanueng):
    nanueng.plans.all().delete()
    check = next(each for each in checks(nanueng, ANALYSIS) if each.severity == "error")
    assert check.message.count("“") == 4
    assert check.message.endswith("แต่ยังไม่ได้กำหนดมาตรการ")
