"""The letters that tell people what happened to the way into their account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from agencies.models import User
from agencies.notices import AccountNotice
from agencies.services import password_set, second_factor_remove
from tests.agencies.conftest import link_on, next_code

NEW = "ลมหนาวมาแล้ว-2568"
OLD_ADDRESS = "somchai@example.go.th"


@pytest.fixture
def somchai(empty_agency, member) -> User:
    user = member(empty_agency, "officer", "somchai")
    user.email = OLD_ADDRESS
    user.save()
    return user


def change_password(somchai, stranger, administrator, as_user):
    as_user(somchai).post("/account/password/", {"old_password": "p", "new_password1": NEW, "new_password2": NEW})


def use_link(somchai, stranger, administrator, as_user):
    link = link_on(as_user(stranger).post(f"/maiklang/people/{somchai.memberships.get().key}/reset-link/"))
    mail.outbox.clear()  # that one was handed over is a letter of its own, below
    client = Client()
    setting = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(setting, {"new_password1": NEW, "new_password2": NEW})


def hand_over(somchai, stranger, administrator, as_user):
    as_user(stranger).post(f"/maiklang/people/{somchai.memberships.get().key}/reset-link/")


def change_email(somchai, stranger, administrator, as_user):
    form = {"display_name": somchai.display_name, "email": "new@example.go.th", "password": "p"}
    as_user(somchai).post("/account/", form)


def give_password(somchai, stranger, administrator, as_user):
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    as_user(administrator).post(f"/admin/agencies/user/{somchai.pk}/password/", form)


def ask(somchai, stranger, administrator, as_user):
    somchai.memberships.update(role="executive")
    as_user(stranger).post(f"/maiklang/people/{somchai.memberships.get().key}/reset-ask/")


@pytest.mark.parametrize(
    ("act", "notice"),
    [
        (change_password, AccountNotice.PASSWORD_CHANGED),
        (use_link, AccountNotice.LINK_USED),
        (hand_over, AccountNotice.LINK_HANDED_OVER),
        (change_email, AccountNotice.EMAIL_CHANGED),
        (give_password, AccountNotice.PASSWORD_GIVEN),
        (ask, AccountNotice.RESET_ASKED),
    ],
)
def test_people_are_told_what_happened_to_their_account(somchai, stranger, administrator, as_user, told, act, notice):
    act(somchai, stranger, administrator, as_user)
    (letter,) = told
    assert letter.subject.startswith(notice.subject)
    assert letter.to == [OLD_ADDRESS]
    for words in (notice.sentence, "somchai", "https://ita.example.go.th/account/", "หากท่านไม่ทราบเรื่อง"):
        assert words in letter.body
    for secret in ("/password/", NEW, "new@example.go.th"):
        assert secret not in letter.body
    by_another = {hand_over: stranger, ask: stranger, give_password: administrator}.get(act)
    assert ("ผู้ดำเนินการ:" in letter.body, str(by_another) in letter.body) == (bool(by_another), bool(by_another))


def test_people_are_told_of_the_second_step(somchai, stranger, as_user, codes_of, told):
    codes_of(somchai)
    client = as_user(somchai)
    client.post("/account/second-factor/codes/", {"password": "p", "code": next_code(somchai)})
    as_user(stranger).post(f"/maiklang/people/{somchai.memberships.get().key}/second-factor/")
    assert [letter.subject.split(" ")[0] for letter in told] == [
        notice.subject.split(" ")[0]
        for notice in (
            AccountNotice.SECOND_FACTOR_ON,
            AccountNotice.CODES_RENEWED,
            AccountNotice.SECOND_FACTOR_OFF,
        )
    ]
    assert str(stranger) in told[-1].body


def test_who_types_wrong_codes_after_the_right_password_is_reported_once_a_day(somchai, codes_of, sign_in, told):
    codes_of(somchai)
    told.clear()
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        client = Client(REMOTE_ADDR=address)
        sign_in(client, "somchai")
        client.post("/login/code/", {"code": "000000"})
        client.post("/login/code/", {"code": "000000"})
    (letter,) = told
    assert letter.subject.startswith(AccountNotice.CODES_GUESSED.subject)
    User.objects.update(codes_mailed_at=timezone.now() - timedelta(hours=25))
    client.post("/login/code/", {"code": "000000"})
    assert len(told) == 2


def test_one_slip_is_no_news(somchai, codes_of, sign_in, told):
    codes_of(somchai)
    told.clear()
    client = Client()
    sign_in(client, "somchai")
    client.post("/login/code/", {"code": "000000"})
    assert client.post("/login/code/", {"code": next_code(somchai)}).status_code == 302
    assert told == []


def test_a_broken_mail_server_breaks_no_act(somchai, as_user, told, monkeypatch):
    def refuses(letter):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuses)
    change_password(somchai, None, None, as_user)
    somchai.refresh_from_db()
    assert somchai.check_password(NEW)
    assert told == []


def test_without_address_or_mail_server_nothing_leaves_and_all_goes_on(somchai, stranger, told, settings):
    password_set(user=stranger, password=NEW)
    settings.EMAIL_IS_CONFIGURED = False
    password_set(user=somchai, password=NEW)
    assert not second_factor_remove(user=somchai, actor=stranger)
    assert told == []


def test_a_letter_leaves_only_when_the_act_is_stored(somchai, settings):
    settings.EMAIL_IS_CONFIGURED = True
    settings.SITE_URL = "https://ita.example.go.th"
    before = len(connection.run_on_commit)
    password_set(user=somchai, password=NEW)
    assert len(connection.run_on_commit) == before + 1
    assert mail.outbox == []
