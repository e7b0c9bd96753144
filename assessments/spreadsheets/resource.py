"""How a row of a file of scores becomes a cell of the sheet: what is stored for its code, and what the file says.

Rows are keyed on the code, and only within the agency and year that the resource was made for, so that a file can
reach nobody else's scores. What the rows say is stored by `assessment_record` alone, all at once, with its lock, its
history and its conflicts.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.results import Result
from tablib import Dataset

from agencies.models import Agency, User
from assessments.models import Assessment, Framework
from assessments.rules.entry import Entry, EntryRefused, read_entry
from assessments.services import assessment_record, stored_texts
from assessments.spreadsheets.exchange import CODE, FIGURE
from ita_portal.spreadsheets.resource import ROW, SEEN, TROUBLES, TableResource

NO_CODE = "มีคะแนนแต่ไม่มีรหัส"


@dataclass
class ScoreCell:
    """A cell of the sheet on its way: what is stored, and what the file says."""

    code: str
    old: str
    text: str
    seen: str | None = None  # what was stored when the row was checked; None during the check
    is_blank: bool = False  # in the file


class ScoreResource(TableResource):
    code = Field(attribute="code", column_name=CODE)

    class Meta:
        import_id_fields = ("code",)

    def __init__(self, agency: Agency, framework: Framework, *, actor: User | None, reason: str | None = None) -> None:
        super().__init__(reason)
        self._agency, self._framework, self._structure = agency, framework, framework.structure()
        self._actor = actor
        self._stored: dict[str, str] = {}
        self._row_of: dict[str, int] = {}

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        found = Assessment.objects.filter(agency=self._agency, framework=self._framework)
        if self.reason is not None:  # nobody changes a score between this look and the storing
            found = found.select_for_update()
        assessment = found.first()
        self._stored = stored_texts(assessment) if assessment else {}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        for trouble in row[TROUBLES].values():
            raise ValidationError(trouble)
        if not row[CODE]:
            raise ValidationError(NO_CODE)
        code = self._structure.code_of(row[CODE])
        if code is None:
            raise ValidationError(f"ไม่รู้จักรหัส “{row[CODE][:40]}”")
        row[CODE] = code
        if code in self._row_of:
            raise ValidationError(f"รหัส {code} ซ้ำกับแถว {self._row_of[code]}")
        self._row_of[code] = row[ROW]

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> ScoreCell | None:
        stored = self._stored.get(row[CODE], "")
        return ScoreCell(row[CODE], stored, stored, row[SEEN]) if stored else None

    def init_instance(self, row: dict[str, Any]) -> ScoreCell:
        return ScoreCell(row[CODE], "", "", row[SEEN])

    def import_instance(self, instance: ScoreCell, row: dict[str, Any], **kwargs: Any) -> None:
        try:
            entry = read_entry(self._structure, instance.code, row[FIGURE])
        except EntryRefused as refused:
            raise ValidationError(str(refused)) from refused
        # A blank says nothing: files are sent round half filled in, and a score must not vanish with one.
        instance.is_blank = not entry.text
        instance.text = entry.text or instance.old

    def skip_row(self, instance: ScoreCell, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and instance.text == instance.old

    def save_instance(self, instance: ScoreCell, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Leave it to after_import: either all rows are stored or none."""

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        if self.reason is None or result.has_errors() or result.has_validation_errors():
            return
        # Cells that stay as they are go along: when one was changed since it was seen, the check no longer holds.
        cells: list[ScoreCell] = [row.instance for row in result.rows]
        assessment_record(
            agency=self._agency,
            framework=self._framework,
            entries=[Entry(cell.code, cell.text) for cell in cells],
            seen={cell.code: cell.seen or "" for cell in cells},
            actor=self._actor,
            reason=self.reason,
            all_or_nothing=True,
        )
