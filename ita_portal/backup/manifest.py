"""The manifest of an archive: which portal made it, and what its database and files must be."""

import json
import tomllib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


class ArchiveRefused(Exception):
    """The archive is damaged or not for this portal; the message says why."""


@dataclass(frozen=True)
class TableDigest:
    """How many rows a table has, and a digest of all of them that does not depend on their order."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Member:
    """A file of the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    version: str
    made_at: str
    database: str  # Django's name of the kind of database: postgresql or sqlite
    migrations: tuple[str, ...]
    tables: dict[str, TableDigest]
    members: dict[str, Member]
    # Uploads that a row names and the disk did not have, such as those of a draft removed during the backup.
    absent: tuple[str, ...]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """Return a manifest; raises ArchiveRefused where it is none."""
    try:
        stored: dict[str, Any] = json.loads(content)
        if stored["format"] != FORMAT:
            raise ArchiveRefused(f"its format is {stored['format']}, this portal reads {FORMAT}")
        return Manifest(
            **stored
            | {
                "tables": {name: TableDigest(**table) for name, table in stored["tables"].items()},
                "members": {name: Member(**member) for name, member in stored["members"].items()},
                "migrations": tuple(stored["migrations"]),
                "absent": tuple(stored["absent"]),
            }
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveRefused("its manifest cannot be read") from error


def portal_version() -> str:
    """Return the version of this portal."""
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def refuse_foreign(manifest: Manifest, *, database: str, known: Collection[str]) -> None:
    """Raise ArchiveRefused for an archive of another kind of database or of a newer portal."""
    if manifest.database != database:
        raise ArchiveRefused(f"it holds a database of {manifest.database}, this portal runs on {database}")
    unknown = sorted(set(manifest.migrations) - set(known))
    if unknown or _numbers(manifest.version) > _numbers(portal_version()):
        newer = f"it was made by a newer portal ({manifest.version})"
        raise ArchiveRefused(f"{newer}, with {', '.join(unknown)}" if unknown else newer)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
