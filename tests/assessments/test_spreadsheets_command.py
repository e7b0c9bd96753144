"""import_scores on the path that the upload page takes; what it did before is in test_score_commands."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.models import Change
from assessments.models import Assessment
from assessments.services import assessment_lock
from tests.assessments.score_files import csv_of, figures, rows_of_everything, xlsx_of


@pytest.fixture
def load(nanueng, tmp_path):
    def loaded(content: bytes, name: str = "scores.csv", **options) -> str:
        path, out = tmp_path / name, StringIO()
        path.write_bytes(content)
        call_command("import_scores", path, stdout=out, **{"agency": "nanueng", "year": 2568} | options)
        return out.getvalue()

    return loaded


def test_three_errors_are_said_with_their_rows_and_nothing_is_written(load):
    before = rows_of_everything()
    with pytest.raises(CommandError) as refused:
        load(xlsx_of(("i1", 81), ("i2", 101), ("zz", 5), ("i3", "=A1")), "scores.xlsx")
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["แถว 3 (i2)", "แถว 4", "แถว 5 (i3)"]
    assert rows_of_everything() == before


def test_a_blank_score_leaves_what_is_stored(load, nanueng):
    before = figures(nanueng)
    assert load(csv_of(("i1", ""), ("i2", "99"), ("i3", "100"))) == "i2: 100.00 -> 99.00\n1 changed, 2 unchanged.\n"
    assert figures(nanueng) == before | {"i2": "99.00"}


def test_the_history_names_the_file(load, nanueng):
    load(csv_of(("i1", "81")), "ผล.csv")
    change = Change.objects.for_year(nanueng, 2568).of("figure:i1")[0]
    assert (change.actor_name, change.reason) == ("ระบบ", "นำเข้าจากไฟล์ ผล.csv")


def test_locked_scores_are_left_alone(load, nanueng):
    assessment_lock(assessment=Assessment.objects.for_year(nanueng, 2568).get(), actor=None)
    before = rows_of_everything()
    with pytest.raises(CommandError, match="locked"):
        load(csv_of(("i1", "81")))
    assert rows_of_everything() == before


@pytest.mark.parametrize("format_name", ["csv", "xlsx"])
def test_an_export_of_another_year_is_refused(load, nanueng, tmp_path, format_name: str):
    path = tmp_path / "export"
    call_command("export_scores", agency="nanueng", year=2567, format=format_name, output=path)
    with pytest.raises(CommandError, match="2567"):
        load(path.read_bytes(), f"scores.{format_name}")
    assert "0 changed" in load(path.read_bytes(), f"scores.{format_name}", year=2567)
