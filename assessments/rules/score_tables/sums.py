"""Whether a row that says รวม or เฉลี่ย alone tells the total of the whole, or of the instrument above it."""

from collections.abc import Sequence
from decimal import Decimal

from assessments.rules.codes import TOTAL, WORD_CODES
from assessments.rules.figures import PRINT_TOLERANCE
from assessments.rules.score_tables.rows import NamedRow
from assessments.rules.score_tables.subjects import SubjectReader
from assessments.rules.score_tables.values import cell_value


def is_total(rows: Sequence[NamedRow], at: int, reader: SubjectReader) -> bool:
    """Return whether a sum is that of the whole: at the end of several instruments, or no mean of the rows above it."""
    others = [row for row in rows if row.code and not row.is_loose and row.code not in WORD_CODES]
    instruments = {owner for row in others if (owner := reader.instrument_of(row.code))}
    is_last = not any(row in others for row in rows[at + 1 :])
    if not is_last and any(row in others for row in rows[:at]):
        return False
    if rows[at].is_mean and any(row.code == TOTAL and not row.is_mean for row in rows):
        return False
    if not rows[at].instrument and len(instruments) != 1:
        return True
    stood_under = {row.instrument for row in rows} - {""}
    if is_last and len(instruments | stood_under) > 1:
        return True
    is_apart = is_last or not rows[at].instrument
    return is_apart and not rows[at].is_mean and not _is_mean_of(rows[at], others)


def _is_mean_of(row: NamedRow, others: Sequence[NamedRow]) -> bool:
    """Return whether a row tells the mean, or the sum, of the figures of others in any column."""
    for column, text in enumerate(row.line.cells):
        own = _figure(text)
        told = [figure for each in others if (figure := _figure_at(each, column)) is not None]
        if own is not None and told and abs(sum(told, Decimal(0)) / len(told) - own) <= PRINT_TOLERANCE:
            return True
    return False


def _figure_at(row: NamedRow, column: int) -> Decimal | None:
    return _figure(row.line.cells[column]) if column < len(row.line.cells) else None


def _figure(text: str) -> Decimal | None:
    figures = cell_value(text).figures
    return Decimal(figures[0].replace(",", "").replace("\u2212", "-")) if len(figures) == 1 else None
