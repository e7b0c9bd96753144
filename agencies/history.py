"""Which changes of an agency's history a page asks for, and how each of them is shown."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, Change
from agencies.models import ChangeQuerySet as Changes
from ita_portal.text.dictionary_order import dictionary_key
from ita_portal.text.difference import (
    SAME,
    ComparisonBudget,
    DifferencePart,
    after,
    before,
    beginning,
    difference,
    shortened,
)
from ita_portal.text.spelling import spellings


@dataclass(frozen=True)
class KindOfChange:
    """A kind of thing under the name that people know, with the beginnings of the subjects of its history."""

    name: str
    prefixes: tuple[str, ...]


# In the order of the work; `lock` stands apart, since the score sheet leads to it.
KINDS = {
    "figure": KindOfChange("คะแนน", ("figure",)),
    "lock": KindOfChange("การล็อกคะแนน", ("lock",)),
    "finding": KindOfChange("ข้อค้นพบ", ("finding",)),
    "limitations": KindOfChange("ข้อจำกัด", ("limitations",)),
    "measure": KindOfChange("มาตรการ", ("measure",)),
    "progress": KindOfChange("ความก้าวหน้า", ("progress", "report")),
    "round": KindOfChange("รอบการรายงาน", ("round",)),
    "document": KindOfChange("เอกสาร", ("document",)),
    "person": KindOfChange("สมาชิกและบัญชี", ("member", "invitation")),
    "agency": KindOfChange("การตั้งค่าหน่วยงาน", ("agency", "department")),
    "framework": KindOfChange("กรอบการประเมิน", ("framework",)),
}
OTHER = "อื่น ๆ"


@dataclass(frozen=True)
class HistoryFilter:
    """What a page or a file of the history shows: everything, unless something is named."""

    kind: str = ""
    person: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    all_years: bool = False
    subjects: Sequence[str] = field(default_factory=tuple)


def kind_name(subject: str) -> str:
    """Return what people call the kind of thing that a subject names."""
    first = subject.partition(":")[0]
    return next((kind.name for kind in KINDS.values() if first.startswith(kind.prefixes)), OTHER)


def history_of(agency: Agency, years: Collection[int], *, all_years: bool = False) -> Changes:
    """Return the changes of an agency's years, of the agency itself, and of the years' frameworks, newest first."""
    own = Q(agency=agency)
    if not all_years:
        own &= Q(fiscal_year__in=years) | Q(fiscal_year__isnull=True)
    framework = Q(agency__isnull=True, subject__startswith="framework", fiscal_year__in=years)
    return Change.objects.filter(own | framework)


def narrowed(changes: Changes, wanted: HistoryFilter) -> Changes:
    """Return the changes that a filter lets through."""
    if wanted.subjects:
        changes = changes.of_any(wanted.subjects)
    if wanted.kind in KINDS:
        of_kind = Q()
        for prefix in KINDS[wanted.kind].prefixes:
            of_kind |= Q(subject__startswith=prefix)
        changes = changes.filter(of_kind)
    if wanted.person:
        changes = changes.filter(Q(actor_account=wanted.person) | Q(actor_account="", actor_name=wanted.person))
    if wanted.since:
        changes = changes.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        changes = changes.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.text:
        changes = changes.filter(_holding(wanted.text))
    return changes


def people_of(changes: Changes) -> list[tuple[str, str]]:
    """Return those who changed something, each with what they are called: an account under all names that it had.

    Where no account is known, as with commands of the system, the name stands for it.
    """
    names: dict[str, list[str]] = {}
    for account, name in sorted(changes.order_by().values_list("actor_account", "actor_name").distinct()):
        names.setdefault(account or name, []).append(name)
    called = [(who, ", ".join(own)) for who, own in names.items()]
    listed = ((who, own if who == own else f"{own} ({who})") for who, own in called)
    return sorted(listed, key=lambda person: dictionary_key(person[1]))


@dataclass(frozen=True)
class HistoryEntry:
    """A change as a page shows it: the texts before and after with what differs, and whether they were cut."""

    change: Change
    kind: str
    before: tuple[DifferencePart, ...]
    after: tuple[DifferencePart, ...]
    is_cut: bool


def entries_of(changes: Iterable[Change]) -> list[HistoryEntry]:
    """Return the changes of a page, whose texts are compared as far as a page may take."""
    budget = ComparisonBudget()
    return [entry_of(change, budget) for change in changes]


def entry_of(change: Change, budget: ComparisonBudget | None = None) -> HistoryEntry:
    """Return a change with what differs marked; where the texts have nothing in common, marks would say nothing."""
    parts = difference(change.old, change.new, budget)
    if not any(part.kind == SAME and not part.text.isspace() for part in parts):
        return _whole(change)
    short = shortened(parts)
    return HistoryEntry(change, kind_name(change.subject), before(short), after(short), is_cut=short != parts)


def _whole(change: Change) -> HistoryEntry:
    texts = (change.old, change.new)
    old, new = ((DifferencePart(SAME, beginning(text)),) if text else () for text in texts)
    is_cut = any(beginning(text) != text for text in texts)
    return HistoryEntry(change, kind_name(change.subject), old, new, is_cut=is_cut)


def _holding(text: str) -> Q:
    """Return what holds a text in any spelling in which it may have been stored."""
    columns = ("label", "old", "new", "reason")
    asked = ({f"{column}__icontains": spelling} for spelling in spellings(text) for column in columns)
    return reduce(or_, (Q(**each) for each in asked))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
