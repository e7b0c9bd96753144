"""What of a year a document is read into, as it is stored now, and a digest by which a change is noticed."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from agencies.models import Agency, Department
from assessments.models import Assessment, Framework
from assessments.rules.analysis import Texts
from assessments.rules.structure import Structure
from assessments.services import stored_texts
from measures.models import Measure, MeasurePlan


@dataclass(frozen=True)
class ImportTarget:
    """The year of an agency with its plan; either may be missing and is made when something is stored in it."""

    agency: Agency
    framework: Framework
    assessment: Assessment | None
    plan: MeasurePlan | None

    @property
    def fiscal_year(self) -> int:
        return self.framework.fiscal_year

    @property
    def plan_year(self) -> int:
        return self.plan.fiscal_year if self.plan else self.fiscal_year + 1

    @cached_property
    def structure(self) -> Structure:
        return self.framework.structure()

    @cached_property
    def cells(self) -> dict[str, str]:
        return stored_texts(self.assessment) if self.assessment else {}

    @cached_property
    def findings(self) -> dict[tuple[str, str], Texts]:
        return self.assessment.texts_by_subject() if self.assessment else {}

    @cached_property
    def limitations(self) -> list[str]:
        return self.assessment.limitation_texts() if self.assessment else []

    @cached_property
    def measures(self) -> list[Measure]:
        return list(self.plan.measures.with_details().with_progress()) if self.plan else []

    @cached_property
    def departments(self) -> list[Department]:
        return list(self.agency.departments.in_use())

    @property
    def digest(self) -> str:
        """A short sign of all that is stored: another one when anybody has changed anything of it."""
        stored: list[Any] = [
            sorted(self.cells.items()),
            sorted((*key, texts.version, texts.is_draft) for key, texts in self.findings.items()),
            self.limitations,
            [(str(each.key), each.version, newest_entry(each)) for each in self.measures],
            bool(self.assessment and self.assessment.is_locked),
        ]
        return sha256(json.dumps(stored, ensure_ascii=False).encode()).hexdigest()


def newest_entry(measure: Measure) -> int:
    """Return the key of the newest entry about the progress of a measure, 0 where there is none."""
    return max((entry.pk for entry in measure.progress.all()), default=0)


def target_of(agency: Agency, framework: Framework) -> ImportTarget:
    """Load the year of an agency that a document is to be read into."""
    assessments = Assessment.objects.for_year(agency, framework.fiscal_year)
    assessment = assessments.with_sheet().prefetch_related("findings", "limitations").first()
    plan = MeasurePlan.objects.answering(assessment).first() if assessment else None
    return ImportTarget(agency, framework, assessment, plan)
