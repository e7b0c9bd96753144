"""The floors of the house: text < agencies < assessments < measures < reports < workspace < public. None looks up."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["ita_portal", "agencies", "assessments", "measures", "reports", "workspace", "public"]
# Settings, addresses and the WSGI entry put the house together; they know every floor by design.
ENTRANCE = {"ita_portal/settings.py", "ita_portal/urls.py", "ita_portal/wsgi.py"}
# Folders whose name is a promise: plain functions over plain values, without Django, database or clock.
PURE_FOLDERS = {"rules", "text", "paper"}


def rule_modules() -> list[str]:
    """Return every module below a folder that promises to be pure."""
    paths = (path.relative_to(ROOT) for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    return sorted(str(path) for path in paths if PURE_FOLDERS & set(path.parts[:-1]))


def imports_of(tree: ast.Module) -> set[str]:
    """Return every module that a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(tree):
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
        for module in imports_of(ast.parse(path.read_text(encoding="utf-8")))
        if climbs(floor, module)
    ]
    assert not climbing


def test_the_rule_against_climbing_can_fail():
    assert climbs("agencies", "assessments.models")
    assert not climbs("reports", "agencies.models")


def breaks_the_promise(source: str) -> bool:
    """Return whether a rule module knows Django, a model, a view, or what time it is."""
    tree = ast.parse(source)
    tops = {module.split(".")[0] for module in imports_of(tree)}
    models = any(
        part in {"models", "services", "views", "forms"} for module in imports_of(tree) for part in module.split(".")
    )
    return bool(tops & {"django", "time"}) or models or "today(" in source or ".now(" in source


@pytest.mark.parametrize("name", rule_modules())
def test_rule_modules_know_neither_django_nor_the_clock(name: str):
    assert not breaks_the_promise((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils import timezone",
        "def f():\n    import time",
        "from measures.models import Measure",
        "date.today()",
    ],
)
def test_the_promise_can_be_broken(source: str):
    assert breaks_the_promise(source)


def test_the_rules_of_every_floor_are_found():
    assert len(rule_modules()) > 40
