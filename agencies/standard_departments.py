"""The ready-made departments of fixtures/departments.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

from agencies.rules.departments import names_of_kind
from ita_portal.yaml_files import read_yaml

FILE = Path(__file__).resolve().parents[1] / "fixtures" / "departments.yaml"


def standard_departments(kind: str) -> tuple[str, ...]:
    """Return the departments that an agency of a kind starts with, in their order."""
    return names_of_kind(_sets(), kind)


@cache
def _sets() -> Any:
    return read_yaml(FILE)
