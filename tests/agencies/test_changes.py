"""A change is recorded in one call: saved, cut to its columns, with the name of who made it; there is no other way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from agencies.changes import ChangeSubject, change_record, changes_record
from agencies.models import MAX_REASON, Change, User

ROOT = Path(settings.BASE_DIR)
CODE = [path.parent.name for path in ROOT.glob("*/__init__.py")]
ONLY_MAKER = ROOT / "agencies" / "changes.py"
MAY_MAKE = re.compile(r"\b(Change|changes)\b")  # stands in every file that makes one; the others are not read further
MADE_OTHERWISE = re.compile(r"(.*\.)?(Change\.objects|changes)\.(\w*create)")


@pytest.fixture
def about(empty_agency) -> ChangeSubject:
    return ChangeSubject(empty_agency, 2568, "figure:i1", "คะแนน i1")


def test_a_change_is_saved_with_all_that_it_is_about(about, stranger):
    change = Change.objects.get(pk=change_record(about, stranger, old="80", new="90", reason="พิมพ์ผิด").pk)
    assert ChangeSubject(change.agency, change.fiscal_year, change.subject, change.label) == about
    assert (change.actor, change.actor_name) == (stranger, str(stranger))
    assert (change.old, change.new, change.reason) == ("80", "90", "พิมพ์ผิด")


def test_many_changes_are_saved_at_once(empty_agency, stranger, django_assert_num_queries):
    subjects = [ChangeSubject(empty_agency, 2568, f"figure:i{n}", f"คะแนน i{n}") for n in (1, 2, 3)]
    with django_assert_num_queries(1):
        changes_record([(about, "80", "90") for about in subjects], stranger, reason="นำเข้าจากไฟล์")
    stored = Change.objects.order_by("pk").values_list("subject", "old", "new", "reason", "actor_name")
    assert list(stored) == [(f"figure:i{n}", "80", "90", "นำเข้าจากไฟล์", str(stranger)) for n in (1, 2, 3)]


def test_what_is_too_long_for_its_column_is_cut_and_the_texts_are_whole(empty_agency):
    actor = User.objects.create(username="long", first_name="ข" * 150, last_name="ค" * 150)
    about = ChangeSubject(empty_agency, 2568, "measure:1", "แก้ไขมาตรการ: " + "ก" * 2_000)
    change = change_record(about, actor, old="ง" * 5_000, new="จ" * 5_000, reason="ฉ" * (MAX_REASON + 1))
    change.full_clean(exclude=["fiscal_year"])
    assert change.label == about.label[:300]
    assert (len(change.old), len(change.new), len(change.reason)) == (5_000, 5_000, MAX_REASON)


def test_nobody_else_makes_a_change():
    """Whoever made one could forget to save it, to cut it, or to say who it was."""
    paths = [path for folder in CODE for path in (ROOT / folder).rglob("*.py")]
    makers = {path.relative_to(ROOT): made for path in paths if (made := set(_made_in(path)))}
    assert makers == {ONLY_MAKER.relative_to(ROOT): {"Change"}}


def _made_in(path: Path) -> Iterator[str]:
    """Find `Change(…)`, and in the portal itself what makes one by its manager or by its agency."""
    source = path.read_text(encoding="utf-8")
    for call in ast.walk(ast.parse(source)) if MAY_MAKE.search(source) else ():
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name | ast.Attribute):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
        if name != "Change" and not name.endswith("create"):
            continue
        called = ast.unparse(call.func)
        if called.rpartition(".")[2] == "Change":
            yield "Change"
        elif "tests" not in path.parts and path != ONLY_MAKER and MADE_OTHERWISE.fullmatch(called):
            yield called
