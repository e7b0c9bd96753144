"""A portal in which every text of every row is hostile, whatever forms would have said to it."""

from itertools import cycle

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Concat

from agencies.models import Change, Session

OWN = ("agencies", "assessments", "measures", "reports")
# Names by which the portal finds things again; nobody types these.
KEYS = {"password", "username", "slug", "subject", "source_digest", "code", "content_type", "kind", "format"}
KEYS |= {"digest", "sha256", "content_sha256", "letter"}


def stain(*texts: str) -> int:
    """Put texts in turn, from row to row and from column to column, into every text column of every row.

    As far as they fit. Return how many columns hold one.
    """
    stained = 0
    for model in apps.get_models():
        if model._meta.app_label not in OWN or model is Session:  # which would sign everybody out
            continue
        longest = {field.name: field.max_length for field in model._meta.fields if _is_text(field)}
        # Past the querysets of what is written once.
        rows = models.QuerySet(model).order_by("pk")
        if longest and (last := rows.last()):
            fitting = [_fitting(texts[turn:] + texts[:turn], longest, len(f" {last.pk}")) for turn in range(len(texts))]
            (_add if model is Change else _write)(rows, fitting)
        stained += len(longest)
    return stained


def _fitting(texts: tuple[str, ...], longest: dict[str, int | None], room: int) -> dict[str, str]:
    """Return a text for each column, with room for a number behind it."""
    columns = zip(longest.items(), cycle(texts), strict=False)
    return {name: text[: limit - room] if limit else text for (name, limit), text in columns}


def _write(rows: models.QuerySet, fitting: list[dict[str, str]]) -> None:
    """Write by one statement for each turn; a number keeps texts apart that must differ."""
    number = Concat(models.Value(" "), Cast("pk", models.CharField()))
    of_turn = rows.annotate(turn=models.F("pk") % len(fitting)).order_by()
    for turn, texts in enumerate(fitting):
        texts_of_rows = {name: Concat(models.Value(text), number) for name, text in texts.items()}
        of_turn.filter(turn=turn).update(**texts_of_rows)


def _add(changes: models.QuerySet, fitting: list[dict[str, str]]) -> None:
    """Add a change for each that is there: the database itself refuses to change one."""
    for change in list(changes):
        texts = fitting[change.pk % len(fitting)]
        for name, text in texts.items():
            setattr(change, name, f"{text} {change.pk}")
        change.pk, change._state.adding = None, True
        change.save(force_insert=True)


def _is_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in KEYS
