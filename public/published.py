"""What an agency has made public: its documents by round and item, and what else it chose to show.

Nothing here is of a draft or of a person. An agency that shows nothing is not there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from agencies.models import Agency, AgencyQuerySet
from assessments.models import Assessment
from assessments.round_calendar import round_calendar
from assessments.rules.assessment_round import AssessmentRound, RoundCalendar
from assessments.rules.cycle import Cycle, usual_plan_year
from measures.cycles import cycles_for
from measures.models import MeasurePlan
from public.models import PublicPage
from reports.content.document_kind import DocumentKind
from reports.content.kinds import KINDS
from reports.models import IssuedDocument


@dataclass(frozen=True)
class PublishedDocument:
    """One document that is or was public, with its versions, the newest first, and the round that reads it."""

    kind: DocumentKind
    fiscal_year: int
    asking: AssessmentRound
    versions: tuple[IssuedDocument, ...]

    @property
    def current(self) -> IssuedDocument | None:
        """The newest version that everybody can open; None where all were withdrawn."""
        return next((each for each in self.versions if each.published_at), None)

    @property
    def year(self) -> int:
        """The year under which it is listed: that of the round, for a letter of the house its own."""
        return self.asking.fiscal_year if self.kind.is_for_the_public else self.fiscal_year

    @property
    def read_where(self) -> str:
        """Who looks for the document: "รอบการประเมินปี พ.ศ. 2569 ข้อ o25"; nobody for a letter of the house."""
        if not self.kind.is_for_the_public:
            return ""
        item = self.asking.item(self.kind.asked_as)
        return f"รอบการประเมินปี พ.ศ. {self.asking.fiscal_year}{f' ข้อ {item}' if item else ''}"

    @property
    def order(self) -> tuple[str, int]:
        return self.asking.item(self.kind.asked_as), -self.fiscal_year


@dataclass(frozen=True)
class PublicAgency:
    """An agency with all that it shows of itself."""

    agency: Agency
    page: PublicPage
    documents: tuple[PublishedDocument, ...]
    cycles: tuple[Cycle, ...]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of which something is shown, the newest first."""
        return tuple(sorted({*self._years_of_documents, *self.result_years, *self.plan_years}, reverse=True))

    @property
    def _years_of_documents(self) -> set[int]:
        return {each.year for each in self.current_documents}

    @property
    def result_years(self) -> tuple[int, ...]:
        """The years whose result is shown, the newest first."""
        return tuple(each.result_year for each in self.cycles if each.has_result and self.page.shows_result)

    @property
    def plan_years(self) -> tuple[int, ...]:
        return tuple(each.plan_year for each in self.cycles if each.has_plan and self.page.shows_measures)

    @property
    def current_documents(self) -> tuple[PublishedDocument, ...]:
        return tuple(each for each in self.documents if each.current)

    def documents_of(self, year: int) -> tuple[PublishedDocument, ...]:
        """Return what is listed under a year, by item."""
        return tuple(sorted((each for each in self.current_documents if each.year == year), key=_order))

    def document(self, kind: str, fiscal_year: int) -> PublishedDocument:
        """Return one document, or raise 404 where it never was public."""
        found = (each for each in self.documents if each.kind.slug == kind and each.fiscal_year == fiscal_year)
        if document := next(found, None):
            return document
        raise Http404

    def assessment(self, year: int) -> Assessment | None:
        """Return the result of a year with its figures, where the agency shows it."""
        if year not in self.result_years:
            return None
        return Assessment.objects.for_year(self.agency, year).with_sheet().first()

    def plans(self, *years: int) -> "QuerySet[MeasurePlan]":
        """The plans of these years whose measures are shown."""
        shown = set(years) & set(self.plan_years)
        plans = MeasurePlan.objects.filter(agency=self.agency, fiscal_year__in=shown)
        return plans.select_related("assessment__framework").order_by("-fiscal_year")


def public_agencies() -> AgencyQuerySet:
    """Return the agencies of which there is anything to see; none that the administrator has closed."""
    published = IssuedDocument.objects.public().filter(agency=OuterRef("pk"))
    shown = Q(public_page__shows_result=True) | Q(public_page__shows_measures=True)
    return Agency.objects.tenants().filter(shown | Exists(published))


def public_agency(slug: str) -> PublicAgency:
    """Return an agency as everybody sees it, in a constant number of queries, or raise 404: nothing to see."""
    agency = Agency.objects.tenants().select_related("public_page").filter(slug=slug).first()
    if agency is None:
        raise Http404
    cycles = cycles_for(agency, timezone.localdate()).cycles
    found = PublicAgency(agency, page_of(agency), _documents(agency, cycles), cycles)
    if not found.documents and not found.years:
        raise Http404
    return found


def page_of(agency: Agency) -> PublicPage:
    """Return the agency's choices; those of one that has made none are stored nowhere."""
    return getattr(agency, "public_page", None) or PublicPage(agency=agency)


def _documents(agency: Agency, cycles: Iterable[Cycle]) -> tuple[PublishedDocument, ...]:
    versions: dict[tuple[str, int], list[IssuedDocument]] = defaultdict(list)
    for issued in IssuedDocument.objects.once_public(agency).listed():
        issued.agency = agency
        versions[issued.kind, issued.fiscal_year].append(issued)
    if not versions:
        return ()
    calendar, plan_years = round_calendar(), {each.result_year: each.plan_year for each in cycles if not each.is_taken}
    return tuple(
        PublishedDocument(KINDS[kind], year, _asking(calendar, KINDS[kind], year, plan_years), tuple(found))
        for (kind, year), found in versions.items()
    )


def _asking(
    calendar: RoundCalendar, kind: DocumentKind, fiscal_year: int, plan_years: dict[int, int]
) -> AssessmentRound:
    """Return the round that reads a document; an analysis is read with the plan that answers its result."""
    answered_in = plan_years.get(fiscal_year, usual_plan_year(fiscal_year))
    return calendar.asking(kind.asked_as, answered_in if kind.analyses_result else fiscal_year)


def _order(document: PublishedDocument) -> tuple[str, int]:
    return document.order
