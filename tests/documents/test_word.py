"""The Word file of every kind of document: the same words as the web page, in styles, on the same paper."""

import html
import re
from base64 import b64encode
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from agencies.models import Agency
from reports import paper
from reports.demonstration import demonstration_agency_load
from reports.documents import KINDS, build_document, document_html
from reports.marking import DRAFT, Mark
from reports.paper import Bar, Block, Chart, Column, Document, Heading, Items, Margins, MemoHead, Opinion, Section
from reports.setting import ARABIC, THAI
from reports.word import word_of
from reports.word.blocks import WRITERS
from reports.word.pictures import FULL, GROUND, WEAK, bar_png
from reports.word.styles import FONT
from reports.word.tables import column_widths
from tests.documents.pdf_text import squeezed
from tests.documents.word_text import WP, W, WordFile, cells_of, pdf_pages_of, values

# Tells pytest-django to make the database; the documents themselves are built once for all tests.
pytestmark = pytest.mark.django_db
DOCUMENTS = {
    "nanueng": ("analysis", 2568),
    "nahom": ("analysis", 2563),
    "khanom": ("progress", 2568),
    "dongsombun": ("analysis", 2566),
    "chokchai": ("memo", 2565),
    "nanueng-measures": ("measures", 2568),
}
ISSUED = Mark("0123456789abcdef" * 4, "https://ita.example.go.th/verify/7", "ฉบับที่ ๑")
CONVERTED = ("nanueng", "khanom", "chokchai", "nanueng-measures")  # one of each kind
PLAIN_PARAGRAPH = {"pStyle", "keepNext", "pageBreakBefore", "sectPr"}
MARGINS = Margins(2.5, 2, 2, 3)
EVERY = pytest.mark.parametrize("name", DOCUMENTS)


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker):
    """The documents of the five demonstration agencies."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_frameworks", stdout=StringIO())
        built = {}
        for name, (kind, year) in DOCUMENTS.items():
            slug = name.partition("-")[0]
            demonstration_agency_load(slug=slug)
            built[name] = build_document(KINDS[kind], Agency.objects.get(slug=slug), year)
        transaction.set_rollback(True)
    return built


@pytest.fixture(scope="module")
def files(documents):
    return {name: word_of(document, DRAFT) for name, document in documents.items()}


def read(document: Document, mark: Mark = DRAFT) -> WordFile:
    return WordFile.of(word_of(document, mark))


def a_document(*blocks: Block, **values) -> Document:
    given = {"title": "ชื่อเอกสาร", "agency": "หน่วยงาน", "digits": THAI, "margins": MARGINS} | values
    return Document(sections=(Section(blocks),), **given)


def words_of_page(document: Document) -> str:
    """Return all words of the web page, in order."""
    body = document_html(document, on_screen=False).partition("<body>")[2]
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\u200b", ""))


# What it says


@EVERY
def test_the_words_are_those_of_the_web_page_in_order(documents, files, name):
    assert squeezed(WordFile.of(files[name]).text) == words_of_page(documents[name])


@EVERY
def test_every_cell_of_every_table_stands_in_its_row(documents, files, name):
    tables = [each for each in documents[name].blocks if isinstance(each, paper.Table)]
    printed = [each for each in WordFile.of(files[name]).tables if "PaperTable" in values(each, "tblPr/tblStyle")]
    assert len(printed) == len(tables)
    for table, found in zip(tables, printed, strict=True):
        expected = [[cell.text for cell in row] for row in table.heading_rows]
        expected += [
            [*([row.heading] if row.across else []), *("\n".join(cell.lines) for cell in row.cells)]
            for row in table.body_rows
        ]
        assert cells_of(found) == expected


@EVERY
def test_strong_rows_are_bold(documents, files, name):
    tables = [each for each in documents[name].blocks if isinstance(each, paper.Table)]
    printed = [each for each in WordFile.of(files[name]).tables if "PaperTable" in values(each, "tblPr/tblStyle")]
    for table, found in zip(tables, printed, strict=True):
        rows = found.findall(f"{W}tr")[len(table.heading_rows) :]
        for row, element in zip(table.rows, rows, strict=True):
            fonts = [values(each, "rPr/rStyle") for each in element.iter(f"{W}r")]
            assert fonts == [["Strong"] if row.is_strong else []] * len(fonts)


@EVERY
def test_headings_are_real_headings(documents, files, name):
    expected = [(each.level - 1, each.text) for each in documents[name].blocks if isinstance(each, Heading)]
    printed = WordFile.of(files[name])
    levels = {"HeadingCentred": 1} | {f"Heading{level}": level for level in (1, 2, 3)}
    assert [(levels[style], text) for style, text in printed.paragraphs if style in levels] == expected


def test_charts_are_tables_of_labels_pictures_and_figures(documents, files):
    charts = [each for each in documents["nanueng"].blocks if isinstance(each, Chart)]
    word = WordFile.of(files["nanueng"])
    tables = [each for each in word.tables if {"ChartTable", "MatrixTable"} & set(values(each, "tblPr/tblStyle"))]
    assert len(charts) == len(tables) == 6
    assert {chart.is_grouped for chart in charts} == {True, False}
    for chart, table in zip(charts, tables, strict=True):
        bars = [bar for group in chart.groups for bar in group.bars]
        pictures = [each.get("descr") for each in table.iter(f"{WP}docPr")]
        assert pictures == [f"{bar.label} {bar.figure} คะแนน" for bar in bars]
        assert values(table, "tblPr/tblDescription") == [chart.summary]
        if chart.is_grouped:
            first, *rows = cells_of(table)
            assert first == [chart.row_heading, *(bar.label for bar in chart.groups[0].bars)]
            assert rows == [[group.label, *(f"{bar.figure}\n" for bar in group.bars)] for group in chart.groups]
        else:
            assert cells_of(table) == [[bar.label, "", bar.figure] for bar in bars]


def test_every_kind_of_block_can_be_written():
    assert set(WRITERS) == {each for each in Block.__subclasses__() if each.__module__ == "reports.paper"}


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
def test_headings_of_tables_are_repeated_and_rows_are_not_parted(documents, files, name):
    tables = [each for each in documents[name].blocks if isinstance(each, paper.Table)]
    printed = [each for each in WordFile.of(files[name]).tables if "PaperTable" in values(each, "tblPr/tblStyle")]
    for table, found in zip(tables, printed, strict=True):
        headings = [bool(values(row, "trPr/tblHeader")) for row in found.findall(f"{W}tr")]
        count = len(table.heading_rows)
        assert headings == [True] * count + [False] * len(table.rows)
        whole = [bool(values(row, "trPr/cantSplit")) for row in found.findall(f"{W}tr")]
        may_part = table.name == "measures"  # its first row, so that the heading above it is never alone
        assert whole == [index != count or not may_part for index in range(len(whole))]


def test_grouped_columns_have_two_rows_of_headings(documents, files):
    status = WordFile.of(files["chokchai"]).tables[-1]
    first, second = status.findall(f"{W}tr")[:2]
    assert values(first, "tc/tcPr/vMerge") == ["restart", "restart"]
    assert values(first, "tc/tcPr/gridSpan") == ["3"]
    assert values(second, "tc/tcPr/vMerge") == ["continue", "continue"]


def test_columns_fill_the_line_whatever_they_ask_for():
    asked = [Column("a", "", 2), Column("b", "", 0), Column("c", "", 3)]
    assert column_widths(asked, 9071) == [1134, 6236, 1701]
    crowd = [Column(str(number), "", width) for number, width in enumerate((3.7, 3.2, 4.6, 2.7, 0, 2.2, 3.4, 4.6, 4.4))]
    widths = column_widths(crowd, 14003)
    assert sum(widths) == 14003
    assert min(widths) > 900
    assert sum(column_widths([Column("a", "", 2)], 9071)) == 9071


@pytest.mark.parametrize(("is_weak", "colour"), [(True, WEAK), (False, FULL)])
def test_bars_are_as_long_as_their_figures(is_weak, colour):
    image = Image.open(BytesIO(bar_png(Bar("", "", 5000, is_weak), 8500)))
    row = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in (image.getpixel((x, 5)) for x in range(480))]
    assert row.count(colour) == 240
    assert row[240] == GROUND
    assert image.getpixel((409, 1)) == (0, 0, 0)


# The paper


@EVERY
def test_pages_are_a4_upright_and_wide_with_the_margins_of_the_document(documents, files, name):
    document = documents[name]
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
    section = Section((paper.Paragraph("ก"),), is_wide=True)
    document = replace(
        a_document(paper.Paragraph("ก"), digits=digits), sections=(*a_document(paper.Paragraph("ก")).sections, section)
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
    opinions = [each for each in documents["chokchai"].blocks if isinstance(each, Opinion)]
    styles = [style for style, _ in word.paragraphs]
    assert styles[:5] == ["MemoTitle", "MemoField", "MemoTwoFields", "MemoField", "Addressee"]
    assert squeezed(word.paragraphs[2][1]) == squeezed(f"ที่{head.number}วันที่{head.date}")
    assert styles.count("DottedLine") == sum(len(each.blank_lines) for each in opinions) == 6


@pytest.mark.parametrize(("kind", "height"), [("memo", 540_000), ("analysis", 1_620_000)])
def test_the_emblem_has_its_official_height(nanueng, kind, height):
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
    assert next(drawing.iter(f"{WP}docPr")).get("descr").startswith("ตราสัญลักษณ์")
    assert squeezed(word.text) == words_of_page(document)


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
    said = dict(re.findall(r"<(?:dc|cp|dcterms):(\w+)[^>]*>([^<]+)<", properties))
    assert said == {
        "title": documents["khanom"].title,
        "creator": documents["khanom"].agency,
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
        "word/document.xml",
        "word/fontTable.xml",
        "word/header.xml",
        "word/media/image.png",
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
    table = paper.Table(text, (column,), (paper.TableRow(((text, text),)), paper.TableRow((), text)))
    chart = Chart(text, text, text, (paper.Group(text, (Bar(text, text, 5000),)),), 8500, text)
    document = a_document(
        paper.Cover((text,), text, text, text, ""),
        MemoHead(text, text, text, text, text, ""),
        Heading(text),
        paper.Paragraph(text, label=text),
        Items((text, text)),
        table,
        chart,
        Opinion(text, text, paper.Signature(text, (text,))),
        title=text,
        agency=text,
    )
    word = read(document, replace(ISSUED, address=text))
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    assert word.text.count(kept) == 29
    assert all(kept in each for each in word.margin_text("footer"))
    assert not list(word.body.iter(f"{W}instrText"))
    assert not list(word.body.iter(f"{W}fldSimple"))
    assert not list(word.body.iter(f"{W}hyperlink"))
    assert "External" not in word.relations


def test_lines_stay_lines_and_tabs_are_spaces():
    word = read(a_document(paper.Paragraph("หนึ่ง\r\nสอง\rสาม\nสี่\tห้า")))
    assert word.text == "หนึ่ง\nสอง\nสาม\nสี่ ห้า"


# As LibreOffice lays it out


@pytest.fixture(scope="module")
def pages(files, tmp_path_factory):
    return pdf_pages_of({name: files[name] for name in CONVERTED}, tmp_path_factory.mktemp("word"))


def without_repeated_headings(pages: list[str], document: Document, words: str) -> tuple[str, int]:
    """Return the text of pages without the headings that a table repeats on them, and how many those were."""
    headings = {
        squeezed("".join(cell.text for row in each.heading_rows for cell in row))
        for each in document.blocks
        if isinstance(each, paper.Table)
    }
    text, repeated = "", 0
    for page in pages:
        said = squeezed(re.sub(r"^- [๐-๙0-9]+ -( ร่าง)?$|^ร่าง$", "", page, flags=re.MULTILINE))
        heading = next((each for each in headings if said.startswith(each)), "")
        if heading and not words.startswith(text + said[: len(heading) + 10]):
            said, repeated = said.removeprefix(heading), repeated + 1
        text += said
    return text, repeated


@pytest.mark.parametrize("name", CONVERTED)
def test_libreoffice_prints_the_same_words_and_repeats_headings(documents, pages, name):
    words = words_of_page(documents[name])
    text, repeated = without_repeated_headings(pages[name], documents[name], words)
    assert text == words
    assert repeated >= {"nanueng": 5, "khanom": 4, "chokchai": 5, "nanueng-measures": 3}[name]


@pytest.mark.parametrize("name", CONVERTED)
def test_libreoffice_numbers_pages_from_the_second(pages, name):
    # It knows no Thai digits for pages and prints Arabic ones; Word prints those that the file asks for.
    numbers = [re.findall(r"^- ([๐-๙0-9]+) -", page, flags=re.MULTILINE) for page in pages[name]]
    assert numbers == [[], *([str(number)] for number in range(2, len(numbers) + 1))]
    assert all("ร่าง" in page for page in pages[name])
