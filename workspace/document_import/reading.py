"""One document with everything that was found in it: figures, findings, limitations, measures, and what is doubtful.

Readers of every floor are asked once; what two of them say differently of one thing is a doubt with both readings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assessments.rules.report_findings import (
    FigureCodes,
    FindingsReading,
    ReadFinding,
    indicator_findings,
    question_codes,
    read_findings,
)
from assessments.rules.result_statements import (
    Passage,
    Statement,
    agreed,
    indicator_statements,
    stated_year,
    statements,
    without_indicator_figure,
)
from assessments.rules.score_tables import ReadCell, ScoreReading, SourceTable, read_score_tables
from assessments.rules.score_tables.values import cell_value
from assessments.rules.structure import Structure
from ita_portal.documents.source import DocumentBlock, DocumentTable, SourceDocument
from measures.rules.measure_reading import MeasureReading, PlacedTable, ReadMeasure
from measures.rules.measure_table import heads_measures, read_measure_tables
from workspace.document_import.figure_lines import FigureLines, is_figures

# A row that is one cell and longer than this is a text, and no heading among figures.
LONGEST_HEADING = 120
LONGEST_BESIDE = 80  # letters of a name in a table of figures
LEAVE_OUT = "none"
PARAGRAPHS_OF_AGENCY = 200  # among which a document says whose it is
NO_COLUMNS = "เป็นตัวเลขที่ไม่อยู่ในตาราง จึงไม่ทราบว่าเป็นคะแนนของข้อใด"
PICTURE = "เป็นภาพ ไม่มีข้อความให้อ่าน"


@dataclass(frozen=True)
class SourceReading:
    """A reading that a person can choose for a doubt, in words, and the text that it stands for."""

    key: str
    words: str


@dataclass(frozen=True)
class SourceDoubt:
    """What has more than one reading; `key` is empty where there is nothing to choose but to look at it."""

    where: str
    text: str
    readings: tuple[SourceReading, ...] = ()
    key: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class SourceRest:
    """Words of a document of which nothing is taken."""

    where: str
    text: str


@dataclass(frozen=True)
class DocumentReading:
    year: int | None
    cells: Mapping[str, ReadCell] = field(default_factory=dict)  # by code: figures, level and ranks
    findings: tuple[ReadFinding, ...] = ()
    limitations: tuple[str, ...] = ()
    measures: tuple[ReadMeasure, ...] = ()
    doubts: tuple[SourceDoubt, ...] = ()
    not_taken: tuple[SourceRest, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.cells or self.findings or self.limitations or self.measures)


def year_of_document(document: SourceDocument) -> tuple[int, ...]:
    """Return the years whose results a document may tell of, the likeliest first."""
    found = stated_year(Passage(each.where, each.text) for each in document.paragraphs)
    return tuple(year for year in (found.year, *found.others) if year)


def reading_of(
    document: SourceDocument,
    structure: Structure,
    *,
    years: Sequence[int] = (),
    plan_year: int | None = None,
    answers: Mapping[str, str] | None = None,
    is_named: Callable[[str], bool | None] = lambda text: None,
) -> DocumentReading:
    """Return what a document says of the year of `structure`, and of the plan that answers it.

    `years` are those that the document itself names. `answers` are those to the doubts of an earlier reading, by key.
    `is_named` says of a text whether it names the agency, or another one; None where it names none.
    """
    reader = _DocumentReader(document, structure, answers or {})
    year = structure.fiscal_year
    measures = read_measure_tables(reader.measure_tables(), plan_year or year + 1, answers)
    reader.take_scores(measures)
    findings = reader.findings()
    reading = DocumentReading(
        year,
        reader.cells,
        findings.findings,
        findings.limitations,
        tuple(_without_figure(structure, each) for each in measures.measures),
    )
    whose = (*_agency_doubts(document, is_named), *_year_doubts(year, years), *_noted(document))
    doubts = (*whose, *reader.doubts, *_doubts_of(findings), *_doubts_of(measures))
    rest = (*reader.rest, *_rests(findings, measures), *_unread(document))
    return replace(reading, doubts=doubts, not_taken=rest)


def _unread(document: SourceDocument) -> Iterator[SourceRest]:
    """Yield what the file itself left unread: pictures, and what its reader passed over."""
    yield from (SourceRest(where, PICTURE) for where in document.unread)
    yield from (SourceRest(*each) for each in document.left)


class _DocumentReader:
    """Hands the blocks of one document to those who read them."""

    def __init__(self, document: SourceDocument, structure: Structure, answers: Mapping[str, str]) -> None:
        self._blocks, self._structure, self._answers = document.blocks, structure, answers
        self._measures = {id(block) for block in self._blocks if _is_of_measures(block)}
        self._follow_measures()
        self.cells: dict[str, ReadCell] = {}
        self.doubts: list[SourceDoubt] = []
        self.rest: list[SourceRest] = []

    def _follow_measures(self) -> None:
        """A table right behind one of measures, without a heading of its own, goes on with it."""
        for before, block in zip(self._blocks, self._blocks[1:], strict=False):
            if isinstance(block, DocumentTable) and id(before) in self._measures and not _has_questions(block):
                self._measures.add(id(block))

    def measure_tables(self) -> Iterator[PlacedTable]:
        before: DocumentBlock | None = None
        for block in self._blocks:
            if isinstance(block, DocumentTable) and id(block) in self._measures:
                yield PlacedTable(block.where, block.rows, isinstance(before, DocumentTable), block.joins)
            before = block

    def take_scores(self, measures: MeasureReading) -> None:
        tables = list(self._score_tables())
        read = read_score_tables(self._structure, tables, answers=self._answers)
        self._take_table_reading(read)
        self._take_statements(self._stated())
        self._take_quoted(measures)

    def findings(self) -> FindingsReading:
        found = read_findings(self._structure, self._told(), self._answers)
        own = [
            finding
            for block in self._blocks
            if isinstance(block, DocumentTable)
            for finding in indicator_findings(self._structure, block.where, block.rows)
        ]
        self.rest += self._untold(bool(own))
        self.rest += self._figures_in_text()
        return replace(found, findings=(*found.findings, *own))

    def _untold(self, has_findings: bool) -> Iterator[SourceRest]:
        """Yield the rows of tables that say something at length beside a figure, and are no finding and no question."""
        for block in self._blocks:
            if has_findings or not isinstance(block, DocumentTable) or id(block) in self._measures:
                continue
            for number, row in enumerate(block.rows, 1):
                if not question_codes([row]) and not _single_text(row) and max(map(len, row)) > LONGEST_BESIDE:
                    yield SourceRest(f"{block.where} แถว {number}", " | ".join(" ".join(text.split()) for text in row))

    def _figures_in_text(self) -> Iterator[SourceRest]:
        """Yield paragraphs that are the figures of a table without lines, as some PDF files have them."""
        for block in self._blocks:
            if not isinstance(block, DocumentTable) and is_figures(block.text):
                yield SourceRest(block.where, f"{block.text} ({NO_COLUMNS})")

    def _score_tables(self) -> Iterator[SourceTable]:
        """Yield the tables that are not of measures, and lines of text with a figure each, under what stands above."""
        context, lines = "", FigureLines(self._structure)
        for block in self._blocks:
            if not isinstance(block, DocumentTable):
                if not lines.takes(block.where, block.text):
                    yield from lines.table(context)
                    context = block.text[:LONGEST_HEADING]
                continue
            yield from lines.table(context)
            if id(block) not in self._measures:
                rows = tuple(row for row in block.rows if not _is_text_row(row))
                if len(rows[0]) > 1 and (len(rows) > 1 or _has_figure(rows[0])):
                    yield SourceTable(rows, block.where, context)
        yield from lines.table(context)

    def _told(self) -> Iterator[Passage | FigureCodes]:
        """Yield paragraphs and the rows of tables that are paragraphs, and what the other rows are about."""
        for block in self._blocks:
            if not isinstance(block, DocumentTable):
                yield Passage(block.where, block.text, block.level)
                continue
            yield FigureCodes(block.where, ())  # a table ends the text above it
            if id(block) not in self._measures:
                yield from _told_rows(block)

    def _take_table_reading(self, read: ScoreReading) -> None:
        self.cells |= {cell.code: cell for cell in read.cells}
        for choice in read.choices:
            readings = tuple(SourceReading(answer.key, answer.words) for answer in choice.answers)
            self.doubts.append(SourceDoubt(choice.place, choice.words, readings, choice.key, choice.chosen))
        self.rest += [
            SourceRest(each.place, f"{each.text} ({each.reason})") for each in read.not_taken if each.has_figure
        ]

    def _stated(self) -> list[Statement]:
        passages = [each for each in self._told() if isinstance(each, Passage)]
        return list(statements(self._structure, passages))

    def _take_statements(self, found: list[Statement]) -> None:
        """Take what sentences state; where a table tells another figure, or two sentences differ, there is a doubt."""
        from_tables = [Statement(each.code, each.text, each.place) for each in self.cells.values()]
        codes = {each.code for each in found}
        same, several = agreed([*(each for each in from_tables if each.code in codes), *found])
        for code, each in same.items():
            self.cells.setdefault(code, ReadCell(code, each.text, each.where))
        for code, each_way in several.items():
            self._choose(code, each_way)

    def _choose(self, code: str, found: Sequence[Statement]) -> None:
        """Leave to the person which of several statements holds."""
        key = f"stated-{code}"
        readings = tuple(SourceReading(each.text, f"{each.text} ({each.where})") for each in found)
        chosen = self._answers.get(key, "")
        by_text = {each.text: each for each in found}
        self.cells.pop(code, None)
        if chosen in by_text:
            self.cells[code] = ReadCell(code, chosen, by_text[chosen].where)
        readings = (*readings, SourceReading(LEAVE_OUT, "ไม่นำเข้าช่องนี้"))
        self.doubts.append(SourceDoubt(found[0].where, f"ช่อง {code} มีค่าต่างกัน ใช้ค่าใด", readings, key, chosen))

    def _take_quoted(self, measures: MeasureReading) -> None:
        """Take the figures of indicators that the results of measures quote, where no table tells them."""
        found: list[Statement] = []
        for measure in measures.measures:
            for statement, is_exact in indicator_statements(self._structure, measure.where, measure.progress.result):
                found.append(statement)
                if not is_exact:
                    reading = SourceReading("", f"ตัวชี้วัดที่ {statement.code} = {statement.text}")
                    self.doubts.append(SourceDoubt(measure.where, measure.progress.result, (reading,)))
        self._take_statements([each for each in found if each.code not in self.cells])


def _is_of_measures(block: DocumentBlock) -> bool:
    return isinstance(block, DocumentTable) and heads_measures(block.rows)


def _has_figure(row: Sequence[str]) -> bool:
    """Return whether a table of one row says a figure: คะแนนรวม | 92.10 in a frame of its own."""
    return any(cell_value(text).is_figure for text in row)


def _has_questions(table: DocumentTable) -> bool:
    return bool(question_codes(table.rows))


def _told_rows(table: DocumentTable) -> Iterator[Passage | FigureCodes]:
    waiting: list[Sequence[str]] = []
    for number, row in enumerate(table.rows, 1):
        text = _single_text(row)
        if not text:
            waiting.append(row)
            continue
        if codes := question_codes(waiting):
            yield FigureCodes(table.where, codes)
        waiting = []
        for line in text.split("\n"):
            yield Passage(f"{table.where} แถว {number}", line, is_row=True)
    if codes := question_codes(waiting):
        yield FigureCodes(table.where, codes)


def _single_text(row: Sequence[str]) -> str:
    """Return the text of a row that is one cell over all columns, or of which only the first says something."""
    told = {text for text in row if text.strip()}
    return next(iter(told)) if len(told) == 1 and row[0].strip() else ""


def _is_text_row(row: Sequence[str]) -> bool:
    return len(_single_text(row)) > LONGEST_HEADING


def _without_figure(structure: Structure, measure: ReadMeasure) -> ReadMeasure:
    """Return a measure whose result is in the agency's words alone, without what the portal adds when it prints."""
    told = measure.progress.result
    quoted = [int(each.code) for each, _ in indicator_statements(structure, measure.where, told)]
    progress = replace(measure.progress, result=without_indicator_figure(told))
    return replace(measure, progress=progress, quoted=quoted[0] if len(quoted) == 1 else None)


def _agency_doubts(document: SourceDocument, is_named: Callable[[str], bool | None]) -> Iterator[SourceDoubt]:
    """Yield a doubt where a document names other agencies and never this one."""
    found = [(each, is_named(each.text)) for each in document.paragraphs[:PARAGRAPHS_OF_AGENCY]]
    other = next((each for each, is_own in found if is_own is False), None)
    if other and not any(is_own for _, is_own in found):
        yield SourceDoubt(other.where, f"เอกสารระบุชื่อหน่วยงานอื่น และไม่พบชื่อหน่วยงานนี้ “{other.text[:LONGEST_HEADING]}”")


def _year_doubts(year: int, named: Sequence[int]) -> Iterator[SourceDoubt]:
    if named and year not in named:
        words = ", ".join(map(str, named))
        yield SourceDoubt("", f"เอกสารระบุผลการประเมินปี {words} แต่อ่านเป็นปี {year}")


def _noted(document: SourceDocument) -> Iterator[SourceDoubt]:
    """Yield what the file itself leaves to be looked at."""
    yield from (SourceDoubt("", note) for note in document.notes)
    yield from (SourceDoubt(table.where, note) for table in document.tables for note in table.notes)


def _doubts_of(found: FindingsReading | MeasureReading) -> Iterator[SourceDoubt]:
    for each in found.doubts:
        keys = each.keys or ("",) * len(each.readings)
        readings = tuple(map(SourceReading, keys, each.readings))
        yield SourceDoubt(each.where, each.text, readings, each.key, each.chosen)


def _rests(findings: FindingsReading, measures: MeasureReading) -> Iterator[SourceRest]:
    yield from (SourceRest(each.where, each.text) for each in findings.not_taken)
    yield from (SourceRest(each.where, each.text) for each in measures.not_taken)
