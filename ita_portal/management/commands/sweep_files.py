"""Put away uploaded files that no row names, such as one whose upload was cut off by a power failure.

Only files older than a day go, into the folder .swept/DATE below MEDIA_ROOT, under the names that they had: there they
can be taken back, and the first sweep after 30 days deletes them. A sweep that would take many files needs --force, and
one whose database names no file at all is refused: then the portal is most likely set to another database.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ita_portal.backup.databases import named_files
from ita_portal.backup.sweeping import (
    DAYS_KEPT,
    LeftOvers,
    SweepRefused,
    forget_swept,
    left_overs,
    refuse_live,
    sweep,
)


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name the files and move none")
        parser.add_argument("--force", action="store_true", help="also where many files would go")

    def handle(self, *args: Any, **options: Any) -> None:
        media = Path(settings.MEDIA_ROOT)
        found = left_overs(media, named_files)
        for path in found.paths:
            self.stdout.write(path.relative_to(media).as_posix())
        try:
            refuse_live(found, media, is_forced=options["force"])
        except SweepRefused as refused:
            raise CommandError(f"Nothing was moved or deleted: {refused}.") from refused
        if options["dry_run"]:
            self.stdout.write(f"{len(found.paths)} files would be moved.")
        else:
            self._sweep(found, media)

    def _sweep(self, found: LeftOvers, media: Path) -> None:
        today = timezone.localdate()
        folder = sweep(found, media, today)
        where = f" to {folder}, where they stay for {DAYS_KEPT} days" if found.paths else ""
        self.stdout.write(f"{len(found.paths)} files moved{where}.")
        if forgotten := forget_swept(media, today):
            self.stdout.write(f"{forgotten} files deleted that were moved more than {DAYS_KEPT} days ago.")
