"""Let owners say more of themselves than their department: the rows of measures stay in the table where they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0012_people_are_told"), ("measures", "0012_notes_between_rounds")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="MeasureOwner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "department",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ownerships",
                                to="agencies.department",
                                verbose_name="กองหรือสำนัก",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ownerships",
                                to="measures.measure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ผู้รับผิดชอบ",
                        "verbose_name_plural": "ผู้รับผิดชอบ",
                        "db_table": "measures_measure_owners",
                        "ordering": ["-is_lead", "department__position", "pk"],
                        "unique_together": {("measure", "department")},
                    },
                ),
                migrations.AlterField(
                    model_name="measure",
                    name="owners",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="measures",
                        through="measures.MeasureOwner",
                        to="agencies.department",
                        verbose_name="ผู้รับผิดชอบ",
                    ),
                ),
            ],
        ),
        # Nobody leads yet: of several owners only one will.
        migrations.AddField(
            model_name="measureowner",
            name="is_lead",
            field=models.BooleanField(default=False, verbose_name="ผู้รับผิดชอบหลัก"),
        ),
        migrations.AlterField(
            model_name="measureowner",
            name="is_lead",
            field=models.BooleanField(default=True, verbose_name="ผู้รับผิดชอบหลัก"),
        ),
        migrations.AddField(
            model_name="measureowner",
            name="units",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="งานหรือฝ่าย"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="measureowner",
            name="person",
            field=models.CharField(blank=True, default="", max_length=100, verbose_name="ผู้ปฏิบัติ"),
            preserve_default=False,
        ),
    ]
