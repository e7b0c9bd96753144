"""Plans as workbooks: typed into, sent to the page and confirmed."""

from openpyxl import Workbook

from agencies.models import Change
from measures.models import Measure, MeasurePlan, Step
from measures.spreadsheets.upload import MeasureUpload
from tests.assessments.score_files import edited, saved, send
from tests.portal.forms import fields_of

ROOM = "/nanueng/2568/measures/"


EXPORT, IMPORT, CONFIRM = f"{ROOM}export/", f"{ROOM}import/", f"{ROOM}import/confirm/"
HEADING = [
    "ลำดับ",
    "รหัส",
    "ประเด็น",
    "ตัวชี้วัด",
    "มาตรการ",
    "ขั้นตอน",
    "ผู้รับผิดชอบ",
    "เริ่ม",
    "สิ้นสุด",
    "ระยะเวลาที่พิมพ์ในเอกสาร",
    "การติดตามผล",
]


def column(name: str) -> int:
    return HEADING.index(name) + 1


def with_cells(book: bytes, cells: dict[tuple[int, str], object]) -> bytes:
    """Type into cells of the downloaded file, named by row and column heading."""

    def change(sheet):
        for (row, name), value in cells.items():
            sheet.cell(row, column(name)).value = value

    return edited(book, change)


def with_row(book: bytes, **cells) -> bytes:
    """Add a row below the last."""
    return edited(book, lambda sheet: sheet.append([cells.get(name) for name in HEADING]))


def file_of(*rows: tuple, heading: tuple = ("มาตรการ", "ผู้รับผิดชอบ")) -> bytes:
    made = Workbook()
    for row in (heading, *rows):
        made.active.append(row)
    return saved(made)


def check(mine, content: bytes, name: str = "plan.xlsx"):
    return send(mine, content, name, IMPORT)


def confirm(client, checked):
    assert checked.status_code == 200, checked.content.decode()
    return client.post(CONFIRM, fields_of(checked, "checked"))


def problems_of(plan, content: bytes, name: str = "plan.xlsx") -> list[str]:
    found = MeasureUpload(plan, actor=None).check(name, content)
    return [str(problem) for problem in found.problems]


def state() -> list:
    models = (MeasurePlan, Measure, Step, Measure.owners.through, Change)
    return [list(model.objects.order_by("pk").values()) for model in models]
