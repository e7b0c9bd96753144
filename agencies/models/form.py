"""Forms between their page and what they store: sent once already, or written in and not stored yet."""

import json
from datetime import datetime

from django.db import models

from agencies.models.person import User


class SentForm(models.Model):
    """A form that created something: sent once more, it leads where it led before. See `agencies.once`."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="ผู้ใช้")
    key = models.CharField("รหัส", max_length=64)  # digest of the form's key and of the address that it was sent to
    address = models.CharField("หน้าที่ไปต่อ", max_length=500, blank=True)  # empty while it is being stored
    messages = models.JSONField("ข้อความ", default=list)
    at = models.DateTimeField("เมื่อ", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "แบบฟอร์มที่ส่งแล้ว"
        verbose_name_plural = "แบบฟอร์มที่ส่งแล้ว"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return self.address


class UnsavedFormQuerySet(models.QuerySet["UnsavedForm"]):
    def on_page(self, person: User, page: str) -> "UnsavedFormQuerySet":
        """What a person wrote on the forms of a page, without the texts themselves."""
        return self.filter(person=person, page=page).defer("fields")

    def before(self, moment: datetime) -> "UnsavedFormQuerySet":
        return self.filter(saved_at__lt=moment)


class UnsavedForm(models.Model):
    """What a person wrote in a form and has not stored yet. It is theirs alone, and goes when the form is stored.

    Each opened page keeps its own, so that no text that waits is overwritten by what is begun beside it.
    """

    key = models.UUIDField("รหัส", editable=False)  # chosen by the page
    person = models.ForeignKey(User, models.CASCADE, related_name="unsaved_forms", verbose_name="ผู้ใช้")
    page = models.CharField("หน้า", max_length=300)  # path of the page on which the form stands
    name = models.CharField("แบบฟอร์ม", max_length=100)  # which of the page's forms
    query = models.CharField("ส่วนของหน้า", max_length=300, blank=True)  # what else leads to it
    title = models.CharField("ชื่อหน้า", max_length=200)
    fields = models.TextField("ข้อความ")  # JSON without letters beyond ASCII, so that every database takes any text
    saved_at = models.DateTimeField("เก็บเมื่อ", db_index=True)

    objects = UnsavedFormQuerySet.as_manager()

    class Meta:
        verbose_name = "ร่างที่ยังไม่ได้บันทึก"
        verbose_name_plural = "ร่างที่ยังไม่ได้บันทึก"
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="an_unsaved_form_is_kept_once")]
        indexes = [models.Index(fields=["person", "page"], name="unsaved_forms_of_a_page")]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        return f"{self.page}?{self.query}" if self.query else self.page

    @property
    def texts(self) -> list[list[str]]:
        """The fields in the order of the form: each with its name and its text."""
        fields: list[list[str]] = json.loads(self.fields)
        return fields
