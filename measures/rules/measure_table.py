"""Reading the table of measures of a document: what each measure is, who owns it, when, and how far it has come.

A measure goes over as many rows, and pages, as it likes. What can be read in more than one way is a doubt with its
readings; what is no part of a measure is named as not taken.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ita_portal.documents.line_ends import joint
from ita_portal.text.spelling import compared
from measures.rules.list_items import first_number, items_of, last_number, without_number
from measures.rules.measure_reading import (
    Advance,
    MeasureDoubts,
    MeasurePart,
    MeasureReading,
    PlacedTable,
    ReadMeasure,
    ReadProgress,
    Rows,
)
from measures.rules.measures_told_twice import measures_once
from measures.rules.month_ranges import Month, read_month_range
from measures.rules.owner_names import owner_names
from measures.rules.table_headings import (
    MeasureField,
    TableHeadings,
    field_of,
    is_measure_table,
    parted_heading,
    read_headings,
)

HEADING_WITHIN = 4
MAX_MEASURES = 500
_GOES_ON = re.compile(r" ?\(ต่อ\)$")
_TICKS = re.compile(r"^[/✓✔√☑xX\uf0fc\uf050]+")
_NOTHING = {"", "-", "–", "—", "ไม่มี"}
# What a row, or a piece of one, belongs to: the measure above it, or its own.
REST, OWN = "rest", "own"
STATUS_WORDS = {
    Advance.NOT_STARTED: "ยังไม่ดำเนินการ",
    Advance.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    Advance.DONE: "แล้วเสร็จ",
}
TICKED = (MeasureField.NOT_STARTED, MeasureField.IN_PROGRESS, MeasureField.DONE)


def heads_measures(rows: Rows) -> bool:
    """Return whether a table is one of measures, by its first rows."""
    return heading_row(rows) is not None


def heading_row(rows: Rows) -> int | None:
    """Return the row that heads the columns; the words above several of them may stand in a row over it."""
    return next((at for at, row in enumerate(rows[:HEADING_WITHIN]) if is_measure_table(row)), None)


def read_measure_tables(
    tables: Iterable[PlacedTable], fiscal_year: int, answers: Mapping[str, str] | None = None
) -> MeasureReading:
    """Return the measures of a document; `fiscal_year` is the plan's, of which months without a year are.

    `answers` are those to the doubts of an earlier reading of the same tables, by key.
    """
    reader = _MeasureReader(fiscal_year, answers or {})
    for table in tables:
        reader.table(table)
    return reader.reading()


@dataclass
class _Gathered:
    """A measure while its rows are read: what stands in each of its columns, piece by piece."""

    where: str
    issue: str
    indicator: str
    cells: dict[MeasureField, list[str]] = field(default_factory=dict)

    def take(self, column: MeasureField, text: str) -> None:
        pieces = self.cells.setdefault(column, [])
        if text and compared(text) not in map(compared, pieces):
            pieces.append(text)

    def go_on(self, column: MeasureField, text: str, blank: str) -> None:
        """Put what stands on the next page behind a cell, as one text unless it begins an item of a list.

        `blank` is the one that ended the page, where its file tells: Thai has none between most words.
        """
        pieces = self.cells.setdefault(column, [])
        is_item = first_number(text) is not None or text.startswith(("-", "–", "•"))
        if not text or not pieces or is_item:
            pieces += [text] if text else []
        elif compared(text) not in compared(pieces[-1]):
            pieces[-1] = f"{pieces[-1]}{blank or joint(pieces[-1], text)}{text}"

    def text(self, column: MeasureField) -> str:
        return "\n".join(self.cells.get(column, ()))

    @property
    def title(self) -> str:
        return _one_line(without_number(_GOES_ON.sub("", self.text(MeasureField.TITLE))))

    @property
    def number(self) -> int | None:
        return first_number(self.text(MeasureField.TITLE)) or first_number(f"{self.text(MeasureField.NUMBER)}.")


class _MeasureReader:
    def __init__(self, fiscal_year: int, answers: Mapping[str, str]) -> None:
        self._fiscal_year = fiscal_year
        self._gathered: list[_Gathered] = []
        self._doubts = MeasureDoubts(answers)
        self._not_taken: list[MeasurePart] = []
        self._headings: TableHeadings | None = None
        self._fields: dict[int, MeasureField] = {}  # by column, those among them that a person chose
        self._cut_at_blank: set[MeasureField] = set()  # columns of the row before whose text ends in a blank
        self._width = 0
        self._subject = {MeasureField.ISSUE: "", MeasureField.INDICATOR: ""}

    def table(self, table: PlacedTable) -> None:
        at = heading_row(table.rows)
        below = table.rows[at + 1] if at is not None and at + 1 < len(table.rows) else ()
        parted = parted_heading(table.rows[at], below) if at is not None else None
        if at is not None:
            self._begin(table, parted or table.rows[at])
        elif self._headings is None or not table.follows or not table.rows:
            self._headings = None
            return
        first = 0 if at is None else at + 2 if parted else at + 1
        for number, row in enumerate(table.rows[first:], first):
            self._row(f"{table.where} แถว {number + 1}", row, is_headed=at is not None, is_join=number in table.joins)
            self._cut_at_blank = {each for at, each in self._fields.items() if at < len(row) and row[at].endswith(" ")}

    def reading(self) -> MeasureReading:
        found = [self._measure(each) for each in self._gathered if each.title]
        merged = measures_once(found, self._doubts)
        return MeasureReading(tuple(merged[:MAX_MEASURES]), tuple(self._doubts.found), tuple(self._not_taken))

    def _begin(self, table: PlacedTable, heading: Sequence[str]) -> None:
        headings = read_headings(heading)
        is_continued = self._headings is not None and headings.fields == self._headings.fields
        if not is_continued:
            self._subject = dict.fromkeys(self._subject, "")
            for column in headings.unknown:
                self._not_taken.append(MeasurePart(table.where, f"คอลัมน์ “{_one_line(heading[column])}”"))
            self._fields = dict(headings.fields)
            for twice in headings.twice:
                self._choose_column(table.where, heading, twice)
        self._headings, self._width = headings, len(heading)

    def _choose_column(self, where: str, heading: Sequence[str], twice: MeasureField) -> None:
        """Ask which of several columns of one heading holds what it says; none does before a person has chosen."""
        columns = [at for at, text in enumerate(heading) if field_of(text) == twice]
        offered = {"none": "ไม่นำเข้าคอลัมน์เหล่านี้"}
        offered |= {str(at): f"คอลัมน์ที่ {at + 1} “{_one_line(heading[at])}”" for at in columns}
        words = f"หัวคอลัมน์ “{_one_line(heading[columns[0]])}” มีมากกว่าหนึ่งคอลัมน์ ใช้คอลัมน์ใด"
        chosen = self._doubts.choose(where, words, offered, about=f"column-{twice.value}")
        if chosen != "none":
            self._fields[int(chosen)] = twice

    def _row(self, where: str, row: Sequence[str], *, is_headed: bool, is_join: bool) -> None:
        assert self._headings is not None
        if is_measure_table(row) or not any(text.strip() for text in row):
            return
        whole = _whole_row(row)
        if whole:
            self._subject_row(where, whole)
            return
        if len(row) == self._width + 1 and not is_headed:
            row = self._without_rest(where, row)
        if len(row) < self._width or any(text.strip() for text in row[self._width :]):
            self._doubts.note(where, _shown(row), ())
            return
        cells = {each: row[column].strip() for column, each in self._fields.items()}
        if is_join and self._is_rest(cells):
            self._go_on(where, cells)
            return
        if is_join and self._is_said_to_go_on(where, cells):
            self._put_behind(cells)
            return
        if not is_headed and self._begins(cells):
            cells[MeasureField.STEPS] = self._own_steps(where, cells.get(MeasureField.STEPS, ""))
        self._cells(where, cells, is_headed)

    def _is_said_to_go_on(self, where: str, cells: Mapping[MeasureField, str]) -> bool:
        """Ask whether a title without a number at the top of a page begins a measure; return whether it does not."""
        title = cells.get(MeasureField.TITLE, "")
        if not self._gathered or first_number(title) is not None or not self._begins(cells):
            return False
        offered = {OWN: "เป็นมาตรการใหม่ที่ขึ้นต้นหน้า", REST: f"ต่อจากมาตรการก่อนหน้า “{self._last_title}”"}
        if self._lacks_what_others_have(cells):
            offered = dict(reversed(offered.items()))
        return self._doubts.choose(where, _shown(list(cells.values())), offered, about="page") == REST

    def _lacks_what_others_have(self, cells: Mapping[MeasureField, str]) -> bool:
        """Return whether a row is empty where the measure above is not, as the rest of one that a page cuts."""
        return any(not text and self._gathered[-1].text(column) for column, text in cells.items())

    def _is_rest(self, cells: Mapping[MeasureField, str]) -> bool:
        """Return whether the first row of a page goes on with the measure before: it says so, or bears no number."""
        title = cells.get(MeasureField.TITLE, "")
        if not self._gathered:
            return False
        if _GOES_ON.search(title):
            return first_number(title) == self._gathered[-1].number
        return not title or (self._gathered[-1].number is not None and first_number(title) is None)

    def _go_on(self, where: str, cells: Mapping[MeasureField, str]) -> None:
        """Put the rest of the cells of a measure behind what stood on the page before."""
        title = cells.get(MeasureField.TITLE, "")
        if _GOES_ON.search(title):
            self._put_behind({column: text for column, text in cells.items() if column != MeasureField.TITLE})
            return
        offered = {REST: f"ต่อจากหน้าก่อน “{self._last_title}”"} | ({OWN: "เป็นมาตรการใหม่"} if title else {})
        if self._doubts.choose(where, _shown(list(cells.values())), offered, about="page") == REST:
            self._put_behind(cells)
        else:
            self._cells(where, cells, is_headed=True)

    def _put_behind(self, cells: Mapping[MeasureField, str]) -> None:
        for column, text in cells.items():
            self._gathered[-1].go_on(column, text, " " if column in self._cut_at_blank else "")

    @property
    def _last_title(self) -> str:
        return self._gathered[-1].title if self._gathered else ""

    def _without_rest(self, where: str, row: Sequence[str]) -> Sequence[str]:
        """Return a row without the cell that goes on with the steps of the measure above, over the end of a page."""
        awaited = self._awaited_step()
        for at, text in enumerate(row):
            if awaited and first_number(text) == awaited:
                self._gathered[-1].take(MeasureField.STEPS, text)
                self._doubts.note(where, _one_line(text), (self._rest_of_last(),))
                return [*row[:at], *row[at + 1 :]]
        return row

    def _own_steps(self, where: str, text: str) -> str:
        """Return the steps of a measure without those that go on with the measure above, over the end of a page."""
        lines = text.splitlines()
        restart = next((at for at, line in enumerate(lines) if at and first_number(line) == 1), None)
        if restart is None or not self._gathered:
            return text
        rest = "\n".join(lines[:restart])
        offered = {REST: self._rest_of_last(), OWN: "เป็นขั้นตอนของมาตรการในแถวนี้"}
        if self._doubts.choose(where, _one_line(rest), offered, about="steps") == OWN:
            return text
        self._gathered[-1].take(MeasureField.STEPS, rest)
        return "\n".join(lines[restart:])

    def _awaited_step(self) -> int | None:
        """Return the number that the next step of the measure above would have."""
        steps = self._gathered[-1].text(MeasureField.STEPS).splitlines() if self._gathered else []
        last = [number for line in steps if (number := last_number(line)) is not None]
        return last[-1] + 1 if last else None

    def _rest_of_last(self) -> str:
        return f"เป็นขั้นตอนของมาตรการก่อนหน้า “{self._gathered[-1].title}”"

    def _subject_row(self, where: str, text: str) -> None:
        """A row that is one cell names the issue or the indicator of the measures below it."""
        is_indicator = compared(text).startswith("ตัวชี้วัด")
        if is_indicator or compared(text).startswith("ประเด็น"):
            self._subject = dict.fromkeys(self._subject, "")
            self._subject[MeasureField.INDICATOR if is_indicator else MeasureField.ISSUE] = _one_line(text)
        else:
            self._not_taken.append(MeasurePart(where, text))

    def _cells(self, where: str, cells: Mapping[MeasureField, str], is_headed: bool) -> None:
        for each in self._subject:
            if text := cells.get(each, ""):
                self._note_subject(where, cells, each, text)
        if self._begins(cells):
            issue, indicator = (self._subject[each] for each in (MeasureField.ISSUE, MeasureField.INDICATOR))
            self._gathered.append(_Gathered(where, issue, indicator))
        if not self._gathered:
            self._not_taken.append(MeasurePart(where, _shown(list(cells.values()))))
            return
        if not is_headed:
            readings = (f"เป็นส่วนของมาตรการ “{self._gathered[-1].title or cells.get(MeasureField.TITLE, '')}”",)
            self._doubts.note(where, _shown(list(cells.values())), readings)
        for column, text in cells.items():
            is_repeated_title = column == MeasureField.TITLE and bool(self._gathered[-1].cells.get(column))
            if not is_repeated_title:
                self._gathered[-1].take(column, text)

    def _note_subject(self, where: str, cells: Mapping[MeasureField, str], kind: MeasureField, text: str) -> None:
        """Keep the issue that a cell names; one that stands beside the rest of another measure is doubtful."""
        is_new = compared(text) != compared(self._subject[kind])
        if is_new and not cells.get(MeasureField.TITLE) and self._gathered:
            reading = f"“{_one_line(text)}” เป็นของมาตรการถัดไป"
            self._doubts.note(where, _shown(list(cells.values())), (reading,))
        self._subject[kind] = _one_line(text)

    def _begins(self, cells: Mapping[MeasureField, str]) -> bool:
        """Return whether a row begins a measure: its title is another than that of the row above."""
        title = cells.get(MeasureField.TITLE, "")
        if not title or _GOES_ON.search(title):
            return not self._gathered and bool(title)
        if not self._gathered:
            return True
        last = self._gathered[-1]
        return compared(title) != compared(last.text(MeasureField.TITLE)) or cells.get(MeasureField.NUMBER, "") not in (
            "",
            last.text(MeasureField.NUMBER),
        )

    def _measure(self, each: _Gathered) -> ReadMeasure:
        timeframe, start, end = self._months(each)
        return ReadMeasure(
            where=each.where,
            title=each.title,
            number=each.number,
            issue=_one_line(each.issue),
            indicator=_one_line(each.indicator),
            steps=self._steps(each),
            owners=owner_names(each.text(MeasureField.OWNERS)),
            timeframe=timeframe,
            start=start,
            end=end,
            follow_up=_stated(each.text(MeasureField.FOLLOW_UP)),
            progress=self._progress(each),
        )

    def _steps(self, each: _Gathered) -> tuple[str, ...]:
        """Return the steps; where their own numbers do not follow each other, something is missing or strange."""
        text = _stated(each.text(MeasureField.STEPS))
        numbers = [number for line in text.splitlines() if (number := first_number(line)) is not None]
        if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            self._doubts.note(each.where, "เลขลำดับของขั้นตอนไม่ต่อกัน", (each.title,))
        elif numbers and numbers[0] != 1:
            self._doubts.note(each.where, f"ขั้นตอนเริ่มที่ข้อ {numbers[0]}", (each.title,))
        return items_of(text)

    def _months(self, each: _Gathered) -> tuple[str, Month | None, Month | None]:
        """Return the words of a timeframe that months do not say, and the months."""
        start, end, wording = (each.text(part) for part in (MeasureField.START, MeasureField.END, MeasureField.WORDING))
        words = _one_line(_stated(each.text(MeasureField.TIMEFRAME) or (f"{start} - {end}" if start or end else "")))
        if not words:
            return _one_line(wording), None, None
        months = read_month_range(words, self._fiscal_year)
        if months.start is None:
            return words, None, None
        return _one_line(wording) or (words if months.says_more else ""), months.start, months.end

    def _progress(self, each: _Gathered) -> ReadProgress:
        ticked = {column: text for column in TICKED if (text := each.text(column).strip()) not in _NOTHING}
        column, mark = next(iter(ticked.items()), (None, ""))
        if len(ticked) > 1:
            offered = {name.value: STATUS_WORDS[Advance(name.value)] for name in ticked}
            chosen = self._doubts.choose(each.where, "ทำเครื่องหมายสถานะมากกว่าหนึ่งช่อง", offered, about="status")
            column = MeasureField(chosen)
            mark = ticked[column]
        return ReadProgress(
            advance=Advance(column.value) if column else self._advance_of(each),
            outcome=items_of(_stated(each.text(MeasureField.OUTCOME))),
            result=_stated(each.text(MeasureField.RESULT)),
            obstacles=_stated(each.text(MeasureField.OBSTACLES)),
            note="\n".join(filter(None, (_TICKS.sub("", mark).strip(), _stated(each.text(MeasureField.NOTE))))),
        )

    def _advance_of(self, each: _Gathered) -> Advance | None:
        """Return what the words of a status say; words that say none of the three are named."""
        status = _stated(each.text(MeasureField.STATUS))
        found = field_of(status) if status else None
        if status and found not in TICKED:
            self._not_taken.append(MeasurePart(each.where, f"สถานะ “{_one_line(status)}” ของ “{each.title}”"))
        return Advance(found.value) if found in TICKED else None


def _whole_row(row: Sequence[str]) -> str:
    """Return the text of a row that is one cell over all columns, or has nothing but its first."""
    told = {text.strip() for text in row if text.strip()}
    is_whole = len(told) == 1 and len(row) > 1 and (all(text.strip() for text in row) or bool(row[0].strip()))
    return next(iter(told)) if is_whole else ""


def _stated(text: str) -> str:
    return "" if text.strip() in _NOTHING else text.strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shown(cells: Iterable[str]) -> str:
    return " | ".join(_one_line(text) for text in cells if text.strip())
