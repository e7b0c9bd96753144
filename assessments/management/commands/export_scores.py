"""Export the scores of an agency's year as JSON (with computed figures and checks), CSV or XLSX."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from assessments.management.output import write_output
from assessments.management.year_command import YearCommand, one_of
from assessments.models import Assessment
from assessments.score_json import sheet_as_json
from assessments.spreadsheets.download import FILE_TYPES, scores_file

JSON = "json"
FORMATS = (JSON, *FILE_TYPES)


class Command(YearCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", required=True, metavar="FORMAT", help=" or ".join(FORMATS))
        parser.add_argument("--output", type=Path, metavar="FILE", help="standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        file_type = one_of(FORMATS, options["format"])
        write_output(self, _content(file_type, self.assessment(options)), options["output"])


def _content(file_type: str, assessment: Assessment) -> bytes:
    if file_type == JSON:
        return sheet_as_json(assessment.sheet(), assessment.agency.slug).encode() + b"\n"
    return scores_file(file_type, agency=assessment.agency, sheet=assessment.sheet())
