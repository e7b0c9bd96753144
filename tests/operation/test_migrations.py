"""Migrations on a copy of the demonstration data: back to the first state and forward again, on both databases.

That they start from nothing is shown by each restore that does not trust the archive (test_backup.py): it migrates an
empty database, and compares what that holds.
"""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.operation.faults import NEWER_OPINIONS, everything_of, execute
from tests.operation.machine import ROOT, Portal

# From the top floor down: a floor goes back before those that it stands on.
OURS = [each for each in ("reports", "measures", "assessments", "agencies") if apps.is_installed(each)]
NEWER_HISTORY = "DELETE FROM agencies_change WHERE agency_id IS NULL OR fiscal_year IS NULL OR length(subject) > 60"


def counts_of(portal: Portal) -> dict[str, int]:
    return {name: count for name, (count, _) in everything_of(portal).tables.items()}


def migrations_of(app: str) -> list[str]:
    return sorted(name for label, name in MigrationLoader(None).disk_migrations if label == app)


@pytest.mark.parametrize("app", OURS)
def test_every_migration_can_be_taken_back_or_says_why_not(app):
    loader = MigrationLoader(None)
    for name in migrations_of(app):
        migration = loader.disk_migrations[app, name]
        stuck = [operation for operation in migration.operations if not operation.reversible]
        source = (ROOT / app / "migrations" / f"{name}.py").read_text(encoding="utf-8")
        assert not stuck or "cannot be taken back" in source, f"{app}.{name}: {stuck}"


def test_data_of_the_first_state_come_through_every_later_migration(portal):
    """The demonstration data go back to the first migration of each app, then forward through all of them."""
    new = everything_of(portal).tables
    execute(portal, NEWER_OPINIONS)
    portal.manage("migrate", "agencies", "0003")  # the last state in which the database lets history be deleted
    history_that_the_earlier_state_cannot_hold_stops_the_way_back(portal)
    execute(portal, NEWER_HISTORY)
    for app in OURS:
        portal.manage("migrate", app, migrations_of(app)[0])
    before = counts_of(portal)
    assert before["agencies_agency"] == 5
    assert before["measures_measure"] > 10
    portal.manage("migrate")
    after = counts_of(portal)
    kept = {name: count for name, count in before.items() if name != "django_migrations"}
    assert {name: after[name] for name in kept} == kept
    # Same columns as before, so that a backup of today is one of tomorrow.
    assert set(everything_of(portal).tables) == set(new)
    assert portal.manage("check").returncode == 0
    assert portal.manage("render_document", "measures", "--agency", "nanueng", "--year", 2568, "--format", "html",
                         "--output", portal.folder / "measures.html").returncode == 0  # fmt: skip


def history_that_the_earlier_state_cannot_hold_stops_the_way_back(portal: Portal) -> None:
    before = everything_of(portal)
    refused = portal.manage("migrate", "agencies", "0002", check=False)
    assert refused.returncode != 0
    assert "restore the backup" in refused.stderr
    assert everything_of(portal) == before
