"""Archives without the time of packing, so that equal content gives equal bytes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest time that a zip archive can tell.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


def without_time(archive: bytes, changed: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return an archive with its files in one order and without the time of packing; some parts `changed`."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as packed, ZipFile(stream, "w", ZIP_DEFLATED) as repacked:
        for name in sorted(packed.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name, NO_TIME.timetuple()[:6])
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            content = packed.read(name)
            repacked.writestr(info, changed[name](content) if changed and name in changed else content)
    return stream.getvalue()
