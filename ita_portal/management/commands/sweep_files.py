"""Delete uploaded files that no row names, such as one whose upload was cut off by a power failure.

An upload is on the disk a moment before its row is in the database: only files older than a day are deleted.
"""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ita_portal.backup.archive import uploads_in
from ita_portal.backup.databases import named_files

DAY = 24 * 60 * 60


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name the files and delete none")

    def handle(self, *args: Any, **options: Any) -> None:
        media = Path(settings.MEDIA_ROOT)
        # The disk first: a file whose row comes in between is named by the time the database is asked.
        old = [path for path in uploads_in(media) if path.stat().st_mtime < time.time() - DAY]
        named = named_files()
        orphans = [path for path in old if path.relative_to(media).as_posix() not in named]
        for path in orphans:
            self.stdout.write(path.relative_to(media).as_posix())
            if not options["dry_run"]:
                path.unlink(missing_ok=True)
        self.stdout.write(f"{len(orphans)} files {'would be deleted' if options['dry_run'] else 'deleted'}.")
