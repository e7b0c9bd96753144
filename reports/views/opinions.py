"""The executives' opinions on a document: putting it before them, giving an opinion, taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.once import once
from assessments.years import AgencyYear, year_of
from reports.content.draft import draft_of
from reports.content.kinds import DocumentKind, DocumentMissing
from reports.content.opinions import is_of
from reports.issue.approval import (
    NobodyToAsk,
    NothingToDecide,
    current_submission,
    document_submit,
    opinion_give,
    submission_withdraw,
)
from reports.issue.opinion_form import OpinionForm
from reports.views.documents import kind_of, say_missing

TOO_LATE = "มีผู้อื่นดำเนินการกับเรื่องนี้ไปก่อน กรุณาตรวจดูอีกครั้ง"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def opinions(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Whose opinions are asked for and what they are; the one whose turn it is gives theirs here."""
    year = year_of(request, agency, fiscal_year)
    if request.method == "POST" and not year.access.can_record_opinion:
        raise PermissionDenied
    document_kind = _with_chain(kind)
    if request.method == "POST":
        return _give(request, year, document_kind)
    return _page(request, year, document_kind)


@require_POST
@once
def submit(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    document_kind = _with_chain(kind)
    try:
        document_submit(kind=document_kind, agency=year.agency, fiscal_year=year.fiscal_year, actor=year.access.user)
    except DocumentMissing as missing:
        return say_missing(request, year, document_kind, missing)
    except NobodyToAsk as nobody:
        messages.error(request, str(nobody))
    else:
        messages.success(request, "เสนอผู้บริหารแล้ว")
    return _back(year, document_kind)


@require_POST
def take_back(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.ISSUE)
    document_kind = _with_chain(kind)
    submission = current_submission(year.agency, document_kind.slug, year.fiscal_year)
    try:
        if submission is None:
            raise NothingToDecide
        submission_withdraw(submission=submission, actor=year.access.user)
    except NothingToDecide:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, "ถอนเรื่องแล้ว")
    return _back(year, document_kind)


def _give(request: HttpRequest, year: AgencyYear, kind: DocumentKind) -> HttpResponse:
    submission = current_submission(year.agency, kind.slug, year.fiscal_year)
    form = OpinionForm(request.POST, position=0, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, year, kind, form, 422)
    try:
        if submission is None:
            raise NothingToDecide
        given = form.given(is_on_paper=not year.access.can_approve)
        opinion = opinion_give(submission=submission, given=given, actor=year.access.user)
    except NothingToDecide:
        messages.error(request, TOO_LATE)
        return _page(request, year, kind, form, 409)
    messages.success(request, f"บันทึก “{opinion.heading}” แล้ว")
    return _back(year, kind)


def _page(
    request: HttpRequest, year: AgencyYear, kind: DocumentKind, form: OpinionForm | None = None, status: int = 200
) -> HttpResponse:
    try:
        draft = draft_of(kind, year.agency, year.fiscal_year)
    except DocumentMissing as missing:
        return say_missing(request, year, kind, missing)
    submission = next(iter(draft.submissions), None)
    if form is None and submission and submission.is_waiting:
        form = OpinionForm(position=len(submission.given), today=timezone.localdate())
    context = {
        "year": year,
        "kind": kind,
        "submission": submission,
        "steps": submission.steps if submission else [],
        "has_changed": submission is not None and not is_of(submission, draft.document),
        "form": form if year.access.can_record_opinion else None,
    }
    return render(request, "reports/opinions.html", context, status=status)


def _with_chain(slug: str) -> DocumentKind:
    kind = kind_of(slug)
    if not kind.asks_executives:
        raise Http404
    return kind


def _back(year: AgencyYear, kind: DocumentKind) -> HttpResponse:
    return redirect("document-opinions", year.agency.slug, year.fiscal_year, kind.slug)
