"""The year that a page is about: an agency, a fiscal year, and the result of that year when there is one."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils import timezone

from agencies.access import Access, Right, access_to, agencies_of
from agencies.kept import kept
from agencies.models import Agency
from assessments.models import Assessment, Framework
from assessments.rules.sheet import Sheet, build_sheet
from ita_portal.text.thai import fiscal_year_of

FIRST_YEAR, LAST_YEAR = 2556, 2699
MOST_TO_SWITCH = 20


@dataclass(frozen=True)
class AgencyYear:
    """What every page of a year reads from one place: agency, fiscal year, rights, and what the bar says of them."""

    access: Access
    fiscal_year: int

    @property
    def agency(self) -> Agency:
        return self.access.agency

    @cached_property
    def agencies(self) -> list[Agency]:
        """The agencies that the person can switch to; of many only the first, see `has_many_agencies`."""
        if not self.access.opens_others:
            return [self.agency]
        return list(agencies_of(self.access.user)[: MOST_TO_SWITCH + 1])

    @property
    def has_many_agencies(self) -> bool:
        """Whether the person had better search for an agency than choose one from a list in the bar."""
        return len(self.agencies) > MOST_TO_SWITCH

    @cached_property
    def assessment(self) -> Assessment | None:
        """The result with its figures, kept until something changes; a post is given one that is loaded anew."""
        results = Assessment.objects.for_year(self.agency, self.fiscal_year).with_sheet()
        return kept(self.access, ("assessment", self.fiscal_year), results.first)

    @cached_property
    def framework(self) -> Framework | None:
        if self.assessment:
            return self.assessment.framework
        return Framework.objects.filter(fiscal_year=self.fiscal_year).first()

    def sheet(self) -> Sheet | None:
        """The score sheet of the year, an empty one before the first score; None without a framework."""
        if self.assessment:
            return self.assessment.sheet()
        if self.framework:
            return build_sheet(self.framework.structure(), {}, target=self.agency.target)
        return None


def newest_year(agency: Agency) -> int:
    """Return the year that an agency is likely to work on: its newest result, else the newest framework."""
    years = agency.assessments.order_by("-framework__fiscal_year").values_list("framework__fiscal_year", flat=True)
    frameworks = Framework.objects.values_list("fiscal_year", flat=True)
    return years.first() or frameworks.first() or fiscal_year_of(timezone.localdate())


def year_of(request: HttpRequest, agency: str, fiscal_year: int, right: Right = Right.READ) -> AgencyYear:
    """Return the year that a page is about, or raise 404 (stranger, impossible year) or 403 (without the right)."""
    access = access_to(request, agency, right)
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise Http404
    year = AgencyYear(access, fiscal_year)
    request.agency_year = year  # type: ignore[attr-defined]  # read by `workspace.bar`
    return year
