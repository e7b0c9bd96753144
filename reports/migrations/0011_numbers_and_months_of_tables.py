"""How points are numbered and months are written; until somebody chooses, as before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0010_variants_of_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="documentsetting",
            name="months",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "ตามที่กรอก"),
                    ("short", "เดือนย่อทั้งตาราง (ต.ค.67 - ก.ย.68)"),
                    ("full", "เดือนเต็มทั้งตาราง (ตุลาคม 2567 - กันยายน 2568)"),
                ],
                max_length=10,
                verbose_name="รูปแบบเดือน",
            ),
        ),
        migrations.AddField(
            model_name="documentsetting",
            name="numbering",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "1. 2. 3."),
                    ("bracket", "1) 2) 3)"),
                    ("brackets", "(1) (2) (3)"),
                    ("dashes", "ขีดนำ (-) ไม่มีตัวเลข"),
                    ("bullets", "จุดนำ (•) ไม่มีตัวเลข"),
                ],
                max_length=10,
                verbose_name="เลขหรือเครื่องหมายนำข้อ",
            ),
        ),
    ]
