"""A portal in which every text of every row is hostile, whatever forms would have said to it."""

from django.apps import apps
from django.db import models

from agencies.models import Change, Session

OWN = ("agencies", "assessments", "measures", "reports")
# Names by which the portal finds things again; nobody types these.
KEYS = {"password", "username", "slug", "subject", "source_digest", "code", "content_type", "kind", "format"}
KEYS |= {"digest", "sha256", "content_sha256", "letter"}


def stain(text: str) -> int:
    """Put a text into every text column of every row, as far as it fits; return how many columns hold it."""
    stained = 0
    for model in apps.get_models():
        if model._meta.app_label not in OWN or model is Session:  # which would sign everybody out
            continue
        names = {field.name: field.max_length for field in model._meta.fields if _is_text(field)}
        # Past the querysets of what is written once. A number keeps texts apart that must differ.
        for row in models.QuerySet(model).order_by("pk") if names else ():
            values = {name: _fitting(text, f" {row.pk}", longest) for name, longest in names.items()}
            _write(row, values)
        stained += len(names)
    return stained


def _write(row: models.Model, values: dict[str, str]) -> None:
    if isinstance(row, Change):  # the database itself refuses to change one: so there is one more
        row.pk, row._state.adding = None, True
        for name, value in values.items():
            setattr(row, name, value)
        row.save(force_insert=True)
    else:
        models.QuerySet(type(row)).filter(pk=row.pk).update(**values)


def _fitting(text: str, number: str, longest: int | None) -> str:
    return text[: longest - len(number)] + number if longest else text + number


def _is_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in KEYS
