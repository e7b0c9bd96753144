"""The analysis report of the home agency, read back from the PDF that the command writes."""

import re
from io import StringIO

import pypdfium2
import pytest
from django.core.management import call_command

from assessments.models import Framework
from ita_portal.text.thai import thai_digits
from reports.content.kinds import KINDS, build_document
from reports.output import pdf as rendering
from reports.output.formats import document_pdf
from tests.documents.pdf_text import body_of, fonts_of, glyphs_of, properties_of, squeezed, text_of
from tests.yaml_source import source_of
from workspace.demonstration.agencies import FOLDER

# The same words are read from the web page on every database by test_demo_documents.py; here it is about the PDF.
pytestmark = pytest.mark.any_database

SOURCE = source_of(FOLDER / "nanueng.yaml")
YEAR = next(row for row in SOURCE["assessments"] if row["fiscal_year"] == 2568)
PLAN = SOURCE["plans"][0]
DOTTED_CIRCLE = "\u25cc"


@pytest.fixture
def pdf(nanueng, tmp_path):
    path = tmp_path / "analysis.pdf"
    call_command("render_document", "analysis", agency="nanueng", year=2568, output=path, stdout=StringIO())
    return path.read_bytes()


@pytest.fixture
def text(pdf, tmp_path):
    return squeezed(body_of(text_of(pdf, tmp_path)))


def on_paper(value: str) -> str:
    return squeezed(thai_digits(value))


def test_every_question_stands_with_its_score(text):
    framework = Framework.objects.get(fiscal_year=2568)
    questions = framework.structure().questions
    assert len(questions) == 52
    for question in questions:
        assert on_paper(f"ข้อ {question.code} {question.text} {YEAR['figures'][question.code]}") in text


def test_every_issue_finding_and_limitation_is_printed(text):
    for finding in YEAR["findings"]:
        for part in ("weakness", "improvement", "maintenance"):
            assert on_paper(finding[part]) in text
    for limitation in YEAR["limitations"]:
        assert on_paper(limitation) in text
    for issue in Framework.objects.get(fiscal_year=2568).issues.all():
        assert on_paper(f"ประเด็นที่ {issue.number} {issue.name}") in text


@pytest.mark.parametrize("measure", PLAN["measures"], ids=range(1, 9))
def test_every_measure_is_printed_with_all_its_cells(text, measure):
    assert on_paper(measure["title"]) in text
    for step in measure["steps"]:
        assert on_paper(step) in text
    for owner in measure["owners"]:
        assert on_paper(owner) in text


def test_the_result_the_indicators_and_the_timeframe_are_printed(text):
    for name, figure in [("การใช้ทรัพย์สินของราชการ", "60.22"), ("ประสิทธิภาพการสื่อสาร", "99.83"), ("การเปิดเผยข้อมูล", "98.75")]:
        assert on_paper(f"{name} {figure}") in text
    for line in ["คะแนน IIT 85.38", "คะแนน EIT 99.78", "คะแนน OIT 99.38", "คะแนนรวม 95.30", "ระดับผลการประเมิน ผ่านดี"]:
        assert on_paper(line) in text
    assert text.count(on_paper("ต.ค.67 - ก.ย.68")) == len(PLAN["measures"])


def test_sections_pictures_and_tables_are_numbered_without_a_gap(pdf, tmp_path):
    lines = text_of(pdf, tmp_path).splitlines()
    pictures = [line for line in lines if line.startswith("ภาพที่ ")]
    tables = [line for line in lines if line.startswith("ตารางที่ ")]
    assert [line.split()[1] for line in pictures] == list("๑๒๓๔๕๖๗")
    assert [line.split()[1] for line in tables] == list("๑๒๓๔๕๖๗๘๙")


def test_digits_are_thai_throughout(text):
    assert not re.search(r"[0-9]", text)


def drawn(words: str) -> set[int]:
    """Return the glyphs that some words are drawn with, in the regular and the bold font of documents."""
    return glyphs_of(
        rendering.pdf_of(f'<html lang="th"><title>ก</title><body><p>{words}</p><h2>{words}</h2></body></html>')
    )


def test_no_page_draws_a_dotted_circle(pdf):
    dotted_circles = drawn(DOTTED_CIRCLE)
    assert dotted_circles
    assert dotted_circles <= drawn("\u0e34")  # a mark without its letter is drawn on one, so the test can fail
    assert not dotted_circles & glyphs_of(pdf)


def test_sara_am_survives(pdf, tmp_path):
    text = text_of(pdf, tmp_path)
    for word in ("กำหนด", "ดำเนินการ", "ประจำปี", "จัดทำ", "สำนักปลัด", "คำถาม"):
        assert word in squeezed(text)
    assert "\u200b" not in text


def test_pdfium_reads_the_same_words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    for word in ("ข้อจำกัด/ปัญหาอุปสรรค", "จัดทำคู่มือในการปฏิบัติหน้าที่", "กำกับดูแลการใช้ทรัพย์สินของราชการ"):
        assert word in text


def test_only_official_fonts_are_used_and_all_are_embedded(pdf, tmp_path):
    fonts = fonts_of(pdf, tmp_path)
    assert fonts
    assert all(name.startswith(("Laksaman", "THSarabun", "Sarabun")) for name, _ in fonts)
    assert all(is_embedded for _, is_embedded in fonts)


def test_the_paper_is_numbered_from_the_second_page(pdf, tmp_path):
    pages = text_of(pdf, tmp_path).split("\f")
    assert "- ๑ -" not in pages[0]
    assert "- ๒ -" in pages[1]


def test_the_pdf_is_tagged_and_titled(pdf, tmp_path):
    properties = properties_of(pdf, tmp_path)
    assert re.search(r"Tagged: +yes", properties)
    assert "Title:           มาตรการส่งเสริมคุณธรรมและความโปร่งใส" in properties
    assert "pdfuaid:part" in properties


def test_the_same_content_gives_the_same_bytes(nanueng):
    first = document_pdf(build_document(KINDS["analysis"], nanueng, 2568))
    rendering._cache.clear()
    assert document_pdf(build_document(KINDS["analysis"], nanueng, 2568)) == first


def test_illustrative_years_say_so_on_paper(text):
    assert on_paper("คะแนนปีงบประมาณ พ.ศ. 2564, 2565, 2566, 2567 เป็นข้อมูลสมมติเพื่อการสาธิต") in text


def test_the_web_page_holds_the_same_words(nanueng, tmp_path):
    path = tmp_path / "analysis.html"
    call_command(
        "render_document", "analysis", agency="nanueng", year=2568, format="html", output=path, stdout=StringIO()
    )
    html = path.read_text(encoding="utf-8")
    assert "@page" in html
    assert not re.search(r'(?:src|href)="(?!data:)', html)  # the file needs no other one
    words = squeezed(re.sub(r"<[^>]+>", "", html))
    for measure in PLAN["measures"]:
        assert on_paper(measure["title"]) in words
