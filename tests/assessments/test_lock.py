"""Settled scores are locked, and opened again only with a reason."""

import pytest

from agencies.models import Change
from assessments.models import Assessment

URL = "/nanueng/2568/scores/lock/"
CELL = "/nanueng/2568/scores/cell/"


@pytest.fixture
def client(coordinator, as_user):
    return as_user(coordinator)


def is_locked() -> bool:
    return Assessment.objects.get(agency__slug="nanueng", framework__fiscal_year=2568).is_locked


def test_locked_scores_refuse_every_way_of_writing(nanueng, client, officer, as_user):
    client.post(URL)
    assert is_locked()
    answer = as_user(officer).post(CELL, {"code": "i1", "value": "99", "seen": "80.00"})
    assert answer.status_code == 422
    assert "ล็อก" in answer.json()["error"]
    form = as_user(officer).post("/nanueng/2568/scores/", {"i1": "99", "seen-i1": "80.00"})
    assert form.status_code == 409
    assert nanueng.assessments.get(framework__fiscal_year=2568).figures.get(code="i1").value == 80


def test_opening_needs_a_reason_and_keeps_it(nanueng, client):
    client.post(URL)
    client.post(URL, {"reason": "  "})
    assert is_locked()
    client.post(URL, {"reason": "กรอกข้อ i10 ผิด"})
    assert not is_locked()
    change = Change.objects.filter(subject="lock").first()
    assert (change.new, change.reason) == ("เปิดให้แก้ไข", "กรอกข้อ i10 ผิด")


def test_locking_twice_leaves_one_entry(nanueng, client, coordinator):
    from assessments.services import assessment_lock

    assessment = Assessment.objects.get(agency=nanueng, framework__fiscal_year=2568)
    for _ in range(2):
        assessment_lock(assessment=assessment, actor=coordinator)
    assert Change.objects.filter(subject="lock").count() == 1


@pytest.mark.parametrize("role", ["officer", "executive", "reader"])
def test_only_the_coordinator_locks(request, nanueng, as_user, role):
    assert as_user(request.getfixturevalue(role)).post(URL).status_code == 403
    assert not is_locked()


def test_a_year_without_scores_cannot_be_locked(nanueng, client):
    client.post("/nanueng/2569/scores/lock/")
    assert not nanueng.assessments.filter(is_locked=True).exists()
