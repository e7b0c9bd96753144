"""Until now the words of an element decided what was looked for; its needs are derived by that rule once, here."""

from typing import Any

from django.db import migrations

# The rule as it was: each word led to a part of the findings, to the issues, or to a column of the table of measures.
NEEDS_OF_WORDS = {
    "ข้อบกพร่อง": "weakness",
    "พัฒนา": "improvement",
    "รักษาระดับ": "maintenance",
    "ประเด็น": "issues",
    "มาตรการ": "measures",
    "ขั้นตอน": "steps",
    "ผู้รับผิดชอบ": "owners",
    "ระยะเวลา": "timeframe",
    "ติดตาม": "follow_up",
    "ผลการดำเนินการ": "result",
    "ผลลัพธ์": "outcome",
}
OF_FINDINGS = (
    "สิ่งที่ต้องพัฒนาให้ดีขึ้น",
    "สิ่งที่ต้องรักษาระดับไว้",
    "มาตรการหรือแนวทางนำผลการวิเคราะห์ไปสู่การปฏิบัติ",
    "ขั้นตอนหรือวิธีการปฏิบัติ",
    "ผู้รับผิดชอบหรือผู้เกี่ยวข้อง",
    "ระยะเวลาดำเนินการ",
)
# The lists that came with the portal; another one was written by an administrator, and no file may replace it.
SHIPPED = (
    ("ข้อบกพร่องหรือจุดอ่อนที่ต้องแก้ไข", *OF_FINDINGS, "แนวทางการกำกับติดตามให้เกิดการปฏิบัติ"),
    ("ข้อบกพร่องหรือจุดอ่อนที่ต้องแก้ไขของแต่ละประเด็นทั้งเจ็ดประเด็น", *OF_FINDINGS),
    ("มาตรการที่กำหนดไว้จากผลการประเมินปีก่อน", "การปฏิบัติตามขั้นตอนที่กำหนดไว้", "ผลการดำเนินการที่เกิดขึ้นจริง", "ผลลัพธ์หรือผลสัมฤทธิ์"),
)


def derive(apps: Any, schema_editor: Any) -> None:
    elements = apps.get_model("assessments", "RequiredElement").objects
    for question in apps.get_model("assessments", "Question").objects.exclude(required_elements=""):
        lines = tuple(line.strip() for line in question.required_elements.splitlines() if line.strip())
        for position, line in enumerate(lines, 1):
            needs = [need for word, need in NEEDS_OF_WORDS.items() if word in line]
            elements.create(question=question, position=position, text=line, needs=needs)
        question.is_corrected = lines not in SHIPPED
        question.save(update_fields=["is_corrected"])


def join(apps: Any, schema_editor: Any) -> None:
    """Going back, the words decide again; each element becomes a line."""
    for question in apps.get_model("assessments", "Question").objects.filter(elements__isnull=False).distinct():
        texts = question.elements.order_by("position").values_list("text", flat=True)
        question.required_elements = "\n".join(" ".join(text.split()) for text in texts)
        question.save(update_fields=["required_elements"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_required_elements")]

    operations = [migrations.RunPython(derive, join)]
