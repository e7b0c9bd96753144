"""The Word file of every kind of document: the same words as the web page, in a file that reaches for nothing."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reports.output.word import word_of
from reports.output.word.blocks import WRITERS
from reports.paper import blocks
from reports.paper.blocks import Block, Chart, ChartBar, Column, Heading, Items, MemoHead, OpinionBlock
from reports.paper.mark import DRAFT
from tests.documents.pdf_text import squeezed
from tests.documents.word_documents import EVERY, ISSUED, a_document, printed_tables, read, rows_of, words_of_page
from tests.documents.word_text import W, WordFile, cells_of, values

# Tells pytest-django to make the database; the documents themselves are built once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# What it says


@EVERY
def test_the_words_are_those_of_the_web_page_in_order(documents, files, name):
    assert squeezed(WordFile.of(files[name]).text) == words_of_page(documents[name])


@EVERY
def test_every_cell_of_every_table_stands_in_its_row(documents, files, name):
    tables = printed_tables(documents[name])
    printed = [each for each in WordFile.of(files[name]).tables if "PaperTable" in values(each, "tblPr/tblStyle")]
    assert len(printed) == len(tables)
    for table, found in zip(tables, printed, strict=True):
        headings = [[squeezed(cell.text) for cell in row] for row in table.heading_rows]
        expected = [
            [
                *([part.body.heading] if part.body.across else []),
                *("\n".join(cell.lines) for cell in part.cells[0 if part.down else 1 :]),  # the one above reaches down
            ]
            for group in table.printed_groups
            for part in group
        ]
        above, below = (cells := cells_of(found))[: len(headings)], cells[len(headings) :]
        assert [[squeezed(text) for text in row] for row in above] == headings  # in lines of their own
        assert below == expected


@EVERY
def test_strong_rows_are_bold(documents, files, name):
    tables = printed_tables(documents[name])
    printed = [each for each in WordFile.of(files[name]).tables if "PaperTable" in values(each, "tblPr/tblStyle")]
    for table, found in zip(tables, printed, strict=True):
        rows = found.findall(f"{W}tr")[len(table.heading_rows) :]
        for row, element in zip(rows_of(table), rows, strict=True):
            fonts = [values(each, "rPr/rStyle") for each in element.iter(f"{W}r")]
            assert fonts == [["Strong"] if row.is_strong else []] * len(fonts)


@EVERY
def test_headings_are_real_headings(documents, files, name):
    expected = [(each.level - 1, each.text) for each in documents[name].blocks if isinstance(each, Heading)]
    printed = WordFile.of(files[name])
    levels = {"HeadingCentred": 1} | {f"Heading{level}": level for level in (1, 2, 3)}
    assert [(levels[style], text) for style, text in printed.paragraphs if style in levels] == expected


def test_every_kind_of_block_can_be_written():
    """Tables, charts, contents and the head of a letter are written as they were laid out."""
    kinds = {each for each in Block.__subclasses__() if each.__module__.startswith("reports.paper.")}
    assert set(WRITERS) == kinds - {blocks.Table, blocks.Chart, blocks.Contents, MemoHead}


# The file


@EVERY
def test_the_same_document_gives_the_same_bytes(documents, files, name):
    assert word_of(documents[name], DRAFT) == files[name]
    assert word_of(documents[name], ISSUED) != files[name]
    with ZipFile(BytesIO(files[name])) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_the_file_says_what_it_is_and_names_no_person(documents, files):
    properties = WordFile.of(files["khanom"]).parts["docProps/core.xml"].decode()
    stored = dict(re.findall(r"<(?:dc|cp|dcterms):(\w+)[^>]*>([^<]+)<", properties))
    assert stored == {
        "title": documents["khanom"].title,
        "creator": "องค์การบริหารส่วนตำบลขนอม",
        "language": "th-TH",
        "revision": "1",
        "created": "1980-01-01T00:00:00Z",
        "modified": "1980-01-01T00:00:00Z",
    }


@EVERY
def test_the_file_holds_its_own_parts_and_reaches_for_nothing(files, name):
    word = WordFile.of(files[name])
    parts = {re.sub(r"\d+", "", each) for each in word.parts}
    assert parts <= {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/charts/_rels/chart.xml.rels",
        "word/charts/chart.xml",
        "word/document.xml",
        "word/embeddings/chart.xlsx",
        "word/fontTable.xml",
        "word/header.xml",
        "word/media/image.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    assert "External" not in word.relations
    assert "TargetMode" not in word.relations


HOSTILE = [
    '=HYPERLINK("http://example.org")',
    '{ INCLUDETEXT "C:\\\\secret.txt" } <w:fldSimple w:instr="DATE"/>',
    "</w:t></w:r><w:r><w:instrText>DATE</w:instrText></w:r>",
    "a\x00b\x0bc\x1bd\x7fe\ufffef\uffffg\ud800h",
    "ก\u200bข\u200dค\u202eง\u200fจ\u0e33",
    "😀👩‍👩‍👧 𝒳 \U0010fffd",
    "https://example.org/ก?x=1&y=2 <b>&amp;</b> ]]>",
    "ยาว" * 33_334,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_was_typed_stays_text(text):
    column = Column("a", text, 0)
    table = blocks.Table(text, (column,), (blocks.TableRow(((text, text),)), blocks.TableRow((), text)))
    chart = Chart(text, text, text, (blocks.BarGroup(text, (ChartBar(text, text, 5000),)),), 8500, text)
    document = a_document(
        blocks.Cover((text,), text, text, text, ""),
        MemoHead(text, text, text, text, text, ""),
        Heading(text),
        blocks.Paragraph(text, label=text),
        Items((text, text)),
        table,
        chart,
        OpinionBlock(text, text, blocks.Signature(text, (text,))),
        title=text,
        agency=text,
    )
    word = read(document, replace(ISSUED, address=text))
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text)
    assert squeezed(word.text).count(squeezed(kept)) == 24  # two are parted into the lines of their dots
    assert kept in "".join(word.xml("word/charts/chart1.xml").itertext())
    sheet = load_workbook(BytesIO(word.parts["word/embeddings/chart1.xlsx"])).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert all(kept in each for each in word.margin_text("footer"))
    assert not list(word.body.iter(f"{W}instrText"))
    assert not list(word.body.iter(f"{W}fldSimple"))
    assert not list(word.body.iter(f"{W}hyperlink"))
    assert "External" not in word.relations


def test_lines_stay_lines_and_tabs_are_spaces():
    word = read(a_document(blocks.Paragraph("หนึ่ง\r\nสอง\rสาม\nสี่\tห้า")))
    assert word.text == "หนึ่ง\nสอง\nสาม\nสี่ ห้า"
