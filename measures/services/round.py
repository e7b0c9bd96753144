"""Writes of reporting rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.models import User, actor_name
from agencies.rules.events import EventKind
from agencies.rules.report_months import HALF_YEARS
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.text.thai import end_of_fiscal_month, long_date
from measures.announcing import tell_of_round
from measures.models import MeasurePlan, MeasureReport, ReportingRound
from measures.services.history import report_change
from measures.services.report import typed_text

DAYS_TO_REPORT = 15


class RoundEditedMeanwhile(SavedMeanwhile[ReportingRound]):
    """Somebody else changed the round after the page was opened; nothing was written."""


@dataclass(frozen=True)
class RoundContent:
    """Everything that a coordinator fills in about a round."""

    name: str
    ends_on: date
    due_on: date

    def __str__(self) -> str:
        """The content as the history shows it."""
        return f"{self.name}\nรายงานข้อมูลถึงวันที่: {long_date(self.ends_on)}\nกำหนดส่ง: {long_date(self.due_on)}"


def standard_rounds(fiscal_year: int, months: Iterable[int] = HALF_YEARS) -> tuple[RoundContent, ...]:
    """Return the rounds after so many months of the year: data to the end of the month, to be sent in 15 days later."""
    ends = {month: end_of_fiscal_month(fiscal_year, month) for month in months}
    return tuple(
        RoundContent(f"รอบ {month} เดือน", day, day + timedelta(days=DAYS_TO_REPORT)) for month, day in ends.items()
    )


@transaction.atomic
def rounds_open(*, plan: MeasurePlan, contents: Iterable[RoundContent], actor: User | None) -> list[ReportingRound]:
    """Open rounds and return them; one whose name or day the plan has already is left as it is.

    What departments have begun to write outside of rounds becomes the start of their reports in the first of them.
    """
    MeasurePlan.objects.select_for_update().get(pk=plan.pk)
    there = list(plan.rounds.all())
    taken = {each.name for each in there} | {each.ends_on for each in there}
    opened = [_open(plan, content, actor) for content in contents if not taken & {content.name, content.ends_on}]
    if opened:
        _take_drafts(min(opened, key=lambda each: each.ends_on), actor)
    return opened


@transaction.atomic
def round_update(
    *, reporting_round: ReportingRound, content: RoundContent, version: int, actor: User
) -> ReportingRound:
    """Change name and dates of a round, or raise RoundEditedMeanwhile when it is no longer at `version`."""
    current = ReportingRound.objects.select_for_update().get(pk=reporting_round.pk)
    old = round_content_of(current)
    if old == content:
        return current
    if current.version != version:
        raise RoundEditedMeanwhile(current)
    current.name, current.ends_on, current.due_on = content.name, content.ends_on, content.due_on
    current.version += 1
    current.save()
    _record(current, actor, old=str(old), new=str(content), label="แก้ไขรอบการรายงาน")
    return current


@transaction.atomic
def round_close(*, reporting_round: ReportingRound, is_closed: bool, actor: User) -> None:
    """Close a round, after which nothing is written, submitted or decided in it, or open it again."""
    current = ReportingRound.objects.select_for_update().get(pk=reporting_round.pk)
    if current.is_open != is_closed:
        return
    current.closed_at = timezone.now() if is_closed else None
    current.save(update_fields=["closed_at"])
    states = ("เปิดอยู่", "ปิดแล้ว")
    old, new = states if is_closed else reversed(states)
    _record(current, actor, old=old, new=new, label="ปิดรอบการรายงาน" if is_closed else "เปิดรอบการรายงานอีกครั้ง")
    kind = EventKind.ROUND_CLOSED if is_closed else EventKind.ROUND_OPENED
    tell_of_round(current, kind, actor, occasion=timezone.now().isoformat())


def round_content_of(reporting_round: ReportingRound) -> RoundContent:
    """Return the stored content of a round."""
    return RoundContent(reporting_round.name, reporting_round.ends_on, reporting_round.due_on)


def _open(plan: MeasurePlan, content: RoundContent, actor: User | None) -> ReportingRound:
    opened = ReportingRound(plan=plan, opened_by=actor, opened_by_name=actor_name(actor), **vars(content))
    opened.save()
    _record(opened, actor, old="", new=str(content), label="เปิดรอบการรายงาน")
    tell_of_round(opened, EventKind.ROUND_OPENED, actor, occasion="opened")
    return opened


def _take_drafts(reporting_round: ReportingRound, actor: User | None) -> None:
    """Move drafts, with their files and whose they are, into a round that was just opened and has no reports yet."""
    drafts = MeasureReport.objects.select_for_update(of=("self",)).filter(measure__plan=reporting_round.plan)
    for draft in drafts.filter(round=None).select_related("measure__plan__agency"):
        if draft.typed or draft.files.exists():
            draft.round = reporting_round
            draft.save(update_fields=["round"])
            report_change(draft, actor, new=typed_text(draft.typed), label="ใช้ร่างที่เขียนไว้นอกรอบเป็นร่างรายงาน")


def _record(reporting_round: ReportingRound, actor: User | None, *, old: str, new: str, label: str) -> None:
    plan = reporting_round.plan
    about = ChangeSubject(
        plan.agency, plan.fiscal_year, f"round:{reporting_round.key}", f"{label}: {reporting_round.name}"
    )
    change_record(about, actor, old=old, new=new)
