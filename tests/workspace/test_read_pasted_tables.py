"""Tables that people paste, brought as a file of text or a CSV file: a figure that is read is right, or doubted.

A file has no cell in which the person stands, so that less is certain than in the sheet, and nothing may be guessed.
"""

import csv
from functools import cache
from io import StringIO

import pytest

from assessments.models import Framework
from ita_portal.documents.reading import read_document
from ita_portal.documents.refusal import DocumentUnreadable
from tests.assessments import odd_score_tables, pasted_tables, score_tables
from tests.assessments.score_tables import three
from workspace.document_import.reading import reading_of

pytestmark = pytest.mark.any_database

# Where the sheet asks, since the person stands in a question, the heading of a file speaks of indicators alone.
IN_A_FILE = dict.fromkeys(("numbers-of-unknown-names", "unit-in-the-cell"), three("1", "2", "3"))
CASES = [
    *pasted_tables.PASTED,
    *pasted_tables.VARIED,
    *(case for tables in (score_tables, odd_score_tables) for case in tables.CERTAIN),
    *(case for tables in (score_tables, odd_score_tables) for case in tables.DECIDED_BY_HEADING),
    *(case for tables in (score_tables, odd_score_tables) for case in (*tables.ASKED, *tables.LEFT_OVER)),
]


def as_csv(text: str) -> str:
    out = StringIO()
    csv.writer(out).writerows(line.split("\t") for line in text.splitlines())
    return out.getvalue()


WRITERS = {"txt": str, "csv": as_csv}


@pytest.mark.parametrize("ending", WRITERS)
def test_no_figure_of_a_table_in_a_file_is_read_wrongly_without_a_doubt(frameworks, ending):
    structure = cache(lambda year: Framework.objects.get(fiscal_year=year).structure())
    wrong, read = {}, 0
    for case in CASES:
        try:
            document = read_document(f"table.{ending}", WRITERS[ending](case.text).encode())
        except DocumentUnreadable:
            continue
        reading = reading_of(document, structure(case.year))
        cells = {code: cell.text for code, cell in reading.cells.items()}
        expected = IN_A_FILE.get(case.name, case.expected)
        right = {code for code, text in cells.items() if expected.get(code) == text}
        read += len(right)
        if set(cells) - right and not (reading.doubts or reading.not_taken):
            wrong[case.name] = {code: cells[code] for code in set(cells) - right}
    assert wrong == {}
    assert read > 350  # of 494: the others are doubted, or named as not taken
