"""A way in dies with what it was given for: links to new passwords, invitations, and the account of an executive."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from agencies.models import Change, Invitation, Membership, Oversight, User
from agencies.reset_links import ResetLinks, reset_path
from agencies.services import MemberContent, member_suspend, member_update, second_factor_confirm
from tests.agencies.conftest import KEY, code_now, link_on

DEAD = "ลิงก์ตั้งรหัสผ่านนี้ใช้ไม่ได้"
WHO = {"name": "ผู้ช่วย", "role": "coordinator"}


@pytest.fixture
def somchai(empty_agency, member) -> User:
    return member(empty_agency, "officer", "somchai")


@pytest.fixture
def second(empty_agency, member) -> User:
    """Another coordinator beside the stranger."""
    return member(empty_agency, "coordinator", "second")


@pytest.fixture
def palad(empty_agency, member) -> Membership:
    """The executive of the agency, with a second step."""
    user = member(empty_agency, "executive", "palad")
    second_factor_confirm(user=user, key=KEY, typed=code_now())
    return user.memberships.get()


def joins(user, agency) -> None:
    user.memberships.create(agency=agency, role="reader")


def flagged(**flags):
    return lambda user, agency: User.objects.filter(pk=user.pk).update(**flags)


# What may become of an account after somebody was given a link into it.
CHANGES = {
    "another agency": joins,
    "another role": lambda user, agency: user.memberships.update(role="executive"),
    "suspended": lambda user, agency: user.memberships.update(suspended_at=timezone.now()),
    "closed": flagged(is_active=False),
    "staff": flagged(is_staff=True),
    "superuser": flagged(is_superuser=True),
    "overseer": lambda user, agency: Oversight.objects.create(user=user, province="อุบลราชธานี"),
}


def is_alive(link: str) -> bool:
    return DEAD not in Client().get(link, follow=True).content.decode()


# -- links to a new password


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_dies_when_the_account_opens_something_else(stranger, somchai, nanueng, as_user, change):
    key = somchai.memberships.get().key
    links = [link_on(as_user(stranger).post(f"/maiklang/people/{key}/reset-link/")), reset_path(somchai)]
    assert all(map(is_alive, links))
    CHANGES[change](somchai, nanueng)
    assert not any(map(is_alive, links))


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_dies_with_the_right_of_who_handed_it_over(stranger, second, somchai, nanueng, change):
    handed, own = reset_path(somchai, giver=second), reset_path(somchai)
    CHANGES[change](second, nanueng)
    assert (is_alive(handed), is_alive(own)) == (False, True)


def test_nobody_is_put_in_the_place_of_who_handed_a_link_over(stranger, second, somchai):
    token = ResetLinks(second).make_token(somchai)
    own, _, giver = token.rpartition("-")
    other = ResetLinks(stranger).make_token(somchai).rpartition("-")[2]
    assert ResetLinks().check_token(somchai, token)
    for forged in (own, f"{own}-{other}", f"{own}-zzzzz", f"{own}-", f"{own}-!", f"-{giver}", f"{token}-{giver}"):
        assert not ResetLinks().check_token(somchai, forged), forged


def test_a_link_that_was_opened_dies_before_the_password_is_sent(somchai, nanueng):
    client = Client()
    setting = client.get(reset_path(somchai), follow=True).redirect_chain[-1][0]
    joins(somchai, nanueng)
    client.post(setting, {"new_password1": "ลมหนาวมาแล้ว-2568", "new_password2": "ลมหนาวมาแล้ว-2568"})
    assert get_user_model().objects.get(pk=somchai.pk).check_password("p")


# -- invitations of who has lost the right to invite


def demote(membership, actor) -> None:
    member_update(membership=membership, content=MemberContent("reader", None), actor=actor)


def suspend(membership, actor) -> None:
    member_suspend(membership=membership, actor=actor)


@pytest.mark.parametrize("lose", [demote, suspend])
def test_pending_invitations_go_with_the_right_in_the_same_act(stranger, second, as_user, lose):
    link = link_on(as_user(second).post("/maiklang/people/invite/", WHO))
    others = link_on(as_user(stranger).post("/maiklang/people/invite/", WHO))
    lose(second.memberships.get(), stranger)
    gone = Invitation.objects.get(invited_by=second)
    assert gone.revoked_at
    assert Change.objects.get(subject=f"invitation:{gone.key}", label__startswith="ยกเลิก").actor == stranger
    assert (Client().get(link).status_code, Client().get(others).status_code) == (404, 200)
    assert as_user(second).post(link).status_code == 404


@pytest.mark.parametrize("change", ["another role", "suspended", "closed"])
def test_acceptance_looks_at_the_right_of_who_invited(stranger, second, somchai, as_user, change):
    """Also where it was lost on a way that revokes nothing, as when an administrator closes the account."""
    link = link_on(as_user(second).post("/maiklang/people/invite/", WHO))
    CHANGES[change](second, None)
    newcomer = User.objects.create_user("newcomer")
    for client in (Client(), as_user(newcomer)):
        assert client.get(link).status_code == client.post(link, {"username": "x"}).status_code == 404
    assert not newcomer.memberships.exists()


def test_the_invitation_of_an_administrator_holds_while_they_are_one(empty_agency, administrator, as_user):
    link = link_on(as_user(administrator).post("/maiklang/people/invite/", WHO))
    assert Client().get(link).status_code == 200
    User.objects.filter(pk=administrator.pk).update(is_superuser=False)
    assert Client().get(link).status_code == 404


# -- the account of an executive


RESETS = ["reset-link/", "second-factor/"]


def url_of(member: Membership, action: str) -> str:
    return f"/maiklang/people/{member.key}/{action}"


@pytest.mark.parametrize("action", RESETS)
def test_one_coordinator_alone_does_not_reset_an_executive(stranger, palad, as_user, action):
    client = as_user(stranger)
    for _ in range(2):
        response = client.post(url_of(palad, action))
        assert response.status_code == 403
        assert "ผู้ประสานงาน ITA สองคน" in response.content.decode()
        client.post(url_of(palad, "reset-ask/"))  # who asks is not the one who may act
    assert palad.user.totpdevice_set.exists()


@pytest.mark.parametrize("action", RESETS)
def test_a_second_coordinator_resets_an_executive_once(stranger, second, palad, as_user, action):
    as_user(stranger).post(url_of(palad, "reset-ask/"))
    client = as_user(second)
    page = client.get(url_of(palad, "")).content.decode()
    assert str(stranger) in page
    assert url_of(palad, action) in page
    assert client.post(url_of(palad, action)).status_code in (200, 302)
    assert client.post(url_of(palad, action)).status_code == 403
    told = Change.objects.of(f"member:{palad.key}").filter(actor__in=[stranger, second])
    assert list(told.values_list("actor", flat=True)) == [second.pk, stranger.pk]


@pytest.mark.parametrize("hindrance", ["late", "demoted"])
def test_a_word_that_no_longer_holds_lets_nobody_act(stranger, second, palad, as_user, hindrance):
    as_user(stranger).post(url_of(palad, "reset-ask/"))
    if hindrance == "late":
        Membership.objects.update(reset_asked_at=timezone.now() - timedelta(hours=25))
    else:
        stranger.memberships.update(role="reader")
    assert as_user(second).post(url_of(palad, "reset-link/")).status_code == 403


def test_who_was_an_executive_is_no_way_round(stranger, palad, as_user):
    client = as_user(stranger)
    client.post(url_of(palad, ""), {"role": "reader"})
    palad.refresh_from_db()
    assert palad.role == "reader"
    assert client.post(url_of(palad, "reset-link/")).status_code == 403


@pytest.mark.parametrize("action", RESETS)
def test_the_administrator_resets_an_executive(palad, administrator, as_user, action):
    assert as_user(administrator).post(url_of(palad, action)).status_code in (200, 302)


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
def test_members_ask_for_nothing(empty_agency, palad, member, as_user, role):
    assert as_user(member(empty_agency, role)).post(url_of(palad, "reset-ask/")).status_code == 403


# -- names


@pytest.mark.any_database
@pytest.mark.parametrize(
    "other",
    ["สมหญิง ใจดี", " สมหญิง  ใจดี ", "สมหญิงใจดี", "สม\u200bหญิง\u00adใจดี", "สมหญิง ใจดี\u202e", "สมหญิง\u00a0ใจดี"],
)
def test_names_that_look_alike_are_one(other):
    spelling_of = import_module("agencies.rules.names").spelling_of
    assert spelling_of(other) == spelling_of("สมหญิง ใจดี")
    assert spelling_of("นํ้าทิพย์ เเก้ว Ａ") == spelling_of("น้ำทิพย์ แก้ว a")
    assert spelling_of("สมหญิง ใจดี (กองคลัง)") != spelling_of("สมหญิง ใจดี")


@pytest.fixture
def names(stranger, somchai, administrator) -> list[str]:
    """All by which nobody else in the agency may call himself."""
    User.objects.filter(pk=stranger.pk).update(display_name="สมหญิง ใจดี")
    return ["สมหญิงใจดี", stranger.username, "ผู้ดูแลระบบ", "ระบบ"]


def test_nobody_takes_the_name_of_a_colleague(names, somchai, as_user):
    client = as_user(somchai)
    for name in names:
        response = client.post("/account/", {"display_name": name, "email": ""})
        assert response.status_code == 422, name
        assert "ใช้ชื่อนี้แล้ว" in response.content.decode()
    assert not Change.objects.exists()
    assert client.post("/account/", {"display_name": "สมหญิง ใจดี (กองคลัง)", "email": ""}).status_code == 302


def test_nobody_comes_in_under_the_name_of_a_colleague(names, stranger, as_user):
    link = link_on(as_user(stranger).post("/maiklang/people/invite/", WHO))
    filled = {"display_name": names[0], "username": "new", "password1": "ลมหนาว-2568-มา", "password2": "ลมหนาว-2568-มา"}
    assert Client().post(link, filled).status_code == 422
    guest = User.objects.create_user("guest", display_name=names[0])
    response = as_user(guest).post(link)
    assert response.status_code == 409
    assert "เปลี่ยนชื่อที่แสดง" in response.content.decode()
    assert not guest.memberships.exists()


def test_a_name_of_another_agency_is_free(nanueng, officer, somchai, as_user):
    assert as_user(somchai).post("/account/", {"display_name": str(officer), "email": ""}).status_code == 302


def test_the_administrator_gives_nobody_the_name_of_a_colleague(names, somchai, administrator, as_user):
    url = f"/admin/agencies/user/{somchai.pk}/change/"
    posted = {"username": "somchai", "display_name": names[0], "date_joined_0": "2025-01-01", "date_joined_1": "10:00"}
    posted |= {f"memberships-{each}": "0" for each in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert "ใช้ชื่อนี้แล้ว" in as_user(administrator).post(url, posted).content.decode()


def test_renaming_is_history_under_the_name_of_the_account(stranger, somchai, as_user):
    old = str(somchai)
    client = as_user(somchai)
    client.post("/account/", {"display_name": "สมชาย ใจดี", "email": ""})
    change = Change.objects.of(f"member:{somchai.memberships.get().key}").get()
    assert (change.old, change.new, change.actor_account) == (old, "สมชาย ใจดี", "somchai")
    client.post("/account/", {"display_name": "สมชาย ใจงาม", "email": ""})
    url = "/maiklang/2568/history/?person=somchai"
    page = client.get(url).content.decode()
    assert "สมชาย ใจงาม, สมชาย ใจดี (somchai)" in page
    assert page.count("(บัญชีผู้ใช้ somchai)") == 1  # told as one, since one followed the other at once
    assert "somchai" in b"".join(client.get("/maiklang/2568/history/download/csv/").streaming_content).decode()
