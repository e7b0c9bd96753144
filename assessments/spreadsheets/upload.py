"""A file of scores on its way into the sheet of a year: what differs from other files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from import_export.results import RowResult

from agencies.models import Agency, User
from agencies.rules.agency_names import names_agency
from assessments.models import Framework
from assessments.rules.codes import normalised_code
from assessments.rules.sheet import build_sheet
from assessments.spreadsheets.exchange import CODE, FIGURE, names_by_code
from assessments.spreadsheets.resource import ScoreCell, ScoreResource
from assessments.spreadsheets.table import read_scores
from ita_portal.spreadsheets.owner import FileOwner
from ita_portal.spreadsheets.problem import Problem
from ita_portal.spreadsheets.resource import ROW
from ita_portal.spreadsheets.table import SheetRow
from ita_portal.spreadsheets.upload import FileUpload


@dataclass(frozen=True)
class ScoreChange:
    row: int
    code: str
    name: str  # of the question or figure
    old: str
    new: str


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

    def read(self, name: str, content: bytes) -> list[SheetRow]:
        is_named = partial(names_agency, own=self.agency.called)
        return read_scores(name, content, FileOwner(self.agency.slug, self.framework.fiscal_year, is_named))

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
