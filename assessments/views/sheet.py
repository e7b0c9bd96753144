"""The score sheet: the whole of it as a form, some cells at a time, and its lock."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.kept import kept, kept_html, kept_html_of_person
from agencies.models import MAX_REASON
from agencies.rules.acts import Act
from assessments.forms import SheetForm
from assessments.models import Framework
from assessments.rules.as_computed import entries_as_computed
from assessments.rules.checks import cell_marks
from assessments.rules.sheet import INDICATORS, QUESTIONS, TOTAL_ALONE, Sheet, build_sheet
from assessments.rules.sheet_acts import Offers
from assessments.services import (
    Conflict,
    Recorded,
    ScoresLocked,
    assessment_lock,
    assessment_record,
    assessment_unlock,
)
from assessments.sheet_rows import SheetRows
from assessments.undo_services import ActUnknown, assessment_undo, offers_for
from assessments.years import AgencyYear, year_of
from ita_portal.text.spelling import one_spelling

LOCKED = "ล็อกคะแนนของปีนี้แล้ว ผู้ประสานงาน ITA เปิดให้แก้ไขได้โดยระบุเหตุผล"
NOTHING_TO_UNDO = "ไม่มีการแก้ไขให้เลิกทำ หรือเลิกทำไปแล้ว"
# How much of a result an agency has: figures of all questions, of the indicators, or the total alone.
VIEWS = (QUESTIONS, INDICATORS, TOTAL_ALONE)
# What the sheet can be narrowed to: questions without a figure, or below the target.
SHOWN = ("empty", "weak")


@dataclass(frozen=True)
class _StoredSheet:
    """The sheet of a year as it is stored, with what the page says beside it."""

    form: SheetForm
    is_locked: bool
    has_result: bool


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES if request.method == "POST" else Right.READ)
    stored = kept(year.access, ("sheet", fiscal_year), lambda: _stored_sheet(year))
    if stored is None:
        return render(request, "assessments/no_framework.html", {"year": year})
    if request.method == "POST" and year.framework:
        return _save_sheet(request, year, year.framework, stored)
    return _sheet_page(request, year, stored)


def _stored_sheet(year: AgencyYear) -> _StoredSheet | None:
    current = year.sheet()
    if current is None:
        return None
    return _StoredSheet(
        SheetForm(current), bool(year.assessment and year.assessment.is_locked), year.assessment is not None
    )


def _sheet_page(request: HttpRequest, year: AgencyYear, stored: _StoredSheet, *, status: int = 200) -> HttpResponse:
    form, show, view = stored.form, request.GET.get("show", ""), request.GET.get("view", "")
    can_type = year.access.can_enter_scores and not stored.is_locked
    context = {
        "year": year,
        "form": form,
        "sheet": form.sheet,
        "is_locked": stored.is_locked,
        "has_result": stored.has_result,
        "can_type": can_type,
        "show_parts": form.sheet.has_parts or "parts" in request.GET,
        "show": show if show in SHOWN else "",
        "view": view if view in VIEWS else form.sheet.entered_as,
        "offers": _offers(year, stored),
    }
    context["content"] = _content(request, year, context)
    return render(request, "assessments/sheet.html", context, status=status)


def _content(request: HttpRequest, year: AgencyYear, context: dict[str, Any]) -> SafeString:
    """Return all that the page says below the bar: kept for the person, but for the tables, which everybody shares."""

    def written_from() -> dict[str, Any]:
        questions = context["sheet"].structure.questions
        unconfirmed = sum(bool(each.text) and not each.is_confirmed for each in questions)
        return {**context, "request": request, "unconfirmed": unconfirmed}

    what, template = (year.fiscal_year, request.GET.urlencode()), "assessments/_sheet_content.html"
    tables = _tables(request, year, context)
    return kept_html_of_person(request, year.access, what, template, written_from, tables=tables)


def _tables(request: HttpRequest, year: AgencyYear, context: dict[str, Any]) -> SafeString:
    """Return the tables of the sheet, which are most of the page; their links go on with the query of its address."""

    def written_from() -> dict[str, Any]:
        form, can_type, show_parts = context["form"], context["can_type"], context["show_parts"]
        history = reverse("history", args=(year.agency.slug, year.fiscal_year))
        rows = SheetRows(form, cell_marks(form.sheet), history, can_type=can_type, show_parts=show_parts)
        return {"request": request, "sheet": form.sheet, "can_type": can_type, "rows": rows}

    what = (year.fiscal_year, context["can_type"], request.GET.urlencode())
    return kept_html(request, year.access, what, "assessments/_sheet_tables.html", written_from)


def _save_sheet(request: HttpRequest, year: AgencyYear, framework: Framework, stored: _StoredSheet) -> HttpResponse:
    current = stored.form.sheet
    form = SheetForm(current, request.POST)
    if form.errors:
        return _sheet_page(request, year, replace(stored, form=form), status=422)
    try:
        recorded = _record(request, year, framework, form)
    except ScoresLocked:
        messages.error(request, LOCKED)
        return _sheet_page(request, year, replace(stored, form=form), status=409)
    if not recorded.conflicts:
        changed = len({*recorded.changed, *_take_computed(request, year, framework, _sheet_after(current, recorded))})
        messages.success(request, f"บันทึกแล้ว {changed} ช่อง" if changed else "ไม่มีคะแนนที่เปลี่ยน")
        return redirect("sheet", year.agency.slug, year.fiscal_year)
    form = SheetForm(_sheet_after(current, recorded), request.POST, conflicts=recorded.conflicts)
    return _sheet_page(request, year, replace(stored, form=form), status=409)


@require_POST
def cells(request: HttpRequest, agency: str, fiscal_year: int) -> JsonResponse:
    """Store the cells that were left or pasted, each named as in the form of the whole sheet.

    What can be stored is stored; every other cell comes back with the reason, or with what somebody else put there.
    """
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    framework = Framework.objects.filter(fiscal_year=fiscal_year).first()
    if framework is None:
        return JsonResponse({"error": "ปีนี้ยังไม่มีกรอบการประเมิน"}, status=422)
    # What is stored is read with the row locked, and only there: the form asks for no more than the codes of the year.
    empty = build_sheet(framework.structure(), {}, target=year.agency.target)
    form = SheetForm(empty, request.POST)
    try:
        recorded = _record(request, year, framework, form)
    except ScoresLocked:
        return JsonResponse({"error": LOCKED}, status=422)
    conflicts = {conflict.code: {"current": conflict.current, "by": conflict.by} for conflict in recorded.conflicts}
    after = _sheet_after(empty, recorded)
    stored = {code: cell.seen for code, cell in SheetForm(after).cells.items()}
    saved = {code: stored[code] for code in request.POST if code in stored and code not in {*form.errors, *conflicts}}
    return JsonResponse({"saved": saved, "refused": form.errors, "conflicts": conflicts, **_running(after)})


@require_POST
def undo(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Take back an act of this person on the sheet, or do it again: taking back what took it back.

    The page's script asks for JSON, and puts the cells back itself.
    """
    year = year_of(request, agency, fiscal_year, Right.ENTER_SCORES)
    answers = _UndoAnswers(request, year)
    current, key = year.sheet(), _act_key(request)
    if current is None or year.framework is None or key is None:
        return answers.refuse(NOTHING_TO_UNDO)
    try:
        recorded = assessment_undo(agency=year.agency, framework=year.framework, act=key, actor=year.access.user)
    except ActUnknown:
        return answers.refuse(NOTHING_TO_UNDO)
    except ScoresLocked:
        return answers.refuse(LOCKED)
    return answers.tell(recorded, _sheet_after(current, recorded))


@dataclass(frozen=True)
class _UndoAnswers:
    """Tells what came of undoing, to the script of the page or, without one, on the page itself."""

    request: HttpRequest
    year: AgencyYear

    def refuse(self, reason: str) -> HttpResponse:
        if not self.request.accepts("text/html"):
            return JsonResponse({"error": reason}, status=422)
        messages.error(self.request, reason)
        return self._back()

    def tell(self, recorded: Recorded, after: Sheet) -> HttpResponse:
        if not self.request.accepts("text/html"):
            return JsonResponse(self._cells(recorded, after))
        if recorded.changed:
            messages.success(self.request, f"คืนค่าแล้ว {len(recorded.changed)} ช่อง")
        if recorded.conflicts:
            messages.warning(self.request, _left_words(recorded.conflicts))
        return self._back()

    def _cells(self, recorded: Recorded, after: Sheet) -> dict[str, object]:
        stored = SheetForm(after).stored
        left = {each.code: {"current": each.current, "by": each.by} for each in recorded.conflicts}
        changed = {code: stored[code] for code in recorded.changed}
        offers = _offers(self.year, _StoredSheet(SheetForm(after), is_locked=False, has_result=True))
        return {"cells": changed, "left": left, "offers": asdict(offers), **_running(after)}

    def _back(self) -> HttpResponse:
        return redirect("sheet", self.year.agency.slug, self.year.fiscal_year)


def _left_words(left: Iterable[Conflict]) -> str:
    cells = ", ".join(f"{each.code} = {each.current or 'ว่าง'} ({each.by or 'ผู้อื่น'})" for each in left)
    return f"ไม่ได้คืนค่าช่องที่มีการแก้ไขหลังจากนั้น: {cells}"


def _act_key(request: HttpRequest) -> UUID | None:
    """The key of the act that a request names, if it is one."""
    try:
        return UUID(request.POST.get("act", ""))
    except ValueError:
        return None


def _offers(year: AgencyYear, sheet: _StoredSheet) -> Offers:
    """What this person can take back and do again; nothing for those who enter no scores."""
    if not year.access.can_enter_scores or not sheet.has_result:
        return Offers()
    person, fiscal_year, cells = year.access.user, year.fiscal_year, sheet.form.stored
    return kept(
        year.access,
        ("offers", person.pk, fiscal_year),
        lambda: offers_for(year.agency, fiscal_year, person, cells),
    )


def _take_computed(request: HttpRequest, year: AgencyYear, framework: Framework, sheet: Sheet) -> tuple[str, ...]:
    """Store computed figures as published ones where a button asked for it, and return their codes."""
    entries = entries_as_computed(sheet, request.POST.get("as_computed", ""))
    if not entries:
        return ()
    stored = SheetForm(sheet).stored
    seen = {entry.code: stored[entry.code] for entry in entries}
    recorded = assessment_record(
        agency=year.agency, framework=framework, entries=entries, seen=seen, actor=year.access.user
    )
    return recorded.changed


def _record(request: HttpRequest, year: AgencyYear, framework: Framework, form: SheetForm) -> Recorded:
    """Store what can be stored of a form. Raises ScoresLocked."""
    key = _act_key(request)
    return assessment_record(
        agency=year.agency,
        framework=framework,
        entries=form.entries,
        seen=form.seen,
        actor=year.access.user,
        reason=_reason(request),
        act=Act(key) if key else None,
    )


def _sheet_after(before: Sheet, recorded: Recorded) -> Sheet:
    """Return the sheet with what is stored now; the structure of the year is the same as before."""
    if recorded.assessment is None:
        return before
    return recorded.assessment.sheet(before.structure, recorded.figures)


def _running(sheet: Sheet) -> dict[str, dict[str, str]]:
    """What changes beside the cells when one of them does."""
    return {**sheet.running(), "differing": cell_marks(sheet)}


@require_POST
def lock(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    """Lock the year's scores, or open them again with a reason."""
    year = year_of(request, agency, fiscal_year, Right.EDIT)
    reason = _reason(request)
    if year.assessment is None:
        messages.error(request, "ยังไม่มีคะแนนของปีนี้")
    elif not year.assessment.is_locked:
        assessment_lock(assessment=year.assessment, actor=year.access.user)
        messages.success(request, "ล็อกคะแนนแล้ว")
    elif not reason:
        messages.error(request, "กรุณาระบุเหตุผลที่เปิดให้แก้ไขคะแนน")
    else:
        assessment_unlock(assessment=year.assessment, reason=reason, actor=year.access.user)
        messages.success(request, "เปิดให้แก้ไขคะแนนแล้ว")
    return redirect("sheet", year.agency.slug, year.fiscal_year)


def _reason(request: HttpRequest) -> str:
    """The reason that a person gives for a change, for the history."""
    return one_spelling(request.POST.get("reason", "")).strip()[:MAX_REASON]
