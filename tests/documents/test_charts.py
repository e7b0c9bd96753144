"""Charts: read in black and white, placed two to a row, and drawn by Word from a workbook within the file."""

import re
import xml.etree.ElementTree as ET  # files that these tests have just made
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ita_portal.text.thai import arabic_digits
from reports.output.formats import document_html, document_pdf
from reports.output.word.chart_data import data_of
from reports.output.word.chart_xml import SHADES, chart_xml
from reports.paper.blocks import BarGroup, Chart, ChartBar, ChartKey, LineChart, RadarChart
from reports.paper.chart_drawing import HALF, INK, RADAR, WHOLE, WIDTH, line_drawing, radar_drawing
from reports.paper.chart_layout import ChartPair, PaperChart
from reports.paper.layout import laid_out
from reports.paper.typesetting import ARABIC
from tests.documents.word_text import WP, WordFile

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.1 defines it."""
    parts = [int(colour.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (INK.full, INK.weak),
        (INK.full, INK.ground),
        (INK.target, INK.edge),
        (INK.target, INK.ground),
        (INK.edge, INK.full),
    ],
)
def test_what_is_told_by_colour_is_told_in_grey(one, other):
    assert contrast(one, other) > 4.5


def test_years_are_shades_that_grow_darker():
    levels = [luminance(shade) for shade in SHADES]
    assert levels == sorted(levels, reverse=True)
    assert all(contrast(one, other) > 1.35 for one, other in pairwise(SHADES))


def grey_rows(pdf: bytes) -> list[list[int]]:
    """Return the second page as rows of grey, 0 black to 255 white."""
    page = pypdfium2.PdfDocument(pdf)[1].render(scale=3, grayscale=True).to_pil()
    pixels, width = page.tobytes(), page.width
    return [list(pixels[at : at + width]) for at in range(0, len(pixels), width)]


def test_the_target_line_is_seen_on_a_dark_bar_printed_in_grey(documents):
    """A dark run is broken by a white edge beside the black line."""
    dark, white = 110, 225
    crossed = 0
    for row in grey_rows(document_pdf(documents["nanueng"])):
        runs = "".join("d" if grey < dark else "w" if grey > white else "-" for grey in row)
        crossed += bool(re.search(r"d{60,}[-w]{0,3}d{0,8}-?w{1,8}[-w]{0,3}d{5,}", runs))
    assert crossed > 20


def placed(document) -> list[PaperChart]:
    blocks = laid_out(document).blocks
    pairs = [each for block in blocks if isinstance(block, ChartPair) for each in block.charts]
    return [*pairs, *(block for block in blocks if isinstance(block, PaperChart))]


def test_narrow_charts_stand_two_to_a_row_and_one_key_speaks_for_all(documents):
    document = documents["nanueng"]
    charts = [each for each in document.blocks if isinstance(each, Chart)]
    assert {type(each) for each in charts} >= {Chart, LineChart}
    pairs = [block for block in laid_out(document).blocks if isinstance(block, ChartPair)]
    assert [[each.caption.split()[1] for each in pair.charts] for pair in pairs] == [["๑", "๒"], ["๓", "๔"]]
    assert len(placed(document)) == len(charts)
    assert sum(isinstance(each, ChartKey) for each in document.blocks) == 1
    assert document_html(document, on_screen=False).count("ต่ำกว่าค่าเป้าหมาย</span>") == 1


def test_every_chart_has_its_scale_from_0_by_the_target_to_100(documents):
    for each in placed(documents["nanueng"]):
        assert (each.zero, each.target_figure, each.full) == ("๐", "๘๕", "๑๐๐")
        if not each.chart.is_grouped:
            assert sum(float(width.rstrip("%")) for width in each.columns) == pytest.approx(100)
            assert "๘๕" in each.chart.target_text


HEIGHTS = st.lists(
    st.tuples(st.none() | st.floats(min_value=0, max_value=100, allow_nan=False), st.booleans()),
    min_size=3,
    max_size=10,
)
NUMBERS = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


@given(HEIGHTS, st.floats(min_value=50, max_value=100), st.sampled_from([WHOLE, HALF]))
def test_lines_stay_within_their_drawing(heights, target, size):
    drawing = line_drawing([heights], target, size)
    points = [tuple(map(float, each)) for piece in drawing.lines[0].pieces for each in NUMBERS.findall(piece)]
    assert all(size.left < x < WIDTH and drawing.top <= y <= drawing.bottom for x, y in points)
    assert drawing.target_letters - drawing.full_letters >= size.letters - 0.2  # the figures of the scale stand apart
    known = [is_weak for height, is_weak in heights if height is not None]
    assert [dot.is_weak for dot in drawing.lines[0].dots] == known


@given(HEIGHTS, st.floats(min_value=50, max_value=100))
def test_corners_of_a_radar_stay_within_their_drawing(heights, target):
    drawing = radar_drawing(heights, target)
    sides = [tuple(map(float, each)) for side in (*drawing.sides, *drawing.rings) for each in NUMBERS.findall(side)]
    assert all(0 <= x <= RADAR and 0 <= y <= RADAR for x, y in sides)
    assert len(drawing.names) == len(heights)
    assert len(drawing.dots) == sum(height is not None for height, _ in heights)


# In Word


@pytest.fixture
def word(files) -> WordFile:
    return WordFile.of(files["nanueng"])


def chart_parts(word: WordFile) -> list[ET.Element]:
    numbers = range(1, 1 + sum(bool(re.fullmatch(r"word/charts/chart\d+\.xml", name)) for name in word.parts))
    return [word.xml(f"word/charts/chart{number}.xml") for number in numbers]


def figures_of(series: ET.Element) -> list[str]:
    return [each.text for each in series.findall(f"{C}val/{C}numRef/{C}numCache/{C}pt/{C}v")]


def test_charts_of_word_have_the_figures_of_the_paper_in_its_digits(documents, word):
    charts = [each for each in documents["nanueng"].blocks if isinstance(each, Chart)]
    parts = chart_parts(word)
    assert len(parts) == len(charts)
    for chart, part in zip(charts, parts, strict=True):
        *series, target = part.iter(f"{C}ser")
        drawn = sorted(float(each) for one in series for each in figures_of(one))
        assert drawn == sorted(float(arabic_digits(bar.figure)) for bar in chart.bars)
        assert set(figures_of(target)) == {"85.0"}
        assert {each.text for each in part.iter(f"{C}formatCode")} == {"[$-D00041E]0.00"}
        assert [each.get("val") for name in ("min", "max") for each in part.iter(f"{C}{name}")] == ["0", "100"]


def test_bars_below_the_target_are_outlines_in_word_too(documents, word):
    (ranking,) = [each for each in documents["nanueng"].blocks if isinstance(each, Chart) and "เรียงจาก" in each.caption]
    part = chart_parts(word)[int(arabic_digits(ranking.caption.split()[1])) - 1]
    weak = [at for at, bar in enumerate(ranking.bars) if bar.is_weak]
    assert weak
    assert [int(each.find(f"{C}idx").get("val")) for each in part.iter(f"{C}dPt")] == weak


def test_figures_of_bars_in_word_stand_where_no_frame_of_the_target_crosses_them():
    bars = (
        ChartBar("ก", "99.00", 9900),
        ChartBar("ข", "60.00", 6000, is_weak=True),
        ChartBar("ค", "0.67", 67, is_weak=True),
    )
    chart = Chart("ภาพที่ 1", "ตัวชี้วัด", "", (BarGroup("", bars),), 8500, "ค่าเป้าหมาย 85.00")
    part = ET.fromstring(chart_xml(chart, data_of(chart, ARABIC), "rId1"))  # noqa: S314  made by ourselves
    (labels,) = part.iter(f"{C}dLbls")
    apart = {
        each.find(f"{C}idx").get("val"): each.find(f"{C}dLblPos").get("val") for each in labels.findall(f"{C}dLbl")
    }
    assert apart == {"1": "inBase", "2": "outEnd"}  # in dark letters: one on white, one beside its short bar
    assert labels.find(f"{C}dLblPos").get("val") == "inBase"


def test_charts_of_word_are_described_and_can_be_edited_in_their_workbooks(documents, word):
    charts = [each for each in documents["nanueng"].blocks if isinstance(each, Chart)]
    assert [each.get("descr") for each in word.body.iter(f"{WP}docPr")] == [chart.summary for chart in charts]
    for number, (chart, part) in enumerate(zip(charts, chart_parts(word), strict=True), 1):
        relation = word.parts[f"word/charts/_rels/chart{number}.xml.rels"].decode()
        assert f"embeddings/chart{number}.xlsx" in relation
        assert part.find(f"{C}externalData") is not None
        sheet = load_workbook(BytesIO(word.parts[f"word/embeddings/chart{number}.xlsx"])).active
        rows = list(sheet.iter_rows(values_only=True))
        names = [each.find(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v").text for each in part.iter(f"{C}ser")]
        assert list(rows[0]) == [chart.row_heading, *names]
        first = part.find(f".//{C}ser/{C}cat/{C}strRef")
        assert [row[0] for row in rows[1:]] == [each.text for each in first.iter(f"{C}v")]
        assert first.find(f"{C}f").text == f"'{sheet.title}'!$A$2:$A${len(rows)}"


def test_a_radar_is_drawn_of_ten_indicators(documents):
    radar = [each for each in documents["nanueng"].blocks if isinstance(each, RadarChart)]
    assert [len(each.bars) for each in radar] == [10]
