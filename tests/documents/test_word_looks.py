"""How Word files look: in styles, on the same paper as the PDF."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from reports.content.kinds import KINDS, build_document
from reports.output.word.styles import FONT
from reports.output.word.tables import widths_in_twips
from reports.paper import blocks
from reports.paper.blocks import Column, MemoHead, OpinionBlock, Section
from reports.paper.layout import laid_out
from reports.paper.letter import PaperMemoHead
from reports.paper.typesetting import ARABIC, THAI
from tests.documents.pdf_text import squeezed
from tests.documents.word_documents import EVERY, ISSUED, a_document, printed_tables, read, words_of_page
from tests.documents.word_text import WP, W, WordFile, cells_of, values

# Tells pytest-django to make the database; the documents themselves are built once for all tests.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PLAIN_PARAGRAPH = {"pStyle", "keepNext", "pageBreakBefore", "numPr", "sectPr"}


# How it looks


@EVERY
def test_looks_are_styles_and_not_formats_of_single_texts(files, name):
    word = WordFile.of(files[name])
    styles = word.styles()
    used = {each.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for each in word.body.iter(f"{W}{tag}")}
    assert used <= set(styles)
    assert {each.tag for run in word.body.iter(f"{W}rPr") for each in run} <= {f"{W}rStyle"}
    assert {each.tag.removeprefix(W) for each in word.body.iter(f"{W}pPr") for each in each} <= PLAIN_PARAGRAPH


def test_the_official_font_is_set_for_every_script(files):
    word = WordFile.of(files["nanueng"])
    font = word.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert values(font, "rFonts", script) == [FONT]
    assert values(font, "sz") == values(font, "szCs") == ["32"]
    assert values(font, "lang", "bidi") == ["th-TH"]
    for style in word.styles().values():
        assert values(style, "rPr/sz") == values(style, "rPr/szCs")
        assert len(values(style, "rPr/b")) == len(values(style, "rPr/bCs"))
        assert values(style, "pPr/jc") in ([], ["left"], ["center"], ["right"])  # never justified


@pytest.mark.parametrize(
    ("key", "name", "size", "keeps_next"),
    [
        ("Title", "Title", "44", False),
        ("Heading1", "heading 1", "36", True),
        ("Heading2", "heading 2", None, True),
        ("Heading3", "heading 3", None, True),
        ("Caption", "caption", None, True),
        ("Note", "หมายเหตุ", "28", False),
        ("MemoTitle", "บันทึกข้อความ ชื่อ", "58", False),
    ],
)
def test_styles_have_the_sizes_of_the_pdf(files, key, name, size, keeps_next):
    style = WordFile.of(files["nanueng"]).styles()[key]
    assert values(style, "name") == [name]
    assert values(style, "rPr/szCs") == ([size] if size else [])
    assert bool(values(style, "pPr/keepNext")) is keeps_next
    assert values(style, "pPr/widowControl") == [None]


@EVERY
def test_headings_of_tables_are_repeated_and_rows_stay_whole_but_very_tall_ones(documents, files, name):
    printed = [each for each in WordFile.of(files[name]).tables if "PaperTable" in values(each, "tblPr/tblStyle")]
    for table, found in zip(printed_tables(documents[name]), printed, strict=True):
        parts = [part for group in table.printed_groups for part in group]
        headings = [bool(values(row, "trPr/tblHeader")) for row in found.findall(f"{W}tr")]
        assert headings == [True] * len(table.heading_rows) + [False] * len(parts)
        whole = [bool(values(row, "trPr/cantSplit")) for row in found.findall(f"{W}tr")]
        assert whole == [True] * len(table.heading_rows) + [not part.is_very_tall for part in parts]


def test_grouped_columns_have_two_rows_of_headings(documents, files):
    status = WordFile.of(files["chokchai"]).tables[-1]
    first, second = status.findall(f"{W}tr")[:2]
    assert values(first, "tc/tcPr/vMerge") == ["restart"]  # of the measure; its steps stand in the table above
    assert values(first, "tc/tcPr/gridSpan") == ["3"]
    assert values(second, "tc/tcPr/vMerge") == ["continue"]


def test_words_of_headings_are_parted_where_the_pdf_parts_them(files):
    """LibreOffice would print "ยังไม่ดำเนิน/การ"."""
    *_, status = WordFile.of(files["chokchai"]).tables
    headings = [text for row in cells_of(status)[:2] for text in row]
    assert "ยังไม่\nดำเนินการ" in headings


def test_a_title_of_rows_stays_with_the_first_of_them(files):
    (findings,) = [each for each in WordFile.of(files["nahom"]).tables if "(IIT)" in "".join(each.itertext())]
    kept = [bool(values(row, "tc/p/pPr/keepNext")) for row in findings.findall(f"{W}tr")]
    assert [at for at, is_kept in enumerate(kept) if is_kept] == [1, 7, 11]  # IIT, EIT, OIT


@pytest.mark.parametrize("text", ["พ.ศ. 2568", "จำนวน 12 คน", "ภาพที่ 3", "30 กันยายน"])
def test_a_line_ends_not_between_a_number_and_what_it_belongs_to(text):
    word = read(a_document(blocks.Paragraph(f"ก {text}"), digits=ARABIC))
    assert text.replace(" ", "\u00a0") in "".join(word.xml("word/document.xml").itertext())


def test_columns_fill_the_line_to_the_last_twip():
    asked = [Column(str(number), "", width) for number, width in enumerate((3.7, 3.2, 4.6, 2.7, 2.2, 3.4))]
    widths = widths_in_twips(asked, 14003)
    assert sum(widths) == 14003
    assert [round(width / 14003, 3) for width in widths] == [round(each.width / 19.8, 3) for each in asked]


# The paper


@EVERY
def test_pages_are_a4_upright_and_wide_with_the_margins_of_the_document(documents, files, name):
    document = laid_out(documents[name])
    sections = WordFile.of(files[name]).sections
    kinds = [section.is_wide for section in document.sections]
    assert len(sections) == 1 + sum(before != after for before, after in pairwise(kinds))
    wide = [values(section, "pgSz", "orient") == ["landscape"] for section in sections]
    assert wide == [kinds[0], *([not kinds[0]] if len(sections) > 1 else [])]
    for section, is_wide in zip(sections, wide, strict=True):
        size = (*values(section, "pgSz", "w"), *values(section, "pgSz", "h"))
        assert size == (("16838", "11906") if is_wide else ("11906", "16838"))
        for side in ("top", "right", "bottom", "left"):
            assert int(values(section, "pgMar", side)[0]) == round(getattr(document.margins, side) * 1440 / 2.54)


def test_pages_begin_where_the_pdf_begins_them(files):
    paragraphs = WordFile.of(files["dongsombun"]).body.iter(f"{W}p")
    broken = [each for each in paragraphs if values(each, "pPr/pageBreakBefore")]
    texts = ["".join(text.text for text in each.iter(f"{W}t")) for each in broken]
    assert texts[0] == "คำนำ"
    assert texts[1].startswith("1. ผล")
    assert len(texts) == 2


@pytest.mark.parametrize(("digits", "form"), [(THAI, "thaiNumbers"), (ARABIC, "decimal")])
def test_pages_are_counted_by_a_field_in_the_digits_of_the_document(digits, form):
    section = Section((blocks.Paragraph("ก"),), is_wide=True)
    document = replace(
        a_document(blocks.Paragraph("ก"), digits=digits),
        sections=(*a_document(blocks.Paragraph("ก")).sections, section),
    )
    word = read(document)
    assert [values(each, "pgNumType", "fmt") for each in word.sections] == [[form], [form]]
    assert [bool(values(each, "titlePg")) for each in word.sections] == [True, False]
    fields = {name: part.count(b"> PAGE <") for name, part in word.parts.items() if "header" in name}
    assert sorted(fields.values()) == [0, 1, 1]
    first = next(name for name, count in fields.items() if not count)
    assert "".join(word.xml(first).itertext()).strip() == "ร่าง"


def test_a_draft_says_so_and_an_issued_document_names_its_hash(documents):
    draft = read(documents["khanom"])
    assert all("ร่าง" in text for text in draft.margin_text("header"))
    assert not draft.margin_text("footer")
    issued = read(documents["khanom"], ISSUED)
    assert not any("ร่าง" in text for text in issued.margin_text("header"))
    assert issued.margin_text("footer") == ["".join(ISSUED.foot)] * 2  # of the first page and of the others


def test_the_letter_has_its_head_and_room_to_write(documents, files):
    word = WordFile.of(files["chokchai"])
    head = next(each for each in documents["chokchai"].blocks if isinstance(each, MemoHead))
    opinions = [each for each in documents["chokchai"].blocks if isinstance(each, OpinionBlock)]
    styles = [style for style, _ in word.paragraphs]
    lines = next(each for each in laid_out(documents["chokchai"]).blocks if isinstance(each, PaperMemoHead))
    office = ["MemoField", *["MemoOfficeGoesOn"] * (len(lines.office.lines) - 1)]
    subject = ["MemoField", *["MemoSubjectGoesOn"] * (len(lines.subject.lines) - 1)]
    expected = ["MemoTitle", *office, "MemoTwoFields", *subject, "Addressee"]
    assert len(expected) > 5  # some are filled in over two lines
    assert styles[: len(expected)] == expected
    assert squeezed(word.paragraphs[expected.index("MemoTwoFields")][1]) == squeezed(f"ที่{head.number}วันที่{head.date}")
    assert styles.count("DottedLine") == sum(len(each.blank_lines) for each in opinions) == 6


@pytest.mark.parametrize(("kind", "height"), [("memo", 540_000), ("measures", 1_080_000), ("analysis", 1_620_000)])
def test_seal_and_garuda_have_their_official_heights(nanueng, kind, height):
    stream = BytesIO()
    Image.new("CMYK", (200, 100), (20, 60, 120, 0)).save(stream, "JPEG")
    uri = f"data:image/jpeg;base64,{b64encode(stream.getvalue()).decode()}"
    document = build_document(KINDS[kind], nanueng, 2568)
    first, *rest = document.sections
    head = replace(first.blocks[0], emblem=uri)
    word = read(replace(document, sections=(replace(first, blocks=(head, *first.blocks[1:])), *rest)))
    drawing = next(word.body.iter(f"{W}drawing"))
    extent = next(drawing.iter(f"{WP}extent"))
    assert abs(int(extent.get("cy")) - height) < 1000
    assert abs(int(extent.get("cx")) - 2 * height) < 2000
    assert next(drawing.iter(f"{WP}docPr")).get("descr").startswith("ตราสัญลักษณ์" if kind == "analysis" else "ครุฑ")
    assert squeezed(word.text) == words_of_page(document)
