"""A file of measures on its way into a plan: what differs from other files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from import_export.results import RowResult

from agencies.models import User
from agencies.rules.agency_names import names_agency
from ita_portal.meanwhile import SavedMeanwhile
from ita_portal.spreadsheets.owner import FileOwner
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.resource import ROW
from ita_portal.spreadsheets.upload import CheckedRow, FileCheck, FileUpload
from measures.models import Measure, MeasurePlan
from measures.services import MeasureEditedMeanwhile
from measures.spreadsheets.exchange import CONTENT, texts_of
from measures.spreadsheets.resource import MeasureResource, MeasureRow
from measures.spreadsheets.table import COLUMNS, read_measures

# The checked texts travel through the page and back in a form, for which there is a limit.
MAX_TEXT = 1_000_000
TOO_MUCH_TEXT = "ข้อความที่เพิ่มหรือแก้ไขในไฟล์ยาวเกินไป กรุณาแบ่งเป็นหลายไฟล์"


class ImportedMeanwhile(SavedMeanwhile[Sequence[Measure]]):
    """Measures that the file changes were edited by somebody else after the check; nothing was written."""


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
class MeasureCheck(FileCheck[MeasureChange]):
    """A check, with the headings of the columns that are not read."""

    not_read: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureUpload(FileUpload[MeasureChange]):
    """Storing raises ImportedMeanwhile when somebody else edited measures that the file changes."""

    plan: MeasurePlan
    actor: User | None
    columns = COLUMNS

    @property
    def salt(self) -> str:
        assert self.actor is not None
        return f"measures:{self.plan.pk}:{self.actor.pk}"

    def check(self, name: str, content: bytes) -> MeasureCheck:
        """Return what a file would change, and which of its columns are not read."""
        agency = self.plan.agency
        owner = FileOwner(agency.slug, self.plan.fiscal_year, partial(names_agency, own=agency.called))
        try:
            table = read_measures(name, content, owner)
        except FileRefused as refused:
            return MeasureCheck(name, refused.problems)
        return MeasureCheck(**vars(self.check_rows(name, table.rows)), not_read=table.not_read)

    def resource(self, reason: str | None) -> MeasureResource:
        return MeasureResource(self.plan, actor=self.actor, reason=reason)

    def seen(self, instance: MeasureRow) -> int:
        """Return the version of the measure that the check found; 0 for a new one."""
        return instance.measure.version if instance.measure else 0

    def changes(self, rows: Iterable[RowResult]) -> Iterator[MeasureChange]:
        return (_change(row.row_values[ROW], row.instance) for row in rows)

    def problems(self, row: RowResult) -> Iterator[Problem]:
        error = row.validation_error
        assert isinstance(error, ValidationError)
        for column, reasons in error.message_dict.items():
            yield from (Problem(reason, row.row_values[ROW], column) for reason in reasons)

    def problems_of_all(self, rows: Sequence[CheckedRow]) -> Iterator[Problem]:
        if sum(len(text) for row in rows for text in row.texts) > MAX_TEXT:
            yield Problem(TOO_MUCH_TEXT)

    def refusal(self, errors: Sequence[Exception]) -> Exception:
        edited = [error.stored for error in errors if isinstance(error, MeasureEditedMeanwhile)]
        return ImportedMeanwhile(edited) if edited else errors[0]


def _change(row: int, instance: MeasureRow) -> MeasureChange:
    old, new = texts_of(instance.old) if instance.old else {}, texts_of(instance.new)
    cells = tuple(CellChange(name, old.get(name, ""), new[name]) for name in CONTENT if new[name] != old.get(name, ""))
    return MeasureChange(row, instance.new.title, instance.old is None, cells)
