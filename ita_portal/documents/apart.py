"""The process that reads one file: from its standard input to its standard output, within limits, and then it ends."""

import json
import resource
import sys
from collections.abc import Callable

from ita_portal.documents.office_asides import read_asides
from ita_portal.documents.pdf_file import read_pdf
from ita_portal.documents.refusal import MEGABYTE, TOO_LONG, DocumentUnreadable
from ita_portal.documents.source import DocumentTooLong, SourceDocument
from ita_portal.documents.web_page import read_web_page
from ita_portal.documents.word_file import read_word

MEMORY, PROCESSOR_SECONDS = 1_500 * MEGABYTE, 25
TOLD = ("unread", "notes")
READERS: dict[str, Callable[[bytes], SourceDocument]] = {
    "pdf": read_pdf,
    "word": read_word,
    "asides": read_asides,
    "page": lambda content: read_web_page(content.decode("utf-8", "replace")),
}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_told(READERS[sys.argv[1]], sys.stdin.buffer.read())))


def _told(read: Callable[[bytes], SourceDocument], content: bytes) -> dict[str, object]:
    try:
        document = read(content)
    except DocumentUnreadable as refused:
        return {"refusal": str(refused)}
    except DocumentTooLong:
        return {"refusal": TOO_LONG}
    blocks = [vars(block) for block in document.blocks]
    return {"refusal": "", **{name: getattr(document, name) for name in TOLD}, "blocks": blocks}


if __name__ == "__main__":
    main()
