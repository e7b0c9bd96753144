"""A year of which an agency has published something."""

import pytest
from django.test import Client

from agencies.models import Agency, User
from public.models import PublicPage
from reports.issue.issuing import document_publish
from reports.models import IssuedDocument
from tests.reports.issuing_year import quick_files
from tests.reports.kept_year import lay_out_coordinator, lay_out_issued, lay_out_mended


@pytest.fixture
def anybody() -> Client:
    return Client()


@pytest.fixture
def agency(nanueng, kept_year, monkeypatch) -> Agency:
    quick_files(monkeypatch)
    return lay_out_mended(nanueng)


@pytest.fixture
def coordinator(nanueng, kept_year) -> User:
    return lay_out_coordinator(nanueng)


@pytest.fixture
def published(agency, coordinator) -> IssuedDocument:
    return document_publish(issued=lay_out_issued(agency), actor=coordinator)


@pytest.fixture
def shown(agency) -> PublicPage:
    """The agency shows all that it can."""
    return PublicPage.objects.create(agency=agency, shows_result=True, shows_measures=True, licence="CC-BY-4.0")
