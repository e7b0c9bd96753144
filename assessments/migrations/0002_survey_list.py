from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="framework",
            name="survey_list",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="ปีแรกที่ใช้ชุดข้อคำถามนี้ ปีที่ใช้ชุดเดียวกันเทียบคะแนนรายข้อได้",
                verbose_name="ชุดข้อคำถาม IIT และ EIT",
            ),
            preserve_default=False,
        ),
    ]
