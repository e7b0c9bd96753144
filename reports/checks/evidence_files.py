"""Personal data where no text of the agency is checked: in the files behind a report, and in the words as printed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assessments.rules.checks import NOTE, WARNING, Check
from assessments.rules.text_checks import check_personal_data
from ita_portal.text.personal_data import masked, personal_data
from measures.evidence_register import EvidencePiece
from measures.personal_data_in_files import looked_files
from reports.content.draft import Draft
from reports.paper.fingerprint import content_of

EVIDENCE_FILES = "evidence-files"


def check_evidence_files(draft: Draft, register: Sequence[EvidencePiece] | None = None) -> Iterator[Check]:
    """Yield the files of evidence in which something was found that nobody confirmed, and how many are unread.

    `register` is the evidence of the plan, where it was loaded before.
    """
    plan = draft.material.plan
    if plan is None or not draft.kind.is_about_progress:
        return
    files = looked_files(plan, register)
    for each in files:
        if each.open_places:
            words = (
                f"ไฟล์หลักฐาน “{masked(each.evidence.name)}” ของมาตรการที่ {each.measure_number}: "
                f"อาจมีข้อมูลส่วนบุคคล {len(each.open_places)} แห่ง กรุณาปิดบังในไฟล์แล้วแนบใหม่ หรือยืนยันว่าเผยแพร่ได้"
            )
            yield Check("personal-data-in-file", WARNING, words, EVIDENCE_FILES)
    if waiting := sum(each.look is None for each in files):
        yield Check("files-not-looked-through", NOTE, f"ไฟล์หลักฐาน {waiting} ไฟล์ยังไม่ได้ตรวจหาข้อมูลส่วนบุคคล", EVIDENCE_FILES)


def check_printed_words(draft: Draft, told: Iterable[Check]) -> Iterator[Check]:
    """Yield what may be personal data in the document as a whole, beside what was told of its texts."""
    known = " ".join(each.message for each in told if each.id == "personal-data")
    texts = [text for text in _texts(content_of(draft.document)) if _says_more(text, known)]
    yield from check_personal_data("เนื้อหาเอกสาร", draft.place("content"), "\n".join(dict.fromkeys(texts)))


def _says_more(text: str, known: str) -> bool:
    return any(each.masked not in known for each in personal_data(text))


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for each in content.values():
            yield from _texts(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from _texts(each)
