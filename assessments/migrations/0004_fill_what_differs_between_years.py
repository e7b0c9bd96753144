from typing import Any

from django.db import migrations
from django.db.migrations.exceptions import IrreversibleError

# The two scales, the three instruments and the forms of the table of measures as the code had them.
SCALES = {
    "letters": (
        ("AA", 95, None),
        ("A", 85, None),
        ("B", 75, None),
        ("C", 65, None),
        ("D", 55, None),
        ("E", 50, None),
        ("F", 0, None),
    ),
    "pass": (
        ("ผ่านดีเยี่ยม", 95, 95),
        ("ผ่านดี", 85, 85),
        ("ผ่าน", 85, None),
        ("ต้องปรับปรุง", 70, None),
        ("ต้องปรับปรุงโดยด่วน", 0, None),
    ),
}
EIT_PARTS = "ผู้รับบริการหรือติดต่อราชการเข้าตอบด้วยตนเอง (EIT Public)\nผู้ประเมินจัดเก็บข้อมูล (EIT Survey)"
INSTRUMENTS: dict[str, dict[str, Any]] = {
    "IIT": {"name": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "letter": "i"},
    "EIT": {"name": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "letter": "e", "parts": EIT_PARTS},
    "OIT": {"name": "แบบวัดการเปิดเผยข้อมูลสาธารณะ", "letter": "o", "is_open_data": True},
}
FIRST_YEAR_OF_ISSUES, LAST_YEAR_OF_INDICATORS = 2567, 2566


def fill(apps: Any, schema_editor: Any) -> None:
    for framework in apps.get_model("assessments", "Framework").objects.all():
        framework.measure_columns = columns_of(framework.fiscal_year)
        framework.save(update_fields=["measure_columns"])
        for position, (name, total, instruments) in enumerate(SCALES[framework.rating], 1):
            framework.levels.create(position=position, name=name, total_from=total, instruments_from=instruments)
    for code, fields in INSTRUMENTS.items():
        apps.get_model("assessments", "Instrument").objects.filter(code=code).update(**fields)


def columns_of(fiscal_year: int) -> str:
    if fiscal_year >= FIRST_YEAR_OF_ISSUES:
        return "by-issue"
    return "owners-last" if fiscal_year == LAST_YEAR_OF_INDICATORS else "with-follow-up"


def name_scales(apps: Any, schema_editor: Any) -> None:
    """Going back, the code knows two scales and three instruments; a year that has others would lose them."""
    if apps.get_model("assessments", "Instrument").objects.exclude(code__in=INSTRUMENTS).exists():
        raise IrreversibleError("a framework year has an instrument that the code before did not know")
    for framework in apps.get_model("assessments", "Framework").objects.all():
        levels = tuple(framework.levels.order_by("position").values_list("name", "total_from", "instruments_from"))
        framework.rating = next((name for name, scale in SCALES.items() if scale == levels), "")
        if not framework.rating:
            raise IrreversibleError(
                f"the levels of {framework.fiscal_year} are a scale that the code before did not know"
            )
        framework.save(update_fields=["rating"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_what_differs_between_years")]

    operations = [migrations.RunPython(fill, name_scales)]
