"""What Word counts by itself: tables, figures, steps and pages; and the table of contents, in Word and PDF."""

import re
from dataclasses import replace
from datetime import date

import pytest

from ita_portal.text.thai import arabic_digits
from reports.output.formats import document_docx, document_pdf
from reports.output.word import word_of
from reports.paper import blocks
from reports.paper.blocks import Column, Contents, Document, Heading, Items, Section, TableRow
from reports.paper.mark import DRAFT
from reports.paper.typesetting import ARABIC, THAI
from tests.documents.pdf_text import text_of
from tests.documents.word_documents import ISSUED, a_document, read
from tests.documents.word_text import W, WordFile, as_read, cells_of, values

STEPS = blocks.Table(
    "ตารางที่ ๒ ขั้นตอน",
    (Column("measure", "มาตรการ", 0), Column("steps", "ขั้นตอน", 0), Column("score", "คะแนน", 2, blocks.NUMBER)),
    (
        TableRow((("๗. จัดทำคู่มือ",), ("๑. สำรวจ", "๒. จัดทำ"), ("๘๕.๐๐",))),
        TableRow((("๘. อบรม",), ("๑. ประกาศ", "(๒) อบรม", "๒.๕ ชั่วโมง"), ("๙๐.๐๐",))),
    ),
)


def instructions(word: WordFile) -> list[str]:
    return [each.text.strip() for each in word.body.iter(f"{W}instrText")]


@pytest.mark.parametrize(
    ("digits", "fields"),
    [(THAI, ["QUOTE", r"SEQ ตารางที่ \* THAIARABIC"]), (ARABIC, [r"SEQ ตารางที่ \* ARABIC"])],
)
def test_word_counts_tables_in_the_digits_of_the_document(digits, fields):
    word = read(a_document(STEPS, digits=digits))
    assert instructions(word) == fields
    assert ("Caption", "ตารางที่ ๒ ขั้นตอน") in word.paragraphs


@pytest.mark.parametrize(("digits", "kind"), [(THAI, "thaiNumbers"), (ARABIC, "decimal")])
def test_steps_are_lists_that_begin_anew_with_each_measure(digits, kind):
    word = read(a_document(STEPS, Items(("๑. ขาดบุคลากร", "๒. ขาดงบประมาณ")), digits=digits))
    numbering = word.xml("word/numbering.xml")
    assert set(values(numbering, "abstractNum/lvl/numFmt")) == {kind}
    assert values(numbering, "abstractNum/lvl/lvlText") == ["%1.", "%1.", "(%1)", "%1."]
    assert values(numbering, "abstractNum/lvl/start") == ["1", "1", "2", "1"]
    keys = [key for each in word.body.iter(f"{W}p") for key in values(each, "pPr/numPr/numId")]
    assert keys == ["1", "1", "2", "3", "4", "4"]
    written = map(as_read, word.xml("word/document.xml").itertext())
    assert "๗. จัดทำคู่มือ" in (texts := list(written))  # the number of a measure is its own
    assert "๒.๕ ชั่วโมง" in texts
    assert "สำรวจ" in texts


def test_numbers_of_lists_are_read_back_in_their_places():
    word = read(a_document(STEPS))
    assert cells_of(word.tables[0])[2][1] == "๑. ประกาศ\n(๒) อบรม\n๒.๕ ชั่วโมง"


def test_figures_never_break_within():
    table = read(a_document(STEPS)).tables[0]
    whole = [[bool(values(cell, "tcPr/noWrap")) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
    assert whole == [[False] * 3, [False, False, True], [False, False, True]]


def test_another_thai_font_stands_in_for_the_official_one():
    (font,) = read(a_document(STEPS)).xml("word/fontTable.xml")
    assert values(font, "charset") == ["DE"]
    assert values(font, "altName")[0].split(",")[0] == "TH SarabunPSK"


def test_a_file_has_the_day_of_its_issue_else_of_its_making():
    made = {
        mark: WordFile.of(word_of(a_document(STEPS), mark, date(2026, 11, 29))).parts["docProps/core.xml"].decode()
        for mark in (DRAFT, replace(ISSUED, issued_on=date(2025, 4, 30)))
    }
    days = [re.findall(r"created[^>]*>([^<]*)T", each) for each in made.values()]
    assert days == [["2026-11-29"], ["2025-04-30"]]


def long_document(digits: str) -> Document:
    words = (blocks.Paragraph("ข้อความ " * 400),)
    parts = [Section((Heading(f"{number}. หัวข้อ"), *words), starts_page=True) for number in range(1, 12)]
    contents = Section((Contents("สารบัญ", "หน้า"),), starts_page=True)
    return replace(a_document(digits=digits), sections=(contents, *parts))


@pytest.mark.any_database
@pytest.mark.parametrize(("digits", "is_arabic"), [(THAI, False), (ARABIC, True)])
def test_the_contents_of_a_pdf_tell_the_page_of_each_heading_in_its_digits(digits, is_arabic, tmp_path):
    pages = text_of(document_pdf(long_document(digits)), tmp_path).split("\f")
    lines = re.findall(r"([0-9]+)\. หัวข้อ\s+([0-9๐-๙]+)\n", pages[0])
    assert len(lines) == 11
    for number, page in lines:
        assert f"{number}. หัวข้อ" in pages[int(arabic_digits(page)) - 1]
        assert page.isascii() is is_arabic


@pytest.mark.any_database
@pytest.mark.parametrize("digits", [THAI, ARABIC])
def test_the_contents_of_word_tell_the_pages_of_the_pdf_until_word_counts(digits):
    word = WordFile.of(document_docx(long_document(digits)))
    lines = [text for style, text in word.paragraphs if style == "TOC1"]
    expected = [f"{number}. หัวข้อ\t{2 * number}" for number in range(1, 12)]
    assert [arabic_digits(line) for line in lines] == expected
    assert (lines == expected) is (digits == ARABIC)
    dirty = [each.get(f"{W}dirty") for each in word.body.iter(f"{W}fldChar") if each.get(f"{W}dirty")]
    assert dirty == ["true"]


def test_the_contents_of_word_are_a_field_with_a_link_to_each_heading():
    word = read(long_document(THAI))
    first, *pages = instructions(word)
    assert first.startswith('TOC \\o "1-2"')
    names = [each.get(f"{W}name") for each in word.body.iter(f"{W}bookmarkStart")]
    assert pages == [rf"PAGEREF {name} \h" for name in names]
    assert [each.get(f"{W}anchor") for each in word.body.iter(f"{W}hyperlink")] == names
    kinds = [each.get(f"{W}fldCharType") for each in word.body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == len(names) + 1
    assert values(word.xml("word/settings.xml"), "updateFields") == ["true"]
    assert not values(read(a_document(STEPS)).xml("word/settings.xml"), "updateFields")
