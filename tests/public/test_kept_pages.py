"""Public pages can be kept by every cache: the same bytes for everybody, and no cookie in or out."""

import pytest
from django.test import Client

from tests.signed_in import sign_in

HOME = "/public/nanueng/"
DOCUMENT = f"{HOME}2568/analysis/"
FILES = (f"{DOCUMENT}1/html/", f"{DOCUMENT}1/pdf/", f"{DOCUMENT}1/docx/")
PAGES = (
    *("/public/", HOME, f"{HOME}2568/", DOCUMENT, f"{DOCUMENT}1/", f"{HOME}poster/", f"{HOME}links/", "/robots.txt"),
    *(f"{HOME}feed/", f"{HOME}data.json", f"{HOME}data.csv", "/sitemap.xml", "/favicon.ico", *FILES),
)


@pytest.fixture
def somebody(coordinator) -> Client:
    """Signed in, with a session that notes the device at its next answer."""
    client = Client()
    sign_in(client, coordinator)
    return client


@pytest.mark.parametrize("url", PAGES)
def test_a_public_page_is_the_same_for_everybody(anybody, somebody, published, shown, url):
    theirs, ours = somebody.get(url), anybody.get(url)
    assert theirs.status_code == 200
    assert theirs.content == ours.content
    for answer in (theirs, ours):
        assert "cookie" not in answer.headers.get("Vary", "").lower()
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert b"csrfmiddlewaretoken" not in answer.content


@pytest.mark.parametrize("url", PAGES)
def test_who_has_it_already_is_told_so(anybody, published, shown, url):
    first = anybody.get(url)
    again = anybody.get(url, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert anybody.get(url, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("url", FILES)
def test_a_file_says_since_when_it_is_public(anybody, published, url):
    since = anybody.get(url).headers["Last-Modified"]
    assert anybody.get(url, headers={"if-modified-since": since}).status_code == 304


def test_all_data_are_sent_while_they_are_read_to_everybody_alike(somebody, shown):
    answer = somebody.get("/public/data.csv")
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert not answer.cookies
    assert b"".join(answer.streaming_content)


def test_pages_of_persons_are_kept_by_nobody(somebody, published):
    somebody.get(HOME)
    answer = somebody.get("/nanueng/2568/documents/")
    assert answer.status_code == 200, "a public page signed somebody out"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]
