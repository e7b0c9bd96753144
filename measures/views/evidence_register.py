"""The register of the year's evidence, the archive of its files, and what is said of the evidence of a measure."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Right
from agencies.kept import kept
from assessments.models import Question
from assessments.years import AgencyYear, year_of
from ita_portal.turns import takes_turn
from ita_portal.zip_stream import zip_stream
from measures import services
from measures.evidence_archive import archive_members
from measures.evidence_form import EvidenceForm
from measures.evidence_register import BY_MEASURE, ORDERS, EvidencePiece, grouped, kept_register, register_of
from measures.models import Measure, MeasurePlan, MeasureReport, ReportingRound
from measures.views.measure import READ_OR_WRITE, measure_of
from measures.views.plan import plan_of, plan_or_404
from measures.views.writing import TOO_MANY

NOT_WRITABLE = "รายงานนั้นส่งไปแล้วหรือรอบปิดแล้ว จึงแนบไฟล์ไม่ได้"


@require_safe
@takes_turn
def evidence_register(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponse:
    year = year_of(request, agency, fiscal_year)
    plan = plan_of(year)
    pieces = kept_register(year.access, plan) if plan else []
    order = request.GET.get("by", BY_MEASURE)
    order = order if order in ORDERS else BY_MEASURE
    faulty = [piece for piece in pieces if piece.fault]
    is_faulty = "faulty" in request.GET
    context = {
        "year": year,
        "groups": grouped(faulty if is_faulty else pieces, order),
        "orders": ORDERS.items(),
        "order": order,
        "file_count": len({piece.about for piece in pieces if piece.file}),
        "line_count": sum(piece.file is None for piece in pieces),
        "faulty_count": len(faulty),
        "is_faulty": is_faulty,
        "are_links_looked_at": settings.LINK_CHECKS,
    }
    return render(request, "measures/evidence_register.html", context)


@require_safe
def evidence_archive(request: HttpRequest, agency: str, fiscal_year: int) -> HttpResponseBase:
    """All files of the year as one archive, which leaves while it is made."""
    year = year_of(request, agency, fiscal_year)
    plan = plan_or_404(year)
    name = f"หลักฐาน {year.agency.short_name} {year.fiscal_year}.zip"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    members = archive_members(kept_register(year.access, plan))
    return StreamingHttpResponse(zip_stream(members), content_type="application/zip", headers=headers)


@require_http_methods(READ_OR_WRITE)
def measure_evidence(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """The evidence of one measure, each piece with what is said of it; who reports on the measure may say it."""
    year = year_of(request, agency, fiscal_year, Right.REPORT if request.method == "POST" else Right.READ)
    measure = measure_of(year, key)
    if request.method != "POST":
        return _page(request, year, measure)
    year.access.require_report_for(measure.reporters)
    pieces = register_of(measure.plan, measure)
    piece = next((each for each in pieces if each.about == request.POST.get("about")), None)
    if piece is None:  # the report in which it stood was taken back meanwhile
        messages.error(request, "ไม่พบหลักฐานนี้แล้ว รายงานที่แนบไว้อาจถูกยกเลิกหรือส่งใหม่")
        return redirect("measure-evidence", year.agency.slug, year.fiscal_year, measure.key)
    form = EvidenceForm(piece, request.POST, codes=_codes(year), today=timezone.localdate())
    if not form.is_valid():
        return _page(request, year, measure, form, status=422)
    try:
        services.evidence_describe(
            measure=measure,
            about=piece.about,
            name=piece.name,
            description=form.description,
            version=form.cleaned_data["version"] or 0,
            actor=year.access.user,
        )
    except services.DescribedMeanwhile as meanwhile:
        form.go_on_from(meanwhile.stored.version)
        other = str(services.description_of(meanwhile.stored))
        return _page(request, year, measure, form, status=409, other_text=other)
    messages.success(request, f"บันทึกรายละเอียดของ “{piece.name}” แล้ว")
    return redirect("measure-evidence", year.agency.slug, year.fiscal_year, measure.key)


@require_POST
def evidence_reuse(request: HttpRequest, agency: str, fiscal_year: int, key: UUID) -> HttpResponse:
    """Attach a file of a measure to the draft of another report, and lead there."""
    year = year_of(request, agency, fiscal_year, Right.REPORT)
    measure = measure_of(year, key)
    pieces = register_of(measure.plan, measure)
    about, wanted = request.POST.get("about"), request.POST.get("report", "")
    file = next((each.file for each in pieces if each.about == about and each.file), None)
    target = next((each for value, _, each in _targets(year, measure.plan) if value == wanted), None)
    if file is None or target is None:
        messages.error(request, "กรุณาเลือกรายงานที่จะแนบไฟล์")
        return redirect("measure-evidence", year.agency.slug, year.fiscal_year, measure.key)
    to, reporting_round = target
    try:
        report = services.report_of(to, reporting_round)
        services.evidence_reuse(evidence=file, report=report, actor=year.access.user)
    except (services.NotWritable, services.TooManyFiles) as refused:
        messages.error(request, TOO_MANY if isinstance(refused, services.TooManyFiles) else NOT_WRITABLE)
        return redirect("measure-evidence", year.agency.slug, year.fiscal_year, measure.key)
    messages.success(request, f"แนบ “{file.name}” ในร่างรายงานนี้แล้ว ยังไม่ได้ส่ง")
    return redirect(_report_address(year, to, reporting_round))


Target = tuple[Measure, ReportingRound | None]


def _targets(year: AgencyYear, plan: MeasurePlan) -> list[tuple[str, str, Target]]:
    """Return the reports that the person may write now: of an open round, else outside of rounds."""
    found = kept(year.access, ("reports-to-write", plan.pk), lambda: _to_write(plan))
    return [each for each in found if year.access.can_report_for(each[2][0].reporters)]


def _to_write(plan: MeasurePlan) -> list[tuple[str, str, Target]]:
    """Return the reports of a plan that can be written now, whoever may write them."""
    measures = plan.measures.select_related("issue", "indicator", "plan__agency").with_owners()
    rounds: list[ReportingRound | None] = list(plan.rounds.open())
    sent = set(
        MeasureReport.objects.filter(measure__plan=plan)
        .exclude(state__in=MeasureReport.WRITABLE)
        .values_list("measure", "round")
    )
    found = []
    for number, each in enumerate(plan.in_order(measures), 1):
        for one in rounds or [None]:
            if (each.pk, one.pk if one else None) not in sent:
                value = f"{each.key}/{one.key}" if one else str(each.key)
                found.append((value, f"มาตรการที่ {number} {each.title}{f' ({one})' if one else ''}", (each, one)))
    return found


def _report_address(year: AgencyYear, measure: Measure, reporting_round: ReportingRound | None) -> str:
    here = (year.agency.slug, year.fiscal_year)
    if reporting_round is None:
        return reverse("measure-progress", args=(*here, measure.key))
    return reverse("round-report", args=(*here, reporting_round.key, measure.key))


def _codes(year: AgencyYear) -> Collection[str]:
    """Return the OIT items of the year's framework; none where the year has no framework yet."""
    found = Question.objects.filter(framework__fiscal_year=year.fiscal_year, code__startswith="o")
    codes = found.values_list("code", flat=True)
    return kept(year.access, ("items", year.fiscal_year), lambda: frozenset(codes))


def _page(
    request: HttpRequest,
    year: AgencyYear,
    measure: Measure,
    refused: EvidenceForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    may_write = year.access.can_report_for(measure.reporters)
    codes, today = _codes(year), timezone.localdate()

    def form_of(piece: EvidencePiece) -> EvidenceForm:
        if refused and refused.piece.about == piece.about:
            return refused
        return EvidenceForm(piece, None, codes=codes, today=today)

    pieces = [each for each in kept_register(year.access, measure.plan) if each.measure == measure]
    context = {
        "year": year,
        "measure": measure,
        "rows": [(piece, form_of(piece) if may_write else None) for piece in pieces],
        "refused": refused,
        "targets": [(value, name) for value, name, _ in _targets(year, measure.plan)],
    }
    return render(request, "measures/measure_evidence.html", context | more, status=status)
