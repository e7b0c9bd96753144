"""The figures of a chart in Word: as it draws them, and as the workbook in which people edit them."""

import re
from dataclasses import dataclass
from typing import Any

from assessments.rules.figures import UNKNOWN
from ita_portal.spreadsheets.workbook import append_row, bytes_of, new_workbook
from reports.output.word.archive import NO_TIME, without_time
from reports.paper.blocks import FULL_LENGTH, Chart, ChartBar, LineChart
from reports.paper.typesetting import THAI

SHEET = "ข้อมูล"
SCORE = "คะแนน"
FORMATS = {THAI: "[$-D00041E]0.00"}  # the digits of Thai
USUAL_FORMAT = "0.00"
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True)
class ChartSeries:
    name: str
    values: tuple[float | None, ...]
    weak: tuple[bool, ...]  # below the target, one for each value


@dataclass(frozen=True)
class ChartData:
    heading: str  # of the categories
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    target: ChartSeries
    number_format: str

    @property
    def all_series(self) -> tuple[ChartSeries, ...]:
        return (*self.series, self.target)


def data_of(chart: Chart, digits: str) -> ChartData:
    """Return the figures of a chart: one series of bars, or one for each line or each year."""
    heading, rows = _rows(chart)
    categories = tuple(label for label, _ in rows)
    names = [bar.label for bar in rows[0][1]] if chart.is_grouped else [SCORE]
    if isinstance(chart, LineChart):
        names = [group.label for group in chart.groups]
    columns = zip(*(bars for _, bars in rows), strict=True)
    target = ChartSeries(chart.target_text, (100 * chart.target / FULL_LENGTH,) * len(rows), (False,) * len(rows))
    series = tuple(_series(name, bars) for name, bars in zip(names, columns, strict=True))
    return ChartData(heading, categories, series, target, FORMATS.get(digits, USUAL_FORMAT))


def workbook_of(data: ChartData) -> bytes:
    """Return the workbook of a chart: categories in the first column, then a column for each series and the target."""
    book, page = new_workbook(title=data.heading, sheet_name=SHEET)
    _append(page, [data.heading, *(each.name for each in data.all_series)])
    for at, category in enumerate(data.categories):
        cells = _append(page, [category, *(each.values[at] for each in data.all_series)])
        for cell in cells[1:]:
            cell.number_format = data.number_format
    saved = f"{NO_TIME:%Y-%m-%dT%H:%M:%SZ}".encode()
    return without_time(bytes_of(book), {"docProps/core.xml": lambda part: _SAVED.sub(rb"\g<1>" + saved, part)})


def _append(page: Any, values: list[Any]) -> list[Any]:
    """Write a row; whatever a text begins with, it is no formula."""
    cells = append_row(page, values)
    for cell, value in zip(cells, values, strict=True):
        if isinstance(value, str):
            cell.data_type = "s"
    return cells


def _rows(chart: Chart) -> tuple[str, list[tuple[str, tuple[ChartBar, ...]]]]:
    """Return the heading of the categories, and each with its bars, one for each series."""
    if isinstance(chart, LineChart):
        years = zip(*(group.bars for group in chart.groups), strict=True)
        return chart.row_heading, [(bars[0].label, bars) for bars in years]
    if chart.is_grouped:
        return chart.row_heading, [(group.label, group.bars) for group in chart.groups]
    return chart.row_heading, [(bar.label, (bar,)) for bar in chart.bars]


def _series(name: str, bars: tuple[ChartBar, ...]) -> ChartSeries:
    values = tuple(None if bar.figure == UNKNOWN else bar.length / 100 for bar in bars)
    return ChartSeries(name, values, tuple(bar.is_weak for bar in bars))
