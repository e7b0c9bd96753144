"""Writes that touch several rows at once, each atomic and each leaving its history."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from agencies.changes import ChangeSubject, change_record, changes_record
from agencies.models import Agency, Change, User
from agencies.removal_services import removed_keep
from agencies.rules.acts import Act
from assessments.figure_drafts import figure_drafts
from assessments.models import RANK_FIELDS, Assessment, Figure, Finding, Framework, Limitation
from assessments.rules.analysis import PARTS, UNITS, Texts
from assessments.rules.codes import LEVEL, RANK, RANK_CODES, figure_name
from assessments.rules.entry import Entry
from assessments.rules.figures import printed
from assessments.rules.ranks import AREAS, read_rank
from ita_portal.meanwhile import SavedMeanwhile

DRAFT_WORDS = "ร่างจากระบบ ยังไม่ได้ตรวจแก้"
DRAFT_REASON = "ร่างจากคะแนน"
FIGURE_SUBJECT = "figure:"
LOCK_WORDS = {True: "ล็อก", False: "เปิดให้แก้ไข"}
LABELS = {LEVEL: "ระดับที่ประกาศ", RANK: "ลำดับที่ประกาศ"}
LABELS |= {code: f"ลำดับใน{area}ที่ประกาศ" for code, area in AREAS.items()}


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed a cell after the page was opened: what it holds now, and who put it there."""

    code: str
    current: str
    by: str


class ScoresLocked(Exception):
    """The year's scores are locked; nothing was written."""


class CellsEditedMeanwhile(SavedMeanwhile[tuple[Conflict, ...]]):
    """Somebody else changed cells after they were read; nothing was written."""

    def __str__(self) -> str:
        return ", ".join(conflict.code for conflict in self.stored)


@dataclass(frozen=True)
class Recorded:
    """What came of storing entries, and what the sheet holds then."""

    assessment: Assessment | None
    changed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    figures: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def assessment_record(
    *,
    agency: Agency,
    framework: Framework,
    entries: Collection[Entry],
    seen: Mapping[str, str] | None = None,
    actor: User | None,
    reason: str = "",
    act: Act | None = None,
    all_or_nothing: bool = False,
) -> Recorded:
    """Store the entries that differ from what is stored, creating the year's assessment with the first.

    They are one act, which can be taken back as one (`assessment_undo`); several calls that belong together name it.

    `seen` holds what the person's page showed for each code; a cell that somebody else changed meanwhile is
    left as it is and returned as a conflict; with `all_or_nothing` it raises CellsEditedMeanwhile instead. Without
    `seen` the entries are taken as they are. Raises ScoresLocked when the year's scores are locked.
    """
    assessment = _locked_assessment(agency, framework, creates=any(entry.text for entry in entries))
    if assessment is None:
        return Recorded(None)
    figures = dict(assessment.figures.values_list("code", "value"))
    stored = _texts(assessment, figures)
    accepted, conflicts = _parted(assessment, entries, stored, seen)
    if conflicts and all_or_nothing:
        raise CellsEditedMeanwhile(conflicts)
    _store_entries(assessment, accepted, actor)
    changes_record(_changes_of(assessment, accepted, stored), actor, reason=reason, act=act or Act())
    return Recorded(assessment, tuple(entry.code for entry in accepted), conflicts, _figures_after(figures, accepted))


@transaction.atomic
def assessment_lock(*, assessment: Assessment, actor: User | None) -> None:
    """Make the year's scores read-only, when they are settled."""
    _set_lock(assessment, actor, is_locked=True, reason="")


@transaction.atomic
def assessment_unlock(*, assessment: Assessment, reason: str, actor: User | None) -> None:
    """Open the year's scores again; the reason stays in the history."""
    _set_lock(assessment, actor, is_locked=False, reason=reason)


def _set_lock(assessment: Assessment, actor: User | None, *, is_locked: bool, reason: str) -> None:
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.is_locked == is_locked:
        return
    current.is_locked = is_locked
    current.save(update_fields=["is_locked"])
    about = _about(assessment, "lock", "การล็อกคะแนน")
    change_record(about, actor, old=LOCK_WORDS[not is_locked], new=LOCK_WORDS[is_locked], reason=reason)


def _about(assessment: Assessment, code: str, label: str) -> ChangeSubject:
    return ChangeSubject(assessment.agency, assessment.fiscal_year, code, label)


def stored_texts(assessment: Assessment) -> dict[str, str]:
    """Return every cell of a sheet as text, by code; empty cells are absent."""
    return _texts(assessment, assessment.figures_by_code())


def _texts(assessment: Assessment, figures: Mapping[str, Decimal]) -> dict[str, str]:
    texts = {code: printed(value) for code, value in figures.items()}
    if assessment.published_level:
        texts[LEVEL] = assessment.published_level
    if assessment.rank:
        texts[RANK] = assessment.rank
    return texts | {each.code: str(each.rank) for each in assessment.ranks.known}


def _locked_assessment(agency: Agency, framework: Framework, *, creates: bool) -> Assessment | None:
    """Return the assessment of a year, locked; where it is not there yet and `creates`, a new one."""
    own = Assessment.objects.select_for_update().filter(agency=agency, framework=framework)
    assessment = own.first()
    if assessment is None and creates:
        Assessment.objects.get_or_create(agency=agency, framework=framework)
        assessment = own.first()
    if assessment is not None:
        assessment.agency, assessment.framework = agency, framework  # loaded already, with more than the row says
    return assessment


def _parted(
    assessment: Assessment, entries: Iterable[Entry], stored: Mapping[str, str], seen: Mapping[str, str] | None
) -> tuple[list[Entry], tuple[Conflict, ...]]:
    """Return which of the entries that differ from what is stored may be written, and the conflicts of the others."""
    wanted = [entry for entry in entries if entry.text != stored.get(entry.code, "")]
    if wanted and assessment.is_locked:
        raise ScoresLocked
    changed = _changed_meanwhile(wanted, stored, seen)
    accepted = [entry for entry in wanted if entry.code not in changed]
    return accepted, tuple(_conflicts(assessment, changed, stored))


def _changed_meanwhile(wanted: Iterable[Entry], stored: Mapping[str, str], seen: Mapping[str, str] | None) -> set[str]:
    """Return the codes of the cells that no longer hold what the person's page had shown; none without a page."""
    if seen is None:
        return set()
    return {entry.code for entry in wanted if seen.get(entry.code, "") != stored.get(entry.code, "")}


def _store_entries(assessment: Assessment, entries: list[Entry], actor: User | None) -> None:
    _store_figures(assessment, [entry for entry in entries if entry.is_figure], actor)
    if texts := {entry.code: entry.text for entry in entries if not entry.is_figure}:
        _store_words(assessment, texts)


def _store_figures(assessment: Assessment, figures: list[Entry], actor: User | None) -> None:
    assessment.figures.filter(code__in=[entry.code for entry in figures if entry.value is None]).delete()
    Figure.objects.bulk_create(
        [
            Figure(assessment=assessment, code=entry.code, value=entry.value, changed_by=actor)
            for entry in figures
            if entry.value is not None
        ],
        update_conflicts=True,
        unique_fields=["assessment", "code"],
        update_fields=["value", "changed_by", "changed_at"],
    )


def _figures_after(figures: Mapping[str, Decimal], entries: Iterable[Entry]) -> dict[str, Decimal]:
    """Return the figures of a sheet with those that were stored, without those that were emptied."""
    after = dict(figures)
    for entry in (each for each in entries if each.is_figure):
        after.pop(entry.code, None)
        if entry.value is not None:
            after[entry.code] = entry.value
    return after


def _store_words(assessment: Assessment, texts: Mapping[str, str]) -> None:
    """Store level and ranks, those that are named; the texts have the spelling that `read_entry` gave them."""
    assessment.published_level = texts.get(LEVEL, assessment.published_level)
    assessment.rank = texts.get(RANK, assessment.rank)
    for code in texts.keys() & set(RANK_CODES):
        assessment.take_rank(code, read_rank(texts[code]))
    assessment.save(update_fields=["published_level", "rank", *RANK_FIELDS])


def _changes_of(
    assessment: Assessment, entries: Iterable[Entry], old: Mapping[str, str]
) -> Iterator[tuple[ChangeSubject, str, str]]:
    """Yield what the history says of entries; `old` holds the texts that they replace."""
    for entry in entries:
        about = _about(assessment, f"{FIGURE_SUBJECT}{entry.code}", LABELS.get(entry.code) or figure_name(entry.code))
        yield about, old.get(entry.code, ""), entry.text


def _conflicts(assessment: Assessment, codes: set[str], stored: Mapping[str, str]) -> Iterable[Conflict]:
    """Return the conflicts with the name of the person who changed each cell last."""
    subjects = {f"{FIGURE_SUBJECT}{code}": code for code in codes}
    names: dict[str, str] = {}
    history = Change.objects.filter(
        agency_id=assessment.agency_id, fiscal_year=assessment.fiscal_year, subject__in=subjects
    )
    for change in history if codes else ():
        names.setdefault(subjects[change.subject], change.actor_name)
    return [Conflict(code, stored.get(code, ""), names.get(code, "")) for code in sorted(codes)]


@dataclass(frozen=True)
class FindingDraft:
    """The texts of one finding as a person wrote them, with the version that the person started from.

    `confirms` says that the person looked over what the portal had drafted and lets it stand.
    """

    scope: str
    code: str
    label: str
    texts: Texts
    confirms: bool = False


@transaction.atomic
def findings_record(
    *, assessment: Assessment, drafts: Iterable[FindingDraft], actor: User | None
) -> dict[tuple[str, str], Finding]:
    """Store the findings that differ; return those that somebody else changed meanwhile, unwritten, by subject.

    A finding that a person changes or confirms is no draft of the portal's any more.
    """
    stored = _locked_findings(assessment)
    conflicts = {}
    for draft in drafts:
        key = (draft.scope, draft.code)
        finding = stored.get(key) or Finding(assessment=assessment, scope=draft.scope, code=draft.code, version=0)
        is_changed = _differs(finding, draft.texts)
        if not is_changed and not (draft.confirms and finding.is_draft):
            continue
        if draft.texts.version != finding.version:
            conflicts[key] = finding
        elif is_changed:
            _store_finding(finding, draft.label, draft.texts, actor)
        else:
            _confirm_finding(finding, draft.label, actor)
    return conflicts


@transaction.atomic
def findings_draft(
    *, assessment: Assessment, unit: str, also: Collection[str] = (), only: Collection[str] = (), actor: User | None
) -> int:
    """Draft from the figures what nobody has written yet of a unit's subjects; return how many findings were drafted.

    An earlier draft that nobody touched is drafted anew; a text that a person wrote or confirmed is left alone.
    `only` names the subjects to draft by their addresses; without it all are. Load the assessment `with_sheet()` first.
    """
    stored, sheet, drafted = _locked_findings(assessment), assessment.sheet(), 0
    drafts = figure_drafts(assessment, sheet)
    for subject in assessment.subjects(sheet, by=unit, also=also):
        if not subject.texts.needs_work or (only and subject.address not in only):
            continue
        finding = stored.get((subject.scope, subject.code)) or Finding(
            assessment=assessment, scope=subject.scope, code=subject.code, version=0
        )
        texts = drafts.of(subject)
        if not texts.is_empty and _differs(finding, texts):
            _store_finding(finding, subject.history_name, texts, actor, reason=DRAFT_REASON)
            drafted += 1
    return drafted


@transaction.atomic
def analysis_unit_choose(*, assessment: Assessment, unit: str, actor: User | None) -> None:
    """Let the documents of the year go by issues, indicators or questions; the texts of the others stay."""
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    old = current.unit
    if unit == old:
        return
    current.analysed_by = unit
    current.save(update_fields=["analysed_by"])
    about = _about(assessment, "finding-unit", "วิธีแยกการวิเคราะห์ในเอกสาร")
    change_record(about, actor, old=UNITS[old], new=UNITS[unit])


def _locked_findings(assessment: Assessment) -> dict[tuple[str, str], Finding]:
    """Return what is stored, after everybody else who writes findings of the assessment is done."""
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    return {(finding.scope, finding.code): finding for finding in assessment.findings.all()}


def _differs(finding: Finding, texts: Texts) -> bool:
    return any(getattr(texts, part) != getattr(finding, part) for part in PARTS)


def _store_finding(finding: Finding, label: str, texts: Texts, actor: User | None, reason: str = "") -> None:
    if texts.is_empty and finding.pk:
        _keep_emptied(finding, label, actor)
    changes = []
    for part, name in PARTS.items():
        old, new = getattr(finding, part), getattr(texts, part)
        if old != new:
            setattr(finding, part, new)
            changes.append((_about_finding(finding, f"{label}: {name}"), old, new))
    finding.version += 1
    finding.is_draft = texts.is_draft
    finding.save()
    changes_record(changes, actor, reason=reason)


def _keep_emptied(finding: Finding, label: str, actor: User | None) -> None:
    """Keep the texts of a finding that somebody empties; its row stays, with its version, for those who write in it."""
    old = {part: getattr(finding, part) for part in PARTS}
    content = {"assessment": finding.assessment_id, "scope": finding.scope, "code": finding.code}
    removed_keep(
        kind="finding",
        content=content | {"texts": old, "is_draft": finding.is_draft},
        about=_about_finding(finding, label),
        text="\n".join(f"{name}: {old[part]}" for part, name in PARTS.items() if old[part]),
        actor=actor,
    )


def _confirm_finding(finding: Finding, label: str, actor: User | None) -> None:
    """The version stays, since the texts do: who is changing them at this moment loses nothing."""
    finding.is_draft = False
    finding.save(update_fields=["is_draft"])
    about = _about_finding(finding, f"{label}: ข้อความร่าง")
    change_record(about, actor, old=DRAFT_WORDS, new="ยืนยันข้อความแล้ว")


def _about_finding(finding: Finding, label: str) -> ChangeSubject:
    return _about(finding.assessment, f"finding:{finding.scope}:{finding.code}", label)


@transaction.atomic
def limitations_record(
    *, assessment: Assessment, texts: list[str], seen: list[str] | None = None, actor: User | None
) -> list[str] | None:
    """Replace the ordered limitations; return the current ones, unwritten, when somebody else changed them."""
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    current = [limitation.text for limitation in assessment.limitations.order_by("position")]
    if texts in (current, seen):  # nothing to write, or never touched by this person
        return None
    if seen is not None and seen != current:
        return current
    if len(texts) < len(current):
        _keep_limitations(assessment, [text for text in current if text not in texts], actor)
    assessment.limitations.all().delete()
    Limitation.objects.bulk_create(
        Limitation(assessment=assessment, position=position, text=text) for position, text in enumerate(texts, 1)
    )
    about = _about(assessment, "limitations", "ข้อจำกัดและปัญหาอุปสรรค")
    change_record(about, actor, old="\n".join(current), new="\n".join(texts))
    return None


def _keep_limitations(assessment: Assessment, gone: list[str], actor: User | None) -> None:
    """Keep the limitations that somebody took off the list."""
    removed_keep(
        kind="limitations",
        content={"assessment": assessment.pk, "texts": gone},
        about=_about(assessment, "limitations", f"ข้อจำกัดและปัญหาอุปสรรค {len(gone)} ข้อ"),
        text="\n".join(gone),
        actor=actor,
    )
