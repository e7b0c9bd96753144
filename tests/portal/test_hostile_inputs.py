"""Hostile texts in every field of every form, in every address, and then on every page, paper and export."""

import csv
import logging
import re
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from agencies.unsaved_forms import FIELD as UNSAVED
from ita_portal.carried import WRITER
from tests.portal.hostile import BROKEN_BYTES, MARK, TEXTS, TYPED
from tests.portal.page_forms import PageForm, forms_of, pages_opened
from tests.portal.query_names import EVERY_NAME, names_looked_for
from tests.portal.rights_table import Who
from tests.portal.stained import stain
from tests.portal.test_floors import FLOORS, ROOT
from tests.portal.two_agencies import AddressSet
from tests.portal.undone import finish, undone, values_undone
from tests.portal.written_forms import losing_on
from tests.signed_in import sign_in
from workspace.bar import Bar

# What may not come back as markup: a tag or a handler that was typed.
LIVE = re.compile(
    r"<script>window|<img src=x|<svg onload|<math>|<iframe srcdoc|<style>@import|<a href='javascript|49|7331"
)
RAW = re.compile(
    r"<script>window\.hacked|<img src=x|<svg onload|<math>|<iframe srcdoc|<style>@import|<a href='javascript"
)
pytestmark = pytest.mark.crawl
ONCE = pytest.mark.any_database
LONG = "long"
ASKED = ("pieces", "nul", "number")
# What forms carry unseen, and who reads it for all of them: `test_what_every_form_carries_is_read_in_one_place`.
CARRIED = {
    WRITER: {"ita_portal/carried.py"},
    UNSAVED: {"agencies/unsaved_forms.py", "ita_portal/carried.py", "ita_portal/templatetags/form_keys.py"},
}
SHOWN = {
    "markup": f'{MARK}</textarea><script>window.hacked=1</script>"><img src=x onerror=window.hacked=1>',
    "letters": f"={MARK}\u202e\u200b\x01\x0b\x1b\ufffe'\r\nX: 1",  # also the beginning of a formula
}
FORMULAS = ("formula", "plus", "minus", "at", "tab", "return")
# Names by which pages are asked, and one that none knows.
QUERIES = (
    "show", "parts", "by", "add", "against", "kind", "subject", "page", "q", "department", "state", "sort", "status",
    "due", "owner", "issue", "indicator", "choose", "code", "next", "p", "o", "e", "_changelist_filters", "unknown",
    "framework__id__exact", "wording__exact", "kind__exact", "province", "id__exact",
)  # fmt: skip
# What a database may refuse, or read in its own way. Every other text is to each of them a text like any other.
REFUSED_BY_SOME = ("pieces", "nul", "number", "negative", "fraction", "words", "thai digits", LONG)
SHARES = 4  # of all pages, so that those who have nothing to do can take some
each_share = pytest.mark.parametrize("share", range(SHARES))
LOOKED_FOR = tuple(f"/home/2568/{page}/" for page in ("history", "search", "measures/tracking", "analysis", "compare"))
SIGNING_OUT = ("/logout/", "/admin/logout/")
EXPORTS = ("sheet-download", "measures-export", "tracking-download", "history-download")


@pytest.fixture(autouse=True)
def quiet(caplog):
    for name in ("django.request", "django.security"):
        caplog.set_level(logging.CRITICAL, name)


@pytest.fixture(params=[Who.COORDINATOR, Who.ADMINISTRATOR])
def person(request, people) -> Client:
    return signed_in(people, request.param)


def signed_in(people, who: Who) -> Client:
    client = Client(raise_request_exception=False)
    sign_in(client, people[who])
    client.who = who
    return client


def pages_of(client: Client, places: list[AddressSet]) -> list[str]:
    """Return the addresses of pages that the person is for: of the administration, or of the agency."""
    portal, home = places[:2]
    if client.who == Who.ADMINISTRATOR:
        return [each.url for each in portal.addresses if each.name.startswith("admin:")]
    own = [each for each in portal.addresses if not each.name.startswith("admin:")]
    return [each.url for each in [*own, *home.addresses]]


def forms_on(pages: dict[str, str]) -> dict[tuple, PageForm]:
    """Return every form of the pages once."""
    found: dict[tuple, PageForm] = {}
    for url, html in pages.items():
        for form in forms_of(url, html):
            found.setdefault((form.url, form.method, *sorted(form.fields)), form)
    return {key: form for key, form in found.items() if form.url not in SIGNING_OUT}


def send(client: Client, form: PageForm, data: dict[str, list[str]]) -> HttpResponseBase:
    if form.method == "GET":
        return client.get(form.url, data)
    return client.post(form.url, data)


def fault(response: HttpResponseBase, what: str) -> list[str]:
    """Return what is wrong with an answer to something hostile."""
    if response.status_code >= 500:
        return [f"{what}: {response.status_code}"]
    if "hacked" in response.cookies or any("\n" in value for value in response.headers.values()):
        return [f"{what}: a header of its own"]
    if response.streaming or "html" not in response.headers.get("Content-Type", ""):
        return []
    text = response.content.decode()
    if RAW.search(text) or "7331}" in text:
        return [f"{what}: came back as markup: {RAW.findall(text)[:3]}"]
    return []


def kind_of(name: str) -> str:
    """Return a field's name without its numbers: one cell of a sheet answers for all."""
    return re.sub(r"\d+", "0", name)


def tries(form: PageForm, names: tuple[str, ...], carried: set[str], *, is_own: bool) -> list[tuple[str, str]]:
    """Return what to send in which field: each text in all that people type into, and what nobody types in the others.

    What forms carry that is read for all of them in one place is tried in the first, and taken from `carried` then. An
    administrator who tampers with the lists of Django's administration may meet the page of an error.
    """
    known = form.texts | {"csrfmiddlewaretoken"} | (set(CARRIED) - carried)
    others = {kind_of(each): each for each in form.fields if each not in known}.values()
    carried.difference_update(others)
    hidden = [(name, each) for each in others for name in ("nul", "number")] if is_own else []
    # The server takes no address longer than a few thousand letters.
    long = [(LONG, each) for each in [*form.texts][:1]] if form.method == "POST" else []
    found = [*((name, "") for name in TYPED if name != LONG and form.texts), *hidden, *long]
    return [(name, field) for name, field in found if name in names]


# The forms of a share of the pages, for the second test that sends them: all rows lie as they lay, under the same keys.
_found: dict[tuple[Who, int], dict[tuple, PageForm]] = {}


@each_share
def test_no_field_of_any_form_takes_it_amiss(person, places, share, record_property, monkeypatch):
    names = tuple(TYPED) if connection.vendor == "sqlite" else REFUSED_BY_SOME
    pages = pages_opened(person, pages_of(person, places)[share::SHARES])
    assert not losing_on(pages)  # as `test_kept_forms.py` asks of the pages of others
    forms = _found[person.who, share] = forms_on(pages)
    monkeypatch.setattr(Bar, "html", lambda *args: "")  # is on every page, and knows nothing of a form
    tried, wrong, carried = 0, [], set(CARRIED)
    for form in forms.values():
        for name, field in tries(form, names, carried, is_own=person.who != Who.ADMINISTRATOR):
            with undone():
                response = send(person, form, form.with_text(TYPED[name], only=field))
                wrong += fault(response, f"{form.method} {form.url} {name} in {field or 'all texts'}")
            tried += 1
    record_property("tried", tried)
    record_property("forms", len(forms))
    record_property("fields", sum(len(form.fields) for form in forms.values()))
    assert not wrong, "\n".join(wrong)
    assert len(forms) > 3


@each_share
@ONCE
def test_no_form_stores_a_text_in_another_spelling(person, places, share, record_property):
    """A new field of any form is found here, whatever reads it."""
    misspelt, written, wrong = "\u0e4d\u0e32\u200b\ufffe", 0, []
    found = _found.get((person.who, share)) or forms_on(pages_opened(person, pages_of(person, places)[share::SHARES]))
    for form in found.values():
        if form.method == "POST" and form.texts:
            with values_undone() as values:
                send(person, form, form.with_text(f"ส{misspelt}นัก"))
            written += any("สำนัก" in str(value) for value in values)
            wrong += [f"{form.url}: {str(value)[:200]!r}" for value in values if misspelt[:2] in str(value)]
    record_property("written", written)
    assert not wrong, "\n".join(wrong)


@each_share
def test_no_address_takes_it_amiss(person, places, share, record_property):
    """With bytes that are no letters after the first text: they are read as some, before anybody looks for a name."""
    asked = {name: "&".join(f"{query}={quote(TEXTS[name])}" for query in QUERIES) for name in ASKED}
    asked["pieces"] = "&".join(f"{query}={quote(TEXTS['pieces'])}{quote(BROKEN_BYTES)}" for query in QUERIES)
    tried, wrong = 0, []
    for url in pages_of(person, places)[share::SHARES]:
        for name, query in asked.items():
            with undone():
                response = person.get(f"{url}?{query}")
                wrong += fault(response, f"{url}?{name}")
                finish(response)
            tried += 1
    record_property("tried", tried)
    assert not wrong, "\n".join(wrong)


def test_what_every_form_carries_is_read_in_one_place():
    sources = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
    }
    listed = "agencies/rules/unsaved_forms.py"  # among what is no text of anybody
    for name, readers in CARRIED.items():
        assert {path for path, source in sources.items() if f'"{name}"' in source} - {listed} == readers, name


@pytest.mark.parametrize("url", LOOKED_FOR)
def test_no_name_in_an_address_takes_it_amiss(people, places, url):
    """Each alone: what a page does not look for when it is asked for nothing, it does not find then either."""
    person = signed_in(people, Who.COORDINATOR)  # the administrator is shown the same pages
    with names_looked_for() as looked_for:
        person.get(url)
    queries = QUERIES if EVERY_NAME in looked_for else {*looked_for, "unknown"}
    tried = [(query, name) for query in sorted(queries) for name in ("nul", "number", "negative")]
    wrong = [
        each for query, name in tried for each in fault(person.get(url, {query: TEXTS[name]}), f"{url}?{query}={name}")
    ]
    assert not wrong, "\n".join(wrong)
    assert looked_for


@pytest.mark.parametrize("who", [Who.COORDINATOR, Who.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["letters", pytest.param("markup", marks=ONCE)])
def test_whatever_is_stored_is_shown_as_text(people, places, name, who):
    assert stain(SHOWN[name]) > 40
    client = signed_in(people, who)
    wrong, found = [], 0
    for url in pages_of(client, places):
        response = client.get(url)
        wrong += fault(response, f"{name} on {url}")
        found += not response.streaming and MARK.encode() in response.content
    assert not wrong, "\n".join(wrong)
    assert found > 20


@ONCE
@pytest.mark.parametrize("name", FORMULAS)
def test_no_export_carries_a_live_formula(people, places, name):
    stain(TEXTS[name])
    client = signed_in(people, Who.COORDINATOR)
    exports = [each.url for each in places[1].addresses if each.name in EXPORTS]
    for url in [*exports, *(url.replace("xlsx", "csv") for url in exports if "scores" in url or "history" in url)]:
        cells = cells_of(client.get(url))
        assert any(MARK in str(getattr(cell, "value", cell)) for cell in cells), url
        assert not [cell for cell in cells if is_live(cell)], url


def cells_of(response) -> list:
    """Return all cells of an export."""
    if "csv" in response.headers["Content-Type"]:
        return [cell for row in csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))) for cell in row]
    book = load_workbook(BytesIO(response.getvalue()))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def is_live(cell) -> bool:
    """Return whether a spreadsheet would compute a cell instead of showing it."""
    text = cell if isinstance(cell, str) else cell.value
    if not isinstance(text, str):
        return False
    return getattr(cell, "data_type", "") == "f" or text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@each_share
def test_broken_bytes_in_a_form_are_read_as_some_letters(person, places, share):
    body = b"text=" + BROKEN_BYTES + b"&title=" + BROKEN_BYTES + b"&reason=" + BROKEN_BYTES
    kind = "application/x-www-form-urlencoded"
    for url in pages_of(person, places)[share::SHARES]:
        with undone():
            response = person.generic("POST", url, body, content_type=kind)
        assert response.status_code < 500, url


@pytest.mark.parametrize("host", ["evil.example", "localhost:80@evil.example", "localhost\r\nX: 1", "", "a b", "[::1"])
def test_a_foreign_host_is_refused_and_never_written_anywhere(client, host):
    response = client.get("/verify/", HTTP_HOST=host)
    assert response.status_code == 400
    assert "evil" not in response.content.decode()
    forwarded = client.get("/login/", HTTP_X_FORWARDED_HOST="evil.example")
    assert forwarded.status_code == 200
    assert "evil" not in forwarded.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "https:evil.example", "\t//evil.example", "http://localhost@evil.example/",
        "data:text/html,x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("url", ["/login/", "/admin/login/"])
def test_signing_in_leads_nowhere_else(people, url, elsewhere):
    client = Client()
    response = client.post(url, {"username": "administrator", "password": "p", "next": elsewhere})
    location = response.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
