"""Whether a document has what the open-data item that asks for it requires; one element less, and the item scores zero.

The elements are texts of the framework's year, written by people, so that their words decide: each word below leads to
a column of the measure table, to a part of the findings, or to the issues. An element whose words lead nowhere, or to
something that this kind of document never holds, is left to a person to look at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.rules.analysis import ISSUE, PARTS, Subject
from assessments.rules.figures import UNKNOWN
from ita_portal.text.thai import arabic_digits
from reports.options.kind_options import KindOptions
from reports.paper.blocks import Document, Heading, Table

PRESENT, MISSING, UNSEEN = "present", "missing", "unseen"
PART_OF_WORD = {"ข้อบกพร่อง": "weakness", "พัฒนา": "improvement", "รักษาระดับ": "maintenance"}
COLUMN_OF_WORD = {
    "มาตรการ": "measure",
    "ขั้นตอน": "steps",
    "ผู้รับผิดชอบ": "owners",
    "ระยะเวลา": "timeframe",
    "ติดตาม": "follow_up",
    "ผลการดำเนินการ": "result",
    "ผลลัพธ์": "outcome",
}
ISSUE_WORD = "ประเด็น"
# Where something that lacks can be mended.
FINDINGS, PLAN, COLUMN_CHOICE, PART_CHOICE, ROW = "findings", "plan", "columns", "parts", "row"
REPORTED = ("result", "outcome")  # come from reports of progress, not from the measure itself
# The columns of a status table in which a measure that has begun is ticked.
BEGUN = ("in_progress", "done")
# The parts of a report from which the elements come.
FINDINGS_PART, MEASURES_PART = "findings", "measures"


@dataclass(frozen=True)
class RequiredElement:
    """One required element in the framework's words, and whether the document has it."""

    words: str
    state: str  # present, missing or unseen
    reason: str = ""  # what lacks, or why the portal cannot tell
    place: str = ""  # where a missing one is mended
    row: int = 0  # of the measure that lacks it, from 0


@dataclass(frozen=True)
class SearchedDocument:
    """What the elements are looked for in."""

    options: KindOptions
    document: Document
    subjects: tuple[Subject, ...]  # with the findings
    parts: tuple[str, ...]  # those that were chosen, of a kind that is divided into parts
    has_issues: bool  # whether the analysed year is divided into issues

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.document.blocks if isinstance(block, Table) and block.name == "measures")

    @property
    def has_findings(self) -> bool:
        """Whether this kind of document can print findings at all."""
        return FINDINGS_PART in self.options.parts

    def leaves_out(self, part: str) -> bool:
        """Return whether the kind could print a part, and the agency chose otherwise."""
        return part in self.options.parts and part not in self.parts


def elements_of(lines: Sequence[str], paper: SearchedDocument) -> tuple[RequiredElement, ...]:
    """Return every required element with what the paper has of it."""
    return tuple(_element(line.strip(), paper) for line in lines if line.strip())


def _element(words: str, paper: SearchedDocument) -> RequiredElement:
    """Look for all that an element's words ask for; what lacks counts before what cannot be told."""
    found = [*_required_of_findings(words, paper), *_required_of_measures(words, paper)]
    if not found:
        return RequiredElement(words, UNSEEN, "ระบบตรวจองค์ประกอบนี้เองไม่ได้")
    order = (MISSING, UNSEEN, PRESENT)
    return min(found, key=lambda element: order.index(element.state))


def _required_of_findings(words: str, paper: SearchedDocument) -> Iterator[RequiredElement]:
    for word, part in PART_OF_WORD.items():
        if word in words:
            yield _finding_part(words, part, paper)
    if ISSUE_WORD in words:
        yield _issues(words, paper)


def _required_of_measures(words: str, paper: SearchedDocument) -> Iterator[RequiredElement]:
    for word, key in COLUMN_OF_WORD.items():
        if word in words:
            yield _column(words, key, paper)


def _finding_part(words: str, part: str, paper: SearchedDocument) -> RequiredElement:
    if not paper.has_findings:
        return RequiredElement(words, UNSEEN, "เอกสารนี้ไม่มีส่วนวิเคราะห์ ต้องเผยแพร่คู่กับรายงานการวิเคราะห์ที่มีองค์ประกอบนี้")
    if paper.leaves_out(FINDINGS_PART):
        return RequiredElement(words, MISSING, "ไม่ได้เลือกพิมพ์ส่วนการวิเคราะห์ข้อค้นพบ", PART_CHOICE)
    if all(subject.texts.is_empty for subject in paper.subjects):
        return RequiredElement(words, MISSING, "ยังไม่มีข้อค้นพบ", FINDINGS)
    if any(getattr(subject.texts, part) for subject in paper.subjects):
        return RequiredElement(words, PRESENT)
    if any(subject.scope != ISSUE for subject in paper.subjects):
        # Findings by indicator or question are often one recommendation that speaks of all three.
        return RequiredElement(words, UNSEEN, "ข้อค้นพบไม่ได้แยกเขียนส่วนนี้ กรุณาตรวจว่ามีอยู่ในข้อความ")
    return RequiredElement(words, MISSING, f"ยังไม่มีข้อค้นพบใดเขียนส่วน{PARTS[part]}", FINDINGS)


def _issues(words: str, paper: SearchedDocument) -> RequiredElement:
    """Every issue needs its heading and something written under it."""
    if not paper.has_findings:
        return RequiredElement(words, UNSEEN, "เอกสารนี้ไม่มีส่วนวิเคราะห์ ต้องเผยแพร่คู่กับรายงานการวิเคราะห์ที่มีองค์ประกอบนี้")
    if not paper.has_issues:
        return RequiredElement(words, UNSEEN, "ผลการประเมินที่นำมาวิเคราะห์ไม่ได้แบ่งเป็นประเด็น กรุณาตรวจว่าวิเคราะห์ครบทุกประเด็น")
    if any(subject.scope != ISSUE for subject in paper.subjects):
        return RequiredElement(words, MISSING, "การวิเคราะห์ไม่ได้แยกเป็นรายประเด็น", FINDINGS)
    headings = [arabic_digits(block.text) for block in paper.document.blocks if isinstance(block, Heading)]
    lacking = [
        subject.label
        for subject in paper.subjects
        if subject.texts.is_empty or not any(text.startswith(arabic_digits(subject.heading)) for text in headings)
    ]
    if lacking:
        return RequiredElement(words, MISSING, f"ยังไม่มีข้อค้นพบของ{' '.join(lacking)}", FINDINGS)
    return RequiredElement(words, PRESENT)


def _column(words: str, key: str, paper: SearchedDocument) -> RequiredElement:
    if key == "result" and (status_tables := [table for table in paper.tables if _tells_status(table)]):
        return _status(words, status_tables)
    for table in paper.tables:
        keys = [column.key for column in table.columns]
        if key in keys:
            return _filled(words, key, keys.index(key), table)
    if key not in paper.options.columns:
        return RequiredElement(words, UNSEEN, "เอกสารชนิดนี้ไม่มีส่วนนี้ กรุณาตรวจว่ามีอยู่ในเอกสารที่เผยแพร่คู่กัน")
    if paper.leaves_out(MEASURES_PART):
        return RequiredElement(words, MISSING, "ไม่ได้เลือกพิมพ์ส่วนตารางมาตรการ", PART_CHOICE)
    if not paper.tables:
        return RequiredElement(words, MISSING, "ยังไม่ได้กำหนดมาตรการ", PLAN)
    return RequiredElement(words, MISSING, f"ไม่ได้เลือกพิมพ์คอลัมน์{paper.options.columns[key]}", COLUMN_CHOICE)


def _filled(words: str, key: str, place: int, table: Table) -> RequiredElement:
    """Every row must say something in the column; a dash says nothing."""
    empty = [number for number, row in enumerate(table.rows) if row.cells[place] == (UNKNOWN,)]
    if not table.rows:
        return RequiredElement(words, MISSING, "ยังไม่มีมาตรการ", PLAN)
    if empty:
        numbers = " ".join(str(number + 1) for number in empty)
        which = "ทุกข้อ" if len(empty) == len(table.rows) > 1 else f"ที่ {numbers} "
        reason = f"มาตรการ{which}ยังไม่มี{table.columns[place].heading}"
        return RequiredElement(words, MISSING, reason, PLAN if key in REPORTED else ROW, empty[0])
    return RequiredElement(words, PRESENT)


def _tells_status(table: Table) -> bool:
    return all(key in [column.key for column in table.columns] for key in BEGUN)


def _status(words: str, tables: Sequence[Table]) -> RequiredElement:
    """A status table tells the results; where nothing has begun there is no result to tell."""
    for table in tables:
        keys = [column.key for column in table.columns]
        if any(_has_begun(dict(zip(keys, row.cells, strict=True))) for row in table.rows):
            return RequiredElement(words, PRESENT)
    return RequiredElement(words, MISSING, "ยังไม่มีมาตรการใดที่รายงานว่าเริ่มดำเนินการ", PLAN)


def _has_begun(cells: dict[str, tuple[str, ...]]) -> bool:
    return any(cells[key] != (UNKNOWN,) for key in BEGUN)
