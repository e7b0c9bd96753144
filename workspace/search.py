"""What a member finds of an agency: its measures, reports, findings, documents and evidence, of all years.

Each kind is loaded whole, in a constant number of queries: what an agency writes in ten years is a few megabytes, and
no database compares two spellings of Thai.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from agencies.access import Access
from agencies.kept import kept
from agencies.models import Agency
from assessments.models import Finding, Limitation
from measures.models import Evidence, Measure, Progress
from reports.content.kinds import KINDS
from reports.models import EVERY_KIND, DocumentSetting, IssuedDocument
from workspace.rules.search import SearchedThing, SearchHit, found, words_of

MOST_OF_A_KIND = 30


@dataclass(frozen=True)
class SearchedKind:
    name: str
    things: Callable[[Access], Iterable[SearchedThing]]


@dataclass(frozen=True)
class HitsOfKind:
    """What was found of one kind: how much, and the first of it."""

    name: str
    count: int
    hits: tuple[SearchHit, ...]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


def search(access: Access, query: str) -> list[HitsOfKind]:
    """Return what the person may read of an agency and what holds every word of a query, by kind.

    What was found is kept until something changes; all that it was found in would fill the memory.
    """
    words = words_of(query)
    if not words:
        return []
    return kept(access, ("search", access.can_edit, words), lambda: _found(access, words))


def _found(access: Access, words: Sequence[str]) -> list[HitsOfKind]:
    by_kind = [(kind.name, found(kind.things(access), words)) for kind in SEARCHED]
    return [HitsOfKind(name, len(hits), tuple(hits[:MOST_OF_A_KIND])) for name, hits in by_kind if hits]


def _measures(access: Access) -> Iterator[SearchedThing]:
    page = "measure-edit" if access.can_edit else "measure-progress"
    of_agency = Measure.objects.for_agency(access.agency).select_related("plan").prefetch_related("steps").with_owners()
    for measure in of_agency.order_by("-plan__fiscal_year", "position", "pk"):
        owners = ", ".join(str(owner) for owner in measure.ownerships.all())
        texts = (*(step.text for step in measure.steps.all()), measure.follow_up, owners)
        yield SearchedThing(measure.title, measure.plan.fiscal_year, _of_measure(access.agency, measure, page), texts)


def _reports(access: Access) -> Iterator[SearchedThing]:
    for entry in _entries(access.agency):
        parts = (part.printed for part in entry.told_parts)
        texts = (entry.work, entry.outcome, entry.result, entry.obstacles, entry.note, *parts)
        measure = entry.measure
        address = _of_measure(access.agency, measure, "measure-progress")
        yield SearchedThing(measure.title, measure.plan.fiscal_year, address, texts, str(entry))


def _evidence(access: Access) -> Iterator[SearchedThing]:
    """Files and links of what was sent in; a file of a draft is for those alone who write it."""
    files = Evidence.objects.filter(measure__plan__agency=access.agency, entry__isnull=False)
    for file in files.select_related("measure__plan").order_by("-pk"):
        address = _of_measure(access.agency, file.measure, "measure-progress")
        yield SearchedThing(file.name, file.measure.plan.fiscal_year, address, (), file.measure.title)
    for entry in _entries(access.agency):
        address = _of_measure(access.agency, entry.measure, "measure-progress")
        for line in entry.evidence_lines:
            yield SearchedThing(line, entry.measure.plan.fiscal_year, address, (), entry.measure.title)


def _findings(access: Access) -> Iterator[SearchedThing]:
    of_agency = Finding.objects.filter(assessment__agency=access.agency).select_related("assessment__framework")
    for finding in of_agency.order_by("scope", "code"):
        year = finding.assessment.fiscal_year
        address = f"{reverse('findings', args=(access.agency.slug, year))}?subject={finding.scope}:{finding.code}"
        texts = (finding.weakness, finding.improvement, finding.maintenance)
        yield SearchedThing(str(finding), year, address, texts)
    limitations = Limitation.objects.filter(assessment__agency=access.agency)
    for limitation in limitations.select_related("assessment__framework"):
        year = limitation.assessment.fiscal_year
        address = f"{reverse('findings', args=(access.agency.slug, year))}?subject=limitations"
        yield SearchedThing("ข้อจำกัดและปัญหาอุปสรรค", year, address, (limitation.text,))


def _documents(access: Access) -> Iterator[SearchedThing]:
    issued = IssuedDocument.objects.filter(agency=access.agency).defer("content")
    for document in issued.order_by("-fiscal_year", "kind", "-version"):
        address = reverse("issued", args=(access.agency.slug, document.fiscal_year, document.key))
        yield SearchedThing(document.title, document.fiscal_year, address, (document.words,), document.words)
    for setting in DocumentSetting.objects.filter(agency=access.agency).exclude(kind=EVERY_KIND):
        if kind := KINDS.get(setting.kind):
            address = reverse("document", args=(access.agency.slug, setting.fiscal_year, setting.kind))
            texts = tuple(text for text in setting.texts.values() if isinstance(text, str))
            yield SearchedThing(f"ร่าง{kind.name}", setting.fiscal_year, address, texts)


def _entries(agency: Agency) -> Iterable[Progress]:
    return Progress.objects.filter(measure__plan__agency=agency).select_related("measure__plan")


def _of_measure(agency: Agency, measure: Measure, page: str) -> str:
    return reverse(page, args=(agency.slug, measure.plan.fiscal_year, measure.key))


SEARCHED = (
    SearchedKind("มาตรการ", _measures),
    SearchedKind("รายงานความก้าวหน้า", _reports),
    SearchedKind("ข้อค้นพบ", _findings),
    SearchedKind("เอกสาร", _documents),
    SearchedKind("หลักฐาน", _evidence),
)
