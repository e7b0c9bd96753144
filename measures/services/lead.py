"""What follows in reports that are being written when another department leads their measure."""

from agencies.models import Department, User
from measures.announcing import tell_of_new_lead
from measures.models import Measure, MeasureReport, SupportingPart
from measures.services.history import report_change
from measures.services.part import content_of_part
from measures.services.report import typed_text


def lead_follow(*, measure: Measure, lead: Department | None, actor: User | None) -> None:
    """Make what the new lead wrote as a supporting department its draft, and tell it of what was returned.

    The caller holds the measure. A report that somebody writes in this very moment is left to them: they hold it and
    may wait for the measure.
    """
    reports = measure.reports.being_written().select_for_update(of=("self",), skip_locked=True)
    for report in reports.select_related("round", "entry", "measure__plan__agency"):
        for part in report.parts.filter(department=lead):
            _join(report, part, actor)
        if report.is_returned:
            tell_of_new_lead(report, lead, actor)


def _join(report: MeasureReport, part: SupportingPart, actor: User | None) -> None:
    """Put a part behind what was typed; its files are the report's already."""
    told = {"result": part.text, "evidence": part.evidence}
    joined = {name: "\n".join(filter(None, (report.typed.get(name, ""), text))) for name, text in told.items()}
    if not report.typed:
        report.typed_by, report.typed_by_name, report.typed_at = part.actor, part.actor_name, part.at
    report.typed, report.version = {**report.typed, **joined}, report.version + 1
    report.save()
    label = f"รวมส่วนของ{part.department}ซึ่งเป็นผู้รับผิดชอบหลักแล้วในร่างรายงาน"
    report_change(report, actor, old=str(content_of_part(part)), new=typed_text(report.typed), label=label)
    part.delete()
