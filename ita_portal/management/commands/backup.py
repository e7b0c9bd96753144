"""Write database and uploaded files to one archive, or look an archive over (--verify).

The portal may run meanwhile: the archive holds the database of one moment, and every file that its rows name. It is
readable by the portal's account alone, and holds everything that the portal knows: keep it as well as the portal.
"""

import sqlite3
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ita_portal.backup.archive import ArchiveInTheWay, check_archive, fingerprint_of, write_archive
from ita_portal.backup.databases import ToolFailed, portal_database
from ita_portal.backup.manifest import ArchiveRefused, Manifest


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the archive, or a folder: its name is then the moment")
        parser.add_argument("--verify", action="store_true", help="read an archive and say whether it is whole")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.is_dir():
            path /= f"ita-portal-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"
        try:
            manifest = check_archive(path) if options["verify"] else self._write(path)
        except ArchiveRefused as refused:
            raise CommandError(f"{path} is no usable archive: {refused}") from refused
        except ArchiveInTheWay as in_the_way:
            raise CommandError(f"{in_the_way}; nothing was written.") from in_the_way
        except (ToolFailed, DatabaseError, sqlite3.Error, OSError) as failure:
            raise CommandError(f"no backup of {path}: {_words(failure)}") from failure
        self.stdout.write(summary_of(path, manifest))
        if manifest.absent:
            names = ", ".join(manifest.absent)
            self.stderr.write(f"{len(manifest.absent)} files that the database names were not on the disk: {names}")

    def _write(self, path: Path) -> Manifest:
        return write_archive(
            path,
            database=portal_database(),
            kind=connection.vendor,
            media=Path(settings.MEDIA_ROOT),
            migrations=tuple(sorted(map(".".join, MigrationRecorder(connection).applied_migrations()))),
            now=timezone.now(),
        )


def summary_of(path: Path, manifest: Manifest) -> str:
    """Return in a few words what an archive holds."""
    held = f"{manifest.rows} rows in {len(manifest.tables)} tables, {len(manifest.members) - 1} files"
    megabytes = path.stat().st_size / 1024**2
    made = f"{path}: portal {manifest.version}, {manifest.made_at}, {held}, {megabytes:.1f} MB"
    return f"{made}\nfingerprint {fingerprint_of(path)}"


def _words(failure: Exception) -> str:
    return (failure.strerror if isinstance(failure, OSError) else None) or str(failure).strip()
