"""Two people in the same moment, on a database that lets them."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from agencies.models import Agency, Invitation, Membership, User
from agencies.services import (
    InvitationContent,
    InvitationSpent,
    LastCoordinator,
    invitation_accept,
    invitation_create,
    member_suspend,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]
ROUNDS = 5


@pytest.fixture
def agency(transactional_db) -> Agency:
    return Agency.objects.create(slug="maiklang", kind="sao", name="ใหม่กลาง")


def together(*tasks) -> list[str]:
    """Start all tasks at once, each on a connection of its own, and return how each ended."""
    barrier = Barrier(len(tasks))

    def run(task) -> str:
        barrier.wait()
        try:
            task()
            return "done"
        except (LastCoordinator, InvitationSpent) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return sorted(pool.map(run, tasks))


def test_two_coordinators_cannot_suspend_each_other_in_the_same_moment(agency):
    users = [User.objects.create_user(name) for name in ("first", "second")]
    first, second = (Membership.objects.create(user=user, agency=agency, role="coordinator") for user in users)
    for _ in range(ROUNDS):
        agency.memberships.update(suspended_at=None)
        ended = together(
            lambda: member_suspend(membership=second, actor=users[0]),
            lambda: member_suspend(membership=first, actor=users[1]),
        )
        assert ended == ["LastCoordinator", "done"]
        assert agency.memberships.active().count() == 1


def test_a_link_lets_one_in_although_two_open_it_in_the_same_moment(agency):
    for number in range(ROUNDS):
        invited, _ = invitation_create(agency=agency, content=InvitationContent("ผู้ดูข้อมูล", "reader"), actor=None)
        users = [User.objects.create_user(f"{name}{number}") for name in ("first", "second")]
        ended = together(*(partial(invitation_accept, invitation=invited, user=user) for user in users))
        assert ended == ["InvitationSpent", "done"]
    assert Membership.objects.count() == Invitation.objects.exclude(accepted_at=None).count() == ROUNDS
