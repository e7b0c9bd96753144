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
from tests.assessments import odd_score_tables, score_tables
from tests.assessments.score_tables import INDICATORS, TableCase, three
from workspace.document_import.reading import reading_of

pytestmark = pytest.mark.any_database

TEN = [f"8{at}.50" for at in range(10)]
# Ten layouts of which the portal once stored wrong figures and said "saved".
PASTED = [
    TableCase(
        "full-marks-column",
        ("ข้อ|ข้อคำถาม|คะแนนเต็ม|คะแนนที่ได้", "i1|ก|100|81.00", "i2|ข|100|82.00", "i3|ค|100|83.00"),
        three("i1", "i2", "i3"),
    ),
    TableCase(
        "two-years-side-by-side",
        ("ที่|ตัวชี้วัด|ปี 2562|ปี 2563", "1|ก|71.00|81.00", "2|ข|72.00|82.00", "3|ค|73.00|83.00"),
        three("1", "2", "3"),
        year=2563,
    ),
    TableCase(
        "running-number-beside-code",
        ("ลำดับ|รหัส|ข้อคำถาม|คะแนน", "1|e1|ก|81.00", "2|e2|ข|82.00", "3|e3|ค|83.00"),
        three("e1", "e2", "e3"),
    ),
    TableCase(
        "running-number-in-questions",
        ("ลำดับ|ข้อคำถาม|คะแนน", "1|ก|81.00", "2|ข|82.00", "3|ค|83.00"),
        three("i1", "i2", "i3"),
    ),
    TableCase("unit-in-the-cell", ("ที่|ตัวชี้วัด|คะแนน", "1|ก|81%", "2|ข|82.00%", "3|ค|83 คะแนน"), three("1", "2", "3")),
    TableCase("column-with-its-heading", ("คะแนน", "81.00", "82.00", "83.00")),
    TableCase("ten-indicators-as-a-column", tuple(TEN), dict(zip(map(str, range(1, 11)), TEN, strict=True))),
    TableCase(
        "indicator-names", (f"ตัวชี้วัดที่ 1 {INDICATORS[0]}|81.00", f"ตัวชี้วัดที่ 2 {INDICATORS[1]}|82.00"), three("1", "2")
    ),
    TableCase(
        "total-row-with-empty-first-cell",
        (f"1|{INDICATORS[0]}|81.00", f"2|{INDICATORS[1]}|82.00", "คะแนนรวม|83.00", "ระดับ|ผ่านดี"),
        three("1", "2", "total") | {"level": "ผ่านดี"},
    ),
    TableCase("same-code-twice", ("e1|81", "e2|82", "e3|83", "e1|91", "e2|92", "e3|93")),
]
# Where the sheet asks, since the person stands in a question, the heading of a file speaks of indicators alone.
IN_A_FILE = {"numbers-of-unknown-names": three("1", "2", "3")}
CASES = [
    *PASTED,
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
