"""How much of what people type is kept for them before it is stored, and for how long."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

DAYS_KEPT = timedelta(days=30)
MOST_OF_PERSON = 100
MOST_LETTERS = 2_000_000  # of all texts of a form
LONGEST_PAGE, LONGEST_NAME, LONGEST_TITLE = 300, 100, 200
# What never leaves the page: secrets, and what belongs to this one opening of it.
LEFT_OUT = ("csrfmiddlewaretoken", "written-by", "unsaved")


def is_page(page: str) -> bool:
    """Return whether a text is the path of a page of the portal."""
    return page.startswith("/") and not page.startswith("//") and "\\" not in page and len(page) <= LONGEST_PAGE


def read_fields(sent: Any) -> tuple[tuple[str, str], ...] | None:
    """Return the fields that a page sent, in their order; None where they are no fields or too many letters."""
    if not isinstance(sent, list) or not all(_is_field(each) for each in sent):
        return None
    fields = tuple((_whole(name), _whole(text)) for name, text in sent if _is_kept(name))
    return fields if _letters(fields) <= MOST_LETTERS else None


def _whole(text: str) -> str:
    """Return a text without halves of letters, which no page can show."""
    return text.encode("utf-8", "replace").decode()


def _is_field(each: Any) -> bool:
    return isinstance(each, list) and len(each) == 2 and all(isinstance(part, str) for part in each)


def _is_kept(name: str) -> bool:
    return name not in LEFT_OUT and "password" not in name.lower()


def _letters(fields: Iterable[tuple[str, str]]) -> int:
    return sum(len(name) + len(text) for name, text in fields)
