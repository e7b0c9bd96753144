"""An archive that leaves while it is made: however many files it has, one piece of one of them is held."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PIECE = 64 * 1024
OLDEST = datetime(1980, 1, 1)  # noqa: DTZ001  the format knows the clock of a place and no time before this


@dataclass(frozen=True)
class ZipMember:
    """A file of an archive: its path, the moment that it says, its content, which is closed behind it, and its size."""

    path: str
    at: datetime
    content: IO[bytes]
    size: int


class _Outgoing(io.RawIOBase):
    """What the archive is written to: keeps what was written until it is taken. It cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]  # whoever writes here gives bytes
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def zip_stream(members: Iterable[ZipMember]) -> Iterator[bytes]:
    """Yield an archive piece by piece; its files are stored as they are, since photographs are packed already."""
    out = _Outgoing()
    with ZipFile(out, "w", ZIP_STORED, allowZip64=True) as archive:
        for member in members:
            info = ZipInfo(member.path, max(member.at.replace(tzinfo=None), OLDEST).timetuple()[:6])
            info.external_attr = 0o600 << 16
            info.file_size = member.size
            with member.content as content, archive.open(info, "w") as packed:
                while piece := content.read(PIECE):
                    packed.write(piece)
                    yield out.take()
    yield out.take()
