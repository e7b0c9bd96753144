"""A chart as Word draws it, in DrawingML: editable, and to be told apart in black and white."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ita_portal.text.spelling import without_unwritable
from reports.output.word.chart_data import SHEET, ChartData, ChartSeries
from reports.output.word.markup import Element
from reports.output.word.styles import FONT
from reports.paper.blocks import Chart, LineChart, RadarChart
from reports.paper.chart_drawing import INK

NAMESPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
CATEGORIES, FIGURES = 1, 2  # the two axes
LETTERS, SMALL_LETTERS = 1200, 1000  # hundredths of a point
LINE, THICK_LINE = 12_700, 25_400  # 1 and 2 points
DASHES = ("solid", "dash", "sysDot", "dashDot")
MARKS = ("circle", "square", "triangle", "diamond")
SHADES = ("ffffff", "d3d9e0", "a4afbb", "718193", INK.full[1:])  # of years, the newest last
SHORTEST, LONGEST = "0", "100"
WIDE_ENOUGH = 15  # of a bar that its figure stands within


def chart_xml(chart: Chart, data: ChartData, workbook_key: str) -> bytes:
    """Return the part of a chart that takes its figures from a workbook of the file."""
    from lxml import etree

    plot = _plot_of(chart)(data)
    has_table = isinstance(chart, LineChart) or chart.is_grouped
    is_small = has_table or isinstance(chart, RadarChart)
    space = _make(
        "c:chartSpace",
        _value("date1904", 0),
        _value("lang", "th-TH"),
        _value("roundedCorners", 0),
        _make(
            "c:chart",
            _value("autoTitleDeleted", 1),
            _make("c:plotArea", _make("c:layout"), *plot, *([_data_table()] if has_table else [])),
            _make("c:legend", _value("legendPos", "b"), _value("overlay", 0)),
            _value("plotVisOnly", 1),
            _value("dispBlanksAs", "gap"),
        ),
        _make("c:spPr", _fill(INK.weak), _make("a:ln", _make("a:noFill"))),
        _letters(SMALL_LETTERS if is_small else LETTERS),
        _make("c:externalData", _value("autoUpdate", 0), **{"r:id": workbook_key}),
    )
    part = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert isinstance(part, bytes)
    return part


def _plot_of(chart: Chart) -> Callable[[ChartData], list[Element]]:
    if isinstance(chart, LineChart):
        return _lines
    if isinstance(chart, RadarChart):
        return _radar
    return _columns if chart.is_grouped else _bars


def _bars(data: ChartData) -> list[Element]:
    """Return bars from the left, each in a frame that reaches to the target."""
    (score,) = data.series
    frame = _make("c:spPr", _make("a:noFill"), _outline(INK.target, LINE))
    bars = _make(
        "c:barChart",
        _value("barDir", "bar"),
        _value("grouping", "clustered"),
        _value("varyColors", 0),
        _series(data, 0, score, _solid(INK.full), _invert(), *_weak_points(score), _figures_within(data, score)),
        _series(data, 1, data.target, frame, _invert()),
        _value("gapWidth", 50),
        _value("overlap", 100),
        *_axis_ids(),
    )
    return [bars, _category_axis("l", turned="maxMin"), _figure_axis(data, "b", crosses="max")]


def _columns(data: ChartData) -> list[Element]:
    """Return upright bars, a group for each category, and the target as a line across."""
    shades = SHADES[-len(data.series) :] if len(data.series) <= len(SHADES) else SHADES
    columns = _make(
        "c:barChart",
        _value("barDir", "col"),
        _value("grouping", "clustered"),
        _value("varyColors", 0),
        *(
            _series(data, at, each, _solid(f"#{shades[at % len(shades)]}"), _invert())
            for at, each in enumerate(data.series)
        ),
        _value("gapWidth", 60),
        *_axis_ids(),
    )
    return [columns, _line_chart([_target_line(data)]), _category_axis("b"), _figure_axis(data, "l")]


def _lines(data: ChartData) -> list[Element]:
    lines = [
        _series(data, at, each, _stroke(INK.full, THICK_LINE, DASHES[at % 4]), _mark(MARKS[at % 4]), after=_smooth())
        for at, each in enumerate(data.series)
    ]
    return [_line_chart([*lines, _target_line(data)]), _category_axis("b"), _figure_axis(data, "l")]


def _radar(data: ChartData) -> list[Element]:
    (score,) = data.series
    radar = _make(
        "c:radarChart",
        _value("radarStyle", "marker"),
        _value("varyColors", 0),
        _series(data, 0, score, _stroke(INK.full, THICK_LINE), _mark("circle"), _figures(data)),
        _series(data, 1, data.target, _stroke(INK.target, LINE, "sysDash"), _mark("none")),
        *_axis_ids(),
    )
    return [radar, _category_axis("b", has_grid=True), _figure_axis(data, "l", leaves_out=LONGEST)]


def _line_chart(series: Iterable[Element]) -> Element:
    return _make(
        "c:lineChart",
        _value("grouping", "standard"),
        _value("varyColors", 0),
        *series,
        _value("marker", 1),
        *_axis_ids(),
    )


def _target_line(data: ChartData) -> Element:
    stroke = _stroke(INK.target, LINE, "sysDash")
    return _series(data, len(data.series), data.target, stroke, _mark("none"), after=_smooth())


def _series(data: ChartData, at: int, series: ChartSeries, *looks: Element, after: Sequence[Element] = ()) -> Element:
    """Return a series: its name, its looks, and where categories and figures stand in the workbook."""
    column, last = "BCDEFGHIJKLMNOPQRSTUVWXYZ"[at], len(data.categories) + 1
    return _make(
        "c:ser",
        _value("idx", at),
        _value("order", at),
        _make("c:tx", _texts(f"${column}$1", [series.name])),
        *looks,
        _make("c:cat", _texts(f"$A$2:$A${last}", data.categories)),
        _make("c:val", _numbers(f"${column}$2:${column}${last}", series.values, data.number_format)),
        *after,
    )


def _texts(place: str, texts: Sequence[str]) -> Element:
    return _make("c:strRef", _text("c:f", f"'{SHEET}'!{place}"), _make("c:strCache", *_points(texts)))


def _numbers(place: str, values: Sequence[float | None], number_format: str) -> Element:
    cache = _make("c:numCache", _text("c:formatCode", number_format), *_points(values))
    return _make("c:numRef", _text("c:f", f"'{SHEET}'!{place}"), cache)


def _points(values: Sequence[object]) -> Iterator[Element]:
    yield _value("ptCount", len(values))
    for at, value in enumerate(values):
        if value is not None:
            yield _make("c:pt", _text("c:v", str(value)), idx=at)


def _weak_points(series: ChartSeries) -> Iterator[Element]:
    """Yield the bars below the target, which are outlines."""
    for at, is_weak in enumerate(series.weak):
        if is_weak:
            looks = _make("c:spPr", _fill(INK.weak), _outline(INK.full, THICK_LINE))
            yield _make("c:dPt", _value("idx", at), _value("invertIfNegative", 0), _value("bubble3D", 0), looks)


def _figures(data: ChartData) -> Element:
    """Return the figures beside corners, in the digits of the document."""
    return _make("c:dLbls", *_figure_looks(data))


def _figures_within(data: ChartData, score: ChartSeries) -> Element:
    """Return the figures where bars begin, so that the frame of the target never crosses one: light on a dark bar.

    Beside a bar too short for it stands the figure of that bar.
    """
    apart = [
        _make("c:dLbl", _value("idx", at), *_figure_looks(data, "outEnd" if is_short else "inBase"))
        for at, (value, is_weak) in enumerate(zip(score.values, score.weak, strict=True))
        if value is not None and ((is_short := value < WIDE_ENOUGH) or is_weak)
    ]
    return _make("c:dLbls", *apart, *_figure_looks(data, "inBase", INK.weak))


def _figure_looks(data: ChartData, place: str = "", colour: str = INK.target) -> Iterator[Element]:
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    yield _make("c:numFmt", formatCode=data.number_format, sourceLinked=0)
    if place:
        yield _letters(LETTERS, colour, is_on_one_line=True)
        yield _value("dLblPos", place)
    yield from (_value(f"show{name}", is_shown) for name, is_shown in shown.items())


def _axis_ids() -> tuple[Element, Element]:
    return _value("axId", CATEGORIES), _value("axId", FIGURES)


def _category_axis(place: str, *, turned: str = "minMax", has_grid: bool = False) -> Element:
    grid = [_make("c:majorGridlines", _make("c:spPr", _outline(INK.grid, LINE // 2)))] if has_grid else []
    return _make(
        "c:catAx",
        _value("axId", CATEGORIES),
        _make("c:scaling", _value("orientation", turned)),
        _value("delete", 0),
        _value("axPos", place),
        *grid,
        _value("majorTickMark", "none"),
        _value("minorTickMark", "none"),
        _value("tickLblPos", "low"),
        _make("c:spPr", _outline(INK.grid, LINE)),
        _letters(SMALL_LETTERS),  # LibreOffice leaves out names that take two lines
        _value("crossAx", FIGURES),
        _value("crosses", "autoZero"),
        _value("auto", 0),
        _value("lblAlgn", "ctr"),
        _value("lblOffset", 100),
        _value("tickLblSkip", 1),
        _value("noMultiLvlLbl", 1),
    )


def _figure_axis(data: ChartData, place: str, *, crosses: str = "autoZero", leaves_out: str = "") -> Element:
    """Return the axis of figures; one of its scale is left out where the first corner of a radar has its own."""
    whole = data.number_format.removesuffix(".00")
    number_format = f'[={leaves_out}]"";{whole}' if leaves_out else whole
    return _make(
        "c:valAx",
        _value("axId", FIGURES),
        _make("c:scaling", _value("orientation", "minMax"), _value("max", LONGEST), _value("min", SHORTEST)),
        _value("delete", 0),
        _value("axPos", place),
        _make("c:majorGridlines", _make("c:spPr", _outline(INK.grid, LINE // 4))),
        _make("c:numFmt", formatCode=number_format, sourceLinked=0),
        _value("majorTickMark", "out"),
        _value("minorTickMark", "none"),
        _value("tickLblPos", "nextTo"),
        _make("c:spPr", _outline(INK.grid, LINE // 2)),
        _value("crossAx", CATEGORIES),
        _value("crosses", crosses),
        _value("crossBetween", "between"),
        _value("majorUnit", 50),
    )


def _data_table() -> Element:
    shown = (_value(f"show{each}", 1) for each in ("HorzBorder", "VertBorder", "Outline"))
    lines = _make("c:spPr", _outline(INK.grid, LINE // 2))
    return _make("c:dTable", *shown, _value("showKeys", 0), lines, _letters(SMALL_LETTERS))


def _mark(kind: str) -> Element:
    if kind == "none":
        return _make("c:marker", _value("symbol", kind))
    looks = _make("c:spPr", _fill(INK.full), _outline(INK.full, LINE))
    return _make("c:marker", _value("symbol", kind), _value("size", 7), looks)


def _smooth() -> tuple[Element]:
    return (_value("smooth", 0),)


def _invert() -> Element:
    return _value("invertIfNegative", 0)


def _solid(colour: str) -> Element:
    return _make("c:spPr", _fill(colour), _outline(INK.full, LINE // 2))


def _stroke(colour: str, width: int, dashes: str = "solid") -> Element:
    return _make("c:spPr", _outline(colour, width, dashes))


def _outline(colour: str, width: int, dashes: str = "solid") -> Element:
    return _make("a:ln", _fill(colour), _make("a:prstDash", val=dashes), w=width)


def _fill(colour: str) -> Element:
    return _make("a:solidFill", _make("a:srgbClr", val=colour.removeprefix("#")))


def _letters(size: int, colour: str = INK.target, *, is_on_one_line: bool = False) -> Element:
    fonts = [_make(f"a:{script}", typeface=FONT) for script in ("latin", "ea", "cs")]
    look = _make("a:defRPr", _fill(colour), *fonts, sz=size)
    end = _make("a:endParaRPr", lang="th-TH")
    body = _make("a:bodyPr", **({"wrap": "none"} if is_on_one_line else {}))
    return _make("c:txPr", body, _make("a:lstStyle"), _make("a:p", _make("a:pPr", look), end))


def _value(name: str, value: object) -> Element:
    return _make(f"c:{name}", val=value)


def _text(tag: str, text: str) -> Element:
    element = _make(tag)
    element.text = without_unwritable(text)
    return element


def _make(tag: str, *children: Element, **values: Any) -> Element:
    """Return an element of DrawingML, whose attributes have no namespace unless they name one."""
    from lxml import etree

    element = etree.Element(_name(tag), nsmap=NAMESPACES if tag == "c:chartSpace" else None)
    for name, value in values.items():
        element.set(_name(name) if ":" in name else name, str(value))
    element.extend(children)
    return element


def _name(tag: str) -> str:
    prefix, _, name = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"
