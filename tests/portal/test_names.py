"""No class name stands for two things: whoever reads one, or looks for it, finds one definition."""

import ast
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
# Django finds these by their names, one in each file of its kind.
NAMED_BY_DJANGO = {"Command": "management/commands", "Migration": "migrations"}


def defined_twice(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the classes that several files define at their top level, or one file several times."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, source in sources.items():
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef) and not _is_named_by_django(node.name, path):
                found[node.name].append(path)
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def _is_named_by_django(name: str, path: str) -> bool:
    folder = NAMED_BY_DJANGO.get(name)
    return folder is not None and f"/{folder}/" in path


def test_no_class_name_is_defined_twice():
    assert {"agencies", "ita_portal", "reports", "tests"} <= set(FOLDERS)
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}
    assert defined_twice(sources) == {}


@pytest.mark.parametrize(
    ("paths", "name", "is_found"),
    [
        (("measures/rules/filters.py", "reports/checks/required_item.py"), "Asked", True),
        (("measures/my_work.py", "tests/operation/load.py"), "Work", True),
        (("measures/management/commands/a.py", "reports/management/commands/b.py"), "Command", False),
        (("agencies/migrations/0001_initial.py", "measures/migrations/0001_initial.py"), "Migration", False),
        (("agencies/management/commands/a.py", "agencies/a.py"), "Migration", True),
        (("agencies/a.py", "measures/b.py"), "Command", True),
    ],
)
def test_a_name_that_means_two_things_is_found(paths, name, is_found):
    """Django's own conventions are let through only where Django looks for them."""
    source = f"class {name}:\n    class Meta: ...\n\n    class Kind: ...\n"
    assert bool(defined_twice(dict.fromkeys(paths, source))) is is_found
