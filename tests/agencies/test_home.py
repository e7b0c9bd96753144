from datetime import date

import pytest
from django.utils import timezone

from agencies.models import Agency, Membership, Oversight, User


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
    assert "บัญชีของท่านยังไม่ได้เป็นสมาชิกของหน่วยงานใด" in page
    assert "newcomer" in page


def test_who_is_not_signed_in_stands_before_the_front_door(client):
    page = client.get("/").content.decode()
    assert all(f'href="{url}"' in page for url in ("/login/", "/verify/", "/public/"))


def test_home_takes_no_form(stranger, as_user):
    assert as_user(stranger).post("/").status_code == 405


@pytest.mark.parametrize(
    ("day", "result_year"),
    [
        (date(2026, 7, 15), 2568),
        (date(2026, 9, 1), 2569),
        (date(2026, 11, 28), 2569),
        (date(2027, 4, 10), 2569),
        (date(2027, 10, 2), 2570),
    ],
)
def test_the_clock_opens_the_cycle_of_the_newest_result_that_can_be_known(
    nanueng, coordinator, as_user, on_day, day: date, result_year: int
):
    on_day(day)
    assert as_user(coordinator).get("/nanueng/").headers["Location"] == f"/nanueng/{result_year}/"


def test_an_agency_without_results_opens_in_the_same_cycle(empty_agency, stranger, as_user, on_day):
    on_day(date(2026, 11, 28))
    assert as_user(stranger).get("/maiklang/").headers["Location"] == "/maiklang/2569/"


@pytest.mark.parametrize("url", ["/nanueng/", "/nosuchagency/"])
def test_a_stranger_finds_no_agency(nanueng, stranger, as_user, url: str):
    assert as_user(stranger).get(url).status_code == 404


@pytest.fixture
def many(db) -> None:
    Agency.objects.bulk_create(
        Agency(slug=f"a{number}", kind="sao", name=f"ที่ {number}", district=f"อำเภอที่ {number % 7}", province="น่าน")
        for number in range(120)
    )


def test_who_has_many_agencies_searches_and_turns_pages(many, frameworks, as_user, django_assert_max_num_queries):
    person = User.objects.create_user("overseer")
    Oversight.objects.create(user=person, province="น่าน")
    client = as_user(person)
    client.get("/?q=")
    with django_assert_max_num_queries(10):
        page = client.get("/?q=").content.decode()
    assert page.count('<li>\n            <a href="/a') == 50
    assert "หน้า 1 จาก 3" in page
    assert "ท่านกำกับดูแล จังหวัดน่าน" in page
    found = client.get("/?q=ที่ 77").content.decode()
    assert 'href="/a77/"' in found
    assert "พบ 1 จาก 120 หน่วยงาน" in found
    assert "ไม่พบหน่วยงานที่ตรงกับ" in client.get("/?q=ไม่มีที่ไหน").content.decode()


def test_the_bar_of_who_has_many_agencies_leads_to_the_search(many, nanueng, administrator, as_user):
    page = as_user(administrator).get("/nanueng/2568/").content.decode()
    assert "เปลี่ยนหน่วยงาน" in page
    assert 'href="/a77/' not in page


def test_a_suspended_member_has_no_agency(empty_agency, stranger, as_user):
    stranger.memberships.update(suspended_at=timezone.now())
    assert "ยังไม่ได้เป็นสมาชิกของหน่วยงานใด" in as_user(stranger).get("/").content.decode()
