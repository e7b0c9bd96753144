"""The part of a supporting department in a report, as pages and paper tell it and as an entry keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class PartTold:
    """What a department did for a measure that another one leads, in whose words and when."""

    department: str
    text: str
    evidence_lines: tuple[str, ...]
    files: tuple[str, ...]
    actor_name: str
    at: datetime

    @property
    def printed(self) -> str:
        """The part as the report on progress prints it, by name."""
        return f"{self.department}: {self.text}"

    @property
    def stored(self) -> dict[str, Any]:
        """The part as an entry keeps it."""
        told = {**vars(self), "at": self.at.isoformat()}
        return told | {name: list(told[name]) for name in ("evidence_lines", "files")}


def parts_of(stored: Iterable[Mapping[str, Any]]) -> tuple[PartTold, ...]:
    """Return the parts that an entry keeps."""
    return tuple(
        PartTold(
            department=each["department"],
            text=each["text"],
            evidence_lines=tuple(each["evidence_lines"]),
            files=tuple(each["files"]),
            actor_name=each["actor_name"],
            at=datetime.fromisoformat(each["at"]),
        )
        for each in stored
    )
