"""Bringing in a document: choose it, see what was found beside what is stored, store it in one step, take it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.rules.agency_names import names_agency
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.years import AgencyYear, year_of
from ita_portal.documents.reading import read_document, read_pasted
from ita_portal.documents.refusal import DocumentUnreadable
from ita_portal.documents.source import SourceDocument
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.turns import SPREADSHEET, takes_turn, turn
from measures.models import Progress
from measures.services import HasProgress, NothingToUndo, PlanRefused
from workspace.document_import.carried_source import source_from_json
from workspace.document_import.form import (
    RESULT,
    RESULT_OVER,
    SCORES,
    SCORES_OVER,
    DocumentForm,
    Ticks,
    TicksRefused,
    posted_ticks,
    proposed_ticks,
    taken_of,
)
from workspace.document_import.places import FIGURE
from workspace.document_import.proposal import DocumentProposal, proposal_of
from workspace.document_import.reading import reading_of, year_of_document
from workspace.document_import.services import (
    SCORES_LOCKED,
    ImportChangedSince,
    ImportStale,
    document_import_begin,
    document_import_store,
    document_import_undo,
)
from workspace.document_import.target import ImportTarget, target_of
from workspace.models import DocumentImport

PASTED = "ข้อความที่วาง"
STALE = "ยังไม่ได้บันทึก เพราะข้อมูลของปีนี้เปลี่ยนไปหลังจากเปิดหน้านี้ กรุณาตรวจอีกครั้งแล้วบันทึก"
NOTHING_TICKED = "ยังไม่ได้บันทึก กรุณาเลือกอย่างน้อยหนึ่งส่วน"
MOST_LISTED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def document_import(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Choose a document or paste one; and the documents that were brought in before."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    if year.framework is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    is_posted = request.method == "POST"
    form = DocumentForm(request.POST, request.FILES) if is_posted else DocumentForm()
    if is_posted and form.is_valid():
        try:
            return redirect("document-import-check", agency, fiscal_year, _begun(year, form).key)
        except DocumentUnreadable as refused:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refused))
    stored = DocumentImport.objects.stored_in(year.agency, fiscal_year)[:MOST_LISTED]
    waiting = DocumentImport.objects.waiting(year.agency, year.access.user).defer("source").first()
    context = {"year": year, "form": form, "stored": stored, "waiting": waiting}
    return render(request, "workspace/document_import.html", context, status=422 if is_posted else 200)


def _begun(year: AgencyYear, form: DocumentForm) -> DocumentImport:
    """Read what was brought, which may take its turn, and keep what was read."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    with turn(SPREADSHEET):
        source = read_document(file.name, file.read()) if file else read_pasted(text)
    return document_import_begin(
        agency=year.agency,
        fiscal_year=year.fiscal_year,
        file_name=file.name if file else PASTED,
        source=source,
        actor=year.access.user,
    )


@dataclass(frozen=True)
class CheckPage:
    """What was found of a document beside what is stored, for one request."""

    request: HttpRequest
    year: AgencyYear
    imported: DocumentImport
    target: ImportTarget
    answers: Mapping[str, str]

    @cached_property
    def source(self) -> SourceDocument:
        return source_from_json(self.imported.source)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years whose results the document itself names, the likeliest first."""
        return year_of_document(self.source)

    @property
    def other_year(self) -> int | None:
        """The year that the document is about, where it does not name that of the page."""
        return self.years[0] if self.years and self.target.fiscal_year not in self.years else None

    def proposal(self) -> DocumentProposal:
        reading = reading_of(
            self.source,
            self.target.structure,
            years=self.years,
            plan_year=self.target.plan_year,
            answers=self.answers,
            is_named=partial(names_agency, own=self.year.agency.called),
        )
        return proposal_of(self.target, reading, self.answers)

    def show(self, proposal: DocumentProposal, ticks: Ticks, *, problem: str = "", status: int = 200) -> HttpResponse:
        assessment = self.target.assessment
        context: dict[str, Any] = {
            "year": self.year,
            "imported": self.imported,
            "proposal": proposal,
            "ticks": ticks,
            "target": self.target,
            "locked": bool(assessment and assessment.is_locked),
            "statuses": Progress.Status.choices,
            "problem": problem,
            "other_year": self.other_year,
            "takes_scores": SCORES in ticks,
            "takes_scores_over": SCORES_OVER in ticks,
            "takes_result": RESULT in ticks,
            "takes_result_over": RESULT_OVER in ticks,
        }
        return render(self.request, "workspace/document_import_check.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_turn
def document_import_check(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """See what was found, choose, and store; once stored, see what was stored and take it back."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    imported = get_object_or_404(DocumentImport, key=key, agency=year.agency, fiscal_year=fiscal_year)
    if imported.is_stored:
        return _stored(request, year, imported)
    if year.framework is None or imported.actor_id != year.access.user.pk:
        raise Http404
    ticks = posted_ticks(request.POST)
    page = CheckPage(request, year, imported, target_of(year.agency, year.framework), ticks.answers)
    proposal = page.proposal()
    if request.method != "POST":
        proposed = proposed_ticks(proposal, timezone.localdate(), page.target.plan_year)
        return page.show(proposal, replace(proposed, keys=frozenset()) if page.other_year else proposed)
    if request.POST.get("act") != "store":
        return page.show(proposal, ticks)
    return _store(page, proposal, ticks)


def _store(page: CheckPage, proposal: DocumentProposal, ticks: Ticks) -> HttpResponse:
    request, year = page.request, page.year
    if request.POST.get("digest") != page.target.digest:
        return page.show(proposal, ticks, problem=STALE, status=409)
    try:
        taken = taken_of(proposal, ticks, year.access)
        if taken.is_empty:
            return page.show(proposal, ticks, problem=NOTHING_TICKED, status=422)
        document_import_store(imported=page.imported, target=page.target, taken=taken, actor=year.access.user)
    except (TicksRefused, PlanRefused) as refused:
        return page.show(proposal, ticks, problem=f"ยังไม่ได้บันทึก {refused}", status=422)
    except ScoresLocked:
        return page.show(proposal, ticks, problem=f"ยังไม่ได้บันทึก {SCORES_LOCKED}", status=409)
    except (ImportStale, CellsEditedMeanwhile, SavedMeanwhile):
        return page.show(proposal, ticks, problem=STALE, status=409)
    messages.success(request, "บันทึกข้อมูลจากเอกสารแล้ว")
    return redirect("document-import-check", year.agency.slug, year.fiscal_year, page.imported.key)


def _stored(
    request: HttpRequest, year: AgencyYear, imported: DocumentImport, changed: tuple[str, ...] = ()
) -> HttpResponse:
    context = {
        "year": year,
        "imported": imported,
        "changed": changed,
        "may_undo": imported.can_be_undone and _may_undo(year, imported),
    }
    return render(request, "workspace/document_import_stored.html", context, status=409 if changed else 200)


@require_POST
def document_import_revoke(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Take back everything that an import stored, or say which places have changed since."""
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    found = DocumentImport.objects.stored_in(year.agency, fiscal_year).defer(None)
    imported = get_object_or_404(found, key=key)
    if not _may_undo(year, imported):
        raise PermissionDenied
    try:
        document_import_undo(imported=imported, actor=year.access.user)
    except ImportStale:
        return redirect("document-import-check", agency, fiscal_year, key)
    except ImportChangedSince as since:
        return _stored(request, year, imported, since.places)
    except (ScoresLocked, HasProgress, NothingToUndo, PlanRefused, SavedMeanwhile):
        return _stored(request, year, imported, ("ข้อมูลของปีนี้กำลังเปลี่ยน กรุณาลองใหม่",))
    messages.success(request, f"ยกเลิกการนำเข้าจาก {imported.file_name} แล้ว ข้อมูลกลับเป็นเหมือนก่อนนำเข้า")
    return redirect("document-import-check", agency, fiscal_year, key)


def _may_undo(year: AgencyYear, imported: DocumentImport) -> bool:
    """Return whether the person may take an import back: a coordinator any, an officer one of scores alone."""
    return year.access.can_edit or all(place["kind"] == FIGURE for place in imported.places)
