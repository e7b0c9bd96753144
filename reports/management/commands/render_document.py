"""Print a document of an agency's year to a file or to standard output."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from assessments.management.output import write_output
from assessments.management.year_command import YearCommand, one_of
from ita_portal.renderer import prepare_to_print
from ita_portal.turns import NoTurn
from reports.content.kinds import KINDS, DocumentMissing, build_document
from reports.output.formats import FORMATS


class Command(YearCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", metavar="KIND", help=" or ".join(KINDS))
        super().add_arguments(parser)
        parser.add_argument("--format", default="pdf", metavar="FORMAT", help=" or ".join(FORMATS))
        parser.add_argument("--output", type=Path, metavar="FILE", help="standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        kind_name, format_name = one_of(KINDS, options["kind"]), one_of(FORMATS, options["format"])
        kind, agency, year = KINDS[kind_name], self.agency(options), options["year"]
        prepare_to_print()
        try:
            content = FORMATS[format_name](build_document(kind, agency, year))
        except DocumentMissing as missing:
            raise CommandError(f"{agency.slug} {year}: {missing}") from missing
        except NoTurn as busy:
            raise CommandError("ขณะนี้ระบบกำลังจัดทำเอกสารหลายฉบับ กรุณาลองใหม่ในอีกสักครู่") from busy
        write_output(self, content, options["output"])
