"""Import the measures of a plan from an XLSX file: the portal's own, or a table with the headings that documents print.

Rows are matched by the column รหัส; without it a row is a new measure. Nothing is written when a row is wrong, or with
--dry-run. A blank cell leaves what is stored as it is, and measures that the file does not name are left alone.
"""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError

from assessments.management.import_command import ImportCommand
from ita_portal.spreadsheets.signed_check import UploadStale
from ita_portal.spreadsheets.upload import FileCheck, RowCounts
from measures.models import MeasurePlan
from measures.spreadsheets.upload import ImportedMeanwhile, MeasureChange, MeasureCheck, MeasureUpload


class Command(ImportCommand):
    help = __doc__ or ""
    refusals = (ImportedMeanwhile, UploadStale)

    def upload(self, options: dict[str, Any]) -> MeasureUpload:
        agency = self.agency(options)
        plan = MeasurePlan.objects.for_year(agency, options["year"]).first()
        if plan is None:
            raise CommandError(f"{agency.slug} has no plan of fiscal year {options['year']}")
        return MeasureUpload(plan, actor=None)

    def line(self, change: MeasureChange) -> str:
        words = ", ".join(cell.column for cell in change.cells)
        return f"แถว {change.row}: {'เพิ่ม' if change.is_new else 'แก้ไข'} {change.title} ({words})"

    def notes(self, check: FileCheck[Any]) -> Iterable[str]:
        assert isinstance(check, MeasureCheck)
        return (f"ไม่ได้อ่าน: {heading}" for heading in check.not_read)

    def reason(self, refusal: Exception, options: dict[str, Any]) -> str:
        return "changed by somebody else meanwhile; nothing was written"

    def outcome(self, counts: RowCounts) -> str:
        return f"{counts.added} added, {counts.edited} changed, {counts.unchanged} unchanged."
