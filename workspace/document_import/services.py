"""Storing what was read of a document in one step, and taking it back in one, through the services of each floor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.changes import ChangeSubject, change_record
from agencies.models import Agency, User, actor_name
from assessments.models import Assessment
from assessments.rules.analysis import PARTS, Texts
from assessments.rules.entry import Entry
from assessments.services import (
    FindingDraft,
    assessment_record,
    findings_record,
    limitations_record,
    stored_texts,
)
from ita_portal.documents.source import SourceDocument
from measures.models import Measure, MeasurePlan, Progress
from measures.services import (
    MeasureContent,
    PlanRefused,
    ProgressContent,
    content_of,
    measure_add,
    measure_take_back,
    measure_update,
    plan_delete,
    plan_start,
    progress_record,
    progress_undo,
)
from workspace.document_import.carried_source import source_as_json
from workspace.document_import.places import (
    FIGURE,
    FINDING,
    LIMITATIONS,
    MEASURE,
    PLAN,
    ImportPlace,
    content_as_json,
    content_from_json,
    place_of,
    texts_as_json,
)
from workspace.document_import.proposal import FindingProposal
from workspace.document_import.target import ImportTarget, newest_entry, target_of
from workspace.models import MAX_NAME, DocumentImport

SUBJECT = "document-import"
KEPT_WAITING = timedelta(days=7)
SCORES_LOCKED = "คะแนนของปีนี้ถูกล็อก"


class ImportStale(Exception):
    """What is stored is no longer what the person saw, or the import was stored already; nothing was written."""


class ImportChangedSince(Exception):
    """Somebody changed what the import had stored; nothing was taken back. Carries the places in words."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__("\n".join(places))
        self.places = tuple(places)


@dataclass(frozen=True)
class MeasureTaken:
    """A measure to be stored: a new one, or with what it changes in one that the plan has; and its progress."""

    content: MeasureContent
    old: Measure | None = None
    progress: ProgressContent | None = None


@dataclass(frozen=True)
class Taken:
    """What a person has ticked of a document."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[FindingProposal, ...] = ()
    limitations: tuple[str, ...] = ()
    measures: tuple[MeasureTaken, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.findings or self.limitations or self.measures)


@transaction.atomic
def document_import_begin(
    *, agency: Agency, fiscal_year: int, file_name: str, source: SourceDocument, actor: User
) -> DocumentImport:
    """Keep what was read of a document until the person has looked at it; what waited before is dropped."""
    DocumentImport.objects.waiting(agency, actor).delete()
    DocumentImport.objects.filter(stored_at__isnull=True, at__lt=timezone.now() - KEPT_WAITING).delete()
    return DocumentImport.objects.create(
        agency=agency,
        fiscal_year=fiscal_year,
        file_name=file_name[:MAX_NAME],
        source=source_as_json(source),
        actor=actor,
        actor_name=actor_name(actor),
    )


@transaction.atomic
def document_import_store(*, imported: DocumentImport, target: ImportTarget, taken: Taken, actor: User) -> None:
    """Store what was ticked, all of it or nothing, and remember what was there before.

    Raises ImportStale where the year is no longer as `target` was loaded, and what the services raise.
    """
    current = _locked(imported)
    if current.is_stored or target_of(target.agency, target.framework).digest != target.digest:
        raise ImportStale
    reason = f"นำเข้าจากเอกสาร {current.file_name}"
    places = [*_store_year(target, taken, actor, reason), *_store_measures(target, taken, actor, reason)]
    current.places = [place.as_json() for place in places]
    current.source, current.stored_at, current.fiscal_year = {}, timezone.now(), target.fiscal_year
    current.save(update_fields=["places", "source", "stored_at", "fiscal_year"])
    about = _about(current, f"นำเข้าจากเอกสาร: {current.file_name}")
    change_record(about, actor, old="", new="\n".join(place.name for place in places))


@transaction.atomic
def document_import_undo(*, imported: DocumentImport, actor: User) -> None:
    """Put back what every place of an import held before. Raises ImportChangedSince where one has changed since."""
    current = _locked(imported)
    if not current.can_be_undone:
        raise ImportStale
    undoing = _Undoing(current, actor)
    if changed := list(undoing.changed()):
        raise ImportChangedSince(changed)
    undoing.put_back()
    current.undone_at, current.undone_by = timezone.now(), actor_name(actor)
    current.save(update_fields=["undone_at", "undone_by"])
    names = "\n".join(place["name"] for place in current.places)
    change_record(_about(current, f"ยกเลิกการนำเข้าจากเอกสาร: {current.file_name}"), actor, old=names)


def _locked(imported: DocumentImport) -> DocumentImport:
    return DocumentImport.objects.select_for_update(of=("self",)).select_related("agency").get(pk=imported.pk)


def _about(imported: DocumentImport, label: str) -> ChangeSubject:
    return ChangeSubject(imported.agency, imported.fiscal_year, f"{SUBJECT}:{imported.key}", label)


# Storing


def _store_year(target: ImportTarget, taken: Taken, actor: User, reason: str) -> Iterator[ImportPlace]:
    if taken.entries:
        yield from _store_figures(target, taken.entries, actor, reason)
    if not (taken.findings or taken.limitations):
        return
    assessment = _assessment(target)
    if taken.findings:
        yield from _store_findings(target, assessment, taken.findings, actor)
    if taken.limitations:
        old, new = target.limitations, [*target.limitations, *taken.limitations]
        if limitations_record(assessment=assessment, texts=new, seen=old, actor=actor) is not None:
            raise ImportStale
        yield ImportPlace(LIMITATIONS, "", "ข้อจำกัดและปัญหาอุปสรรค", old, new)


def _assessment(target: ImportTarget) -> Assessment:
    found, _ = Assessment.objects.get_or_create(agency=target.agency, framework=target.framework)
    found.agency, found.framework = target.agency, target.framework
    return found


def _store_figures(target: ImportTarget, entries: Sequence[Entry], actor: User, reason: str) -> Iterator[ImportPlace]:
    recorded = assessment_record(
        agency=target.agency,
        framework=target.framework,
        entries=entries,
        seen=target.cells,
        actor=actor,
        reason=reason,
        all_or_nothing=True,
    )
    texts = {entry.code: entry.text for entry in entries}
    for code in recorded.changed:
        yield ImportPlace(FIGURE, code, f"คะแนน {code}", target.cells.get(code, ""), texts[code])


def _store_findings(
    target: ImportTarget, assessment: Assessment, findings: Sequence[FindingProposal], actor: User
) -> Iterator[ImportPlace]:
    drafts = [FindingDraft(each.scope, each.code, each.label, each.texts) for each in findings]
    if findings_record(assessment=assessment, drafts=drafts, actor=actor):
        raise ImportStale
    for each in findings:
        old = target.findings.get((each.scope, each.code), Texts())
        if any(getattr(old, part) != getattr(each.texts, part) for part in PARTS):
            new = texts_as_json(each.texts)
            yield ImportPlace(FINDING, f"{each.scope}:{each.code}", f"ข้อค้นพบ {each.label}", texts_as_json(old), new)


def _store_measures(target: ImportTarget, taken: Taken, actor: User, reason: str) -> Iterator[ImportPlace]:
    if not taken.measures:
        return
    plan = target.plan
    if plan is None:
        assessment = _assessment(target)
        plan = plan_start(agency=target.agency, fiscal_year=target.plan_year, assessment=assessment, actor=actor)
        if plan.assessment_id != assessment.pk:
            raise PlanRefused(f"แผนมาตรการปี {target.plan_year} จัดทำจากผลการประเมินปีอื่น กรุณาเปิดแผนนั้นแล้วเลือกผลการประเมินก่อน")
        yield ImportPlace(PLAN, str(plan.pk), f"แผนมาตรการปีงบประมาณ พ.ศ. {plan.fiscal_year}")
    for each in taken.measures:
        yield _store_measure(plan, each, actor, reason)


def _store_measure(plan: MeasurePlan, taken: MeasureTaken, actor: User, reason: str) -> ImportPlace:
    old = taken.old
    if old is None:
        stored = measure_add(plan=plan, content=taken.content, actor=actor, reason=reason)
        before = None
    else:
        before = content_as_json(content_of(old))
        stored = measure_update(measure=old, content=taken.content, version=old.version, actor=actor, reason=reason)
    seen = newest_entry(old) if old else 0
    entry = None
    if taken.progress is not None:
        entry = progress_record(measure=stored, content=taken.progress, actor=actor, seen=seen)
    new = {"version": stored.version, "entry": entry.pk if entry else None, "seen": entry.pk if entry else seen}
    return ImportPlace(MEASURE, str(stored.key), f"มาตรการ {stored.title}"[:200], before, new)


# Taking back


class _Undoing:
    """An import on its way back: what it stored, and what stands there now."""

    def __init__(self, imported: DocumentImport, actor: User) -> None:
        self._agency, self._year, self._actor = imported.agency, imported.fiscal_year, actor
        self._places = [place_of(told) for told in imported.places]
        found = (
            Assessment.objects.for_year(self._agency, self._year)
            .with_sheet()
            .prefetch_related("findings", "limitations")
        )
        self._assessment = found.select_for_update(of=("self",)).first()
        keys = [place.at for place in self._of(MEASURE)]
        measures = Measure.objects.for_agency(self._agency).select_related(
            "plan__assessment__framework", "plan__agency"
        )
        self._measures = {str(each.key): each for each in measures.filter(key__in=keys).prefetch_related("progress")}

    def changed(self) -> Iterator[str]:
        """Yield the names of the places that no longer hold what the import put there."""
        if self._assessment and self._assessment.is_locked and any(self._of(FIGURE)):
            yield SCORES_LOCKED
        held = self._held()
        for place in self._places:
            is_there = self._measure_is_there(place) if place.kind == MEASURE else held(place) == place.new
            if place.kind != PLAN and not is_there:
                yield place.name

    def _held(self) -> Callable[[ImportPlace], Any]:
        """Return what tells what a place of the year holds now, in the form in which it is remembered."""
        cells = stored_texts(self._assessment) if self._assessment else {}
        findings = self._assessment.texts_by_subject() if self._assessment else {}
        limitations = self._assessment.limitation_texts() if self._assessment else []

        def held(place: ImportPlace) -> Any:
            if place.kind == FIGURE:
                return cells.get(place.at, "")
            return texts_as_json(_finding(findings, place)) if place.kind == FINDING else limitations

        return held

    def put_back(self) -> None:
        if self._assessment is not None:
            self._put_back_year(self._assessment)
        for place in reversed(list(self._of(MEASURE))):
            self._put_back_measure(place, self._measures[place.at])
        for place in self._of(PLAN):
            plan = MeasurePlan.objects.filter(pk=place.at, agency=self._agency).first()
            if plan and not plan.measures.exists():
                plan_delete(plan=plan, actor=self._actor)

    def _of(self, kind: str) -> Iterator[ImportPlace]:
        return (place for place in self._places if place.kind == kind)

    def _measure_is_there(self, place: ImportPlace) -> bool:
        measure = self._measures.get(place.at)
        if measure is None or measure.version != place.new["version"]:
            return False
        has_other_report = place.old is None and measure.reports.exists()
        return newest_entry(measure) == place.new["seen"] and not has_other_report

    def _put_back_year(self, assessment: Assessment) -> None:
        figures = list(self._of(FIGURE))
        if figures:
            assessment_record(
                agency=self._agency,
                framework=assessment.framework,
                entries=[Entry(place.at, place.old) for place in figures],
                seen={place.at: place.new for place in figures},
                actor=self._actor,
                reason="ยกเลิกการนำเข้าจากเอกสาร",
                all_or_nothing=True,
            )
        stored = assessment.texts_by_subject()
        drafts = [_draft(place, _finding(stored, place).version) for place in self._of(FINDING)]
        if drafts:
            findings_record(assessment=assessment, drafts=drafts, actor=self._actor)
        for place in self._of(LIMITATIONS):
            limitations_record(assessment=assessment, texts=place.old, seen=place.new, actor=self._actor)

    def _put_back_measure(self, place: ImportPlace, measure: Measure) -> None:
        entry = Progress.objects.filter(pk=place.new["entry"]).first() if place.new["entry"] else None
        version = place.new["version"]
        if place.old is None:
            measure_take_back(measure=measure, entry=entry, version=version, actor=self._actor)
            return
        if entry is not None:
            progress_undo(measure=measure, actor=self._actor, seen=entry.pk)
        content = content_from_json(place.old, measure.plan.assessment.framework)
        measure_update(measure=measure, content=content, version=version, actor=self._actor)


def _finding(findings: Mapping[tuple[str, str], Texts], place: ImportPlace) -> Texts:
    scope, _, code = place.at.partition(":")
    return findings.get((scope, code), Texts())


def _draft(place: ImportPlace, version: int) -> FindingDraft:
    scope, _, code = place.at.partition(":")
    told: dict[str, Any] = place.old
    parts = {part: str(told[part]) for part in PARTS}
    texts = Texts(**parts, version=version, is_draft=bool(told["is_draft"]))
    return FindingDraft(scope, code, place.name.removeprefix("ข้อค้นพบ "), texts)
