"""Import the measures of a plan from an XLSX file as the portal exports it.

Rows are matched by the column รหัส; without it a row is a new measure. Nothing is written when a row is wrong, or with
--dry-run. A blank cell leaves what is stored as it is, and measures that the file does not name are left alone.
"""

from typing import Any

from django.core.management.base import CommandError

from assessments.management.import_command import ImportCommand
from ita_portal.spreadsheets.signed_check import UploadStale
from measures.models import MeasurePlan
from measures.spreadsheets.upload import ImportedMeanwhile, check_measure_file, measures_record


class Command(ImportCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        plan, path = self._plan(options), options["file"]
        check = check_measure_file(plan=plan, name=path.name, content=self.content(path))
        if check.problems:
            raise CommandError("\n".join(map(str, check.problems)))
        for change in check.changes:
            words = ", ".join(cell.column for cell in change.cells)
            self.stdout.write(f"แถว {change.row}: {'เพิ่ม' if change.is_new else 'แก้ไข'} {change.title} ({words})")
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        try:
            measures_record(plan=plan, rows=check.rows, actor=None, file_name=check.file_name)
        except (ImportedMeanwhile, UploadStale) as meanwhile:
            raise CommandError("changed by somebody else meanwhile; nothing was written") from meanwhile
        self.stdout.write(f"{check.added} added, {check.changed} changed, {check.unchanged} unchanged.")

    def _plan(self, options: dict[str, Any]) -> MeasurePlan:
        agency = self.agency(options)
        plan = MeasurePlan.objects.for_year(agency, options["year"]).first()
        if plan is None:
            raise CommandError(f"{agency.slug} has no plan of fiscal year {options['year']}")
        return plan
