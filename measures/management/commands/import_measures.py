"""Import the measures of a plan from an XLSX file as the portal exports it.

Rows are matched by the column รหัส; without it a row is a new measure. Nothing is written when a row is wrong, or with
--dry-run. A blank cell leaves what is stored as it is, and measures that the file does not name are left alone.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from assessments.management.year_command import YearCommand
from assessments.spreadsheets.grid import MAX_BYTES
from assessments.spreadsheets.upload import UploadStale
from measures.models import MeasurePlan
from measures.spreadsheets.upload import ImportedMeanwhile, check_measure_file, measures_record


class Command(YearCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        plan, path = self._plan(options), options["file"]
        check = check_measure_file(plan=plan, name=path.name, content=_content(path))
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


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one byte too many is refused with the reason
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from error
