"""The memo of the home agency on which its positions speak: its pages, its words on paper, and what is answered."""

import re

from reports.checks.document import checks_of_document
from reports.content.draft import draft_of
from reports.content.kinds import KINDS, build_document
from reports.output.formats import document_html

MEMO = KINDS["memo"]
PAGE = "/nanueng/2568/documents/memo/opinions/"
PAPER = f"{PAGE}paper/"
CHAIN = ["ความเห็นของหัวหน้าสำนักปลัด", "ความเห็นของปลัดองค์การบริหารส่วนตำบลนาหนึ่ง", "คำสั่งนายกองค์การบริหารส่วนตำบลนาหนึ่ง"]
HEAD = "นายกองค์การบริหารส่วนตำบลนาหนึ่ง"


def printed(agency) -> str:
    return re.sub(r"<[^>]+>|\u200b", "", document_html(build_document(MEMO, agency, 2568), on_screen=False))


def ids(agency) -> set[str]:
    return {each.check.id for each in checks_of_document(draft_of(MEMO, agency, 2568))}


def answer(number: int, choice: str = "agreed", text: str = "") -> dict[str, object]:
    return {"position": number, "choice": choice, "text": text}
