"""The page on which a coordinator chooses what everybody may see."""

import pytest

from agencies.models import Change
from public.models import PublicPage

URL = "/nanueng/settings/public/"
ALL = {"shows_result": "on", "shows_measures": "on", "licence": "CC0-1.0", "seen": "00"}


def test_a_coordinator_chooses_and_the_history_tells_it(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    assert client.get(URL).status_code == 200
    assert client.post(URL, ALL).status_code == 302
    page = PublicPage.objects.get()
    assert (page.shows_result, page.shows_measures, page.licence) == (True, True, "CC0-1.0")
    assert "ผลการประเมิน: แสดง" in Change.objects.filter(subject="agency:public").first().new
    assert client.post(URL, {"seen": f"11{page.licence}"}).status_code == 302
    assert not PublicPage.objects.get().shows_result


def test_what_somebody_else_chose_meanwhile_is_shown_and_not_overwritten(nanueng, coordinator, as_user):
    PublicPage.objects.create(agency=nanueng, shows_result=True)
    answer = as_user(coordinator).post(URL, ALL)
    assert answer.status_code == 409
    assert "ผลการประเมิน: แสดง" in answer.content.decode()
    assert not PublicPage.objects.get().shows_measures
    assert as_user(coordinator).post(URL, ALL | {"seen": "10"}).status_code == 302


def test_a_licence_that_is_none_is_refused(nanueng, coordinator, as_user):
    answer = as_user(coordinator).post(URL, ALL | {"licence": "WTFPL"})
    assert answer.status_code == 422
    assert "กรุณาเลือกจากรายการ" in answer.content.decode()
    assert not PublicPage.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("officer", 403), ("reader", 403)])
def test_others_are_refused(nanueng, request, as_user, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.get(URL).status_code == status
    assert client.post(URL, ALL).status_code == status


def test_who_is_not_signed_in_is_led_to_the_login(nanueng, client):
    assert client.get(URL).headers["Location"].startswith("/login/")
