"""The sentences of fixtures/limitations.yaml with which a year's limitations can be begun."""

from functools import cache
from pathlib import Path

from ita_portal.yaml_files import read_yaml

FILE = Path(__file__).resolve().parents[1] / "fixtures" / "limitations.yaml"


@cache
def limitation_starts() -> tuple[str, ...]:
    """Return the sentences in the order in which they are offered, each one entry of the list."""
    return tuple(read_yaml(FILE))
