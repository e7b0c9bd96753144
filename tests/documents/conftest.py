"""What the tests of documents share."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from agencies.models import Agency
from reports.content.kinds import KINDS, build_document
from reports.output.word import word_of
from reports.paper.mark import DRAFT
from tests.documents.every_document import YEARS, documents_of
from tests.documents.word_documents import DOCUMENTS
from workspace.demonstration.agencies import demonstration_agency_load


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what prints: of all that stands in this folder only the web pages are read on every database."""
    if item.get_closest_marker("any_database"):
        item.add_marker(pytest.mark.paper)


@pytest.fixture(scope="session")
def every_document(django_db_setup, django_db_blocker):
    """All that the demonstration agencies can print, see `every_document`."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_frameworks", stdout=StringIO())
        built = {}
        for slug in YEARS:
            demonstration_agency_load(slug=slug)
            built |= documents_of(slug)
        transaction.set_rollback(True)
    return built


@pytest.fixture(scope="session")
def documents(django_db_setup, django_db_blocker):
    """The documents of the five demonstration agencies."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_frameworks", stdout=StringIO())
        built = {}
        for name, (kind, year) in DOCUMENTS.items():
            slug = name.partition("-")[0]
            demonstration_agency_load(slug=slug)
            built[name] = build_document(KINDS[kind], Agency.objects.get(slug=slug), year)
        transaction.set_rollback(True)
    return built


@pytest.fixture(scope="session")
def files(documents):
    return {name: word_of(document, DRAFT) for name, document in documents.items()}
