"""Whether a document has what the open-data item that asks for it requires; one element less, and the item scores zero.

Each element says apart from its words what it needs (`NEEDS` of assessments/rules/required_element.py), and each need
is looked for by one function below. What this kind of document never holds, and an element without needs, are left to
a person to look at. An element that is a wish is looked for like the others; that it lacks blocks nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from assessments.rules.analysis import ISSUE, PARTS, Subject
from assessments.rules.figures import UNKNOWN
from assessments.rules.required_element import ElementSpec
from ita_portal.text.thai import arabic_digits
from reports.options.kind_options import KindOptions
from reports.paper.blocks import Document, Heading, Table

PRESENT, MISSING, UNSEEN = "present", "missing", "unseen"
WORST_FIRST = (MISSING, UNSEEN, PRESENT)
# Where something that lacks can be mended.
FINDINGS, SCORES, PLAN, REPORTS = "findings", "scores", "plan", "reports"
COLUMN_CHOICE, PART_CHOICE, ROW = "columns", "parts", "row"
REPORTED = ("result", "outcome")  # come from reports of progress, not from the measure itself
# The columns of a status table in which a measure that has begun is ticked.
BEGUN = ("in_progress", "done")
# The parts of a report from which the elements come.
FINDINGS_PART, LIMITATIONS_PART, MEASURES_PART = "findings", "limitations", "measures"
NO_ANALYSIS = "เอกสารนี้ไม่มีส่วนวิเคราะห์ ต้องเผยแพร่คู่กับรายงานการวิเคราะห์ที่มีองค์ประกอบนี้"


@dataclass(frozen=True)
class Found:
    """What a document has of one need."""

    state: str  # present, missing or unseen
    reason: str = ""  # what lacks, or why the portal cannot tell
    place: str = ""  # where a missing one is mended
    row: int = 0  # of the measure that lacks it, from 0
    code: str = ""  # of the question whose figure lacks


@dataclass(frozen=True)
class FoundElement:
    """One required element, and whether the document has all that it needs."""

    spec: ElementSpec
    found: Found

    @property
    def words(self) -> str:
        return self.spec.text

    @property
    def state(self) -> str:
        return self.found.state

    @property
    def reason(self) -> str:
        return self.found.reason


@dataclass(frozen=True)
class PaperYears:
    """The fiscal years by which a document is about the year that its round asks for."""

    round: int
    assessed: int  # the year of the result that is analysed
    plan: int


@dataclass(frozen=True)
class SearchedDocument:
    """What the elements are looked for in."""

    options: KindOptions
    document: Document
    subjects: tuple[Subject, ...]  # with the findings
    parts: tuple[str, ...]  # those that were chosen, of a kind that is divided into parts
    has_issues: bool  # whether the analysed year is divided into issues
    years: PaperYears
    answered_issues: frozenset[str] = frozenset()  # the numbers of the issues that measures answer

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.document.blocks if isinstance(block, Table) and block.name == "measures")

    @property
    def is_report(self) -> bool:
        """Whether it tells how measures were carried out, so that its year is the plan's."""
        return self.options.has_rounds

    @property
    def has_findings(self) -> bool:
        """Whether this kind of document can print findings at all."""
        return FINDINGS_PART in self.options.parts

    def leaves_out(self, part: str) -> bool:
        """Return whether the kind could print a part, and the agency chose otherwise."""
        return part in self.options.parts and part not in self.parts


def elements_of(specs: Iterable[ElementSpec], paper: SearchedDocument) -> tuple[FoundElement, ...]:
    """Return every required element with what the paper has of it; what lacks counts before what cannot be told."""
    return tuple(FoundElement(spec, _worst([LOOKED_FOR[need](paper) for need in spec.needs])) for spec in specs)


def _worst(found: Sequence[Found]) -> Found:
    unseen = Found(UNSEEN, "ระบบตรวจองค์ประกอบนี้เองไม่ได้")
    return min(found, key=lambda each: WORST_FIRST.index(each.state), default=unseen)


def _previous_year(paper: SearchedDocument) -> Found:
    """The round asks for what was before it: the result of the year before, or the report on that year's plan.

    Two of the five source documents plan for the year of the result itself. In which round they were read is not
    known, so that a person has to look.
    """
    return _of_year(paper, paper.years.round - 1)


def _same_fiscal_year(paper: SearchedDocument) -> Found:
    return _of_year(paper, paper.years.round)


def _of_year(paper: SearchedDocument, wanted: int) -> Found:
    years = paper.years
    told, what = (years.plan, "แผน") if paper.is_report else (years.assessed, "ผลการประเมิน")
    if told == wanted:
        return Found(PRESENT)
    return Found(
        UNSEEN, f"รอบปี {years.round} ขอของปี {wanted} แต่เอกสารนี้เป็นของ{what}ปี {told} กรุณาตรวจว่าเผยแพร่ในรอบที่ถูกต้อง"
    )


def _findings(paper: SearchedDocument) -> Found:
    if not paper.has_findings:
        return Found(UNSEEN, NO_ANALYSIS)
    if paper.leaves_out(FINDINGS_PART):
        return Found(MISSING, "ไม่ได้เลือกพิมพ์ส่วนการวิเคราะห์ข้อค้นพบ", PART_CHOICE)
    if all(subject.texts.is_empty for subject in paper.subjects):
        return Found(MISSING, "ยังไม่มีข้อค้นพบ", FINDINGS)
    return Found(PRESENT)


def _finding_part(part: str, paper: SearchedDocument) -> Found:
    """A part of the findings must be written somewhere."""
    findings = _findings(paper)
    if findings.state != PRESENT or any(getattr(subject.texts, part) for subject in paper.subjects):
        return findings
    if any(subject.scope != ISSUE for subject in paper.subjects):
        # Findings by indicator or question are often one recommendation that speaks of all three.
        return Found(UNSEEN, "ข้อค้นพบไม่ได้แยกเขียนส่วนนี้ กรุณาตรวจว่ามีอยู่ในข้อความ")
    return Found(MISSING, f"ยังไม่มีข้อค้นพบใดเขียนส่วน{PARTS[part]}", FINDINGS)


def _maintenance(paper: SearchedDocument) -> Found:
    """Each issue counts by itself: one in which nothing is weak has its level to keep, whatever the others say.

    Where something is weak, the form asks for what is wrong or to be improved, *or* for what is to be kept.
    """
    found = _finding_part("maintenance", paper)
    if found.state != PRESENT:
        return found
    strong = [each for each in paper.subjects if each.scope == ISSUE and each.has_figures and not each.is_weak]
    lacking = [subject.label for subject in strong if not subject.texts.maintenance]
    if lacking:
        reason = f"{' '.join(lacking)} ไม่มีข้อใดต่ำกว่าค่าเป้าหมาย แต่ยังไม่ได้เขียนส่วน{PARTS['maintenance']}"
        return Found(MISSING, reason, FINDINGS)
    return found


def _issues(paper: SearchedDocument) -> Found:
    """Every issue needs its heading and something written under it."""
    if not paper.has_findings:
        return Found(UNSEEN, NO_ANALYSIS)
    if not paper.has_issues:
        return Found(UNSEEN, "ผลการประเมินที่นำมาวิเคราะห์ไม่ได้แบ่งเป็นประเด็น กรุณาตรวจว่าวิเคราะห์ครบทุกประเด็น")
    if any(subject.scope != ISSUE for subject in paper.subjects):
        return Found(MISSING, "การวิเคราะห์ไม่ได้แยกเป็นรายประเด็น", FINDINGS)
    headings = [arabic_digits(block.text) for block in paper.document.blocks if isinstance(block, Heading)]
    lacking = [
        subject.label
        for subject in paper.subjects
        if subject.texts.is_empty or not any(text.startswith(arabic_digits(subject.heading)) for text in headings)
    ]
    if lacking:
        return Found(MISSING, f"ยังไม่มีข้อค้นพบของ{' '.join(lacking)}", FINDINGS)
    return Found(PRESENT)


def _question_scores(paper: SearchedDocument) -> Found:
    """The findings print the scores of their questions where these are known."""
    if not paper.has_findings:
        return Found(UNSEEN, NO_ANALYSIS)
    if paper.leaves_out(FINDINGS_PART):
        return Found(MISSING, "ไม่ได้เลือกพิมพ์ส่วนการวิเคราะห์ข้อค้นพบ", PART_CHOICE)
    unknown = [row.code for subject in paper.subjects for row in subject.rows if row.value is None]
    if unknown:
        return Found(MISSING, f"ยังไม่มีคะแนนรายข้อ {len(set(unknown))} ข้อ", SCORES, code=unknown[0])
    return Found(PRESENT)


def _limitations(paper: SearchedDocument) -> Found:
    """The part is enough: where nothing hindered, the paper says so, as sister items ask."""
    if LIMITATIONS_PART not in paper.options.parts:
        return Found(UNSEEN, NO_ANALYSIS)
    if paper.leaves_out(LIMITATIONS_PART):
        return Found(MISSING, "ไม่ได้เลือกพิมพ์ส่วนข้อจำกัดและปัญหาอุปสรรค", PART_CHOICE)
    return Found(PRESENT)


def _measures_per_issue(paper: SearchedDocument) -> Found:
    measures = _column("measure", paper)
    if measures.state != PRESENT or not paper.has_issues:
        return measures
    if not paper.answered_issues:
        return Found(UNSEEN, "มาตรการไม่ได้ระบุประเด็น กรุณาตรวจว่ามีมาตรการของทุกประเด็น")
    issues = [subject for subject in paper.subjects if subject.scope == ISSUE]
    lacking = [subject.label for subject in issues if subject.code not in paper.answered_issues]
    return Found(MISSING, f"ยังไม่มีมาตรการของ{' '.join(lacking)}", PLAN) if lacking else measures


def _column(key: str, paper: SearchedDocument) -> Found:
    if key == "result" and (status_tables := [table for table in paper.tables if _tells_status(table)]):
        return _status(status_tables)
    for table in paper.tables:
        keys = [column.key for column in table.columns]
        if key in keys:
            return _filled(key, keys.index(key), table)
    if key not in paper.options.columns:
        return Found(UNSEEN, "เอกสารชนิดนี้ไม่มีส่วนนี้ กรุณาตรวจว่ามีอยู่ในเอกสารที่เผยแพร่คู่กัน")
    if paper.leaves_out(MEASURES_PART):
        return Found(MISSING, "ไม่ได้เลือกพิมพ์ส่วนตารางมาตรการ", PART_CHOICE)
    if not paper.tables:
        return Found(MISSING, "ยังไม่ได้กำหนดมาตรการ", PLAN)
    return Found(MISSING, f"ไม่ได้เลือกพิมพ์คอลัมน์{paper.options.columns[key]}", COLUMN_CHOICE)


def _filled(key: str, place: int, table: Table) -> Found:
    """Every row must say something in the column; a dash says nothing."""
    empty = [number for number, row in enumerate(table.rows) if row.cells[place] == (UNKNOWN,)]
    if not table.rows:
        return Found(MISSING, "ยังไม่มีมาตรการ", PLAN)
    if empty:
        numbers = " ".join(str(number + 1) for number in empty)
        which = "ทุกข้อ" if len(empty) == len(table.rows) > 1 else f"ที่ {numbers} "
        reason = f"มาตรการ{which}ยังไม่มี{table.columns[place].heading}"
        return Found(MISSING, reason, REPORTS if key in REPORTED else ROW, empty[0])
    return Found(PRESENT)


def _tells_status(table: Table) -> bool:
    return all(key in [column.key for column in table.columns] for key in BEGUN)


def _status(tables: Sequence[Table]) -> Found:
    """A status table tells the results; where nothing has begun there is no result to tell."""
    for table in tables:
        keys = [column.key for column in table.columns]
        if any(_has_begun(dict(zip(keys, row.cells, strict=True))) for row in table.rows):
            return Found(PRESENT)
    return Found(MISSING, "ยังไม่มีมาตรการใดที่รายงานว่าเริ่มดำเนินการ", REPORTS)


def _has_begun(cells: dict[str, tuple[str, ...]]) -> bool:
    return any(cells[key] != (UNKNOWN,) for key in BEGUN)


# By what each need of an element is looked for; a test holds that none is forgotten.
LOOKED_FOR: dict[str, Callable[[SearchedDocument], Found]] = {
    "findings": _findings,
    "previous_year": _previous_year,
    "same_fiscal_year": _same_fiscal_year,
    "issues": _issues,
    "question_scores": _question_scores,
    "weakness": partial(_finding_part, "weakness"),
    "improvement": partial(_finding_part, "improvement"),
    "maintenance": _maintenance,
    "limitations": _limitations,
    "measures": partial(_column, "measure"),
    "measures_per_issue": _measures_per_issue,
    "owners": partial(_column, "owners"),
    "steps": partial(_column, "steps"),
    "timeframe": partial(_column, "timeframe"),
    "follow_up": partial(_column, "follow_up"),
    "result": partial(_column, "result"),
    "outcome": partial(_column, "outcome"),
}
