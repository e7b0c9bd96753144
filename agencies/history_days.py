"""The history as a page tells it: by day, and on a day by what a person did at one stroke."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from agencies.history import HistoryEntry, entries_of
from agencies.models import Change, ChangeQuerySet
from agencies.rules.change_acts import ChangeAct, ChangeStamp, acts_of


@dataclass(frozen=True)
class HistoryAct:
    """What somebody did at one stroke, with each change that it made, in the order in which they were made."""

    entries: tuple[HistoryEntry, ...]
    part: int
    parts: int

    @property
    def first(self) -> Change:
        return self.entries[0].change

    @property
    def others(self) -> int:
        """How many changes there are besides the first, which the summary names."""
        return len(self.entries) - 1

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.kind for entry in self.entries))

    @property
    def at(self) -> datetime:
        return timezone.localtime(self.first.at)


@dataclass(frozen=True)
class HistoryDay:
    day: date
    acts: tuple[HistoryAct, ...]


def acts_in(changes: ChangeQuerySet) -> list[ChangeAct]:
    """Return the acts of all these changes, newest first, without their texts."""
    stamps = changes.values_list("pk", "at", "actor_account", "actor_name", "act")
    return acts_of(
        ChangeStamp(number, at, account or name, stroke)
        for number, at, account, name, stroke in stamps.iterator(chunk_size=5_000)
    )


def days_of(acts: Sequence[ChangeAct]) -> list[HistoryDay]:
    """Return the acts of a page with their texts, by day; the texts are compared as far as a page may take."""
    numbers = [number for act in acts for number in act.numbers]
    entries = {entry.change.pk: entry for entry in entries_of(Change.objects.filter(pk__in=numbers))}
    shown = [
        HistoryAct(tuple(entries[number] for number in reversed(act.numbers)), act.part, act.parts) for act in acts
    ]
    return [HistoryDay(day, tuple(of_day)) for day, of_day in groupby(shown, key=lambda act: act.at.date())]
