"""What can be removed of a plan, and restored."""

from agencies.access import Access
from agencies.models import Removed
from agencies.removal import RemovableKind, register
from measures.models import Measure, MeasureReport
from measures.rules.evidence import MAX_FILES

SENT = "รายงานนี้ส่งไปแล้วหรือรอบปิดแล้ว จึงนำไฟล์กลับเข้าร่างไม่ได้"
FULL = f"ร่างรายงานมีไฟล์ครบ {MAX_FILES} ไฟล์แล้ว กรุณานำไฟล์ที่ไม่ใช้ออกก่อน"


def _owner_or_coordinator(access: Access, removed: Removed) -> bool:
    """Whoever may write the report may restore its files."""
    if access.can_edit or not access.can_report:
        return access.can_edit
    measure = Measure.objects.filter(pk=_first_file(removed)["measure_id"]).first()
    return measure is not None and access.can_report_for(measure.departments)


def _draft_is_gone(removed: Removed) -> str:
    reports = MeasureReport.objects.select_for_update(of=("self",)).select_related("round")
    report = reports.filter(pk=_first_file(removed)["report_id"]).first()
    if report is None or not report.can_be_written:
        return SENT
    return FULL if report.files.count() + len(removed.content["things"]) > MAX_FILES else ""


def _first_file(removed: Removed) -> dict[str, str]:
    return next(row for label, row in removed.content["rows"] if label == "measures.evidence")


register("plan", RemovableKind("แผนมาตรการ", room="plan"))
register("measure", RemovableKind("มาตรการ", room="plan"))
register("evidence", RemovableKind("ไฟล์หลักฐาน", _owner_or_coordinator, _draft_is_gone, room="my-work"))
