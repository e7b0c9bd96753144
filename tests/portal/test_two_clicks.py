"""From sign-in to what waits for a person: at most two clicks, counted for each role on the pages themselves.

A click follows a link of the page, or presses the button of a notice. Administrators and who oversees an area are no
members of an agency: nothing of an agency waits for them.
"""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import User
from agencies.services import ConversationTopic, message_send
from measures.models import MeasurePlan
from reports.content.kinds import KINDS
from reports.issue.approval import document_submit
from tests.measures.rounds import form_of, give_back, open_round, round_address, submit
from tests.reports.chain import RETURNED, hold, speak

OPINIONS = "/nanueng/2568/documents/memo/opinions/"
MOST = 2


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)


def clicks_to(client: Client, target: str) -> int:
    """Return by how many clicks somebody who has just signed in comes to an address; too many where it is not found."""
    landing = client.get("/", follow=True).content.decode()
    if target in links(landing):
        return 1
    assert "/account/inbox/" in links(landing)
    inbox = client.get("/account/inbox/").content.decode()
    buttons = re.findall(r'<form method="post" action="(/account/inbox/[0-9a-f-]{36}/)"', inbox)
    led = {client.post(button).headers["Location"].partition("#")[0] for button in buttons}
    return 2 if target in led | links(inbox) else MOST + 1


def links(page: str) -> set[str]:
    return {address.partition("#")[0] for address in re.findall(r'<a[^>]*href="([^"]+)"', page)}


def of_lead(plan: MeasurePlan, officer: User):
    department = officer.memberships.get().department
    return next(each for each in plan.measures.with_owners() if each.lead == department)


def sent_report(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    current = open_round(plan, officer)
    submit(of_lead(plan, officer), current, officer)
    return coordinator, round_address(current)


def returned_memo(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    submission = put_before(plan, coordinator, executive)
    speak(submission, executive, 0, "ขอข้อมูลเพิ่ม", RETURNED)
    return coordinator, OPINIONS


def returned_report(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    current = open_round(plan, coordinator)
    measure = of_lead(plan, officer)
    give_back(submit(measure, current, officer), coordinator)
    return officer, form_of(current, measure)


def opened_round(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    return officer, round_address(open_round(plan, coordinator))


def memo_before_an_executive(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    put_before(plan, coordinator, executive)
    return executive, OPINIONS


def memo_before_an_officer(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    put_before(plan, coordinator, officer)
    return officer, OPINIONS


def mention(plan, coordinator, officer, executive, reader) -> tuple[User, str]:
    topic = ConversationTopic(plan.agency, 2568, "document:memo", "บันทึกข้อความ", OPINIONS)
    message_send(topic=topic, text="โปรดทราบ", mentioned=[reader], actor=coordinator)
    return reader, OPINIONS


def put_before(plan, coordinator, person):
    hold(plan.agency, person, None, None)
    return document_submit(kind=KINDS["memo"], agency=plan.agency, fiscal_year=2568, actor=coordinator)


# For every role of an agency something can wait.
WAITING: list[Callable[..., tuple[User, str]]] = [
    sent_report,
    returned_memo,
    returned_report,
    opened_round,
    memo_before_an_executive,
    memo_before_an_officer,
    mention,
]


@pytest.mark.parametrize("waiting", WAITING, ids=lambda each: each.__name__)
def test_what_waits_is_two_clicks_from_signing_in(plan, coordinator, officer, executive, reader, as_user, waiting):
    person, target = waiting(plan, coordinator, officer, executive, reader)
    assert clicks_to(as_user(person), target) <= MOST
