"""Import the scores of an agency's year from a CSV or XLSX file with the columns รหัส and คะแนน.

A table with other headings is taken where it has one reading alone and nothing is left over; the page asks a person
about all others. Nothing is written when a row is wrong, or with --dry-run. A blank score leaves what is stored as it
is.
"""

from collections.abc import Iterator
from typing import Any

from assessments.management.import_command import ImportCommand
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.spreadsheets.upload import ScoreChange, ScoreCheck, ScoreUpload
from ita_portal.spreadsheets.upload import FileCheck, RowCounts


class Command(ImportCommand):
    help = __doc__ or ""
    refusals = (ScoresLocked, CellsEditedMeanwhile)

    def upload(self, options: dict[str, Any]) -> ScoreUpload:
        return ScoreUpload(self.agency(options), self.framework(options), actor=None)

    def doubts(self, check: FileCheck[Any]) -> Iterator[str]:
        assert isinstance(check, ScoreCheck)
        for choice in check.reading.choices:
            yield ": ".join(filter(None, (choice.place, choice.words)))
        for each in check.reading.not_taken:
            if each.has_figure:
                yield ": ".join(filter(None, (each.place, each.reason, each.text)))

    def line(self, change: ScoreChange) -> str:
        return f"{change.code}: {change.old or '-'} -> {change.new or '-'}"

    def reason(self, refusal: Exception, options: dict[str, Any]) -> str:
        if isinstance(refusal, ScoresLocked):
            return f"the scores of {options['agency']} {options['year']} are locked"
        return f"changed by somebody else meanwhile: {refusal}"

    def outcome(self, counts: RowCounts) -> str:
        return f"{counts.changed} changed, {counts.unchanged + counts.blank} unchanged."
