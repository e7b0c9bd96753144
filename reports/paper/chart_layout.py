"""Charts as they are placed on paper: narrow ones two to a row, each with its drawing and its scale.

As with tables, the content of a document says nothing of this; every printer takes it from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from assessments.rules.figures import UNKNOWN
from reports.paper.blocks import FULL_LENGTH, Block, Chart, ChartBar, LineChart, RadarChart
from reports.paper.chart_drawing import (
    HALF,
    INK,
    WHOLE,
    ChartInk,
    ChartLine,
    LineDrawing,
    Point,
    RadarDrawing,
    line_drawing,
    radar_drawing,
)
from reports.paper.typesetting import FONT_FAMILIES, text_on_paper

MOST_BARS_OF_A_HALF = 4  # with labels as short as IIT; names of indicators need a whole line
LONGEST_LABEL_OF_A_HALF = 30
# How a line is shared by labels, bars and figures, in per cent.
SHARES, HALF_SHARES, SHORT_SHARES = (40, 47, 13), (42, 36, 22), (20, 58, 22)
LONGEST_SHORT_LABEL = 6


@dataclass(frozen=True)
class PaperChart(Block):
    """A chart on a line of its own, or on one half of it."""

    chart: Chart
    digits: str
    is_half: bool = False
    template: ClassVar[str] = "reports/blocks/paper_chart.html"

    @property
    def caption(self) -> str:
        return self.chart.caption

    @property
    def ink(self) -> ChartInk:
        return INK

    @property
    def zero(self) -> str:
        return text_on_paper("0", self.digits)

    @property
    def full(self) -> str:
        return text_on_paper("100", self.digits)

    @property
    def target_figure(self) -> str:
        """The target as short as a scale has it: 85, or 87.50."""
        figure = f"{self.chart.target / 100:.2f}".removesuffix(".00")
        return text_on_paper(figure, self.digits)

    @property
    def columns(self) -> tuple[str, ...]:
        """The widths of the columns of bars: labels, up to the target, beyond it, figures."""
        label, bars, figure = self._shares
        reached = bars * self.chart.target / FULL_LENGTH
        return tuple(f"{width:.2f}%" for width in (label, reached, bars - reached, figure))

    @property
    def _shares(self) -> tuple[int, int, int]:
        if not self.is_half:
            return SHARES
        is_short = all(len(bar.label) <= LONGEST_SHORT_LABEL for bar in self.chart.bars)
        return SHORT_SHARES if is_short else HALF_SHARES

    @cached_property
    def lines(self) -> LineDrawing:
        series = [[_height(bar) for bar in group.bars] for group in self.chart.groups]
        return line_drawing(series, self.chart.target / 100, HALF if self.is_half else WHOLE)

    @property
    def scale(self) -> tuple[tuple[str, float], ...]:
        """The figures beside lines, each with where its letters stand."""
        drawing = self.lines
        return (
            (self.full, drawing.full_letters),
            (self.target_figure, drawing.target_letters),
            (self.zero, drawing.zero_letters),
        )

    @property
    def fonts(self) -> str:
        return ", ".join(FONT_FAMILIES)

    @property
    def series(self) -> list[tuple[str, tuple[ChartBar, ...], ChartLine]]:
        """The groups, each with its bars and its line."""
        groups = zip(self.chart.groups, self.lines.lines, strict=True)
        return [(group.label, group.bars, line) for group, line in groups]

    @cached_property
    def radar(self) -> RadarDrawing:
        return radar_drawing([_height(bar) for bar in self.chart.bars], self.chart.target / 100)

    @property
    def corners(self) -> list[tuple[str, Point]]:
        """What stands at the corners of a radar: the numbers with which its labels begin."""
        names = [bar.label.partition(".")[0] for bar in self.chart.bars]
        return list(zip(names, self.radar.names, strict=True))

    @property
    def rings(self) -> list[tuple[str, Point]]:
        """What stands beside the rings of a radar."""
        return list(zip((self.zero, self.target_figure, self.full), self.radar.scale, strict=True))


@dataclass(frozen=True)
class ChartPair(Block):
    """Two charts side by side."""

    template: ClassVar[str] = "reports/blocks/chart_pair.html"
    charts: tuple[PaperChart, ...]

    @property
    def is_uneven(self) -> bool:
        """Whether lines over years, which need more room, stand beside bars."""
        return len({type(each.chart) for each in self.charts}) > 1


def placed_charts(blocks: Sequence[Block], digits: str) -> tuple[Block, ...]:
    """Return the blocks of a section with charts as they are placed: of narrow neighbours two to a row."""
    placed: list[Block] = []
    waiting: Chart | None = None
    for block in blocks:
        if waiting and isinstance(block, Chart) and _is_narrow(block):
            placed[-1] = ChartPair((PaperChart(waiting, digits, is_half=True), PaperChart(block, digits, is_half=True)))
            waiting = None
            continue
        waiting = block if isinstance(block, Chart) and _is_narrow(block) else None
        placed.append(PaperChart(block, digits) if isinstance(block, Chart) else block)
    return tuple(placed)


def _is_narrow(chart: Chart) -> bool:
    if isinstance(chart, RadarChart):
        return False
    if isinstance(chart, LineChart):
        return True
    is_short = all(len(bar.label) <= LONGEST_LABEL_OF_A_HALF for bar in chart.bars)
    return not chart.is_grouped and len(chart.bars) <= MOST_BARS_OF_A_HALF and is_short


def _height(bar: ChartBar) -> tuple[float | None, bool]:
    """Return where a bar ends on the scale of 0 to 100, and whether that is below the target."""
    return (None if bar.figure == UNKNOWN else bar.length / 100, bar.is_weak)
