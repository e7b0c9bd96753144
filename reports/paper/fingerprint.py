"""A document as plain values that can be kept, and the fingerprint by which paper is told from other paper.

Equal documents give equal bytes, in every process and on every machine; whatever changes on the paper, a digit, the
order of two rows or a margin, gives another fingerprint.

The name of each block's type is part of the content. A class that was renamed after documents were issued says in
`stored_as` what it was called then, so that what was issued can be verified for ever.
"""

import dataclasses
import json
from hashlib import sha256
from typing import Any

from reports.paper.blocks import Document


def content_of(document: Document) -> dict[str, Any]:
    """Return all values of a document as JSON can hold them, each block with the name of its type."""
    plain = _plain(document)
    assert isinstance(plain, dict)
    return plain


def canonical(content: dict[str, Any]) -> bytes:
    """Return the one way of writing stored content; a database may have kept its names in another order."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode()


def fingerprint(document: Document) -> str:
    """Return the SHA-256 of a document's content, in hexadecimal digits."""
    return fingerprint_of(content_of(document))


def fingerprint_of(content: dict[str, Any]) -> str:
    """Return the fingerprint of stored content."""
    return sha256(canonical(content)).hexdigest()


def stored_name(block_type: type) -> str:
    """Return the name of a type as the content of issued documents has it."""
    name = getattr(block_type, "stored_as", block_type.__name__)
    assert isinstance(name, str)
    return name


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"type": stored_name(type(value))} | fields
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(f"{type(value).__name__} cannot be stored")
