"""Forms of the assessment: they parse at the edge and return domain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessments.rules.codes import LEVEL, RANK
from assessments.rules.entry import Entry, EntryRefused, read_entry
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet
from assessments.services import Conflict

SEEN_PREFIX = "seen-"


@dataclass(frozen=True)
class Cell:
    """One input of the sheet: what it shows, what was stored when it was shown, and what is wrong with it."""

    code: str
    text: str
    seen: str
    error: str = ""
    conflict: Conflict | None = None

    @property
    def error_id(self) -> str:
        return f"error-{self.code.replace('/', '-')}"


class SheetForm:
    """The whole score sheet as one form, for browsers without JavaScript and for reading it all at once.

    Each cell posts its text under its code, and under `seen-<code>` the text that was stored when the page
    was made; so cells that nobody touched are not written, and a cell that somebody else changed is noticed.
    """

    def __init__(
        self, sheet: Sheet, posted: Mapping[str, str] | None = None, conflicts: Iterable[Conflict] = ()
    ) -> None:
        self.sheet = sheet
        self._is_bound = posted is not None
        self._posted = posted or {}
        self._conflicts = {conflict.code: conflict for conflict in conflicts}

    @cached_property
    def _read(self) -> tuple[list[Entry], dict[str, str]]:
        entries, errors = [], {}
        for code in self.stored if self._is_bound else ():
            typed = self._posted.get(code)
            if typed is None or typed == self._posted.get(SEEN_PREFIX + code, ""):
                continue
            try:
                entries.append(read_entry(self.sheet.structure, code, typed))
            except EntryRefused as refused:
                errors[code] = str(refused)
        return entries, errors

    @property
    def entries(self) -> list[Entry]:
        """The cells that the person changed."""
        return self._read[0]

    @property
    def errors(self) -> dict[str, str]:
        return self._read[1]

    @property
    def seen(self) -> dict[str, str]:
        return {entry.code: self._posted.get(SEEN_PREFIX + entry.code, "") for entry in self.entries}

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every input of the sheet by code; after a refusal each still holds what was typed."""
        return {code: self._cell(code, stored) for code, stored in self.stored.items()}

    def _cell(self, code: str, stored: str) -> Cell:
        if not self._is_bound:
            return Cell(code, stored, stored)
        conflict = self._conflicts.get(code)
        if self._conflicts and conflict is None:
            # All other cells are stored by now, and what somebody else put into one meanwhile stays there.
            return Cell(code, stored, stored)
        seen = stored if conflict else self._posted.get(SEEN_PREFIX + code, stored)
        return Cell(code, self._posted.get(code, stored), seen, self.errors.get(code, ""), conflict)

    @cached_property
    def stored(self) -> dict[str, str]:
        """The stored text of every cell, by code."""
        texts = {row.code: "" if row.entered is None else printed(row.entered) for row in self.sheet.rows}
        for part in (part for row in self.sheet.rows for part in row.parts):
            texts[part.code] = "" if part.value is None else printed(part.value)
        for summary in self.sheet.summaries:
            texts[summary.code] = "" if summary.published is None else printed(summary.published)
        texts[LEVEL] = self.sheet.published_level
        texts[RANK] = self.sheet.ranks.words
        texts |= {code: str(rank or "") for code, rank in self.sheet.ranks.by_code.items()}
        return texts
