"""Columns that an agency is listed and found by: made of its names whenever it is stored, never typed.

So the database sorts and finds thousands of names by itself, as a Thai dictionary has them and however they are spelt.
`update()` of a queryset passes them by: a name is changed by saving the agency.
"""

from typing import Any

from django.db import models

from agencies.rules.agency_search import listing_key, sought_names


class ListingKeyField(models.BinaryField):  # type: ignore[type-arg]  # Django's takes none while it runs
    """The place in a list, in bytes, which no collation of a database sorts in another way."""

    def pre_save(self, model_instance: Any, add: bool) -> bytes:
        model_instance.listing = listing_key(model_instance)
        return bytes(model_instance.listing)

    def deconstruct(self) -> Any:
        return _plain(super().deconstruct(), models.BinaryField)


class SoughtNamesField(models.TextField):  # type: ignore[type-arg]  # Django's takes none while it runs
    """All names in which words are looked for."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        model_instance.sought = sought_names(model_instance)
        return str(model_instance.sought)

    def deconstruct(self) -> Any:
        return _plain(super().deconstruct(), models.TextField)


def _plain(described: Any, field: type) -> Any:
    """Let migrations know the field of Django alone: their models have no names to be asked."""
    name, _, args, kwargs = described
    return name, f"django.db.models.{field.__name__}", args, kwargs
