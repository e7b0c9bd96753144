"""The command that takes in a plan."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Change
from tests.measures.plan_files import state, with_cells, with_row


def run(path, *options: str) -> str:
    out = StringIO()
    call_command("import_measures", str(path), "--agency", "nanueng", "--year", "2568", *options, stdout=out)
    return out.getvalue()


def test_the_command_takes_the_same_file(plan, book, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_row(with_cells(book, {(7, "มาตรการ"): "จากไฟล์"}), มาตรการ="มาตรการใหม่"))
    before = state()
    assert "แถว 7: แก้ไข จากไฟล์ (มาตรการ)" in run(path, "--dry-run")
    assert state() == before
    assert run(path).endswith("1 added, 1 changed, 7 unchanged.\n")
    assert plan.measures.all()[0].title == "จากไฟล์"
    assert plan.measures.last().title == "มาตรการใหม่"
    change = Change.objects.first()
    assert (change.actor_name, change.reason) == ("ระบบ", "นำเข้าจากไฟล์ plan.xlsx")


def test_the_command_tells_every_problem_with_its_row_and_writes_nothing(plan, book, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_cells(book, {(7, "ผู้รับผิดชอบ"): "x", (8, "เริ่ม"): "y", (9, "มาตรการ"): "ดี"}))
    before = state()
    with pytest.raises(CommandError) as refused:
        run(path)
    problems = str(refused.value).split("\n")
    assert [line.split(":")[0] for line in problems] == ["แถว 7 (ผู้รับผิดชอบ)", "แถว 8 (เริ่ม)"]
    assert state() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["nowhere.xlsx", "--agency", "nanueng", "--year", "2568"], "cannot read"),
        (["x.xlsx", "--agency", "nosuch", "--year", "2568"], "no agency"),
        (["x.xlsx", "--agency", "nanueng", "--year", "2569"], "no plan of fiscal year 2569"),
    ],
)
def test_the_command_says_what_it_cannot_find(plan, options, message):
    with pytest.raises(CommandError, match=message):
        call_command("import_measures", *options)
