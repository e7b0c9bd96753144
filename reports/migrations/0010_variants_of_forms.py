"""What official paper does in one way or another is chosen by key; documents keep the form in which they were set.

Who set the announcement of measures before saw a table behind a cover, and who set a memo saw its measures within.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AS_BEFORE = {"measures": {"form": "cover"}, "memo": {"measures": "within"}}


def keep_the_form(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say of what was set before in which way it was printed."""
    for kind, variants in AS_BEFORE.items():
        apps.get_model("reports", "DocumentSetting").objects.filter(kind=kind).update(variants=variants)


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_positions_of_stored_chains")]

    operations = [
        migrations.AddField(
            model_name="documentsetting",
            name="variants",
            field=models.JSONField(blank=True, default=dict, verbose_name="แบบที่ต่างจากปกติ"),
        ),
        migrations.RunPython(keep_the_form, migrations.RunPython.noop),
    ]
