"""What the commands that import a file into an agency's year share."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from assessments.management.year_command import YearCommand
from ita_portal.spreadsheets.grid import MAX_BYTES


class ImportCommand(YearCommand):
    """A command with FILE and --dry-run, which checks the file and writes nothing."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")
        super().add_arguments(parser)

    def content(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)  # one byte too many is refused with the reason
        except OSError as error:
            raise CommandError(f"cannot read {path}: {error.strerror}") from error
