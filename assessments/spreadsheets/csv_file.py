"""The scores as CSV: one table from the first row on, so that other programs read it too."""

import csv
from io import StringIO

from assessments.spreadsheets.exchange import (
    CODE,
    FIGURE,
    INDICATOR,
    INSTRUMENT,
    NOTE,
    QUESTION,
    Exchange,
    Line,
)
from ita_portal.spreadsheets.owner import AGENCY_CODE, FISCAL_YEAR
from ita_portal.text.formulas import without_formula
from ita_portal.text.spelling import without_unwritable

# Code and figure first: what a program, or a hurried person, needs.
COLUMNS = (CODE, FIGURE, INSTRUMENT, INDICATOR, QUESTION, NOTE, AGENCY_CODE, FISCAL_YEAR)


def exchange_csv(exchange: Exchange) -> bytes:
    """Return the table as CSV with the byte order mark by which Excel knows Thai text in UTF-8."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(exchange, line) for line in exchange.lines)
    return stream.getvalue().encode("utf-8-sig")


def _cells(exchange: Exchange, line: Line) -> list[str]:
    texts = {**line.texts, AGENCY_CODE: exchange.agency_code, FISCAL_YEAR: str(exchange.fiscal_year)}
    return [without_formula(without_unwritable(texts[name])) for name in COLUMNS]
