"""The letters of a whole year: when they leave, to whom, and once only."""

from collections.abc import Collection
from datetime import date, timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Membership, User
from measures import services
from measures.letters import digests_of
from measures.models import Measure, ReminderSent, ReportingRound
from tests.measures.letters.year import DAY, measure, progress, report, reporting_round, run, sent

# -- a year


ONE, LATE = "แจ้งเตือนงาน ITA 1 รายการ", "แจ้งเตือนงาน ITA 1 รายการ (เกินกำหนด 1 รายการ)"
TWO = "แจ้งเตือนงาน ITA 2 รายการ"
LETTERS = [
    ("2024-12-01", "coordinator", ONE),  # ไม่มีเจ้าของ, 30 days
    ("2024-12-24", "coordinator", ONE),
    ("2024-12-30", "coordinator", ONE),
    ("2025-01-07", "coordinator", LATE),  # a week after; done before the second
    ("2025-03-01", "finance", ONE),  # คู่มือ, 30 days
    ("2025-03-16", "coordinator", ONE),  # the round, 30 days: one measure without owner
    ("2025-03-16", "finance", TWO),
    ("2025-03-16", "works", ONE),
    ("2025-03-24", "finance", ONE),  # คู่มือ, 7 days
    ("2025-03-30", "finance", ONE),
    ("2025-04-07", "coordinator", LATE),  # คู่มือ, a week after
    ("2025-04-07", "finance", LATE),
    ("2025-04-08", "coordinator", ONE),
    ("2025-04-08", "finance", TWO),
    ("2025-04-08", "works", ONE),
    ("2025-04-14", "coordinator", LATE),  # คู่มือ, two weeks after
    ("2025-04-14", "finance", "แจ้งเตือนงาน ITA 2 รายการ (เกินกำหนด 1 รายการ)"),
    ("2025-04-14", "works", ONE),
    ("2025-04-22", "coordinator", LATE),  # two reports owed by two departments: one thing to chase
    ("2025-04-22", "finance", LATE),
    ("2025-04-22", "works", LATE),
    ("2025-04-29", "coordinator", LATE),
    ("2025-04-29", "works", LATE),
    ("2025-08-31", "finance", ONE),  # สองกอง
    ("2025-09-23", "finance", ONE),
    ("2025-09-29", "finance", ONE),
    ("2025-10-07", "coordinator", LATE),
    ("2025-10-07", "finance", LATE),
    ("2025-10-14", "coordinator", LATE),
    ("2025-10-14", "finance", LATE),
]
FIRST, LAST = date(2024, 10, 1), date(2025, 11, 30)


def days_of_the_year(happens: Collection[date]) -> list[date]:
    """Return every day; on PostgreSQL those with a letter or an event, and the days before and after them.

    On the others nothing is due, which rules decide and no database.
    """
    every = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    if connection.vendor != "postgresql":
        return every
    busy = {*happens, *(date.fromisoformat(day) for day, _, _ in LETTERS)}
    return [day for day in every if busy & {day + timedelta(days=by) for by in (-1, 0, 1)}]


def test_a_year_sends_exactly_the_expected_letters_and_none_twice(plan, people):
    guide = measure(plan, "คู่มือ", date(2025, 3, 31), "กองคลัง")
    both = measure(plan, "สองกอง", date(2025, 9, 30), "กองคลัง", "กองช่าง")  # led by the first
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
    for day in days_of_the_year(happens):
        happens.get(day, lambda: None)()
        mail.outbox.clear()
        run(day)
        told += [(str(day), *letter) for letter in sorted(sent())]
        if mail.outbox:  # where none went out, a second run finds what the first one found
            assert run(day).startswith("0 sent, ")
        assert len(mail.outbox) == ReminderSent.objects.filter(day=day).count()
    assert told == LETTERS


# -- when, and to whom


def test_without_a_mail_server_nothing_is_sent_and_the_command_says_so(plan, people, settings):
    settings.EMAIL_IS_CONFIGURED = False
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    assert "not configured" in run(DAY)
    assert not mail.outbox
    assert not ReminderSent.objects.exists()


def test_who_is_suspended_or_left_gets_no_letter_until_let_in_again(plan, people):
    measure(plan, "คู่มือ", date(2025, 3, 31), "กองคลัง")
    finance = Membership.objects.get(user__username="finance")
    Membership.objects.filter(pk=finance.pk).update(suspended_at=timezone.now())
    run(date(2025, 3, 1))
    assert "finance" not in {to for to, _ in sent()}
    Membership.objects.filter(pk=finance.pk).update(suspended_at=None)
    User.objects.filter(pk=finance.user_id).update(is_active=False)
    run(date(2025, 3, 24))
    assert "finance" not in {to for to, _ in sent()}
    User.objects.filter(pk=finance.user_id).update(is_active=True)
    run(date(2025, 3, 30))
    assert "finance" in {to for to, _ in sent()}


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
    for name in ("กองคลัง", "กองช่าง"):
        measure(plan, f"คู่มือ {name}", DAY + timedelta(days=7), name)
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
    for name in ("กองคลัง", "กองช่าง"):
        measure(plan, f"คู่มือ {name}", DAY + timedelta(days=7), name)
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


def test_letters_take_the_same_queries_for_one_measure_and_for_twenty(plan, people):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert digests_of(DAY)
        return len(asked)

    reporting_round(plan)
    measure(plan, "คู่มือ", DAY + timedelta(days=7), "กองคลัง")
    with_one = queries()
    for number in range(20):
        measure(plan, f"คู่มือ {number}", DAY + timedelta(days=7), "กองช่าง", "กองคลัง")
    assert queries() == with_one <= 11
