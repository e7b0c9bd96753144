"""Every table known to mislead, as a paste into the sheet of an empty year, and what the reader makes of it."""

import re

from assessments.models import Framework
from assessments.rules.score_tables import ScoreReading, read_score_tables, table_of_text
from tests.assessments import odd_score_tables, pasted_tables, score_tables
from tests.assessments.score_tables import TableCase

_TABLES = [
    *pasted_tables.PASTED,
    *pasted_tables.VARIED,
    *(case for tables in (score_tables, odd_score_tables) for case in (*tables.CERTAIN, *tables.DECIDED_BY_HEADING)),
    *(case for tables in (score_tables, odd_score_tables) for case in (*tables.ASKED, *tables.LEFT_OVER)),
]
TABLES = [case for case in _TABLES if re.search(r"[\t\n]", case.text)]  # one value is no table: it is pasted as text
YEARS = sorted({case.year for case in TABLES})
OWNER = "ตัวอย่าง"  # the agency that some of them name: those of another are refused
NOWHERE = "total"  # a cell that says nothing of whose numbers they are


def tables_of(year: int) -> list[tuple[TableCase, ScoreReading]]:
    """Return the tables of a year, each with what the reader makes of it where it is pasted."""
    structure = Framework.objects.get(fiscal_year=year).structure()
    return [
        (case, read_score_tables(structure, [table_of_text(case.text)], focus=case.focus or NOWHERE))
        for case in TABLES
        if case.year == year
    ]
