"""Every address, asked in every way by everybody: each answers as `rights_table.py` says, and no refusal writes.

Whatever the answer, it tells the browser what `said_to_browsers.py` asks for, and to keep nothing but public files.

The walks run once: who somebody is and what an address names is looked up by key, which every database does alike.
"""

import logging
from dataclasses import dataclass, field

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from agencies.access import Right
from agencies.models import Change, User
from assessments.years import year_of
from tests.portal.addresses import LOGIN_PAGES, Address, addresses
from tests.portal.rights_table import (
    ADMINISTRATION,
    LEADING_NOWHERE,
    PORTAL,
    REMEMBERED,
    RULES,
    Verdict,
    Who,
    answer_to,
)
from tests.portal.said_to_browsers import faults
from tests.portal.two_agencies import AddressSet, Furnished
from tests.portal.undone import finish, undone
from tests.signed_in import sign_in

METHODS = ("GET", "HEAD", "POST")
# What the portal refuses before it asks who somebody is, as `test_methods.py` holds: so nobody and one person ask. So
# do they alone for what a page does not take, which signing in does not change.
REFUSED_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
ASK_REFUSED = (Who.ANONYMOUS, Who.COORDINATOR)
# What every form is sent: enough to be read on, too little to be kept.
POSTED = {"by": "issue"}
# A page answers HEAD as it answers GET, as `test_methods.py` holds: so these alone ask for the heads that are refused,
# and nobody and the coordinator for those that open.
ASK_FOR_HEADS = (*ASK_REFUSED, Who.STRANGER, Who.ADMINISTRATOR)
# The administration asks for no role: the coordinator and others with one stand for these before its doors.
LESSER = frozenset({Who.READER, Who.OFFICER, Who.EXECUTIVE})
ENOUGH = 450  # for each person


@dataclass
class Walk:
    tried: int = 0
    wrong: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)  # by name: what a browser may keep


def seen_from(place: AddressSet, who: Who, home: Furnished) -> Who:
    """Return who somebody is in the agency of a place: at the other agency the stranger is at home."""
    if place.of is None or place.of is home or who in (Who.ANONYMOUS, Who.OVERSEER, Who.ADMINISTRATOR):
        return who
    return Who.COORDINATOR if who == Who.STRANGER else Who.STRANGER


def expected(place: AddressSet, who: Who, name: str, method: str) -> set[Verdict]:
    """Return the answers that are right. Whether the right or the thing is looked up first is the page's own affair."""
    answer = answer_to(who, name, method)
    if place.is_mixed_up and answer in (Verdict.OPENS, Verdict.FORBIDDEN):
        return {Verdict.HIDDEN} if answer == Verdict.OPENS else {Verdict.HIDDEN, Verdict.FORBIDDEN}
    return {answer}


def answer_of(response, name: str) -> Verdict | None:
    """Return the class of an answer; None for one that no page should give."""
    status, location = response.status_code, response.headers.get("Location", "")
    if status == 302 and name == "admin:logout" and location == "/admin/":
        return Verdict.LOGIN  # which the administration asks for there
    if status == 302:
        return Verdict.LOGIN if location.startswith(LOGIN_PAGES) else Verdict.OPENS if is_inside(location) else None
    if name in LEADING_NOWHERE and status in (403, 404):
        return Verdict.OPENS
    classes = {200: Verdict.OPENS, 204: Verdict.OPENS, 409: Verdict.OPENS, 422: Verdict.OPENS}
    return (classes | {403: Verdict.FORBIDDEN, 404: Verdict.HIDDEN, 405: Verdict.METHOD}).get(status)


def is_inside(location: str) -> bool:
    return location.startswith(("/", ".")) and not location.startswith("//")


def signed_in(user: User | None, **options: bool) -> Client:
    client = Client(raise_request_exception=False, **options)
    if user:
        sign_in(client, user)
        client.get("/account/")  # notes in the session which device it is, once for all requests of the walk
    return client


def ask(client: Client, address: Address, method: str):
    """Ask once, and leave client and database as they were."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with undone() as writes:
        data = {"data": POSTED} if method in ("GET", "POST", "HEAD") else {}
        response = getattr(client, method.lower())(address.url, **data)
        finish(response)
    client.cookies.clear()
    client.cookies.load(cookies)
    return response, writes


def walk(who: Who, user: User | None, places: list[AddressSet], home: Furnished) -> Walk:
    result = Walk()
    client = signed_in(user)
    for place in places:
        for address in place.addresses:
            for method in methods_asked(place, who, home, address):
                try_one(result, client, place, address, method, seen_from(place, who, home))
    return result


def methods_asked(place: AddressSet, who: Who, home: Furnished, address: Address) -> list[str]:
    """Return in which ways somebody asks for an address."""
    if who in LESSER and address.name in ADMINISTRATION:
        return []
    if who in ASK_REFUSED:
        return [*METHODS, *REFUSED_METHODS]
    seen = seen_from(place, who, home)
    taken = [each for each in METHODS if answer_to(seen, address.name, each) != Verdict.METHOD]
    return [each for each in taken if each != "HEAD" or asks_for_head(place, who, home, address)]


def asks_for_head(place: AddressSet, who: Who, home: Furnished, address: Address) -> bool:
    return who in ASK_FOR_HEADS and Verdict.OPENS not in expected(
        place, seen_from(place, who, home), address.name, "GET"
    )


def try_one(walk: Walk, client: Client, place: AddressSet, address: Address, method: str, who: Who) -> None:
    walk.tried += 1
    response, writes = ask(client, address, method)
    wanted = expected(place, who, address.name, method)
    if answer_of(response, address.name) not in wanted:
        answered = f"{response.status_code} and not {' or '.join(wanted)}"
        walk.wrong.append(f"{method} {address.url} ({address.name}, {place.name}) as {who}: {answered}")
    walk.wrong += [f"{method} {address.url} as {who}: {fault}" for fault in faults(response)]
    if method == "GET" and "no-store" not in response.headers.get("Cache-Control", ""):
        walk.kept.add(address.name)
    may_write = Verdict.OPENS in wanted and (method == "POST" or address.name in REMEMBERED)
    if writes and not may_write:
        walk.wrong.append(f"{method} {address.url} as {who} wrote {writes}")


def test_every_address_has_a_line_and_every_line_an_address():
    assert {address.name for address in addresses()} == set(RULES)


def test_the_administration_asks_for_no_role():
    """So that `methods_asked` may leave some out before its doors."""
    for name in ADMINISTRATION:
        for allowed in (RULES[name].opened_by or frozenset(), RULES[name].changed_by or frozenset()):
            assert Who.COORDINATOR in allowed or not LESSER & allowed, name


# Public by what their agency decided, and the same for everybody.
KEPT_BY_ANYBODY = {"verify-file", "robots", "sitemap", "favicon"} | {
    name for name in PORTAL if name.startswith("public")
}


@pytest.mark.crawl
@pytest.mark.any_database
@pytest.mark.parametrize("who", list(Who))
def test_every_address_answers_as_the_table_says(who, people, places, home, only_access, record_property):
    result = walk(who, people[who], places, home)
    record_property("tried", result.tried)
    assert {address.name for place in places for address in place.addresses} == set(RULES)
    assert not result.wrong, "\n".join(result.wrong)
    assert result.kept == KEPT_BY_ANYBODY
    assert result.tried > ENOUGH


@login_not_required
def open_to_all(request, agency, fiscal_year):
    return HttpResponse("nobody was asked who they are")


def forgetful(request, agency, fiscal_year):
    return HttpResponse("nobody was asked for a right")


def too_lax(request, agency, fiscal_year):
    year_of(request, agency, fiscal_year, Right.READ)
    return HttpResponse("readers write here")


def hasty(request, agency, fiscal_year):
    reader = User.objects.get(username="reader")
    Change.objects.create(agency=reader.memberships.get().agency, fiscal_year=fiscal_year, actor=reader)
    year_of(request, agency, fiscal_year, Right.EDIT)
    return HttpResponse("it wrote first and asked afterwards")


# Pages with holes under names that the table knows, to prove that the walk sees holes.
urlpatterns = [
    path("login/", open_to_all, name="login"),
    path("<slug:agency>/<int:fiscal_year>/overview/", open_to_all, name="overview"),
    path("<slug:agency>/<int:fiscal_year>/checks/", forgetful, name="checks"),
    path("<slug:agency>/<int:fiscal_year>/edit/", too_lax, name="measure-new"),
    path("<slug:agency>/<int:fiscal_year>/import/", hasty, name="measures-import"),
]


@pytest.mark.parametrize(
    ("name", "who", "answered"),
    [
        ("overview", Who.ANONYMOUS, "200 and not login"),
        ("checks", Who.STRANGER, "200 and not hidden"),
        ("measure-new", Who.READER, "200 and not forbidden"),
        ("measures-import", Who.READER, "wrote"),
    ],
)
def test_the_walk_sees_a_hole(settings, home, people, only_access, name, who, answered):
    settings.ROOT_URLCONF = __name__
    holes = [address for address in addresses(**home.samples) if address.name == name]
    result = walk(who, people[who], [AddressSet("home", home, holes)], home)
    assert any(answered in each for each in result.wrong), result.wrong


@pytest.mark.crawl
@pytest.mark.any_database
def test_a_form_without_the_token_is_refused_everywhere(home, people, places, only_access, caplog):
    """The letter's link alone takes one: mail programs follow it by themselves, and a signature is its proof."""
    caplog.set_level(logging.CRITICAL, "django.security.csrf")
    client = signed_in(people[Who.COORDINATOR], enforce_csrf_checks=True)
    taken = set()
    for address in (each for place in places[:2] for each in place.addresses if RULES[each.name].changed_by):
        with undone() as writes:
            response = client.post(address.url, POSTED)
        if response.status_code != 403 or writes:
            taken.add(address.name)
    assert taken == {"reminder-stop"}
