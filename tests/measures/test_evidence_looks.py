"""Links of evidence are opened by the portal where it may reach the network, and dead ones are named with the day."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from ita_portal.outside_links import LinkState, SeenLink
from measures import evidence_looks
from measures.evidence_looks import evidence_look
from measures.models import EvidenceFacts
from tests.measures.rounds import IN_TIME, submit

OPEN, DEAD = "https://www.example.go.th/a", "https://www.example.go.th/gone"
LINES = f"{OPEN}\nภาพ {DEAD}\nhttp://192.168.1.4/a\nคำสั่งที่ 12/2568"
ROOM = "/nanueng/2568/measures/evidence/"


@pytest.fixture
def asked(monkeypatch, settings) -> list[str]:
    """The addresses that were asked, one of which is not there."""
    settings.LINK_CHECKS = True
    addresses: list[str] = []

    def answer(address: str) -> SeenLink:
        addresses.append(address)
        return SeenLink(LinkState.GONE, 404) if address == DEAD else SeenLink(LinkState.ANSWERS, 200)

    monkeypatch.setattr(evidence_looks, "look_at", answer)
    return addresses


@pytest.fixture
def told(plan, reporting_round, officer, in_time):
    return submit(plan.measures.first(), reporting_round, officer, evidence=LINES)


def test_dead_links_are_named_with_the_day_of_the_look(told, asked, mine):
    found = list(evidence_look(IN_TIME))
    assert sorted(asked) == [OPEN, DEAD]  # neither words nor what only the office knows
    assert sorted(each.seen_as for each in found) == ["", LinkState.GONE.value]
    page = mine.get(ROOM).content.decode()
    assert "เปิดไม่ได้เมื่อระบบตรวจ 10 เม.ย. 2568: ไม่พบหน้านี้" in page
    assert "ระบบเปิดลิงก์นี้ได้เมื่อ 10 เม.ย. 2568" in page
    assert "ระบบนี้ไม่ได้เปิดให้ตรวจลิงก์" not in page


def test_a_link_is_asked_once_a_week_and_not_where_somebody_called_it_gone(told, asked):
    list(evidence_look(IN_TIME))
    EvidenceFacts.objects.exclude(seen_as="").update(is_gone=True)
    assert list(evidence_look(IN_TIME + timedelta(days=6))) == []
    assert [each.seen_as for each in evidence_look(IN_TIME + timedelta(days=7))] == [""]
    assert asked.count(OPEN) == 2


def test_a_look_leaves_what_people_say_and_its_version(told, asked):
    measure = told.measure
    facts = EvidenceFacts.objects.create(
        measure=measure, about=evidence_looks.register_of(measure.plan)[-1].about, item="o1", version=3
    )
    list(evidence_look(IN_TIME))
    facts.refresh_from_db()
    assert (facts.item, facts.version) == ("o1", 3)


def test_plans_of_long_ago_are_left_alone(told, asked):
    assert list(evidence_look(date(2028, 1, 1))) == []


def test_without_leave_nothing_is_asked_and_the_page_says_so(told, mine, settings, capsys, monkeypatch):
    settings.LINK_CHECKS = False
    monkeypatch.setattr(evidence_looks, "look_at", lambda address: pytest.fail(address))
    call_command("check_links")
    assert "people tick" in capsys.readouterr().out
    assert "ระบบนี้ไม่ได้เปิดให้ตรวจลิงก์" in mine.get(ROOM).content.decode()


def test_the_command_says_what_it_found(told, asked, capsys, monkeypatch):
    call_command("check_links")
    assert "2 links of evidence looked at, 1 do not open." in capsys.readouterr().out
