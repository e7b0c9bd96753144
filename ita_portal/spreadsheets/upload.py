"""A file in two steps, whatever it holds: check it, which writes nothing, then store exactly what was checked.

Page and command take the same two steps. Between them the page carries what was checked, signed, so that it is of use
to nobody but the person, the agency and the year that it was checked for, and for one hour only.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from import_export.results import Result, RowResult

from ita_portal.spreadsheets.problem import Problem
from ita_portal.spreadsheets.resource import ROW, TableResource
from ita_portal.spreadsheets.signed_check import UploadStale, read_signed, signed
from ita_portal.spreadsheets.table import SheetRow

Change = TypeVar("Change")


@dataclass(frozen=True)
class CheckedRow:
    """A row that is to be stored as it was checked."""

    number: int  # as the spreadsheet counts
    seen: Any  # what the check found stored, to notice what somebody else changed meanwhile
    texts: tuple[str, ...]  # in the order of the columns


@dataclass(frozen=True)
class RowCounts:
    """How many rows add something, change something, leave it as it is, or say nothing."""

    added: int = 0
    edited: int = 0
    unchanged: int = 0
    blank: int = 0

    @property
    def changed(self) -> int:
        return self.added + self.edited


@dataclass(frozen=True)
class FileCheck(Generic[Change]):
    """What storing a file would do, or everything that is wrong with it."""

    file_name: str
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    counts: RowCounts = RowCounts()
    rows: tuple[CheckedRow, ...] = ()

    @property
    def can_be_stored(self) -> bool:
        return bool(self.changes) and not self.problems


class FileUpload(ABC, Generic[Change]):
    """A kind of file on its way into the portal; what differs from kind to kind is described below `store_signed`."""

    columns: tuple[str, ...]  # that rows are stored by

    @abstractmethod
    def check(self, name: str, content: bytes) -> FileCheck[Change]:
        """Return what a file would change, or everything that is wrong with it; nothing is written."""

    def check_rows(self, name: str, rows: Iterable[SheetRow]) -> FileCheck[Change]:
        """Return what rows would change, or everything that is wrong with them; nothing is written."""
        result = self._imported(self.resource(None), [self._values(row) for row in rows])
        changed = [row for row in result.rows if row.is_new() or row.is_update()]
        checked = tuple(self._checked_row(row) for row in result.rows if row.is_valid() and self.is_carried(row))
        return FileCheck(
            file_name=name,
            problems=(*self._problems(result), *self.problems_of_all(checked)),
            changes=tuple(self.changes(changed)),
            counts=self._counts(result),
            rows=checked,
        )

    def store(self, rows: Iterable[CheckedRow], *, file_name: str) -> RowCounts:
        """Store checked rows, all or none. Raises UploadStale where they are no longer what was checked."""
        resource = self.resource(f"นำเข้าจากไฟล์ {file_name}")
        result = self._imported(resource, [(row.number, {}, row.seen, *row.texts) for row in rows])
        if result.has_validation_errors():
            raise UploadStale
        return self._counts(result)

    def signed(self, check: FileCheck[Change]) -> str:
        """Return what was checked for the page to carry."""
        return signed([check.file_name, [(row.number, row.seen, row.texts) for row in check.rows]], salt=self.salt)

    def store_signed(self, text: str) -> RowCounts:
        """Store what a page has carried. Raises UploadStale where it was carried too long, or for somebody else."""
        file_name, rows = read_signed(text, salt=self.salt)
        return self.store([CheckedRow(number, seen, tuple(texts)) for number, seen, texts in rows], file_name=file_name)

    @property
    @abstractmethod
    def salt(self) -> str:
        """The kind, person, agency and year that a signed check is good for."""

    @abstractmethod
    def resource(self, reason: str | None) -> TableResource:
        """Return the resource that stores rows for a reason, or without one only checks them."""

    @abstractmethod
    def seen(self, instance: Any) -> Any:
        """Return what is stored for a row, in a form that a page can carry."""

    @abstractmethod
    def changes(self, rows: Iterable[RowResult]) -> Iterator[Change]:
        """Yield what the rows that change something would do, for people to see."""

    @abstractmethod
    def problems(self, row: RowResult) -> Iterator[Problem]:
        """Yield what is wrong with a row that is not valid."""

    def problems_of_all(self, rows: Sequence[CheckedRow]) -> Iterator[Problem]:
        """Yield what is wrong with the rows together."""
        yield from ()

    def is_carried(self, row: RowResult) -> bool:
        """Return whether a confirmation holds a valid row: mostly where it changes something."""
        return not row.is_skip()

    def is_blank(self, instance: Any) -> bool:
        """Return whether a row says nothing."""
        return False

    def refusal(self, errors: Sequence[Exception]) -> Exception:
        """Return what is raised for the errors that kept rows from being stored."""
        return errors[0]

    def _imported(self, resource: TableResource, rows: list[tuple[Any, ...]]) -> Result:
        result = resource.rows_import(rows, self.columns)
        errors = [each.error for each in (*result.base_errors, *(error for row in result.rows for error in row.errors))]
        if errors:  # a lock or a conflict, or a fault of ours: nothing that the row's author could mend
            raise self.refusal(errors)
        return result

    def _values(self, row: SheetRow) -> tuple[Any, ...]:
        return (row.number, row.troubles, None, *map(row.text, self.columns))

    def _checked_row(self, row: RowResult) -> CheckedRow:
        values = row.row_values
        return CheckedRow(values[ROW], self.seen(row.instance), tuple(values[name] for name in self.columns))

    def _problems(self, result: Result) -> Iterator[Problem]:
        for row in result.rows:
            if row.is_invalid():
                yield from self.problems(row)

    def _counts(self, result: Result) -> RowCounts:
        blank = sum(row.is_skip() and self.is_blank(row.instance) for row in result.rows)
        totals = result.totals
        new, update, skip = (
            totals[kind]
            for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_SKIP)
        )
        return RowCounts(added=new, edited=update, unchanged=skip - blank, blank=blank)
