import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from agencies.access import Right, access_to, agencies_of
from agencies.models import Agency, Membership, Oversight, User

ROLES = {
    "reader": {Right.READ},
    "officer": {Right.READ, Right.ENTER_SCORES, Right.REPORT, Right.DISCUSS},
    "coordinator": {
        Right.READ,
        Right.ENTER_SCORES,
        Right.REPORT,
        Right.EDIT,
        Right.TRACK,
        Right.ISSUE,
        Right.DISCUSS,
        Right.MANAGE_PEOPLE,
        Right.MANAGE_AGENCY,
    },
    "executive": {Right.READ, Right.DISCUSS},
    "administrator": {Right.READ, Right.MANAGE_PEOPLE, Right.MANAGE_AGENCY},
    "overseer": {Right.READ},
}


def request_of(user: User):
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    user.otp_device = object()  # the second step, which administrators need, has its own tests
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
    if role == "administrator":
        user = administrator
    elif role == "overseer":
        user = User.objects.create_user("overseer")
        Oversight.objects.create(user=user, province=empty_agency.province)
    else:
        user = member(empty_agency, role)
    assert may(user, "maiklang", right) is (right in ROLES[role])


def test_every_role_is_in_the_table():
    assert set(ROLES) == {*Membership.Role.values, "administrator", "overseer"}


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
    assert list(agencies_of(stranger)) == [empty_agency]
    assert list(agencies_of(administrator)) == [empty_agency, nanueng]
    assert list(agencies_of(User.objects.create_user("nobody"))) == []


def test_a_suspended_member_is_a_stranger_from_the_next_page_on(empty_agency, member):
    user = member(empty_agency, "coordinator")
    assert may(user, "maiklang", Right.EDIT)
    user.memberships.update(suspended_at=timezone.now())
    with pytest.raises(Http404):
        access_to(request_of(user), "maiklang")
    assert list(agencies_of(user)) == []


# -- overseers


@pytest.fixture
def district(empty_agency) -> list[Agency]:
    """Three agencies of Chiang Mai in two districts, and one of another province with a district of the same name."""
    places = [("mae-rim", "แม่ริม", "เชียงใหม่"), ("hot", "ฮอด", "เชียงใหม่"), ("elsewhere", "แม่ริม", "ลำพูน")]
    return [
        Agency.objects.create(slug=slug, kind="sao", name=slug, district=district, province=province)
        for slug, district, province in places
    ]


@pytest.mark.parametrize(
    ("province", "district_name", "slugs"),
    [
        ("เชียงใหม่", "", ["hot", "mae-rim", "maiklang"]),
        ("เชียงใหม่", "แม่ริม", ["mae-rim"]),
        ("ลำพูน", "แม่ริม", ["elsewhere"]),
        ("น่าน", "", []),
    ],
)
def test_an_overseer_reads_the_agencies_of_the_area_and_no_other(district, province, district_name, slugs):
    user = User.objects.create_user("overseer")
    Oversight.objects.create(user=user, province=province, district=district_name)
    assert [each.slug for each in agencies_of(user)] == slugs
    for slug in ("hot", "mae-rim", "maiklang", "elsewhere"):
        if slug in slugs:
            assert access_to(request_of(user), slug).role_name == "ผู้กำกับดูแล"
        else:
            with pytest.raises(Http404):
                access_to(request_of(user), slug)


def test_an_overseer_who_is_a_member_has_the_rights_of_the_member(empty_agency, member):
    user = member(empty_agency, "coordinator")
    Oversight.objects.create(user=user, province=empty_agency.province)
    assert may(user, "maiklang", Right.EDIT)
    assert list(agencies_of(user)) == [empty_agency]


# -- whose account may be reset by whom


def test_a_coordinator_resets_the_accounts_of_the_own_agency_but_not_the_own(empty_agency, stranger, member):
    access = access_to(request_of(stranger), "maiklang")
    assert access.can_reset_account_of(member(empty_agency, "reader"))
    assert access.can_reset_account_of(member(empty_agency, "coordinator", "second"))
    assert not access.can_reset_account_of(stranger)


def test_a_coordinator_resets_no_account_that_opens_another_door(nanueng, empty_agency, stranger, member):
    access = access_to(request_of(stranger), "maiklang")
    both, staff, overseer = (member(empty_agency, "reader", name) for name in ("both", "staff", "overseer"))
    Membership.objects.create(user=both, agency=nanueng, role="reader", suspended_at=timezone.now())
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    Oversight.objects.create(user=overseer, province="น่าน")
    staff.refresh_from_db()
    assert not any(access.can_reset_account_of(user) for user in (both, staff, overseer))


def test_the_administrator_resets_them_all(nanueng, empty_agency, administrator, member):
    both = member(empty_agency, "reader", "both")
    Membership.objects.create(user=both, agency=nanueng, role="reader")
    assert access_to(request_of(administrator), "maiklang").can_reset_account_of(both)


def test_who_does_not_manage_people_resets_nobody(empty_agency, member):
    access = access_to(request_of(member(empty_agency, "executive")), "maiklang")
    assert not access.can_reset_account_of(member(empty_agency, "reader"))
