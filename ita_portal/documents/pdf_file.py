"""A PDF with text as paragraphs and tables: by its tags where it has them, else by where its letters stand."""

from collections.abc import Iterator, Sequence

from ita_portal.documents.pdf_columns import OpenTable, open_tables
from ita_portal.documents.pdf_glyphs import PdfPage
from ita_portal.documents.pdf_layout import RuledTable, paragraphs_of, ruled_tables
from ita_portal.documents.pdf_lines import text_lines
from ita_portal.documents.pdf_marks import Letter, MarkNames
from ita_portal.documents.pdf_pages import PageContent, pages_as_one
from ita_portal.documents.pdf_tags import TagReader, runs_by_mark
from ita_portal.documents.refusal import ENCRYPTED_PDF, NO_PDF, SCANNED, TOO_MANY_PAGES, DocumentUnreadable
from ita_portal.documents.source import BlockWriter, DocumentTooLong, SourceDocument, is_page_mark
from ita_portal.documents.spelling import trimmed_lines

MAX_PAGES, MAX_LETTERS = 150, 1_000_000
# A page of a scan may have its number, or a stamp, as text.
FEWEST_LETTERS = 20
PASSWORD_NEEDED = 4  # as pdfium numbers its errors
# Of the letters of a page: how many have to be within tags for the tags to be read.
ENOUGH_TAGGED = 0.6
RENAMED = "PDF นี้ระบุสระหรือวรรณยุกต์ผิด ({}) ระบบอ่านจากรูปอักษรแทน กรุณาตรวจข้อความก่อนนำเข้า หรือใช้ไฟล์ Word ต้นฉบับ"
UNNAMED = "PDF นี้ระบุสระหรือวรรณยุกต์ผิด (“{}”) และไม่สามารถระบุได้ว่าเป็นอักษรใด ข้อความที่อ่านได้อาจผิด กรุณาใช้ไฟล์ Word ต้นฉบับ"
OPEN = "ตารางนี้ไม่มีเส้น ระบบอ่านตามแนวของข้อความ กรุณาตรวจก่อนนำเข้า"


def read_pdf(content: bytes) -> SourceDocument:
    """Return the document, or raise DocumentUnreadable: broken, locked by a password, too long, or pictures alone."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == PASSWORD_NEEDED or "password" in str(error).lower()
        raise DocumentUnreadable(ENCRYPTED_PDF if is_locked else NO_PDF) from error
    try:
        if len(document) > MAX_PAGES:
            raise DocumentUnreadable(TOO_MANY_PAGES.format(MAX_PAGES))
        return _read_pages(document)
    finally:
        document.close()


def _read_pages(document: object) -> SourceDocument:
    names = MarkNames()
    pages = _contents(document, names)
    writer = BlockWriter()
    pictures = [number for number, page in enumerate(pages, 1) if _is_picture(page)]
    if pages and len(pictures) == len(pages):
        raise DocumentUnreadable(SCANNED)
    carried: list[float] = []
    columns: list[tuple[float, float]] = []
    for writer.page, page in enumerate(pages, 1):
        if not _is_picture(page):
            _write_page(writer, page, carried, columns)
    unread = tuple(f"หน้า {number}" for number in pictures)
    return writer.document(unread, tuple(_notes(names)))


def _contents(document: object, names: MarkNames) -> list[PageContent]:
    """Return what stands on the pages; what vowels and tones are is told by how all of them are drawn."""
    count = 0
    for page in _pages(document):
        letters = page.letters()
        names.learn(letters)
        count += len(letters)
        if count > MAX_LETTERS:
            raise DocumentTooLong
    return pages_as_one([_content(page, names.placed(page.letters())) for page in _pages(document)])


def _pages(document: object) -> Iterator[PdfPage]:
    for number in range(len(document)):  # type: ignore[arg-type]  # pdfium has no types
        with PdfPage(document, number) as page:
            yield page


def _content(page: PdfPage, letters: Sequence[Letter]) -> PageContent:
    structure = page.structure()
    runs = runs_by_mark(page.runs(letters)) if structure else {}
    return PageContent(tuple(letters), tuple(ruled_tables(page.segments())), page.has_pictures, structure, runs)


def _is_picture(page: PageContent) -> bool:
    return page.has_pictures and sum(not letter.text.isspace() for letter in page.letters) < FEWEST_LETTERS


def _notes(names: MarkNames) -> Iterator[str]:
    if names.renamed:
        yield RENAMED.format(" ".join(f"“{one}” เป็น “{other}”" for one, other in sorted(names.renamed.items())))
    if names.unnamed:
        yield UNNAMED.format("” “".join(sorted(names.unnamed)))


def _write_page(
    writer: BlockWriter, page: PageContent, carried: list[float], columns: list[tuple[float, float]]
) -> None:
    """Write a page, by its tags where it has them. `carried` and `columns` are those of the last table."""
    count = sum(not letter.text.isspace() for letter in page.letters)
    tagged = sum(len(run.text) for marked in page.runs.values() for run in marked)
    if not page.structure or tagged < ENOUGH_TAGGED * count or _has_untold_tables(page, columns):
        _write_laid_out(writer, page, columns)
        return
    tags = TagReader(writer, page.runs, carried, page.tables)
    for node in page.structure:
        tags.read(node)


def _has_untold_tables(page: PageContent, columns: Sequence[tuple[float, float]]) -> bool:
    """Return whether there are tables by their columns where the tags know none, as of those that browsers print."""
    nodes, has_table = list(page.structure), False
    while nodes and not has_table:
        node = nodes.pop()
        has_table = node.kind == "Table"
        nodes += (child for child in node.children if not isinstance(child, int))
    return not has_table and any(table.rows for table in open_tables(page.outside, columns))


def _columns_at_end(
    page: PageContent, tables: Sequence[OpenTable], texts: Sequence[tuple[float, str]]
) -> tuple[tuple[float, float], ...]:
    """Return the columns of a table without lines below which nothing but the number of the page stands."""
    if not tables:
        return ()
    below = [text for y, text in texts if y < tables[-1].top and not is_page_mark(text)]
    is_last = not below and not any(table.top < tables[-1].top for table in page.tables)
    return tables[-1].edges if is_last else ()


def _write_laid_out(writer: BlockWriter, page: PageContent, columns: list[tuple[float, float]]) -> None:
    """Write a page by where its letters stand, from the top down; `columns` are those in which a table may go on."""
    outside = page.outside
    tables = open_tables(outside, columns)
    taken = {id(letter) for table in tables for letter in table.letters}
    paragraphs = paragraphs_of(text_lines([letter for letter in outside if id(letter) not in taken]))
    columns[:] = _columns_at_end(page, tables, [(y, text) for y, text, _ in paragraphs])
    blocks: list[tuple[float, str | RuledTable | OpenTable, bool]] = [*paragraphs]
    blocks += [(table.top, table, False) for table in page.tables]
    blocks += [(table.top, table, False) for table in tables]
    for _, block, is_open in sorted(blocks, key=lambda each: -each[0]):
        if isinstance(block, RuledTable):
            writer.table(block.rows(page.letters))
        elif isinstance(block, OpenTable):
            _write_open_table(writer, block)
        else:
            writer.paragraph(trimmed_lines(block), is_open=is_open)


def _write_open_table(writer: BlockWriter, table: OpenTable) -> None:
    if table.rows:
        writer.table(table.rows, (OPEN,))
    for column in table.columns:
        for _, text, is_open in paragraphs_of(text_lines(column)):
            writer.paragraph(trimmed_lines(text), is_open=is_open)
