"""What the bar of every page of a year says beyond the year itself, under one name in every template."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from assessments.years import AgencyYear
from measures.my_work import work_count


@dataclass(frozen=True)
class Bar:
    """Loaded when a page prints it: what is swapped into a page has no bar and asks nothing."""

    year: AgencyYear

    @cached_property
    def work_count(self) -> int:
        """How many things wait for the person now."""
        return work_count(self.year.access, timezone.localdate())


def bar(request: HttpRequest) -> dict[str, Bar]:
    """Give templates `bar`, on pages that are about an agency's year."""
    year = getattr(request, "agency_year", None)
    return {"bar": Bar(year)} if year else {}
