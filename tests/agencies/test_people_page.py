"""The members page, and what a coordinator does to a member there."""

import pytest
from django.utils import timezone

from agencies.models import Change, Membership, User
from agencies.services import (
    LAST_COORDINATOR,
    OWN_ROLE,
    LastCoordinator,
    MemberContent,
    member_suspend,
    member_update,
)
from tests.portal.forms import fields_of

PEOPLE = "/maiklang/people/"


@pytest.fixture
def mine(stranger, as_user):
    """The coordinator of the empty agency, signed in."""
    return as_user(stranger)


@pytest.fixture
def somchai(empty_agency, member) -> Membership:
    return member(empty_agency, "officer", "somchai").memberships.get()


def url_of(membership: Membership, action: str = "") -> str:
    return f"{PEOPLE}{membership.key}/{action}"


# -- reading


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
def test_everybody_of_the_agency_reads_who_is_in_it(empty_agency, stranger, somchai, member, as_user, role):
    response = as_user(member(empty_agency, role)).get(PEOPLE)
    page = response.content.decode()
    assert response.status_code == 200
    assert str(somchai.user) in page
    assert "เจ้าหน้าที่" in page
    assert "/people/invite/" not in page
    assert "somchai" not in page  # a name to sign in with is not for everybody
    assert "คำเชิญที่รอตอบรับ" not in page


def test_a_coordinator_finds_the_way_to_every_member(mine, somchai):
    page = mine.get(PEOPLE).content.decode()
    assert url_of(somchai) in page
    assert "/maiklang/people/invite/" in page


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
@pytest.mark.parametrize("action", ["", "suspend/", "reset-link/", "second-factor/"])
def test_who_does_not_manage_people_changes_nothing(empty_agency, somchai, member, as_user, role, action):
    client = as_user(member(empty_agency, role))
    assert client.post(url_of(somchai, action), {"role": "coordinator"}).status_code == 403
    somchai.refresh_from_db()
    assert (somchai.role, somchai.suspended_at) == ("officer", None)
    assert not Change.objects.exists()


@pytest.mark.parametrize("action", ["", "suspend/", "reset-link/", "second-factor/"])
def test_a_coordinator_does_nothing_to_a_member_of_another_agency(nanueng, officer, mine, action):
    foreign = officer.memberships.get()
    for slug in ("maiklang", "nanueng"):
        response = mine.post(f"/{slug}/people/{foreign.key}/{action}", {"role": "reader"})
        assert response.status_code == 404
    foreign.refresh_from_db()
    assert (foreign.role, foreign.suspended_at) == ("officer", None)


def test_the_page_takes_the_same_queries_however_many_members(
    empty_agency, mine, member, django_assert_max_num_queries
):
    mine.get(PEOPLE)
    for number in range(30):
        member(empty_agency, "reader", f"reader{number}")
    with django_assert_max_num_queries(12):
        mine.get(PEOPLE)


# -- role and department


def test_a_coordinator_gives_a_member_another_role_and_department(empty_agency, stranger, mine, somchai):
    finance = empty_agency.departments.get(name="กองคลัง")
    response = mine.post(url_of(somchai), {"role": "executive", "department": finance.pk})
    assert response.headers["Location"] == PEOPLE
    somchai.refresh_from_db()
    assert (somchai.role, somchai.department) == ("executive", finance)
    change = Change.objects.get(subject=f"member:{somchai.key}")
    assert (change.agency, change.fiscal_year, change.actor) == (empty_agency, None, stranger)
    assert (change.old, change.new) == ("เจ้าหน้าที่", "ผู้บริหาร\nกองหรือสำนัก: กองคลัง")


def test_the_same_again_leaves_no_history(mine, somchai):
    form = fields_of(mine.get(url_of(somchai)), "role")
    assert mine.post(url_of(somchai), form).status_code == 302
    assert not Change.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "superuser", "", "COORDINATOR"])
def test_a_forged_role_is_refused(mine, somchai, role):
    response = mine.post(url_of(somchai), {"role": role, "is_superuser": "on", "is_staff": "on"})
    assert response.status_code == 422
    assert "กรุณาเลือกบทบาท" in response.content.decode()
    somchai.refresh_from_db()
    user = User.objects.get(pk=somchai.user_id)
    assert (somchai.role, user.is_staff, user.is_superuser) == ("officer", False, False)


def test_the_department_of_another_agency_is_refused(nanueng, mine, somchai):
    response = mine.post(url_of(somchai), {"role": "officer", "department": nanueng.departments.first().pk})
    assert response.status_code == 422
    assert "กรุณาเลือกกองหรือสำนักจากรายการ" in response.content.decode()


# -- the last coordinator


def test_the_last_coordinator_stays_one(stranger, mine):
    own = stranger.memberships.get()
    for response in (mine.post(url_of(own), {"role": "reader"}), mine.post(url_of(own, "suspend/"))):
        assert response.status_code == 409
        assert LAST_COORDINATOR in response.content.decode()
    own.refresh_from_db()
    assert (own.role, own.suspended_at) == ("coordinator", None)
    assert not Change.objects.exists()


@pytest.mark.parametrize("hindrance", ["suspended", "closed"])
def test_a_coordinator_who_cannot_come_in_does_not_count(empty_agency, stranger, mine, member, hindrance):
    second = member(empty_agency, "coordinator", "second")
    if hindrance == "suspended":
        second.memberships.update(suspended_at=timezone.now())
    else:
        User.objects.filter(pk=second.pk).update(is_active=False)
    assert mine.post(url_of(stranger.memberships.get(), "suspend/")).status_code == 409


def test_one_of_two_coordinators_can_go_and_then_the_other_cannot(empty_agency, stranger, member):
    """The second one demotes the first: nobody changes the own role."""
    second = member(empty_agency, "coordinator", "second").memberships.get()
    first = stranger.memberships.get()
    member_update(membership=first, content=MemberContent("reader", None), actor=second.user)
    with pytest.raises(LastCoordinator):
        member_suspend(membership=second, actor=second.user)


@pytest.mark.parametrize("role", ["executive", "reader"])
def test_nobody_gives_themselves_another_role(empty_agency, stranger, mine, member, role):
    member(empty_agency, "coordinator", "second")
    own = stranger.memberships.get()
    response = mine.post(url_of(own), {"role": role})
    assert response.status_code == 403
    assert OWN_ROLE in response.content.decode()
    own.refresh_from_db()
    assert own.role == "coordinator"
    assert not Change.objects.exists()


def test_the_own_department_can_be_chosen(empty_agency, stranger, mine):
    own, finance = stranger.memberships.get(), empty_agency.departments.get(name="กองคลัง")
    assert mine.post(url_of(own), {"role": "coordinator", "department": finance.pk}).status_code == 302
    own.refresh_from_db()
    assert own.department == finance


def test_a_suspended_coordinator_can_become_a_reader(empty_agency, stranger, mine, member):
    second = member(empty_agency, "coordinator", "second").memberships.get()
    mine.post(url_of(second, "suspend/"))
    assert mine.post(url_of(second), {"role": "reader"}).status_code == 302


# -- suspending


def test_a_suspended_member_loses_the_very_next_page_and_gets_it_back(empty_agency, stranger, mine, somchai, as_user):
    theirs = as_user(somchai.user)
    assert theirs.get(PEOPLE).status_code == 200
    mine.post(url_of(somchai, "suspend/"))
    assert theirs.get(PEOPLE).status_code == 404
    assert "ระงับสิทธิ์" in mine.get(PEOPLE).content.decode()
    mine.post(url_of(somchai, "suspend/"), {"restore": "1"})
    assert theirs.get(PEOPLE).status_code == 200
    history = Change.objects.of(f"member:{somchai.key}")
    assert [(each.old, each.new) for each in history] == [("ระงับสิทธิ์", "ใช้งานได้"), ("ใช้งานได้", "ระงับสิทธิ์")]
    assert {each.actor for each in history} == {stranger}


def test_a_suspension_holds_in_one_agency_only(nanueng, empty_agency, mine, somchai, as_user):
    Membership.objects.create(user=somchai.user, agency=nanueng, role="reader")
    mine.post(url_of(somchai, "suspend/"))
    theirs = as_user(somchai.user)
    assert theirs.get(PEOPLE).status_code == 404
    assert theirs.get("/nanueng/people/").status_code == 200


def test_the_history_of_a_member_is_on_the_members_page(mine, somchai):
    mine.post(url_of(somchai, "suspend/"))
    assert "ระงับสิทธิ์สมาชิก" in mine.get(url_of(somchai)).content.decode()


# -- the administrator


def test_the_administrator_manages_the_people_of_every_agency(empty_agency, stranger, somchai, administrator, as_user):
    client = as_user(administrator)
    assert client.post(url_of(somchai), {"role": "reader"}).status_code == 302
    assert client.post(url_of(stranger.memberships.get(), "suspend/")).status_code == 409


def test_anonymous_goes_to_the_login(empty_agency, client):
    assert client.get(PEOPLE).headers["Location"] == f"/login/?next={PEOPLE}"
