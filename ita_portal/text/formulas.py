"""Texts that no spreadsheet takes for a formula, and the same texts as they were before."""

# With these a cell of text would become a formula in the spreadsheet of whoever opens the file.
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def without_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> without_formula("=1+1"), without_formula("ลำดับที่ 5"), with_formula_mark("'=1+1")
    ("'=1+1", 'ลำดับที่ 5', '=1+1')
    """
    return f"'{text}" if text.lstrip("'").startswith(_LIVE) else text


def with_formula_mark(text: str) -> str:
    """Undo `without_formula`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_LIVE) else text
