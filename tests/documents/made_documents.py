"""Documents made of what was read of another: the same paragraphs and tables as a Word file, a page, a PDF."""

import html
import subprocess
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from ita_portal.documents.source import DocumentTable, SourceDocument
from tests.portal.documents.built import saved


def word_of_source(source: SourceDocument) -> bytes:
    """Return a Word file in which what lies over several cells is merged."""
    from docx import Document

    document = Document()
    for block in source.blocks:
        if not isinstance(block, DocumentTable):
            document.add_paragraph(block.text)
            continue
        width = len(block.rows[0])
        table = document.add_table(rows=len(block.rows), cols=width)
        table.style = "Table Grid"
        for row, cells in enumerate(block.rows):
            spans = [list(same) for _, same in groupby(range(width), lambda at, cells=cells: cells[at] or at)]
            for span in spans:
                cell = table.cell(row, span[0])
                if len(span) > 1:
                    cell = cell.merge(table.cell(row, span[-1]))
                cell.text = cells[span[0]]
        document.add_paragraph("")
    return saved(document)


def page_of_source(source: SourceDocument) -> str:
    """Return a web page; an empty cell below another is one cell with it where the first column groups rows."""
    parts = []
    for block in source.blocks:
        if isinstance(block, DocumentTable):
            rows = ("".join(f"<td>{_lines(text)}</td>" for text in row) for row in block.rows)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            parts.append(f"<p>{_lines(block.text)}</p>")
    return f"<!DOCTYPE html><html lang='th'><body>{''.join(parts)}</body></html>"


def _lines(text: str) -> str:
    lines = [html.escape(line) for line in text.split("\n")]
    return lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)


def pdf_of_source(source: SourceDocument, *, tagged: bool) -> bytes:
    """Return the page printed, with tags and true texts, or with neither, as many programs print."""
    from weasyprint import CSS, HTML

    from reports.output import actual_text

    style = CSS(
        string="@page { size: A4 landscape; margin: 1.5cm } body { font: 12pt Laksaman } p { margin: 0 }"
        "table { border-collapse: collapse; width: 100%; margin: 8pt 0 }"
        "td { border: 1pt solid; padding: 3pt; vertical-align: top }"
    )
    if not tagged:
        return HTML(string=page_of_source(source)).write_pdf(stylesheets=[style])
    actual_text.install()
    return HTML(string=page_of_source(source)).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")


def pdf_of_word(path: Path) -> Path:
    """Return the PDF that LibreOffice exports of a Word file."""
    (pdf,) = pdfs_of_words([path])
    return pdf


def pdfs_of_words(paths: Sequence[Path]) -> list[Path]:
    """Return the PDFs that LibreOffice exports of Word files in one folder, in one run since its start is slow."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(paths[0].parent), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [path.with_suffix(".pdf") for path in paths]
