"""Pages as pictures: those of the PDF, as many and as tall as paper is, with their words."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from reports.output import page_pictures as pictures
from reports.output.formats import document_pdf
from reports.paper.blocks import Paragraph, Section
from tests.documents.word_documents import a_document


@pytest.fixture(scope="module")
def pdf() -> bytes:
    document = a_document(Paragraph("หน้าแรก"))
    wide = Section((Paragraph("หน้าขวาง"),), is_wide=True)
    return document_pdf(type(document)(**vars(document) | {"sections": (*document.sections, wide)}))


def test_each_page_is_a_picture_of_its_paper_with_its_words(pdf):
    shown = pictures.page_pictures(pdf)
    assert (shown.count, shown.is_cut) == (2, False)
    upright, wide = shown.pictures
    assert ("หน้าแรก" in upright.text, "หน้าขวาง" in wide.text) == (True, True)
    assert upright.height / upright.width == pytest.approx(297 / 210, abs=0.01)
    assert wide.width / wide.height == pytest.approx(297 / 210, abs=0.01)
    image = Image.open(BytesIO(b64decode(upright.uri.partition(",")[2]))).convert("L")
    assert image.size == (upright.width, upright.height)
    darkest, lightest = image.getextrema()
    assert darkest < 80 < 250 < lightest


def test_a_long_document_shows_its_first_pages_and_says_so(pdf, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PAGES", 1)
    shown = pictures.page_pictures(pdf)
    assert (len(shown.pictures), shown.count, shown.is_cut) == (1, 2, True)
