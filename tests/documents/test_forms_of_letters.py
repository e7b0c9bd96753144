"""The measures of a memo and an announcement on paper, and what stays together there: read from the PDF, and from Word.

The boxes are those that pdfium finds in the finished PDF, in points from the foot of the page.
"""

from base64 import b64encode
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
import weasyprint

from reports.output.formats import document_pdf
from reports.paper.blocks import (
    AnnouncementDate,
    AnnouncementHead,
    Document,
    Heading,
    Margins,
    MemoHead,
    OpinionBlock,
    Paragraph,
    Section,
    Signature,
)
from reports.paper.layout import CM_PER_POINT
from tests.agencies.pictures import picture_file
from tests.documents.pdf_text import squeezed
from tests.documents.printed_pages import PrintedPage, printed_pages
from tests.documents.word_documents import read
from tests.documents.word_text import WP, W, values

pytestmark = pytest.mark.any_database

MARGINS = Margins(2.5, 2, 2, 3)
LEFT, TOP, LINE = 3 / CM_PER_POINT, (29.7 - 2.5) / CM_PER_POINT, 16 / CM_PER_POINT
GARUDA = f"data:image/png;base64,{b64encode(picture_file('garuda.png', size=(90, 100)).read()).decode()}"
LONG_SUBJECT = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน รอบ ๖ เดือน"
HEAD = MemoHead("สำนักปลัด", "มห 75401/-", "31 มีนาคม 2565", LONG_SUBJECT, "นายกเทศมนตรี", GARUDA)
SIGNATURE = Signature("", ("นิติกรปฏิบัติการ",))
CLOSING = "จึงเรียนมาเพื่อโปรดทราบและพิจารณา"
OPINIONS = tuple(OpinionBlock(f"ความเห็นของ{who}", "", SIGNATURE) for who in ("หัวหน้า", "ปลัด", "นายก"))


def letter(*blocks) -> Document:
    return Document("บันทึก", "นาหนึ่ง", "thai", MARGINS, (Section(blocks),), has_continuation=True)


def memo(lines: int, opinions=OPINIONS) -> Document:
    body = (Paragraph(f"ข้อที่ {number}") for number in range(lines))
    return letter(HEAD, *body, Paragraph(CLOSING, style="apart"), SIGNATURE, *opinions)


def boxes_of(page: PrintedPage, words: str) -> list[tuple[float, ...]]:
    """Return the boxes of the letters of some words, as they stand first on a page."""
    found = page.textpage.search(words).get_next()
    assert found, words
    return [page.textpage.get_charbox(index) for index in range(found[0], found[0] + found[1])]


def pictures_of(page: PrintedPage) -> list[tuple[float, ...]]:
    return [each.get_bounds() for each in page.page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]


def leaders_of(page: PrintedPage) -> list[int]:
    """Return how many points below the top of the text dots stand at the end of the line, where no words reach."""
    drawn = page.page.render(scale=4).to_pil().convert("L")
    top, end = round((page.page.get_height() - TOP) * 4), round((LEFT + LINE) * 4)
    strip = drawn.crop((end - 40, top, end - 4, top + 150 * 4))
    dark = {row // 4 for row in range(strip.height) if strip.crop((0, row, strip.width, row + 1)).getextrema()[0] < 128}
    return sorted(row for row in dark if row - 1 not in dark)


@pytest.fixture(scope="module")
def first_page():
    return printed_pages(memo(1))[0]


def test_title_and_garuda_of_a_memo_take_one_and_a_half_centimetres(first_page):
    ((left, bottom, _, top),) = pictures_of(first_page)
    assert left == pytest.approx(LEFT, abs=0.5)
    assert top == pytest.approx(TOP, abs=0.5)
    assert top - bottom == pytest.approx(1.5 / CM_PER_POINT, abs=0.5)
    title = boxes_of(first_page, "บันทึกข้อความ")
    middle = (min(box[0] for box in title) + max(box[2] for box in title)) / 2
    assert middle == pytest.approx(LEFT + LINE / 2, abs=3)
    # The title's own line of 35 points ends where the picture does.
    assert all(bottom - 1 < box[1] and box[3] < bottom + 35 + 4 for box in title)


def test_the_day_begins_in_the_middle_of_the_line_of_the_number(first_page):
    day, number = boxes_of(first_page, "วันที่"), boxes_of(first_page, "ที่ มห")
    assert day[0][0] == pytest.approx(LEFT + LINE / 2, abs=2)
    assert day[0][1] == pytest.approx(number[0][1], abs=2)


@pytest.mark.parametrize("head", [HEAD, replace(HEAD, number="", date="")], ids=["filled in", "left to the pen"])
def test_every_line_that_is_filled_in_stands_on_dots_to_its_end(head):
    """Of ส่วนราชการ, ที่ and วันที่, and both lines of เรื่อง."""
    (page,) = printed_pages(letter(head, Paragraph("ข้อความ")))
    leaders = leaders_of(page)
    assert len(leaders) == 4
    assert all(18 < below - above < 32 for above, below in pairwise(leaders))


def test_the_garuda_of_an_announcement_is_three_centimetres_high_in_the_middle():
    head = AnnouncementHead("เทศบาลตำบลนาหนึ่ง", "มาตรการ", GARUDA)
    date = AnnouncementDate("31 มีนาคม 2565")
    (page,) = printed_pages(letter(head, Paragraph("ข้อความ"), Paragraph("จึงประกาศ"), date, SIGNATURE))
    ((left, bottom, right, top),) = pictures_of(page)
    assert top - bottom == pytest.approx(3 / CM_PER_POINT, abs=0.5)
    assert (left + right) / 2 == pytest.approx(LEFT + LINE / 2, abs=0.5)
    lines = ["ประกาศเทศบาลตำบลนาหนึ่ง", "เรื่องมาตรการ", "ข้อความ", "จึงประกาศ", "ประกาศณวันที่31เดือนมีนาคมพ.ศ.2565", "(ลงชื่อ)"]
    places = [page.text.index(line) for line in lines]
    assert places == sorted(places)


def test_a_day_that_is_not_known_is_left_to_the_pen():
    assert "เดือน ....." in AnnouncementDate("").text
    assert AnnouncementDate("มีนาคม 2565").text == "ประกาศ ณ วันที่ มีนาคม 2565"


@pytest.mark.parametrize("lines", range(10, 24))
def test_no_signature_begins_a_page_and_no_page_holds_one_opinion_alone(lines):
    """Whatever the length of the letter: the end of the page falls everywhere between the body and the signatures."""
    pages = [page.text for page in printed_pages(memo(lines))]
    (closing,) = [number for number, text in enumerate(pages) if squeezed(CLOSING) in text]
    assert "นิติกรปฏิบัติการ" in pages[closing]
    assert all("/(ลงชื่อ" not in text for text in pages)
    last = [each.heading for each in OPINIONS if squeezed(each.heading) in pages[-1]]
    assert len(last) != 1


def test_a_single_opinion_follows_the_signature():
    for lines in range(14, 24, 2):
        pages = [page.text for page in printed_pages(memo(lines, OPINIONS[2:]))]
        assert squeezed(CLOSING) in pages[-1]


def test_no_continuation_leads_to_an_annex():
    annex = Section((Heading("เอกสารแนบ"), Paragraph("ตาราง")), starts_page=True)
    document = memo(1)
    first, *_ = pypdfium2.PdfDocument(
        document_pdf(Document(**{**vars(document), "sections": (*document.sections, annex)}))
    )
    assert "/เอกสารแนบ" not in PrintedPage(first).text


def test_a_letter_is_laid_out_once(monkeypatch):
    layouts = []
    render = weasyprint.HTML.render
    monkeypatch.setattr(weasyprint.HTML, "render", lambda *args, **kwargs: layouts.append(1) or render(*args, **kwargs))
    pages = printed_pages(memo(31))
    assert len(pages) > 1
    assert "…" in pages[0].text
    assert len(layouts) == 1


# Word


def test_word_has_the_title_in_a_line_of_exactly_35_points_and_the_garuda_beside_it():
    word = read(memo(1))
    style = word.styles()["MemoTitle"]
    assert (values(style, "pPr/spacing", "line"), values(style, "pPr/spacing", "lineRule")) == (["700"], ["exact"])
    assert values(style, "rPr/szCs") == ["58"]
    (anchor,) = word.body.iter(f"{WP}anchor")
    assert next(anchor.iter(f"{WP}extent")).get("cy") == "539750"
    assert [each.get("relativeFrom") for each in anchor if each.get("relativeFrom")] == ["margin", "margin"]


def test_word_dots_each_line_and_begins_the_day_in_the_middle():
    word = read(memo(1))
    middle = values(word.styles()["MemoTwoFields"], "pPr/tabs/tab", "pos")[0]
    assert int(middle) == pytest.approx(8 * 1440 / 2.54, abs=2)
    fields = [each for each in word.body.iter(f"{W}p") if values(each, "pPr/pStyle")[0].startswith("Memo")][1:]
    dotted = [sum(1 for run in each.iter(f"{W}r") if list(run.iter(f"{W}tab"))) for each in fields]
    assert dotted == [1, 2, 1, 1]  # ส่วนราชการ, ที่ and วันที่, two lines of เรื่อง


def test_word_keeps_closing_and_signature_and_the_last_two_opinions_together():
    word = read(memo(1))
    paragraphs = list(word.body.iter(f"{W}p"))
    texts = ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in paragraphs]
    kept = [bool(values(each, "pPr/keepNext")) for each in paragraphs]
    closing, first, second, third = (texts.index(each) for each in (CLOSING, *(f"{o.heading} " for o in OPINIONS)))
    assert all(kept[closing : first - 1])
    assert not kept[first - 1]
    assert not kept[second - 1]
    assert all(kept[second : len(kept) - 1])
    assert third < len(kept)
