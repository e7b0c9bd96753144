"""The fields of pictures say that drawings (SVG) are taken too; what is stored is PNG or JPEG as before."""

import django.core.validators
from django.db import migrations, models

import agencies.models.picture


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0013_positions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agency",
            name="emblem",
            field=models.ImageField(
                blank=True,
                upload_to="emblems/",
                validators=[
                    django.core.validators.FileExtensionValidator(
                        ["png", "jpg", "jpeg"], "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG"
                    ),
                    agencies.models.picture.check_emblem_size,
                    agencies.models.picture.check_emblem_format,
                ],
                verbose_name="ตราสัญลักษณ์",
            ),
        ),
        migrations.AlterField(
            model_name="agency",
            name="garuda",
            field=models.ImageField(
                blank=True,
                help_text="เว้นว่างไว้เพื่อใช้ครุฑของระบบ",
                upload_to="garudas/",
                validators=[
                    django.core.validators.FileExtensionValidator(
                        ["png", "jpg", "jpeg"], "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG"
                    ),
                    agencies.models.picture.check_emblem_size,
                    agencies.models.picture.check_emblem_format,
                ],
                verbose_name="ครุฑของหน่วยงาน",
            ),
        ),
        migrations.AlterField(
            model_name="installation",
            name="garuda",
            field=models.ImageField(
                blank=True,
                help_text="ใช้ในบันทึกข้อความและประกาศของทุกหน่วยงานที่ไม่ได้ใส่ครุฑของตนเอง ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG ไม่เกิน 2 MB",
                upload_to="garudas/",
                validators=[
                    django.core.validators.FileExtensionValidator(
                        ["png", "jpg", "jpeg"], "ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG"
                    ),
                    agencies.models.picture.check_emblem_size,
                    agencies.models.picture.check_emblem_format,
                ],
                verbose_name="ครุฑ",
            ),
        ),
    ]
