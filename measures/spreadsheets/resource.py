"""The one way in which a table of measures enters the portal, for the page and for the command.

Rows are keyed on the measure's key, never on a database id, and only within the plan that the resource was made for,
so that a file can reach nobody else's measures. What the rows say is stored by `measures.services`, with its history
and its conflicts; a dry run ends before that. Measures that a file does not name are left alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource
from tablib import Dataset

from agencies.models import User
from measures.models import Measure, MeasurePlan
from measures.services import MeasureContent, content_of, measure_add, measure_update
from measures.spreadsheets.exchange import CONTENT, KEY, TITLE, normal
from measures.spreadsheets.reading import Problems, RowRefused, catalogue_of, read_row

ROW, TROUBLES = "แถว", "ปัญหา"
HEADERS = (ROW, TROUBLES, KEY, *CONTENT)
UNKNOWN_KEY = f"ไม่พบ{KEY}นี้ในแผนปีนี้ ถ้าเป็นมาตรการใหม่ กรุณาลบ{KEY}ให้ว่าง"


@dataclass
class RowContent:
    """What is stored of a row's measure, None where it is new, and what the file makes of it."""

    old: MeasureContent | None
    new: MeasureContent


class MeasureResource(ModelResource):  # type: ignore[misc]  # django-import-export has no types
    key = Field(attribute="key", column_name=KEY)

    class Meta:
        model = Measure
        fields = ("key",)
        import_id_fields = ("key",)
        skip_diff = True
        store_instance = True
        store_row_values = True

    def __init__(
        self,
        plan: MeasurePlan,
        *,
        versions: Mapping[UUID, int] | None = None,
        actor: User | None = None,
        reason: str = "",
    ) -> None:
        """`versions` are those that the check had seen; without them rows are only checked."""
        super().__init__()
        self._plan, self._versions, self._actor, self._reason = plan, versions, actor, reason
        self._catalogue = catalogue_of(plan)
        self._stored: dict[UUID, Measure] = {}
        self._titles: set[str] = set()
        self._row_of: dict[str, int] = {}
        self.contents: dict[int, RowContent] = {}  # by row

    def get_queryset(self) -> QuerySet[Measure]:
        return self._plan.measures.with_details()

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        if self._versions is not None:
            # One import after the other, so that none adds what the other has just added.
            MeasurePlan.objects.select_for_update().get(pk=self._plan.pk)
        self._stored = {measure.key: measure for measure in self.get_queryset()}
        self._titles = {normal(measure.title) for measure in self._stored.values()}

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Measure | None:
        key = _uuid(row[KEY])
        return self._stored.get(key) if key else None

    def init_instance(self, row: dict[str, Any]) -> Measure:
        return Measure(plan=self._plan)

    def import_instance(self, instance: Measure, row: dict[str, Any], **kwargs: Any) -> None:
        troubles: Problems = {column: [reason] for column, reason in row[TROUBLES].items()}
        old = content_of(instance) if instance.pk else None
        problems = self._key_problems(row, old)
        texts = {column: row[column] for column in CONTENT if column not in troubles}
        try:
            self.contents[row[ROW]] = content = RowContent(old, read_row(texts, self._catalogue, old))
            problems |= self._title_problems(row, content)
        except RowRefused as refused:
            problems |= refused.problems
        if problems := problems | troubles:
            raise ValidationError(problems)

    def skip_row(self, instance: Measure, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        if import_validation_errors:
            return False
        content = self.contents[row[ROW]]
        return content.new == content.old

    def save_instance(self, instance: Measure, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Store a row the way a form does; the rows of a check are not stored."""
        if self._versions is None:
            return
        content, actor, reason = self.contents[row[ROW]].new, self._actor, self._reason
        if is_create:
            measure_add(plan=self._plan, content=content, actor=actor, reason=reason)
        else:
            version = self._versions.get(instance.key, 0)
            measure_update(measure=instance, content=content, version=version, actor=actor, reason=reason)

    def _key_problems(self, row: Mapping[str, Any], old: MeasureContent | None) -> Problems:
        text = row[KEY]
        if not text:
            return {}
        if old is None:
            return {KEY: [UNKNOWN_KEY]}
        first = self._row_of.setdefault(str(_uuid(text)), row[ROW])
        return {} if first == row[ROW] else {KEY: [f"{KEY}ซ้ำกับแถว {first}"]}

    def _title_problems(self, row: Mapping[str, Any], content: RowContent) -> Problems:
        """Refuse a new measure that the plan, or an earlier row, has already: mostly its key was lost on the way."""
        title = normal(content.new.title)
        if content.old or row[KEY]:
            return {}
        if title in self._titles:
            return {TITLE: [f"แผนมีมาตรการชื่อนี้แล้ว ถ้าต้องการแก้ไข กรุณาใส่{KEY}ของมาตรการเดิม"]}
        first = self._row_of.setdefault(f"title:{title}", row[ROW])
        return {} if first == row[ROW] else {TITLE: [f"ซ้ำกับแถว {first}"]}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
