"""Every write of the services leaves who, when, from what and to what; a service that is in no table fails."""

import inspect

import pytest
from django.db import connection

from agencies import removal_services
from agencies import services as people
from agencies.models import Change, Removed, Stamp
from assessments import framework_services, national_services, undo_services
from assessments import services as scores
from assessments.models import Assessment
from measures import bulk
from measures import services as measures
from measures.models import MeasurePlan
from public import services as public
from reports.issue import approval, handover, issuing
from reports.options import stored as options
from tests.portal.document_writes import DOCUMENT_WRITES
from tests.portal.measure_writes import MEASURE_WRITES
from tests.portal.people_writes import PEOPLE_WRITES
from tests.portal.score_writes import SCORE_WRITES
from tests.portal.writes import World, Write
from tests.reports.issuing_year import quick_files
from workspace import oversight_services
from workspace.document_import import services as document_import

WRITES = [*SCORE_WRITES, *MEASURE_WRITES, *DOCUMENT_WRITES, *PEOPLE_WRITES]
MODULES = (
    people,
    scores,
    undo_services,
    framework_services,
    national_services,
    measures,
    bulk,
    options,
    approval,
    issuing,
    handover,
    removal_services,
    document_import,
    oversight_services,
    public,
)
# Writes that leave no entry of their own, each for a reason.
SILENT = {
    "area_filter_save": "the same as filter_save",
    "filter_save": "a kept filter is a person's own way to look, and changes nothing that others see",
    "measures_remind": "a reminder is an event of its own, written with the act",
    "reminder_claim": "a letter is between the portal and a person",
    "calendar_renew": "a calendar is a person's own",
    "calendar_stop": "the same",
    "letters_choose": "a letter is between the portal and a person",
    "notice_read": "what a person has read is theirs",
    "notices_read": "the same",
    "notices_mailed": "a letter is between the portal and a person",
    "notices_forget": "forgets what an entry told long before",
    "reminder_failed": "the same",
    "reminder_sent": "the same",
    "reminders_choose": "the same",
    "report_begin": "opens an empty draft; what is written and attached leaves entries",
    "reports_look_at": "reading changes nothing that was reported; the report names who read it first",
    "draft_save": "a draft is its writer's until it is sent; what another one replaces leaves an entry",
    "framework_change": "is the entry itself",
    "national_list_keep": "keeps what was checked until the person has looked at it; storing leaves an entry",
    "things_remove": "the caller leaves the entry, see the deletions here",
    "removed_keep": "the same",
    "unsaved_form_keep": "what a person types is theirs until it is stored",
    "unsaved_form_discard": "the same",
    "codes_letter_claim": "a letter is between the portal and a person",
    "reset_letter_claim": "a letter is between the portal and a person; the new password leaves an entry",
    "document_import_begin": "keeps what was read until the person has looked at it; storing leaves entries",
    "removed_purge": "forgets what an entry told 30 days before",
}
# Of no agency, so that nothing that is kept of one has to be judged anew; see `test_kept_answers.py`.
MOVES_NO_STAMP = {"staff_invite"}


@pytest.fixture
def world(nanueng, coordinator, settings, tmp_path, monkeypatch) -> World:
    settings.MEDIA_ROOT = tmp_path
    quick_files(monkeypatch)
    assessment = Assessment.objects.for_year(nanueng, 2568).with_sheet().get()
    return World(nanueng, coordinator, assessment, MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568))


@pytest.mark.parametrize("write", WRITES, ids=[f"{at}-{write.service}" for at, write in enumerate(WRITES)])
def test_a_write_leaves_who_from_what_to_what(world, write: Write):
    before, stamps = set(Change.objects.values_list("pk", flat=True)), list(Stamp.objects.values_list())
    write.drive(world)
    if connection.vendor == "sqlite":  # PostgreSQL moves stamps as the transaction ends
        assert (list(Stamp.objects.values_list()) != stamps) == (write.service not in MOVES_NO_STAMP)
    left = [change for change in Change.objects.filter(actor=world.actor) if change.pk not in before]
    assert left, "no entry at all"
    entries = [(change.subject, change.old, change.new) for change in left]
    assert any(
        change.subject.startswith(write.subject)
        and write.old in change.old
        and write.new in change.new
        and (write.old or not change.old or change.new)
        and (change.old or change.new or write.label)
        and write.label in change.label
        and change.actor_name == str(world.actor)
        for change in left
    ), entries


def services() -> set[str]:
    """Return the names of all writes: what changes something says in its name what it does, and asks who does it."""
    return {
        name
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and _writes(function)
    }


def _writes(function) -> bool:
    only_by_name = [p for p in inspect.signature(function).parameters.values() if p.kind is p.KEYWORD_ONLY]
    of_ours = function.__module__.split(".")[0] in {
        "agencies",
        "assessments",
        "measures",
        "reports",
        "workspace",
        "public",
    }
    writer = {"actor", "user", "account"} & {p.name for p in only_by_name}
    return of_ours and (bool(writer) or function.__name__ in SILENT)


def test_no_write_is_forgotten():
    """`change_record` and its like take the actor first; a service takes all by name."""
    driven = {write.service for write in WRITES}
    assert services() - driven - set(SILENT) == set()
    assert driven <= services(), "a service was renamed"
    assert not driven & set(SILENT)


def test_a_new_service_would_be_seen(monkeypatch):
    def thing_forget(*, actor):
        """A write that nobody has driven."""

    thing_forget.__module__ = "measures.services.thing"
    monkeypatch.setattr(measures, "thing_forget", thing_forget, raising=False)
    assert "thing_forget" in services()


@pytest.mark.parametrize("service", ["evidence_remove", "measure_delete"])
def test_what_is_deleted_is_kept_for_a_while(world, service):
    next(write for write in WRITES if write.service == service).drive(world)
    assert Removed.objects.get().actor == world.actor
