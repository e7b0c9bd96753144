"""What people bring, read as paragraphs and tables: the same document from each kind of file."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ita_portal.documents import reading, refusal
from ita_portal.documents.reading import read_document, read_pasted
from ita_portal.documents.refusal import DocumentUnreadable
from ita_portal.documents.source import DocumentTable, joined_over_pages
from tests.portal.documents import built

KINDS = {
    "a.docx": built.word_file,
    "a.html": lambda: built.web_page().encode(),
    "a.txt": lambda: built.plain_text().encode(),
    "cp874.txt": lambda: built.plain_text().encode("cp874"),
    "tagged.pdf": lambda: built.pdf_file(tagged=True),
    "drawn.pdf": lambda: built.pdf_file(tagged=False),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_document_is_the_same_from_every_kind_of_file(name):
    document = read_document(name, KINDS[name]())
    first, second = document.paragraphs[:2]
    assert (first.text, second.text) == (built.HEADING, built.SENTENCE)
    assert document.tables[0].rows == built.UNFOLDED
    assert first.level == 1 or name == "drawn.pdf"


@pytest.mark.parametrize("rows", [[("", "ข", "ค")], [("ก", "", "ค")], [("", "", "ค"), ("ก", "ข", "")]], ids=str)
@pytest.mark.parametrize("tagged", [True, False])
def test_an_empty_cell_of_a_printed_table_moves_no_other(rows, tagged):
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    page = f"<p>{built.SENTENCE} {built.NOTE}</p><table>{lines}</table>"
    assert read_document("a.pdf", built.pdf_file(page, tagged=tagged)).tables[0].rows == tuple(rows)


def test_what_is_pasted_is_a_page_or_text():
    assert read_pasted(built.web_page()).tables[0].rows == built.UNFOLDED
    assert read_pasted(built.plain_text()).tables[0].rows == built.UNFOLDED


def test_a_table_aligned_by_blanks_is_a_table():
    lines = ["ที่    ตัวชี้วัด         คะแนน", "1    การปฏิบัติหน้าที่    91.25", "2    การใช้งบประมาณ     90.10"]
    assert read_pasted("\n".join(lines)).tables[0].rows[1] == ("1", "การปฏิบัติหน้าที่", "91.25")


def test_a_table_with_a_cell_to_a_line_is_a_table():
    text = "\tมาตรการ\n\tผู้รับผิดชอบ\n\n\t(๑) ลดขั้นตอน\nการให้บริการ\n\tสำนักปลัด\nกองคลัง\n\n\nจึงเรียนมา"
    document = read_pasted(text)
    assert document.tables[0].rows[1] == ("(๑) ลดขั้นตอน\nการให้บริการ", "สำนักปลัด\nกองคลัง")
    assert document.paragraphs[-1].text == "จึงเรียนมา"


def test_a_word_file_tells_boxes_links_and_inner_tables_and_no_deleted_words():
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    inner = document.add_table(rows=1, cols=1).cell(0, 0)
    inner.text = "นอก"
    inner.add_table(rows=1, cols=2).cell(0, 0).text = "ใน"
    paragraph = document.add_paragraph("ก่อน ")
    box = "<w:p><w:r><w:t>กล่อง</w:t></w:r></w:p>"
    for xml in (
        f"<w:del {nsdecls('w')}><w:r><w:delText>ลบ</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')}><w:r><w:t>แทรก</w:t></w:r></w:ins>",
        f"<w:hyperlink {nsdecls('w')}><w:r><w:t> ลิงก์</w:t></w:r></w:hyperlink>",
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    found = read_document("a.docx", built.saved(document))
    assert [table.rows for table in found.tables] == [(("นอก",),), (("ใน", ""),)]
    assert [each.text for each in found.paragraphs] == ["ก่อน แทรก ลิงก์", "กล่อง"]


# Refusals


def zipped(**files: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def scan() -> bytes:
    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (200, 300), "white").save(content, "PDF")
    return content.getvalue()


# A page locked by a password, as a tool for PDF writes it, cut to what a reader looks at first.
LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -44>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)
REFUSED = {
    "old.doc": (b"\xd0\xcf\x11\xe0 and more", refusal.OLD_WORD),
    "a.hwp": (b"HWP Document File", refusal.HANGUL),
    "a.odt": (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), refusal.OPEN_DOCUMENT),
    "renamed.docx": (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), refusal.OPEN_DOCUMENT),
    "a.rtf": (b"{\\rtf1 x}", refusal.RICH_TEXT),
    "a.png": (b"\x89PNG\r\n", refusal.PICTURE),
    "a.exe": (b"MZ", refusal.UNKNOWN_KIND),
    "a.docx": (b"no archive", refusal.NO_WORD),
    "broken.docx": (zipped(word__document_xml=b"<w:document"), refusal.NO_WORD),
    "bomb.docx": (zipped(word__document_xml=b" " * (refusal.MEGABYTE * 31)), refusal.TOO_LARGE_UNPACKED),
    "entity.docx": (zipped(word__document_xml=b'<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'), refusal.NO_WORD),
    "broken.pdf": (b"%PDF-1.7 nothing", refusal.NO_PDF),
    "locked.pdf": (LOCKED, refusal.ENCRYPTED_PDF),
    "scan.pdf": (scan(), refusal.SCANNED),
    "large.txt": (b" " * (refusal.MAX_BYTES + 1), refusal.TOO_LARGE),
    "empty.txt": (b" \n ", refusal.EMPTY),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(name):
    content, reason = REFUSED[name]
    with pytest.raises(DocumentUnreadable, match=re.escape(reason)):
        read_document(name, content)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(DocumentUnreadable, match="นานเกินไป"):
        read_document("a.docx", built.word_file())


def test_a_span_over_a_million_columns_is_no_work():
    page = "<table><tr><td colspan=9999 rowspan=9999>x</td></tr><tr><td>y</td></tr></table>"
    rows = read_pasted(page).tables[0].rows
    assert len(rows) == 2
    assert len(rows[0]) == 50


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        ("๑. จัดทำคู่มือ ปฏิบัติงาน (ต่อ)", "๑. จัดทำคู่มือปฏิบัติงาน"),
        ("๑. จัดทำ… (ต่อ)", "๑. จัดทำคู่มือปฏิบัติงาน"),
        ("และเผยแพร่", "๑. จัดทำคู่มือปฏิบัติงานและเผยแพร่"),
        ("๒. อบรม (ต่อ)", "๑. จัดทำคู่มือปฏิบัติงาน\n๒. อบรม (ต่อ)"),
    ],
)
def test_a_title_that_a_page_repeats_with_its_row_is_read_once(rest, whole):
    heading = ("ประเด็น", "มาตรการ", "ขั้นตอน")
    pages = [(heading, ("๑. คะแนน", "๑. จัดทำคู่มือปฏิบัติงาน", "๑. ร่าง")), (heading, ("", rest, "๒. ประกาศ"))]
    (table,) = joined_over_pages([DocumentTable(rows, "") for rows in pages], [1, 2])
    assert table.rows == (heading, ("๑. คะแนน", whole, "๑. ร่าง\n๒. ประกาศ"))


def test_a_blank_at_which_a_page_parts_a_cell_stays_and_none_elsewhere():
    heading = ("มาตรการ", "ขั้นตอน ")
    above = ("๑. จัดทำคู่มือ", "๑. ประชุม ")
    (table,) = joined_over_pages(
        [DocumentTable((heading, above), ""), DocumentTable((heading, ("", "คณะ ")), "")], [1, 2]
    )
    assert table.rows == (("มาตรการ", "ขั้นตอน"), ("๑. จัดทำคู่มือ", "๑. ประชุม คณะ"))
    titled = DocumentTable((heading, ("๑. จัดทำคู่มือ (ต่อ)", "คณะ ")), "")
    (table,) = joined_over_pages([DocumentTable((heading, above), ""), titled], [1, 2])
    assert table.rows[1:] == (("๑. จัดทำคู่มือ", "๑. ประชุม "), ("๑. จัดทำคู่มือ (ต่อ)", "คณะ"))
