"""Files of scores as people send them, made for one test each."""

import csv
import zipfile
from io import BytesIO, StringIO

from django.test import Client
from openpyxl import Workbook, load_workbook

from agencies.models import Agency, Change
from assessments.models import Assessment, Figure
from assessments.spreadsheets.download import scores_file
from assessments.spreadsheets.upload import ScoreChange
from ita_portal.spreadsheets.upload import FileCheck

HEADING = ("รหัส", "คะแนน")
UPLOAD = "/nanueng/2568/scores/upload/"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADING_XML = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>รหัส</t></is></c><c r="B1" t="inlineStr"><is><t>คะแนน</t></is></c></row>'
)


def csv_of(*rows: tuple, heading: tuple = HEADING, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([heading, *rows])
    return stream.getvalue().encode(encoding)


def xlsx_of(*rows: tuple, heading: tuple = HEADING) -> bytes:
    book = Workbook()
    for row in [heading, *rows]:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(content: bytes, change) -> bytes:
    """Open a workbook, let `change` work on its sheet, and save it as a spreadsheet program would."""
    book = load_workbook(BytesIO(content))
    change(book.active)
    return saved(book)


def fill(content: bytes, **typed) -> bytes:
    """Type scores into the cells of a downloaded workbook; EIT parts as e1_1."""

    def change(sheet):
        heading = next(row for row in sheet.iter_rows() if row[0].value == "รหัส")
        figure = next(cell.column for cell in heading if cell.value == "คะแนน")
        rows = {str(row[0].value): row[0].row for row in sheet.iter_rows()}
        for code, value in typed.items():
            sheet.cell(rows[code.replace("_", "/").lstrip("/")], figure).value = value

    return edited(content, change)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a workbook with some of its parts written by hand."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx_of(("i1", 80)))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            out.writestr(name, parts.pop(name, source.read(name)))
        for name, content in parts.items():
            out.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str, prolog: str = "") -> dict[str, str | bytes]:
    xml = f'{prolog}<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    return {"xl/worksheets/sheet1.xml": xml}


def shared_texts(*texts: str) -> dict[str, str | bytes]:
    """Return the part in which a workbook keeps texts that its cells name by number, and what says that it is there."""
    with zipfile.ZipFile(BytesIO(xlsx_of())) as book:
        types = book.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return {"[Content_Types].xml": types, "xl/sharedStrings.xml": f'<sst xmlns="{NAMESPACE}">{items}</sst>'}


def send(client: Client, content: bytes, name: str = "scores.csv", url: str = UPLOAD):
    """Upload a file for the check."""
    file = BytesIO(content)
    file.name = name
    return client.post(url, {"file": file})


def rows_of_everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Agency, Assessment, Figure, Change)]


def figures(agency: Agency, year: int = 2568) -> dict[str, str]:
    found = Figure.objects.filter(assessment__agency=agency, assessment__framework__fiscal_year=year)
    return {figure.code: str(figure.value) for figure in found}


def file_of(agency, year: int = 2568, file_type: str = "xlsx", with_parts: bool = False) -> bytes:
    assessment = Assessment.objects.for_year(agency, year).with_sheet().get()
    return scores_file(file_type, agency=agency, sheet=assessment.sheet(), with_parts=with_parts)


def problems_in(check: FileCheck[ScoreChange]) -> list[str]:
    return [str(problem) for problem in check.problems]


def changed(check: FileCheck[ScoreChange]) -> dict[str, tuple[str, str]]:
    assert problems_in(check) == []
    return {change.code: (change.old, change.new) for change in check.changes}
