"""A file of scores on its way into the sheet of a year: what differs from other files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from import_export.results import RowResult

from agencies.models import Agency, User
from agencies.rules.agency_names import names_agency
from assessments.models import Framework
from assessments.rules.codes import TOTAL, WORD_CODES, normalised_code
from assessments.rules.score_tables import ScoreReading, SourceTable
from assessments.rules.sheet import build_sheet
from assessments.spreadsheets.exchange import CODE, FIGURE, names_by_code
from assessments.spreadsheets.resource import ScoreCell, ScoreResource
from assessments.spreadsheets.score_file import NO_FILE, ScoreFile, read_pasted, read_score_file, read_source_tables
from ita_portal.spreadsheets.owner import FileOwner
from ita_portal.spreadsheets.problem import FileRefused, Problem
from ita_portal.spreadsheets.resource import ROW
from ita_portal.spreadsheets.signed_check import read_signed, signed
from ita_portal.spreadsheets.upload import FileCheck, FileUpload

PASTED = "ตารางที่วาง"


@dataclass(frozen=True)
class ScoreChange:
    row: int
    code: str
    name: str  # of the question or figure
    old: str
    new: str

    @property
    def shown_code(self) -> str:
        """The code where people use it; the total, the level and the ranks have a name alone."""
        return "" if self.code in (TOTAL, *WORD_CODES) else self.code


@dataclass(frozen=True)
class ScoreCheck(FileCheck[ScoreChange]):
    """A check with the file as it was read; `focus` is the cell in which a table was pasted."""

    file: ScoreFile = NO_FILE
    focus: str = ""

    @property
    def reading(self) -> ScoreReading:
        return self.file.reading


@dataclass(frozen=True)
class ScoreUpload(FileUpload[ScoreChange]):
    """Storing raises ScoresLocked, or CellsEditedMeanwhile when somebody else changed cells that the file speaks of."""

    agency: Agency
    framework: Framework
    actor: User | None
    columns = (CODE, FIGURE)

    @property
    def salt(self) -> str:
        assert self.actor is not None
        return f"scores:{self.agency.pk}:{self.framework.fiscal_year}:{self.actor.pk}"

    @property
    def owner(self) -> FileOwner:
        is_named = partial(names_agency, own=self.agency.called)
        return FileOwner(self.agency.slug, self.framework.fiscal_year, is_named)

    def check(self, name: str, content: bytes) -> "ScoreCheck":
        """Return what a file would change, what it leaves to be chosen, and what was not understood."""
        return self._check_file(name, lambda: read_score_file(name, content, self.owner, self.framework.structure()))

    def check_pasted(self, text: str, focus: str = "") -> "ScoreCheck":
        """Return the same of a table that was pasted, in the cell of the sheet with this code or nowhere in it."""
        owner = replace(self.owner, source="ตารางนี้")
        return self._check_file(PASTED, lambda: read_pasted(text, owner, self.framework.structure(), focus), focus)

    def _check_file(self, name: str, read: Callable[[], ScoreFile], focus: str = "") -> "ScoreCheck":
        try:
            file = read()
        except FileRefused as refused:
            return ScoreCheck(name, refused.problems)
        return ScoreCheck(**vars(self.check_rows(name, file.rows)), file=file, focus=focus)

    def signed_source(self, check: "ScoreCheck") -> str:
        """Return the tables of a check for the page to carry while the person chooses."""
        tables = [[table.rows, table.where, table.context, table.first_row] for table in check.file.tables]
        return signed([check.file_name, check.focus, tables], salt=f"{self.salt}:source")

    def check_signed_source(self, text: str, answers: Mapping[str, str]) -> "ScoreCheck":
        """Return the check of carried tables as a person chose. Raises UploadStale as `store_signed` does."""
        name, focus, tables = read_signed(text, salt=f"{self.salt}:source")
        sources = [SourceTable(tuple(map(tuple, rows)), *rest) for rows, *rest in tables]
        return self._check_file(
            name, lambda: read_source_tables(sources, self.framework.structure(), answers, focus), focus
        )

    def resource(self, reason: str | None) -> ScoreResource:
        return ScoreResource(self.agency, self.framework, actor=self.actor, reason=reason)

    def seen(self, instance: ScoreCell) -> str:
        return instance.old

    def is_blank(self, instance: ScoreCell) -> bool:
        return instance.is_blank

    def is_carried(self, row: RowResult) -> bool:
        """Return True for every cell that the file speaks of: the check holds only while none of them changes."""
        return not row.instance.is_blank

    def changes(self, rows: Iterable[RowResult]) -> Iterator[ScoreChange]:
        names = names_by_code(build_sheet(self.framework.structure(), {}, target=self.agency.target))
        for row in rows:
            cell = row.instance
            yield ScoreChange(row.row_values[ROW], cell.code, names[cell.code], cell.old, cell.text)

    def problems(self, row: RowResult) -> Iterator[Problem]:
        reason = " ".join(row.validation_error.messages)
        yield Problem(reason, row.row_values[ROW], normalised_code(row.row_values[CODE]) or "")
