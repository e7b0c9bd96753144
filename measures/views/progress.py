"""The progress of a measure: reporting outside of rounds, earlier reports, and taking the newest one back."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Right
from agencies.conversation import conversation_on
from agencies.kept import kept
from agencies.once import once_slowly
from assessments.years import AgencyYear, year_of
from ita_portal.uploads import takes_files
from measures import services
from measures.models import Measure, ReportingRound
from measures.rounds import round_asking, rounds_of
from measures.rules.standing import is_note
from measures.succession import chain_of, result_for, results_of
from measures.topics import measure_topic
from measures.views.measure import READ_OR_WRITE, measure_of
from measures.views.writing import Writing


@takes_files(settings.UPLOAD_MAX_POST_BYTES)
@require_http_methods(READ_OR_WRITE)
@once_slowly
def measure_progress(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    measure = measure_of(year, key)
    page = _page(request, year, measure)
    if request.method == "POST":
        year.access.require_report_for(measure.departments)
        return page.posted()
    if year.access.can_track and measure.told.beside:
        services.reports_look_at(reports=measure.reports.all(), actor=year.access.user)
    return page.shown()


@require_POST
def progress_undo(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Take back the newest report by a new one."""
    year = year_of(request, agency, fiscal_year, Right.REPORT)
    measure = measure_of(year, key)
    year.access.require_report_for(measure.reporters)
    seen = request.POST.get("seen", "")
    try:
        services.progress_undo(
            measure=measure,
            actor=year.access.user,
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0,
        )
    except services.ReportedMeanwhile as meanwhile:
        return _page(request, year, measure).shown(status=409, others=meanwhile.stored, not_undone=True)
    except services.NothingToUndo:
        messages.info(request, "ไม่ได้ยกเลิก เพราะไม่มีรายงานที่ยกเลิกได้ หรือรายงานล่าสุดส่งให้ผู้ประสานงาน ITA แล้ว")
    else:
        messages.success(request, "ยกเลิกรายงานล่าสุดแล้ว รายงานเดิมยังเก็บไว้ในประวัติ")
    return redirect("measure-progress", year.agency.slug, year.fiscal_year, measure.key)


def _page(request: HttpRequest, year: AgencyYear, measure: Measure) -> Writing:
    """Return the measure's page, whose form is the report of the open round; outside of rounds it is a note, or counts
    at once where it is the coordinator's or the plan has no rounds.
    """
    entries = list(measure.progress.all())
    undone, before = services.standing_and_before(entries)
    may_undo = (
        undone is not None
        and year.access.can_report_for(measure.reporters)
        and services.is_undoable(undone, may_accept=year.access.can_track)
    )
    rounds = rounds_of(year)
    open_rounds = [each for each in rounds if each.is_open]
    what = (year.fiscal_year, measure.key)
    address = reverse("measure-progress", args=(year.agency.slug, year.fiscal_year, measure.key))
    context = {
        "may_report": year.access.can_report_for(measure.departments),
        "undone": undone if may_undo else None,
        "is_note": is_note(has_rounds=bool(rounds), may_accept=year.access.can_track),
        "before": before,
        "last_entry": max((entry.pk for entry in entries), default=0),
        "rounds": open_rounds,
        "result": kept(year.access, ("result", *what), lambda: result_for(measure, results_of(measure.plan))),
        "chain": kept(year.access, ("chain", *what), lambda: chain_of(measure)),
        "conversation": conversation_on(year.access, measure_topic(year, measure)),
    }
    current = _round_of(request, year, measure, open_rounds)
    return Writing(request, year, measure, current, "measures/progress.html", address, context)


def _round_of(
    request: HttpRequest, year: AgencyYear, measure: Measure, open_rounds: Sequence[ReportingRound]
) -> ReportingRound | None:
    """Return the round that the form was shown for, else the one that asks for the measure now."""
    named = request.POST.get("round", "")
    shown = next((each for each in rounds_of(year) if str(each.key) == named), None)
    if shown or not open_rounds:
        return shown
    return kept(year.access, ("round-asking", year.fiscal_year, measure.key), lambda: round_asking(measure))
