"""Let the first owner of each measure lead, in the order in which they are printed. Taken back, all answer alike again."""

from typing import Any

from django.db import migrations


def let_first_lead(apps: Any, schema_editor: Any) -> None:
    MeasureOwner = apps.get_model("measures", "MeasureOwner")
    first: dict[int, int] = {}
    owners = MeasureOwner.objects.order_by("department__position", "department", "pk")
    for measure, owner in owners.values_list("measure", "pk"):
        first.setdefault(measure, owner)
    leads = list(first.values())
    for at in range(0, len(leads), 500):
        MeasureOwner.objects.filter(pk__in=leads[at : at + 500]).update(is_lead=True)


class Migration(migrations.Migration):
    dependencies = [("measures", "0013_lead_and_supporting_owners")]

    operations = [migrations.RunPython(let_first_lead, migrations.RunPython.noop)]
