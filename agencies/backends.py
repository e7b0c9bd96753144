"""Who a session belongs to, and how a password opens one: as Django does, by a query that is put together once."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from agencies.models import User
from agencies.prepared_queries import PreparedQuery

PERSON_FOUND = PreparedQuery(lambda key: User.objects.filter(pk=key), int)


class PersonBackend(ModelBackend):
    """Accounts and their passwords. Every page of who is signed in asks for the account."""

    def get_user(self, user_id: Any) -> User | None:
        person: User | None = PERSON_FOUND.found(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
