"""The sessions of signed-in people, so that each person sees theirs and can end them."""

from uuid import uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from agencies.models.person import User
from agencies.rules.devices import device_name


class Session(AbstractBaseSession):
    """A session with the columns that its person's account page shows.

    They repeat what the session itself holds; `agencies.sessions` fills them whenever it stores a session.
    """

    key = models.UUIDField("รหัส", default=uuid4, editable=False, db_index=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions", verbose_name="ผู้ใช้")
    agent = models.CharField("เบราว์เซอร์", max_length=300, blank=True)
    address = models.CharField("ที่อยู่เครือข่าย", max_length=45, blank=True)
    since = models.DateTimeField("ตั้งแต่", null=True)
    seen = models.DateTimeField("ใช้งานล่าสุด", null=True)

    class Meta:
        verbose_name = "การเข้าสู่ระบบ"
        verbose_name_plural = "การเข้าสู่ระบบ"

    def __str__(self) -> str:
        return self.device  # never the session key, which opens the session

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from agencies.sessions import SessionStore  # which stores rows of this model

        return SessionStore

    @property
    def device(self) -> str:
        return device_name(self.agent)
