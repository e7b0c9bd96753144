from django.test import Client

from agencies.models import Agency, Change, Membership, User
from agencies.standard_departments import standard_departments
from tests.agencies.conftest import link_on
from tests.portal.forms import opened

AGENCY = {"slug": "buntharik", "kind": "sao", "name": "บุณฑริก", "target": "90"}


def test_an_agency_that_the_administrator_adds_has_the_departments_of_its_kind(administrator, as_user):
    client = as_user(administrator)
    form = opened(client, "/admin/agencies/agency/add/", "slug") | AGENCY
    client.post("/admin/agencies/agency/add/", form)
    agency = Agency.objects.get(slug="buntharik")
    assert tuple(agency.departments.values_list("name", flat=True)) == standard_departments("sao")
    told = Change.objects.without_year(agency).of_kind("department:")
    assert told.count() == len(standard_departments("sao"))
    assert set(told.values_list("actor", flat=True)) == {administrator.pk}
    client.post("/admin/agencies/agency/add/", form | {"slug": "office", "kind": "other"})
    assert not Agency.objects.get(slug="office").departments.exists()


def test_the_administrator_adds_an_agency_with_its_departments_and_invites_a_coordinator(administrator, as_user):
    client = as_user(administrator)
    response = client.post(
        "/admin/agencies/agency/add/", opened(client, "/admin/agencies/agency/add/", "slug") | AGENCY
    )
    assert response.status_code == 302
    agency = Agency.objects.get(slug="buntharik")
    url = f"/admin/agencies/agency/{agency.pk}/change/"
    rows = {
        "departments-TOTAL_FORMS": "9",
        "departments-8-name": "กองกิจการสภา",  # after those with which every agency of its kind starts
        "departments-8-position": "9",
        "departments-8-agency": str(agency.pk),
    }
    response = client.post(url, opened(client, url, "slug") | rows)
    assert response.status_code == 302
    assert agency.departments.last().name == "กองกิจการสภา"
    assert agency.departments.count() == 9
    assert "/buntharik/people/" in client.get(url).content.decode()
    who = {"name": "ผู้ประสานงาน ITA", "role": "coordinator"}
    link = link_on(client.post("/buntharik/people/invite/", who))
    assert "บุณฑริก" in Client().get(link).content.decode()


def test_members_are_not_changed_past_their_history(stranger, empty_agency, administrator, as_user):
    client, own = as_user(administrator), stranger.memberships.get()
    url = f"/admin/agencies/agency/{empty_agency.pk}/change/"
    forged = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(own.pk),
        "memberships-0-user": str(stranger.pk),
        "memberships-0-agency": str(empty_agency.pk),
        "memberships-0-role": "reader",
        "memberships-0-DELETE": "on",
        "requires_second_factor": "on",
    }
    client.post(url, opened(client, url, "slug") | forged)
    assert Membership.objects.get(pk=own.pk).role == "coordinator"
    empty_agency.refresh_from_db()
    assert not empty_agency.requires_second_factor


def test_the_administrator_names_an_overseer(empty_agency, member, administrator, as_user):
    client, url = as_user(administrator), "/admin/agencies/oversight/add/"
    person = User.objects.create_user("overseer")
    for place in ({"province": "จังหวัดเชียงใหม่"}, {"province": "เชียงใหม่", "district": "ไม่มี"}):
        refused = client.post(url, {"user": person.username, "district": ""} | place)
        assert "กรุณาเขียนชื่อให้ตรง" in refused.content.decode()
    assert client.post(url, {"user": person.username, "province": "เชียงใหม่", "district": ""}).status_code == 302
    theirs = as_user(person)
    assert theirs.get("/").headers["Location"] == "/maiklang/"
    assert theirs.get("/maiklang/people/").status_code == 200
    assert theirs.post("/maiklang/people/invite/").status_code == 403


def test_an_agency_whose_target_is_too_low_is_refused(administrator, as_user):
    client = as_user(administrator)
    form = opened(client, "/admin/agencies/agency/add/", "slug") | AGENCY | {"target": "80"}
    assert client.post("/admin/agencies/agency/add/", form).status_code == 200
    assert not Agency.objects.filter(slug="buntharik").exists()


def test_every_list_of_the_administrator_opens(nanueng, administrator, as_user):
    client = as_user(administrator)
    assert "องค์การบริหารส่วนตำบลนาหนึ่ง" in client.get("/admin/agencies/agency/").content.decode()
    person = User.objects.get(pk=administrator.pk)
    assert person.username in client.get("/admin/agencies/user/").content.decode()
    assert client.get(f"/admin/agencies/user/{person.pk}/change/").status_code == 200


def test_members_of_an_agency_have_no_business_there(coordinator, as_user):
    response = as_user(coordinator).get("/admin/agencies/agency/")
    assert response.headers["Location"].startswith("/admin/login/")
