"""What the document of an open-data item must hold."""

from django.core.exceptions import ValidationError
from django.db import models

from assessments.models.framework import Framework, Question
from assessments.rules.required_element import INFERRED, NEEDS, RECALLED, SEEN, ElementSpec


def known_needs(needs: object) -> None:
    """What the portal is told to look for must be something that it can look for."""
    if not isinstance(needs, list) or not all(isinstance(need, str) and need in NEEDS for need in needs):
        raise ValidationError("กรุณาเลือกจากรายการสิ่งที่ระบบตรวจได้")


class RequiredElement(models.Model):
    """One element that an item requires: its words, and apart from them what the portal looks for."""

    class Certainty(models.TextChoices):
        SEEN = SEEN, "พบในคู่มือหรือแบบทางการ"
        RECALLED = RECALLED, "ทราบจากผู้เคยใช้ ยังไม่ได้ตรวจกับคู่มือ"
        INFERRED = INFERRED, "อนุมานจากเอกสารของหน่วยงาน ยังไม่ได้ตรวจกับคู่มือ"

    question = models.ForeignKey(Question, models.CASCADE, related_name="elements", verbose_name="ข้อ")
    position = models.PositiveSmallIntegerField("ลำดับ")
    text = models.TextField("ข้อความ")
    needs = models.JSONField("สิ่งที่ระบบตรวจ", default=list, blank=True, validators=[known_needs])
    wording = models.CharField("ข้อความตรงตามคู่มือเพียงใด", max_length=10, choices=Certainty, default=Certainty.INFERRED)
    is_wish = models.BooleanField("ควรมี", default=False, help_text="หากไม่มี ระบบเตือนแต่ไม่ห้ามออกเอกสาร")

    class Meta:
        verbose_name = "องค์ประกอบด้านข้อมูล"
        verbose_name_plural = "องค์ประกอบด้านข้อมูล"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="required_element_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def framework(self) -> Framework:
        return self.question.framework

    @property
    def spec(self) -> ElementSpec:
        """This element as a plain value for the rule modules."""
        return ElementSpec(self.text, tuple(self.needs), self.wording, self.is_wish)
