"""Which open-data item of which year asks for a document, and what the document has of the elements it requires."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.models import Question
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
from reports.content.draft import Draft


@dataclass(frozen=True)
class RequiredItem:
    """The item that asks for a document, with its elements; without a code no framework asks for it."""

    code: str = ""
    fiscal_year: int = 0
    elements: tuple[RequiredElement, ...] = ()

    def in_state(self, state: str) -> tuple[RequiredElement, ...]:
        return tuple(element for element in self.elements if element.state == state)

    @property
    def demand(self) -> str:
        """The words with which checks say who wants an element."""
        return f"ข้อ {self.code} ของปีงบประมาณ พ.ศ. {self.fiscal_year} กำหนดให้มี"


def required_item_of(draft: Draft) -> RequiredItem:
    """Return what the item of the plan's year requires of a document: in that year its publication is assessed.

    Where that year has no framework yet, or names no elements, the assessed year's item stands in.
    """
    years = (draft.material.plan_year, draft.material.assessed_year)
    items = Question.objects.filter(topics__name=draft.kind.topic, framework__fiscal_year__in=set(years))
    rows = items.exclude(required_elements="").values_list("framework__fiscal_year", "code", "required_elements")
    by_year = {fiscal_year: (code, lines) for fiscal_year, code, lines in rows}
    for year in years:
        if year in by_year:
            code, lines = by_year[year]
            return RequiredItem(code, year, elements_of(lines.splitlines(), _paper(draft)))
    return RequiredItem()


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
