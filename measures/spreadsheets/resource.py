"""How a row of a plan's file becomes a measure: what is stored of it, what the file says, and who stores it.

Rows are keyed on the measure's key, and only within the plan that the resource was made for, so that a file can reach
nobody else's measures. What the rows say is stored by `measures.services`, with its history and its conflicts.
Measures that a file does not name are left alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from import_export.fields import Field
from tablib import Dataset

from agencies.models import User
from ita_portal.spreadsheets.resource import ROW, SEEN, TROUBLES, TableResource
from measures.models import Measure, MeasurePlan
from measures.services import MeasureContent, content_of, measure_add, measure_update
from measures.spreadsheets.exchange import CONTENT, KEY, TITLE, normal
from measures.spreadsheets.reading import Problems, RowRefused, catalogue_of, read_row

UNKNOWN_KEY = f"ไม่พบ{KEY}นี้ในแผนปีนี้ หากเป็นมาตรการใหม่ กรุณาลบ{KEY}ให้ว่าง"


@dataclass
class MeasureRow:
    """A row on its way: the measure that it names, what is stored of it, and what the file makes of it."""

    measure: Measure | None = None  # None where the row is a new one
    old: MeasureContent | None = None
    new: MeasureContent = field(default_factory=lambda: MeasureContent(""))


class MeasureResource(TableResource):
    key = Field(attribute="key", column_name=KEY)

    class Meta:
        import_id_fields = ("key",)

    def __init__(self, plan: MeasurePlan, *, actor: User | None, reason: str | None = None) -> None:
        super().__init__(reason)
        self._plan, self._actor = plan, actor
        self._catalogue = catalogue_of(plan)
        self._stored: dict[UUID, Measure] = {}
        self._titles: set[str] = set()
        self._row_of: dict[str, int] = {}

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        if self.reason is not None:
            # One import after the other, so that none adds what the other has just added.
            MeasurePlan.objects.select_for_update().get(pk=self._plan.pk)
        self._stored = {measure.key: measure for measure in self._plan.measures.with_details()}
        self._titles = {normal(measure.title) for measure in self._stored.values()}

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> MeasureRow | None:
        key = _uuid(row[KEY])
        measure = self._stored.get(key) if key else None
        return MeasureRow(measure, content_of(measure)) if measure else None

    def init_instance(self, row: dict[str, Any]) -> MeasureRow:
        return MeasureRow()

    def import_instance(self, instance: MeasureRow, row: dict[str, Any], **kwargs: Any) -> None:
        troubles: Problems = {column: [reason] for column, reason in row[TROUBLES].items()}
        problems = self._key_problems(row, instance.old)
        texts = {column: row[column] for column in CONTENT if column not in troubles}
        try:
            instance.new = read_row(texts, self._catalogue, instance.old)
            problems |= self._title_problems(row, instance)
        except RowRefused as refused:
            problems |= refused.problems
        if problems := problems | troubles:
            raise ValidationError(problems)

    def skip_row(self, instance: MeasureRow, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and instance.new == instance.old

    def save_instance(self, instance: MeasureRow, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Store a row the way a form does; the rows of a check are not stored."""
        if self.reason is None:
            return
        content, actor, reason = instance.new, self._actor, self.reason
        if instance.measure is None:
            measure_add(plan=self._plan, content=content, actor=actor, reason=reason)
        else:
            measure_update(measure=instance.measure, content=content, version=row[SEEN], actor=actor, reason=reason)

    def _key_problems(self, row: Mapping[str, Any], old: MeasureContent | None) -> Problems:
        text = row[KEY]
        if not text:
            return {}
        if old is None:
            return {KEY: [UNKNOWN_KEY]}
        first = self._row_of.setdefault(str(_uuid(text)), row[ROW])
        return {} if first == row[ROW] else {KEY: [f"{KEY}ซ้ำกับแถว {first}"]}

    def _title_problems(self, row: Mapping[str, Any], instance: MeasureRow) -> Problems:
        """Refuse a new measure that the plan, or an earlier row, has already: mostly its key was lost on the way."""
        title = normal(instance.new.title)
        if instance.old or row[KEY]:
            return {}
        if title in self._titles:
            return {TITLE: [f"แผนมีมาตรการชื่อนี้แล้ว หากต้องการแก้ไข กรุณากรอก{KEY}ของมาตรการเดิม"]}
        first = self._row_of.setdefault(f"title:{title}", row[ROW])
        return {} if first == row[ROW] else {TITLE: [f"ซ้ำกับแถว {first}"]}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
