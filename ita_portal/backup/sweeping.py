"""Putting away uploads that no row names: which may go, and where they lie until nobody can want them back.

A portal that is set to a wrong or an empty database names no file of its own, and every upload looks left over. So what
is swept is kept aside for a while, and a sweep that would take much asks first.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ita_portal.backup.archive import uploads_in
from ita_portal.backup.restoring import UNPACKED

# Hidden: neither backups nor later sweeps look into it, and no row can name a file in it.
SWEPT = ".swept"
DAYS_KEPT = 30
# An upload is on the disk a moment before its row is in the database.
YOUNG_SECONDS = 24 * 60 * 60
# More files than these, and more than one in so many of all, are no left-overs of a power failure.
FEW_FILES, ONE_IN = 20, 10


class SweepRefused(Exception):
    """The database does not look like that of these uploads; the message says why."""


@dataclass(frozen=True)
class LeftOvers:
    """The uploads that no row names, beside the number of all uploads and of all that rows name."""

    paths: tuple[Path, ...]
    uploads: int
    named: int

    @property
    def are_many(self) -> bool:
        return len(self.paths) > FEW_FILES and len(self.paths) * ONE_IN > self.uploads


def left_overs(media: Path, named_files: Callable[[], set[str]]) -> LeftOvers:
    """Return what no row names.

    The disk is asked first: a file whose row comes in between is named by the time the database is asked.
    """
    uploads = uploads_in(media)
    old = [path for path in uploads if _is_old(path)]
    named = named_files()
    paths = tuple(path for path in old if path.relative_to(media).as_posix() not in named)
    return LeftOvers(paths, len(uploads), len(named))


def refuse_live(found: LeftOvers, media: Path, *, is_forced: bool) -> None:
    """Raise SweepRefused where what is left over is rather what people work with; forced, many may go."""
    if (media / UNPACKED).exists():
        raise SweepRefused("a restore goes on, or was cut off: let it end, or run it again")
    if found.paths and not found.named:
        raise SweepRefused("the database names no file at all: is it that of these uploads?")
    if found.are_many and not is_forced:
        many = f"{len(found.paths)} of {found.uploads} files are named by no row"
        raise SweepRefused(f"{many}: is it the right database? If they may go, add --force")


def sweep(found: LeftOvers, media: Path, today: date) -> Path:
    """Move what is left over below a folder of the day, under the names that it had, and return the folder."""
    folder = media / SWEPT / today.isoformat()
    for path in found.paths:
        target = folder / path.relative_to(media)
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # its owner removed it this moment
            os.replace(path, target)
    return folder


def forget_swept(media: Path, today: date) -> int:
    """Delete what was swept more than 30 days ago and return the number of files."""
    count = 0
    for folder in _folders_before(media, today - timedelta(days=DAYS_KEPT)):
        count += sum(path.is_file() for path in folder.rglob("*"))
        shutil.rmtree(folder)
    return count


def _folders_before(media: Path, day: date) -> Iterator[Path]:
    for folder in sorted((media / SWEPT).glob("*")):
        with suppress(ValueError):  # somebody's own folder
            if date.fromisoformat(folder.name) < day:
                yield folder


def _is_old(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < time.time() - YOUNG_SECONDS
    return False
