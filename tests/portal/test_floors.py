"""The floors of the house: text < agencies < assessments < measures < reports. None looks up."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["ita_portal", "agencies", "assessments", "measures", "reports"]
# Settings, addresses and the WSGI entry put the house together; they know every floor by design.
ENTRANCE = {"ita_portal/settings.py", "ita_portal/urls.py", "ita_portal/wsgi.py"}
RULE_MODULES = [
    "ita_portal/digit_style.py",
    "ita_portal/lists.py",
    "ita_portal/spreadsheets/formulas.py",
    "ita_portal/text_difference.py",
    "ita_portal/thai.py",
    "ita_portal/thai_dates.py",
    "agencies/devices.py",
    "assessments/analysis.py",
    "assessments/checks.py",
    "assessments/citations.py",
    "assessments/codes.py",
    "assessments/comparison.py",
    "assessments/drafting.py",
    "assessments/entry.py",
    "assessments/figures.py",
    "assessments/places.py",
    "assessments/rating.py",
    "assessments/scoring.py",
    "assessments/sheet.py",
    "assessments/structure.py",
    "assessments/text_checks.py",
    "measures/completion.py",
    "measures/deadlines.py",
    "measures/evidence.py",
    "measures/filters.py",
    "measures/overview.py",
    "measures/spreadsheets/months.py",
    "measures/timeline.py",
    "measures/forward.py",
    "measures/reminders.py",
    "measures/timeframe.py",
    "reports/charts.py",
    "reports/frozen.py",
    "reports/next_step.py",
    "reports/required.py",
    "reports/setting.py",
]


def imports_of(path: Path) -> set[str]:
    """Return every module that a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def climbs(floor: str, module: str) -> bool:
    top = module.split(".")[0]
    return top in FLOORS and FLOORS.index(top) > FLOORS.index(floor)


@pytest.mark.parametrize("floor", FLOORS)
def test_no_floor_imports_a_higher_one(floor: str):
    climbing = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / floor).rglob("*.py")
        if str(path.relative_to(ROOT)) not in ENTRANCE
        for module in imports_of(path)
        if climbs(floor, module)
    ]
    assert not climbing


def test_the_rule_against_climbing_can_fail():
    assert climbs("agencies", "assessments.models")
    assert not climbs("reports", "agencies.models")


@pytest.mark.parametrize("name", RULE_MODULES)
def test_rule_modules_know_neither_django_nor_the_clock(name: str):
    forbidden = {"django", "time", "agencies"}
    tops = {module.split(".")[0] for module in imports_of(ROOT / name)}
    assert not tops & forbidden
    assert "today(" not in (ROOT / name).read_text(encoding="utf-8")
