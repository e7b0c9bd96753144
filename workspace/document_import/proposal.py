"""What a document says beside what is stored: each thing that can be taken, in the values that services store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from agencies.models import Department
from assessments.models import Indicator, Issue
from assessments.rules.analysis import ITEM, PARTS, QUESTION, SCOPE_NAMES, Texts
from assessments.rules.codes import WORD_CODES
from assessments.rules.entry import Entry, EntryRefused, read_entry
from assessments.rules.indicator_names import indicator_by_name
from assessments.rules.report_findings import ReadFinding
from assessments.rules.sheet import build_sheet
from assessments.spreadsheets.exchange import names_by_code
from ita_portal.text.spelling import compared
from ita_portal.text.thai import month_end, month_start
from measures.models import Measure, Progress
from measures.rules.list_items import first_number
from measures.rules.measure_reading import ReadMeasure
from measures.rules.owner_names import read_owner
from measures.services import MeasureContent, OwnerDetail, ProgressContent, content_of, owners_named
from workspace.document_import.reading import DocumentReading
from workspace.document_import.target import ImportTarget

MAX_LINE, MAX_STEPS, MAX_WORDING, MAX_FINDING, MAX_UNITS = 2_000, 50, 200, 20_000, 200
ALIKE = 0.8
_MORE = "ฯ"


@dataclass(frozen=True)
class CellProposal:
    entry: Entry
    name: str
    old: str
    where: str

    @property
    def overwrites(self) -> bool:
        return bool(self.old) and self.old != self.entry.text

    @property
    def is_same(self) -> bool:
        return self.old == self.entry.text


@dataclass(frozen=True)
class PartProposal:
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class FindingProposal:
    """A finding with the parts that the document tells; the other parts stay as they are."""

    scope: str
    code: str
    label: str
    where: str
    parts: tuple[PartProposal, ...]
    texts: Texts  # as they are stored when it is taken

    @property
    def key(self) -> str:
        return f"finding:{self.scope}:{self.code}"

    @property
    def overwrites(self) -> bool:
        return any(part.old and part.old != part.new for part in self.parts)

    @property
    def is_same(self) -> bool:
        return all(part.old == part.new for part in self.parts)


@dataclass(frozen=True)
class MeasureProposal:
    """A measure with what it would be stored as, and the measure of the same title that the plan has, if any."""

    key: str
    read: ReadMeasure
    content: MeasureContent
    old: Measure | None = None
    unknown_owners: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_same(self) -> bool:
        return self.old is not None and content_of(self.old) == self.content

    @property
    def has_progress(self) -> bool:
        return not self.read.progress.is_empty


@dataclass(frozen=True)
class OwnerQuestion:
    """A name that is no department of the agency: the person says which one it is."""

    key: str
    name: str
    chosen: Department | None
    is_told: bool


@dataclass(frozen=True)
class DocumentProposal:
    reading: DocumentReading
    cells: tuple[CellProposal, ...]
    words: tuple[CellProposal, ...]  # level and ranks
    findings: tuple[FindingProposal, ...]
    limitations: tuple[str, ...]  # those that are not stored yet
    measures: tuple[MeasureProposal, ...]
    owners: tuple[OwnerQuestion, ...]
    refused: tuple[str, ...] = ()

    @property
    def can_store(self) -> bool:
        return bool(self.cells or self.words or self.findings or self.limitations or self.measures)

    @property
    def with_progress(self) -> tuple[MeasureProposal, ...]:
        return tuple(each for each in self.measures if each.has_progress)


def proposal_of(target: ImportTarget, reading: DocumentReading, answers: Mapping[str, str]) -> DocumentProposal:
    """Return what can be taken of a document; `answers` are the person's, by the keys of the questions."""
    book = OwnerBook(target, answers)
    entries, refused = _entries(target, reading)
    measures = tuple(_measures(target, reading, book))
    return DocumentProposal(
        reading,
        cells=tuple(each for each in entries if each.entry.code not in WORD_CODES),
        words=tuple(each for each in entries if each.entry.code in WORD_CODES),
        findings=tuple(_findings(target, reading.findings)),
        limitations=tuple(_new_limitations(target, reading.limitations)),
        measures=measures,
        owners=tuple(book.questions.values()),
        refused=refused,
    )


def _entries(target: ImportTarget, reading: DocumentReading) -> tuple[list[CellProposal], tuple[str, ...]]:
    found, refused = [], []
    names = names_by_code(build_sheet(target.structure, {}, target=target.agency.target))
    for code, cell in reading.cells.items():
        try:
            entry = read_entry(target.structure, code, cell.text)
        except EntryRefused as error:
            refused.append(f"{code} {cell.text}: {error}")
            continue
        found.append(CellProposal(entry, names.get(code, code), target.cells.get(code, ""), cell.place))
    return found, tuple(refused)


def _findings(target: ImportTarget, found: tuple[ReadFinding, ...]) -> Iterator[FindingProposal]:
    for each in found:
        stored = target.findings.get((each.scope, each.code), Texts())
        parts = [
            PartProposal(name, getattr(stored, part), text[:MAX_FINDING])
            for part, name in PARTS.items()
            if (text := getattr(each, part))
        ]
        told = {part: getattr(each, part)[:MAX_FINDING] for part in PARTS if getattr(each, part)}
        texts = replace(stored, **told, is_draft=False)
        label = f"{SCOPE_NAMES[each.scope]}{'' if each.scope in (QUESTION, ITEM) else 'ที่'} {each.code}"
        yield FindingProposal(each.scope, each.code, label, each.where, tuple(parts), texts)


def _new_limitations(target: ImportTarget, texts: tuple[str, ...]) -> Iterator[str]:
    known = set(map(compared, target.limitations))
    for text in texts:
        if compared(text) not in known:
            known.add(compared(text))
            yield text[:MAX_LINE]


class OwnerBook:
    """The departments of an agency by the names that documents write, with what a person has said of unknown ones."""

    def __init__(self, target: ImportTarget, answers: Mapping[str, str]) -> None:
        self._departments = target.departments
        self._known = {compared(each.name): each for each in target.departments}
        self._answers = answers
        self.questions: dict[str, OwnerQuestion] = {}

    def find(self, name: str) -> Department | None:
        """Return the department of a name; one that is not known is asked about, and proposed where one is near."""
        if known := self._known.get(compared(name)):
            return known
        question = self.questions.get(name) or self._question(name)
        self.questions[name] = question
        return question.chosen

    def owner(self, words: str) -> OwnerDetail | None:
        """Return an owner as a document words it: a department, or divisions and a person of one."""
        name, units, person = read_owner(words)
        if compared(words) in self._known or not (units or person):
            name, units, person = words, "", ""
        department = self.find(name)
        return OwnerDetail(department, units[:MAX_UNITS], person) if department else None

    def _question(self, name: str) -> OwnerQuestion:
        key = f"owner-{len(self.questions)}"
        given = self._answers.get(key)
        if given is not None:
            return OwnerQuestion(
                key, name, next((each for each in self._departments if str(each.pk) == given), None), True
            )
        return OwnerQuestion(key, name, self._nearest(name), False)

    def _nearest(self, name: str) -> Department | None:
        """Return the one department that an abbreviated or misspelt name can mean."""
        bare = compared(name).rstrip(_MORE)
        begun = [each for known, each in self._known.items() if len(bare) > 3 and known.startswith(bare)]
        if len(begun) == 1:
            return begun[0]
        near = get_close_matches(bare[:100], self._known, 2, ALIKE)
        return self._known[near[0]] if len(near) == 1 else None


@dataclass(frozen=True)
class AnswerBook:
    """The issues and indicators of a year by the names and numbers that documents write."""

    target: ImportTarget

    @cached_property
    def issues(self) -> dict[int, Issue]:
        return {each.number: each for each in Issue.objects.filter(framework=self.target.framework)}

    @cached_property
    def indicators(self) -> dict[int, Indicator]:
        return {each.number: each for each in Indicator.objects.filter(framework=self.target.framework)}

    def issue(self, text: str) -> Issue | None:
        if not text:
            return None
        named = [each for each in self.issues.values() if compared(each.name) in compared(text)]
        if len(named) == 1:
            return named[0]
        number = first_number(text.removeprefix("ประเด็นที่").strip() + ".") or first_number(text)
        return self.issues.get(number) if number else None

    def indicator(self, read: ReadMeasure) -> Indicator | None:
        """Return the indicator that a measure names, or whose name is its title."""
        for text in (read.indicator, read.title):
            if text and (found := indicator_by_name(self.target.structure, text)):
                return self.indicators.get(found.number)
        return self.indicators.get(read.quoted) if read.quoted else None


def _measures(target: ImportTarget, reading: DocumentReading, book: OwnerBook) -> Iterator[MeasureProposal]:
    answers = AnswerBook(target)
    stored = {compared(each.title): each for each in target.measures}
    for at, read in enumerate(reading.measures):
        old = stored.pop(compared(read.title), None)
        owners = [(name, book.owner(name)) for name in read.owners]
        content = _content(read, [each for _, each in owners if each], answers, old)
        unknown = tuple(name for name, each in owners if each is None)
        yield MeasureProposal(f"measure:{at}", read, content, old, unknown, _problem(content))


def _content(read: ReadMeasure, named: list[OwnerDetail], answers: AnswerBook, old: Measure | None) -> MeasureContent:
    """Return the content of a measure: as the document tells it, and as it is stored where the document is silent."""
    before = content_of(old) if old else MeasureContent(read.title)
    start, end = _days(read)
    owners, details = owners_named(named)
    if not owners:
        owners, details = before.owners, before.owner_details
    elif set(owners) == set(before.owners):  # who leads goes on leading
        owners = before.owners
    return MeasureContent(
        title=before.title,
        steps=read.steps or before.steps,
        owners=owners,
        owner_details=details,
        issue=answers.issue(read.issue) or before.issue,
        start=start or before.start,
        end=end or before.end,
        timeframe_wording=read.timeframe if start or read.timeframe else before.timeframe_wording,
        follow_up=read.follow_up or before.follow_up,
        indicator=answers.indicator(read) or before.indicator,
    )


def _days(read: ReadMeasure) -> tuple[date | None, date | None]:
    if read.start is None or read.end is None:
        return None, None
    return month_start(*read.start), month_end(*read.end)


def _problem(content: MeasureContent) -> str:
    if (
        len(content.title) > MAX_LINE
        or len(content.follow_up) > MAX_LINE
        or any(len(each) > MAX_LINE for each in content.steps)
    ):
        return f"ข้อความยาวเกิน {MAX_LINE:,} ตัวอักษร กรุณาแบ่งในเอกสารแล้วนำเข้าใหม่"
    if len(content.steps) > MAX_STEPS:
        return f"มีเกิน {MAX_STEPS} ขั้นตอน"
    return f"ระยะเวลายาวเกิน {MAX_WORDING} ตัวอักษร" if len(content.timeframe_wording) > MAX_WORDING else ""


def progress_content(read: ReadMeasure, reported_on: date, unstated: Progress.Status | None) -> ProgressContent | None:
    """Return what is reported of a measure; None where the document names no status and the person chose none."""
    told = read.progress
    status = Progress.Status(told.advance.value) if told.advance else unstated
    if told.is_empty or status is None:
        return None
    return ProgressContent(
        status=status,
        reported_on=reported_on,
        outcome="\n".join(told.outcome),
        result=told.result,
        obstacles=told.obstacles,
        note=told.note,
    )
