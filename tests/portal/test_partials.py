"""Partial templates: each earns its file by a second use, by its length, or by being printed alone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
APPS = ("agencies", "assessments", "ita_portal", "measures", "reports", "workspace", "public")
SHORT = 10  # lines; what is shorter is read faster in the page that uses it


def includes() -> list[str]:
    """Return the name of each template that another one includes, once for each use."""
    texts = [path.read_text() for path in TEMPLATES.rglob("*.*")]
    return [name for text in texts for name in re.findall(r'\{% include "([^"]+)"', text)]


def printed_alone() -> set[str]:
    code = "\n".join(path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py"))
    return set(re.findall(r'"([\w/]*/?_\w+\.html)"', code))


def partials() -> dict[str, int]:
    """Return each partial with its number of lines."""
    found = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("_*.html")}
    return {name: len(text.strip().splitlines()) for name, text in found.items()}


def test_a_short_partial_is_used_twice_or_printed_alone():
    used, alone = includes(), printed_alone()
    needless = [n for n, lines in partials().items() if lines < SHORT and used.count(n) < 2 and n not in alone]
    assert sorted(needless) == []


def test_every_partial_is_used():
    assert sorted(partials().keys() - set(includes()) - printed_alone()) == []
