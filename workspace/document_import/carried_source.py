"""A document as JSON, for the time between its reading and its storing."""

from typing import Any

from ita_portal.documents.source import DocumentBlock, DocumentParagraph, DocumentTable, SourceDocument


def source_as_json(document: SourceDocument) -> dict[str, Any]:
    blocks = [_told(block) for block in document.blocks]
    return {"blocks": blocks, "unread": list(document.unread), "left": list(document.left)}


def source_from_json(told: dict[str, Any]) -> SourceDocument:
    left = tuple((where, reason) for where, reason in told.get("left", ()))
    return SourceDocument(tuple(map(_block, told.get("blocks", ()))), tuple(told.get("unread", ())), left)


def _told(block: DocumentBlock) -> list[Any]:
    if isinstance(block, DocumentTable):
        return [block.where, [list(row) for row in block.rows], list(block.joins)]
    return [block.where, block.text, block.level]


def _block(told: list[Any]) -> DocumentBlock:
    if isinstance(told[1], list):
        return DocumentTable(tuple(tuple(row) for row in told[1]), told[0], tuple(told[2]))
    return DocumentParagraph(told[1], told[0], told[2])
