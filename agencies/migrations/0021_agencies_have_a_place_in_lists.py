"""Agencies keep what they are listed and found by, so that the database sorts and finds them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0020_events_wait_for_positions")]

    operations = [
        migrations.AddField("agency", "listing", models.BinaryField(default=bytes)),
        migrations.AddField("agency", "sought", models.TextField(default="", editable=False)),
        migrations.AddIndex("agency", models.Index(fields=["listing", "slug"], name="agency_as_listed")),
    ]
