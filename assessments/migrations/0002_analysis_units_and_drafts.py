from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="analysed_by",
            field=models.CharField(
                blank=True,
                choices=[("issue", "รายประเด็น"), ("indicator", "รายตัวชี้วัด"), ("question", "รายข้อ")],
                default="",
                help_text="เว้นว่างไว้ = รายประเด็นในปีที่มีประเด็น มิฉะนั้นรายตัวชี้วัด",
                max_length=10,
                verbose_name="รูปแบบการวิเคราะห์ในเอกสาร",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="is_draft",
            field=models.BooleanField(default=False, verbose_name="ร่างจากระบบ ยังไม่ได้ตรวจแก้"),
        ),
    ]
