"""People change while a memo waits: whoever comes to speak for its position is told, and who goes is asked no more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.events import speakers_tell
from agencies.models import Event, Notice
from agencies.services import acting_end, member_suspend, position_content_of, position_update
from measures.letters import deadlines_tell
from reports.content.kinds import KINDS
from reports.issue.approval import document_submit
from tests.reports.chain import act, hold, speak


@pytest.fixture
def mayor(nanueng, member):
    return member(nanueng, "executive", "mayor")


@pytest.fixture
def chain(nanueng, executive):
    return hold(nanueng, executive, None, None)


@pytest.fixture
def submission(nanueng, chain, coordinator):
    return document_submit(kind=KINDS["memo"], agency=nanueng, fiscal_year=2568, actor=coordinator)


def waiting_for() -> set[str]:
    return {each.user.username for each in Notice.objects.waiting().select_related("user")}


def give(position, person, coordinator):
    member = position.agency.memberships.get(user=person) if person else None
    content = replace(position_content_of(position), member=member)
    return position_update(position=position, content=content, version=position.version, actor=coordinator)


def test_a_new_holder_is_told_and_the_old_one_is_asked_no_more(submission, chain, executive, mayor, coordinator):
    assert waiting_for() == {executive.username}
    give(chain[0], mayor, coordinator)
    assert waiting_for() == {"mayor"}
    assert Event.objects.filter(kind="document-submitted").count() == 1
    speak(submission, mayor, 0)
    assert "mayor" not in waiting_for()


def test_who_acts_is_told_too_for_as_long_as_they_act(submission, chain, executive, mayor, coordinator):
    holding = act(chain[0], mayor, timezone.localdate())
    assert waiting_for() == {executive.username, "mayor"}
    acting_end(holding=holding, today=timezone.localdate(), actor=coordinator)
    assert waiting_for() == {executive.username}


def test_days_of_acting_begin_and_end_by_themselves(submission, chain, executive, mayor):
    today = timezone.localdate()
    act(chain[0], mayor, today + timedelta(days=1), today + timedelta(days=2))
    assert waiting_for() == {executive.username}
    deadlines_tell(today + timedelta(days=1))
    deadlines_tell(today + timedelta(days=1))
    assert waiting_for() == {executive.username, "mayor"}
    deadlines_tell(today + timedelta(days=3))
    assert waiting_for() == {executive.username}


def test_without_anybody_to_speak_another_coordinator_is_told(submission, executive, coordinator, member, nanueng):
    member(nanueng, "coordinator", "second")
    member_suspend(membership=executive.memberships.get(), actor=coordinator)
    assert waiting_for() == {"second"}  # the first has put it before them, and knows


def test_what_was_decided_waits_for_nobody_new(submission, chain, executive, mayor, coordinator):
    speak(submission, executive, 0)
    before = waiting_for()
    give(chain[0], mayor, coordinator)
    speakers_tell(timezone.localdate())
    assert waiting_for() == before
