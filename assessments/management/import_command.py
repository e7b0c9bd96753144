"""What the commands that import a file into an agency's year share: they take the way of the page."""

from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from assessments.management.year_command import YearCommand
from ita_portal.spreadsheets.grid import MAX_BYTES
from ita_portal.spreadsheets.upload import FileCheck, FileUpload, RowCounts


class ImportCommand(YearCommand):
    """A command with FILE and --dry-run, which checks the file and writes nothing."""

    refusals: tuple[type[Exception], ...]  # what keeps a checked file from being stored

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        upload, path = self.upload(options), options["file"]
        check = upload.check(path.name, file_content(path))
        if problems := [*check.problems, *self.doubts(check)]:
            raise CommandError("\n".join(map(str, problems)))
        for change in check.changes:
            self.stdout.write(self.line(change))
        for note in self.notes(check):
            self.stdout.write(note)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        try:
            upload.store(check.rows, file_name=check.file_name)
        except self.refusals as refusal:
            raise CommandError(self.reason(refusal, options)) from refusal
        self.stdout.write(self.outcome(check.counts))

    @abstractmethod
    def upload(self, options: dict[str, Any]) -> FileUpload[Any]:
        """Return the way in for the agency and year that are named."""

    def doubts(self, check: FileCheck[Any]) -> Iterable[object]:
        """Return what a person would be asked on the page, or shown as not taken; a command asks nobody."""
        return ()

    def notes(self, check: FileCheck[Any]) -> Iterable[str]:
        """Return what is to be known of a file that is taken all the same."""
        return ()

    @abstractmethod
    def line(self, change: Any) -> str:
        """Return what a change does, in a line."""

    @abstractmethod
    def reason(self, refusal: Exception, options: dict[str, Any]) -> str:
        """Return why a checked file could not be stored."""

    @abstractmethod
    def outcome(self, counts: RowCounts) -> str:
        """Return what was done, in a line."""


def file_content(path: Path) -> bytes:
    """Return what a file holds, as far as it may be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one byte too many is refused with the reason
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}") from error
