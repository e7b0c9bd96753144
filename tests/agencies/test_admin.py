from agencies.models import Agency, Membership, User
from tests.portal.forms import opened

AGENCY = {"slug": "buntharik", "kind": "sao", "name": "บุณฑริก", "target": "90"}


def test_the_administrator_adds_an_agency_with_its_departments_and_members(stranger, administrator, as_user):
    client = as_user(administrator)
    response = client.post(
        "/admin/agencies/agency/add/", opened(client, "/admin/agencies/agency/add/", "slug") | AGENCY
    )
    assert response.status_code == 302
    agency = Agency.objects.get(slug="buntharik")
    url = f"/admin/agencies/agency/{agency.pk}/change/"
    rows = {
        "departments-TOTAL_FORMS": "1",
        "departments-0-name": "กองคลัง",
        "departments-0-position": "1",
        "departments-0-agency": str(agency.pk),
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-user": str(stranger.pk),
        "memberships-0-agency": str(agency.pk),
        "memberships-0-role": "reader",
    }
    response = client.post(url, opened(client, url, "slug") | rows)
    assert response.status_code == 302
    assert agency.departments.get().name == "กองคลัง"
    assert Membership.objects.get(agency=agency).user == stranger


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
