"""What official paper must have, whatever is printed on it: bookmarks, repeated headings, no heading left alone."""

import re
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest
from django.db import transaction

from agencies.models import Agency
from assessments.rules.sheet import build_sheet
from ita_portal.text.thai import thai_digits
from reports.content.charts import charts
from reports.content.kinds import KINDS, build_document
from reports.output import pdf as rendering
from reports.output.continuation import continuation_word
from reports.output.formats import document_html, document_pdf
from reports.paper.blocks import Heading, Paragraph, Table
from reports.paper.mark import DRAFT, Mark
from tests.documents.pdf_text import glyphs_of, squeezed, text_of
from workspace.demonstration.agencies import demonstration_agency_load

# The paper is drawn from a document that was read already; test_demo_documents.py reads one on every database.
pytestmark = pytest.mark.any_database

DOCUMENTS = [
    ("nanueng", "analysis", 2568),
    ("nanueng", "measures", 2568),
    ("nahom", "analysis", 2563),
    ("nahom", "measures", 2564),
    ("khanom", "progress", 2568),
    ("dongsombun", "analysis", 2566),
    ("dongsombun", "measures", 2567),
    ("chokchai", "memo", 2565),
]
FOOT = 205.0  # pixels that the foot of a usual page has for its continuation
each_document = pytest.mark.parametrize(("slug", "kind", "year"), DOCUMENTS)


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a function that prints a demonstration document once: its values and its pages as lines of text."""

    @cache
    def print_it(slug, kind, year):
        with django_db_blocker.unblock(), transaction.atomic():
            demonstration_agency_load(slug=slug)
            document = build_document(KINDS[kind], Agency.objects.get(slug=slug), year)
            transaction.set_rollback(True)
        pages = text_of(document_pdf(document), tmp_path_factory.mktemp("paper")).split("\f")
        return document, [
            [squeezed(line) for line in page.splitlines() if line.strip()] for page in pages if page.strip()
        ]

    return print_it


def body(lines: list[str]) -> list[str]:
    """Return the lines of a page without what stands in its margins."""
    return [line for line in lines if not re.fullmatch(r"-[๐-๙0-9]+-(ร่าง)?|ร่าง|/.*…", line)]


@each_document
def test_no_page_ends_with_a_heading_a_caption_or_the_heading_of_a_table(printed, slug, kind, year):
    document, pages = printed(slug, kind, year)
    lonely = {squeezed(block.text) for block in document.blocks if isinstance(block, Heading)}
    lonely |= {
        squeezed(block.text) for block in document.blocks if isinstance(block, Paragraph) and block.style == "strong"
    }
    for table in (block for block in document.blocks if isinstance(block, Table)):
        lonely.add(squeezed(table.caption))
        lonely.add(squeezed("".join(column.heading for column in table.columns)))
        lonely |= {squeezed(row.heading) for row in table.rows if not row.cells}
    for page in pages[1:]:
        end = "".join(body(page)[-6:])
        assert not [text for text in lonely if text and end.endswith(text)]


@pytest.mark.parametrize(("slug", "kind", "year"), [row for row in DOCUMENTS if row[1] in ("measures", "progress")])
def test_the_heading_of_a_table_is_repeated_on_each_of_its_pages(printed, slug, kind, year):
    _, pages = printed(slug, kind, year)
    for page in pages[1:]:  # all but the cover
        assert any("ผู้รับผิดชอบ" in line for line in page)


@each_document
def test_drafts_say_so_on_every_page_and_pages_are_numbered_from_the_second(printed, slug, kind, year):
    document, pages = printed(slug, kind, year)
    number = thai_digits if document.digits == "thai" else str
    for page_number, page in enumerate(pages, 1):
        assert any(line.endswith("ร่าง") for line in page)
        stands = any(line.startswith(f"-{number(page_number)}-") for line in page)
        assert stands == (page_number > 1)


def test_an_issued_document_names_its_hash_and_where_to_verify_it(printed, tmp_path):
    document, _ = printed("khanom", "progress", 2568)
    mark = Mark("ab12" * 16, "https://ita.example.go.th/verify/ab12ab12ab12ab12/", "ฉบับที่ ๑")
    pages = text_of(document_pdf(document, mark), tmp_path).split("\f")
    foot = f"รหัสตรวจสอบ ab12ab12ab12ab12 ตรวจสอบได้ที่ {mark.address}"
    for page in pages[:-1]:
        assert "ร่าง" not in page.split()
        assert squeezed(foot) in squeezed(page)
    assert document_pdf(document, mark) != document_pdf(document, DRAFT)


def test_a_memo_names_at_the_foot_what_the_next_page_begins_with(printed):
    _, pages = printed("chokchai", "memo", 2565)
    for page, following in pairwise(pages):
        (foot,) = [line for line in page if re.fullmatch(r"/.*…", line)]
        assert foot.strip("/…") in "".join(body(following)[:20])
    assert not [line for line in pages[-1] if line.startswith("/")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ผลการดำเนินการ", "ผลการดำเนินการ"),
        ("๓. ควรมีนโยบายด้านความโปร่งใสในการดำเนินการ", "๓. ควรมีนโยบายด้าน"),
        ("\"ควร'มี\\นโยบาย", "ควรมีนโยบาย"),
        ("", ""),
    ],
)
def test_a_continuation_is_the_first_whole_words_of_a_line(line, words):
    assert continuation_word(line, FOOT) == words


def test_a_long_line_without_spaces_is_cut_between_words():
    line = "การส่งเสริมคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
    assert continuation_word(line, FOOT) == "การส่งเสริมคุณธรรม"
    assert continuation_word(line, FOOT * 0.6) == "การส่งเสริม"


def test_a_continuation_stays_within_the_margins(printed):
    document, _ = printed("chokchai", "memo", 2565)
    pages = pypdfium2.PdfDocument(document_pdf(document))
    right = pages[0].get_width() - document.margins.right * 72 / 2.54
    for page in list(pages)[:-1]:
        text = page.get_textpage()
        feet = [text.get_charbox(each) for each in range(text.count_chars()) if text.get_text_range(each, 1) == "…"]
        assert 0 <= right - feet[-1][2] < 6


@each_document
def test_bookmarks_lead_to_the_sections(printed, slug, kind, year):
    document, _ = printed(slug, kind, year)
    toc = [squeezed(mark.get_title()) for mark in pypdfium2.PdfDocument(document_pdf(document)).get_toc()]
    for block in document.blocks:
        if isinstance(block, Heading):
            assert squeezed(block.text) in toc


@each_document
def test_no_page_draws_a_dotted_circle(printed, slug, kind, year):
    document, _ = printed(slug, kind, year)
    page = '<html lang="th"><title>ก</title><body><p>\u25cc</p><h2>\u25cc</h2></body></html>'
    circles = glyphs_of(rendering.pdf_of(page))
    assert circles
    assert not circles & glyphs_of(document_pdf(document))


def test_charts_need_figures_and_histories_need_years(frameworks):
    from assessments.models import Framework

    structure = Framework.objects.get(fiscal_year=2568).structure()
    empty = build_sheet(structure, {}, target=85)
    assert charts([empty], ["overall", "years", "ranking"], map(str, range(1, 9))) == ()


def test_charts_say_their_figures_in_a_sentence_and_in_text(printed):
    document, _ = printed("nahom", "analysis", 2563)
    html = document_html(document)
    assert 'aria-label="10. การป้องกันการทุจริต 37.50 คะแนน"' in html
    assert len(re.findall("<figure", html)) == 4  # one year only: no chart of several years
