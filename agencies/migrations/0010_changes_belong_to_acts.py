"""Changes that were made at one stroke carry the key of the act, so that it can be taken back later as one.

The new columns are written once like the others. PostgreSQL's trigger compares whole rows and holds them by itself; on
SQLite, where a trigger names its columns, it is made anew.
"""

from importlib import import_module
from typing import Any

from django.db import migrations, models

accounts = import_module("agencies.migrations.0008_a_name_stands_beside_its_account")
SQLITE = accounts.SQLITE.replace('"actor_account"', '"actor_account", "act", "undoes"')
OPEN = "DROP TRIGGER agencies_change_stays"


def hold_acts(apps: Any, schema_editor: Any) -> None:
    _hold(schema_editor, SQLITE)


def let_acts_go(apps: Any, schema_editor: Any) -> None:
    _hold(schema_editor, accounts.SQLITE)


def _hold(schema_editor: Any, trigger: str) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(OPEN)
        schema_editor.execute(trigger)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0009_sessions_end_and_people_are_told")]

    operations = [
        migrations.AddField("change", "act", models.UUIDField("รหัสการกระทำ", editable=False, null=True)),
        migrations.AddField("change", "undoes", models.UUIDField("รหัสการกระทำที่เลิกทำ", editable=False, null=True)),
        migrations.RunPython(hold_acts, let_acts_go),
    ]
