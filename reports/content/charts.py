"""Charts of results as plain values: bars, lines over the years or a radar, each figure with its label in text.

Whatever is drawn stands as text beside it, so that a reader, a screen reader and a copied text get the numbers; the
length of a bar is its figure in hundredths of a per cent of the scale. A chart with nothing to show is left out:
a year alone has no history, and where no figure is known there is no bar.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.rules.figures import UNKNOWN, printed, rounded
from assessments.rules.sheet import IndicatorBlock, Sheet
from assessments.rules.target import is_below_target
from reports.paper.blocks import BarGroup, Chart, ChartBar, ChartKey, LineChart, RadarChart

Rows = Iterable[tuple[str, Decimal | None]]
FEWEST_CORNERS = 3  # of a radar, or it would be no polygon
TOTAL, YEARS = "คะแนนรวม", "ปี"


@dataclass(frozen=True)
class Picture:
    """A chart before it is numbered."""

    title: str
    row_heading: str
    groups: tuple[BarGroup, ...]
    needs_history: bool = False
    drawn_as: type[Chart] = Chart

    @property
    def is_empty(self) -> bool:
        known = sum(bar.figure != UNKNOWN for group in self.groups for bar in group.bars)
        return known < (FEWEST_CORNERS if self.drawn_as is RadarChart else 1)


def charts(sheets: Sequence[Sheet], wanted: Iterable[str], numbers: Iterable[str]) -> tuple[Chart, ...]:
    """Return the wanted charts that have something to show; `sheets` run from the oldest year to the newest."""
    pictures = (CHARTS[name].picture(sheets) for name in wanted)
    shown = [each for each in pictures if not each.is_empty and (len(sheets) > 1 or not each.needs_history)]
    target = sheets[-1].target
    return tuple(
        picture.drawn_as(
            caption=f"ภาพที่ {number} {picture.title}",
            row_heading=picture.row_heading,
            summary=_summary(picture),
            groups=picture.groups,
            target=int(target * 100),
            target_text=f"ค่าเป้าหมาย {printed(target)}",
        )
        for picture, number in zip(shown, numbers, strict=False)
    )


def with_key(shown: tuple[Chart, ...]) -> tuple[ChartKey | Chart, ...]:
    """Return charts after the one note that says how all of them are read."""
    if not shown:
        return ()
    key = ChartKey("ทึบ ถึงค่าเป้าหมาย", "โปร่ง ต่ำกว่าค่าเป้าหมาย", f"เส้น{shown[0].target_text} คะแนน")
    return (key, *shown)


def bar(label: str, value: Decimal | None, target: Decimal) -> ChartBar:
    """Return the bar of a figure of 0 to 100; an unknown figure has no length and a dash."""
    if value is None:
        return ChartBar(label, UNKNOWN, 0)
    return ChartBar(label, printed(value), int(rounded(value) * 100), is_below_target(value, target))


def _bars(rows: Rows, target: Decimal) -> tuple[ChartBar, ...]:
    return tuple(bar(label, value, target) for label, value in rows)


def _one_group(title: str, row_heading: str, rows: Rows, target: Decimal) -> Picture:
    return Picture(title, row_heading, (BarGroup("", _bars(rows, target)),))


def _overall(sheets: Sequence[Sheet]) -> Picture:
    sheet = sheets[-1]
    label = f"{TOTAL} ({sheet.level})" if sheet.level else TOTAL
    rows = [(label, sheet.total.effective)]
    return _one_group(f"ผลการประเมินในภาพรวม {_this_year(sheets)}", "ภาพรวม", rows, sheet.target)


def _years(sheets: Sequence[Sheet]) -> Picture:
    rows = [(_year(sheet), sheet.total.effective) for sheet in sheets]
    title = f"ผลการประเมินในภาพรวมย้อนหลัง {_span(sheets)}"
    groups = (BarGroup(TOTAL, _bars(rows, sheets[-1].target)),)
    return Picture(title, YEARS, groups, needs_history=True, drawn_as=LineChart)


def _instruments(sheets: Sequence[Sheet]) -> Picture:
    rows = [(block.instrument.code, block.summary.effective) for block in sheets[-1].instruments]
    return _one_group(f"ผลการประเมินรายเครื่องมือ {_this_year(sheets)}", "เครื่องมือ", rows, sheets[-1].target)


def _instruments_by_year(sheets: Sequence[Sheet]) -> Picture:
    target = sheets[-1].target
    by_code = [
        (sheet, {block.instrument.code: block.summary.effective for block in sheet.instruments}) for sheet in sheets
    ]
    groups = tuple(
        BarGroup(
            block.instrument.code,
            _bars(((_year(sheet), known.get(block.instrument.code)) for sheet, known in by_code), target),
        )
        for block in sheets[-1].instruments
    )
    title = f"ผลการประเมินรายเครื่องมือย้อนหลัง {_span(sheets)}"
    return Picture(title, YEARS, groups, needs_history=True, drawn_as=LineChart)


def _indicators(sheets: Sequence[Sheet]) -> Picture:
    rows = [(_indicator_name(block), block.summary.effective) for block in sheets[-1].indicators]
    return _one_group(f"ผลการประเมินรายตัวชี้วัด {_this_year(sheets)}", "ตัวชี้วัด", rows, sheets[-1].target)


def _radar(sheets: Sequence[Sheet]) -> Picture:
    chart = _indicators(sheets)
    return replace(chart, title=f"แผนภูมิเรดาร์แสดงผลการประเมินรายตัวชี้วัด {_this_year(sheets)}", drawn_as=RadarChart)


def _ranking(sheets: Sequence[Sheet]) -> Picture:
    rows = [(_indicator_name(block), block.summary.effective) for block in high_to_low(sheets[-1])]
    title = f"ผลการประเมินรายตัวชี้วัด เรียงจากมากไปหาน้อย {_this_year(sheets)}"
    return _one_group(title, "ตัวชี้วัด", rows, sheets[-1].target)


def _indicators_by_year(sheets: Sequence[Sheet]) -> Picture:
    target = sheets[-1].target
    by_number = [{block.indicator.number: block.summary.effective for block in sheet.indicators} for sheet in sheets]
    groups = tuple(
        BarGroup(
            _indicator_name(block),
            _bars(
                (
                    (_year(sheet), known.get(block.indicator.number))
                    for sheet, known in zip(sheets, by_number, strict=True)
                ),
                target,
            ),
        )
        for block in sheets[-1].indicators
    )
    title = f"ผลการประเมินรายตัวชี้วัดย้อนหลัง {_span(sheets)}"
    return Picture(title, "ตัวชี้วัดและปีงบประมาณ", groups, needs_history=True)


@dataclass(frozen=True)
class ChartChoice:
    """A chart that an agency may print, and how it is drawn from sheets that run from the oldest to the newest."""

    name: str
    picture: Callable[[Sequence[Sheet]], Picture]


CHARTS = {
    "overall": ChartChoice("ภาพรวมของปี", _overall),
    "years": ChartChoice("ภาพรวมย้อนหลัง", _years),
    "instruments": ChartChoice("รายเครื่องมือของปี", _instruments),
    "instruments-years": ChartChoice("รายเครื่องมือย้อนหลัง", _instruments_by_year),
    "indicators": ChartChoice("รายตัวชี้วัดของปี", _indicators),
    "radar": ChartChoice("เรดาร์รายตัวชี้วัดของปี", _radar),
    "ranking": ChartChoice("รายตัวชี้วัดเรียงจากมากไปหาน้อย", _ranking),
    "indicators-years": ChartChoice("รายตัวชี้วัดย้อนหลัง", _indicators_by_year),
}


def high_to_low(sheet: Sheet) -> list[IndicatorBlock]:
    """Return the indicators from the highest figure to the lowest; equal ones in their own order, unknown ones last."""
    return sorted(sheet.indicators, key=lambda block: _falling(block.summary.effective))


def _falling(value: Decimal | None) -> Decimal:
    return Decimal(1) if value is None else -rounded(value)


def _indicator_name(block: IndicatorBlock) -> str:
    return f"{block.indicator.number}. {block.indicator.name}"


def _year(sheet: Sheet) -> str:
    return str(sheet.structure.fiscal_year)


def _this_year(sheets: Sequence[Sheet]) -> str:
    return f"ปีงบประมาณ พ.ศ. {_year(sheets[-1])}"


def _span(sheets: Sequence[Sheet]) -> str:
    return f"ปีงบประมาณ พ.ศ. {_year(sheets[0])} ถึง {_year(sheets[-1])}"


def _summary(picture: Picture) -> str:
    parts = []
    for group in picture.groups:
        figures = ", ".join(f"{each.label} {each.figure}" for each in group.bars)
        parts.append(f"{group.label}: {figures}" if group.label else figures)
    return f"{picture.title}: {'; '.join(parts)}"
