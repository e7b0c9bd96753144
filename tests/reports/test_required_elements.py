"""The elements that a year's open-data item requires, looked for in documents."""

from dataclasses import replace

import pytest

from assessments.models import Question
from assessments.rules.analysis import INDICATOR, ISSUE, QUESTION, Subject, Texts
from reports.checks.required_item import AskingRounds, check_required
from reports.checks.rules.required_elements import MISSING, PRESENT, UNSEEN, SearchedDocument, elements_of
from reports.content.columns import COLUMNS, STATUS_COLUMNS
from reports.content.draft import draft_of
from reports.content.kinds import ANALYSIS, MEASURES, MEMO, PROGRESS, DocumentKind
from reports.paper.blocks import Document, Heading, Margins, Section, Table, TableRow
from tests.reports.issuing_year import mend

PARTS = ("findings", "measures")
WRITTEN = Texts("แก้ไข", "พัฒนา", "รักษา")


def table(columns: str, *rows: str) -> Table:
    """Return a table of measures; each row is its cells with a comma between them."""
    keys = columns.split()
    cells = tuple(TableRow(tuple((cell,) for cell in row.split(","))) for row in rows)
    return Table("", tuple(COLUMNS[key].column for key in keys), cells, "measures")


def paper(kind=ANALYSIS, *blocks, subjects=(), parts=PARTS, has_issues=True) -> SearchedDocument:
    document = Document("", "", "thai", Margins(1, 1, 1, 1), (Section(blocks),))
    return SearchedDocument(kind.options, document, tuple(subjects), parts, has_issues)


def subject(code: str, texts: Texts = WRITTEN, scope: str = ISSUE) -> Subject:
    return Subject(scope, code, f"เรื่องที่ {code}", (), texts)


def state(words: str, of: SearchedDocument) -> str:
    (element,) = elements_of([words], of)
    return element.state


MEASURE_TABLE = table("measure owners steps timeframe", "ก,สำนักปลัด,ทำ,ต.ค.67", "ข,กองคลัง,ทำ,ต.ค.67")


@pytest.mark.parametrize("words", ["มาตรการหรือแนวทาง", "ขั้นตอนหรือวิธีการปฏิบัติ", "ผู้รับผิดชอบหรือผู้เกี่ยวข้อง", "ระยะเวลาดำเนินการ"])
def test_a_column_that_is_printed_and_filled_is_there(words):
    assert state(words, paper(MEASURES, MEASURE_TABLE)) == PRESENT


def test_one_empty_cell_is_enough_to_lack_an_element():
    of = paper(MEASURES, table("measure owners", "ก,สำนักปลัด", "ข,–"))
    (element,) = elements_of(["ผู้รับผิดชอบ"], of)
    assert (element.state, element.reason, element.row) == (MISSING, "มาตรการที่ 2 ยังไม่มีผู้รับผิดชอบ", 1)


def test_a_column_that_was_not_chosen_lacks():
    (element,) = elements_of(["แนวทางการกำกับติดตาม"], paper(MEASURES, MEASURE_TABLE))
    assert (element.state, element.reason, element.place) == (MISSING, "ไม่ได้เลือกพิมพ์คอลัมน์การติดตามผล", "columns")


def test_an_element_with_several_words_needs_all_of_them():
    assert state("ขั้นตอน ผู้รับผิดชอบ และการติดตาม", paper(MEASURES, MEASURE_TABLE)) == MISSING
    assert state("ขั้นตอน ผู้รับผิดชอบ และระยะเวลา", paper(MEASURES, MEASURE_TABLE)) == PRESENT


@pytest.mark.parametrize("words", ["ภาพถ่ายกิจกรรม", "ลิงก์ไปยังเว็บไซต์"])
def test_what_no_word_leads_to_is_left_to_a_person(words):
    assert state(words, paper(MEASURES, MEASURE_TABLE)) == UNSEEN


def test_blank_lines_are_no_elements():
    assert elements_of(["", "  "], paper()) == ()


@pytest.mark.parametrize(
    ("words", "part"),
    [("ข้อบกพร่องที่ต้องแก้ไข", "weakness"), ("สิ่งที่ต้องพัฒนา", "improvement"), ("สิ่งที่ต้องรักษาระดับ", "maintenance")],
)
def test_each_part_of_the_findings_must_be_written_somewhere(words, part):
    of = paper(subjects=[subject("1"), subject("2", Texts())])
    assert state(words, of) == PRESENT
    without = paper(subjects=[subject("1", replace(WRITTEN, **{part: ""}))])
    assert state(words, without) == MISSING
    assert state(words, replace(of, parts=("measures",))) == MISSING
    assert state(words, paper(MEASURES)) == UNSEEN


@pytest.mark.parametrize("scope", [INDICATOR, QUESTION])
def test_findings_that_are_not_by_issue_may_speak_of_all_parts_in_one(scope):
    assert state("สิ่งที่ต้องรักษาระดับ", paper(subjects=[subject("1", Texts("", "ควรเพิ่ม"), scope)])) == UNSEEN
    assert state("สิ่งที่ต้องรักษาระดับ", paper(subjects=[subject("1", Texts(), scope)])) == MISSING


def test_every_issue_needs_a_heading_and_a_finding():
    words, headings = "ครบทั้งเจ็ดประเด็น", [Heading("ประเด็นที่ ๑ เรื่องที่ ๑", 3), Heading("ประเด็นที่ ๒ เรื่องที่ ๒", 3)]
    subjects = [subject("1"), subject("2")]
    assert state(words, paper(ANALYSIS, *headings, subjects=subjects)) == PRESENT
    assert state(words, paper(ANALYSIS, headings[0], subjects=subjects)) == MISSING
    (element,) = elements_of([words], paper(ANALYSIS, *headings, subjects=[subjects[0], subject("2", Texts())]))
    assert element.reason == "ยังไม่มีข้อค้นพบของประเด็นที่ 2"
    assert state(words, paper(subjects=[subject("1", scope=QUESTION)])) == MISSING
    assert state(words, paper(subjects=[subject("1", scope=QUESTION)], has_issues=False)) == UNSEEN


def test_a_memo_tells_results_by_its_status_table():
    def memo(*cells: str) -> SearchedDocument:
        rows = tuple(TableRow(tuple((cell,) for cell in row.split(","))) for row in cells)
        return paper(
            MEMO,
            table("measure steps", "ก,ทำ"),
            Table("", tuple(each.column for each in STATUS_COLUMNS), rows, "measures"),
        )

    assert state("ผลการดำเนินการที่เกิดขึ้นจริง", memo("ก,ทำ,/,–,–", "ข,ทำ,–,/,–")) == PRESENT
    assert state("ผลการดำเนินการที่เกิดขึ้นจริง", memo("ก,ทำ,/,–,–")) == MISSING
    assert state("ผลลัพธ์หรือผลสัมฤทธิ์", memo("ก,ทำ,–,–,/")) == UNSEEN


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
    Question.objects.filter(framework__fiscal_year=2569).update(required_elements="")
    announced = item(nanueng, MEASURES, 2569)
    assert (announced.code, announced.elements_of) == ("o25", 2568)
    Question.objects.update(required_elements="")
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


def test_an_administrator_s_element_is_looked_for_too(nanueng):
    mend(nanueng)
    Question.objects.filter(framework__fiscal_year=2568, code="o27").update(required_elements="การติดตามผล")
    (check,) = checks(nanueng, ANALYSIS)
    assert check.subject == "document:analysis:columns"


def test_one_cause_is_said_once(nanueng):
    nanueng.plans.all().delete()
    (check,) = checks(nanueng, ANALYSIS)
    assert check.message.count("“") == 4
    assert check.message.endswith("แต่ยังไม่ได้กำหนดมาตรการ")
