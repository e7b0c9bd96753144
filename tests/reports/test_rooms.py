"""The rooms of the reports: paper < options < content < checks, output < issue < views. None looks up."""

import ast
from pathlib import Path

import pytest

from tests.portal.test_floors import imports_of

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "reports"
FLOOR_OF_ROOM = {"paper": 0, "options": 1, "content": 2, "checks": 3, "output": 3, "issue": 4, "views": 5}
# An agency has a kind too, and so have the header of a page in Word, a column, and a place that a document changes.
OF_OTHER_KINDS = {
    "reports/content/offices.py",
    "reports/output/word/chart_xml.py",
    "reports/output/word/page.py",
    "reports/output/word/tables.py",
    "reports/paper/column_texts.py",
    "reports/paper/layout.py",
    "workspace/document_import/services.py",
}


def climbs(room: str, module: str) -> bool:
    """Return whether a module stands in another room that is not below this one."""
    other = module.removeprefix("reports.").split(".")[0]
    if not module.startswith("reports.") or other == room or other not in FLOOR_OF_ROOM:
        return False
    return FLOOR_OF_ROOM[other] >= FLOOR_OF_ROOM[room]


@pytest.mark.parametrize("room", FLOOR_OF_ROOM)
def test_no_room_imports_one_beside_or_above_it(room: str):
    climbing = [
        f"{path.relative_to(REPORTS)} imports {module}"
        for path in (REPORTS / room).rglob("*.py")
        for module in imports_of(ast.parse(path.read_text(encoding="utf-8")))
        if climbs(room, module)
    ]
    assert not climbing


def test_the_rule_of_the_rooms_can_fail():
    assert climbs("options", "reports.content.kinds")
    assert climbs("checks", "reports.output.pdf")
    assert not climbs("views", "reports.options.form")
    assert not climbs("content", "reports.models")


def asks_for_a_kind(source: str) -> bool:
    """Return whether a module compares a kind or its slug with another; that there is one at all may be asked."""
    compared = (
        ast.unparse(each)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare) and not any(isinstance(each, ast.Is | ast.IsNot) for each in node.ops)
        for each in (node.left, *node.comparators)
    )
    return any(each.endswith(("kind", "kind.slug", "options.slug")) and "block" not in each for each in compared)


def test_no_module_asks_which_kind_a_document_is():
    """What a kind does belongs to the kind, so that a new one is its own description and nothing else."""
    paths = [path for floor in ("reports", "workspace") for path in (ROOT / floor).rglob("*.py")]
    asking = [str(path.relative_to(ROOT)) for path in paths if asks_for_a_kind(path.read_text(encoding="utf-8"))]
    assert set(asking) <= OF_OTHER_KINDS


def test_the_rule_of_the_kinds_can_fail():
    assert asks_for_a_kind("if draft.kind.slug == MEMO: pass")
    assert asks_for_a_kind("kind in (ANALYSIS, MEASURES)")
    assert not asks_for_a_kind("draft.kind.prints_number")
    assert not asks_for_a_kind("kind is not None")
