"""What a form's list offers, from rows that are loaded once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model


def offer(field: forms.Field, rows: Iterable[Model]) -> None:
    """Let a list of rows be drawn from one query, where Django asks anew whenever it looks into the list.

    `rows` are asked for when they are first drawn, where they were not loaded before. What is chosen is still looked up
    in the field's queryset.
    """
    assert isinstance(field, forms.ModelChoiceField)
    nothing: list[tuple[Any, str]] = [] if field.empty_label is None else [("", str(field.empty_label))]

    def choices() -> list[tuple[Any, str]]:
        return nothing + [(field.prepare_value(each), field.label_from_instance(each)) for each in rows]

    field.choices = choices
