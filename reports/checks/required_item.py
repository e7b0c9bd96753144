"""Which open-data item of which round asks for a document, and what the document has of the elements it requires."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assessments.models import Question
from assessments.round_calendar import round_calendar
from assessments.rules.assessment_round import AssessmentRound, RoundCalendar
from assessments.rules.checks import ERROR, WARNING, Check
from reports.checks.rules.required_elements import (
    COLUMN_CHOICE,
    MISSING,
    PART_CHOICE,
    PLAN,
    ROW,
    UNSEEN,
    RequiredElement,
    SearchedDocument,
    elements_of,
)
from reports.content.document_kind import DocumentKind
from reports.content.draft import Draft

UNKNOWN_CODE = "(ยังไม่ทราบเลขข้อ)"


@dataclass(frozen=True)
class RequiredItem:
    """The item that asks for a document in a round, with its elements."""

    round: AssessmentRound
    code: str = ""  # empty where the round has no framework yet, or its framework names no such item
    elements: tuple[RequiredElement, ...] = ()
    elements_of: int = 0  # the round whose elements stand in, where this one has none of its own

    def in_state(self, state: str) -> tuple[RequiredElement, ...]:
        return tuple(element for element in self.elements if element.state == state)

    @property
    def name(self) -> str:
        """The item as an official names it."""
        return f"ข้อ {self.code or UNKNOWN_CODE} ของรอบการประเมินปี พ.ศ. {self.round.fiscal_year}"

    @property
    def demand(self) -> str:
        """The words with which checks say who wants an element."""
        return f"{self.name} กำหนดให้มี{self.stand_in_words}"

    @property
    def stand_in_words(self) -> str:
        """Where the elements come from, when they are not the round's own; else nothing."""
        return f" (ใช้รายการของรอบปี พ.ศ. {self.elements_of} ไปก่อน)" if self.elements_of else ""


class AskingRounds:
    """The rounds with the elements that their items require, loaded once for all documents of a page."""

    @cached_property
    def calendar(self) -> RoundCalendar:
        return round_calendar()

    @cached_property
    def _elements(self) -> dict[tuple[int, str], list[str]]:
        rows = Question.objects.exclude(required_elements="").order_by()
        found = rows.values_list("framework__fiscal_year", "code", "required_elements")
        return {(year, code): lines.splitlines() for year, code, lines in found}

    def round_of(self, kind: DocumentKind, plan_year: int) -> AssessmentRound:
        """Return the round in which a kind of document about the plan of a year is read."""
        return self.calendar.asking(kind.asked_as, plan_year)

    def item_of(self, draft: Draft) -> RequiredItem:
        """Return the item that asks for a document, with what the document has of the elements it requires.

        Where the round has no elements of its own, those of the newest round before it stand in.
        """
        asking = self.round_of(draft.kind, draft.material.plan_year)
        code, source = asking.item(draft.kind.asked_as), self._source(draft.kind.asked_as, asking.fiscal_year)
        if source is None:
            return RequiredItem(asking, code)
        lines = self._elements[source.fiscal_year, source.item(draft.kind.asked_as)]
        stand_in = 0 if source.fiscal_year == asking.fiscal_year else source.fiscal_year
        return RequiredItem(asking, code, elements_of(lines, _paper(draft)), stand_in)

    def _source(self, item: str, fiscal_year: int) -> AssessmentRound | None:
        """Return the newest round up to a year whose item names elements."""
        rounds = sorted(self.calendar.rounds.values(), key=lambda each: each.fiscal_year, reverse=True)
        named = (each for each in rounds if (each.fiscal_year, each.item(item)) in self._elements)
        return next((each for each in named if each.fiscal_year <= fiscal_year), None)


def check_required(draft: Draft, item: RequiredItem) -> Iterator[Check]:
    """Yield the elements that a document lacks; each costs the whole score of the item."""
    for (reason, subject), elements in _by_cause(draft, item.in_state(MISSING)).items():
        words = " ".join(f"“{element.words}”" for element in elements)
        yield Check("required-element-missing", ERROR, f"{item.demand} {words} แต่{reason}", subject)


def check_unseen(draft: Draft, item: RequiredItem) -> Iterator[Check]:
    """Yield the elements that the portal cannot see, so that a person looks for them before the issue."""
    for element in item.in_state(UNSEEN):
        message = f"{item.demand} “{element.words}” {element.reason}"
        yield Check("required-element-unseen", WARNING, message, draft.place("required"))


def _by_cause(draft: Draft, missing: Iterable[RequiredElement]) -> dict[tuple[str, str], list[RequiredElement]]:
    """Return what lacks by its reason and the place to mend it, so that one cause is told once."""
    causes: dict[tuple[str, str], list[RequiredElement]] = defaultdict(list)
    for element in missing:
        causes[element.reason, _subject(draft, element)].append(element)
    return causes


def _paper(draft: Draft) -> SearchedDocument:
    return SearchedDocument(
        options=draft.kind.options,
        document=draft.document,
        subjects=draft.material.subjects,
        parts=draft.choices.parts,
        has_issues=bool(draft.material.current.sheet.structure.issues),
    )


def _subject(draft: Draft, element: RequiredElement) -> str:
    """Return the place to mend a missing element as checks name it."""
    if element.place == ROW:
        return f"measure:{draft.material.measures[element.row].key}"
    if element.place in (COLUMN_CHOICE, PART_CHOICE):
        return draft.place(element.place)
    return PLAN if element.place == PLAN else "findings"
