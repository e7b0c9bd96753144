"""Every address is closed to strangers, whoever adds the next one.

The walks run once, like those of `test_rights_walk.py`: who somebody is and what an address names is looked up by key.
"""

from datetime import date

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from agencies.models import Change, Invitation, Membership
from assessments.models import Figure
from ita_portal import urls as portal_urls
from measures.models import Evidence, Measure, MeasureReport, Progress, ReportingRound
from tests.portal.addresses import Address, addresses, is_closed
from tests.portal.rights_table import Verdict, Who, answer_to

# Pages that people may open without an account. Whoever adds one says why.
PUBLIC = {
    "help",  # the manual: it holds nothing of any agency, and who cannot sign in needs it
    "help-chapter",  # the same
    "login",  # the way in
    "login-demonstration",  # the way in at one click, in a demonstration; elsewhere it is not there
    "login-code",  # its second step, for who has given the right password
    "password-forgotten",  # the way back of who cannot sign in
    "password-sent",  # and what comes of it
    "password-reset-confirm",  # the link of a letter, or one that a coordinator has handed over
    "invitation",  # the link of an invitation, for who has no account yet
    "verify-form",  # anybody who holds a document may type the code at its foot
    "verify",  # what the code stands for, without any person's name, and a file compared with what was issued
    "verify-file",  # the files that an agency has published
    "home",  # the front door: what the portal is, and the ways in
    "robots",  # asked by machines before they read anything
    "sitemap",  # the addresses of what was published
    "favicon",  # the one picture
    "public",  # the agencies that published anything
    "public-all-csv",  # the figures of those that show them
    "public-agency",  # what an agency published, without any person's name
    "public-poster",  # the way to that page as a QR code, to be printed
    "public-links",  # its addresses, to be pasted into the agency's own website
    "public-feed",  # the same for readers of feeds
    "public-json",  # the same for programs
    "public-csv",  # its announced figures, where it shows them
    "public-year",  # one fiscal year of it
    "public-document",  # the newest published version of a document
    "public-version",  # one version, or the reason why it was withdrawn
    "public-file",  # the bytes of a published version
    "healthz",  # a machine asks whether the portal is alive; the answer names nothing
    "readyz",  # the same: whether people can be sent here
    "calendar-feed",  # calendars read by themselves; the secret in the address opens deadlines, without any name
    "reminder-stop",  # the signed link of a letter, by which its reader wants no more of them
}


@login_not_required
def open_page(request):
    return HttpResponse("open")


def closed_page(request):
    return HttpResponse("closed")


# A URL configuration with a hole in it, to prove that the walk sees holes.
urlpatterns = [
    path("open/", open_page, name="open"),
    path("closed/", closed_page, name="closed"),
    *portal_urls.urlpatterns,
]


def open_addresses(*names: str) -> set[str]:
    """Return the names of the addresses that are open: of all there are, or of some."""
    asked = [address for address in addresses() if not names or address.name in names]
    return {address.name for address in asked if not is_closed(address.url)}


@pytest.mark.crawl
@pytest.mark.django_db
def test_every_page_outside_the_public_list_leads_to_the_login():
    assert open_addresses() == PUBLIC


@pytest.mark.django_db
def test_the_walk_sees_a_page_that_was_opened(settings):
    settings.ROOT_URLCONF = __name__
    assert open_addresses("open", "closed", "login", "account") == {"open", "login"}


def test_the_walk_reaches_every_room():
    names = {address.name for address in addresses()}
    rooms = {"overview", "sheet", "cells", "findings", "plan", "measure-edit", "documents", "document-pdf"}
    rooms |= {"document-issue", "issued", "issued-file", "verify"}
    rooms |= {"measure-progress", "proposals-add", "rounds", "round", "round-report", "evidence-file", "my-work"}
    rooms |= {"people", "member", "invite", "account", "second-factor", "password-change", "session-end"}
    rooms |= {"history", "history-download", "removed", "removed-restore"}
    assert rooms | {"home", "logout", "admin:index", "admin:agencies_agency_change"} <= names


def agency_addresses(slug: str = "nanueng") -> list[Address]:
    """Return every address of the home agency's year, those of things with ones that are there."""
    measure = Measure.objects.select_related("plan__agency")[0]
    keys = {"key": str(measure.key), "round_key": str(round_of(measure).key), "file_key": str(file_of(measure).key)}
    return [address for address in addresses(agency=slug, **keys) if address.url.startswith(f"/{slug}/")]


def round_of(measure: Measure) -> ReportingRound:
    days = {"ends_on": date(2025, 3, 31), "due_on": date(2025, 4, 15)}
    return ReportingRound.objects.get_or_create(plan=measure.plan, name="รอบ 6 เดือน", defaults=days)[0]


def file_of(measure: Measure) -> Evidence:
    """Return a file that belongs to a draft; nothing of it is on the disk."""
    report, _ = MeasureReport.objects.get_or_create(measure=measure, round=round_of(measure))
    known = {"name": "a.pdf", "file": "evidence/none", "size": 1, "at": timezone.now()}
    return Evidence.objects.get_or_create(measure=measure, report=report, defaults=known)[0]


@pytest.mark.crawl
@pytest.mark.any_database
def test_a_stranger_is_told_of_no_agency_what_the_table_says_of_another(nanueng, stranger, as_user):
    """So that nobody can tell one from the other; `test_rights_walk.py` asks for the agency that is there."""
    client = as_user(stranger)
    none = agency_addresses("nosuchagency")
    assert len(none) == len(agency_addresses()) > 10
    codes = {Verdict.HIDDEN: 404, Verdict.METHOD: 405}
    for each in none:
        answers = {method: codes[answer_to(Who.STRANGER, each.name, method)] for method in ("GET", "POST")}
        assert answers == {"GET": client.get(each.url).status_code, "POST": client.post(each.url).status_code}, each


ROUND_POSTS = {
    "rounds-open",
    "round-new",
    "round-edit",
    "round-close",
    "reports-accept",
    "report-return",
    "report-recall",
    "round-report",
    "progress-undo",
}


PEOPLE_POSTS = {
    "invite",
    "people-second-factor",
    "invitation-revoke",
    "member",
    "member-suspend",
    "member-reset-ask",
    "member-reset-link",
    "member-second-factor-reset",
}


SETTINGS_POSTS = {
    "agency-settings",
    "agency-emblem",
    "agency-garuda",
    "department-add",
    "departments-start",
    "department",
    "department-move",
    "department-retire",
    "department-remove",
    "positions-start",
    "position-add",
    "position",
    "position-move",
    "position-remove",
    "position-acting-add",
    "position-acting-end",
}


def counts() -> list[int]:
    written = (Change, Figure, Invitation, Measure, Membership, Progress, ReportingRound, MeasureReport, Evidence)
    return [model.objects.count() for model in written]


@pytest.mark.crawl
@pytest.mark.any_database
@pytest.mark.parametrize("role", ["reader", "executive", "overseer", "administrator"])
def test_who_only_reads_can_post_nowhere(nanueng, as_user, request, role):
    client = as_user(request.getfixturevalue(role))
    agency_addresses()
    before = counts()
    statuses = {address.name: client.post(address.url).status_code for address in agency_addresses()}
    if role == "administrator":  # who looks after people, and there is no such member and no such invitation
        people = {statuses.pop(name) for name in PEOPLE_POSTS}
        assert people == {200, 302, 404}
        # Who looks after the agency itself as well: nothing was typed, departments are there, and not this one.
        settings = {statuses.pop(name) for name in SETTINGS_POSTS}
        assert settings == {422, 302, 404}
    if role == "executive":  # who may say something of a document, and has said nothing
        assert statuses.pop("conversation") == 422
    assert statuses.pop("tracking-filters") == 422  # a person's own, whatever the role; nothing was named
    assert set(statuses.values()) == {403, 405}, statuses
    assert statuses["sheet"] == statuses["cells"] == statuses["findings"] == statuses["measure-delete"] == 403
    assert statuses["findings-unit"] == statuses["findings-draft"] == 403
    assert statuses["tracking-assign"] == 403
    assert statuses["measures-import"] == statuses["measures-import-confirm"] == 403
    assert statuses["measure-progress"] == statuses["proposals-add"] == statuses["measures-forward"] == 403
    assert {statuses[name] for name in ROUND_POSTS} == {403}
    assert {statuses.get(name, 403) for name in PEOPLE_POSTS | SETTINGS_POSTS} == {403}
    assert statuses["document-issue"] == statuses["issued-publish"] == statuses["issued-withdraw"] == 403
    assert counts() == before


@pytest.mark.crawl
@pytest.mark.any_database
def test_an_officer_can_post_scores_and_nothing_else(nanueng, officer, as_user):
    client = as_user(officer)
    statuses = {address.name: client.post(address.url).status_code for address in agency_addresses()}
    allowed = {name for name, status in statuses.items() if status not in (403, 405)}
    # What they took out of their own drafts they may have back; of all else the answer is that it is not there.
    # The report of a whole plan takes what an officer's own department answers for, and answers where nothing is sent.
    scores = {"sheet", "cells", "sheet-paste", "sheet-undo", "sheet-upload", "sheet-upload-confirm"}
    scores |= {"document-import", "document-import-check", "document-import-undo"}  # of a document its scores alone
    own = {"evidence-reuse", "tracking-filters", "plan-report", "removed-restore", "conversation"}
    assert allowed == scores | own
    assert statuses["removed-restore"] == 409
