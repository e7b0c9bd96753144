"""The letters of a whole year, what is in them, and who gets none."""

import re
from datetime import date, timedelta
from email import message_from_bytes, policy
from io import StringIO
from smtplib import SMTPServerDisconnected
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Membership
from assessments.models import Framework
from ita_portal import checks
from ita_portal.thai import buddhist_year
from measures import services
from measures.models import Measure, MeasurePlan, MeasureReport, Progress, ReminderOptOut, ReminderSent, ReportingRound
from measures.reminder_mail import stop_token, user_of
from measures.reminding import digests_of
from tests.measures.smtp_server import mail_server

SITE = "https://ita.example.go.th"
DAY = date(2025, 4, 22)  # a week after the reports of six months were due


@pytest.fixture(autouse=True)
def post(settings) -> None:
    settings.EMAIL_IS_CONFIGURED = True
    settings.SITE_URL = SITE
    settings.DEFAULT_FROM_EMAIL = "ita@example.go.th"


@pytest.fixture
def plan(empty_agency) -> MeasurePlan:
    assessment = empty_agency.assessments.create(framework=Framework.objects.get(fiscal_year=2568))
    return MeasurePlan.objects.create(agency=empty_agency, fiscal_year=2568, assessment=assessment)


@pytest.fixture
def people(empty_agency, member):
    """One person of each kind; the officers belong to กองคลัง and กองช่าง."""
    roles = {
        "coordinator": "coordinator",
        "finance": "officer",
        "works": "officer",
        "head": "executive",
        "look": "reader",
    }
    for name, role in (roles | dict.fromkeys(("silent", "gone", "unreachable"), "officer")).items():
        user = member(empty_agency, role, name)
        user.email = "" if name == "unreachable" else f"{name}@example.go.th"
        user.is_active = name != "gone"
        user.save()
    finance, works = (empty_agency.departments.get(name=name) for name in ("กองคลัง", "กองช่าง"))
    Membership.objects.filter(role="officer").update(department=finance)
    Membership.objects.filter(user__username="works").update(department=works)
    people = {each.user.username: each.user for each in Membership.objects.all()}
    ReminderOptOut.objects.create(user=people["silent"])
    return people


def measure(plan, title, end, *departments) -> Measure:
    start = date(2024, 10, 1) if end else None
    made = Measure.objects.create(plan=plan, position=plan.measures.count() + 1, title=title, start=start, end=end)
    made.owners.set(plan.agency.departments.filter(name__in=departments))
    return made


def reporting_round(plan, name="รอบ 6 เดือน", ends_on=date(2025, 3, 31), due_on=date(2025, 4, 15)) -> ReportingRound:
    return ReportingRound.objects.create(plan=plan, name=name, ends_on=ends_on, due_on=due_on)


def progress(measure, status, day) -> Progress:
    return Progress.objects.create(measure=measure, status=status, reported_on=day, note="-", actor_name="ระบบ")


def report(measure, reporting_round, day, state="submitted", status="in_progress", **more) -> None:
    entry = progress(measure, status, day)
    MeasureReport.objects.update_or_create(
        measure=measure, round=reporting_round, defaults={"state": state, "entry": entry} | more
    )


def run(day: date, **options) -> str:
    out = StringIO()
    written = f"{buddhist_year(day)}-{day.month:02d}-{day.day:02d}"
    call_command("send_reminders", date=written, stdout=out, stderr=out, **options)
    return out.getvalue()


def sent() -> list[tuple[str, str]]:
    return [(letter.to[0].split("@")[0], letter.subject) for letter in mail.outbox]


# -- a year


def test_a_year_sends_exactly_the_expected_letters_and_none_twice(plan, people):
    guide = measure(plan, "คู่มือ", date(2025, 3, 31), "กองคลัง")
    both = measure(plan, "สองกอง", date(2025, 9, 30), "กองคลัง", "กองช่าง")
    orphan = measure(plan, "ไม่มีเจ้าของ", date(2024, 12, 31))
    measure(plan, "ไม่มีกำหนด", None, "กองช่าง")
    half = reporting_round(plan)
    happens = {
        date(2025, 1, 10): lambda: progress(orphan, "done", date(2025, 1, 10)),
        date(2025, 3, 20): lambda: progress(guide, "in_progress", date(2025, 3, 20)),
        # กองคลัง reports one of its two measures in time; the coordinator reports the one that nobody owns.
        date(2025, 4, 10): lambda: [
            report(guide, half, date(2025, 4, 10)),
            report(orphan, half, date(2025, 4, 10), status="done"),
        ],
        date(2025, 4, 16): lambda: progress(guide, "done", date(2025, 4, 16)),
        # The shared measure is reported late; กองช่าง never reports its other one, until the round is closed.
        date(2025, 4, 25): lambda: report(both, half, date(2025, 4, 25)),
        date(2025, 5, 1): lambda: ReportingRound.objects.update(closed_at=timezone.now()),
        date(2025, 10, 16): lambda: progress(both, "cancelled", date(2025, 10, 16)),
    }
    told = []
    day, last = date(2024, 10, 1), date(2025, 11, 30)
    while day <= last:
        happens.get(day, lambda: None)()
        mail.outbox.clear()
        run(day)
        told += [(str(day), *letter) for letter in sorted(sent())]
        assert run(day).startswith("0 sent, ")
        assert len(mail.outbox) == ReminderSent.objects.filter(day=day).count()
        day += timedelta(days=1)
    one, late = "แจ้งเตือนงาน ITA 1 รายการ", "แจ้งเตือนงาน ITA 1 รายการ (เกินกำหนด 1 รายการ)"
    two = "แจ้งเตือนงาน ITA 2 รายการ"
    assert told == [
        ("2024-12-01", "coordinator", one),  # ไม่มีเจ้าของ, 30 days
        ("2024-12-24", "coordinator", one),
        ("2024-12-30", "coordinator", one),
        ("2025-01-07", "coordinator", late),  # a week after; done before the second
        ("2025-03-01", "finance", one),  # คู่มือ, 30 days
        ("2025-03-16", "coordinator", one),  # the round, 30 days: one measure without owner
        ("2025-03-16", "finance", two),
        ("2025-03-16", "works", two),
        ("2025-03-24", "finance", one),  # คู่มือ, 7 days
        ("2025-03-30", "finance", one),
        ("2025-04-07", "coordinator", late),  # คู่มือ, a week after
        ("2025-04-07", "finance", late),
        ("2025-04-08", "coordinator", one),
        ("2025-04-08", "finance", two),
        ("2025-04-08", "works", two),
        ("2025-04-14", "coordinator", late),  # คู่มือ, two weeks after
        ("2025-04-14", "finance", "แจ้งเตือนงาน ITA 2 รายการ (เกินกำหนด 1 รายการ)"),
        ("2025-04-14", "works", two),
        ("2025-04-22", "coordinator", late),  # two reports owed by two departments: one thing to chase
        ("2025-04-22", "finance", late),
        ("2025-04-22", "works", "แจ้งเตือนงาน ITA 2 รายการ (เกินกำหนด 2 รายการ)"),
        ("2025-04-29", "coordinator", late),
        ("2025-04-29", "works", late),
        ("2025-08-31", "finance", one),  # สองกอง
        ("2025-08-31", "works", one),
        ("2025-09-23", "finance", one),
        ("2025-09-23", "works", one),
        ("2025-09-29", "finance", one),
        ("2025-09-29", "works", one),
        ("2025-10-07", "coordinator", late),
        ("2025-10-07", "finance", late),
        ("2025-10-07", "works", late),
        ("2025-10-14", "coordinator", late),
        ("2025-10-14", "finance", late),
        ("2025-10-14", "works", late),
    ]


# -- a letter


def test_a_letter_says_everything_with_a_link_to_each_form(plan, people):
    guide = measure(plan, "จัดทำ\nคู่มือ", DAY - timedelta(days=7), "กองคลัง")
    half = reporting_round(plan)
    report(guide, half, DAY, "returned", remarks="แก้")
    run(DAY)
    letter = next(each for each in mail.outbox if each.to == ["finance@example.go.th"])
    assert letter.subject == "แจ้งเตือนงาน ITA 2 รายการ (เกินกำหนด 2 รายการ)"
    assert letter.from_email == "ita@example.go.th"
    body = letter.body
    for text in (
        "เรียน officer ของ maiklang",
        "เทศบาลตำบลใหม่กลาง จังหวัดเชียงใหม่\nแผนมาตรการปีงบประมาณ พ.ศ. 2568",
        "1. รอบ 6 เดือน: จัดทำ คู่มือ",
        "ผู้ประสานงานส่งกลับให้แก้ไข",
        "กำหนดส่ง 15 เมษายน 2568 (เกินกำหนด 7 วัน)",
        f"เขียนรายงาน: {SITE}/maiklang/2568/measures/rounds/{half.key}/{guide.key}/\n",
        "2. จัดทำ คู่มือ",
        "วันสิ้นสุด 15 เมษายน 2568 (เกินกำหนด 7 วัน)",
        f"บันทึกความก้าวหน้า: {SITE}/maiklang/2568/measures/{guide.key}/progress/\n",
        f"{SITE}/reminders/\n",
    ):
        assert text in body
    assert "\n\n\n" not in body
    assert "&" not in body
    # Every link opens a page; the forms are those on which the person may write.
    client = Client()
    client.force_login(people["finance"])
    for link in re.findall(rf"{SITE}(\S+)", body):
        assert client.get(link, follow=True).status_code == 200, link
    for link in re.findall(rf"(?:เขียนรายงาน|บันทึกความก้าวหน้า): {SITE}(\S+)", body):
        assert 'name="status"' in client.get(link).content.decode()


def test_the_coordinator_is_led_to_the_round_of_those_who_owe(plan, people):
    measure(plan, "คู่มือ", None, "กองคลัง")
    half = reporting_round(plan)
    run(DAY)
    (letter,) = (each for each in mail.outbox if each.to == ["coordinator@example.go.th"])
    assert "1. รอบ 6 เดือน: กองคลัง 1 มาตรการ" in letter.body
    assert f"ดูรอบการรายงาน: {SITE}/maiklang/2568/measures/rounds/{half.key}/\n" in letter.body


def test_a_letter_is_plain_text_with_headers_in_order(plan, people):
    measure(plan, "คู่มือ\nBcc: thief@example.org", DAY - timedelta(days=7), "กองคลัง")
    people["finance"].display_name = "สมหมาย\nBcc: thief@example.org"
    people["finance"].save()
    run(DAY)
    letter = next(each for each in mail.outbox if each.to == ["finance@example.go.th"])
    message = letter.message()
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["To"] == "finance@example.go.th"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(rf"<{SITE}/reminders/stop/\S+/>", message["List-Unsubscribe"])
    assert {"Cc", "Bcc", "Reply-To"}.isdisjoint(message.keys())
    assert message["Subject"].startswith("=?utf-8?")  # Thai travels encoded
    assert "\nBcc" not in letter.body
    assert message.as_bytes().isascii()


def test_one_letter_speaks_of_all_agencies_of_a_person(plan, people, nanueng):
    Membership.objects.create(user=people["finance"], agency=nanueng, role="coordinator")
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    other = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    other.measures.update(start=DAY, end=DAY + timedelta(days=60))
    other.measures.filter(owners__isnull=True).update(end=DAY + timedelta(days=1))
    run(DAY)
    (letter,) = mail.outbox
    assert letter.to == ["finance@example.go.th"]
    assert "เทศบาลตำบลใหม่กลาง" in letter.body
    assert nanueng.full_name in letter.body
    assert letter.subject == "แจ้งเตือนงาน ITA 2 รายการ"


# -- when, and to whom


def test_without_a_mail_server_nothing_is_sent_and_the_command_says_so(plan, people, settings):
    settings.EMAIL_IS_CONFIGURED = False
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    assert "not configured" in run(DAY)
    assert not mail.outbox
    assert not ReminderSent.objects.exists()


def test_a_dry_run_prints_the_letters_and_sends_none(plan, people):
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    printed = run(DAY, dry_run=True)
    assert "To: finance@example.go.th\nSubject: แจ้งเตือนงาน ITA 1 รายการ" in printed
    assert "Dry run: 1 letters" in printed
    assert not mail.outbox
    assert not ReminderSent.objects.exists()


@pytest.mark.parametrize("typed", ["2025-04-22", "22/4/2568", "2568-02-30", "2568-13-01", "yesterday", "2568-4"])
def test_a_wrong_day_is_refused(db, typed: str):
    with pytest.raises(CommandError, match="--date"):
        call_command("send_reminders", date=typed, stdout=StringIO())


def test_without_a_day_it_is_today(plan, people):
    measure(plan, "คู่มือ", timezone.localdate() + timedelta(days=7), "กองคลัง")
    Measure.objects.update(start=date(2024, 10, 1))
    call_command("send_reminders", stdout=StringIO())
    assert len(mail.outbox) == 1


class Unreliable(EmailBackend):
    """A mail server that hangs up on some people."""

    refused: frozenset[str] = frozenset()

    def send_messages(self, messages):
        if any(set(message.to) & self.refused for message in messages):
            raise SMTPServerDisconnected("please\nrun connect() first")
        return super().send_messages(messages)


@pytest.fixture
def unreliable(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Unreliable"
    monkeypatch.setattr(Unreliable, "refused", frozenset({"finance@example.go.th"}))


def test_a_letter_that_fails_lets_the_others_go_and_is_tried_again(plan, people, unreliable, monkeypatch):
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง", "กองช่าง")
    errors = StringIO()
    with pytest.raises(CommandError, match="1 letters failed"):
        call_command("send_reminders", date="2568-04-22", stdout=StringIO(), stderr=errors)
    assert errors.getvalue() == "finance: please run connect() first\n"
    assert [name for name, _ in sent()] == ["works"]
    monkeypatch.setattr(Unreliable, "refused", frozenset())
    assert run(DAY).startswith("1 sent, 1 sent before")
    assert [name for name, _ in sent()] == ["works", "finance"]


def test_an_address_that_would_forge_headers_is_refused_and_reported(plan, people):
    people["finance"].email = "finance@example.go.th\nBcc: thief@example.org"
    people["finance"].save()
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง", "กองช่าง")
    with pytest.raises(CommandError, match="1 letters failed"):
        run(DAY)
    assert [name for name, _ in sent()] == ["works"]


def test_of_two_runs_at_once_only_one_sends(plan, people):
    """Between the claim of a run and its sending the other claims in vain, until the first has been gone for long."""
    user = people["finance"]
    first = services.reminder_claim(user=user, day=DAY, digest="a")
    assert first is not None
    assert services.reminder_claim(user=user, day=DAY, digest="a") is None
    assert services.reminder_claim(user=people["works"], day=DAY, digest="a") is not None
    ReminderSent.objects.filter(pk=first.pk).update(claimed_at=timezone.now() - timedelta(hours=2))
    again = services.reminder_claim(user=user, day=DAY, digest="b")
    assert again == first
    services.reminder_sent(letter=again)
    ReminderSent.objects.update(claimed_at=timezone.now() - timedelta(hours=2))
    assert services.reminder_claim(user=user, day=DAY, digest="b") is None


def test_the_claim_is_stored_before_the_letter_leaves(plan, people, monkeypatch):
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    seen = []
    original = EmailBackend.send_messages

    def watched(self, messages):
        seen.append(ReminderSent.objects.filter(claimed_at__isnull=False, sent_at__isnull=True).count())
        assert run(DAY).startswith("0 sent, 1 sent before")  # a second run, started meanwhile
        return original(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", watched)
    run(DAY)
    assert seen == [1]
    assert len(mail.outbox) == 1


def test_letters_take_the_same_queries_for_one_measure_and_for_a_hundred(plan, people):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert digests_of(DAY)
        return len(asked)

    reporting_round(plan)
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    with_one = queries()
    for number in range(100):
        measure(plan, f"คู่มือ {number}", DAY + timedelta(days=7), "กองช่าง", "กองคลัง")
    assert queries() == with_one <= 8


# -- the choice of a person


def test_a_person_stops_the_letters_and_takes_them_again(plan, people):
    client = Client()
    client.force_login(people["finance"])
    page = client.get("/reminders/").content.decode()
    assert "การแจ้งเตือนของฉัน" in page
    assert "finance@example.go.th" in page
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    assert client.post("/reminders/", {"wants": "no"}, follow=True).status_code == 200
    run(DAY)
    assert not mail.outbox
    client.post("/reminders/", {"wants": "yes"})
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
    assert "หยุดอีเมลแจ้งเตือน" in page.content.decode()
    assert not ReminderOptOut.objects.filter(user=people["finance"]).exists()  # looking, or a scanner of links
    for _ in range(2):
        answer = stranger.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "ปิดอีเมลแจ้งเตือนแล้ว" in answer.content.decode()
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


# -- through a real mail server


def test_a_thai_letter_arrives_whole_through_a_mail_server(plan, people, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    measure(plan, "จัดทำคู่มือ “น้ำใจ” ฯลฯ\n.", DAY - timedelta(days=7), "กองคลัง")
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        assert run(DAY).startswith("2 sent")  # the coordinator is told of what is overdue
        letters = dict(server.letters)
    assert set(letters) == {"finance@example.go.th", "coordinator@example.go.th"}
    raw = letters["finance@example.go.th"]
    assert raw.isascii()  # the server has not said that it takes anything else
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322
    letter = message_from_bytes(raw, policy=policy.default)
    assert not letter.defects
    # Django begins a long header on its second line; mail programs take the blank before it for nothing.
    assert letter["Subject"].lstrip() == "แจ้งเตือนงาน ITA 1 รายการ (เกินกำหนด 1 รายการ)"
    assert (letter["From"], letter["To"]) == ("ita@example.go.th", "finance@example.go.th")
    assert letter["Date"]
    assert letter["Message-ID"]
    body = letter.get_content()
    assert letter.get_content_charset() == "utf-8"
    assert "1. จัดทำคู่มือ “น้ำใจ” ฯลฯ ." in body
    assert "กำหนดส่ง" not in body
    assert "วันสิ้นสุด 15 เมษายน 2568 (เกินกำหนด 7 วัน)" in body
    stop = re.fullmatch(rf"<({SITE}/reminders/stop/\S+/)>", letter["List-Unsubscribe"].lstrip())
    assert stop is not None
    assert stop[1] in body
    assert Client().get(urlsplit(stop[1]).path).status_code == 200
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
