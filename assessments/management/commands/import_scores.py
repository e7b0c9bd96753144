"""Import the scores of an agency's year from a CSV or XLSX file with the columns รหัส and คะแนน.

Nothing is written when a row is wrong, or with --dry-run.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from assessments.management.year_command import YearCommand
from assessments.models import Assessment
from assessments.score_files import ScoreFileRefused, read_score_file
from assessments.services import ScoresLocked, assessment_record, stored_texts


class Command(YearCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        agency, framework, path = self.agency(options), self.framework(options), options["file"]
        try:
            entries = read_score_file(framework.structure(), path.name, path.read_bytes())
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}") from error
        except ScoreFileRefused as refused:
            raise CommandError("\n".join(refused.problems)) from refused
        assessment = Assessment.objects.filter(agency=agency, framework=framework).first()
        stored = stored_texts(assessment) if assessment else {}
        for entry in entries:
            if entry.text != stored.get(entry.code, ""):
                self.stdout.write(f"{entry.code}: {stored.get(entry.code) or '-'} -> {entry.text or '-'}")
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        try:
            recorded = assessment_record(agency=agency, framework=framework, entries=entries, actor=None)
        except ScoresLocked as locked:
            raise CommandError(f"the scores of {agency.slug} {options['year']} are locked") from locked
        self.stdout.write(f"{len(recorded.changed)} changed, {len(entries) - len(recorded.changed)} unchanged.")
