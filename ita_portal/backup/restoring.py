"""Putting back what an archive holds: everything is looked at first, and compared at the end."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from ita_portal.backup.archive import DATABASE, FILES, check_archive, measure, opened, unpack_files, uploads_in
from ita_portal.backup.databases import Database
from ita_portal.backup.manifest import Manifest, refuse_foreign

UNPACKED = ".restoring"


class NotEmpty(Exception):
    """The portal holds data or files; the message says which."""


class NotRestored(Exception):
    """What stands in the portal after the restore is not what the archive holds; the message says where."""


def restore_archive(
    path: Path, *, database: Database, kind: str, media: Path, known: Collection[str], replace: bool
) -> Manifest:
    """Replace database and files by those of an archive and return its manifest.

    Raises ArchiveRefused, NotEmpty or ToolFailed before anything was changed, and NotRestored after it was.
    """
    manifest = check_archive(path)
    refuse_foreign(manifest, database=kind, known=known)
    if not replace:
        refuse_full(database, media)
    # Unpacked in full before the database changes: a disk that fills up stops here.
    folder = media / UNPACKED
    shutil.rmtree(folder, ignore_errors=True)
    try:
        names = unpack_files(path, folder)
        with opened(path) as (archive, _), archive.open(DATABASE) as dump:
            database.restore(dump, manifest)
        for name in names:
            target = media / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(folder / name, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    compare(manifest, database, media)
    return manifest


def refuse_full(database: Database, media: Path) -> None:
    """Raise NotEmpty where somebody has worked already."""
    if not database.is_empty():
        raise NotEmpty("the database holds data")
    if uploads_in(media):
        raise NotEmpty(f"{media} holds files")


def compare(manifest: Manifest, database: Database, media: Path) -> None:
    """Raise NotRestored unless every row and every file is what the archive says."""
    tables = database.tables()
    if differing := sorted(
        name for name in {*tables, *manifest.tables} if tables.get(name) != manifest.tables.get(name)
    ):
        raise NotRestored(f"these tables differ from the archive: {', '.join(differing)}")
    files = {name.removeprefix(FILES): member for name, member in manifest.members.items() if name.startswith(FILES)}
    if differing := sorted(name for name, member in files.items() if measure(media / name) != member):
        raise NotRestored(f"these files differ from the archive: {', '.join(differing)}")


def left_over(manifest: Manifest, media: Path) -> list[Path]:
    """Return the uploads that were there before and that the archive does not name."""
    return [path for path in uploads_in(media) if FILES + path.relative_to(media).as_posix() not in manifest.members]
