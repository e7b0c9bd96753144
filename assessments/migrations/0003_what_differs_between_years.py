import django.db.models.deletion
from django.db import migrations, models

import assessments.models.framework


class Migration(migrations.Migration):
    """What the code knew of a year becomes fields of its framework; the next migration fills them."""

    dependencies = [("assessments", "0002_analysis_units_and_drafts")]

    operations = [
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                ("name", models.CharField(max_length=30, verbose_name="ระดับ")),
                ("total_from", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="คะแนนรวมตั้งแต่")),
                (
                    "instruments_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="เว้นว่างไว้ = ดูเฉพาะคะแนนรวม",
                        max_digits=5,
                        null=True,
                        verbose_name="ทุกเครื่องมือตั้งแต่",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="assessments.framework",
                        verbose_name="กรอบ",
                    ),
                ),
            ],
            options={
                "verbose_name": "ระดับผลการประเมิน",
                "verbose_name_plural": "ระดับผลการประเมิน",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "position"), name="level_position_once"),
                    models.UniqueConstraint(fields=("framework", "name"), name="level_name_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="framework",
            name="measure_columns",
            field=models.CharField(
                choices=[
                    ("by-issue", "ประเด็น มาตรการ ผู้รับผิดชอบ ขั้นตอน ระยะเวลา"),
                    ("with-follow-up", "มาตรการ ขั้นตอน ผู้รับผิดชอบ ระยะเวลา การติดตามผล"),
                    ("owners-last", "มาตรการ ขั้นตอน ระยะเวลา การติดตามผล ผู้รับผิดชอบ"),
                ],
                default="by-issue",
                help_text="ใช้เป็นแบบเริ่มต้นของเอกสาร หน่วยงานเลือกแบบอื่นได้",
                max_length=20,
                verbose_name="ตารางมาตรการที่หน่วยงานใช้ในปีนี้",
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="name",
            field=models.CharField(default="", max_length=200, verbose_name="ชื่อ"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="instrument",
            name="letter",
            field=models.CharField(default="", max_length=1, verbose_name="อักษรหน้ารหัสข้อ"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="instrument",
            name="parts",
            field=models.TextField(
                blank=True,
                default="",
                help_text="บรรทัดละหนึ่งส่วน เว้นว่างไว้ถ้าไม่แบ่งส่วน",
                validators=[assessments.models.framework.none_or_two],
                verbose_name="ผู้ตอบของแต่ละส่วน",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="instrument",
            name="is_open_data",
            field=models.BooleanField(default=False, verbose_name="ตรวจข้อมูลที่เปิดเผย"),
        ),
        migrations.AlterField(
            model_name="instrument",
            name="code",
            field=models.CharField(max_length=3, verbose_name="เครื่องมือ"),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="published_level",
            field=models.CharField(blank=True, max_length=30, verbose_name="ระดับที่ประกาศ"),
        ),
        # So that the field can come back in rows that are there.
        migrations.AlterField(
            model_name="framework",
            name="rating",
            field=models.CharField(
                choices=[("letters", "AA ถึง F"), ("pass", "ผ่านดีเยี่ยม ถึง ต้องปรับปรุงโดยด่วน")],
                default="pass",
                max_length=10,
                verbose_name="เกณฑ์ระดับผล",
            ),
        ),
    ]
