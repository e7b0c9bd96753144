"""A document is handed to the assessors: the words, the agency's own website, and whether its address opens."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.core.management import call_command

from agencies.models import Change, Notice
from ita_portal.outside_links import LinkState, SeenLink
from reports.issue import link_checks
from reports.issue.handover import website_place_look
from reports.issue.issuing import document_publish
from reports.models import WebsitePlace
from reports.views import handover_look
from tests.signed_in import sign_in

PAGE = "/nanueng/2568/documents/analysis/handover/"
ADDRESS = "https://www.nanueng.go.th/ita/2568"
GONE = SeenLink(LinkState.GONE, 404)
ROUND_CLOSES = datetime(2025, 4, 20, 5, tzinfo=UTC)


@pytest.fixture
def published(issued, coordinator):
    return document_publish(issued=issued, actor=coordinator)


@pytest.fixture
def client(client, coordinator):
    sign_in(client, coordinator)
    return client


def tell(client, address=ADDRESS, menus="ข้อมูลหน่วยงาน\nITA", **more):
    seen = client.get(PAGE).context["form"].initial["seen"]
    return client.post(PAGE, {"address": address, "menus": menus, "seen": seen} | more)


def test_the_answer_can_be_copied_from_the_page(client, published):
    assert tell(client).status_code == 302
    page = unescape(client.get(PAGE).content.decode())
    for words in ("<strong>มี</strong>", ADDRESS, "/public/nanueng/2568/analysis/", "2. ที่หน้าหลัก เลือก “ข้อมูลหน่วยงาน”"):
        assert words in page
    room = unescape(client.get("/nanueng/2568/documents/").content.decode())
    assert "3. เลือก “ITA”" in room
    assert "ยังไม่ได้ตรวจ" in room


def test_what_is_not_published_has_no_answer_yet(client, nanueng):
    page = client.get(PAGE).content.decode()
    assert "<strong>ไม่มี</strong>" in page
    assert "url-portal" not in page


@pytest.mark.parametrize("address", ["www.nanueng.go.th", "javascript:alert(1)", "https://a@b/", "https://x.go.th:22/"])
def test_what_is_no_address_is_refused_and_kept(client, published, address):
    answer = tell(client, address)
    assert answer.status_code == 422
    assert f'value="{address}"' in answer.content.decode()
    assert not WebsitePlace.objects.exists()


def test_whoever_saves_second_is_shown_what_the_first_saved(client, published):
    tell(client)
    answer = client.post(PAGE, {"address": "https://other.go.th/", "menus": "", "seen": "old"})
    assert answer.status_code == 409
    assert ADDRESS in answer.content.decode()
    assert WebsitePlace.objects.get().address == ADDRESS


def test_a_person_ticks_what_they_opened(client, published, coordinator):
    tell(client)
    client.post(f"{PAGE}tick/", {"found": "open", "address": ADDRESS})
    place = WebsitePlace.objects.get()
    assert (place.seen_state, place.seen_by_name) == ("ANSWERS", str(coordinator))
    assert f"เปิดได้ ({coordinator}เปิดดูด้วยตนเอง" in unescape(client.get(PAGE).content.decode())
    tell(client, f"{ADDRESS}/new")
    assert WebsitePlace.objects.get().seen_at is None


def test_a_tick_for_an_address_that_changed_meanwhile_is_not_taken(client, published):
    tell(client)
    client.post(f"{PAGE}tick/", {"found": "open", "address": "https://www.nanueng.go.th/old"})
    client.post(f"{PAGE}tick/", {"found": "anything", "address": ADDRESS})
    assert WebsitePlace.objects.get().seen_at is None


def test_the_portal_looks_only_where_it_may(client, published, settings, monkeypatch):
    tell(client)
    monkeypatch.setitem(handover_look.__wrapped__.__wrapped__.__globals__, "look_at", lambda address: GONE)
    client.post(f"{PAGE}look/")
    assert WebsitePlace.objects.get().seen_at is None
    assert "ให้ระบบตรวจลิงก์" not in client.get(PAGE).content.decode()
    settings.LINK_CHECKS = True
    assert "ให้ระบบตรวจลิงก์" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}look/")
    assert WebsitePlace.objects.get().seen_state == "GONE"
    assert "ไม่พบหน้านี้ (ระบบตรวจ" in unescape(client.get(PAGE).content.decode())


def test_what_was_changed_while_the_portal_looked_is_not_judged_by_it(client, published, coordinator):
    tell(client)
    place = WebsitePlace.objects.get()
    seen = {"seen": SeenLink(LinkState.GONE), "at": ROUND_CLOSES, "actor": coordinator}
    website_place_look(place=place, address="https://www.nanueng.go.th/old", **seen)
    assert WebsitePlace.objects.get().seen_at is None


def test_before_the_round_closes_the_command_looks_and_tells_until_it_is_mended(
    client, published, coordinator, settings, monkeypatch, capsys
):
    tell(client)
    answer = [LinkState.UNREACHABLE]
    monkeypatch.setattr(link_checks, "look_at", lambda address: SeenLink(answer[0]))
    monkeypatch.setattr("reports.management.commands.check_links.timezone.now", lambda: ROUND_CLOSES)
    call_command("check_links")
    assert "not looked at" in capsys.readouterr().out
    settings.LINK_CHECKS = True
    call_command("check_links")
    call_command("check_links")
    assert "1 do not open" in capsys.readouterr().out
    waiting = Notice.objects.filter(user=coordinator, settled_at=None, event__kind="link-broken")
    assert waiting.get().event.path == PAGE
    answer[0] = LinkState.ANSWERS
    call_command("check_links")
    assert not waiting.exists()
    assert Change.objects.filter(subject="document:analysis", label__startswith="ตรวจลิงก์", actor=None).exists()


def test_far_from_the_end_nothing_is_asked(client, published, django_assert_max_num_queries):
    tell(client)
    with django_assert_max_num_queries(8):
        assert link_checks.places_due(datetime(2024, 12, 1, tzinfo=UTC)) == []
        assert [each.address for each in link_checks.places_due(ROUND_CLOSES)] == [ADDRESS]


def test_who_only_reads_sees_it_and_changes_nothing(client, published, reader):
    tell(client)
    sign_in(client, reader)
    assert "บันทึก</button>" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {}).status_code == 403
    assert client.post(f"{PAGE}tick/").status_code == client.post(f"{PAGE}look/").status_code == 403
