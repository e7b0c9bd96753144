"""The forms in which people write more than one line, and what their pages stand on."""

from dataclasses import dataclass

from agencies.models import Agency, User
from measures.models import MeasurePlan
from reports.content.kinds import KINDS
from reports.issue.approval import document_submit
from tests.measures.rounds import open_round, submit
from tests.reports.chain import hold

TEXT = "ประชุมคณะทำงานเพื่อวิเคราะห์ผล\nแล้วเสนอผู้บริหาร"
NEW = "/nanueng/2568/measures/new/"


@dataclass(frozen=True)
class WrittenForm:
    """A form that takes more than one line: its page, one of its texts, and the button that stores it."""

    name: str
    page: str
    field: str  # one of its texts
    button: str
    first: str = ""  # what has to be opened or chosen first
    chosen: tuple[tuple[str, str], ...] = ()  # what is sent with that, and by the button
    stores: bool = True  # what it sends; a table or a document is only looked at, and this text is none


_MEMO = "/nanueng/2568/documents/memo/"
_DRAFT, _AGREED = (("draft", "1"),), (("choice", "agreed"),)
_FOUND = "/nanueng/2568/analysis/"
MEASURE = WrittenForm("measure", NEW, "title", "เพิ่มมาตรการ")
FORMS = [
    MEASURE,
    WrittenForm("finding", f"{_FOUND}?subject=limitations", "limitations", "บันทึกและไปต่อ"),
    WrittenForm("findings", f"{_FOUND}?all", "limitations", "บันทึกการวิเคราะห์"),
    WrittenForm("progress", "{progress}", "work", "บันทึกร่าง", chosen=_DRAFT),
    WrittenForm("report", "{report}", "outcome", "บันทึกร่าง", chosen=_DRAFT),
    WrittenForm("opinion", f"{_MEMO}opinions/", "text", "บันทึกความเห็น", "input[value=agreed]", chosen=_AGREED),
    WrittenForm("settings", f"{_MEMO}settings/", "text-subject", "บันทึกรูปแบบ"),
    WrittenForm("table", "/nanueng/2568/scores/upload/", "table", "ตรวจไฟล์", stores=False),
    WrittenForm("document", "/nanueng/2568/import/", "text", "อ่านเอกสาร", stores=False),
    WrittenForm("remarks", "{round}", "remarks", "ส่งกลับ มาตรการที่ 1", ".return summary"),
]


def addresses_of_forms(agency: Agency, coordinator: User) -> dict[str, str]:
    """Store what the forms stand on, an open round with a report and a memo before the executives; return addresses."""
    plan = MeasurePlan.objects.get(agency=agency, fiscal_year=2568)
    measures = list(plan.measures.all())
    opened = open_round(plan)
    submit(measures[0], opened, coordinator)
    hold(agency, coordinator)
    document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=2568, actor=coordinator)
    room = f"/{agency.slug}/2568/measures/"
    return {
        "progress": f"{room}{measures[1].key}/progress/",
        "report": f"{room}rounds/{opened.key}/{measures[1].key}/",
        "round": f"{room}rounds/{opened.key}/",
    }
