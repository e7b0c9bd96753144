"""The sessions of signed-in people, so that each person sees theirs and can end them."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import OperationalError, models
from django.utils import timezone

from agencies.models.person import User
from agencies.prepared_queries import PreparedQuery
from agencies.rules.devices import device_name

# Who accounts were asked of before: sessions of then go on. Not needed any more once the last of them has ended.
FORMER_BACKEND, BACKEND = "django.contrib.auth.backends.ModelBackend", "agencies.backends.PersonBackend"
DEVICE = "device"  # under which a session holds where it is used from


class Session(AbstractBaseSession):
    """A session with the columns that its person's account page shows.

    They repeat what the session itself holds; `SessionStore` fills them whenever it stores a session.
    """

    key = models.UUIDField("รหัส", default=uuid4, editable=False, db_index=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions", verbose_name="ผู้ใช้")
    agent = models.CharField("เบราว์เซอร์", max_length=300, blank=True)
    address = models.CharField("หมายเลข IP", max_length=45, blank=True)
    since = models.DateTimeField("ตั้งแต่", null=True)
    seen = models.DateTimeField("ใช้งานล่าสุด", null=True)

    class Meta:
        verbose_name = "การเข้าสู่ระบบ"
        verbose_name_plural = "การเข้าสู่ระบบ"

    def __str__(self) -> str:
        return self.device  # never the session key, which opens the session

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        return SessionStore

    @property
    def device(self) -> str:
        return device_name(self.agent)


SESSION_FOUND = PreparedQuery(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the columns of `Session` filled from what the session holds."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """Return the session as Django does, by the query that is put together once.

        A key with NUL, which no session has, PostgreSQL refuses to look for.
        """
        key = self.session_key or ""
        stored: Session | None = None if "\0" in key else SESSION_FOUND.found(key)
        if stored is not None and stored.expire_date > timezone.now():
            return stored
        self._session_key = None
        return None

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        held: dict[str, Any] = super().decode(session_data)
        if held.get(BACKEND_SESSION_KEY) == FORMER_BACKEND:
            held[BACKEND_SESSION_KEY] = BACKEND
        return held

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        stored = cast(Session, super().create_model_instance(data))
        stored.user_id = data.get(SESSION_KEY)
        if device := data.get(DEVICE):
            stored.key = UUID(device["key"])
            stored.agent, stored.address = device["agent"], device["address"]
            stored.since, stored.seen = (datetime.fromisoformat(device[name]) for name in ("since", "seen"))
        return stored

    def save(self, must_create: bool = False) -> None:
        """Store the session; a disk that is full or a database that is away is said as that.

        Django takes every failure for a session that was ended meanwhile, and answers that it cannot read the request.
        """
        try:
            super().save(must_create=must_create)
        except UpdateError as failed:
            if isinstance(failed.__context__, OperationalError):
                raise failed.__context__ from failed.__context__.__cause__
            raise
