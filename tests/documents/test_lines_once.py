"""A line of text is laid out once, and the document is the same as if it were laid out whenever it is asked for."""

import gc
from contextlib import nullcontext
from weakref import ref

import pytest

from reports.output import lines_once
from reports.output import pdf as rendering

pytestmark = pytest.mark.paper

SENTENCE = "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment) "
CELLS = "".join(f"<td>{SENTENCE * times}</td>" for times in (1, 2, 3))
PAGES = {
    "a table": f"<table><tr>{CELLS}</tr><tr>{CELLS}</tr></table>",
    "a table without widths": f'<table class="auto"><tr>{CELLS}</tr></table>',
    "flexible boxes": f'<div class="row"><p>{SENTENCE}</p><p>{SENTENCE * 2}</p><p>๑๐๐.๐๐ </p></div>',
    "a blank that is just too wide": '<p class="field"><strong>ส่วนราชการ</strong><span class="filled">'
    '<span class="on-dots">สำนักปลัด </span><span class="on-dots">องค์การบริหารส่วนตำบลโชคชัย </span></span></p>',
    "lines that were typed": f"<pre>หนึ่ง\nสอง \n\n{SENTENCE}\u2028สาม</pre><p>สี่<br/>ห้า</p>",
    "words without room": f'<p class="narrow">{SENTENCE * 2}</p>',
    "lines to both margins": f'<p class="justified">{SENTENCE * 4}</p>',
    "letters apart and underlined": f'<p class="apart"><u>{SENTENCE * 2}</u></p>',
    "a drawing": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><text x="9" y="9">ภาพ</text></svg>',
    "the same text in two styles": f"<p>{SENTENCE}</p><h2>{SENTENCE}</h2><p><b>{SENTENCE}</b></p>",
}
STYLE = """
.auto { table-layout: auto } .row { display: flex } .narrow { width: 1cm } pre { white-space: pre-wrap }
.justified { text-align: justify } .apart { letter-spacing: 1pt; word-spacing: 3pt }
"""


def printed(body: str) -> bytes:
    rendering._cache.clear()
    return rendering.pdf_of(f'<html lang="th"><title>ก</title><body>{body}</body></html>', STYLE)


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_a_document_has_the_bytes_that_it_would_have_without(monkeypatch, body):
    once = printed(body)
    monkeypatch.setattr(lines_once, "kept_lines", lambda fonts: nullcontext())
    assert printed(body) == once


@pytest.fixture
def layouts(monkeypatch) -> list[ref]:
    """The layouts that the renderer makes from now on."""
    from weasyprint.text.line_break import Layout

    made, set_up = [], Layout.setup
    monkeypatch.setattr(Layout, "setup", lambda layout, style: (made.append(ref(layout)), set_up(layout, style)))
    return made


def test_fewer_lines_are_laid_out(monkeypatch, layouts):
    printed(PAGES["flexible boxes"])
    once = len(layouts)
    monkeypatch.setattr(lines_once, "kept_lines", lambda fonts: nullcontext())
    printed(PAGES["flexible boxes"])
    assert once < 0.7 * (len(layouts) - once)


def test_nothing_is_held_after_a_document_is_printed(layouts):
    gc.disable()
    try:
        printed("".join(PAGES.values()))
    finally:
        gc.enable()
    assert layouts
    assert not [layout().text for layout in layouts if hasattr(layout(), "layout")]


def test_what_is_beyond_the_number_kept_is_laid_out_again(monkeypatch):
    every = "".join(PAGES.values())
    kept = printed(every)
    monkeypatch.setattr(lines_once, "KEPT_LAYOUTS", 2)
    assert printed(every) == kept
