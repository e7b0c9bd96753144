"""The agencies of before get their places in lists, and the names in which they are sought."""

from typing import Any

from django.db import migrations

BATCH = 500


def make_places(apps: Any, schema_editor: Any) -> None:
    """Make them as the models do, which read names alone; those of migrations cannot say what an agency is called."""
    from agencies.models import Agency
    from agencies.rules.agency_search import listing_key, sought_names

    stored = apps.get_model("agencies", "Agency").objects
    agencies = list(stored.only("kind", "name", "district", "province"))
    for each in agencies:
        named = Agency(kind=each.kind, name=each.name, district=each.district, province=each.province)
        each.listing, each.sought = listing_key(named), sought_names(named)
    stored.bulk_update(agencies, ["listing", "sought"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0021_agencies_have_a_place_in_lists")]

    operations = [migrations.RunPython(make_places, migrations.RunPython.noop)]
