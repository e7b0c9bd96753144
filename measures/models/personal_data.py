"""What was found of personal data in files of evidence, by the digest of each: never the data themselves."""

from django.db import models

from agencies.models import Agency


class FileLook(models.Model):
    """A file that was looked through once, by the rules of a number; the same bytes are not read again."""

    sha256 = models.CharField("SHA-256", max_length=64)
    rules = models.PositiveSmallIntegerField("รุ่นของกฎที่ใช้ตรวจ")
    places = models.JSONField("ตำแหน่งที่พบ", default=list)  # kind, where, and the words that may stand there
    refusal = models.TextField("เหตุที่อ่านไม่ได้", blank=True)
    at = models.DateTimeField("ตรวจเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ไฟล์ที่ตรวจหาข้อมูลส่วนบุคคลแล้ว"
        verbose_name_plural = "ไฟล์ที่ตรวจหาข้อมูลส่วนบุคคลแล้ว"
        constraints = [models.UniqueConstraint(fields=["sha256", "rules"], name="file_look_once")]

    def __str__(self) -> str:
        return self.sha256


class ConfirmedPlace(models.Model):
    """A place of a file of which somebody of the agency says that it may stand as it is, such as an office's number."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="confirmed_places")
    sha256 = models.CharField("SHA-256", max_length=64)
    number = models.PositiveSmallIntegerField("ลำดับที่พบ")
    by_name = models.CharField("ผู้ยืนยัน", max_length=150)
    at = models.DateTimeField("ยืนยันเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ตำแหน่งที่ยืนยันว่าเผยแพร่ได้"
        verbose_name_plural = "ตำแหน่งที่ยืนยันว่าเผยแพร่ได้"
        constraints = [models.UniqueConstraint(fields=["agency", "sha256", "number"], name="confirmed_place_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.sha256} {self.number}"
