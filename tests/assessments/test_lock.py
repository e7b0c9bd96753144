"""Settled scores are locked, and opened again only with a reason."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.models import Change
from assessments.models import Assessment, Figure
from tests.portal.forms import fields_of, opened

SHEET = "/nanueng/2568/scores/"
LOCK = f"{SHEET}lock/"


def assessment(year: int = 2568) -> Assessment:
    return Assessment.objects.get(agency__slug="nanueng", framework__fiscal_year=year)


def figures() -> list:
    return list(Figure.objects.order_by("pk").values())


@pytest.fixture
def mine(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def locked(mine) -> Assessment:
    mine.post(LOCK)
    assert assessment().is_locked
    return assessment()


def test_a_locked_year_takes_no_sheet(locked, officer, as_user):
    before = figures()
    client = as_user(officer)
    response = client.post(SHEET, {"i1": "81", "seen-i1": "80.00"})
    assert response.status_code == 409
    assert "ล็อกคะแนนของปีนี้แล้ว" in response.content.decode()
    assert figures() == before


def test_what_was_typed_before_the_lock_is_still_on_the_page(nanueng, mine, officer, as_user):
    typist = as_user(officer)
    typed = opened(typist, SHEET, "i1") | {"i1": "81"}
    mine.post(LOCK)
    assert "81" in typist.post(SHEET, typed).content.decode()


def test_a_locked_year_takes_no_file(locked, tmp_path):
    before = figures()
    path = tmp_path / "scores.csv"
    path.write_text("รหัส,คะแนน\ni1,81\n", encoding="utf-8")
    with pytest.raises(CommandError, match="lock"):
        call_command("import_scores", path, agency="nanueng", year=2568, stdout=StringIO())
    assert figures() == before


def test_other_years_stay_open(locked, mine):
    url = "/nanueng/2567/scores/"
    assert mine.post(url, opened(mine, url, "i1") | {"i1": "81"}).status_code == 302
    assert assessment(2567).figures.get(code="i1").value == 81


def test_a_lock_is_opened_only_with_a_reason_which_stays_in_the_history(locked, coordinator, mine):
    mine.post(LOCK, {"reason": " \0 "})
    assert assessment().is_locked
    assert "กรุณาระบุเหตุผล" in mine.get(SHEET).content.decode()
    assert mine.post(LOCK, {"reason": "แก้คะแนน o2 ตามหนังสือแจ้ง"}).status_code == 302
    assert not assessment().is_locked
    newest = Change.objects.for_year(locked.agency, 2568).of("lock")[0]
    assert (newest.old, newest.new, newest.reason) == ("ล็อก", "เปิดให้แก้ไข", "แก้คะแนน o2 ตามหนังสือแจ้ง")
    assert newest.actor == coordinator


def test_a_year_without_scores_cannot_be_locked(empty_agency, stranger, as_user):
    client = as_user(stranger)
    assert client.post("/maiklang/2568/scores/lock/").status_code == 302
    assert not Assessment.objects.filter(agency=empty_agency).exists()
    assert not Change.objects.filter(agency=empty_agency).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_locks_and_opens(locked, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.post(LOCK, {"reason": "เพราะ"}).status_code == status
    assert assessment().is_locked


def test_locking_needs_a_form(mine):
    assert mine.get(LOCK).status_code == 405
    assert not assessment().is_locked


def test_the_coordinator_finds_the_lock_on_the_sheet(mine):
    assert f'action="{LOCK}"' in mine.get(SHEET).content.decode()
    mine.post(LOCK)
    assert "reason" in fields_of(mine.get(SHEET), "reason")
