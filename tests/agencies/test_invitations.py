"""Inviting somebody, and the link that they open."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import Change, Invitation, Membership, User
from agencies.models.invitation import token_hash
from agencies.services import AlreadyMember, InvitationSpent, invitation_accept
from tests.agencies.conftest import link_on

INVITE = "/maiklang/people/invite/"
WHO = {"name": "ผู้อำนวยการกองคลัง", "role": "officer"}
ACCOUNT = {
    "display_name": "สมหญิง ใจดี",
    "username": "somying",
    "password1": "ลมหนาวมาแล้ว-2568",
    "password2": "ลมหนาวมาแล้ว-2568",
}


@pytest.fixture
def mine(stranger, as_user):
    return as_user(stranger)


@pytest.fixture
def link(mine) -> str:
    return link_on(mine.post(INVITE, WHO))


@pytest.fixture
def letters(settings):
    """A portal with a mail server."""
    settings.EMAIL_IS_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://ita.example.go.th"
    return mail.outbox


# -- inviting


def test_the_link_is_shown_once_and_kept_as_a_hash(empty_agency, stranger, mine):
    finance = empty_agency.departments.get(name="กองคลัง")
    response = mine.post(INVITE, WHO | {"department": finance.pk})
    token = link_on(response).split("/")[-2]
    made = Invitation.objects.get()
    assert (made.agency, made.role, made.department, made.invited_by) == (empty_agency, "officer", finance, stranger)
    assert made.token_hash == token_hash(token) != token
    assert made.expires_at - made.created_at == timedelta(days=7)
    assert "no-store" in response.headers["Cache-Control"]
    page = mine.get("/maiklang/people/").content.decode()
    assert "ผู้อำนวยการกองคลัง" in page
    assert token not in page
    change = Change.objects.get(subject=f"invitation:{made.key}")
    assert (change.actor, change.fiscal_year) == (stranger, None)
    assert token not in change.new


def test_an_invitation_says_what_is_missing_and_makes_nothing(mine):
    response = mine.post(INVITE, {"email": "no address"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "กรุณากรอกชื่อหรือตำแหน่งของผู้ได้รับเชิญ" in page
    assert "กรุณาเลือกบทบาท" in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "overseer", "superuser"])
def test_nobody_is_invited_to_be_more_than_a_member(mine, role):
    assert mine.post(INVITE, WHO | {"role": role}).status_code == 422
    assert not Invitation.objects.exists()


def test_a_letter_carries_the_link_and_the_page_does_not(mine, letters):
    response = mine.post(INVITE, WHO | {"email": "finance@example.go.th"}, HTTP_HOST="localhost")
    assert response.headers["Location"] == "/maiklang/people/"
    (letter,) = letters
    assert letter.to == ["finance@example.go.th"]
    assert "https://ita.example.go.th/invitation/" in letter.body
    assert "เทศบาลตำบลใหม่กลาง" in letter.subject


def test_a_letter_that_cannot_leave_leaves_the_link_to_hand_over(mine, letters, monkeypatch):
    def refuses(self):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuses)
    response = mine.post(INVITE, WHO | {"email": "finance@example.go.th"})
    assert "ส่งอีเมลถึง finance@example.go.th ไม่ได้" in response.content.decode()
    assert link_on(response).startswith("/invitation/")


def test_so_many_letters_leave_to_an_address_and_from_an_agency_in_a_day(mine, letters, monkeypatch):
    def invite(email: str):
        return mine.post(INVITE, WHO | {"email": email})

    assert [invite("finance@example.go.th").status_code for _ in range(3)] == [302, 302, 302]
    refused = invite("Finance@example.go.th")
    assert refused.status_code == 422
    assert "มีคำเชิญถึงอีเมลนี้ครบ 3 ฉบับใน 24 ชั่วโมงแล้ว" in refused.content.decode()
    assert invite("").status_code == 200  # the link by hand
    monkeypatch.setattr("agencies.invitation_letters.LETTERS_OF_AGENCY", 4)
    assert [invite("a@example.go.th").status_code, invite("b@example.go.th").status_code] == [302, 422]
    assert len(letters) == 4
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert invite("finance@example.go.th").status_code == 302


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
def test_members_invite_nobody(empty_agency, member, as_user, role):
    client = as_user(member(empty_agency, role))
    assert client.get(INVITE).status_code == client.post(INVITE, WHO).status_code == 403
    assert not Invitation.objects.exists()


# -- accepting with a new account


def test_the_link_makes_an_account_and_signs_it_in(empty_agency, link):
    client = Client()
    assert "เทศบาลตำบลใหม่กลาง" in client.get(link).content.decode()
    response = client.post(link, ACCOUNT)
    assert response.headers["Location"] == "/maiklang/"
    user = User.objects.get(username="somying")
    assert (str(user), user.is_staff, user.is_superuser) == ("สมหญิง ใจดี", False, False)
    assert user.check_password(ACCOUNT["password1"])
    assert user.memberships.get().role == "officer"
    assert client.get("/maiklang/people/").status_code == 200
    subjects = {each.subject.split(":")[0] for each in Change.objects.filter(actor=user)}
    assert subjects == {"invitation", "member"}


def test_the_session_key_changes_when_the_account_is_made(link):
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post(link, ACCOUNT)
    assert client.cookies["sessionid"].value != planted


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("password1", "12345678901", "รหัสผ่าน"),
        ("password2", "another", "รหัสผ่านทั้งสองช่องไม่ตรงกัน"),
        ("username", "", "กรุณากรอกชื่อผู้ใช้"),
        ("username", "a b", "ชื่อผู้ใช้"),
        ("display_name", "", "กรุณากรอกชื่อที่แสดง"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_said_and_the_link_stays(link, field, value, reason):
    response = Client().post(link, ACCOUNT | {field: value})
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert Invitation.objects.pending(timezone.now()).exists()
    assert not User.objects.filter(display_name="สมหญิง ใจดี").exists()


@pytest.mark.parametrize("taken", ["somying", "SomYing"])
def test_a_name_that_somebody_has_is_refused_in_whatever_case(link, taken):
    User.objects.create_user(taken)
    assert Client().post(link, ACCOUNT).status_code == 422
    assert not Membership.objects.filter(user__username="somying").exists()


def test_a_password_like_the_own_name_is_refused(link):
    form = ACCOUNT | {"password1": "somying-123", "password2": "somying-123"}
    assert "คล้ายกับ" in Client().post(link, form).content.decode()


# -- accepting with the account of another agency


def test_an_account_of_another_agency_gets_a_second_role(nanueng, officer, as_user, link):
    client = as_user(officer)
    assert "รับคำเชิญด้วยบัญชีนี้" in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == "/maiklang/"
    assert {each.agency.slug: each.role for each in officer.memberships.all()} == {
        "nanueng": "officer",
        "maiklang": "officer",
    }
    assert User.objects.filter(username="somying").count() == 0


def test_who_has_an_account_comes_back_to_the_link_after_signing_in(nanueng, officer, link, sign_in):
    client = Client()
    assert f"/login/?next={link}" in client.get(link).content.decode()
    assert sign_in(client, officer.username, url=f"/login/?next={link}").headers["Location"] == link


@pytest.mark.parametrize("is_suspended", [False, True])
def test_a_member_cannot_change_the_own_role_by_a_link(stranger, mine, as_user, member, empty_agency, is_suspended):
    reader = member(empty_agency, "reader")
    if is_suspended:
        reader.memberships.update(suspended_at=timezone.now())
    link = link_on(mine.post(INVITE, WHO | {"role": "coordinator"}))
    assert as_user(reader).post(link).status_code == 409
    assert reader.memberships.get().role == "reader"
    assert Invitation.objects.pending(timezone.now()).exists()


# -- links that open nothing


def test_a_link_opens_once(link, officer, as_user):
    Client().post(link, ACCOUNT)
    assert Client().get(link).status_code == 404
    assert Client().post(link, ACCOUNT | {"username": "another"}).status_code == 404
    assert as_user(officer).post(link).status_code == 404
    assert Membership.objects.filter(agency__slug="maiklang", role="officer").count() == 1


def test_a_link_that_is_too_old_opens_nothing(link):
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=8), expires_at=timezone.now())
    response = Client().post(link, ACCOUNT)
    assert response.status_code == 404
    assert "ลิงก์คำเชิญนี้ใช้ไม่ได้" in response.content.decode()
    assert not User.objects.filter(username="somying").exists()


def test_a_link_that_was_taken_back_opens_nothing(stranger, mine, link):
    made = Invitation.objects.get()
    url = f"/maiklang/people/invitations/{made.key}/revoke/"
    assert mine.post(url).status_code == 302
    assert Client().post(link, ACCOUNT).status_code == 404
    assert Change.objects.filter(subject=f"invitation:{made.key}", actor=stranger, label__startswith="ยกเลิก").exists()
    mine.post(url)
    assert Change.objects.filter(label__startswith="ยกเลิก").count() == 1


@pytest.mark.parametrize(
    "change", [lambda link: link[:-2] + "/", lambda link: "/invitation/" + link[12:].swapcase()], ids=["cut", "case"]
)
def test_a_link_that_is_not_whole_opens_nothing(link, change):
    assert Client().get(change(link)).status_code == 404


def test_who_reads_the_database_cannot_open_a_link(link):
    assert Client().get(f"/invitation/{Invitation.objects.get().token_hash}/").status_code == 404


def test_the_invitation_of_another_agency_is_not_there(link, nanueng, coordinator, as_user):
    made = Invitation.objects.get()
    for slug in ("nanueng", "maiklang"):
        assert as_user(coordinator).post(f"/{slug}/people/invitations/{made.key}/revoke/").status_code == 404
    made.refresh_from_db()
    assert made.revoked_at is None


def test_of_two_who_accept_together_one_is_let_in(link, empty_agency):
    invitation = Invitation.objects.get()
    first, second = (User.objects.create_user(name) for name in ("first", "second"))
    invitation_accept(invitation=invitation, user=first)
    with pytest.raises(InvitationSpent):
        invitation_accept(invitation=invitation, user=second)  # with what it had read before
    with pytest.raises((AlreadyMember, InvitationSpent)):
        invitation_accept(invitation=invitation, user=first)
    assert not second.memberships.exists()
