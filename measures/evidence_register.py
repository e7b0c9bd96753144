"""The register of a plan's evidence: each file and link once for a measure, with the reports in which it stands."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from agencies.access import Access
from agencies.kept import kept
from ita_portal.text.thai import short_date
from measures.models import Evidence, EvidenceFacts, Measure, MeasurePlan, Progress
from measures.rules.evidence_links import EvidenceLink, link_in

BY_MEASURE, BY_STEP, BY_ITEM = "measure", "step", "item"
ORDERS = {BY_MEASURE: "ตามมาตรการ", BY_STEP: "ตามขั้นตอน", BY_ITEM: "ตามข้อ OIT"}


@dataclass(frozen=True)
class EvidencePiece:
    """A file or a line of evidence of a measure, in one report or in several."""

    number: int
    measure: Measure
    about: str
    name: str
    file: Evidence | None
    link: EvidenceLink
    facts: EvidenceFacts | None
    entries: tuple[Progress, ...]  # in which it stands, newest first
    elsewhere: tuple[int, ...] = ()  # the numbers of other measures that have the same file

    @property
    def fault(self) -> str:
        """What is wrong with a link: what a person found, what its address says, or what the portal found and when."""
        if self.facts and self.facts.is_gone:
            return "เปิดไม่ได้แล้ว"
        if not self.link.fault and self.facts and self.facts.seen_as and self.facts.seen_on:
            return f"เปิดไม่ได้เมื่อระบบตรวจ {short_date(self.facts.seen_on)}: {self.facts.seen_as}"
        return self.link.fault

    @property
    def step(self) -> str:
        return self.facts.step if self.facts else ""

    @property
    def item(self) -> str:
        return self.facts.item if self.facts else ""


@dataclass(frozen=True)
class EvidenceGroup:
    """The pieces that stand under one heading of the register."""

    title: str
    pieces: tuple[EvidencePiece, ...]


@dataclass
class _Found:
    """The rows in which a piece was found."""

    name: str
    file: Evidence | None = None
    entries: list[Progress] = field(default_factory=list)


def register_of(plan: MeasurePlan, only: Measure | None = None) -> list[EvidencePiece]:
    """Return the evidence of what was sent in, by the measures as they are printed, in a constant number of queries."""
    measures = plan.measures.select_related("issue", "indicator").prefetch_related("steps").with_owners()
    facts = {(each.measure_id, each.about): each for each in EvidenceFacts.objects.filter(measure__plan=plan)}
    entries = defaultdict(list)
    for entry in _counting(plan):
        entries[entry.measure_id].append(entry)
    pieces = [
        EvidencePiece(number, measure, about, found.name, found.file, link, facts.get((measure.pk, about)), in_entries)
        for number, measure in enumerate(plan.in_order(measures), 1)
        for about, found in _pieces(entries[measure.pk])
        for link in [EvidenceLink() if found.file else link_in(found.name)]
        for in_entries in [tuple(found.entries)]
    ]
    shown = list(_with_others(pieces))
    return [piece for piece in shown if piece.measure == only] if only else shown


def kept_register(access: Access, plan: MeasurePlan) -> list[EvidencePiece]:
    """Return the evidence of a plan, kept until something changes; a post is given what is there now."""
    return kept(access, ("evidence", plan.pk), lambda: register_of(plan))


def grouped(pieces: Sequence[EvidencePiece], order: str) -> list[EvidenceGroup]:
    """Return the register under headings: measures, their steps, or the OIT items that the evidence is for."""
    if order == BY_ITEM:
        return [
            EvidenceGroup(f"ข้อ {item}" if item else "ยังไม่ได้ระบุข้อ OIT", _of(pieces, item=item))
            for item in sorted({piece.item for piece in pieces}, key=_item_key)
        ]
    groups = []
    for measure in dict.fromkeys(piece.measure for piece in pieces):
        own = [piece for piece in pieces if piece.measure == measure]
        title = f"มาตรการที่ {own[0].number} {measure.title}"
        if order == BY_MEASURE:
            groups.append(EvidenceGroup(title, tuple(own)))
            continue
        steps = [step.text for step in measure.steps.all()]
        named = [step for step in dict.fromkeys([*steps, *(piece.step for piece in own), ""]) if _of(own, step=step)]
        groups += [EvidenceGroup(f"{title}: {step or 'ยังไม่ได้ระบุขั้นตอน'}", _of(own, step=step)) for step in named]
    return groups


def _of(pieces: Iterable[EvidencePiece], **wanted: str) -> tuple[EvidencePiece, ...]:
    return tuple(piece for piece in pieces if all(getattr(piece, name) == value for name, value in wanted.items()))


def _item_key(item: str) -> tuple[bool, int, str]:
    digits = "".join(filter(str.isdecimal, item))
    return not item, int(digits or 0), item


def about_line(line: str) -> str:
    """Return how the facts of a line of evidence are found."""
    return hashlib.sha256(line.encode()).hexdigest()


def _counting(plan: MeasurePlan) -> Iterable[Progress]:
    """The entries that stand: not what was taken back, nor what was sent anew since."""
    standing = Progress.objects.filter(measure__plan=plan, undone_by__isnull=True, undoes__isnull=True)
    standing = standing.exclude(round__isnull=False, report__isnull=True)
    return standing.select_related("round", "report").prefetch_related("files")


def _pieces(entries: Iterable[Progress]) -> Iterator[tuple[str, _Found]]:
    found: dict[str, _Found] = {}
    for entry in entries:
        for file in entry.files.all():
            found.setdefault(file.sha256, _Found(file.name, file)).entries.append(entry)
        for line in filter(None, (line.strip() for line in entry.evidence_lines)):
            found.setdefault(about_line(line), _Found(line)).entries.append(entry)
    yield from found.items()


def _with_others(pieces: Sequence[EvidencePiece]) -> Iterator[EvidencePiece]:
    numbers = defaultdict(list)
    for piece in pieces:
        if piece.file:
            numbers[piece.about].append(piece.number)
    for piece in pieces:
        others = tuple(number for number in numbers[piece.about] if number != piece.number)
        yield EvidencePiece(**{**vars(piece), "elsewhere": others})
