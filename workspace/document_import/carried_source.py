"""A document as JSON, for the time between its reading and its storing."""

from typing import Any

from ita_portal.documents.source import DocumentBlock, DocumentParagraph, DocumentTable, SourceDocument

NOTES = 3  # where the notes of a table stand


def source_as_json(document: SourceDocument) -> dict[str, Any]:
    blocks = [_told(block) for block in document.blocks]
    places = {"unread": list(document.unread), "left": list(document.left), "notes": list(document.notes)}
    return {"blocks": blocks, **places}


def source_from_json(told: dict[str, Any]) -> SourceDocument:
    left = tuple((where, reason) for where, reason in told.get("left", ()))
    blocks, unread, notes = (tuple(told.get(name, ())) for name in ("blocks", "unread", "notes"))
    return SourceDocument(tuple(map(_block, blocks)), unread, left, notes)


def _told(block: DocumentBlock) -> list[Any]:
    if isinstance(block, DocumentTable):
        return [block.where, [list(row) for row in block.rows], list(block.joins), list(block.notes)]
    return [block.where, block.text, block.level]


def _block(told: list[Any]) -> DocumentBlock:
    if isinstance(told[1], list):
        notes = tuple(told[3]) if len(told) > NOTES else ()  # what was read before a table had any
        return DocumentTable(tuple(tuple(row) for row in told[1]), told[0], tuple(told[2]), notes)
    return DocumentParagraph(told[1], told[0], told[2])
