"""Characters that no file can hold, stored before they were kept out: every download is well-formed all the same."""

import csv
import json
import zipfile
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from django.core.management import call_command

from ita_portal.text.spelling import without_unwritable
from ita_portal.text.thai import arabic_digits
from reports.content.kinds import KINDS, build_document
from reports.output.formats import FORMATS
from tests.portal.hostile import MARK
from tests.portal.rights_table import Who
from tests.portal.stained import stain
from tests.signed_in import sign_in

# NUL is kept out by PostgreSQL itself.
UNWRITABLE = "\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"
PRINTERS = dict(FORMATS)  # before the fixtures put others in their place
EXPORTS = ("sheet-download", "measures-export", "tracking-download", "history-download")
pytestmark = pytest.mark.any_database  # which hold the same letters


@pytest.fixture
def stained(people, places, client):
    """A signed-in coordinator of a portal in whose every text such characters stand."""
    assert stain(f"{MARK}{UNWRITABLE}จบ") > 40
    sign_in(client, people[Who.COORDINATOR])
    return client


def refuse_unwritable(text: str) -> None:
    assert f"{MARK}จบ" in arabic_digits(text)
    assert not {*UNWRITABLE} & {*text}


def read_package(content: bytes) -> None:
    """Read every part of a workbook or a Word file as XML, and its texts."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))]
    read = (ElementTree.fromstring(part) for part in parts)  # noqa: S314  our own files
    refuse_unwritable("".join("".join(each.itertext()) for each in read))


def test_the_workbooks_are_well_formed(stained, places):
    urls = [each.url for each in places[1].addresses if each.name in EXPORTS]
    books = [url for url in urls if "csv" not in url]
    assert len(books) >= 4
    for url in books:
        response = stained.get(url)
        assert response.status_code == 200, url
        read_package(response.getvalue())


def test_the_csv_of_history_and_scores_have_their_rows(stained, places):
    urls = [each.url for each in places[1].addresses if each.name in ("sheet-download", "history-download")]
    texts = [stained.get(url.replace("xlsx", "csv")).getvalue().decode("utf-8-sig") for url in urls]
    assert len(texts) == 2
    for text in texts:
        assert len({len(row) for row in csv.reader(StringIO(text))}) == 1
        assert not {*UNWRITABLE} & {*text}
    refuse_unwritable("".join(texts))


def test_the_json_of_scores_is_read_back(stained):
    out = StringIO()
    call_command("export_scores", agency="home", year=2568, format="json", stdout=out)
    assert json.loads(out.getvalue())["agency"] == "home"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.paper
def test_documents_in_html_word_and_pdf_hold_none(stained, home, kind: str):
    document = build_document(KINDS[kind], home.agency, 2568)
    refuse_unwritable(PRINTERS["html"](document).decode())
    read_package(PRINTERS["docx"](document))
    assert PRINTERS["pdf"](document).startswith(b"%PDF-")


@pytest.mark.parametrize("character", UNWRITABLE)
def test_each_of_them_goes_and_nothing_else(character: str):
    assert without_unwritable(f"ก{character}\tข\n\u200b\u202eค") == "ก\tข\n\u200b\u202eค"
