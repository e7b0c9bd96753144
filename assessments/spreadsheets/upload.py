"""A file of scores in two steps: check it, which writes nothing, then store exactly what was checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from import_export.results import Result, RowResult
from tablib import Dataset

from agencies.models import MAX_REASON, Agency, User
from assessments.models import Framework
from assessments.rules.codes import normalised_code
from assessments.rules.entry import Entry
from assessments.rules.sheet import build_sheet
from assessments.services import Recorded
from assessments.spreadsheets.exchange import CODE, names_by_code
from assessments.spreadsheets.resource import COLUMNS, ROW, ScoreResource, cells_of
from assessments.spreadsheets.table import Owner, TableRow, read_table
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.signed_check import UploadStale, read_signed, signed


@dataclass(frozen=True)
class ScoreChange:
    row: int
    code: str
    name: str  # of the question or figure
    old: str
    new: str


@dataclass(frozen=True)
class ScoreCheck:
    """What storing a file would do. `entries` and `seen` hold every code for which the file says something."""

    file_name: str
    problems: tuple[Problem, ...]
    changes: tuple[ScoreChange, ...] = ()
    unchanged: int = 0
    blanks: int = 0  # cells that are blank in the file and stay as they are
    entries: tuple[Entry, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def can_be_stored(self) -> bool:
        return bool(self.changes) and not self.problems


def check_score_file(*, agency: Agency, framework: Framework, name: str, content: bytes) -> ScoreCheck:
    """Return what a file would change, or everything that is wrong with it; nothing is written."""
    names = frozenset({agency.full_name, agency.short_name, agency.name})
    try:
        rows = read_table(name, content, Owner(agency.slug, names, framework.fiscal_year))
    except FileRefused as refused:
        return ScoreCheck(name, refused.problems)
    if not rows:
        return ScoreCheck(name, (Problem("ไม่มีแถวคะแนนในไฟล์"),))
    result = _import(ScoreResource(agency, framework), map(_values, rows), dry_run=True)
    return _check(name, result, names_by_code(build_sheet(framework.structure(), {}, target=agency.target)))


def scores_record(
    *,
    agency: Agency,
    framework: Framework,
    entries: Iterable[Entry],
    seen: Mapping[str, str],
    actor: User | None,
    file_name: str,
) -> Recorded:
    """Store checked entries, all or none. Raises ScoresLocked, CellsEditedMeanwhile or UploadStale."""
    reason = f"นำเข้าจากไฟล์ {file_name}"[:MAX_REASON]
    resource = ScoreResource(agency, framework, seen=seen, actor=actor, reason=reason)
    result = _import(resource, ((None, entry.code, entry.text, "") for entry in entries), dry_run=False)
    if result.has_validation_errors():
        raise UploadStale
    return resource.recorded


def signed_check(check: ScoreCheck, *, agency: Agency, fiscal_year: int, user: User) -> str:
    """Return what was checked for the page to carry, of use to nobody but this person, agency and year."""
    rows = [(entry.code, check.seen[entry.code], entry.text) for entry in check.entries]
    return signed([check.file_name, rows], salt=_salt(agency, fiscal_year, user))


def read_signed_check(text: str, *, agency: Agency, fiscal_year: int, user: User) -> dict[str, Any]:
    """Return the file name, entries and what was seen, or raise UploadStale."""
    file_name, rows = read_signed(text, salt=_salt(agency, fiscal_year, user))
    return {
        "file_name": file_name,
        "entries": [Entry(code, new) for code, _, new in rows],
        "seen": {code: old for code, old, _ in rows},
    }


def _salt(agency: Agency, fiscal_year: int, user: User) -> str:
    return f"scores:{agency.pk}:{fiscal_year}:{user.pk}"


def _values(row: TableRow) -> tuple[int, str, str, str]:
    return (row.number, row.code.text, row.figure.text, row.code.trouble or row.figure.trouble)


def _import(resource: ScoreResource, rows: Iterable[tuple[int | None, str, str, str]], *, dry_run: bool) -> Result:
    dataset = Dataset(*rows, headers=COLUMNS)
    result = resource.import_data(dataset, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True)
    errors = [*result.base_errors, *(error for row in result.rows for error in row.errors)]
    if errors:  # a lock or a conflict, or a fault of ours: nothing that the row's author could mend
        raise errors[0].error
    return result


def _check(file_name: str, result: Result, names: Mapping[str, str]) -> ScoreCheck:
    cells = cells_of(result)
    changes = tuple(_changes(result, names))
    return ScoreCheck(
        file_name=file_name,
        problems=tuple(_problem(row) for row in result.rows if row.validation_error),
        changes=changes,
        unchanged=len(cells) - len(changes),
        blanks=sum(row.instance is not None and row.instance.is_blank for row in result.rows),
        entries=tuple(Entry(cell.code, cell.text) for cell in cells),
        seen={cell.code: cell.old for cell in cells},
    )


def _changes(result: Result, names: Mapping[str, str]) -> Iterator[ScoreChange]:
    for row in result.rows:
        if row.import_type in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE):
            cell = row.instance
            yield ScoreChange(row.row_values[ROW], cell.code, names[cell.code], cell.old, cell.text)


def _problem(row: RowResult) -> Problem:
    reason = " ".join(row.validation_error.messages)
    return Problem(reason, row.row_values[ROW], normalised_code(row.row_values[CODE]) or "")
