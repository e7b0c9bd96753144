from typing import Any
from uuid import uuid4

import django.core.validators
from django.db import migrations, models

import agencies.models.agency
import agencies.models.picture

PICTURE = [
    django.core.validators.FileExtensionValidator(["png", "jpg", "jpeg"], "ใช้ได้เฉพาะไฟล์ PNG หรือ JPEG"),
    agencies.models.picture.check_emblem_size,
    agencies.models.picture.check_emblem_format,
]


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Every department gets a key of its own, by which its page is found."""
    departments = list(apps.get_model("agencies", "Department").objects.filter(key=None))
    for department in departments:
        department.key = uuid4()
    apps.get_model("agencies", "Department").objects.bulk_update(departments, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_one_word_for_one_thing")]

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "garuda",
                    models.ImageField(
                        "ครุฑ",
                        blank=True,
                        help_text="ใช้ในบันทึกข้อความของทุกหน่วยงานที่ไม่ได้ใส่ครุฑของตนเอง ใช้ได้เฉพาะไฟล์ PNG หรือ JPEG ไม่เกิน 2 MB",
                        upload_to="garudas/",
                        validators=PICTURE,
                    ),
                ),
            ],
            options={
                "verbose_name": "ครุฑของระบบ",
                "verbose_name_plural": "ครุฑของระบบ",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="installation_once")],
            },
        ),
        migrations.AddField(
            "agency",
            "website",
            models.CharField(
                "เว็บไซต์",
                blank=True,
                default="",
                help_text="ที่อยู่เต็มของเว็บไซต์ของหน่วยงาน",
                max_length=300,
                validators=[
                    django.core.validators.URLValidator(
                        message=agencies.models.agency.NO_WEBSITE, schemes=["http", "https"]
                    )
                ],
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "agency",
            "garuda",
            models.ImageField(
                "ครุฑของหน่วยงาน",
                blank=True,
                default="",
                help_text="เว้นว่างไว้เพื่อใช้ครุฑของระบบ",
                upload_to="garudas/",
                validators=PICTURE,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "agency",
            "emblem",
            models.ImageField("ตราสัญลักษณ์", blank=True, upload_to="emblems/", validators=PICTURE),
        ),
        migrations.AddField(
            "agency",
            "report_months",
            models.JSONField(
                "เดือนที่ขอรายงาน",
                default=agencies.models.agency.half_years,
                validators=[agencies.models.agency.check_report_months],
            ),
        ),
        migrations.AddField(
            "department",
            "retired_at",
            models.DateTimeField("เลิกใช้เมื่อ", blank=True, editable=False, null=True),
        ),
        migrations.AddField("department", "key", models.UUIDField("รหัส", editable=False, null=True)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField("department", "key", models.UUIDField("รหัส", default=uuid4, editable=False, unique=True)),
    ]
