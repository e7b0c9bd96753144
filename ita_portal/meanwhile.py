"""Two people at one thing: whoever saves second is shown what the first one saved, and nothing is overwritten."""

from typing import Generic, TypeVar

Stored = TypeVar("Stored")


class SavedMeanwhile(Exception, Generic[Stored]):
    """Somebody else saved first, after the page was opened; nothing was written. Carries what is stored now."""

    def __init__(self, stored: Stored) -> None:
        super().__init__(stored)
        self.stored = stored
