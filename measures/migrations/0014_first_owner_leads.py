"""Let the first owner of each measure lead, in the order in which they are printed. Taken back, all answer alike again.

Measures that were removed keep their owners too: their frozen rows get the name and the fields that the table has now.
"""

import json
from hashlib import sha256
from typing import Any

from django.db import migrations

BEFORE, NOW = "measures.measure_owners", "measures.measureowner"
COLUMNS = [
    ("id", "BigAutoField"),
    ("measure_id", "ForeignKey"),
    ("department_id", "ForeignKey"),
    ("is_lead", "BooleanField"),
    ("units", "CharField"),
    ("person", "CharField"),
]


def let_first_lead(apps: Any, schema_editor: Any) -> None:
    MeasureOwner = apps.get_model("measures", "MeasureOwner")
    first: dict[int, int] = {}
    owners = MeasureOwner.objects.order_by("department__position", "department", "pk")
    for measure, owner in owners.values_list("measure", "pk"):
        first.setdefault(measure, owner)
    leads = list(first.values())
    for at in range(0, len(leads), 500):
        MeasureOwner.objects.filter(pk__in=leads[at : at + 500]).update(is_lead=True)


def carry_removed(apps: Any, schema_editor: Any) -> None:
    for removed in apps.get_model("agencies", "Removed").objects.iterator():
        if BEFORE in removed.content.get("schema", {}):
            removed.content = carried(removed.content)
            removed.save(update_fields=["content"])


def carried(content: dict[str, Any]) -> dict[str, Any]:
    """Return frozen rows with those of owners as they are stored now; of each measure the first leads."""
    led: set[str] = set()
    rows = []
    for label, row in content["rows"]:
        if label == BEFORE:
            row = row | {"is_lead": str(row["measure_id"] not in led), "units": "", "person": ""}
            led.add(row["measure_id"])
        rows.append((NOW if label == BEFORE else label, row))
    schema = {label: shape for label, shape in content["schema"].items() if label != BEFORE}
    shape = sha256(json.dumps(COLUMNS).encode()).hexdigest()[:16]
    return content | {"rows": rows, "schema": schema | {NOW: shape}}


class Migration(migrations.Migration):
    dependencies = [("agencies", "0012_people_are_told"), ("measures", "0013_lead_and_supporting_owners")]

    operations = [
        migrations.RunPython(let_first_lead, migrations.RunPython.noop),
        migrations.RunPython(carry_removed, migrations.RunPython.noop),
    ]
