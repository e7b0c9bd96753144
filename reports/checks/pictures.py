"""Whether an agency has the picture that a document bears: the ครุฑ of letters, or the seal on covers."""

from collections.abc import Iterator

from agencies.models import garuda_of
from assessments.rules.checks import NOTE, Check
from reports.content.document_kind import GARUDA, SEAL
from reports.content.draft import Draft

PICTURES = "pictures"  # begins the subject of a check; the name of the picture follows
ASK = "ผู้ประสานงาน ITA ใส่ได้ที่หน้าตั้งค่าหน่วยงาน"
MISSING = {
    GARUDA: (
        "garuda-missing",
        "ยังไม่มีครุฑ บันทึกข้อความและประกาศจึงพิมพ์โดยไม่มีครุฑ "
        f"{ASK} หรือผู้ดูแลระบบใส่ครั้งเดียวสำหรับทุกหน่วยงาน หากพิมพ์บนกระดาษที่มีครุฑอยู่แล้ว ไม่ต้องแก้ไข",
    ),
    SEAL: ("seal-missing", f"ยังไม่มีตราสัญลักษณ์ของหน่วยงาน ปกของรายงานจึงพิมพ์โดยไม่มีตรา {ASK}"),
}


def check_pictures(draft: Draft) -> Iterator[Check]:
    """Yield that the picture is missing that a document bears."""
    picture = draft.kind.picture(draft.choices)
    stored = garuda_of(draft.agency) if picture == GARUDA else draft.agency.emblem
    if not stored:
        check_id, message = MISSING[picture]
        yield Check(check_id, NOTE, message, f"{PICTURES}:{picture}")
