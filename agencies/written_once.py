"""Rows that are added and read, and nothing else: history, issued documents, opinions."""

from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

_Row = TypeVar("_Row", bound=models.Model)


class WrittenOnceError(Exception):
    """Something tried to change or to delete what is written once."""


class WrittenOnceQuerySet(models.QuerySet[_Row]):
    """Rows that are added and read, and nothing else."""

    def update(self, **values: Any) -> NoReturn:
        raise WrittenOnceError

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise WrittenOnceError

    def bulk_create(self, objs: Any, batch_size: int | None = None, *args: Any, **options: Any) -> list[_Row]:
        """Add rows. What could overwrite a row that is there, or leave one out in silence, is refused."""
        if any(args) or any(options.values()):
            raise WrittenOnceError
        return super().bulk_create(objs, batch_size)

    def delete(self) -> NoReturn:
        raise WrittenOnceError


class WrittenOnce(models.Model):
    """A row that stays as it was first written, but for the fields that `may_change`, saved by their names alone."""

    may_change: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if self._state.adding:
            options["force_insert"] = True  # a key that is there already is refused instead of overwritten
        elif not set(options.get("update_fields") or ["everything"]) <= self.may_change:
            raise WrittenOnceError
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise WrittenOnceError
