"""Tests in the browser wait for what they look at: on a slow machine a click returns long before its page is there."""

import ast
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "browser"
SHOWN = "expect(…).to_be_visible() or .to_be_hidden()"
HAS_TEXT = "expect(…).to_have_text() or .to_contain_text()"
# What looks at once, with what waits.
INSTEAD = {
    "is_visible": SHOWN,
    "is_hidden": SHOWN,
    "is_checked": "expect(…).to_be_checked()",
    "is_enabled": "expect(…).to_be_enabled()",
    "is_disabled": "expect(…).to_be_disabled()",
    "count": "expect(…).to_have_count(), or len() of rows of the database",
    "inner_text": HAS_TEXT,
    "text_content": HAS_TEXT,
    "all_inner_texts": HAS_TEXT,
    "all_text_contents": HAS_TEXT,
    "input_value": "expect(…).to_have_value()",
    "get_attribute": "expect(…).to_have_attribute()",
    "url": "expect(page).to_have_url()",
}
# What waits for less than it seems to: a page that is about to be left has loaded already.
NEVER = {
    "wait_for_load_state": "follow() or enter() of tests/browser/waiting.py",
    "wait_for_timeout": "expect(…), or expect_soon() of tests/browser/waiting.py",
}


def looks_without_waiting(source: str) -> list[str]:
    """Return the places of a test in the browser that look at once, each with what to write instead."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert):
            found += [(each.lineno, each.attr, INSTEAD[each.attr]) for each in _looks(node.test)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NEVER:
            found.append((node.lineno, node.func.attr, NEVER[node.func.attr]))
    return [f"line {line}: instead of {name}, {instead}" for line, name, instead in sorted(found)]


def _looks(test: ast.expr) -> list[ast.Attribute]:
    called = {id(node.func) for node in ast.walk(test) if isinstance(node, ast.Call)}
    attributes = [node for node in ast.walk(test) if isinstance(node, ast.Attribute) and node.attr in INSTEAD]
    return [node for node in attributes if (node.attr == "url") != (id(node) in called)]


def test_what_a_page_shows_is_waited_for():
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}
    assert {"test_pages.py", "waiting.py"} <= sources.keys()
    of_its_own = sources.pop("waiting.py")
    assert of_its_own.count("wait_for_timeout") == 1
    assert {name: found for name, source in sources.items() if (found := looks_without_waiting(source))} == {}


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ('assert page.get_by_role("alert").is_visible()', True),
        ('assert not page.get_by_label("กองคลัง").first.is_checked(), "why"', True),
        ('assert "/login/" in page.url', True),
        ('assert [row.inner_text() for row in rows.all()] == ["1"]', True),
        ("assert 0 < rows.count() < 8", True),
        ('page.keyboard.press("Enter"); page.wait_for_load_state()', True),
        ("page.wait_for_timeout(100)", True),
        ("expect(rows).to_have_count(8)", False),
        ("assert overhang(page) == 0, page.url", False),
        ("assert len(plan.measures.all()) == 8", False),
        ('assert download.value.suggested_filename == "แผน.xlsx"', False),
    ],
)
def test_who_looks_without_waiting_is_found(line, is_found):
    assert bool(looks_without_waiting(line)) is is_found
