"""Which open-data item of which year asks for a document, and what the document has of the elements it requires."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.models import Question
from assessments.rules.checks import ERROR, Check
from reports.checks.rules.required_elements import (
    COLUMN_CHOICE,
    MISSING,
    PART_CHOICE,
    PLAN,
    ROW,
    Element,
    Paper,
    elements_of,
)
from reports.content.kinds import DocumentKind, set_document
from reports.content.material import Material
from reports.options.choices import ANALYSIS, MEASURES, MEMO, PROGRESS, Choices
from reports.paper.blocks import Document

# The topics of the crosswalk under which each year's item is found, whatever its code.
ANNOUNCING = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
REPORTING = "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
TOPICS = {ANALYSIS: ANNOUNCING, MEASURES: ANNOUNCING, PROGRESS: REPORTING, MEMO: REPORTING}


@dataclass(frozen=True)
class RequiredItem:
    """The item that asks for a document, with its elements; without a code no framework asks for it."""

    code: str = ""
    fiscal_year: int = 0
    elements: tuple[Element, ...] = ()

    def missing(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.state == MISSING)


def required_item_of(kind: DocumentKind, material: Material, choices: Choices, document: Document) -> RequiredItem:
    """Return what the item of the plan's year requires of a document: in that year its publication is assessed.

    Where that year has no framework yet, or names no elements, the assessed year's item stands in.
    """
    years = {material.plan_year, material.assessed_year}
    items = Question.objects.filter(topics__name=TOPICS[kind.slug], framework__fiscal_year__in=years)
    rows = items.exclude(required_elements="").values_list("framework__fiscal_year", "code", "required_elements")
    by_year = {fiscal_year: (code, lines) for fiscal_year, code, lines in rows}
    for year in (material.plan_year, material.assessed_year):
        if year in by_year:
            code, lines = by_year[year]
            paper = _paper(kind, material, choices, document)
            return RequiredItem(code, year, elements_of(lines.splitlines(), paper))
    return RequiredItem()


def check_required(kind: DocumentKind, material: Material, choices: Choices) -> Iterator[Check]:
    """Return the elements that a document lacks; each costs the whole score of the item."""
    asked = required_item_of(kind, material, choices, set_document(kind, material, choices))
    for (reason, subject), elements in _by_cause(kind, material, asked.missing()).items():
        words = " ".join(f"“{element.words}”" for element in elements)
        message = f"ข้อ {asked.code} ของปีงบประมาณ พ.ศ. {asked.fiscal_year} กำหนดให้มี {words} แต่{reason}"
        yield Check("required-element-missing", ERROR, message, subject)


def _by_cause(
    kind: DocumentKind, material: Material, missing: Iterable[Element]
) -> dict[tuple[str, str], list[Element]]:
    """Return what lacks by its reason and the place to mend it, so that one cause is said once."""
    causes: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in missing:
        causes[element.reason, _subject(kind, material, element)].append(element)
    return causes


def _paper(kind: DocumentKind, material: Material, choices: Choices, document: Document) -> Paper:
    return Paper(
        kind=kind.slug,
        document=document,
        subjects=material.subjects,
        parts=choices.parts,
        has_issues=bool(material.current.sheet.structure.issues),
    )


def _subject(kind: DocumentKind, material: Material, element: Element) -> str:
    """Return the place to mend a missing element as checks name it."""
    if element.place == ROW:
        return f"measure:{material.measures[element.row].key}"
    if element.place in (COLUMN_CHOICE, PART_CHOICE):
        return f"document:{kind.slug}:{element.place}"
    return PLAN if element.place == PLAN else "findings"
