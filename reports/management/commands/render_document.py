"""Print a document of an agency's year to a file or to standard output."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Agency
from reports.documents import KINDS, DocumentMissing, document_html, document_pdf

FORMATS = ("pdf", "html")


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", metavar="KIND", choices=KINDS, help=" or ".join(KINDS))
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, type=int, metavar="YEAR", help="Buddhist-era fiscal year")
        parser.add_argument("--format", default="pdf", choices=FORMATS)
        parser.add_argument("--output", type=Path, metavar="FILE", help="standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(f"no agency {options['agency']!r}")
        make = document_pdf if options["format"] == "pdf" else document_html
        try:
            made = make(KINDS[options["kind"]], agency, options["year"])
        except DocumentMissing as missing:
            raise CommandError(f"{agency.slug} {options['year']}: {missing}") from missing
        self._write(made if isinstance(made, bytes) else made.encode(), options["output"])

    def _write(self, content: bytes, output: Path | None) -> None:
        if output is None:
            sys.stdout.buffer.write(content)
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"cannot write {output}: {error.strerror}") from error
