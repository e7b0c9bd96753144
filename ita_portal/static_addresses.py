"""The addresses of static files, which a page names by the dozen: each is made once in a process."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage


class RememberedAddresses:
    """Remembers what a storage answered: a name leads to the same address until the portal is started anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str | None, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        if force:
            return str(super().url(name, force))  # type: ignore[misc]  # of the storage beside it
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))  # type: ignore[misc]
        return self._addresses[name]


class PlainStorage(RememberedAddresses, StaticFilesStorage):
    """The static files under their own names, for a developer's own server."""
