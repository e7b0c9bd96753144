"""Taking what the portal computes for what was announced, where a person says that it was.

A published figure is what somebody typed; this types it, rounded to two decimals as it is shown, and is asked for cell
by cell or for every cell that is empty.
"""

from assessments.rules.codes import LEVEL
from assessments.rules.entry import Entry
from assessments.rules.figures import printed
from assessments.rules.sheet import Sheet

EVERY_EMPTY = "empty"  # asked for in place of one code


def computed_texts(sheet: Sheet) -> dict[str, str]:
    """Return what the figures give for each code that can be announced, as it would be typed; absent where nothing."""
    texts = {row.code: printed(row.computed) for row in sheet.summaries if row.computed is not None}
    return texts | ({LEVEL: sheet.computed_level} if sheet.computed_level else {})


def entries_as_computed(sheet: Sheet, wanted: str) -> list[Entry]:
    """Return the entries that take the computed figure of one code, or of every one that was not announced."""
    announced = {row.code for row in sheet.summaries if row.published is not None}
    announced |= {LEVEL} if sheet.published_level else set()
    return [
        Entry(code, text)
        for code, text in computed_texts(sheet).items()
        if code == wanted or (wanted == EVERY_EMPTY and code not in announced)
    ]
