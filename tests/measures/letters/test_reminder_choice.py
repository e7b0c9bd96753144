"""Who wants no letters, what the portal shows instead, and the settings that letters need."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from ita_portal import checks
from measures.models import ReminderOptOut
from measures.reminder_mail import stop_token, user_of
from tests.measures.letters.year import DAY, SITE, measure, run

# -- the choice of a person


def test_a_person_stops_the_letters_and_takes_them_again(plan, people):
    client = Client()
    client.force_login(people["finance"])
    page = client.get("/reminders/").content.decode()
    assert "ตั้งค่าการแจ้งเตือน" in page
    assert "finance@example.go.th" in page
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    assert client.post("/reminders/", {"wants": "no"}, follow=True).status_code == 200
    run(DAY)
    assert not mail.outbox
    client.post("/reminders/", {"wants": "yes", "groups": ["deadlines"]})
    run(DAY)
    assert len(mail.outbox) == 1


def test_anonymous_goes_to_the_login(db, client):
    assert client.get("/reminders/").headers["Location"] == "/login/?next=/reminders/"


def test_the_link_of_a_letter_stops_them_without_signing_in(plan, people):
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    run(DAY)
    link = urlsplit(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")).path
    stranger = Client(enforce_csrf_checks=True)  # a mail program posts without having opened a page
    page = stranger.get(link)
    assert "ไม่รับอีเมลแจ้งเตือน" in page.content.decode()
    assert not ReminderOptOut.objects.filter(user=people["finance"]).exists()  # looking, or a scanner of links
    for _ in range(2):
        answer = stranger.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "ท่านจะไม่ได้รับอีเมลแจ้งเตือน" in answer.content.decode()
    assert ReminderOptOut.objects.filter(user=people["finance"]).count() == 1
    assert ReminderOptOut.objects.count() == 2


@pytest.mark.parametrize("token", ["x", "1", "MQ:1abc:forged"])
def test_a_broken_link_says_so_and_stops_nothing(people, client, token: str):
    answer = client.post(f"/reminders/stop/{token}/")
    assert answer.status_code == 404
    assert "ลิงก์นี้ไม่ครบ" in answer.content.decode()
    assert ReminderOptOut.objects.count() == 1


def test_a_link_is_for_one_person_and_dies_with_the_account(people):
    token = stop_token(people["finance"])
    assert user_of(token) == people["finance"]
    assert user_of(token[:-1]) is None
    people["finance"].delete()
    assert user_of(token) is None


def test_the_links_of_old_letters_still_work(people):
    """They were signed under this name, wherever the code that reads them has moved since."""
    assert user_of(signing.dumps(people["finance"].pk, salt="measures.reminders.stop")) == people["finance"]


# -- inside the portal


def test_pages_show_what_is_near_and_overdue(plan, people):
    today = timezone.localdate()
    guide = measure(plan, "คู่มือใกล้กำหนด", today + timedelta(days=20), "กองคลัง")
    measure(plan, "คู่มือเกินกำหนด", today - timedelta(days=3), "กองคลัง")
    measure(plan, "คู่มืออีกนาน", today + timedelta(days=31), "กองคลัง")
    client = Client()
    client.force_login(people["finance"])
    for path in ("/maiklang/2568/", "/maiklang/2568/measures/", "/maiklang/2568/my-work/"):
        page = client.get(path).content.decode()
        shown = page.partition("reminders-heading")[2].partition("</section>")[0]
        assert "2 รายการ" in shown
        assert "เหลืออีก 20 วัน" in shown
        assert "เกินกำหนด 3 วัน" in shown
        assert f"/measures/{guide.key}/progress/" in shown
        assert "คู่มืออีกนาน" not in shown
        assert shown.index("คู่มือเกินกำหนด") < shown.index("คู่มือใกล้กำหนด")
    client.force_login(people["look"])
    assert "reminders-heading" not in client.get("/maiklang/2568/measures/").content.decode()


# -- settings


@pytest.mark.parametrize(
    ("configured", "sender", "site", "problems"),
    [
        (True, "ita@example.go.th", SITE, 0),
        (True, "", SITE, 1),
        (True, "ita@example.go.th", "ita.example.go.th", 1),
        (True, "", "", 2),
        (False, "", "", 0),
    ],
)
def test_a_mail_server_without_sender_or_address_is_a_problem(settings, configured, sender, site, problems):
    settings.EMAIL_IS_CONFIGURED, settings.DEFAULT_FROM_EMAIL, settings.SITE_URL = configured, sender, site
    found = checks.letters_can_be_written(None)
    assert [each.id for each in found] == ["portal.E002"] * problems
