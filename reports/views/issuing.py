"""Issuing a document, and the documents that were issued: their files, versions and publication."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Access, Right
from agencies.conversation import conversation_on
from agencies.kept import kept
from agencies.once import once_slowly
from assessments.years import AgencyYear, year_of
from measures.evidence_register import kept_register
from reports.checks.evidence_files import check_evidence_files
from reports.content.draft import Draft, draft_of
from reports.content.kinds import KINDS, DocumentKind, DocumentMissing
from reports.issue.cycle_documents import starts_on
from reports.issue.cycle_drafts import kept_draft, kept_rounds
from reports.issue.issue_form import IssueForm, WithdrawalForm, confirmations
from reports.issue.issuing import (
    IssueCandidate,
    IssueOrder,
    IssueRefused,
    candidate_of,
    document_issue,
    document_publish,
    document_withdraw,
    is_current,
)
from reports.issue.numbering import number_remember, proposed_number
from reports.models import IssuedDocument, IssuedFile
from reports.output.download import download
from reports.topics import document_topic
from reports.views.documents import kind_of, say_missing, to_documents

REFUSED, READY = 422, 200


@require_http_methods(["GET", "HEAD", "POST"])
@once_slowly
def issue(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Look over what a document lacks, number it, and issue it."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    try:
        if request.method == "POST":
            return _issue(request, year, kind_of(kind))
        draft = kept_draft(year.access, kind_of(kind), year.fiscal_year)
    except DocumentMissing as missing:
        return say_missing(request, year, kind_of(kind), missing)
    what = ("proposed-number", draft.kind.slug, year.fiscal_year)
    proposed = kept(year.access, what, lambda: proposed_number(draft))
    form = IssueForm(number=proposed.number, on=proposed.on)
    return _page(request, year, form, _kept_candidate(year.access, draft, form))


def _kept_candidate(access: Access, draft: Draft, form: IssueForm) -> IssueCandidate:
    """Return what would be issued, kept until something changes; a file may be looked through without any change."""
    plan = draft.material.plan
    in_files = tuple(check_evidence_files(draft, kept_register(access, plan))) if plan else ()
    number, on = form.checked_number, form.checked_date

    def candidate() -> IssueCandidate:
        return candidate_of(draft, number, on, rounds=kept_rounds(access), in_files=in_files)

    return kept(access, ("candidate", draft.kind.slug, draft.fiscal_year, number, on, in_files), candidate)


def _issue(request: HttpRequest, year: AgencyYear, kind: DocumentKind) -> HttpResponse:
    """Issue what was posted; else show the page once more, with what speaks against it."""
    form = IssueForm(request.POST)
    if not form.is_valid():
        draft = draft_of(kind, year.agency, year.fiscal_year)
        number_remember(draft=draft, typed=form.typed)
        return _page(request, year, form, candidate_of(draft, form.checked_number, form.checked_date))
    order = IssueOrder(
        kind=kind,
        agency=year.agency,
        fiscal_year=year.fiscal_year,
        number=form.cleaned_data["number"],
        on=form.cleaned_data["date"],
        confirmed=request.POST.getlist("confirmed"),
    )
    try:
        issued = document_issue(order=order, actor=year.access.user, base_url=request.build_absolute_uri("/"))
    except IssueRefused as refused:
        number_remember(draft=refused.candidate.draft, typed=form.typed)
        return _page(request, year, form, refused.candidate)
    messages.success(request, f"ออกเอกสารฉบับที่ {issued.version} แล้ว")
    return redirect("issued", year.agency.slug, year.fiscal_year, issued.key)


def _page(request: HttpRequest, year: AgencyYear, form: IssueForm, candidate: IssueCandidate) -> HttpResponse:
    is_tried, kind = form.is_bound, candidate.draft.kind
    to_confirm = confirmations(candidate.to_confirm, request.POST.getlist("confirmed"), is_tried=is_tried)
    versions = IssuedDocument.objects.versions_of(year.agency, kind.slug, year.fiscal_year)
    context = {
        "year": year,
        "kind": kind,
        "form": form,
        "candidate": candidate,
        "confirmations": to_confirm,
        "missed": [each for each in to_confirm if each.is_missed],
        "is_tried": is_tried,
        "newest": kept(year.access, ("newest", kind.slug, year.fiscal_year), versions.defer("content").first),
        "whole_from": _whole_from(candidate, form.checked_date),
    }
    return render(request, "reports/issue.html", context, status=REFUSED if is_tried else READY)


def _whole_from(candidate: IssueCandidate, on: date) -> date | None:
    """Return the day from which the report of a whole year can be issued, where this one comes before it."""
    draft = candidate.draft
    starts = starts_on(draft.kind, draft.material.plan_year, candidate.required_item.round)
    return starts if starts and on < starts else None


@dataclass(frozen=True)
class IssuedVersions:
    """An issued document among its versions."""

    issued: IssuedDocument
    others: list[IssuedDocument]  # the newest first
    still_says_the_same: bool | None  # None where the document cannot be built any more

    @property
    def newer(self) -> IssuedDocument | None:
        return next((each for each in self.others if each.version > self.issued.version), None)


@require_safe
def issued(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """An issued document: what it is, its files and hashes, its other versions."""
    year = year_of(request, agency, fiscal_year)
    document = kept(year.access, ("issued", fiscal_year, key), lambda: _issued_of(year, key))
    return _issued_page(request, year, document, WithdrawalForm())


def _issued_page(
    request: HttpRequest, year: AgencyYear, document: IssuedDocument, form: WithdrawalForm
) -> HttpResponse:
    request.is_at_plan = not kind_of(document.kind).analyses_result  # type: ignore[attr-defined]  # for the bar
    versions = IssuedDocument.objects.versions_of(year.agency, document.kind, year.fiscal_year).listed()
    others = kept(year.access, ("other-versions", document.pk), lambda: list(versions.exclude(pk=document.pk)))
    context = {
        "year": year,
        "versions": IssuedVersions(document, others, _still_says_the_same(year, document)),
        "kind": KINDS.get(document.kind),
        "conversation": conversation_on(year.access, document_topic(year, kind_of(document.kind))),
        "form": form,
    }
    return render(request, "reports/issued.html", context, status=REFUSED if form.errors else READY)


@require_safe
def issued_file(request: HttpRequest, agency: str, fiscal_year: int, key: UUID, file_format: str) -> HttpResponseBase:
    """The bytes of an issued document as they were stored."""
    year = year_of(request, agency, fiscal_year)
    files = IssuedFile.objects.select_related("document").defer("document__content")
    file = get_object_or_404(files, document=_issued_of(year, key), format=file_format)
    return stored_file(request, file, year.agency.short_name)


@require_POST
def publish(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Open the files to the public; the row of the document then holds what is handed to the assessors."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    document = document_publish(issued=_issued_of(year, key), actor=year.access.user)
    messages.success(request, f"เผยแพร่ฉบับที่ {document.version} แล้ว ทุกคนเปิดอ่านได้ที่หน้าเผยแพร่ของหน่วยงานโดยไม่ต้องเข้าสู่ระบบ")
    return to_documents(request, year, kind_of(document.kind))


@require_POST
def withdraw(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Close the files to the public again, and say why."""
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _issued_page(request, year, _issued_of(year, key), form)
    reason = form.cleaned_data["reason"]
    document = document_withdraw(issued=_issued_of(year, key), reason=reason, actor=year.access.user)
    messages.success(request, f"ถอนการเผยแพร่ฉบับที่ {document.version} แล้ว")
    return redirect("issued", year.agency.slug, year.fiscal_year, key)


def stored_file(request: HttpRequest, file: IssuedFile, agency: str) -> HttpResponseBase:
    """Return stored bytes to keep; a browser that has them already is told so."""
    document = file.document
    name = f"{KINDS[document.kind].name} {agency} {document.fiscal_year} ฉบับที่ {document.version}.{file.format}"
    response = download(bytes(file.content), file.format, name)
    response.headers["ETag"] = f'"{file.sha256}"'
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def _issued_of(year: AgencyYear, key: UUID) -> IssuedDocument:
    documents = IssuedDocument.objects.for_year(year.agency, year.fiscal_year).listed()
    return get_object_or_404(documents.select_related("agency"), key=key)


def _still_says_the_same(year: AgencyYear, document: IssuedDocument) -> bool | None:
    try:
        return is_current(document, kept_draft(year.access, kind_of(document.kind), year.fiscal_year).document)
    except DocumentMissing:
        return None
