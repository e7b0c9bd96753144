"""The analysis of a year as plain values: what each issue asked, scored and means."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.sheet import Row, Sheet

ISSUE = "issue"
# The three parts of a finding and what they are called, in the order in which they are written and printed.
PARTS = {"weakness": "ข้อบกพร่อง/ข้อปรับปรุง", "improvement": "การพัฒนา", "maintenance": "การรักษาระดับ"}


@dataclass(frozen=True)
class Texts:
    """The three parts of a finding, and the version that they are of (0 = not written yet)."""

    weakness: str = ""
    improvement: str = ""
    maintenance: str = ""
    version: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.weakness or self.improvement or self.maintenance)


@dataclass(frozen=True)
class Subject:
    """What a finding is about: an issue of the year with its questions and their figures."""

    scope: str
    code: str
    name: str
    rows: tuple[Row, ...]
    texts: Texts

    @property
    def key(self) -> str:
        return f"{self.scope}-{self.code}"

    @property
    def heading(self) -> str:
        return f"ประเด็นที่ {self.code} {self.name}"

    @property
    def weakest_first(self) -> list[Row]:
        """The rows in the order in which they need attention; unknown figures last."""
        return sorted(self.rows, key=lambda row: (row.value is None, row.value or Decimal(0)))

    @property
    def weak_count(self) -> int:
        return sum(row.is_weak for row in self.rows)


def subjects_of(sheet: Sheet, texts: Mapping[tuple[str, str], Texts]) -> tuple[Subject, ...]:
    """Return the issues of the year with the figures of their questions and the texts written so far."""
    rows = {row.code: row for row in sheet.rows}
    return tuple(
        Subject(
            ISSUE,
            str(issue.number),
            issue.name,
            tuple(rows[question.code] for question in sheet.structure.questions_of_issue(issue.number)),
            texts.get((ISSUE, str(issue.number)), Texts()),
        )
        for issue in sheet.structure.issues
    )
