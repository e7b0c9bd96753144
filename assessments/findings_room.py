"""What the analysis page shows: one subject with the list of all beside it, or all of them one below the other."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from assessments.figure_drafts import drafts_left_behind
from assessments.findings_form import FindingsForm, posted_codes
from assessments.limitation_starts import limitation_starts
from assessments.models import Assessment
from assessments.rules.analysis import (
    QUESTION,
    UNIT_OF_SCOPE,
    UNITS,
    AllTexts,
    Subject,
    SubjectGroup,
    grouped,
    question_subjects,
    subjects_of,
    units_of,
    weakest_of,
)
from assessments.rules.sheet import Sheet
from assessments.rules.writing_order import LIMITATIONS, first_to_write, next_to_write
from assessments.years import AgencyYear


@dataclass(frozen=True)
class PagePlace:
    """Where on the page somebody is: the unit, the questions added to it, the subject asked for or all of them."""

    unit: str
    added: tuple[str, ...] = ()
    asked: str = ""
    shows_all: bool = False

    def url(self, year: AgencyYear) -> str:
        """Return the address; the unit that the documents go by needs no query."""
        url = reverse("findings", args=[year.agency.slug, year.fiscal_year])
        is_printed = year.assessment and self.unit == year.assessment.unit
        query = [] if is_printed and not self.added else [("by", self.unit)]
        query += [("all", "1")] if self.shows_all else []
        query += [("add", code) for code in self.added]
        query += [("subject", self.asked)] if self.asked else []
        return f"{url}?{urlencode(query).replace('%3A', ':').replace('%2F', '/')}" if query else url


@dataclass(frozen=True)
class UnitLink:
    """One way to look at the year, with how many findings are written in it."""

    name: str
    url: str
    written: int
    is_shown: bool
    is_printed: bool


@dataclass(frozen=True)
class SubjectLink:
    """A subject in the list: where it is opened, and whether it is open or the weakest of all."""

    subject: Subject
    url: str
    is_open: bool
    is_weakest: bool


@dataclass(frozen=True)
class LinkGroup:
    name: str
    links: tuple[SubjectLink, ...]


@dataclass(frozen=True)
class Room:
    """The year by a unit, with what is open of it. `also` are the questions that were added or are posted."""

    year: AgencyYear
    assessment: Assessment
    place: PagePlace
    also: tuple[str, ...]
    sheet: Sheet
    texts: AllTexts
    limitations: list[str]

    @property
    def unit(self) -> str:
        return self.place.unit

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        return subjects_of(self.sheet, self.texts, self.unit, self.also)

    @property
    def order(self) -> list[str]:
        return [*(subject.address for subject in self.subjects), LIMITATIONS]

    @property
    def waiting(self) -> list[str]:
        """The addresses of what still needs somebody's work."""
        waiting = [subject.address for subject in self.subjects if subject.texts.needs_work]
        return waiting if self.limitations else [*waiting, LIMITATIONS]

    @cached_property
    def open(self) -> str:
        """The address of what is open: as asked for, else what was added last, else the first that needs work."""
        added = [each.address for each in self.subjects if self.place.added[-1:] == (each.code,)]
        asked = [self.place.asked, *added]
        waiting = self.waiting if self.year.access.can_edit else ()
        return next((each for each in asked if each in self.order), first_to_write(self.order, waiting))

    @property
    def next(self) -> str | None:
        return next_to_write(self.order, self.waiting, self.open)

    @property
    def confirmed(self) -> int:
        return sum(not subject.texts.needs_work for subject in self.subjects)

    @cached_property
    def left_behind(self) -> tuple[str, ...]:
        """The addresses of the drafts that can be made anew because figures came or changed."""
        can_edit = self.year.access.can_edit
        return drafts_left_behind(self.assessment, self.sheet, self.subjects) if can_edit else ()

    @property
    def is_left_behind(self) -> bool:
        return self.open in self.left_behind

    def url(self, asked: str = "", *, shows_all: bool = False) -> str:
        return PagePlace(self.unit, self.place.added, asked, shows_all).url(self.year)

    @property
    def open_url(self) -> str:
        """Where the form of the page is sent to."""
        return self.url(shows_all=True) if self.place.shows_all else self.url(self.open)

    @property
    def unsaved_name(self) -> str:
        """What tells the form of the page from the others, where its texts are kept before they are stored."""
        return f"{self.unit} {'all' if self.place.shows_all else self.open}"

    @property
    def first_url(self) -> str:
        """Where what needs work first is opened."""
        return self.url()

    @property
    def all_url(self) -> str:
        return self.url(shows_all=True)

    @property
    def limitations_url(self) -> str:
        return self.url(LIMITATIONS)

    @property
    def shows_limitations(self) -> bool:
        return self.open == LIMITATIONS

    def form(self, posted: QueryDict | None) -> FindingsForm:
        structure, starts = self.sheet.structure, limitation_starts()
        return FindingsForm(self.unit, structure, self.subjects, self.limitations, posted, starts)

    def links(self) -> list[LinkGroup]:
        """Return the list of subjects that stands beside the one that is open."""
        weakest = weakest_of(self.subjects)
        return [
            LinkGroup(
                group.name,
                tuple(
                    SubjectLink(each, self.url(each.address), each.address == self.open, each == weakest)
                    for each in group.subjects
                ),
            )
            for group in grouped(self.sheet.structure, self.subjects)
        ]

    def unit_links(self) -> list[UnitLink]:
        written = [UNIT_OF_SCOPE[scope] for (scope, _), text in self.texts.items() if not text.is_empty]
        return [
            UnitLink(
                UNITS[unit],
                PagePlace(unit, shows_all=self.place.shows_all).url(self.year),
                written.count(unit),
                is_shown=unit == self.unit,
                is_printed=unit == self.assessment.unit,
            )
            for unit in units_of_assessment(self.assessment)
        ]

    def others(self) -> tuple[SubjectGroup, ...]:
        """The questions and items that the page does not show, to be added to it."""
        if self.unit != QUESTION:
            return ()
        shown = {subject.key for subject in self.subjects}
        subjects = question_subjects(self.sheet, self.texts, self.also)
        return grouped(self.sheet.structure, [subject for subject in subjects if subject.key not in shown])


def units_of_assessment(assessment: Assessment) -> tuple[str, ...]:
    return units_of(has_issues=bool(assessment.framework.structure().issues))


def room_of(request: HttpRequest, year: AgencyYear, assessment: Assessment) -> Room:
    """Read what to show. A posted page says itself what it showed, whatever is weak or printed by now."""
    place = _place(request, assessment)
    scope, _, code = place.asked.partition(":")
    asked = [code] if UNIT_OF_SCOPE.get(scope) == QUESTION else []
    also = dict.fromkeys([*place.added, *asked, *posted_codes(request.POST)])
    return Room(
        year,
        assessment,
        place,
        tuple(also) if place.unit == QUESTION else (),
        assessment.sheet(),
        assessment.texts_by_subject(),
        assessment.limitation_texts(),
    )


def _place(request: HttpRequest, assessment: Assessment) -> PagePlace:
    """Return where the request leads: a subject brings its unit along; what is posted to no subject is of all."""
    asked = request.GET.get("subject", "")
    by = request.POST.get("by") or request.GET.get("by") or UNIT_OF_SCOPE.get(asked.partition(":")[0], "")
    unit = by if by in units_of_assessment(assessment) else assessment.unit
    shows_all = "all" in request.GET or (request.method == "POST" and not asked)
    added = tuple(request.GET.getlist("add")) if unit == QUESTION else ()
    return PagePlace(unit, added, "" if shows_all else asked, shows_all)
