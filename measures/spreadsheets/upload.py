"""A file of measures in two steps: check it, which writes nothing, then store exactly what was checked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from import_export.results import Result, RowResult
from tablib import Dataset

from agencies.models import MAX_REASON, User
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.signed_check import UploadStale, read_signed, signed
from measures.models import Measure, MeasurePlan
from measures.services import MeasureEditedMeanwhile
from measures.spreadsheets.exchange import CONTENT, KEY, normal, texts_of
from measures.spreadsheets.resource import HEADERS, ROW, MeasureResource, RowContent
from measures.spreadsheets.table import TableRow, read_table

# The checked texts travel through the page and back in a form, for which there is a limit.
MAX_TEXT = 1_000_000
TOO_MUCH_TEXT = "ข้อความที่เพิ่มหรือแก้ไขในไฟล์ยาวเกินไป กรุณาแบ่งเป็นหลายไฟล์"
KNOWN = (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)


class ImportedMeanwhile(Exception):
    """Measures that the file changes were edited by somebody else after the check; nothing was written."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        super().__init__([measure.key for measure in measures])
        self.measures = measures


@dataclass(frozen=True)
class CellChange:
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class MeasureChange:
    """What a row does: adds a measure, or changes some cells of one."""

    row: int
    title: str
    is_new: bool
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class CheckedRow:
    """A row that is to be stored, with the version of its measure that the check had seen; 0 for a new one."""

    row: int
    key: str
    version: int
    texts: tuple[str, ...]  # in the order of the columns


@dataclass(frozen=True)
class MeasureCheck:
    """What storing a file would do."""

    file_name: str
    problems: tuple[Problem, ...]
    changes: tuple[MeasureChange, ...] = ()
    unchanged: int = 0
    rows: tuple[CheckedRow, ...] = ()

    @property
    def added(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.added

    @property
    def can_be_stored(self) -> bool:
        return bool(self.changes) and not self.problems


def check_measure_file(*, plan: MeasurePlan, name: str, content: bytes) -> MeasureCheck:
    """Return what a file would change in a plan, or everything that is wrong with it; nothing is written."""
    try:
        rows = read_table(name, content, agency_code=plan.agency.slug, fiscal_year=plan.fiscal_year)
    except FileRefused as refused:
        return MeasureCheck(name, refused.problems)
    resource = MeasureResource(plan)
    result = _import(resource, map(_values, rows), dry_run=True)
    return _check(name, result, resource.contents)


def measures_record(
    *, plan: MeasurePlan, rows: Iterable[CheckedRow], actor: User | None, file_name: str
) -> list[MeasureChange]:
    """Store checked rows, all or none, and return what changed. Raises ImportedMeanwhile or UploadStale."""
    rows = list(rows)
    resource = MeasureResource(
        plan,
        versions={UUID(row.key): row.version for row in rows if row.key},
        actor=actor,
        reason=f"นำเข้าจากไฟล์ {file_name}"[:MAX_REASON],
    )
    result = _import(resource, ((row.row, {}, row.key, *row.texts) for row in rows), dry_run=False)
    if result.has_validation_errors():
        raise UploadStale
    return list(_changes(result, resource.contents))


def signed_check(check: MeasureCheck, *, plan: MeasurePlan, user: User) -> str:
    """Return what was checked for the page to carry, of use to nobody but this person and plan."""
    rows = [(row.row, row.key, row.version, row.texts) for row in check.rows]
    return signed([check.file_name, rows], salt=_salt(plan, user))


def read_signed_check(text: str, *, plan: MeasurePlan, user: User) -> dict[str, Any]:
    """Return the file name and the checked rows, or raise UploadStale."""
    file_name, rows = read_signed(text, salt=_salt(plan, user))
    checked = [CheckedRow(row, key, version, tuple(texts)) for row, key, version, texts in rows]
    return {"file_name": file_name, "rows": checked}


def _salt(plan: MeasurePlan, user: User) -> str:
    return f"measures:{plan.pk}:{user.pk}"


def _values(row: TableRow) -> tuple[Any, ...]:
    troubles = {name: cell.trouble for name, cell in row.cells.items() if cell.trouble}
    texts = {name: normal(cell.text) for name, cell in row.cells.items()}
    return (row.number, troubles, texts.get(KEY, ""), *(texts.get(name, "") for name in CONTENT))


def _import(resource: MeasureResource, rows: Iterable[tuple[Any, ...]], *, dry_run: bool) -> Result:
    dataset = Dataset(*rows, headers=HEADERS)
    result = resource.import_data(dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True)
    errors = [each.error for each in (*result.base_errors, *(error for row in result.rows for error in row.errors))]
    if edited := [error.stored for error in errors if isinstance(error, MeasureEditedMeanwhile)]:
        raise ImportedMeanwhile(edited)
    if errors:  # a fault of ours: nothing that the row's author could mend
        raise errors[0]
    return result


def _check(file_name: str, result: Result, contents: dict[int, RowContent]) -> MeasureCheck:
    rows = tuple(_checked_row(row) for row in result.rows if row.import_type in KNOWN)
    problems = tuple(problem for row in result.rows if row.validation_error for problem in _problems(row))
    if sum(len(text) for row in rows for text in row.texts) > MAX_TEXT:
        problems += (Problem(TOO_MUCH_TEXT),)
    return MeasureCheck(
        file_name=file_name,
        problems=problems,
        changes=tuple(_changes(result, contents)),
        unchanged=sum(row.import_type == RowResult.IMPORT_TYPE_SKIP for row in result.rows),
        rows=rows,
    )


def _checked_row(row: RowResult) -> CheckedRow:
    values = row.row_values
    version = row.instance.version if row.import_type == RowResult.IMPORT_TYPE_UPDATE else 0
    return CheckedRow(values[ROW], values[KEY], version, tuple(values[name] for name in CONTENT))


def _changes(result: Result, contents: dict[int, RowContent]) -> Iterator[MeasureChange]:
    for row in result.rows:
        if row.import_type in KNOWN:
            number = row.row_values[ROW]
            yield _change(number, contents[number])


def _change(row: int, content: RowContent) -> MeasureChange:
    old, new = texts_of(content.old) if content.old else {}, texts_of(content.new)
    cells = tuple(CellChange(name, old.get(name, ""), new[name]) for name in CONTENT if new[name] != old.get(name, ""))
    return MeasureChange(row, content.new.title, content.old is None, cells)


def _problems(row: RowResult) -> Iterator[Problem]:
    error = row.validation_error
    assert isinstance(error, ValidationError)
    for column, reasons in error.message_dict.items():
        yield from (Problem(reason, row.row_values[ROW], column) for reason in reasons)
