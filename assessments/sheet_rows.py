"""The rows of the score sheet as HTML: every cell, with all that it says of itself, is written here and nowhere else.

A sheet has some seventy rows; templates would look up each of their thousands of values by name. What was typed goes
through `format_html`, which escapes it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import quote

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from assessments.forms import Cell, SheetForm
from assessments.rules.as_computed import computed_texts
from assessments.rules.codes import LEVEL, RANK, RANK_CODES
from assessments.rules.figures import UNKNOWN, printed
from assessments.rules.ranks import AREAS
from assessments.rules.sheet import IndicatorBlock, InstrumentBlock, PublishedRow, Row
from assessments.rules.structure import QuestionSpec

NOTHING = SafeString("")
INVALID = SafeString(' aria-invalid="true"')
HIDDEN = SafeString(" hidden")
UNCONFIRMED = SafeString('<span class="unconfirmed">ข้อความยังไม่ได้ตรวจกับคู่มือของปีนี้</span>')
UNKNOWN_WORDING = SafeString('<span class="unknown">(ระบบยังไม่มีข้อความของข้อนี้)</span>')
WEAK = "ต่ำกว่าค่าเป้าหมาย"

QUESTION_ROW = (
    '<tr class="question-row{states}" data-row="{code}"><th scope="row" class="code">{code}</th>'
    '<td class="question"><div class="question-text" id="question-{code}">{question}</div>'
    '<div class="row-notes"><span class="weak" data-weak="{code}" id="weak-{code}">{weak}</span>{notes}</div></td>'
    "{cells}</tr>\n"
)
SUB_INDICATOR_ROW = '<tr class="sub-indicator-row"><th scope="rowgroup" colspan="{columns}">{code} {name}</th></tr>\n'
WHOLE_CELL = '<td class="number" data-label="{}">{}</td>'
PART_CELL = '<td class="number part" data-label="{}">{}</td>'
SURVEY_NOTES = (
    '<span class="differs" data-differs="{code}">{mark}</span> <span class="help" data-mean="{code}">{mean}</span>'
)
FIGURE_CELL = (
    '<input type="text" inputmode="decimal" autocomplete="off" class="score" id="cell-{code}" name="{code}"'
    ' value="{text}" aria-label="{label}" aria-describedby="{described_by}"{invalid}>'
)
WORD_CELL = (
    '<input type="text" class="score score-text" id="cell-{code}" name="{code}" value="{text}" autocomplete="off"'
    ' maxlength="200" placeholder="{hint}" aria-label="{label}" aria-describedby="{described_by}"{invalid}>'
)
LEVEL_CELL = (
    '<select class="score" id="cell-level" name="level" autocomplete="off" aria-label="{label}"'
    ' aria-describedby="{described_by}"{invalid}><option value="">ไม่ระบุ</option>{options}</select>'
)
SEEN = '<input type="hidden" name="seen-{}" value="{}" autocomplete="off">'
MESSAGE = (
    '<span class="cell-state" data-state-of="{code}" data-part="{part}"></span>'
    '<span class="field-error" id="{error_id}" data-part="{part}">{error}</span>'
    '<div class="cell-conflict" data-conflict-of="{code}">{conflict}</div>'
)
CONFLICT = (
    "<p>{by} บันทึกช่องนี้เป็น “{current}” แล้ว ส่วนค่าของท่านยังอยู่ในช่อง กดบันทึกอีกครั้งเพื่อใช้ค่าของท่าน หรือแก้ค่าในช่องให้ตรงกับที่ผู้อื่นบันทึก</p>"
)
HISTORY_LINK = (
    '<a class="history-link" href="{address}?subject=figure:{quoted}" data-history="{code}"'
    ' title="{label}" aria-label="{label}"{hidden}>{words}</a>'
)
SUMMARY_ROW = (
    '<tr class="summary-row{total}" data-kind="{kind}">'
    '<th scope="row">{name}<span class="differs" data-differs="{code}">{mark}</span></th>'
    '<td class="number"><span class="figure" data-figure="{code}">{computed}</span></td>'
    '<td class="number published"><div class="published-cell">{cell}</div></td></tr>\n'
)
RANK_ROW = (
    '<tr class="summary-row" data-kind="total"><th scope="row">{name}</th><td colspan="2" class="number published">'
    '<div class="published-cell">{cell}</div></td></tr>\n'
)
MESSAGE_ROW = '<tr class="message-row" data-kind="{kind}"><td colspan="3">{message}{history}</td></tr>\n'
AS_COMPUTED = (
    '<button class="take-computed" type="submit" name="as_computed" value="{code}" title="{words}"'
    ' aria-label="{words}: {name}"{hidden}>→</button>'
)


@dataclass(frozen=True)
class RowCell:
    """A cell of a question: of the whole of it, or of one part of its survey."""

    code: str
    name: str  # ข้อ e1 ส่วนที่ 2
    value: Decimal | None
    part: str = ""  # ส่วนที่ 2
    column: str = ""  # the heading of its column, where a question has several


@dataclass(frozen=True)
class SheetRows:
    """Writes the rows of one page; without the right to type they hold figures instead of cells."""

    form: SheetForm
    marks: Mapping[str, str]
    history_address: str
    can_type: bool
    show_parts: bool

    def of_indicator(self, block: IndicatorBlock) -> SafeString:
        return _joined(self._indicator_rows(block))

    def of_instrument(self, block: InstrumentBlock) -> SafeString:
        """The rows of the summary: what was announced of an instrument, from its indicators to itself."""
        indicators = [
            self._summary_row(each.summary, f"{each.indicator.number}. {each.summary.name}", "indicator")
            for each in block.indicators
        ]
        parts = [self._summary_row(part, part.name, "part") for part in block.parts]
        whole = self._summary_row(block.summary, block.summary.name, "instrument", total=" instrument-total")
        return _joined([*indicators, *parts, whole])

    @property
    def of_result(self) -> SafeString:
        """The last rows of the summary: total, level and ranks."""
        total = self.form.sheet.total
        ranks = [
            self._rank_row(code, f"ลำดับใน{AREAS[code]}", f"ลำดับใน{AREAS[code]}ที่ประกาศ", "เช่น 3 จาก 12")
            for code in RANK_CODES
        ]
        return _joined(
            [
                self._summary_row(total, total.name, "total", total=" instrument-total"),
                self._level_row(),
                self._rank_row(RANK, "ลำดับที่", "ลำดับที่ประกาศ", "หากมีประกาศ"),
                *ranks,
            ]
        )

    # Questions

    def _indicator_rows(self, block: IndicatorBlock) -> Iterator[SafeString]:
        for group in block.groups:
            if named := group.sub_indicator:
                yield format_html(SUB_INDICATOR_ROW, columns=3, code=named.code, name=named.name)
            for row in group.rows:
                yield self._question_row(row)

    def _question_row(self, row: Row) -> SafeString:
        cells = list(self._cells_of(row))
        return format_html(
            QUESTION_ROW,
            states=_states(row, has_parts=len(cells) > 1),
            code=row.code,
            question=_question(row.question),
            weak=WEAK if row.is_weak else "",
            notes=_joined(self._notes(row, cells)),
            cells=_joined(self._question_cell(cell, row.code) for cell in cells),
        )

    def _cells_of(self, row: Row) -> Iterator[RowCell]:
        has_parts = self.show_parts and bool(row.parts)
        for number, part in enumerate(row.parts if has_parts else (), 1):
            name = f"ส่วนที่ {number}"
            yield RowCell(part.code, f"ข้อ {row.code} {name}", part.value, name, name)
        yield RowCell(row.code, f"ข้อ {row.code}", row.value, column="คะแนนของข้อ" if has_parts else "")

    def _question_cell(self, cell: RowCell, question: str) -> SafeString:
        if self.can_type:
            content = self._figure_cell(cell.code, f"คะแนน{cell.name}", f"question-{question} weak-{question} ")
        else:
            content = _figure(cell.value)
        return format_html(PART_CELL if cell.part else WHOLE_CELL, cell.column, content)

    def _notes(self, row: Row, cells: list[RowCell]) -> Iterator[SafeString]:
        if row.parts:
            mean = "" if row.mean_of_parts is None else f"เฉลี่ยสองส่วน {printed(row.mean_of_parts)}"
            yield format_html(SURVEY_NOTES, code=row.code, mark=self.marks.get(row.code, ""), mean=mean)
        if row.question.text and not row.question.is_confirmed:
            yield UNCONFIRMED
        if self.can_type:
            yield from (self._message(cell.code, cell.part) for cell in cells)
        yield from (self._history_link(cell.code, f"ประวัติ{cell.name}", cell.part) for cell in cells)

    # Summary

    def _summary_row(self, row: PublishedRow, name: str, kind: str, *, total: str = "") -> SafeString:
        content = (
            self._published_cell(row) if self.can_type else self._read_only(row.code, name, _figure(row.published))
        )
        line = format_html(
            SUMMARY_ROW,
            total=total,
            kind=kind,
            name=name,
            code=row.code,
            mark=self.marks.get(row.code, ""),
            computed=UNKNOWN if row.computed is None else printed(row.computed),
            cell=content,
        )
        return line + self._message_row(row.code, f"คะแนนที่ประกาศ {row.name}", kind)

    def _published_cell(self, row: PublishedRow) -> SafeString:
        cell = self._figure_cell(row.code, f"คะแนนที่ประกาศ {row.name}")
        return self._as_computed(row.code, row.name) + cell

    def _level_row(self) -> SafeString:
        sheet = self.form.sheet
        line = format_html(
            SUMMARY_ROW,
            total=" instrument-total",
            kind="total",
            name="ระดับ",
            code=LEVEL,
            mark=self.marks.get(LEVEL, ""),
            computed=sheet.computed_level or UNKNOWN,
            cell=self._level_cell() if self.can_type else self._read_only(LEVEL, "ระดับ", sheet.published_level),
        )
        return line + self._message_row(LEVEL, "ระดับที่ประกาศ", "total")

    def _level_cell(self) -> SafeString:
        cell = self.form.cells[LEVEL]
        options = _joined(
            format_html("<option{}>{}</option>", SafeString(" selected") if level == cell.text else "", level)
            for level in self.form.sheet.level_choices
        )
        return self._as_computed(LEVEL, "ระดับ") + self._cell(LEVEL_CELL, cell, "ระดับที่ประกาศ", options=options)

    def _rank_row(self, code: str, name: str, label: str, hint: str) -> SafeString:
        cell = self.form.cells[code]
        typed = (
            self._cell(WORD_CELL, cell, label, hint=hint) if self.can_type else self._read_only(code, name, cell.text)
        )
        return format_html(RANK_ROW, name=name, cell=typed) + self._message_row(code, label, "total")

    def _read_only(self, code: str, name: str, text: str) -> SafeString:
        return format_html("{}<span>{}</span>", self._history_link(code, f"ประวัติ {name}"), text or UNKNOWN)

    def _message_row(self, code: str, name: str, kind: str) -> SafeString:
        """What a cell has to say, and the way to its history; who cannot type finds that in the row itself."""
        if not self.can_type:
            return NOTHING
        history = self._history_link(code, f"ประวัติ{name}")
        return format_html(MESSAGE_ROW, kind=kind, message=self._message(code), history=history)

    def _as_computed(self, code: str, name: str) -> SafeString:
        hidden = HIDDEN if self._computed.get(code, "") in ("", self.form.stored[code]) else ""
        return format_html(AS_COMPUTED, code=code, name=name, words="ใช้ค่าที่คำนวณได้เป็นค่าที่ประกาศ", hidden=hidden)

    @cached_property
    def _computed(self) -> dict[str, str]:
        return computed_texts(self.form.sheet)

    # Cells

    def _figure_cell(self, code: str, label: str, described_by: str = "") -> SafeString:
        return self._cell(FIGURE_CELL, self.form.cells[code], label, described_by)

    def _cell(self, template: str, cell: Cell, label: str, described_by: str = "", **more: str) -> SafeString:
        content = format_html(
            template,
            code=cell.code,
            text=cell.text,
            label=label,
            described_by=f"{described_by}{cell.error_id}",
            invalid=INVALID if cell.error or cell.conflict else "",
            **more,
        )
        return content + format_html(SEEN, cell.code, cell.seen)

    def _message(self, code: str, part: str = "") -> SafeString:
        cell, told = self.form.cells[code], NOTHING
        if cell.conflict:
            told = format_html(CONFLICT, by=cell.conflict.by or "ผู้อื่น", current=cell.conflict.current or "ว่าง")
        return format_html(MESSAGE, code=code, part=part, error_id=cell.error_id, error=cell.error, conflict=told)

    def _history_link(self, code: str, label: str, part: str = "") -> SafeString:
        return format_html(
            HISTORY_LINK,
            address=self.history_address,
            quoted=quote(code, safe=""),
            code=code,
            label=label,
            hidden=NOTHING if self.form.cells[code].seen else HIDDEN,
            words=f"ประวัติ {part}".rstrip(),
        )


def _states(row: Row, *, has_parts: bool) -> str:
    states = {" is-empty": row.value is None, " is-weak": row.is_weak, " has-parts": has_parts}
    return "".join(name for name, holds in states.items() if holds)


def _question(question: QuestionSpec) -> SafeString:
    text = conditional_escape(question.text) if question.text else UNKNOWN_WORDING
    if not question.sub_texts:
        return text
    items = _joined(format_html("<li>{}</li>", each) for each in question.sub_texts)
    return format_html('{}<ul class="sub-texts">{}</ul>', text, items)


def _figure(value: Decimal | None) -> SafeString:
    return format_html('<span class="figure">{}</span>', UNKNOWN if value is None else printed(value))


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))
