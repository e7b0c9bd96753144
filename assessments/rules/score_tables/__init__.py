"""Reading tables of scores as people have them: result pages, reports, a colleague's spreadsheet.

`read_score_tables` is the one reader for what is pasted, uploaded and found in documents. It stores nothing: it says
which cell of the sheet would become what (`ReadCell`), what has more than one reading (`ReadingChoice`), and what was
not taken (`NotTaken`). Only a reading that is certain may be stored unseen.
"""

from assessments.rules.score_tables.reading import read_score_tables
from assessments.rules.score_tables.result import NotTaken, ReadCell, ReadingAnswer, ReadingChoice, ScoreReading
from assessments.rules.score_tables.source import SourceTable, table_of_text

__all__ = [
    "NotTaken",
    "ReadCell",
    "ReadingAnswer",
    "ReadingChoice",
    "ScoreReading",
    "SourceTable",
    "read_score_tables",
    "table_of_text",
]
