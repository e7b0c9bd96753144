"""What a person brings, and what they tick of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from agencies.access import Access
from ita_portal.documents.refusal import MAX_BYTES
from ita_portal.text.thai import fiscal_year_end, short_date
from ita_portal.text.thai_dates import DateRefused, parse_date
from measures.models import Progress
from workspace.document_import.proposal import DocumentProposal, MeasureProposal, progress_content
from workspace.document_import.services import MeasureTaken, Taken

ACCEPT = ".docx,.pdf,.html,.htm,.txt,.xlsx,.csv"
SCORES, SCORES_OVER, RESULT, RESULT_OVER = "scores", "scores-over", "result", "result-over"
LIMITATIONS, PROGRESS = "limitations", "progress"
CHOICE, OWNER = "choice-", "owner-"


class DocumentForm(forms.Form):
    """A file, or what was copied from one."""

    file = forms.FileField(
        label="ไฟล์เอกสาร",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="Word (.docx) PDF ที่มีข้อความ หน้าเว็บ (.html) ข้อความ (.txt) Excel (.xlsx) หรือ CSV "
        f"ขนาดไม่เกิน {MAX_BYTES // 1024**2}\N{NO-BREAK SPACE}MB",
    )
    text = forms.CharField(
        label="หรือวางข้อความและตาราง",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="คัดลอกจากหน้าเว็บรายงานผล Word หรือ Excel แล้ววางที่นี่",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not (cleaned.get("text") or "").strip():
            self.add_error("file", "กรุณาเลือกไฟล์ หรือวางข้อความ")
        return cleaned


@dataclass(frozen=True)
class Ticks:
    """What is ticked on the page: as a person posted it, or as the page proposes it."""

    keys: frozenset[str]
    answers: Mapping[str, str]
    reported_on: str = ""
    status: str = ""

    def __contains__(self, key: object) -> bool:
        return key in self.keys


def answers_of(posted: QueryDict) -> dict[str, str]:
    """Return what a person said to the questions of the page, by their keys."""
    asked = (name for name in posted if name.startswith((CHOICE, OWNER)))
    return {name.removeprefix(CHOICE): posted.get(name, "") for name in asked}


def posted_ticks(posted: QueryDict) -> Ticks:
    return Ticks(
        frozenset(posted.getlist("take")),
        answers_of(posted),
        posted.get("reported_on", ""),
        posted.get("status", ""),
    )


def proposed_ticks(proposal: DocumentProposal, today: date, plan_year: int) -> Ticks:
    """Return what the page proposes: all that fills something empty, and nothing that overwrites."""
    keys = {SCORES, RESULT, LIMITATIONS, PROGRESS}
    keys |= {each.key for each in proposal.findings if not each.overwrites}
    keys |= {each.key for each in proposal.measures if each.old is None and not each.problem}
    return Ticks(frozenset(keys), {}, short_date(min(today, fiscal_year_end(plan_year))))


class TicksRefused(Exception):
    """What was ticked cannot be stored as it is; the message says why, in Thai."""


def taken_of(proposal: DocumentProposal, ticks: Ticks, access: Access) -> Taken:
    """Return what is to be stored of what was ticked, and what the person may store. Raises TicksRefused."""
    entries = [
        each.entry
        for cells, take, over in ((proposal.cells, SCORES, SCORES_OVER), (proposal.words, RESULT, RESULT_OVER))
        for each in cells
        if not each.is_same and (over if each.overwrites else take) in ticks
    ]
    if not access.can_edit:
        return Taken(tuple(entries))
    return Taken(
        entries=tuple(entries),
        findings=tuple(each for each in proposal.findings if each.key in ticks and not each.is_same),
        limitations=proposal.limitations if LIMITATIONS in ticks else (),
        measures=tuple(_measures(proposal, ticks)),
    )


def _measures(proposal: DocumentProposal, ticks: Ticks) -> list[MeasureTaken]:
    taken = [each for each in proposal.measures if each.key in ticks and not each.problem]
    takes_progress = PROGRESS in ticks and any(each.has_progress for each in taken)
    reported_on = _day(ticks.reported_on) if takes_progress else None
    found = []
    for each in taken:
        progress = _progress(each, reported_on, ticks.status) if reported_on else None
        if not each.is_same or progress:
            found.append(MeasureTaken(each.content, each.old, progress))
    return found


def _progress(each: MeasureProposal, reported_on: date, status: str) -> Any:
    unstated = Progress.Status(status) if status in Progress.Status.values else None
    return progress_content(each.read, reported_on, unstated)


def _day(typed: str) -> date:
    try:
        return parse_date(typed)
    except DateRefused as refused:
        raise TicksRefused(f"วันที่ของข้อมูลความก้าวหน้า: {refused}") from refused
