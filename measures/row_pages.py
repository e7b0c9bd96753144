"""The pages of a long list: the rows of one are shown whole, of all others the titles, each a way to its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

ROWS_OF_A_PAGE = 50
EVERYTHING = "all"  # said in an address instead of the number of a page


class PagedRow(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def number(self) -> int: ...


R = TypeVar("R", bound=PagedRow)


@dataclass(frozen=True)
class RowPage(Generic[R]):
    number: int
    rows: tuple[R, ...]

    @property
    def words(self) -> str:
        """The numbers from which and to which its rows have, of which a narrowed list leaves some out."""
        return f"{self.rows[0].number} ถึง {self.rows[-1].number}"


@dataclass(frozen=True)
class RowsAsked:
    """What an address wants to see of a list: the page with a row, else that of a number, else the first."""

    keys: tuple[str, ...] = ()
    place: str = ""

    def page_of(self, pages: Sequence[RowPage[R]]) -> RowPage[R] | None:
        """Return the page; None where the list has no pages, or all of it is asked for."""
        if self.place == EVERYTHING or not pages:
            return None
        with_row = (page for page in pages if any(row.key in self.keys for row in page.rows))
        numbered = (page for page in pages if str(page.number) == self.place)
        return next(with_row, None) or next(numbered, pages[0])


def row_pages(rows: Sequence[R]) -> tuple[RowPage[R], ...]:
    """Return the pages of a list, none where it is short enough for one."""
    if len(rows) <= ROWS_OF_A_PAGE:
        return ()
    starts = range(0, len(rows), ROWS_OF_A_PAGE)
    return tuple(RowPage(number, tuple(rows[start : start + ROWS_OF_A_PAGE])) for number, start in enumerate(starts, 1))


def rows_asked(query: Mapping[str, str]) -> RowsAsked:
    """Read the row that is opened, the row that a link leads to, and the page."""
    return RowsAsked((query.get("row", ""), query.get("measure", "")), query.get("page", ""))
