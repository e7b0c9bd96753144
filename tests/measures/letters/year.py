"""A year in which letters are due: what happens in it, and the command that sends them."""

from datetime import date
from io import StringIO

from django.core import mail
from django.core.management import call_command

from ita_portal.text.thai import buddhist_year
from measures.models import Measure, MeasureReport, Progress, ReportingRound

SITE = "https://ita.example.go.th"


DAY = date(2025, 4, 22)  # a week after the reports of six months were due


def measure(plan, title, end, *departments) -> Measure:
    start = date(2024, 10, 1) if end else None
    made = Measure.objects.create(plan=plan, position=plan.measures.count() + 1, title=title, start=start, end=end)
    for at, name in enumerate(departments):
        made.owners.add(plan.agency.departments.get(name=name), through_defaults={"is_lead": at == 0})
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
