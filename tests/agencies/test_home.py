import pytest

from agencies.models import Membership, User
from assessments.models import Framework


def test_who_has_one_agency_is_led_to_it(empty_agency, stranger, as_user):
    response = as_user(stranger).get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/maiklang/")


def test_who_has_several_agencies_chooses(nanueng, stranger, as_user):
    Membership.objects.create(user=stranger, agency=nanueng, role="reader")
    response = as_user(stranger).get("/")
    assert response.status_code == 200
    assert 'href="/nanueng/"' in response.content.decode()
    assert 'href="/maiklang/"' in response.content.decode()


def test_who_has_none_is_told_whom_to_ask(frameworks, as_user):
    page = as_user(User.objects.create_user("newcomer")).get("/").content.decode()
    assert "บัญชีของท่านยังไม่ได้อยู่ในหน่วยงานใด" in page
    assert "newcomer" in page


def test_anonymous_goes_to_the_login(client):
    assert client.get("/").headers["Location"] == "/login/?next=/"


def test_home_takes_no_form(stranger, as_user):
    assert as_user(stranger).post("/").status_code == 405


def test_an_agency_opens_in_the_year_of_its_newest_result(nanueng, coordinator, as_user):
    assert as_user(coordinator).get("/nanueng/").headers["Location"] == "/nanueng/2568/"


def test_an_agency_without_results_opens_in_the_newest_year_there_is(empty_agency, stranger, as_user):
    newest = Framework.objects.order_by("-fiscal_year")[0].fiscal_year
    assert as_user(stranger).get("/maiklang/").headers["Location"] == f"/maiklang/{newest}/"


@pytest.mark.parametrize("url", ["/nanueng/", "/nosuchagency/"])
def test_a_stranger_finds_no_agency(nanueng, stranger, as_user, url: str):
    assert as_user(stranger).get(url).status_code == 404
