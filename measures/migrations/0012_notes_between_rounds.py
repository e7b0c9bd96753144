"""Tell notes from what counts: what others than coordinators wrote outside of rounds after the plan's first round opened.

What the portal or an import wrote has no author and goes on counting. Taken back, the notes count again as they did.
"""

from typing import Any

from django.db import migrations
from django.db.models import F, Min


def mark_notes(apps: Any, schema_editor: Any) -> None:
    Progress = apps.get_model("measures", "Progress")
    Membership = apps.get_model("agencies", "Membership")
    coordinators = set(Membership.objects.filter(role="coordinator").values_list("user_id", "agency_id"))
    outside = Progress.objects.filter(round=None, actor__isnull=False)
    outside = outside.annotate(first=Min("measure__plan__rounds__opened_at"), agency=F("measure__plan__agency"))
    notes = [
        pk
        for pk, actor, agency in outside.filter(at__gt=F("first")).values_list("pk", "actor", "agency")
        if (actor, agency) not in coordinators
    ]
    for at in range(0, len(notes), 500):
        Progress.objects.filter(pk__in=notes[at : at + 500]).update(is_note=True)


class Migration(migrations.Migration):
    dependencies = [("measures", "0011_what_counts"), ("agencies", "0011_forms_that_are_kept")]

    operations = [migrations.RunPython(mark_notes, migrations.RunPython.noop)]
