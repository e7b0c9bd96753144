"""The lines, corners and colours of charts, so that paper printed in black and white says the same.

What has reached the target is dark and solid, what has not is an outline; the target is a black line with a white edge,
to be seen on dark ground too. Lengths are those of the drawing, from its top left corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin


@dataclass(frozen=True)
class ChartInk:
    """The colours of charts on screen and paper, and in Word."""

    full: str = "#3b5573"
    weak: str = "#ffffff"  # within an outline of `full`
    ground: str = "#eef1f4"
    target: str = "#000000"
    edge: str = "#ffffff"  # of the target line
    grid: str = "#8a929b"


INK = ChartInk()
# Of the lines of a chart: solid, dashed, dotted, dashed and dotted; each with a mark of its own.
DASHES = ("none", "28 12", "6 10", "28 10 6 10")
WIDTH = 1000  # of a drawing of lines
TOP, BOTTOM = 34, 24  # above 100 and below 0
FOOT_OF_LETTERS = 0.35  # of their height below the middle of a figure
RADAR, CENTRE, RADIUS, NAME_RADIUS, NAME_LETTERS = 600, 300.0, 228.0, 268.0, 36
CORNER_SIZE = 11.0
BESIDE_AXIS = 10.0  # where the figures of the scale begin
RINGS = (50.0, 100.0)

Height = tuple[float | None, bool]  # on the scale of 0 to 100, if known, and whether it is below the target


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Dot:
    """The mark of a figure, as SVG draws it."""

    path: str
    is_weak: bool = False


@dataclass(frozen=True)
class ChartLine:
    """The known figures of a series, in pieces where years between are unknown."""

    pieces: tuple[str, ...]
    dots: tuple[Dot, ...]
    dashes: str
    swatch: Dot  # in a drawing of 100 by 40


@dataclass(frozen=True)
class PlotSize:
    """The size of a drawing of lines: on a whole line of the page, or on half of it."""

    left: int  # what its scale takes
    height: int
    letters: int
    stroke: int
    dot: float


WHOLE, HALF = PlotSize(200, 300, 25, 4, 8.0), PlotSize(215, 350, 42, 7, 13.0)


@dataclass(frozen=True)
class LineDrawing:
    size: PlotSize
    target: float
    bottom: float
    target_letters: float  # the foot of the figure beside the line
    full_letters: float
    zero_letters: float
    lines: tuple[ChartLine, ...]

    @property
    def top(self) -> int:
        return TOP

    @property
    def width(self) -> int:
        return WIDTH - self.size.left

    @property
    def rise(self) -> float:
        return self.bottom - TOP

    @property
    def ends(self) -> tuple[float, float]:
        """Where 100 and 0 stand."""
        return (TOP, self.bottom)

    @property
    def letters_end(self) -> int:
        return self.size.left - 14

    @property
    def label_share(self) -> str:
        return f"{100 * self.size.left / WIDTH:.2f}%"


@dataclass(frozen=True)
class RadarDrawing:
    rings: tuple[str, ...]
    target: str
    axes: tuple[Point, ...]
    sides: tuple[str, ...]
    dots: tuple[Dot, ...]
    names: tuple[Point, ...]
    scale: tuple[Point, ...]  # where 0, the target and 100 are written


def line_drawing(series: Sequence[Sequence[Height]], target: float, size: PlotSize) -> LineDrawing:
    """Return lines over years that stand in columns of equal width, on a scale of 0 to 100."""
    bottom = size.height - BOTTOM
    at_target = round(bottom - (bottom - TOP) * target / 100, 1)
    foot = size.letters * FOOT_OF_LETTERS
    apart = max(0.0, size.letters - (at_target - TOP)) / 2  # figures that would stand over each other give way
    return LineDrawing(
        size=size,
        target=at_target,
        bottom=bottom,
        target_letters=round(at_target + foot + apart, 1),
        full_letters=round(TOP + foot - apart, 1),
        zero_letters=round(bottom + foot, 1),
        lines=tuple(_line(at, heights, size) for at, heights in enumerate(series)),
    )


def radar_drawing(heights: Sequence[Height], target: float) -> RadarDrawing:
    """Return a polygon with a corner for each figure, the first one at the top, clockwise."""
    count = len(heights)
    points = [None if height is None else _around(at, count, height) for at, (height, _) in enumerate(heights)]
    sides = zip(points, (*points[1:], *points[:1]), strict=True)
    dots = zip(points, heights, strict=True)
    return RadarDrawing(
        rings=tuple(_corners(_ring(count, ring)) for ring in RINGS),
        target=_corners(_ring(count, target)),
        axes=_ring(count, 100),
        sides=tuple(_corners((one, other)) for one, other in sides if one and other),
        dots=tuple(Dot(_circle(point, CORNER_SIZE), is_weak) for point, (_, is_weak) in dots if point),
        names=tuple(_name(at, count) for at in range(count)),
        scale=tuple(
            Point(CENTRE + BESIDE_AXIS, round(CENTRE - RADIUS * each / 100, 1)) for each in (0, target - 8, 100)
        ),
    )


def _line(at: int, heights: Sequence[Height], size: PlotSize) -> ChartLine:
    """Return a line with the dashes and the marks of its place among the lines."""
    points = _points(heights, size)
    mark = MARKS[at % len(MARKS)]
    pieces: list[list[Point]] = [[]]
    for point in points:
        pieces.append([]) if point is None else pieces[-1].append(point)
    return ChartLine(
        pieces=tuple(_corners(piece) for piece in pieces if len(piece) > 1),
        dots=tuple(
            Dot(mark(point, size.dot), is_weak) for point, (_, is_weak) in zip(points, heights, strict=True) if point
        ),
        dashes=DASHES[at % len(DASHES)],
        swatch=Dot(mark(Point(50, 20), 15)),
    )


def _points(heights: Sequence[Height], size: PlotSize) -> list[Point | None]:
    step = (WIDTH - size.left) / max(1, len(heights))
    bottom = size.height - BOTTOM
    return [
        None
        if height is None
        else Point(round(size.left + step * (at + 0.5), 1), round(bottom - (bottom - TOP) * height / 100, 1))
        for at, (height, _) in enumerate(heights)
    ]


def _ring(count: int, height: float) -> tuple[Point, ...]:
    return tuple(_around(at, count, height) for at in range(count))


def _around(at: int, count: int, height: float) -> Point:
    angle, radius = 2 * pi * at / count, RADIUS * height / 100
    return Point(round(CENTRE + radius * sin(angle), 1), round(CENTRE - radius * cos(angle), 1))


def _name(at: int, count: int) -> Point:
    """Return the middle of the foot of what stands at a corner."""
    point = _around(at, count, 100 * NAME_RADIUS / RADIUS)
    return Point(point.x, round(point.y + NAME_LETTERS * FOOT_OF_LETTERS, 1))


def _corners(points: Sequence[Point]) -> str:
    """Return points as SVG takes them."""
    return " ".join(f"{point.x},{point.y}" for point in points)


def _circle(point: Point, size: float) -> str:
    arc = f"a{size},{size} 0 1,0"
    return f"M{point.x - size:.1f},{point.y} {arc} {2 * size},0 {arc} {-2 * size},0z"


def _square(point: Point, size: float) -> str:
    return f"M{point.x - size:.1f},{point.y - size:.1f}h{2 * size}v{2 * size}h{-2 * size}z"


def _triangle(point: Point, size: float) -> str:
    return f"M{point.x},{point.y - 1.2 * size:.1f}l{1.2 * size},{2.2 * size}h{-2.4 * size}z"


def _diamond(point: Point, size: float) -> str:
    reach = 1.3 * size
    return f"M{point.x},{point.y - reach:.1f}l{reach},{reach}l{-reach},{reach}l{-reach},{-reach}z"


MARKS = (_circle, _square, _triangle, _diamond)
