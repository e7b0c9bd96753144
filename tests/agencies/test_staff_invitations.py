"""Administrators and overseers are invited: an account, a link for its person, the link again until it was used."""

import re

import pytest
from django.test import Client

from agencies.models import Change, User
from tests.agencies.conftest import link_on

URL = "/admin/agencies/user/invite/"
OVERSEER = {"role": "overseer", "display_name": "ท้องถิ่นจังหวัด", "username": "province", "province": "เชียงใหม่"}
PASSWORD = {"new_password1": "รหัสผ่านยาวพอ-2568", "new_password2": "รหัสผ่านยาวพอ-2568"}


@pytest.fixture
def mine(administrator, as_user) -> Client:
    return as_user(administrator)


def path_on(response) -> str:
    return re.sub(r"https?://[^/]+", "", link_on(response))


def password_is_set(link: str) -> bool:
    guest = Client()
    page = guest.get(link, follow=True)
    if not page.redirect_chain:
        return False
    return guest.post(page.redirect_chain[-1][0], PASSWORD).status_code == 302


def test_an_overseer_sets_a_password_by_the_link_and_reads_the_place(mine, empty_agency, as_user):
    response = mine.post(URL, OVERSEER)
    person = User.objects.get(username="province")
    assert not person.has_usable_password()
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert person.oversights.get().province == "เชียงใหม่"
    assert password_is_set(path_on(response))
    person.refresh_from_db()
    assert person.check_password(PASSWORD["new_password1"])
    assert as_user(person).get("/maiklang/people/").status_code == 200
    assert "ผู้กำกับดูแล เชียงใหม่" in Change.objects.get(subject=f"account:{person.pk}", label__startswith="เชิญ").new


def test_an_administrator_is_invited_with_a_letter(mine, settings, mailoutbox):
    settings.EMAIL_IS_CONFIGURED = True
    typed = {"role": "administrator", "display_name": "ผู้ดูแล", "username": "second", "email": "a@example.go.th"}
    page = mine.post(URL, typed, follow=True).content.decode()
    assert "ส่งลิงก์ตั้งรหัสผ่านถึง" in page
    person = User.objects.get(username="second")
    assert person.is_superuser
    assert person.is_staff
    assert mailoutbox[0].to == ["a@example.go.th"]


def test_the_link_is_given_again_until_its_person_has_come(mine, empty_agency):
    first = path_on(mine.post(URL, OVERSEER))
    person = User.objects.get(username="province")
    address = f"/admin/agencies/user/{person.pk}/link/"
    assert "ยังไม่เคยเข้าสู่ระบบ" in mine.get(f"/admin/agencies/user/{person.pk}/change/").content.decode()
    assert password_is_set(path_on(mine.post(address)))
    assert not password_is_set(first)
    person.refresh_from_db()
    Client().force_login(person)
    assert mine.post(address).status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"username": "administrator"}, "มีผู้ใช้ชื่อผู้ใช้นี้แล้ว"),
        ({"username": ""}, "กรุณากรอกชื่อผู้ใช้"),
        ({"display_name": ""}, "กรุณากรอกชื่อหรือตำแหน่ง"),
        ({"role": ""}, "กรุณาเลือกบทบาท"),
        ({"province": "จังหวัดเชียงใหม่"}, "กรุณาเขียนชื่อให้ตรง"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(mine, empty_agency, typed, message):
    response = mine.post(URL, OVERSEER | typed)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not User.objects.filter(username="province").exists()


def test_staff_without_every_right_invite_nobody(empty_agency, as_user):
    staff = User.objects.create_user("staff", is_staff=True)
    assert as_user(staff).post(URL, OVERSEER).status_code in (302, 403)
    assert not User.objects.filter(username="province").exists()
