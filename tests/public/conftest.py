"""A year of which an agency has published something."""

import pytest
from django.test import Client

from agencies.models import Agency
from public.models import PublicPage
from reports.issue.issuing import document_publish
from reports.models import IssuedDocument
from tests.reports.issuing_year import issue, mend, quick_files


@pytest.fixture
def anybody() -> Client:
    return Client()


@pytest.fixture
def agency(nanueng, monkeypatch) -> Agency:
    quick_files(monkeypatch)
    mend(nanueng)
    return nanueng


@pytest.fixture
def published(agency, coordinator) -> IssuedDocument:
    return document_publish(issued=issue(agency, coordinator), actor=coordinator)


@pytest.fixture
def shown(agency) -> PublicPage:
    """The agency shows all that it can."""
    return PublicPage.objects.create(agency=agency, shows_result=True, shows_measures=True, licence="CC-BY-4.0")
