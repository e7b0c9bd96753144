"""Export the scores of an agency's year as JSON (with computed figures and checks), CSV or XLSX."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from assessments.management.output import write_output
from assessments.management.year_command import YearCommand, one_of
from assessments.score_files import sheet_as_csv, sheet_as_json, sheet_as_xlsx
from assessments.sheet import Sheet

PRINTERS: dict[str, Callable[[Sheet, str], bytes]] = {
    "json": lambda sheet, agency: sheet_as_json(sheet, agency).encode() + b"\n",
    "csv": lambda sheet, _: sheet_as_csv(sheet),
    "xlsx": lambda sheet, _: sheet_as_xlsx(sheet),
}


class Command(YearCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", required=True, metavar="FORMAT", help=" or ".join(PRINTERS))
        parser.add_argument("--output", type=Path, metavar="FILE", help="standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        printer = PRINTERS[one_of(PRINTERS, options["format"])]
        assessment = self.assessment(options)
        content = printer(assessment.sheet(), assessment.agency.slug)
        write_output(self, content, options["output"])
