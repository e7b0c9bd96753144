"""What happens to a thing that somebody removes: which kinds there are, and how rows are kept and put back.

The rows that go with a thing are found as Django finds them when it deletes, so that no floor has to name the rows of a
higher one; what a kind is called and who may restore it is registered by the floor that knows it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector
from django.utils import timezone

from agencies.access import Access
from agencies.models import Removed, User

DAYS_TO_RESTORE = 30
OTHER_SCHEMA = "ระบบได้รับการปรับรุ่นหลังจากลบรายการนี้ โครงสร้างข้อมูลจึงไม่ตรงกันและกู้คืนไม่ได้ ข้อความเดิมยังอ่านและคัดลอกได้จากหน้านี้"
PARENT_IS_GONE = "สิ่งที่รายการนี้เป็นส่วนหนึ่งไม่อยู่แล้ว จึงไม่มีที่ให้กู้คืนกลับไป"
TAKEN = "มีรายการอื่นใช้ชื่อหรือลำดับเดียวกันอยู่แล้ว กรุณาเปลี่ยนชื่อรายการนั้นก่อน แล้วกู้คืนอีกครั้ง"

Row = tuple[str, dict[str, Any]]


class NotRestorable(Exception):
    """The thing cannot come back; the message says why, in Thai. Nothing was written."""


@dataclass(frozen=True)
class RemovableKind:
    """A kind of thing that can be restored: its name, who may, and what else there is to it.

    `restore` takes the place of putting rows back, for what was emptied rather than deleted; `refusal` says what
    speaks against restoring now.
    """

    name: str
    may_restore: Callable[[Access, Removed], bool] = lambda access, removed: access.can_edit
    refusal: Callable[[Removed], str] = lambda removed: ""
    restore: Callable[[Removed, User], None] | None = None
    room: str = "removed"  # the name of the address at which it is found again


KINDS: dict[str, RemovableKind] = {}


def register(slug: str, kind: RemovableKind) -> None:
    """Make a kind of thing known; called by the floor that has it, when it starts."""
    KINDS[slug] = kind


def last_moment() -> datetime:
    """Return the moment before which what was removed is gone for good."""
    return timezone.now() - timedelta(days=DAYS_TO_RESTORE)


def kept_until(removed: Removed) -> datetime:
    return removed.at + timedelta(days=DAYS_TO_RESTORE)


class _Reach(Collector):
    """All rows that are deleted together with some things, and all rows that only pointed at them."""

    def can_fast_delete(self, *args: Any, **options: Any) -> bool:
        return False  # what is deleted in one statement would not be seen here


def frozen_rows(things: Sequence[models.Model]) -> dict[str, Any]:
    """Return all rows that deleting these things of one model takes away, as JSON holds them, parents first."""
    reach = _Reach(using="default")
    reach.collect(list(things))
    reach.sort()
    pointing: Any = reach.field_updates.items()
    found = [each for instances in reversed(reach.data.values()) for each in sorted(instances, key=lambda row: row.pk)]
    return {
        "things": [str(thing.pk) for thing in things],
        "model": things[0]._meta.label_lower,
        "rows": [(row._meta.label_lower, _texts(row)) for row in found],
        "schema": {label: _shape(apps.get_model(label)) for label in {row._meta.label_lower for row in found}},
        "pointers": [
            (row._meta.label_lower, str(row.pk), field.name, _text(field, row))
            for (field, _), lists in pointing
            for instances in lists
            for row in instances
        ],
    }


def stored_files(content: dict[str, Any]) -> list[str]:
    """Return the names of the stored files that frozen rows speak of."""
    return sorted({name for label, row in content.get("rows", ()) for name in _files(apps.get_model(label), row)})


def is_in_use(name: str, content: dict[str, Any]) -> bool:
    """Return whether a row of the models in a frozen content still has a stored file."""
    return any(
        model._base_manager.filter(**{field.attname: name}).exists()
        for model in map(apps.get_model, content.get("schema", ()))
        for field in _file_fields(model)
    )


def put_back(content: dict[str, Any]) -> None:
    """Insert frozen rows as they were, with their keys; raises NotRestorable. To be called within a transaction."""
    if any(_shape_of(label) != shape for label, shape in content["schema"].items()):
        raise NotRestorable(OTHER_SCHEMA)
    for label, texts in content["rows"]:
        row = _thawed(label, texts)
        is_thing = label == content["model"] and str(row.pk) in content["things"]
        if _stands_on_ground(row, is_thing=is_thing):
            _insert(row)
    for label, pk, name, value in content["pointers"]:
        pointing = apps.get_model(label)._base_manager.filter(pk=pk, **{f"{name}__isnull": True})
        try:
            with transaction.atomic():
                pointing.update(**{name: value})
        except IntegrityError as taken:
            raise NotRestorable(TAKEN) from taken


def _insert(row: models.Model) -> None:
    try:
        row.validate_unique()
        row.validate_constraints()
        with transaction.atomic():
            row.save_base(raw=True, force_insert=True)
    except ValidationError as taken:
        raise NotRestorable(f"{' '.join(taken.messages)} กรุณาแก้ไขก่อน แล้วกู้คืนอีกครั้ง") from taken
    except IntegrityError as taken:
        raise NotRestorable(TAKEN) from taken


def _stands_on_ground(row: models.Model, *, is_thing: bool) -> bool:
    """Return whether everything that a row refers to still exists; if not, its deletion would have taken the row along.

    Raises NotRestorable where the removed thing itself would go.
    """
    for field in _foreign_keys(row):
        value = getattr(row, field.attname)
        if value is None or field.related_model._base_manager.filter(**{field.target_field.attname: value}).exists():
            continue
        if field.remote_field.on_delete is models.SET_NULL:
            setattr(row, field.attname, None)
        elif is_thing:
            raise NotRestorable(PARENT_IS_GONE)
        else:
            return False
    return True


def _thawed(label: str, texts: dict[str, Any]) -> models.Model:
    model: type[models.Model] = apps.get_model(label)
    fields = model._meta.concrete_fields
    return model(**{f.attname: None if texts[f.attname] is None else f.to_python(texts[f.attname]) for f in fields})


def _texts(row: models.Model) -> dict[str, Any]:
    return {field.attname: _text(field, row) for field in row._meta.concrete_fields}


def _text(field: Any, row: models.Model) -> Any:
    """Return a value as Django writes it into fixtures: with all digits, and without its time zone lost."""
    return None if getattr(row, field.attname) is None else field.value_to_string(row)


def _shape(model: type[models.Model]) -> str:
    columns = [(field.attname, field.get_internal_type()) for field in model._meta.concrete_fields]
    return sha256(json.dumps(columns).encode()).hexdigest()[:16]


def _shape_of(label: str) -> str:
    """Return the shape of a model as it is today; none where there is no such model any more."""
    try:
        return _shape(apps.get_model(label))
    except LookupError:
        return ""


def _foreign_keys(row: models.Model) -> Iterator[Any]:
    return (field for field in row._meta.concrete_fields if field.is_relation)


def _file_fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def _files(model: type[models.Model], row: dict[str, Any]) -> Iterable[str]:
    return (row[field.attname] for field in _file_fields(model) if row[field.attname])
