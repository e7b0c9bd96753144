"""A step of a measure in words: what is done and, in brackets behind it, by whom and until when.

Forms, workbooks, old documents and paper have the same words; the parts are read from them where they are stored. Who
does a step is one of those who answer for the measure: brackets that name anybody else belong to the text.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ita_portal.text.thai import short_date
from ita_portal.text.thai_dates import DateRefused, parse_date
from measures.rules.forward import moved

UNTIL = "ภายใน"
LONGEST_OWNER = 500
# Of what stands in brackets: an owner, and a day with its words.
LONGEST_BRACKETS = LONGEST_OWNER + 50


@dataclass(frozen=True)
class StepWords:
    """A step in its parts; `owner` in the words in which the measure has it."""

    text: str
    owner: str = ""
    due: date | None = None

    def __str__(self) -> str:
        """The step as it is printed."""
        until = f"{UNTIL} {short_date(self.due)}" if self.due else ""
        said = " ".join(filter(None, (self.owner, until)))
        return f"{self.text} ({said})" if said else self.text


def names_of_owner(department: str, units: str = "", person: str = "") -> frozenset[str]:
    """Return the words by which a step may name an owner: the department, a division, a person, and these together.

    >>> sorted(names_of_owner("กองคลัง", "งานพัสดุ"))
    ['กองคลัง', 'งานพัสดุ', 'งานพัสดุ กองคลัง']
    """
    divisions = {units, *(each.strip() for each in units.split("/"))}
    parts = {*filter(None, divisions), *filter(None, (person,))}
    whole = f"{units} {department} ({person})" if units and person else ""
    return frozenset({department, *parts, *(f"{each} {department}" for each in parts), *filter(None, (whole,))})


def read_step(words: str, owners: Collection[str] = ()) -> StepWords:
    """Return a step in its parts; `owners` are the words for those who answer for the measure.

    >>> read_step("จัดทำคู่มือ (กองคลัง ภายใน ๓๑ มกราคม 2570)", {"กองคลัง"}).owner
    'กองคลัง'
    >>> read_step("ประชุม (ครั้งที่ 1)", {"กองคลัง"}).text
    'ประชุม (ครั้งที่ 1)'
    """
    text, said = _brackets(words)
    if not text or not said:
        return StepWords(words)
    owner, due = _said(said)
    known = _known(owner, owners)
    if known is None or not (known or due):
        return StepWords(words)
    return StepWords(text, known, due)


def stranger_in(words: str, owners: Collection[str]) -> str:
    """Return whom a step names with a day without their answering for the measure; nobody where all is well."""
    text, said = _brackets(words)
    owner, due = _said(said) if text and said else ("", None)
    return owner if due and _known(owner, owners) is None else ""


def printed_steps(steps: Iterable[str], owners: Collection[str]) -> tuple[str, ...]:
    """Return steps as they are printed, their days in one form."""
    return tuple(str(read_step(each, owners)) for each in steps)


def steps_moved(steps: Sequence[str], owners: Collection[str], years: int = 1) -> tuple[str, ...]:
    """Return steps with their days so many years later."""
    read = (read_step(each, owners) for each in steps)
    return tuple(str(replace(each, due=moved(each.due, years)) if each.due else each) for each in read)


def _brackets(words: str) -> tuple[str, str]:
    """Return what stands before the brackets that end a text, and what stands in them."""
    if not words.endswith(")"):
        return words, ""
    start = words.rfind("(") if words.count("(") == words.count(")") else -1
    # A person of an owner stands in brackets of their own.
    if start > 0 and words[start:].count(")") > 1:
        start = words.rfind("(", 0, start)
    said = words[start + 1 : -1]
    if start <= 0 or len(said) > LONGEST_BRACKETS:
        return words, ""
    return words[:start].rstrip(), " ".join(said.split())


def _said(said: str) -> tuple[str, date | None]:
    """Return who and until when, of what stands in brackets; without a day all of it may be who."""
    before, until, day = said.rpartition(UNTIL)
    if not until:
        return said, None
    try:
        return before.strip(), parse_date(day)
    except DateRefused:
        return said, None


def _known(owner: str, owners: Collection[str]) -> str | None:
    """Return an owner in the words of the measure; None where it is nobody of the measure's."""
    if not owner:
        return ""
    bare = "".join(owner.split())
    return next((each for each in sorted(owners) if "".join(each.split()) == bare), None)
