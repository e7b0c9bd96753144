"""What the portal writes of a year from its figures, and which of its drafts the figures have left behind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.models import Assessment
from assessments.rules.analysis import Subject, Texts
from assessments.rules.drafting import draft_texts
from assessments.rules.sheet import Sheet
from assessments.suggestions import Library, load_library


@dataclass(frozen=True)
class FigureDrafts:
    """What drafts are made from: the figures of the year, those of the year before, and the library."""

    sheet: Sheet
    previous: Sheet | None
    library: Library

    def of(self, subject: Subject) -> Texts:
        return replace(draft_texts(subject, self.sheet, self.previous, self.library), is_draft=True)

    def leaves_behind(self, subject: Subject) -> bool:
        """Whether a draft that nobody touched would be another one by the figures of now."""
        old, new = subject.texts, replace(self.of(subject), version=subject.texts.version)
        return old.is_draft and not new.is_empty and new != old


def figure_drafts(assessment: Assessment, sheet: Sheet) -> FigureDrafts:
    before = Assessment.objects.for_year(assessment.agency, assessment.fiscal_year - 1).with_sheet().first()
    return FigureDrafts(sheet, before.sheet() if before else None, load_library(assessment.agency.kind))


def drafts_left_behind(assessment: Assessment, sheet: Sheet, subjects: Iterable[Subject]) -> tuple[str, ...]:
    """Return the addresses of the drafts that the figures have left behind.

    The year before is read only where there is a draft at all.
    """
    drafts = [subject for subject in subjects if subject.texts.is_draft]
    if not drafts:
        return ()
    now = figure_drafts(assessment, sheet)
    return tuple(subject.address for subject in drafts if now.leaves_behind(subject))
