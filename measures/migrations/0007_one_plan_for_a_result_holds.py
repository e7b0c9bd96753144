"""The database holds that a result is answered by one plan at most."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0006_one_plan_for_a_result")]

    operations = [
        migrations.AddConstraint(
            model_name="measureplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(is_undecided=False),
                fields=("assessment",),
                name="plan_once_per_result",
                violation_error_message="ผลการประเมินนี้มีแผนมาตรการแล้ว",
            ),
        ),
    ]
