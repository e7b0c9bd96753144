"""The places that an import has written, each with what it held before: kept as JSON with the import, for its undo."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Department
from assessments.models import Framework, Indicator, Issue
from assessments.rules.analysis import PARTS, Texts
from measures.services import MeasureContent, OwnerDetail

FIGURE, FINDING, LIMITATIONS, MEASURE, PLAN = "figure", "finding", "limitations", "measure", "plan"


@dataclass(frozen=True)
class ImportPlace:
    """A place: its kind, what names it to people, what it held, and what the import put there.

    `at` finds it again: the code of a figure, scope and code of a finding, the key of a measure.
    """

    kind: str
    at: str
    name: str
    old: Any = None
    new: Any = None

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


def place_of(told: dict[str, Any]) -> ImportPlace:
    return ImportPlace(**told)


def texts_as_json(texts: Texts) -> dict[str, Any]:
    return {part: getattr(texts, part) for part in PARTS} | {"is_draft": texts.is_draft}


def content_as_json(content: MeasureContent) -> dict[str, Any]:
    return {
        "title": content.title,
        "steps": list(content.steps),
        "owners": [owner.pk for owner in content.owners],
        "owner_details": [[each.department.pk, each.units, each.person] for each in content.owner_details],
        "issue": content.issue.number if content.issue else None,
        "indicator": content.indicator.number if content.indicator else None,
        "start": content.start.isoformat() if content.start else None,
        "end": content.end.isoformat() if content.end else None,
        "timeframe_wording": content.timeframe_wording,
        "follow_up": content.follow_up,
    }


def content_from_json(told: dict[str, Any], framework: Framework) -> MeasureContent:
    """Return the content of a measure as it was; a department that is gone since is left out."""
    found = {each.pk: each for each in Department.objects.filter(pk__in=told["owners"])}
    details = ((pk, units, person) for pk, units, person in told.get("owner_details", ()) if pk in found)
    return MeasureContent(
        title=told["title"],
        steps=tuple(told["steps"]),
        owners=tuple(found[pk] for pk in told["owners"] if pk in found),  # the lead first
        owner_details=tuple(OwnerDetail(found[pk], units, person) for pk, units, person in details),
        issue=Issue.objects.filter(framework=framework, number=told["issue"]).first(),
        indicator=Indicator.objects.filter(framework=framework, number=told["indicator"]).first(),
        start=date.fromisoformat(told["start"]) if told["start"] else None,
        end=date.fromisoformat(told["end"]) if told["end"] else None,
        timeframe_wording=told["timeframe_wording"],
        follow_up=told["follow_up"],
    )
