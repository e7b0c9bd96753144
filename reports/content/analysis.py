"""The analysis report: what the year's open-data item on measures asks an agency to publish.

Sections, pictures and tables are numbered here, once, in the order in which they are printed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from assessments.rules.analysis import INDICATOR, ISSUE, QUESTION
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet
from reports.content.charts import charts, with_key
from reports.content.columns import numbered
from reports.content.cover import cover_section, preface_section
from reports.content.findings import FINDING_HEADING, finding_blocks
from reports.content.material import Material
from reports.content.measure_table import NO_MEASURES, measure_table
from reports.content.score_tables import comparison_table, indicator_table, ranking_table
from reports.content.signing import LEADS_TO_SIGNING, signing_blocks
from reports.options.choices import Choices
from reports.options.kind_options import TextChoice
from reports.paper.blocks import Block, Chart, Contents, Document, Heading, Items, Paragraph, Section

PREFACE, CONTENTS = "preface", "contents"
PREFACE_HEADING = "คำนำ"
DEPARTMENT = TextChoice("กองหรือสำนักผู้จัดทำ (พิมพ์หน้าชื่อหน่วยงานบนปก)", 1, carries=True)
FULL_NAME = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
ENGLISH_NAME = "(Integrity and Transparency Assessment : ITA)"
UNIT_WORDS = {ISSUE: "ประเด็น", INDICATOR: "ตัวชี้วัด", QUESTION: "ข้อคำถาม"}
COVER = (
    "รายงานการวิเคราะห์ผลการประเมิน\nคุณธรรมและความโปร่งใสในการดำเนินงาน\nของหน่วยงานภาครัฐ\n"
    "และมาตรการส่งเสริมคุณธรรม\nและความโปร่งใสภายในหน่วยงาน"
)
TEXTS = {
    "cover": TextChoice("ชื่อเอกสารบนปก", 3),
    "department": DEPARTMENT,
    "preface_heading": TextChoice("หัวข้อคำนำ (เช่น บทนำ)", 1, carries=True),
    "preface": TextChoice("คำนำ", 8, carries=True),
    "preface_signature": TextChoice("ผู้ลงนามท้ายคำนำ", 1, carries=True),
    "result": TextChoice("ย่อหน้าสรุปผลการประเมิน", 4),
    "indicators_heading": TextChoice("หัวข้อตารางคะแนนรายตัวชี้วัด", 1),
    "findings_heading": TextChoice("หัวข้อการวิเคราะห์", 2),
    "findings_intro": TextChoice("ย่อหน้านำการวิเคราะห์", 4),
    "finding_heading": TextChoice("หัวข้อข้อค้นพบของแต่ละประเด็นหรือตัวชี้วัด", 1, carries=True),
    "iit_intro": TextChoice("ย่อหน้านำข้อเสนอแนะ IIT", 3),
    "eit_intro": TextChoice("ย่อหน้านำข้อเสนอแนะ EIT", 3),
    "oit_intro": TextChoice("ย่อหน้านำข้อเสนอแนะ OIT", 3),
    "findings_note": TextChoice("หมายเหตุท้ายการวิเคราะห์", 2),
    "limitations_heading": TextChoice("หัวข้อข้อจำกัด", 2),
    "measures_heading": TextChoice("หัวข้อมาตรการ", 2),
    "measures_intro": TextChoice("ย่อหน้านำตารางมาตรการ", 3),
}


def own_texts(material: Material) -> dict[str, str]:
    """Return the portal's own wording of every text of the report that an agency may word itself."""
    year, plan_year = _year(material.assessed_year), _year(material.plan_year)
    name = material.agency.full_name
    unit = UNIT_WORDS[material.current.assessment.unit]
    return {
        "cover": COVER,
        "preface_heading": PREFACE_HEADING,
        "preface_signature": name,
        "result": _result(material),
        "indicators_heading": f"สรุปผลการประเมินรายตัวชี้วัด ประจำ{year}",
        "findings_heading": f"การวิเคราะห์ผลการประเมินของ{name} ประจำ{year} แยกเป็นราย{unit}",
        "finding_heading": FINDING_HEADING,
        "limitations_heading": "ข้อจำกัดและปัญหาอุปสรรคของหน่วยงานในการดำเนินการประเมิน",
        "measures_heading": f"การนำผลการวิเคราะห์แต่ละ{unit}ไปสู่การปฏิบัติ ใน{plan_year}",
        "measures_intro": (
            f"{name} ได้นำผลการวิเคราะห์มากำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
            f"ใน{plan_year} โดยมีรายละเอียด ดังนี้"
        ),
    }


def build_analysis(material: Material, choices: Choices) -> Document:
    """Return the report on the material's current result, in the parts and the order that were chosen."""
    report = _Report(material, choices, own_texts(material))
    title = report.text("cover")
    # The preface comes before what it introduces and the table of contents before what it lists, wherever placed.
    parts = sorted(choices.parts, key=lambda part: (part != PREFACE, part != CONTENTS))
    printed_parts = [section for part in parts if part in PARTS if (section := PARTS[part].section(report)).blocks]
    return Document(
        title=f"{' '.join(title.splitlines())} {_year(material.assessed_year)} {material.agency.full_name}",
        agency=material.agency.name,
        digits=choices.digits,
        margins=choices.margins,
        sections=(
            cover_section(
                material.agency, title=title, fiscal_year=material.assessed_year, department=report.text("department")
            ),
            *_signed(printed_parts, material, choices),
        ),
    )


def _signed(sections: list[Section], material: Material, choices: Choices) -> list[Section]:
    """Return the parts of a report, the last one with the places for signatures where the agency wants them."""
    signing = signing_blocks(material, choices)
    if not signing or not sections:
        return sections
    *others, last = sections
    return [*others, replace(last, blocks=(*last.blocks, Paragraph(LEADS_TO_SIGNING, style="apart"), *signing))]


@dataclass
class _Report:
    """The report while it is put together: it counts sections, pictures and tables."""

    material: Material
    choices: Choices
    own: dict[str, str]
    sections: Iterator[int] = field(default_factory=lambda: count(1))
    pictures: Iterator[str] = field(default_factory=lambda: map(str, count(1)))
    tables: Iterator[str] = field(default_factory=lambda: map(str, count(1)))

    def text(self, key: str) -> str:
        return self.choices.text(key, self.own.get(key, ""))

    def heading(self, text: str) -> Heading:
        return Heading(f"{next(self.sections)}. {text}")

    def preface(self) -> Section:
        signature, heading = self.text("preface_signature"), self.text("preface_heading")
        return preface_section(self.text("preface"), signature, heading) or Section(())

    def contents(self) -> Section:
        return Section((Contents("สารบัญ", "หน้า"),), starts_page=True)

    def charts(self) -> Section:
        material = self.material
        heading = self.heading(f"ผล{FULL_NAME} {ENGLISH_NAME} ประจำ{_year(material.assessed_year)}")
        sheets = [result.sheet for result in material.results]
        shown = charts(sheets, self.choices.charts, self.pictures)
        result = Paragraph(self.text("result") + _see(shown))
        return Section((heading, result, *with_key(shown), *_illustrative_note(material)))

    def indicators(self) -> Section:
        caption = f"ตารางที่ {next(self.tables)} คะแนนรายตัวชี้วัด {_year(self.material.assessed_year)}"
        table = indicator_table(self.material.current.sheet, caption)
        return Section((self.heading(self.text("indicators_heading")), table))

    def comparison(self) -> Section:
        if len(self.material.results) == 1:
            return Section(())
        earlier, current = self.material.results[-2:]
        title = f"เปรียบเทียบผลการประเมินปีงบประมาณ พ.ศ. {earlier.fiscal_year} และ พ.ศ. {current.fiscal_year}"
        caption = f"ตารางที่ {next(self.tables)} {title}"
        return Section((self.heading(title), comparison_table(earlier.sheet, current.sheet, caption)))

    def ranking(self) -> Section:
        title = "ผลการประเมินรายตัวชี้วัด เรียงลำดับคะแนนจากมากไปหาน้อย"
        table = ranking_table(self.material.current.sheet, f"ตารางที่ {next(self.tables)} {title}")
        return Section((self.heading(title), table)) if table.rows else Section(())

    def findings(self) -> Section:
        material = self.material
        intro, note = self.text("findings_intro"), self.text("findings_note")
        blocks: list[Block] = [self.heading(self.text("findings_heading"))]
        blocks += [Paragraph(intro)] if intro else []
        blocks += finding_blocks(material.current.sheet, material.subjects, self.choices, self.tables)
        blocks += [Paragraph(note, style="note")] if note else []
        return Section(tuple(blocks))

    def limitations(self) -> Section:
        texts = self.material.limitations
        body: Block = Items(numbered(texts, self.choices.numbering)) if texts else Paragraph("– ไม่มี –")
        return Section((self.heading(self.text("limitations_heading")), body))

    def measures(self) -> Section:
        material = self.material
        heading = self.heading(self.text("measures_heading"))
        if not material.measures:
            return Section((heading, Paragraph(NO_MEASURES)))
        caption = f"ตารางที่ {next(self.tables)} มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน {_year(material.plan_year)}"
        table = measure_table(material.measures, self.choices, caption)
        return Section((heading, Paragraph(self.text("measures_intro")), table), is_wide=True)


@dataclass(frozen=True)
class PartChoice:
    """A part of the report that an agency may print, and where."""

    name: str
    section: Callable[[_Report], Section]  # without blocks where there is nothing to say


# In the order in which they are offered.
PARTS = {
    PREFACE: PartChoice("คำนำ", _Report.preface),
    CONTENTS: PartChoice("สารบัญ", _Report.contents),
    "charts": PartChoice("ผลการประเมินในภาพรวมและแผนภูมิ", _Report.charts),
    "indicators": PartChoice("ตารางคะแนนรายตัวชี้วัด", _Report.indicators),
    "comparison": PartChoice("ตารางเปรียบเทียบกับปีก่อน", _Report.comparison),
    "ranking": PartChoice("ตารางเรียงลำดับคะแนนจากมากไปหาน้อย", _Report.ranking),
    "findings": PartChoice("การวิเคราะห์ข้อค้นพบ", _Report.findings),
    "limitations": PartChoice("ข้อจำกัดและปัญหาอุปสรรค", _Report.limitations),
    "measures": PartChoice("ตารางมาตรการ", _Report.measures),
}


def _year(fiscal_year: int) -> str:
    return f"ปีงบประมาณ พ.ศ. {fiscal_year}"


def _result(material: Material) -> str:
    sheet = material.current.sheet
    return (
        f"จากผล{FULL_NAME} {ENGLISH_NAME} ประจำ{_year(material.assessed_year)} พบว่า {material.agency.full_name} "
        f"{score_and_level(sheet)}"
    )


def score_and_level(sheet: Sheet) -> str:
    """Return a result in words: total, level and rank as far as they are known."""
    total = sheet.total.effective
    score = f"ได้คะแนนรวม {printed(total)} คะแนน" if total is not None else "ยังไม่มีคะแนนรวม"
    level = f" อยู่ในระดับ “{sheet.level}”" if sheet.level else ""
    ranks = filter(None, (sheet.ranks.words, *(each.sentence for each in sheet.ranks.known)))
    return " ".join((f"{score}{level}", *ranks))


def _see(shown: tuple[Chart, ...]) -> str:
    """Return the words that lead to the pictures."""
    names = [chart.caption.split(" ", 2)[1] for chart in shown]
    if not names:
        return ""
    last = f" ถึงภาพที่ {names[-1]}" if len(names) > 1 else ""
    return f" โดยมีรายละเอียดดังภาพที่ {names[0]}{last}"


def _illustrative_note(material: Material) -> tuple[Paragraph, ...]:
    years = [str(result.fiscal_year) for result in material.results if result.assessment.is_illustrative]
    text = f"หมายเหตุ คะแนนปีงบประมาณ พ.ศ. {', '.join(years)} เป็นข้อมูลสมมติเพื่อการสาธิต"
    return (Paragraph(text, style="note"),) if years else ()
