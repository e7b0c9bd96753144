"""History tells the account beside the name, and an executive's account is opened by two.

The new column is written once like the others: the triggers are opened, every entry whose account is still there gets
its name, and they are closed again with the new column. SQLite makes the table anew, which would drop them anyway.
"""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

history = import_module("agencies.migrations.0004_history_is_written_once")
SQLITE = history.SQLITE[0].replace('"actor_name"', '"actor_name", "actor_account"')
FILL = """
    UPDATE agencies_change SET actor_account = (SELECT username FROM agencies_user WHERE id = agencies_change.actor_id)
    WHERE actor_id IS NOT NULL
"""


def name_accounts(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(FILL)


def close_history(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        history.close_history(apps, schema_editor)
        return
    for statement in (SQLITE, history.SQLITE[1]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0007_the_agency_looks_after_itself")]

    operations = [
        migrations.RunPython(history.open_history, history.close_history),
        migrations.AddField(
            "change",
            "actor_account",
            models.CharField("บัญชีผู้ใช้", blank=True, default="", max_length=150),
            preserve_default=False,
        ),
        migrations.RunPython(name_accounts, migrations.RunPython.noop),
        migrations.RunPython(close_history, history.open_history),
        migrations.AddField(
            "membership", "was_executive", models.BooleanField("เคยเป็นผู้บริหาร", default=False, editable=False)
        ),
        migrations.AddField(
            "membership",
            "reset_asked_by",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ผู้ขอให้ดูแลบัญชี",
            ),
        ),
        migrations.AddField(
            "membership",
            "reset_asked_at",
            models.DateTimeField("ขอให้ดูแลบัญชีเมื่อ", editable=False, null=True),
        ),
    ]
