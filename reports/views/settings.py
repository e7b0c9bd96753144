"""How a document looks: the form of an agency's choices, and the draft as these choices would print it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from agencies.access import Right
from assessments.years import AgencyYear, year_of
from ita_portal.turns import takes_turn
from reports.checks.required_item import AskingRounds
from reports.content.draft import Draft
from reports.content.kinds import DocumentMissing
from reports.issue.cycle_drafts import kept_draft
from reports.options.form import ChoicesForm
from reports.options.stored import ChoicesEditedMeanwhile, choices_of, choices_record
from reports.options.suggested_words import suggested_words
from reports.output.formats import document_pdf
from reports.output.page_pictures import page_pictures
from reports.paper.blocks import Table
from reports.paper.layout import left_out_columns, misfits
from reports.views.documents import kind_of, say_missing, to_documents


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Choose columns, parts, digits, margins, texts and signatories of one kind of document."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    try:
        draft = kept_draft(year.access, kind_of(kind), year.fiscal_year)
    except DocumentMissing as missing:
        return say_missing(request, year, kind_of(kind), missing)
    form = _form(draft, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _fits(draft, form):
        return _save(request, year, draft, form)
    return _page(request, year, draft, form, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
@takes_turn
def preview(request: HttpRequest, agency: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The pages of the draft, with choices that are not saved; they stand in a frame beside the form."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    try:
        draft = kept_draft(year.access, kind_of(kind), year.fiscal_year)
    except DocumentMissing as missing:
        return say_missing(request, year, kind_of(kind), missing)
    if request.method == "POST":
        form = _form(draft, request.POST)
        if not _fits(draft, form):
            return render(request, "reports/preview_problems.html", {"form": form}, status=422)
        draft = draft.with_choices(form.choices)
    return _pages_shown(request, draft)


def _pages_shown(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        pages = page_pictures(document_pdf(draft.document))
    except DocumentMissing as too_long:
        return render(request, "reports/preview_problems.html", {"problem": too_long}, status=422)
    return render(request, "reports/preview.html", {"kind": draft.kind, "pages": pages})


def _form(draft: Draft, data: Any) -> ChoicesForm:
    own = draft.kind.own_wording(draft.material)
    return ChoicesForm(draft.kind.options, draft.choices, own, draft.material.rounds, data)


def _fits(draft: Draft, form: ChoicesForm) -> bool:
    """Return whether a form is valid, its tables as wide as a page at most; it says in words what is not."""
    if form.is_valid():
        for words in misfits(draft.with_choices(form.choices).document):
            form.add_error(None, words)
    return form.is_valid()


def _save(request: HttpRequest, year: AgencyYear, draft: Draft, form: ChoicesForm) -> HttpResponse:
    kind = draft.kind
    try:
        choices_record(
            agency=year.agency,
            options=kind.options,
            fiscal_year=year.fiscal_year,
            choices=form.choices,
            actor=year.access.user,
        )
    except ChoicesEditedMeanwhile as meanwhile:
        form.go_on_from(choices_of(meanwhile.stored, form.style))
        return _page(request, year, draft, form, 409)
    messages.success(request, f"บันทึกรูปแบบของ “{kind.name}” แล้ว")
    return to_documents(request, year, kind)


def _page(request: HttpRequest, year: AgencyYear, draft: Draft, form: ChoicesForm, status: int) -> HttpResponse:
    tables = (block for block in draft.document.blocks if isinstance(block, Table))
    item = AskingRounds().item_of(draft)
    specs = (element.spec for element in item.elements)
    form.suggest(suggested_words(specs, f"องค์ประกอบของ{item.name}{item.stand_in_words}", draft.kind.options.texts))
    left_out = dict.fromkeys(column.heading for table in tables for column in left_out_columns(table))
    context = {"year": year, "kind": draft.kind, "form": form, "left_out": list(left_out)}
    return render(request, "reports/settings.html", context, status=status)
