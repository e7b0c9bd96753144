"""Two agencies, everybody, and every address of theirs, for the tests that walk the whole portal."""

import logging
from datetime import timedelta

import pytest

from agencies.models import User
from assessments.models import Framework
from reports.output.formats import FORMATS
from tests.portal.rights_table import Who
from tests.portal.two_agencies import (
    AddressSet,
    Furnished,
    furnished,
    holder,
    keyed,
    member,
    overseer,
    stop_link_of,
    suspended,
    walked,
    within,
)


@pytest.fixture
def home(frameworks, settings, tmp_path, monkeypatch) -> Furnished:
    settings.MEDIA_ROOT = tmp_path
    # A walk takes longer than a minute on a busy machine; when a session was last seen is no write of a page.
    monkeypatch.setattr("agencies.sessions.SEEN_EVERY", timedelta(days=1))
    for name in FORMATS:
        monkeypatch.setitem(FORMATS, name, lambda *args: b"printed")
    return furnished("home", "บ้านเรา")


@pytest.fixture
def foreign(home) -> Furnished:
    return furnished("foreign", "บ้านอื่น")


@pytest.fixture
def people(home, foreign) -> dict[Who, User | None]:
    """Everybody as seen from home; the stranger coordinates the other agency."""
    return {
        Who.ANONYMOUS: None,
        Who.STRANGER: member(foreign, "coordinator", "stranger"),
        Who.READER: member(home, "reader", "reader"),
        Who.OWNER: member(home, "officer", "owner", department=0),
        Who.OFFICER: member(home, "officer", "officer", department=1),
        Who.COORDINATOR: member(home, "coordinator", "coordinator"),
        Who.EXECUTIVE: member(home, "executive", "executive"),
        Who.HOLDER: holder(home),
        Who.SUSPENDED: suspended(home),
        Who.OVERSEER: overseer(home),
        Who.ADMINISTRATOR: User.objects.create_superuser("administrator", password="p"),
    }


@pytest.fixture
def places(home, foreign, people) -> list[AddressSet]:
    stop = stop_link_of(people[Who.READER])
    rows = {"pk": Framework.objects.first(), "object_id": home.agency, "id": people[Who.ADMINISTRATOR]}
    number = {name: str(row.pk) for name, row in rows.items()}
    own = [each for each in walked(home, **stop, **number) if not each.url.startswith("/home/")]
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
