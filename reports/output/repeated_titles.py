"""The title of what a table tells about, repeated with "(ต่อ)" where a row goes on at the top of a page.

Which part of a row comes first on a page is known only while pages are laid out, and HTML has no way to say it. So
every part carries the title, and the renderer's private function that lays out a table is wrapped: it gets the parts
without their titles, but for the one that begins its page. A row in which the title itself would part, or of which a
cell has no room for its first lines, goes to the next page instead; so does any that fits a page, unless it would leave
the one before it half empty. The version is pinned, and a test reads the pages.
"""

from collections.abc import Iterator
from functools import wraps
from typing import Any

AGAIN = "again"  # class of a title in waiting
FITS = "fits-a-page"  # class of a tall row that no page has to part
HALF_A_PAGE = 0.5  # from the upper edge of the paper to the lower margin


def install() -> None:
    """Make WeasyPrint repeat titles at the top of pages. Doing it again changes nothing."""
    from weasyprint.layout import block

    if not hasattr(block.table_layout, "__wrapped__"):
        block.table_layout = _with_titles(block.table_layout)


def _with_titles(table_layout: Any) -> Any:
    @wraps(table_layout)
    def laid_out(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *args: Any) -> Any:
        _put_titles_aside(table)
        cell, skip_stack = _going_on(table, skip_stack)
        if cell is None:
            return _kept(table_layout, context, table, bottom_space, skip_stack, *args)
        children, cell.children = cell.children, [cell.title_aside]
        try:
            return _kept(table_layout, context, table, bottom_space, skip_stack, *args)
        finally:
            cell.children = children

    return laid_out


def _kept(table_layout: Any, context: Any, table: Any, bottom_space: Any, skip_stack: Any, *args: Any) -> Any:
    """Lay out a table; once more where the last row of the page would part within its title or leave a cell empty."""
    result = table_layout(context, table, bottom_space, skip_stack, *args)
    row, row_index, split_cells = _split_row(table, result[1])
    if row is None or not (
        any(_parts_badly(row.children[index], place) for index, place in split_cells.items())
        or (
            FITS in row.element.get("class", "").split() and _top_of(row, result[0]) > HALF_A_PAGE * context.page_bottom
        )
    ):
        return result
    begins_page = row_index in {
        each for rows in (skip_stack or {0: {0: None}}).values() for each in (rows or {0: None})
    }
    if begins_page:
        return result
    row.style = row.style.copy()
    row.style["break_inside"] = "avoid"
    return table_layout(context, table, bottom_space, skip_stack, *args)


def _put_titles_aside(table: Any) -> None:
    """Take the titles in waiting out of their cells, once for each group of rows."""
    for group in table.children:
        if hasattr(group, "has_titles_aside"):
            continue
        group.has_titles_aside = True
        for cell in (cell for row in group.children for cell in row.children):
            for title in filter(_is_in_waiting, cell.children):
                cell.title_aside = title
                cell.children = [each for each in cell.children if each is not title]


def _is_in_waiting(box: Any) -> bool:
    return box.element is not None and AGAIN in box.element.get("class", "").split()


def _top_of(row: Any, table: Any) -> float:
    """Return how far down its page a row begins that is parted there."""
    return next(
        (each.position_y for group in table.children for each in group.children if each.element is row.element), 0.0
    )


def _parts_badly(cell: Any, place: Any) -> bool:
    """Return whether a cell that goes on from a place is that of the title, or has nothing before it."""
    return hasattr(cell, "title_aside") or place == {0: None}


def _split_row(table: Any, resume_at: Any) -> tuple[Any, int, dict[int, Any]]:
    """Return the row within which a table is to go on, its place, and where its cells that are not finished go on."""
    for group_index, rows in (resume_at or {}).items():
        for row_index, cells in (rows or {}).items():
            if cells:
                return table.children[group_index].children[row_index], row_index, cells
    return None, 0, {}


def _going_on(table: Any, skip_stack: Any) -> tuple[Any, Any]:
    """Return the cell in which a title is repeated, if any, and where the table goes on when the cell starts anew."""
    for group_index, rows in (skip_stack or {}).items():
        for row_index, cells in (rows or {}).items():
            row = table.children[group_index].children[row_index]
            for index, cell in _waiting(row):
                anew = {**cells, index: {0: None}} if cells else None
                return (cell, {group_index: {row_index: anew}}) if cells or _is_later_part(row) else (None, skip_stack)
    return None, skip_stack


def _is_later_part(row: Any) -> bool:
    return "goes-on" in row.element.get("class", "").split()


def _waiting(row: Any) -> Iterator[tuple[int, Any]]:
    return ((index, cell) for index, cell in enumerate(row.children) if hasattr(cell, "title_aside"))
