"""Two agencies, everybody, and every address of theirs, for the tests that walk the whole portal."""

import logging
from datetime import timedelta
from importlib import import_module

import pytest

from agencies.models import User
from assessments.models import Framework
from reports.output.formats import FORMATS, document_pdf
from reports.paper.blocks import Document
from tests.portal.kept_agencies import KeptAgencies, agencies_put_back, people_put_back
from tests.portal.rights_table import Who
from tests.portal.two_agencies import AddressSet, Furnished, keyed, walked, within


@pytest.fixture
def kept_agencies(frameworks, settings, tmp_path) -> KeptAgencies:
    settings.MEDIA_ROOT = tmp_path
    return agencies_put_back(tmp_path)


@pytest.fixture
def home(kept_agencies, monkeypatch) -> Furnished:
    # A walk takes longer than a minute on a busy machine; when a session was last seen is no write of a page.
    monkeypatch.setattr("agencies.sessions.SEEN_EVERY", timedelta(days=1))
    for name in FORMATS:
        monkeypatch.setitem(FORMATS, name, lambda *args: b"printed")
    monkeypatch.setattr(import_module("reports.views.settings"), "document_pdf", printed_once)
    return kept_agencies.home


_printed: list[tuple[Document, bytes]] = []


def printed_once(document: Document) -> bytes:
    """Print each preview once: nearly every walk opens the same one, and printing takes a second."""
    known = next((pdf for printed, pdf in _printed if printed == document), None)
    if known is None:
        _printed.append((document, known := document_pdf(document)))
    return known


@pytest.fixture
def foreign(kept_agencies) -> Furnished:
    return kept_agencies.foreign


@pytest.fixture
def people(kept_agencies, home) -> dict[Who, User | None]:
    """Everybody as seen from home; the stranger coordinates the other agency."""
    return people_put_back(kept_agencies)


@pytest.fixture
def places(kept_agencies, home, foreign, people) -> list[AddressSet]:
    rows = {"pk": Framework.objects.first(), "object_id": home.agency, "id": people[Who.ADMINISTRATOR]}
    number = {name: str(row.pk) for name, row in rows.items()}
    own = [each for each in walked(home, **kept_agencies.stop_link, **number) if not each.url.startswith("/home/")]
    return [
        AddressSet("portal", None, own),
        AddressSet("home", home, within(home, home.samples)),
        AddressSet("foreign", foreign, within(foreign, foreign.samples)),
        AddressSet("foreign things at home", home, keyed(foreign, home.agency.slug), is_mixed_up=True),
        AddressSet("things in another year", home, keyed(home, "home", home.of_another_year()), is_mixed_up=True),
    ]


@pytest.fixture
def only_access(monkeypatch, caplog):
    """Leave out what pages and files hold, and what the log says: who may open them depends on none of it."""
    caplog.set_level(logging.CRITICAL, "django.request")
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *args, **options: "")
    for printer in (
        "assessments.views.spreadsheets.scores_file",
        "measures.views.spreadsheets.plan_xlsx",
        "measures.views.tracking.shown_xlsx",
    ):
        monkeypatch.setattr(printer, lambda *args, **options: b"printed")
