"""A year whose documents can be issued: the home agency's, with what blocks an issue mended."""

from collections.abc import Collection
from datetime import date

import pytest

from agencies.models import Change
from assessments.models import Framework
from assessments.rules.structure import Structure
from measures.models import Measure, Progress
from measures.services import ProgressContent, progress_record
from reports.content.draft import draft_of
from reports.content.kinds import KINDS
from reports.issue.issuing import IssueCandidate, IssueOrder, candidate_of, confirmation_key, document_issue
from reports.models import IssuedDocument, IssuedFile
from reports.output.formats import FORMATS

YEAR = 2568
DAY = date(2025, 3, 31)
BASE = "https://ita.example.go.th/"
ROOM = f"/nanueng/{YEAR}/documents/"


def mend(agency) -> None:
    """Give every measure of the home agency an owner and a report."""
    owner = agency.departments.get(name="สำนักปลัด")
    for measure in Measure.objects.filter(plan__agency=agency, plan__fiscal_year=YEAR):
        if not measure.owners.exists():
            measure.owners.add(owner)
        content = ProgressContent(
            Progress.Status.DONE, DAY, outcome="มีแนวทาง", result="ดำเนินการแล้ว", evidence="คำสั่งที่ 1"
        )
        last = measure.progress.order_by("pk").last()
        progress_record(measure=measure, content=content, actor=None, seen=last.pk if last else 0)


def quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PDF and Word be a few words instead of real files, which take a second each."""
    for name in ("pdf", "docx"):
        monkeypatch.setitem(FORMATS, name, lambda document, mark, name=name: f"{name} {mark} {document}".encode())


def candidate(agency, kind: str = "analysis", *, number: str = "", on: date = DAY) -> IssueCandidate:
    return candidate_of(draft_of(KINDS[kind], agency, YEAR), number, on)


def keys_of(candidate: IssueCandidate) -> list[str]:
    return [confirmation_key(each.check) for each in candidate.to_confirm]


def order_of(
    agency, confirmed: Collection[str], kind: str = "analysis", *, number: str = "", on: date = DAY
) -> IssueOrder:
    return IssueOrder(KINDS[kind], agency, YEAR, number, on, confirmed)


def issue(agency, actor, kind: str = "analysis", *, number: str = "นน 71001/9", on: date = DAY) -> IssuedDocument:
    """Issue a document with everything confirmed."""
    found = candidate(agency, kind, number=number, on=on)
    assert not found.errors
    order = order_of(agency, keys_of(found), kind, number=number, on=on)
    return document_issue(order=order, actor=actor, base_url=BASE)


def nothing_written() -> bool:
    return not (
        IssuedDocument.objects.exists()
        or IssuedFile.objects.exists()
        or Change.objects.filter(label__contains="ออกเอกสาร").exists()
    )


def structure_of(fiscal_year: int) -> Structure:
    """Return the structure of a year of fixtures/frameworks as it comes back from the database."""
    return Framework.objects.get(fiscal_year=fiscal_year).structure()
