"""Charts in a Word document: drawn by Word itself from a workbook in the file, so that people can edit them."""

from reports.output.word.chart_data import data_of, workbook_of
from reports.output.word.chart_xml import chart_xml
from reports.output.word.fields import captioned
from reports.output.word.markup import Element, keep_together, paragraph, run, twips
from reports.output.word.page import Page
from reports.output.word.pictures import graphic
from reports.output.word.styles import CHART_TABLE, FULL_BAR, OPEN_BAR
from reports.output.word.tables import cell, grid, row
from reports.paper.blocks import Chart, ChartKey, LineChart, RadarChart
from reports.paper.chart_layout import ChartPair, PaperChart

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
# Heights in centimetres.
BAR, AROUND_BARS, LINES, RADAR, COLUMNS = 0.85, 2.8, 6.0, 9.2, 12.0
NARROW, LEGEND_LINE = 8.5, 0.8  # a legend takes two lines in a narrow chart
SWATCH = "\u00a0" * 3  # as wide as a piece of a bar
WIDER, NARROWER = 0.58, 0.42  # of a line, for lines over years and for the bars beside them


def chart(block: PaperChart, page: Page) -> list[Element]:
    """Return a chart with its caption above, together on one page."""
    elements = _captioned(block.chart, block.digits, page, page.width)
    keep_together(elements)
    return elements


def chart_pair(block: ChartPair, page: Page) -> list[Element]:
    """Return two charts side by side, in a table without lines."""
    widths = [round(page.width * _share(block, each.chart)) for each in block.charts]
    cells = [
        cell(_captioned(each.chart, each.digits, page, width), width)
        for each, width in zip(block.charts, widths, strict=True)
    ]
    captions = " ".join(each.caption for each in block.charts)
    return [grid(CHART_TABLE, widths, [row(cells)], captions), paragraph("TableEnd")]


def chart_key(block: ChartKey, page: Page) -> list[Element]:
    """Return the key with a piece of each bar; each chart names its target itself."""
    full, open_ = (run(SWATCH, style) for style in (FULL_BAR, OPEN_BAR))
    return [paragraph("ChartNote", full, f" {block.reached}  ", open_, f" {block.weak}  {block.target_text}")]


def _share(block: ChartPair, chart_: Chart) -> float:
    if not block.is_uneven:
        return 0.5
    return WIDER if isinstance(chart_, LineChart) else NARROWER


def _captioned(chart_: Chart, digits: str, page: Page, width: int) -> list[Element]:
    drawn = _drawn(chart_, digits, page, width)
    return [paragraph("ChartCaption", *captioned(chart_.caption, digits)), paragraph("ChartDrawing", drawn)]


def _drawn(chart_: Chart, digits: str, page: Page, width: int) -> Element:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    number = next(page.charts)
    data, package = data_of(chart_, digits), page.part.package
    workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), WORKBOOK_TYPE, workbook_of(data), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    part._blob = chart_xml(chart_, data, part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))
    key = page.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    content = f'<c:chart xmlns:c="{CHART_SPACE}" r:id="{key}"/>'
    size = (width - twips(0.3), twips(_height(chart_, is_narrow=width < twips(NARROW))))
    return graphic(page, content, CHART_SPACE, chart_.summary, size)


def _height(chart_: Chart, *, is_narrow: bool) -> float:
    if isinstance(chart_, LineChart):
        return LINES + 0.5 * len(chart_.groups)
    if isinstance(chart_, RadarChart):
        return RADAR
    if chart_.is_grouped:
        return COLUMNS
    return AROUND_BARS + (LEGEND_LINE if is_narrow else 0) + BAR * len(chart_.bars)
