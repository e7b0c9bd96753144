"""The lines of a finished PDF end where whole words end, whatever their length; what fits no line is parted."""

import re
from itertools import accumulate, product

import pypdfium2
import pytest

from reports.output.pdf import pdf_of
from reports.paper.ruler import lines_in, pieces, pieces_at_need, simple_words, width_of
from tests.documents.pdf_text import squeezed

TEXT = (
    "ผู้มีส่วนได้ส่วนเสียเสนอความคิดเห็นและข้อตกลงดังต่อไปนี้ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ที่อำเภอท่าคันโท จังหวัดกาฬสินธุ์ "
    "ผ่านระบบ (E-Service) ของเทศบาลตำบลดงสมบูรณ์ อยู่ระหว่างดำเนินการป้องกันการประพฤติมิชอบในหน่วยงานภาครัฐ "
)
NAMES = ("ดงสมบูรณ์",)
SIZE = 14


def lines_of(text: str, width: float, names: tuple[str, ...] = NAMES) -> list[str]:
    style = f"p {{ font: {SIZE}pt Laksaman; margin: 0; overflow-wrap: break-word; width: {width}pt }}"
    page = f'<html lang="th"><title>ก</title><style>{style}</style><body><p>{text}</p></body></html>'
    return drawn_lines(pdf_of(page, "@page { size: A4; margin: 1cm }", names=names))


def drawn_lines(pdf: bytes) -> list[str]:
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return [line.strip() for line in text.replace("\r", "").replace("\ufffe", "-\n").split("\n") if line.strip()]


@pytest.mark.parametrize("width", [65, 70, 90, 120, 180, 300])
def test_lines_end_where_whole_words_end(width):
    text = TEXT
    lines = lines_of(text, width)
    assert squeezed("".join(lines)) == squeezed(text)
    ends = {*accumulate(len(squeezed(piece)) for piece in pieces(text, NAMES))}
    inside = [end for end in accumulate(len(squeezed(line)) for line in lines) if end not in ends]
    too_wide = [each for each in pieces(text, NAMES) if width_of(each, False) * SIZE > width]
    assert bool(inside) == bool(too_wide)
    at_need = {*accumulate(len(squeezed(piece)) for piece in pieces_at_need(text, NAMES))}
    still_inside = [end for end in inside if end not in at_need]
    assert bool(still_inside) == any(width_of(each, False) * SIZE > width for each in pieces_at_need(text, NAMES))
    simple = {*accumulate(len(squeezed(word)) for word in simple_words(text))}
    assert all(end in simple for end in still_inside)


def test_a_name_that_fits_no_line_is_parted_between_its_words():
    name = "ตำบลนาหนึ่งสองสาม" * 8
    lines = lines_of(f"ของ{name}ที่", 150, (name,))
    ends = {*accumulate(len(piece) for piece in pieces_at_need(f"ของ{name}ที่"))}
    assert len(lines) > 3
    assert all(end in ends for end in accumulate(map(len, lines)))


ADDRESSES = [
    "saraban.integrity@nanueng-municipality.go.th",
    "https://www.nanueng-municipality.go.th/th/information/ita_2568/documents/o27?download=true&version=1234567890",
]


@pytest.mark.parametrize("width", [85, 90, 120, 160])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_fits_no_line_is_parted_at_its_signs(address, width):
    lines = lines_of(f"ทาง {address} หรือ", width)
    assert "".join(lines).replace(" ", "") == f"ทาง{address}หรือ"
    names = re.findall("[A-Za-z0-9]+", address)
    assert all(any(name in line for line in lines) for name in names)
    assert all(width_of(line, False) * SIZE <= width for line in lines)


def test_a_sum_is_never_parted_at_its_point():
    assert "1,234,567.89" in lines_of("จำนวน 1,234,567.89 บาท", 85)


def test_the_ruler_parts_an_address_where_the_renderer_does():
    for address, width in product(ADDRESSES, (85, 90, 120, 160)):
        assert lines_in(address, width / SIZE) == len(lines_of(address, width))


def test_what_has_no_words_is_parted_between_letters():
    assert max(map(len, lines_of("www." + "a" * 200, 100))) < 40
