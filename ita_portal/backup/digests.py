"""A digest of many rows that does not depend on their order, since databases sort text in different ways."""

from collections.abc import Iterable
from hashlib import sha256

from ita_portal.backup.manifest import TableDigest

_BITS = 256


def table_of(rows: Iterable[str]) -> TableDigest:
    """Return count and digest of rows, each given as the one text that stands for it: the sum of their SHA-256."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(sha256(row.encode("utf-8", "surrogateescape")).digest())
    return TableDigest(count, f"{total % 2**_BITS:064x}")
