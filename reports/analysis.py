"""The analysis report as plain values: what the year's open-data item on measures asks an agency to publish.

Built from the scores, findings, limitations and measures of an agency's year; sections, pictures and tables
are numbered here, once, in the order in which they are printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from agencies.models import Agency
from assessments.analysis import PARTS, Subject
from assessments.figures import UNKNOWN, printed
from assessments.models import Assessment
from assessments.sheet import Row, Sheet
from reports.charts import Bar, Chart, Group, bar, bars
from reports.cover import Cover, build_cover
from reports.measure_table import MeasureRow, numbered

FULL_NAME = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
ENGLISH_NAME = "(Integrity and Transparency Assessment : ITA)"
COVER_LINES = (
    "รายงานการวิเคราะห์ผลการประเมิน",
    "คุณธรรมและความโปร่งใสในการดำเนินงาน",
    "ของหน่วยงานภาครัฐ",
    "และมาตรการส่งเสริมคุณธรรม",
    "และความโปร่งใสภายในหน่วยงาน",
)


@dataclass(frozen=True)
class Section:
    number: str
    title: str


@dataclass(frozen=True)
class IndicatorLine:
    number: str
    name: str
    figure: str


@dataclass(frozen=True)
class InstrumentLines:
    code: str
    lines: tuple[IndicatorLine, ...]
    figure: str


@dataclass(frozen=True)
class QuestionLine:
    instrument: str
    code: str
    text: str
    figure: str


@dataclass(frozen=True)
class FindingPart:
    label: str
    text: str


@dataclass(frozen=True)
class SubjectSection:
    """An issue with its question scores and what they mean."""

    table_number: str  # empty where no question's figure is known, and so no table
    heading: str
    figure: str  # of an indicator, empty for an issue
    lines: tuple[QuestionLine, ...]
    finding: tuple[FindingPart, ...]


@dataclass(frozen=True)
class AnalysisDocument:
    cover: Cover
    result_section: Section
    result: str
    charts: tuple[Chart, ...]
    note: str
    indicators_section: Section
    indicators_table_number: str
    indicators_table_title: str
    instruments: tuple[InstrumentLines, ...]
    total: str
    level: str
    subjects_section: Section
    subjects: tuple[SubjectSection, ...]
    limitations_section: Section
    limitations: tuple[str, ...]
    measures_section: Section
    measures_intro: str
    measures_table_number: str
    measures_table_title: str
    measures: tuple[MeasureRow, ...]


def build_analysis(
    *,
    agency: Agency,
    history: Sequence[Assessment],
    subjects: Sequence[Subject],
    limitations: Sequence[str],
    plan_year: int,
    measures: tuple[MeasureRow, ...],
) -> AnalysisDocument:
    """Return the report on the last assessment of `history`, which runs from the oldest year to the newest."""
    sections, pictures, tables = (map(str, count(1)) for _ in range(3))
    sheets = [assessment.sheet() for assessment in history]
    current, fiscal_year = sheets[-1], history[-1].fiscal_year
    year = f"ปีงบประมาณ พ.ศ. {fiscal_year}"
    charts = _charts(sheets, pictures)
    return AnalysisDocument(
        cover=build_cover(
            agency, title=f"รายงานการวิเคราะห์ผล{FULL_NAME}", title_lines=COVER_LINES, fiscal_year=fiscal_year
        ),
        result_section=Section(next(sections), f"ผล{FULL_NAME} {ENGLISH_NAME} ประจำ{year}"),
        result=_result(agency, current, year, charts),
        charts=charts,
        note=_illustrative_note(history),
        indicators_section=Section(next(sections), f"สรุปผลการประเมินรายตัวชี้วัด ประจำ{year}"),
        indicators_table_number=next(tables),
        indicators_table_title=f"คะแนนรายตัวชี้วัด {year}",
        instruments=_instruments(current),
        total=_figure(current.total.effective),
        level=current.level or UNKNOWN,
        subjects_section=Section(
            next(sections),
            f"การวิเคราะห์ผลการประเมินของ{agency.full_name} ประจำ{year} แยกเป็น {len(subjects)} {subjects[0].unit}",
        ),
        subjects=tuple(_subject(subject, next(tables) if subject.has_figures else "") for subject in subjects),
        limitations_section=Section(next(sections), "ข้อจำกัดและปัญหาอุปสรรคของหน่วยงานในการดำเนินการประเมิน"),
        limitations=numbered(limitations),
        measures_section=Section(
            next(sections), f"การนำผลการวิเคราะห์แต่ละ{subjects[0].unit}ไปสู่การปฏิบัติ ในปีงบประมาณ พ.ศ. {plan_year}"
        ),
        measures_intro=(
            f"{agency.full_name} ได้นำผลการวิเคราะห์มากำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
            f"ในปีงบประมาณ พ.ศ. {plan_year} โดยมีรายละเอียด ดังนี้"
        ),
        measures_table_number=next(tables),
        measures_table_title=f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. {plan_year}",
        measures=measures,
    )


def _result(agency: Agency, sheet: Sheet, year: str, charts: Sequence[Chart]) -> str:
    total = sheet.total.effective
    score = f"ได้คะแนนภาพรวม {printed(total)} คะแนน" if total is not None else "ยังไม่มีคะแนนภาพรวม"
    level = f" อยู่ในระดับ “{sheet.level}”" if sheet.level else ""
    rank = f" {sheet.rank}" if sheet.rank else ""
    return (
        f"จากผล{FULL_NAME} {ENGLISH_NAME} ประจำ{year} พบว่า {agency.full_name} {score}{level}{rank} "
        f"โดยมีรายละเอียดดังภาพที่ {charts[0].number} ถึงภาพที่ {charts[-1].number}"
    )


def _charts(sheets: Sequence[Sheet], pictures: Iterable[str]) -> tuple[Chart, ...]:
    current, numbers = sheets[-1], iter(pictures)
    years = [str(sheet.structure.fiscal_year) for sheet in sheets]
    target = current.target

    def chart(title: str, row_heading: str, *groups: Group) -> Chart:
        return Chart(
            number=next(numbers),
            title=title,
            row_heading=row_heading,
            summary=_summary(title, groups),
            groups=groups,
            target=int(target * 100),
            target_text=f"เส้นประแสดงค่าเป้าหมาย {printed(target)} คะแนน",
        )

    span = f"ปีงบประมาณ พ.ศ. {years[0]} ถึง {years[-1]}" if len(years) > 1 else f"ปีงบประมาณ พ.ศ. {years[0]}"
    this_year = f"ปีงบประมาณ พ.ศ. {years[-1]}"
    return (
        chart(f"ผลการประเมินในภาพรวม {this_year}", "ภาพรวม", Group("", _overall(current))),
        chart(
            f"ผลการประเมินในภาพรวมย้อนหลัง {span}",
            "ปีงบประมาณ",
            Group("", bars(((f"{y}", s.total.effective) for y, s in zip(years, sheets, strict=True)), target)),
        ),
        chart(
            f"ผลการประเมินรายเครื่องมือ {this_year}",
            "เครื่องมือ",
            Group("", bars(((b.instrument.code, b.summary.effective) for b in current.instruments), target)),
        ),
        chart(f"ผลการประเมินรายเครื่องมือย้อนหลัง {span}", "เครื่องมือและปีงบประมาณ", *_instruments_by_year(sheets, years)),
        chart(
            f"ผลการประเมินรายตัวชี้วัด {this_year}",
            "ตัวชี้วัด",
            Group(
                "",
                bars(
                    ((f"{b.indicator.number}. {b.indicator.name}", b.summary.effective) for b in current.indicators),
                    target,
                ),
            ),
        ),
        chart(f"ผลการประเมินรายตัวชี้วัดย้อนหลัง {span}", "ตัวชี้วัดและปีงบประมาณ", *_indicators_by_year(sheets, years)),
    )


def _overall(sheet: Sheet) -> tuple[Bar, ...]:
    label = f"คะแนนรวม ({sheet.level})" if sheet.level else "คะแนนรวม"
    return (bar(label, sheet.total.effective, sheet.target),)


def _instruments_by_year(sheets: Sequence[Sheet], years: Sequence[str]) -> tuple[Group, ...]:
    target = sheets[-1].target
    return tuple(
        Group(
            block.instrument.code,
            bars(
                ((y, s.instruments[index].summary.effective) for y, s in zip(years, sheets, strict=True)),
                target,
            ),
        )
        for index, block in enumerate(sheets[-1].instruments)
    )


def _indicators_by_year(sheets: Sequence[Sheet], years: Sequence[str]) -> tuple[Group, ...]:
    target = sheets[-1].target
    by_number = [{block.indicator.number: block.summary.effective for block in sheet.indicators} for sheet in sheets]
    return tuple(
        Group(
            f"{block.indicator.number}. {block.indicator.name}",
            bars(((y, known.get(block.indicator.number)) for y, known in zip(years, by_number, strict=True)), target),
        )
        for block in sheets[-1].indicators
    )


def _summary(title: str, groups: Iterable[Group]) -> str:
    parts = []
    for group in groups:
        figures = ", ".join(f"{each.label} {each.figure}" for each in group.bars)
        parts.append(f"{group.label}: {figures}" if group.label else figures)
    return f"{title}: {'; '.join(parts)}"


def _illustrative_note(history: Sequence[Assessment]) -> str:
    years = [str(assessment.fiscal_year) for assessment in history if assessment.is_illustrative]
    return f"หมายเหตุ คะแนนปีงบประมาณ พ.ศ. {', '.join(years)} เป็นข้อมูลสมมติเพื่อการสาธิต" if years else ""


def _instruments(sheet: Sheet) -> tuple[InstrumentLines, ...]:
    return tuple(
        InstrumentLines(
            block.instrument.code,
            tuple(
                IndicatorLine(str(each.indicator.number), each.indicator.name, _figure(each.summary.effective))
                for each in block.indicators
            ),
            _figure(block.summary.effective),
        )
        for block in sheet.instruments
    )


def _subject(subject: Subject, table_number: str) -> SubjectSection:
    return SubjectSection(
        table_number=table_number,
        heading=subject.heading,
        figure="" if subject.figure is None else f"{printed(subject.figure)} คะแนน",
        lines=tuple(_question(row) for row in subject.rows) if subject.has_figures else (),
        finding=tuple(
            FindingPart(label, text) for part, label in PARTS.items() if (text := getattr(subject.texts, part))
        ),
    )


def _question(row: Row) -> QuestionLine:
    text = row.question.text or "(ยังไม่พบถ้อยคำของข้อนี้)"
    return QuestionLine(row.question.instrument, f"ข้อ {row.code}", text, _figure(row.value))


def _figure(value: Decimal | None) -> str:
    return UNKNOWN if value is None else printed(value)
