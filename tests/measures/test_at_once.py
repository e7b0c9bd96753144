"""What happens when two runs or two people really come at the same moment: needs a database with many writers."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.core.management import call_command
from django.db import connection, connections

from agencies.models import Change, Membership
from measures import services
from measures.models import Measure, MeasurePlan, MeasureReport, Progress, ReminderSent
from measures.services import NotWritable, ProgressContent, WrittenMeanwhile, draft_save, report_submit
from measures.services import report as report_services
from tests.measures.letters.smtp_server import mail_server
from tests.measures.rounds import MARCH, Status, open_round

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
    pytest.mark.django_db(transaction=True),
]
DAY = date(2025, 4, 22)
PATIENCE = 30


def at_once(*acts: Callable[[], object]) -> None:
    """Run acts in threads of their own, each with its own connection; raise what one of them raised."""
    problems: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    if problems:
        raise problems[0]


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng)


@pytest.fixture
def officers(nanueng, member):
    people = [member(nanueng, "officer", f"officer-{number}") for number in (1, 2)]
    Membership.objects.filter(user__in=people).update(department=nanueng.departments.get(name="กองคลัง"))
    return people


def test_two_runs_at_the_same_moment_send_each_letter_once(plan, officers, settings, monkeypatch):
    settings.EMAIL_IS_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://ita.example.go.th", "ita@example.go.th"
    for number, officer in enumerate(officers):
        officer.email = f"officer-{number}@example.go.th"
        officer.save()
    Measure.objects.update(start=date(2024, 10, 1), end=DAY + timedelta(days=7))
    together, claim = Barrier(2, timeout=PATIENCE), services.reminder_claim

    def claim_together(**letter):
        together.wait()  # both runs have made their letters, and neither has claimed this one yet
        return claim(**letter)

    monkeypatch.setattr(services, "reminder_claim", claim_together)
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        at_once(*[lambda: call_command("send_reminders", date="2568-04-22", verbosity=0)] * 2)
        assert sorted(recipient for recipient, _ in server.letters) == [
            "officer-0@example.go.th",
            "officer-1@example.go.th",
        ]
    assert ReminderSent.objects.filter(day=DAY, sent_at__isnull=False).count() == 2


@pytest.fixture
def slow_writing(monkeypatch) -> None:
    """Give the second one time to read before the first one writes; only a lock keeps them apart then."""
    keep = report_services._keep_replaced

    def keep_slowly(*args) -> None:
        sleep(0.5)
        keep(*args)

    monkeypatch.setattr(report_services, "_keep_replaced", keep_slowly)


def outcomes_of(write: Callable[..., object], officers, texts: tuple[str, str]) -> dict[str, str]:
    """Let two officers write at the same moment; return what became of each text."""
    together, outcomes = Barrier(2, timeout=PATIENCE), {}

    def act(officer, text: str) -> None:
        together.wait()
        try:
            write(officer, text)
            outcomes[text] = "kept"
        except (WrittenMeanwhile, NotWritable) as refused:
            outcomes[text] = type(refused).__name__

    at_once(
        *(lambda officer=officer, text=text: act(officer, text) for officer, text in zip(officers, texts, strict=True))
    )
    return outcomes


def test_of_two_drafts_at_the_same_moment_the_second_is_told(plan, officers, slow_writing):
    reporting_round, measure = open_round(plan), plan.measures.all()[1]
    MeasureReport.objects.create(measure=measure, round=reporting_round)  # somebody attached a file

    def write(officer, text: str) -> None:
        draft_save(measure=measure, reporting_round=reporting_round, typed={"work": text}, version=0, actor=officer)

    outcomes = outcomes_of(write, officers, ("ร่างหนึ่ง", "ร่างสอง"))
    assert sorted(outcomes.values()) == ["WrittenMeanwhile", "kept"]
    draft = MeasureReport.objects.get(measure=measure)
    assert outcomes[draft.typed["work"]] == "kept"  # the other one still has the text in the form


def test_of_two_reports_at_the_same_moment_one_becomes_the_entry_and_the_other_is_told(plan, officers, slow_writing):
    reporting_round, measure = open_round(plan), plan.measures.all()[1]
    MeasureReport.objects.create(measure=measure, round=reporting_round)

    def write(officer, text: str) -> None:
        report_submit(
            measure=measure,
            reporting_round=reporting_round,
            content=ProgressContent(Status.IN_PROGRESS, MARCH, work=text),
            typed={"work": text},
            version=0,
            seen=0,
            actor=officer,
        )

    outcomes = outcomes_of(write, officers, ("รายงานหนึ่ง", "รายงานสอง"))
    assert sorted(outcomes.values()) == ["NotWritable", "kept"]
    assert outcomes[Progress.objects.get(measure=measure).work] == "kept"
    assert Change.objects.filter(label__startswith="ส่งรายงาน").count() == 1
