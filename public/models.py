"""What an agency shows of itself to everybody, besides the documents that it published."""

from django.db import models

from agencies.models import Agency


class PublicPage(models.Model):
    """The choices of an agency for its public page; an agency without them shows its published documents alone."""

    class Licence(models.TextChoices):
        NONE = "", "ไม่ได้กำหนด"
        ATTRIBUTION = "CC-BY-4.0", "ใช้ต่อได้เมื่ออ้างอิงที่มา (CC BY 4.0)"
        FREE = "CC0-1.0", "ใช้ต่อได้โดยไม่มีเงื่อนไข (CC0 1.0)"

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="public_page", verbose_name="หน่วยงาน")
    shows_result = models.BooleanField("แสดงผลการประเมิน", default=False)
    shows_measures = models.BooleanField("แสดงมาตรการและสถานะ", default=False)
    licence = models.CharField("เงื่อนไขการใช้ข้อมูล", max_length=20, choices=Licence, blank=True)

    class Meta:
        verbose_name = "หน้าเผยแพร่"
        verbose_name_plural = "หน้าเผยแพร่"

    def __str__(self) -> str:
        return f"หน้าเผยแพร่ของ{self.agency}"
