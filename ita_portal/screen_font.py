"""The Thai face of the pages, served by the portal from the Debian package that set-up installs.

Loma was drawn for screens, with the loops that tell ก from ถ and ภ. Where its package is missing, pages are shown in a
font of the reader's own machine, and `manage.py check` says so.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ita_portal.static_addresses import RememberedAddresses

PACKAGE = "fonts-tlwg-loma-ttf"
# What the stylesheets call them, and what the package does.
SCREEN_FONTS = {"fonts/loma.ttf": "Loma.ttf", "fonts/loma-bold.ttf": "Loma-Bold.ttf"}


class ScreenFontStorage(FileSystemStorage):
    """The two weights in the package's folder, under the names that the stylesheets know; nothing else of it."""

    def path(self, name: str) -> str:
        return str(Path(self.location) / SCREEN_FONTS[name])


class ScreenFontFinder(BaseFinder):
    """Finds the screen font for `collectstatic` and for a developer's own server."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = ScreenFontStorage(location=settings.SCREEN_FONT_ROOT)

    @property
    def is_complete(self) -> bool:
        """Whether both weights are installed."""
        return len(self._present) == len(SCREEN_FONTS)

    @property
    def _present(self) -> tuple[str, ...]:
        return tuple(name for name in SCREEN_FONTS if self.storage.exists(name))

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [self.storage.path(name) for name in self._present if name == path]
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        return ((name, self.storage) for name in self._present)


class StaticStorage(RememberedAddresses, CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """The static files in production, each under a name that changes with it and may be kept for ever."""

    def hashed_name(self, name: str, content: "File[bytes] | None" = None, filename: str | None = None) -> str:
        """Leave the name of a font that is not there as it is: the stylesheet that asks for it stays good without."""
        is_missing = name in SCREEN_FONTS and content is None and not self.exists(name)
        return name if is_missing else str(super().hashed_name(name, content, filename))
