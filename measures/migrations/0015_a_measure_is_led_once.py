"""Hold that one owner leads. Apart from the data, since PostgreSQL alters no table with rows that it has still to check."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0014_first_owner_leads")]

    operations = [
        migrations.AddConstraint(
            model_name="measureowner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_lead", True)),
                fields=("measure",),
                name="measure_led_once",
                violation_error_message="มาตรการมีผู้รับผิดชอบหลักได้แห่งเดียว",
            ),
        )
    ]
