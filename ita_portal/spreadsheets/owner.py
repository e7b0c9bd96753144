"""Whose and which year's a file says it is, in the block above its table, and why another's is refused."""

from collections.abc import Callable
from dataclasses import dataclass

from ita_portal.spreadsheets.problem import Problem

# The labels of the block, by which a file is known to be this agency's and this year's.
AGENCY, AGENCY_CODE, FISCAL_YEAR = "หน่วยงาน", "รหัสหน่วยงาน", "ปีงบประมาณ"
MAX_SHOWN = 100  # characters of a name that a problem quotes
MAX_SHOWN_YEAR = 20


@dataclass(frozen=True)
class FileOwner:
    """The agency and the year that a file has to be of."""

    agency_code: str
    fiscal_year: int
    # Whether a line names the agency, or another one; None where it names none.
    is_named: Callable[[str], bool | None] = lambda line: None
    source: str = "ไฟล์นี้"  # what is read, as problems call it

    def other_agency(self, name: str, row: int) -> Problem:
        return Problem(f"{self.source}เป็นของหน่วยงานอื่น ({name[:MAX_SHOWN]})", row)

    def other_year(self, year: str, row: int) -> Problem:
        named_year = year[:MAX_SHOWN_YEAR]
        return Problem(f"{self.source}เป็นของปีงบประมาณ {named_year} แต่หน้านี้เป็นปีงบประมาณ {self.fiscal_year}", row)
