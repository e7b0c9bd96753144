"""The day of a moment is the day in Thailand: from five in the afternoon in Greenwich on that is the next one."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("ita_portal", "agencies", "assessments", "measures", "reports", "workspace", "public", "tests")
# `localdate` says it, and `localtime` before `.date()`.
ELSEWHERE = re.compile(r"\b(?:now|utcnow)\([^()]*\)\.date\(\)|\bdate\.today\(\)")


def elsewhere(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if ELSEWHERE.search(line) and "noqa: DTZ" not in line and '"' not in line]


@pytest.mark.parametrize("floor", FLOORS)
def test_no_day_is_that_of_greenwich(floor: str):
    found = {str(path): lines for path in (ROOT / floor).rglob("*.py") if (lines := elsewhere(path))}
    assert found == {}


def test_such_a_day_is_found(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("day = timezone.now().date()\ntoday = timezone.localdate()\n", encoding="utf-8")
    assert elsewhere(path) == ["day = timezone.now().date()"]
