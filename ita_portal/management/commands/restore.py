"""Replace database and uploaded files by those of an archive that `backup` wrote. Stop the portal first.

The archive is read to its end before anything is changed; the database is replaced in one transaction; at the end
every row and every file is compared with what the archive says, and tables and triggers with what the migrations make.
Everybody has to sign in again.
"""

import sqlite3
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from ita_portal.backup.archive import fingerprint_of
from ita_portal.backup.databases import ToolFailed, portal_database
from ita_portal.backup.manifest import ArchiveRefused, Manifest
from ita_portal.backup.restoring import NotEmpty, NotRestored, left_over, restore_archive
from ita_portal.backup.schema import differing_things


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")
        parser.add_argument("--replace", action="store_true", help="also where the portal holds data, which is lost")
        parser.add_argument(
            "--trust-schema", action="store_true", help="compare no tables and triggers, to save seconds"
        )
        parser.add_argument("--fingerprint", help="refuse another archive than the one for which backup printed this")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        known = set(map(".".join, MigrationLoader(None).disk_migrations or ()))
        try:
            if options["fingerprint"] and fingerprint_of(path) != options["fingerprint"]:
                raise ArchiveRefused("it has another fingerprint")
            manifest = restore_archive(
                path,
                database=portal_database(),
                kind=connection.vendor,
                media=Path(settings.MEDIA_ROOT),
                known=known,
                replace=options["replace"],
            )
        except ArchiveRefused as refused:
            raise CommandError(f"{path} was not restored, nothing was changed: {refused}") from refused
        except NotEmpty as full:
            raise CommandError(f"nothing was changed: {full}. To lose that, add --replace.") from full
        except NotRestored as differs:
            raise CommandError(f"{path} was restored, but {differs}") from differs
        except (ToolFailed, DatabaseError, sqlite3.Error, OSError) as failure:
            raise CommandError(f"{path} was not restored, the database is as before: {failure}") from failure
        if not options["trust_schema"]:
            self._compare_schema(path, manifest)
        if not known - set(manifest.migrations):
            # An older one gets from `migrate` what belongs to its end.
            emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        self._say(path, manifest, known)

    def _compare_schema(self, path: Path, manifest: Manifest) -> None:
        try:
            differing = differing_things(manifest.migrations)
        except DatabaseError as failure:
            raise CommandError(f"{path} was restored, but its tables could not be compared: {failure}") from failure
        if differing:
            things = ", ".join(differing)
            raise CommandError(f"{path} was restored, but these are not as the migrations make them: {things}")

    def _say(self, path: Path, manifest: Manifest, known: set[str]) -> None:
        files = len(manifest.members) - 1
        self.stdout.write(f"{path} restored and compared: {manifest.rows} rows, {files} files, all as in the archive.")
        if others := left_over(manifest, Path(settings.MEDIA_ROOT)):
            self.stdout.write(f"{len(others)} files of before were left; `manage.py sweep_files` puts them aside.")
        if newer := sorted(known - set(manifest.migrations)):
            self.stdout.write(f"The archive is of an older portal: run `manage.py migrate` ({len(newer)} migrations).")
