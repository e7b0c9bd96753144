"""The names of an agency's departments: which a text lists, what is wrong with them, which a kind starts with."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ita_portal.text.lists import lines_of

MAX_NAME = 150
MAX_DEPARTMENTS = 60


def department_name(text: str) -> str:
    """Return a name as it is stored: in one line, with single spaces."""
    return " ".join(text.split())


def department_names(text: str) -> tuple[str, ...]:
    """Return the names of a list that is parted by line breaks or commas; list marks and blanks are left out."""
    parts = (part for line in lines_of(text) for part in re.split(r"[,;]", line))
    return tuple(name for part in parts if (name := department_name(part)))


def names_problems(names: Sequence[str]) -> list[str]:
    """Return everything that is wrong with the names of one agency's departments."""
    problems = [f"ชื่อ “{name[:30]}…” ยาวเกิน {MAX_NAME} ตัวอักษร" for name in names if len(name) > MAX_NAME]
    problems += [f"“{name[:MAX_NAME]}” ซ้ำกัน" for name, count in Counter(names).items() if count > 1]
    if len(names) > MAX_DEPARTMENTS:
        problems.append(f"ใส่ได้ไม่เกิน {MAX_DEPARTMENTS} แห่ง (พบ {len(names)})")
    return problems


def names_of_kind(sets: Mapping[str, Sequence[str]], kind: str) -> tuple[str, ...]:
    """Return the departments that an agency of a kind starts with, in their order; none for a kind without a set."""
    return tuple(sets.get(kind, ()))
