"""What the bar of every page of a year says beyond the year itself, under one name in every template."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from agencies.kept import kept, kept_html_of_person
from agencies.models import Notice, User
from agencies.prepared_queries import PreparedQuery
from assessments.rules.cycle import Cycle, cycle_of_plan, cycle_of_result
from assessments.years import AgencyYear
from measures.cycles import AgencyCycles, cycles_of_page
from measures.my_work import work_waiting
from measures.reminding import responsibility_of
from reports.content.kinds import KINDS

# The addresses whose year is the plan's; the year of all others is the result's.
PLAN_ROUTES = ("<slug:agency>/<int:fiscal_year>/measures/", "<slug:agency>/<int:fiscal_year>/my-work/")


@dataclass(frozen=True)
class Bar:
    """Loaded when a page prints it: what is swapped into a page has no bar and asks nothing."""

    request: HttpRequest
    year: AgencyYear

    @cached_property
    def work_count(self) -> int:
        """How many things wait for the person now."""
        access, today = self.year.access, timezone.localdate()
        return kept(access, ("work", responsibility_of(access)), lambda: work_waiting(access, today).count())

    @cached_property
    def inbox_count(self) -> int:
        """How much the person is told and has not read."""
        return unread_count(self.year.access.user)

    @property
    def is_at_plan(self) -> bool:
        """Whether the year of the page is the plan's; the documents on a plan have its year too.

        An address that does not name what it is about, as that of an issued document, leaves it to the view to say.
        """
        match = self.request.resolver_match
        if match is None:
            return False
        chosen: bool | None = getattr(self.request, "is_at_plan", None)
        if chosen is not None:
            return chosen
        kind = KINDS.get(match.kwargs.get("kind", ""))
        return match.route.startswith(PLAN_ROUTES) or (kind is not None and not kind.analyses_result)

    @property
    def cycles(self) -> tuple[Cycle, ...]:
        """The cycles of the agency, the newest first."""
        return self._found.cycles

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle that the page belongs to; the rooms lead along it."""
        find = cycle_of_plan if self.is_at_plan else cycle_of_result
        return find(self.cycles, self.year.fiscal_year)

    @property
    def cycle_years(self) -> frozenset[int]:
        """The years of the cycle: what belongs to the result or to its plan belongs to the cycle."""
        years = {self.cycle.result_year, self.cycle.plan_year}
        return frozenset({self.cycle.result_year} if self.cycle.is_taken else years)

    @property
    def is_illustrative(self) -> bool:
        """Whether the result of the year was made up for a demonstration, which every page says."""
        return self.year.fiscal_year in self._found.made_up

    def html(self, room: str) -> SafeString:
        """Return the bar as HTML, kept for the person by all that it says beside what moves the stamp of the agency.

        An account that belongs to no agency moves none, and neither do the other agencies that a person can open.
        """
        year, person = self.year, self.year.access.user
        account = (str(person), person.is_staff, year.access.role_name)
        agencies = tuple((each.slug, each.full_name, each.short_name) for each in year.agencies)
        what = (room, year.fiscal_year, self.is_at_plan, self.work_count, self.inbox_count, account, agencies)
        context = {"request": self.request, "bar": self, "year": year, "room": room, "inbox_count": self.inbox_count}
        return kept_html_of_person(self.request, year.access, what, "_bar_rooms.html", lambda: context)

    @property
    def _found(self) -> AgencyCycles:
        return cycles_of_page(self.request, self.year.agency)


def bar_of(request: HttpRequest) -> Bar:
    """Return the bar of a page of a year, the same one for the view and for what it prints."""
    if not hasattr(request, "bar"):
        request.bar = Bar(request, request.agency_year)  # type: ignore[attr-defined]  # set by `year_of`
    found: Bar = request.bar  # type: ignore[attr-defined]
    return found


def bar(request: HttpRequest) -> dict[str, object]:
    """Give templates `bar`, on pages that are about an agency's year, and on every page the number of the inbox."""
    counted: dict[str, object] = {"inbox_count": SimpleLazyObject(lambda: _inbox_count(request))}
    return counted | {"bar": bar_of(request)} if hasattr(request, "agency_year") else counted


def _inbox_count(request: HttpRequest) -> int:
    if hasattr(request, "agency_year"):
        return bar_of(request).inbox_count
    return unread_count(request.user) if isinstance(request.user, User) else 0


def unread_count(person: User) -> int:
    return sum(count for _, count in UNREAD.rows(person.pk))


def _unread(person: int) -> QuerySet[Notice, Any]:
    """Return the person with the number of what they have not read; nobody where that is nothing."""
    unread = Notice.objects.of_person(User(pk=person)).unread().order_by()
    return unread.values_list("user").annotate(count=Count("pk"))


UNREAD = PreparedQuery(_unread, int)
