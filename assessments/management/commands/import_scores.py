"""Import the scores of an agency's year from a CSV or XLSX file with the columns รหัส and คะแนน.

Nothing is written when a row is wrong, or with --dry-run. A blank score leaves what is stored as it is.
"""

from typing import Any

from django.core.management.base import CommandError

from assessments.management.import_command import ImportCommand
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.spreadsheets.upload import check_score_file, scores_record


class Command(ImportCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        agency, framework, path = self.agency(options), self.framework(options), options["file"]
        check = check_score_file(agency=agency, framework=framework, name=path.name, content=self.content(path))
        if check.problems:
            raise CommandError("\n".join(map(str, check.problems)))
        for change in check.changes:
            self.stdout.write(f"{change.code}: {change.old or '-'} -> {change.new or '-'}")
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        try:
            scores_record(
                agency=agency,
                framework=framework,
                entries=check.entries,
                seen=check.seen,
                actor=None,
                file_name=check.file_name,
            )
        except ScoresLocked as locked:
            raise CommandError(f"the scores of {agency.slug} {options['year']} are locked") from locked
        except CellsEditedMeanwhile as edited:
            raise CommandError(f"changed by somebody else meanwhile: {edited}") from edited
        self.stdout.write(f"{len(check.changes)} changed, {check.unchanged + check.blanks} unchanged.")
