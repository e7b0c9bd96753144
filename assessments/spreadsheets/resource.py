"""The one way in which a table of scores enters the portal, for the page and for the command.

Rows are keyed on the code, never on a database id, and only within the agency and year that the resource was made
for, so that a file can reach nobody else's scores. What the rows say is stored by `assessment_record` alone, all at
once, with its lock, its history and its conflicts; a dry run ends before that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Result
from tablib import Dataset

from agencies.models import Agency, User
from assessments.models import Assessment, Framework
from assessments.rules.codes import normalised_code
from assessments.rules.entry import Entry, EntryRefused, read_entry
from assessments.services import Recorded, assessment_record, stored_texts
from assessments.spreadsheets.exchange import CODE, FIGURE

ROW, TROUBLE = "แถว", "ปัญหา"
COLUMNS = (ROW, CODE, FIGURE, TROUBLE)
NO_CODE = "มีคะแนนแต่ไม่มีรหัส"


@dataclass
class ScoreCell:
    """A cell of the sheet on its way: what is stored, and what the file says."""

    code: str
    old: str
    text: str
    is_blank: bool = False  # in the file


class ScoreResource(Resource):  # type: ignore[misc]  # django-import-export has no types
    code = Field(attribute="code", column_name=CODE)
    text = Field(attribute="text", column_name=FIGURE)

    class Meta:
        using_db = DEFAULT_DB_ALIAS
        instance_loader_class = BaseInstanceLoader
        import_id_fields = ("code",)
        use_bulk = True  # the rows are stored together, by after_import
        skip_diff = True
        store_instance = True
        store_row_values = True

    def __init__(
        self,
        agency: Agency,
        framework: Framework,
        *,
        seen: Mapping[str, str] | None = None,
        actor: User | None = None,
        reason: str = "",
    ) -> None:
        super().__init__()
        self._agency, self._framework, self._structure = agency, framework, framework.structure()
        self._seen, self._actor, self._reason = seen, actor, reason
        self._stored: dict[str, str] = {}
        self._row_of: dict[str, int] = {}
        self.recorded = Recorded(None)

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        assessment = Assessment.objects.filter(agency=self._agency, framework=self._framework).first()
        self._stored = stored_texts(assessment) if assessment else {}
        self._row_of = {}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        if row[TROUBLE]:
            raise ValidationError(row[TROUBLE])
        if not row[CODE]:
            raise ValidationError(NO_CODE)
        code = normalised_code(row[CODE])
        if code is None:
            raise ValidationError(f"ไม่รู้จักรหัส “{row[CODE][:40]}”")
        row[CODE] = code
        if code in self._row_of:
            raise ValidationError(f"รหัส {code} ซ้ำกับแถว {self._row_of[code]}")
        self._row_of[code] = row[ROW]

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> ScoreCell | None:
        stored = self._stored.get(row[CODE], "")
        return ScoreCell(row[CODE], stored, stored) if stored else None

    def init_instance(self, row: dict[str, Any]) -> ScoreCell:
        return ScoreCell(row[CODE], "", "")

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

    def after_import(self, dataset: Dataset, result: Result, *, dry_run: bool = True, **kwargs: Any) -> None:
        if dry_run or result.has_errors() or result.has_validation_errors():
            return
        # Cells that stay as they are go along: when one was changed since it was seen, the check no longer holds.
        cells = cells_of(result)
        self.recorded = assessment_record(
            agency=self._agency,
            framework=self._framework,
            entries=[Entry(cell.code, cell.text) for cell in cells],
            seen={cell.code: cell.old for cell in cells} if self._seen is None else self._seen,
            actor=self._actor,
            reason=self._reason,
            all_or_nothing=True,
        )


def cells_of(result: Result) -> list[ScoreCell]:
    """Return the cells for which the file says something."""
    return [row.instance for row in result.rows if row.instance and not row.instance.is_blank]
