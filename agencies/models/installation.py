"""What the portal itself has, whatever the agency."""

from django.db import models
from django.db.models import Q

from agencies.models.agency import Agency
from agencies.models.picture import PICTURE_VALIDATORS

THE_ONE = 1


class Installation(models.Model):
    """What holds for every agency of this portal; one row, made when there is something to say."""

    garuda = models.ImageField(
        "ครุฑ",
        upload_to="garudas/",
        blank=True,
        validators=PICTURE_VALIDATORS,
        help_text="ใช้ในบันทึกข้อความและประกาศของทุกหน่วยงานที่ไม่ได้ใส่ครุฑของตนเอง ใช้ได้เฉพาะไฟล์ PNG, JPEG หรือ SVG ไม่เกิน 2 MB",
    )

    class Meta:
        verbose_name = "ครุฑของระบบ"
        verbose_name_plural = "ครุฑของระบบ"
        constraints = [models.CheckConstraint(condition=Q(pk=THE_ONE), name="installation_once")]

    def __str__(self) -> str:
        return "ครุฑของระบบ"


def garuda_of(agency: Agency) -> models.fields.files.ImageFieldFile | None:
    """Return the ครุฑ that an agency's letters bear: its own, else that of the installation; None without either."""
    if agency.garuda:
        return agency.garuda
    installation = Installation.objects.first()
    return installation.garuda if installation and installation.garuda else None
