"""Digits and margins are set once for all documents; a kind keeps those in which it differs from the usual.

No agency has a style of its own yet, so that what equals the usual form follows it, and every document stays as it is.
"""

import django.core.validators
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

USUAL_DIGITS = "thai"
SIDES = ("top", "right", "bottom", "left")


def leave_the_usual_open(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Empty what a kind has as usual, side by side."""
    for row in apps.get_model("reports", "DocumentSetting").objects.all():
        if row.digits == USUAL_DIGITS:
            row.digits = ""
        for side in SIDES:
            if float(getattr(row, f"margin_{side}")) == settings.DOCUMENT_MARGINS_CM[side]:
                setattr(row, f"margin_{side}", None)
        row.save()


def fill_in_what_holds(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each kind the digits and margins that hold for it, and drop the style of the agency, which has no place.

    A kind without settings goes back to the usual form.
    """
    rows = apps.get_model("reports", "DocumentSetting").objects
    for row in rows.exclude(kind=""):
        style = (
            rows.filter(agency=row.agency, kind="", fiscal_year__lte=row.fiscal_year).order_by("-fiscal_year").first()
        )
        row.digits = row.digits or (style.digits if style else "") or USUAL_DIGITS
        for side in SIDES:
            name = f"margin_{side}"
            held = [getattr(each, name) for each in (row, style) if each and getattr(each, name) is not None]
            setattr(row, name, held[0] if held else settings.DOCUMENT_MARGINS_CM[side])
        row.save()
    rows.filter(kind="").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_numbers_typed_for_an_issue"),
    ]

    operations = [
        migrations.AlterField(
            model_name="documentsetting",
            name="digits",
            field=models.CharField(
                blank=True, choices=[("thai", "เลขไทย"), ("arabic", "เลขอารบิก")], max_length=10, verbose_name="ตัวเลข"
            ),
        ),
        migrations.AlterField(
            model_name="documentsetting",
            name="kind",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="documentsetting",
            name="margin_bottom",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                max_digits=3,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)],
                verbose_name="ขอบล่าง (ซม.)",
            ),
        ),
        migrations.AlterField(
            model_name="documentsetting",
            name="margin_left",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                max_digits=3,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)],
                verbose_name="ขอบซ้าย (ซม.)",
            ),
        ),
        migrations.AlterField(
            model_name="documentsetting",
            name="margin_right",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                max_digits=3,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)],
                verbose_name="ขอบขวา (ซม.)",
            ),
        ),
        migrations.AlterField(
            model_name="documentsetting",
            name="margin_top",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                max_digits=3,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)],
                verbose_name="ขอบบน (ซม.)",
            ),
        ),
        migrations.RunPython(leave_the_usual_open, fill_in_what_holds),
    ]
