"""Links that are their own proof, and public pages, asked in every way by everybody: nobody gets more out of them.

What a link opens is looked up by key and signature, which every database does alike.
"""

import pytest
from django.http import HttpResponse
from django.test import Client

from agencies.models import User
from tests.portal.links import WalkedLink, invitation_links, public_addresses, reset_links
from tests.portal.rights_table import Who
from tests.portal.undone import finish, undone
from tests.signed_in import sign_in

pytestmark = pytest.mark.any_database
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
CHOSEN = {"display_name": "ผู้มาใหม่", "username": "newcomer"}
CHOSEN |= dict.fromkeys(("password1", "password2", "new_password1", "new_password2"), "ลมหนาวมาแล้ว-2568")


# A link asks for no role: a reader stands for all members.
ALIKE = {Who.OWNER, Who.OFFICER, Who.EXECUTIVE}


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        sign_in(client, user)
        client.get("/account/")
    return client


def asked(client: Client, url: str, method: str) -> tuple[HttpResponse, list[str]]:
    """Ask once and take back what it wrote; a form is sent as somebody would fill it in who wants to get in."""
    with undone() as writes:
        response = client.generic(method, url) if method in OTHER_METHODS else None
        response = response or getattr(client, method.lower())(url, CHOSEN if method == "POST" else {})
        finish(response)
    return response, writes


def is_reset_opened(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].endswith("/set-password/")


def faults_of(client: Client, link: WalkedLink, *, is_opened, dead: int, told: list[str]) -> list[str]:
    """Return what is wrong with the answers to a link: dead ones open nothing, write nothing and name nobody."""
    wrong = []
    for method in ("GET", "HEAD", "POST"):
        response, writes = asked(client, link.url, method)
        if is_opened(response) != link.is_alive:
            wrong.append(f"{method} {link.name}: {response.status_code}")
        if not link.is_alive and (response.status_code != dead or writes):
            wrong.append(f"{method} {link.name}: {response.status_code}, wrote {writes}")
        if not link.is_alive and any(name in response.content.decode() for name in told):
            wrong.append(f"{method} {link.name} names somebody")
    others = {method: asked(client, link.url, method) for method in OTHER_METHODS}
    return wrong + [f"{method} {link.name}" for method, (answer, writes) in others.items() if answer.status_code != 405]


@pytest.mark.crawl
@pytest.mark.parametrize("who", [each for each in Who if each not in ALIKE])
def test_a_dead_link_is_dead_for_everybody_and_a_live_one_alive(who, people, home, foreign):
    client = client_of(people[who])
    wrong = []
    for link in reset_links(home, foreign, people):
        wrong += faults_of(client, link, is_opened=is_reset_opened, dead=200, told=["link-"])
    for link in invitation_links(home, foreign, people):
        wrong += faults_of(client, link, is_opened=lambda answer: answer.status_code != 404, dead=404, told=["คำเชิญ "])
    assert not wrong, "\n".join(wrong)


def test_a_live_invitation_lets_in_who_is_not_in_yet(people, home, foreign):
    User.objects.filter(username="stranger").update(display_name="ผู้ประสานงานของบ้านอื่น")  # no member's name
    people[Who.STRANGER] = User.objects.get(username="stranger")
    link = next(each for each in invitation_links(home, foreign, people) if each.is_alive)
    answers = {who: asked(client_of(user), link.url, "POST")[0].status_code for who, user in people.items()}
    inside = {Who.READER, Who.OWNER, Who.OFFICER, Who.COORDINATOR, Who.EXECUTIVE, Who.HOLDER, Who.SUSPENDED}
    assert answers == {who: 409 if who in inside else 302 for who in Who}


@pytest.mark.crawl
def test_public_pages_answer_everybody_alike_and_name_nobody(people, home):
    addresses = public_addresses(home)
    names = [name for user in people.values() if user for name in (user.username, user.display_name) if len(name) > 6]
    for who in (Who.ANONYMOUS, Who.STRANGER, Who.COORDINATOR, Who.ADMINISTRATOR):
        client = client_of(people[who])
        for url, status in addresses.items():
            response, writes = asked(client, url, "GET")
            assert (response.status_code, writes) == (status, []), (who, url)
            body = b"" if response.streaming else response.content
            assert who != Who.ANONYMOUS or not any(name in body.decode(errors="replace") for name in names), url
