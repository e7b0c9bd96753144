import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from agencies.access import Right, access_to, agencies_of
from agencies.models import Membership, User

ROLES = {
    "reader": {Right.READ},
    "officer": {Right.READ, Right.ENTER_SCORES, Right.REPORT},
    "coordinator": {Right.READ, Right.ENTER_SCORES, Right.REPORT, Right.EDIT, Right.TRACK, Right.ISSUE},
    "executive": {Right.READ, Right.APPROVE},
    "administrator": {Right.READ},
}


def request_of(user: User):
    request = RequestFactory().get("/")
    request.user = user
    return request


def may(user: User, slug: str, right: Right) -> bool:
    try:
        access_to(request_of(user), slug, right)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_its_rights_and_no_other(empty_agency, administrator, member, role: str, right: Right):
    user = administrator if role == "administrator" else member(empty_agency, role)
    assert may(user, "maiklang", right) is (right in ROLES[role])


def test_every_role_is_in_the_table():
    assert set(ROLES) == {*Membership.Role.values, "administrator"}


@pytest.mark.parametrize("right", Right)
def test_a_stranger_learns_nothing_whatever_they_ask_for(nanueng, stranger, right: Right):
    with pytest.raises(Http404):
        access_to(request_of(stranger), "nanueng", right)


def test_an_agency_that_is_not_there_is_not_found_even_by_the_administrator(administrator):
    with pytest.raises(Http404):
        access_to(request_of(administrator), "nosuchagency")


def test_staff_without_membership_is_a_stranger(empty_agency):
    clerk = User.objects.create_user("clerk", is_staff=True)
    with pytest.raises(Http404):
        access_to(request_of(clerk), "maiklang")


def test_an_administrator_who_is_also_a_member_has_the_rights_of_the_member(empty_agency, administrator):
    Membership.objects.create(user=administrator, agency=empty_agency, role=Membership.Role.COORDINATOR)
    access = access_to(request_of(administrator), "maiklang", Right.EDIT)
    assert (access.can_edit, access.role_name) == (True, "ผู้ประสานงาน ITA")


def test_access_says_who_is_where_with_what(nanueng, officer):
    access = access_to(request_of(officer), "nanueng")
    assert (access.user, access.agency, str(access.department)) == (officer, nanueng, "กองคลัง")
    assert (access.can_enter_scores, access.can_edit, access.can_issue) == (True, False, False)
    assert access.role_name == "เจ้าหน้าที่"


def test_the_administrator_has_a_name_of_role_too(empty_agency, administrator):
    assert access_to(request_of(administrator), "maiklang").role_name == "ผู้ดูแลระบบ"


def test_membership_in_one_agency_is_worth_nothing_in_another(nanueng, empty_agency, member):
    user = member(empty_agency, "coordinator", "both")
    Membership.objects.create(user=user, agency=nanueng, role=Membership.Role.READER)
    assert may(user, "maiklang", Right.EDIT)
    assert not may(user, "nanueng", Right.EDIT)


def test_people_can_open_their_own_agencies_and_the_administrator_all(nanueng, empty_agency, stranger, administrator):
    assert agencies_of(stranger) == [empty_agency]
    assert agencies_of(administrator) == [empty_agency, nanueng]
    assert agencies_of(User.objects.create_user("nobody")) == []
