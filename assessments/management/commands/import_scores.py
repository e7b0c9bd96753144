"""Import the scores of an agency's year from a CSV or XLSX file with the columns รหัส and คะแนน.

Nothing is written when a row is wrong, or with --dry-run. A blank score leaves what is stored as it is.
"""

from typing import Any

from assessments.management.import_command import ImportCommand
from assessments.services import CellsEditedMeanwhile, ScoresLocked
from assessments.spreadsheets.upload import ScoreChange, ScoreUpload
from ita_portal.spreadsheets.upload import RowCounts


class Command(ImportCommand):
    help = __doc__ or ""
    refusals = (ScoresLocked, CellsEditedMeanwhile)

    def upload(self, options: dict[str, Any]) -> ScoreUpload:
        return ScoreUpload(self.agency(options), self.framework(options), actor=None)

    def line(self, change: ScoreChange) -> str:
        return f"{change.code}: {change.old or '-'} -> {change.new or '-'}"

    def reason(self, refusal: Exception, options: dict[str, Any]) -> str:
        if isinstance(refusal, ScoresLocked):
            return f"the scores of {options['agency']} {options['year']} are locked"
        return f"changed by somebody else meanwhile: {refusal}"

    def outcome(self, counts: RowCounts) -> str:
        return f"{counts.changed} changed, {counts.unchanged + counts.blank} unchanged."
