"""Tables in a Word document: repeated headings, fixed widths, rows that are not parted."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from ita_portal.text.spelling import without_unwritable
from reports.output.word.fields import captioned
from reports.output.word.lists import numbered_paragraph
from reports.output.word.markup import Element, keep_together, keep_with_next, make, paragraph, run
from reports.output.word.page import Page
from reports.output.word.styles import FAINT, STRONG, TABLE
from reports.paper.blocks import CENTRE, NUMBER, TEXT, Column
from reports.paper.column_texts import SMALL
from reports.paper.layout import PaperRow, PaperTable

MERGES = {0: "continue", 2: "restart"}  # of a first cell, by the rows over which it reaches
STYLE_OF_KIND = {TEXT: "", NUMBER: "Number", CENTRE: "Centre"}


def table(block: PaperTable, page: Page) -> list[Element]:
    """Return caption and table."""
    widths = widths_in_twips(block.columns, page.width)
    cell_style = "SmallCell" if block.name == SMALL else "Cell"
    rows = [*_heading_rows(block, widths, cell_style)]
    rows += [_body_row(each, widths, cell_style, page) for group in block.printed_groups for each in group]
    elements = [paragraph("Caption", *captioned(block.caption, page.digits)), grid(TABLE, widths, rows, block.caption)]
    if block.is_short:
        keep_together(elements)
    return elements


def widths_in_twips(columns: Sequence[Column], line: int) -> list[int]:
    """Return the widths of columns in twips, which together fill a line."""
    whole = sum(column.width for column in columns)
    ends = [0, *(round(end * line / whole) for end in accumulate(column.width for column in columns))]
    return [end - start for start, end in pairwise(ends)]


def grid(style: str, widths: Sequence[int], rows: Iterable[Element], caption: str, description: str = "") -> Element:
    """Return a table of fixed widths; caption and description are for those who do not see it."""
    return make(
        "w:tbl",
        make(
            "w:tblPr",
            make("w:tblStyle", val=style),
            make("w:tblW", w=sum(widths), type="dxa"),
            make("w:tblLayout", type="fixed"),
            make("w:tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            make("w:tblCaption", val=without_unwritable(caption)),
            *([make("w:tblDescription", val=without_unwritable(description))] if description else []),
        ),
        make("w:tblGrid", *(make("w:gridCol", w=width) for width in widths)),
        *rows,
    )


def row(cells: Iterable[Element], *, may_part: bool = False, is_heading: bool = False) -> Element:
    properties = [] if may_part else [make("w:cantSplit")]
    properties += [make("w:tblHeader")] if is_heading else []
    return make("w:tr", make("w:trPr", *properties), *cells)


def cell(
    paragraphs: Iterable[Element],
    width: int,
    *,
    across: int = 1,
    merge: str = "",
    in_the_middle: bool = False,
    open_sides: Sequence[str] = (),
    is_number: bool = False,
) -> Element:
    """Return a cell; `merge` says `restart` where it reaches down and `continue` below that."""
    borders = make("w:tcBorders", *(make(f"w:{side}", val="single", sz=2, space=0, color=FAINT) for side in open_sides))
    return make(
        "w:tc",
        make(
            "w:tcPr",
            make("w:tcW", w=width, type="dxa"),
            *([make("w:gridSpan", val=across)] if across > 1 else []),
            *([make("w:vMerge", val=merge)] if merge else []),
            *([borders] if open_sides else []),
            *([make("w:noWrap")] if is_number else []),
            *([make("w:vAlign", val="center")] if in_the_middle else []),
        ),
        *paragraphs,
    )


def _heading_rows(block: PaperTable, widths: Sequence[int], cell_style: str) -> Iterable[Element]:
    """Yield one row of headings, or two with the groups above; a column without a group reaches down.

    Where its heading takes several lines, they are those of the paper: Word would part words.
    """
    style = f"{cell_style}Heading"
    above, *below = block.heading_rows
    texts = {each.key: "\n".join(line.rstrip() for line in lines) for each, lines in block.headings}
    cells, place = [], 0
    for each in above:
        width = sum(widths[place : place + each.across])
        merge = "restart" if each.down > 1 else ""
        text = texts[each.column.key] if each.column else each.text
        cells.append(cell([paragraph(style, text)], width, across=each.across, merge=merge, in_the_middle=True))
        place += each.across
    yield row(cells, is_heading=True)
    for _ in below:
        yield row(
            [
                cell([paragraph(style, texts[column.key])], width, in_the_middle=True)
                if column.group
                else cell([paragraph(style)], width, merge="continue", in_the_middle=True)
                for column, width in zip(block.columns, widths, strict=True)
            ],
            is_heading=True,
        )


def _body_row(paper_row: PaperRow, widths: Sequence[int], cell_style: str, page: Page) -> Element:
    """Return a row, or a part of one, which has but a faint line towards the other parts.

    A title of rows stays with the first of them.
    """
    element = row(_body_cells(paper_row, widths, cell_style, page), may_part=paper_row.is_very_tall)
    if paper_row.body.is_title:
        keep_with_next(element)
    return element


def _body_cells(paper_row: PaperRow, widths: Sequence[int], cell_style: str, page: Page) -> Iterable[Element]:
    body_row = paper_row.body
    font = STRONG if body_row.is_strong else ""
    if body_row.across:
        width = sum(widths[: body_row.across])
        yield cell([paragraph(cell_style, run(body_row.heading, font))], width, across=body_row.across)
    open_sides = [side for side, is_end in (("top", paper_row.begins), ("bottom", paper_row.ends)) if not is_end]
    for number, (each, width) in enumerate(zip(body_row.cells, widths[body_row.across :], strict=True)):
        style = cell_style + STYLE_OF_KIND[each.column.kind]
        merge = MERGES.get(min(paper_row.down, 2), "") if not number else ""
        place, texts = each.column.key, ("",) if merge == "continue" else each.lines or ("",)
        lines = [numbered_paragraph(page, place, style, line, font) for line in texts]
        yield cell(lines, width, merge=merge, open_sides=open_sides, is_number=each.column.kind == NUMBER)
