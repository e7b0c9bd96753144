"""What a page costs that is opened again while nothing changed: few queries, whoever opens it and whatever it shows.

What is judged or listed is kept by the stamp (`agencies/kept.py`); asked for each time is what belongs to the person
and what moves no stamp: session, rights, inbox, messages, what was typed and not stored.
"""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from measures.models import MeasurePlan
from measures.services import rounds_open, standard_rounds
from tests.browser.test_pages import PAGES
from tests.measures.rounds import submit
from tests.portal.rights_table import ADMINISTRATION, Verdict, Who, answer_to
from tests.portal.undone import finish
from tests.signed_in import client_of

MOST = 8
IN_AGENCIES = (Who.COORDINATOR, Who.OWNER, Who.OFFICER, Who.HOLDER, Who.EXECUTIVE, Who.READER)
# Who opens an agency without a role in it is looked up as an overseer or by the second step, and the bar offers the
# agencies to which they can switch: none of that may be kept.
WITHOUT_A_ROLE = {Who.OVERSEER: MOST + 2, Who.ADMINISTRATOR: MOST + 2}
ENOUGH = 60

# On PostgreSQL nothing is kept within the transaction of a test.
pytestmark = [pytest.mark.crawl, pytest.mark.any_database]


def opened_again(client: Client, url: str) -> int:
    """Return how much a page asks when it is opened the second time, savepoints and writes with it."""
    finish(client.get(url))
    with CaptureQueriesContext(connection) as queries:
        finish(client.get(url))
    return len(queries)


def dear(client: Client, urls: list[str], most: int = MOST) -> dict[str, int]:
    return {url: count for url in urls if (count := opened_again(client, url)) > most}


def signed_in(user: User | None) -> Client:
    return client_of(user) if user else Client()


@pytest.mark.parametrize("who", [Who.ANONYMOUS, *IN_AGENCIES, *WITHOUT_A_ROLE])
def test_every_page_that_is_opened_again_asks_little(who, people, places, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")  # some things of the walk are not there
    urls = [
        address.url
        for place in places[:2]
        for address in place.addresses
        if address.name not in ADMINISTRATION and answer_to(who, address.name, "GET") == Verdict.OPENS
    ]
    assert len(urls) > ENOUGH or who == Who.ANONYMOUS
    assert not dear(signed_in(people[who]), urls, WITHOUT_A_ROLE.get(who, MOST))


def test_the_agencies_of_an_area_ask_little_too(nanueng, overseer, caplog):
    area = (
        "/oversight/",
        f"/oversight/{nanueng.province}/{nanueng.district}/",
        "/oversight/download/",
        "/oversight/advice/",
    )
    assert not dear(client_of(overseer), [*area, "/oversight/?show=late&sort=-total"])


def test_pages_of_a_whole_year_ask_little_too(nanueng, coordinator, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    assert not dear(client_of(coordinator), PAGES)


def test_pages_of_a_year_that_is_reported_on_ask_little_too(nanueng, coordinator, officer):
    """Of measures of which one has a report of somebody else, one a report of one's own, and one none."""
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    opened = rounds_open(plan=plan, contents=standard_rounds(2568), actor=coordinator)
    for measure, actor in zip(plan.measures.all(), (officer, coordinator), strict=False):
        submit(measure, opened[0], actor)
    room = "/nanueng/2568/measures/"
    urls = [room, f"{room}report/", f"{room}rounds/", f"{room}evidence/", "/nanueng/2568/my-work/", f"{room}tracking/"]
    for each in plan.rounds.all():
        urls += [f"{room}rounds/{each.key}/", f"{room}report/?round={each.key}"]
    for measure in plan.measures.all()[:3]:
        urls += [f"{room}{measure.key}/{page}" for page in ("", "delete/", "progress/", "evidence/")]
        urls += [f"{room}rounds/{each.key}/{measure.key}/" for each in plan.rounds.all()]
    client = client_of(coordinator)
    # The first who may accept a report and opens it is noted, which is a change.
    assert {client.get(url).status_code for url in urls} == {200}
    assert not dear(client, urls)
