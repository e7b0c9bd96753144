"""The places of a document in which personal data stand, told without repeating them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ita_portal.documents.source import DocumentParagraph, SourceDocument
from ita_portal.text.personal_data import masked, personal_data

RULES = 2  # goes up when other things are found, or in other places: files are looked through anew then
MOST_PLACES = 200  # of a file; more are a list of people, which nobody confirms one by one
READABLE = (".pdf", ".docx", ".xlsx", ".csv", ".txt")


@dataclass(frozen=True)
class FoundPlace:
    """Where something stands, of which kind it is, and the words that may stand in its place."""

    kind: str
    where: str
    masked: str


def is_readable(name: str) -> bool:
    """Return whether a file of this name has a text that can be looked through; pictures and scans have none."""
    return name.lower().endswith(READABLE)


def places_in(document: SourceDocument) -> list[FoundPlace]:
    """Return the places in their order; what is repeated, as merged cells are, is told once."""
    found: dict[tuple[str, str], FoundPlace] = {}
    for where, text in _texts(document):
        for each in personal_data(text):
            said = text[each.start : each.end]
            found.setdefault((each.kind, said), FoundPlace(str(each.kind), masked(where), each.masked))
            if len(found) >= MOST_PLACES:
                return list(found.values())
    return list(found.values())


def _texts(document: SourceDocument) -> Iterator[tuple[str, str]]:
    for block in document.blocks:
        if isinstance(block, DocumentParagraph):
            yield block.where, block.text
            continue
        for number, row in enumerate(block.rows, 1):
            # A row as a whole, since the word "บัญชี" may stand in a cell of its own before the number.
            yield f"{block.where} แถวที่ {number}", " ".join(dict.fromkeys(filter(None, row)))
