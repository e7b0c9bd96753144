"""A process killed in the middle of a write: all of it is stored or nothing, on both databases."""

import os
import time
from dataclasses import replace

import pytest

from tests.operation.faults import NEWER_OPINIONS, Everything, everything_of, execute, kill_at, writes_of

IMPORT = """
from django.core.management import call_command
call_command("import_scores", {file!r}, agency="nanueng", year=2568)
"""
PREPARE = """
import tests.reports.issuing_year as year
from agencies.models import Agency, User
from reports.output.formats import FORMATS
FORMATS.update(pdf=lambda *content: b"%PDF-", docx=lambda *content: b"PK")  # each takes seconds to print
agency, actor = Agency.objects.get(slug="nanueng"), User.objects.get(username="coordinator")
"""
DRAFT = """
from agencies.models import User
from measures.rules.evidence import CheckedFile
from measures.models import Measure, MeasureReport
from measures.services import evidence_add
measure = Measure.objects.filter(plan__agency__slug="nanueng")[0]
report, _ = MeasureReport.objects.get_or_create(measure=measure, round=None)
"""
UPLOAD = """
checked = CheckedFile("a.pdf", "application/pdf", b"%PDF-1.4 %%EOF")
evidence_add(report=report, checked=checked, actor=User.objects.get(username="coordinator"))
"""
ISSUE = "year.issue(agency, actor, 'measures')"
MIGRATE = """
from django.core.management import call_command
call_command("migrate", "reports", "0002", verbosity=0)
"""


@pytest.fixture
def score_file(tmp_path):
    file = tmp_path / "scores.csv"
    file.write_text("\n".join(["รหัส,คะแนน", *(f"i{number},{number}.50" for number in range(1, 16))]), encoding="utf-8")
    return file


def test_an_import_killed_anywhere_stores_nothing(portal, score_file):
    act = IMPORT.format(file=str(score_file))
    before = everything_of(portal)
    for write in (1, 2):  # the figures, then their history
        kill_at(portal, write, act)
        assert everything_of(portal) == before
    assert writes_of(portal, act) == 2
    assert everything_of(portal) != before


def test_an_issue_killed_anywhere_issues_nothing(portal):
    portal.python(PREPARE + "year.mend(agency)")
    before = everything_of(portal)
    act = PREPARE + ISSUE
    # The document, its files, the number that was kept for it and goes, the history, what people are told of it.
    for write in (1, 3, 6, 9):
        kill_at(portal, write, act)
        assert everything_of(portal) == before
    assert writes_of(portal, act) == 9


def test_an_upload_killed_leaves_at_most_a_file_that_the_sweep_takes_away(portal):
    portal.python(DRAFT + UPLOAD.replace("1.4", "1.7"))  # a database that names no file at all lets none be swept
    before = everything_of(portal)
    kill_at(portal, 1, DRAFT + UPLOAD)
    after = everything_of(portal)
    assert after.tables == before.tables
    (name,) = set(after.files) - set(before.files)
    assert after.files[name] == b"%PDF-1.4 %%EOF"

    assert "0 files moved" in portal.manage("sweep_files").stdout  # it may still be on its way
    yesterday = time.time() - 25 * 60 * 60
    os.utime(portal.media / name, (yesterday, yesterday))
    assert f"{name}\n1 files would be moved" in portal.manage("sweep_files", "--dry-run").stdout
    assert everything_of(portal).files == after.files
    assert f"{name}\n1 files moved" in portal.manage("sweep_files").stdout
    (moved,) = portal.media.glob(f".swept/*/{name}")
    moved.unlink()
    assert everything_of(portal) == before


def test_the_sweep_leaves_what_a_row_names(portal):
    portal.python(DRAFT + UPLOAD)
    (name,) = everything_of(portal).files
    os.utime(portal.media / name, (0, 0))
    assert "0 files moved" in portal.manage("sweep_files").stdout
    assert set(everything_of(portal).files) == {name}


def statements_that_take_stamps_off(portal) -> int:
    of_each = 1 if portal.database_url.startswith("sqlite") else 2  # PostgreSQL has a function besides
    triggers = [row for row in everything_of(portal).schema if "TRIGGER stamp_" in row]
    return 1 + of_each * len(triggers)


def without_stamps(everything: Everything) -> Everything:
    return replace(everything, schema=[row for row in everything.schema if "'stamp_" not in row])


def test_a_migration_killed_anywhere_leaves_the_state_before_it(portal):
    execute(portal, NEWER_OPINIONS)
    portal.manage("migrate", "reports", "0001")
    before = everything_of(portal)
    for write in (1, 2):
        kill_at(portal, write, MIGRATE)
        assert everything_of(portal) == before
    # From here on what moves the stamps is off, so that no mark may be left by which an answer is kept.
    for write in (1, 2):
        kill_at(portal, statements_that_take_stamps_off(portal) + write, MIGRATE)
        assert without_stamps(everything_of(portal)) == without_stamps(before)
        assert execute(portal, "SELECT mark FROM agencies_stamp") == []
        assert portal.manage("showmigrations", "reports").stdout.count("[X]") == 1
    portal.manage("migrate")
    assert execute(portal, "SELECT mark FROM agencies_stamp WHERE agency = 0")
    assert portal.manage("migrate", "--check", check=False).returncode == 0
