"""Let a step say who does it and until when. Measures that were removed keep their steps in the shape of today."""

import json
from hashlib import sha256
from typing import Any

from django.db import migrations, models

STEP = "measures.step"
COLUMNS = [
    ("id", "BigAutoField"),
    ("measure_id", "ForeignKey"),
    ("position", "PositiveSmallIntegerField"),
    ("text", "TextField"),
]
ADDED = [("owner", "CharField"), ("due_on", "DateField")]


def _shape(columns: list[tuple[str, str]]) -> str:
    return sha256(json.dumps(columns).encode()).hexdigest()[:16]


def carry_removed(apps: Any, schema_editor: Any) -> None:
    for removed in apps.get_model("agencies", "Removed").objects.iterator():
        if removed.content.get("schema", {}).get(STEP) == _shape(COLUMNS):
            removed.content = carried(removed.content)
            removed.save(update_fields=["content"])


def carried(content: dict[str, Any]) -> dict[str, Any]:
    """Return frozen rows with those of steps as they are stored now."""
    new = {"owner": "", "due_on": None}
    rows = [(label, row | new if label == STEP else row) for label, row in content["rows"]]
    return content | {"rows": rows, "schema": content["schema"] | {STEP: _shape(COLUMNS + ADDED)}}


class Migration(migrations.Migration):
    dependencies = [("measures", "0017_files_looked_through")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="owner",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="ผู้รับผิดชอบขั้นตอน"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="step",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="กำหนดของขั้นตอน"),
        ),
        migrations.RunPython(carry_removed, migrations.RunPython.noop),
    ]
