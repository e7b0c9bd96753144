"""Charts in a Word document: tables of labels, drawn bars and figures, so that every number is text."""

from reports.output.word.markup import Element, keep_together, paragraph, run, twips
from reports.output.word.page import Page
from reports.output.word.pictures import bar_png, picture
from reports.output.word.styles import CHART_TABLE, MATRIX_TABLE, STRONG
from reports.output.word.tables import cell, grid, row
from reports.paper.blocks import Chart, ChartBar

LABEL_WIDTH, FIGURE_WIDTH, MATRIX_LABEL_WIDTH = 5.8, 2.4, 5.4  # cm
BAR_HEIGHT, SMALL_BAR_HEIGHT = 240, 120  # twips
SIDES = 160  # twips left free beside the drawing in its cell


def chart(block: Chart, page: Page) -> list[Element]:
    """Return the chart with its caption above and the meaning of the target line below, together on one page."""
    elements = [
        paragraph("ChartCaption", block.caption),
        _matrix(block, page) if block.is_grouped else _list(block, page),
        paragraph("ChartNote", block.target_text),
    ]
    keep_together(elements)
    return elements


def _list(block: Chart, page: Page) -> Element:
    label, figure = twips(LABEL_WIDTH), twips(FIGURE_WIDTH)
    middle = page.width - label - figure
    rows = [
        row(
            [
                cell([paragraph("ChartRight", bar.label)], label, in_the_middle=True),
                cell([_drawn(bar, block, page, middle, BAR_HEIGHT)], middle, in_the_middle=True),
                cell([paragraph("ChartRight", bar.figure)], figure, in_the_middle=True),
            ]
        )
        for bar in block.groups[0].bars
    ]
    return grid(CHART_TABLE, [label, middle, figure], rows, block.caption, block.summary)


def _matrix(block: Chart, page: Page) -> Element:
    """Return one row for each group and one column for each of its bars."""
    columns = block.groups[0].bars
    label = twips(MATRIX_LABEL_WIDTH)
    width = (page.width - label) // len(columns)
    headings = [
        cell([paragraph("ChartText", block.row_heading)], label, in_the_middle=True),
        *(cell([paragraph("ChartMiddle", run(bar.label, STRONG))], width, in_the_middle=True) for bar in columns),
    ]
    rows = [row(headings, is_heading=True)]
    for group in block.groups:
        cells = [cell([paragraph("ChartText", group.label)], label, in_the_middle=True)]
        for bar in group.bars:
            drawn = _drawn(bar, block, page, width, SMALL_BAR_HEIGHT)
            cells.append(cell([paragraph("ChartMiddle", bar.figure), drawn], width, in_the_middle=True))
        rows.append(row(cells))
    return grid(MATRIX_TABLE, [label, *[width] * len(columns)], rows, block.caption, block.summary)


def _drawn(bar: ChartBar, block: Chart, page: Page, width: int, height: int) -> Element:
    alternative = f"{bar.label} {bar.figure} คะแนน"
    return paragraph("ChartBar", picture(page, bar_png(bar, block.target), alternative, (width - SIDES, height)))
