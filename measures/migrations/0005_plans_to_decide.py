"""A plan can wait for a person to say what it answers; with a plan go the rounds in which nobody has reported."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_text_of_removed_things"),
        ("assessments", "0002_analysis_units_and_drafts"),
        ("measures", "0004_reminders_and_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="measureplan",
            name="is_undecided",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="ผลการประเมินที่แผนนี้อ้างถึงมีแผนอื่นแล้ว ผู้ประสานงาน ITA ต้องเลือก",
                verbose_name="ยังไม่ได้เลือกผลการประเมิน",
            ),
        ),
        migrations.AlterField(
            model_name="reportinground",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rounds",
                to="measures.measureplan",
                verbose_name="แผน",
            ),
        ),
    ]
