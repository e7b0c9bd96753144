"""Writing an archive, and looking one over before anything is taken out of it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from ita_portal.backup.databases import CHUNK, Database, Snapshot
from ita_portal.backup.manifest import ArchiveRefused, Manifest, Member, portal_version, read_manifest

DATABASE, FILES, MANIFEST = "database", "files/", "manifest.json"
# Folders and files of the portal's own work, such as a restore that goes on.
HIDDEN = "."


class ArchiveInTheWay(Exception):
    """There is a file of that name, or another backup is writing one."""


def write_archive(
    target: Path, *, database: Database, kind: str, media: Path, migrations: tuple[str, ...], now: datetime
) -> Manifest:
    """Write database and files to `target`, which is there only when it is whole; returns its manifest.

    The database comes first: an upload is written before its row and never changed, so that whatever a row names is
    found by the time the files are copied.
    """
    with _new_file(target) as (stream, part):
        with database.snapshot(part) as moment, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            members = _add_all(archive, moment, media)
            manifest = Manifest(
                version=portal_version(),
                made_at=now.isoformat(timespec="seconds"),
                database=kind,
                migrations=migrations,
                tables=moment.tables,
                members=members,
                absent=tuple(sorted(name for name in moment.file_names if FILES + name not in members)),
            )
            archive.writestr(MANIFEST, manifest.as_json())
        check_archive(part)
    return manifest


def check_archive(path: Path) -> Manifest:
    """Read the whole archive and return its manifest; raises ArchiveRefused where anything differs from it."""
    with opened(path) as (archive, manifest):
        for name, member in manifest.members.items():
            with archive.open(name) as file:
                if _measured(file) != member:
                    raise ArchiveRefused(f"{name} is not what the manifest says")
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """Open an archive that holds what its manifest names, no more and no less."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            if MANIFEST not in names:
                raise ArchiveRefused("it has no manifest")
            manifest = read_manifest(archive.read(MANIFEST))
            if sorted(names) != sorted([*manifest.members, MANIFEST]) or DATABASE not in names:
                raise ArchiveRefused("it does not hold the files that its manifest names")
            if odd := [name for name in names if not _is_plain(name)]:
                raise ArchiveRefused(f"{odd[0]} is no name for a file")
            yield archive, manifest
    except (BadZipFile, EOFError, NotImplementedError) as error:
        raise ArchiveRefused(f"it is damaged or cut off ({error})") from error


def fingerprint_of(path: Path) -> str:
    """Return the digest that tells an archive from another one made to look like it."""
    with opened(path) as (archive, _):
        return sha256(archive.read(MANIFEST)).hexdigest()


def unpack_files(path: Path, folder: Path) -> list[str]:
    """Write the files of an archive below a folder and return their names."""
    names = []
    with opened(path) as (archive, manifest):
        for member in manifest.members:
            if member.startswith(FILES):
                name = member.removeprefix(FILES)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as file, open(target, "wb", opener=_private) as written:
                    shutil.copyfileobj(file, written, CHUNK)
                names.append(name)
    return names


def uploads_in(media: Path) -> list[Path]:
    """Return every uploaded file, in a fixed order."""
    there = (path for path in media.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in there if not path.relative_to(media).parts[0].startswith(HIDDEN))


def measure(path: Path) -> Member:
    """Return size and hash of a file."""
    with path.open("rb") as file:
        return _measured(file)


@contextmanager
def _new_file(target: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Yield a file beside the target that takes its name at the end; one left by a killed backup is overwritten."""
    if target.exists():
        raise ArchiveInTheWay(f"{target} is there already")
    part = target.with_name(f"{target.name}.part")
    with open(part, "r+b", opener=_private_new) as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise ArchiveInTheWay(f"another backup is writing {part}") from busy
        os.fchmod(stream.fileno(), 0o600)
        stream.truncate(0)
        try:
            yield stream, part
            stream.flush()
            os.fsync(stream.fileno())
            os.rename(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    opened_folder = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened_folder)
    finally:
        os.close(opened_folder)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _private_new(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o600)


def _add_all(archive: ZipFile, moment: Snapshot, media: Path) -> dict[str, Member]:
    members = {DATABASE: _add(archive, DATABASE, moment.dump)}
    for path in uploads_in(media):
        name = FILES + path.relative_to(media).as_posix()
        # One that its owner removed this moment is told of as absent if a row names it.
        with suppress(FileNotFoundError), path.open("rb") as file:
            members[name] = _add(archive, name, _copy_of(file))
    return members


def _add(archive: ZipFile, name: str, dump: Callable[[Callable[[bytes], object]], None]) -> Member:
    digest, size = sha256(), 0
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    with archive.open(info, "w", force_zip64=True) as written:

        def write(chunk: bytes) -> None:
            nonlocal size
            digest.update(chunk)
            size += len(chunk)
            written.write(chunk)

        dump(write)
    return Member(size, digest.hexdigest())


def _copy_of(file: IO[bytes]) -> Callable[[Callable[[bytes], object]], None]:
    def dump(write: Callable[[bytes], object]) -> None:
        while chunk := file.read(CHUNK):
            write(chunk)

    return dump


def _measured(file: IO[bytes]) -> Member:
    digest, size = sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Member(size, digest.hexdigest())


def _is_plain(name: str) -> bool:
    """Whether a name stays within the folder that it is unpacked to."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name
