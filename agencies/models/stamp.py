"""How the data of an agency stand: a mark that every write renews, whoever writes, see `agencies/stamps.py`."""

from django.db import models


class Stamp(models.Model):
    """The mark of one agency, or of the portal itself, whose framework years and pictures every agency reads.

    It is no relation: the database writes it, and what is left of an agency that was removed disturbs nobody.
    """

    agency = models.PositiveBigIntegerField(primary_key=True)  # the key of an agency, or THE_PORTAL
    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = "ตราประทับของข้อมูล"
        verbose_name_plural = "ตราประทับของข้อมูล"

    def __str__(self) -> str:
        return self.mark
