"""What the history tells of a measure's row, taken apart again: owners, issue or indicator, months, wording.

The history keeps a measure as one text; title, steps and follow-up are the same before and after a change in a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.rules.owner_names import owner_words

OWNERS, ISSUE, INDICATOR, MONTHS, WORDING = (
    "ผู้รับผิดชอบ: ",
    "ประเด็น: ",
    "ตัวชี้วัด: ",
    "ระยะเวลา: ",
    "ระยะเวลาที่พิมพ์ในเอกสาร: ",
)
_PARTED = ", "


@dataclass(frozen=True)
class RowTexts:
    """The parts of a row as they read in the history, "" where it has none."""

    owners: str = ""
    issue: str = ""
    indicator: str = ""
    months: str = ""
    wording: str = ""


def row_texts(text: str, before: str, after: str) -> RowTexts | None:
    """Return the parts that stand between title and steps (`before`) and the follow-up (`after`), else None."""
    is_around = text.startswith(before) and text.endswith(after) and len(text) >= len(before) + len(after)
    if not is_around:
        return None
    lines = text[len(before) : len(text) - len(after)].strip("\n").split("\n")
    labels = {WORDING: "wording", OWNERS: "owners", ISSUE: "issue", INDICATOR: "indicator", MONTHS: "months"}
    found = {
        name: line.removeprefix(label) for line in lines for label, name in labels.items() if line.startswith(label)
    }
    return RowTexts(**found)


def owner_parts(text: str, departments: Iterable[str]) -> Sequence[tuple[str, str, str]] | None:
    """Return department, divisions and person of each owner of a text, or None where a department is not known.

    >>> owner_parts("งานพัสดุ กองคลัง (หัวหน้า), กองช่าง", ["กองคลัง", "กองช่าง"])
    [('กองคลัง', 'งานพัสดุ', 'หัวหน้า'), ('กองช่าง', '', '')]
    """
    known = sorted(departments, key=len, reverse=True)
    found = [_owner(each, known) for each in text.split(_PARTED)] if text != "-" else []
    named = [each for each in found if each]
    return named if len(named) == len(found) else None


def _owner(words: str, departments: Sequence[str]) -> tuple[str, str, str] | None:
    for department in departments:
        before, found, behind = words.partition(department)
        units = before[:-1] if before.endswith(" ") else before
        person = behind[2:-1] if behind.startswith(" (") and behind.endswith(")") else ""
        if found and owner_words(department, units, person) == words:
            return department, units, person
    return None
