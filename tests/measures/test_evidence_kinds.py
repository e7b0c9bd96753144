"""What is looked for in files of each kind: what runs, what reaches out, what takes memory and time without end."""

import time
import zlib
from io import BytesIO

import pytest
from PIL import Image

from measures.rules import pdf_files
from measures.rules.evidence import EvidenceRefused, check_file
from measures.rules.pictures import MAX_POINTS, SCAN, WEIGHT_OF_POST, drawing_weight
from tests.measures.evidence_files import PDF, office, photo

RUNS = b"<</S/JavaScript/JS(app.alert(1))>>"
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="{}"/>'
    "</Relationships>"
)


def refusal(name: str, content: bytes) -> str:
    try:
        check_file(name, content)
    except EvidenceRefused as refused:
        return str(refused)
    return ""


# PDF


def pdf_with(dictionary: bytes, stream: bytes) -> bytes:
    return PDF.replace(b"trailer", b"5 0 obj<<" + dictionary + b">>stream\n" + stream + b"\nendstream endobj\ntrailer")


def packed(objects: bytes, dictionary: bytes = b"/Type/ObjStm/N 1/First 5/Filter/FlateDecode") -> bytes:
    return pdf_with(dictionary, zlib.compress(b"9 0  " + objects))


@pytest.mark.parametrize(
    "content",
    [
        PDF.replace(b"/Type", b"/OpenAction<</S/J#61vaScript/JS(app.alert(1))>>/Type"),
        PDF.replace(b"/Type", b"/A<</S/#4c#61#75#6E#63#68/F(cmd.exe)>>/Type"),
        packed(RUNS),
        packed(RUNS.replace(b"JavaS", b"#4AavaS")),
        packed(RUNS, b"/N 1/#46irst 5/#46ilter/FlateDecode"),
        packed(RUNS, b"/N 1/First 7 0 R/Filter/FlateDecode"),
        packed(RUNS, b"/N 1/First 7 0 R/X(stream\n)/Y(stream\nendstream)/Filter/FlateDecode"),
    ],
)
def test_a_script_is_found_however_its_name_is_written_or_packed(content: bytes):
    assert "คำสั่งที่ทำงานได้เอง" in refusal("a.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(b"/N 1/First 5/Filter[/FlateDecode/FlateDecode]", zlib.compress(zlib.compress(b"9 0 " + RUNS))),
        pdf_with(b"/N 1/First 5/Filter/ASCIIHexDecode", b"9 0 ".hex().encode() + RUNS.hex().encode()),
        pdf_with(b"/N 1/First 5/Filter/FlateDecode/DecodeParms<</Predictor 12>>", zlib.compress(b"\x029 0 " + RUNS)),
        pdf_with(b"/N 1/First 5/Filter/FlateDecode", b"encrypted"),
        packed(RUNS, b"/N 1/First 5/X(stream\n)/Filter/FlateDecode"),
    ],
)
def test_objects_that_cannot_be_read_are_refused(content: bytes):
    assert "ตรวจเนื้อหาภายในของไฟล์ PDF นี้ไม่ได้" in refusal("a.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        packed(b"<</Type/Page>>"),
        # A page after bookmarks, and a picture: packed, but no objects.
        pdf_with(b"/Filter/FlateDecode", zlib.compress(b"BT /F1 12 Tf ET")).replace(
            b"5 0 obj", b"4 0 obj<</Type/Outlines/First 9 0 R>>endobj 5 0 obj"
        ),
        pdf_with(b"/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff"),
    ],
)
def test_what_offices_print_is_kept(content: bytes):
    assert refusal("a.pdf", content) == ""


def test_packed_objects_are_read_within_bounds(monkeypatch):
    monkeypatch.setattr(pdf_files, "MAX_UNPACKED", 1_000_000)
    assert "ตรวจเนื้อหาภายใน" in refusal("a.pdf", packed(b" " * 5_000_000))
    began = time.process_time()
    refusal("a.pdf", PDF + b"/First 9 0 R/Filter stream\n" * 20_000 + b"%%EOF")
    refusal("a.pdf", PDF + (b"stream\n" + zlib.compress(b"9 0 ")) * 20_000 + b"%%EOF")
    refusal("a.pdf", PDF + b"/J#61" * 200_000 + b"%%EOF")
    refusal("a.pdf", PDF + b"/First 5 5 " * 100_000 + b"%%EOF")
    assert time.process_time() - began < 3


# DOCX and XLSX


@pytest.mark.parametrize(
    ("kind", "part", "relation", "target"),
    [
        ("docx", "word/_rels/settings.xml.rels", "attachedTemplate", "https://evil.example/a.dotm"),
        ("docx", "word/_rels/document.xml.rels", "image", "https://evil.example/a.png"),
        ("docx", "word/_RELS/document.xml.RELS", "oleObject", "file://evil/a"),
        ("docx", "word/_rels/document.xml.rels", "frame", "https://evil.example/"),
        ("xlsx", "xl/externalLinks/_rels/externalLink1.xml.rels", "externalLinkPath", "file:///C:/a.xlsx"),
        ("xlsx", "xl/_rels/workbook.xml.rels", "attachedToolbars", "https://evil.example/a"),
    ],
)
def test_what_reaches_for_another_file_when_it_is_opened_is_refused(kind: str, part: str, relation: str, target: str):
    content = office(kind, **{part: RELATION.format(relation, target, "External").encode("utf-16")})
    assert {"docx": "เรียกแม่แบบ ภาพ หรือข้อมูลจากไฟล์อื่น", "xlsx": "เชื่อมโยงไปยังไฟล์หรือข้อมูลอื่น"}[kind] in refusal(
        f"a.{kind}", content
    )


def test_links_that_people_follow_and_parts_of_the_same_file_are_kept():
    link = RELATION.format("hyperlink", "https://www.nacc.go.th/", "External").encode()
    own = RELATION.format("image", "media/a.png", "Internal").encode()
    assert refusal("a.docx", office(**{"word/_rels/document.xml.rels": link, "word/_rels/a.xml.rels": own})) == ""


def test_links_to_other_programs_and_controls_are_refused():
    assert "เชื่อมโยงไปยังไฟล์" in refusal(
        "a.xlsx", office("xlsx", **{"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"})
    )
    assert "คำสั่งที่ทำงานได้เอง" in refusal("a.docx", office(**{"word/activeX/activeX1.xml": b"<x/>"}))


# Pictures


def webp_header(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sides


def test_a_webp_is_refused_by_its_header_before_room_is_made_for_it(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    for header in (
        webp_header(8_000, 6_000),
        b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (7_999 | 5_999 << 14).to_bytes(4, "little"),
    ):
        assert "ความละเอียดสูงเกินไป" in refusal("a.webp", header)
    assert "เปิดไฟล์นี้ไม่ได้" in refusal("a.webp", b"RIFF\0\0\0\0WEBPXXXX")


@pytest.mark.parametrize("lossless", [False, True])
def test_the_size_of_a_webp_is_read_as_pillow_reads_it(lossless: bool):
    made = BytesIO()
    Image.effect_noise((61, 43), 40).convert("RGB").save(made, "WEBP", lossless=lossless)
    assert drawing_weight(made.getvalue()) == drawing_weight(photo("WEBP", (61, 43))) == 61 * 43 * 4


def test_what_a_photo_asks_for_leaves_room_for_ten_and_other_kinds_ask_for_more():
    assert drawing_weight(photo(size=(400, 300))) == 120_000
    assert drawing_weight(photo("PNG", (400, 300))) == 480_000
    assert drawing_weight(PDF) == 0
    assert 10 * 12_500_000 < WEIGHT_OF_POST < 10 * MAX_POINTS["JPEG"]


def test_a_photo_of_scans_without_end_is_refused():
    made = BytesIO()
    Image.effect_noise((64, 64), 40).save(made, "JPEG", progressive=True)
    assert refusal("a.jpg", made.getvalue()) == ""
    assert refusal("a.jpg", made.getvalue()[:-2] + (SCAN + b"\0\x08\x01\x01\0\0\x3f\0") * 60 + b"\xff\xd9")
