"""One report of an agency, made into a PDF in the ways in which people make them."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ita_portal.text.thai import thai_digits
from tests.documents.made_documents import pdfs_of_words
from tests.portal.documents.built import saved

INTRODUCTION = (
    "จากผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2568 "
    "คะแนนภาพรวมอยู่ที่ 95.30 คะแนน และอยู่ในระดับ ผ่านดี ผู้บริหารและเจ้าหน้าที่ได้ร่วมกันวิเคราะห์ข้อมูลเพื่อกำหนดมาตรการ"
)
INDICATORS = {
    "1": ("การปฏิบัติหน้าที่", "93.33"),
    "2": ("การใช้งบประมาณ", "93.33"),
    "3": ("การใช้อำนาจ", "100.00"),
    "4": ("การใช้ทรัพย์สินของราชการ", "60.22"),
    "5": ("การแก้ไขปัญหาการทุจริต", "80.00"),
    "6": ("คุณภาพการดำเนินงาน", "100.00"),
    "7": ("ประสิทธิภาพการสื่อสาร", "99.83"),
    "8": ("การปรับปรุงระบบการทำงาน", "99.50"),
    "9": ("การเปิดเผยข้อมูล", "98.75"),
    "10": ("การป้องกันการทุจริต", "100.00"),
}
ISSUES = {
    "1": ("กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ", (
        "ผู้มาติดต่อบางรายยังไม่ทราบขั้นตอนและระยะเวลาการให้บริการ รวมทั้งคู่มือการปฏิบัติงานของบางกองยังไม่เป็นปัจจุบัน",
        "ควรปรับปรุงคู่มือการปฏิบัติงานให้เป็นปัจจุบัน และเผยแพร่ให้ผู้รับบริการทราบผ่านเว็บไซต์และสื่อสังคมออนไลน์อย่างทั่วถึง",
        "การไม่เรียกรับสินบนเพื่อแลกกับการปฏิบัติงานหรือการให้บริการ ให้รักษาระดับไว้อย่างต่อเนื่อง",
    )),
    "4": ("กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ", (
        "เจ้าหน้าที่บางส่วนยังขอยืมทรัพย์สินของราชการไปใช้โดยไม่ถูกต้องตามระเบียบ",
        "ควรจัดทำแนวทางการขอยืมทรัพย์สินและประชาสัมพันธ์ให้เจ้าหน้าที่ทุกคนรับรู้และถือปฏิบัติ",
        "การตรวจสอบการใช้ทรัพย์สินอย่างสม่ำเสมอ",
    )),
}  # fmt: skip
PARTS = ("ข้อบกพร่อง", "การพัฒนา", "การรักษาระดับ")
HEADING = ("มาตรการ", "ขั้นตอนการดำเนินงาน", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ")


@dataclass(frozen=True)
class BroughtMeasure:
    title: str
    steps: tuple[str, ...]
    owners: tuple[str, ...]
    months: str


MEASURES = (
    BroughtMeasure("จัดทำคู่มือการปฏิบัติงานของทุกกอง", (
        "แต่งตั้งคณะทำงานจัดทำคู่มือการปฏิบัติงาน", "รวบรวมขั้นตอนและระยะเวลาของแต่ละงานให้ครบถ้วน",
        "เผยแพร่คู่มือบนเว็บไซต์ของหน่วยงาน"), ("สำนักปลัด", "กองคลัง"), "ต.ค. 2568 - มี.ค. 2569"),
    BroughtMeasure("กำหนดแนวทางการยืมทรัพย์สินของราชการ", (
        "จัดทำประกาศแนวทางการยืมทรัพย์สินของราชการ", "ชี้แจงเจ้าหน้าที่ให้รับรู้และถือปฏิบัติ"),
        ("กองคลัง",), "ต.ค. 2568 - ก.ย. 2569"),
    BroughtMeasure("พัฒนาระบบการให้บริการ E-Service", (
        "สำรวจความต้องการของผู้รับบริการ", "พัฒนาระบบการให้บริการผ่านเว็บไซต์", "รายงานผลการดำเนินงานต่อผู้บริหาร"),
        ("สำนักปลัด",), "เม.ย. 2569 - ก.ย. 2569"),
)  # fmt: skip


def indicator_rows() -> list[tuple[str, ...]]:
    return [("ที่", "ตัวชี้วัด", "คะแนน"), *((code, *named) for code, named in INDICATORS.items())]


def measure_rows(line: str = "\n") -> list[tuple[str, ...]]:
    return [HEADING, *(_measure_row(number, each, line) for number, each in enumerate(MEASURES, 1))]


def _measure_row(number: int, each: BroughtMeasure, line: str) -> tuple[str, ...]:
    steps = line.join(f"{at}. {step}" for at, step in enumerate(each.steps, 1))
    return f"{number}. {each.title}", steps, line.join(f"- {owner}" for owner in each.owners), each.months


def finding_lines() -> list[str]:
    lines = []
    for code, (name, parts) in ISSUES.items():
        lines += [f"ประเด็นที่ {code} {name}", *(f"{PARTS[at]} : {text}" for at, text in enumerate(parts))]
    return lines


# As web pages

LINED = "table { border-collapse: collapse; width: 100% } td { border: 1pt solid; padding: 3pt; vertical-align: top }"
UNLINED = "table { width: 100% } td { padding: 3pt 12pt; vertical-align: top }"
A4 = "@page { size: A4; margin: 2.5cm 2cm 2cm 3cm } body { font: 14pt Laksaman } p { margin: 0 }"


def page(style: str, *, thai: bool = False, between: str = "") -> str:
    body = f"<p>{INTRODUCTION}</p>{between}{_table(indicator_rows())}"
    body += "".join(f"<p>{line}</p>" for line in finding_lines()) + between + _table(measure_rows("<br>"))
    body = f"{body}<p>จึงเรียนมาเพื่อโปรดทราบ</p>"
    told = thai_digits(body.replace("<br>", "\0")).replace("\0", "<br>") if thai else body
    return f"<!DOCTYPE html><html lang=th><meta charset=utf-8><style>{style}</style><body>{told}</body></html>"


def _table(rows) -> str:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{text}</td>' for text in row) + '</tr>' for row in rows)}</table>"


def printed_by_chromium(browser: str, folder: Path, style: str, **options) -> bytes:
    (folder / "page.html").write_text(page(style, **options), encoding="utf-8")
    words = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}"]
    command = [browser, *words, (folder / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "page.pdf").read_bytes()


def drawn(style: str, **options) -> bytes:
    from weasyprint import HTML

    return HTML(string=page(style, **options)).write_pdf()


# As Word files that LibreOffice exports


@dataclass(frozen=True)
class WordLook:
    font: str = "Laksaman"
    points: int = 14
    is_wide: bool = False
    margin: float = 2.5
    grid: bool = True
    head: str = ""
    gap: int = 0  # empty lines above the measures, so that a page cuts them
    thai: bool = False


def exported(folder: Path, looks: Mapping[str, WordLook]) -> dict[str, Path]:
    """Return the PDF of each look, by its name."""
    paths = [folder / f"brought{number}.docx" for number in range(len(looks))]
    for path, look in zip(paths, looks.values(), strict=True):
        path.write_bytes(_word(look))
    return dict(zip(looks, pdfs_of_words(paths), strict=True))


def _word(look: WordLook) -> bytes:
    from docx import Document
    from docx.shared import Cm

    document = Document()
    _dress(document, look)
    section = document.sections[0]
    if look.is_wide:
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(look.margin)
    section.header.paragraphs[0].text = look.head
    told = thai_digits if look.thai else str
    document.add_paragraph(told(INTRODUCTION))
    _add_table(document, indicator_rows(), look, told)
    for line in finding_lines():
        document.add_paragraph(told(line))
    for _ in range(look.gap):
        document.add_paragraph("")
    _add_table(document, measure_rows(), look, told)
    document.add_paragraph("จึงเรียนมาเพื่อโปรดทราบ")
    return saved(document)


def _dress(document, look: WordLook) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = look.font, Pt(look.points)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:cs", "w:eastAsia"):
        fonts.set(qn(name), look.font)
    size = style.element.rPr.makeelement(qn("w:szCs"), {qn("w:val"): str(2 * look.points)})
    style.element.rPr.append(size)


def _add_table(document, rows, look: WordLook, told) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    if look.grid:
        table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = told(text)
    document.add_paragraph("")
