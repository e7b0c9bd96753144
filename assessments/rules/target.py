"""What is below the target: the one place that says so, for pages, documents, charts, checks and drafts alike.

A figure is judged as it is printed, rounded half up to two decimals: what reads 85.00 has reached a target of 85.00,
though the mean behind it be 84.996. Values carry the answer as `is_weak`; nothing that shows them compares again.
"""

from decimal import Decimal

from assessments.rules.figures import HIGHEST, rounded


def is_below_target(value: Decimal | None, target: Decimal) -> bool:
    """Return whether a figure of 0 to 100 reads less than the target does; an unknown figure is never below it.

    >>> is_below_target(Decimal("84.995"), Decimal(85)), is_below_target(Decimal("84.994"), Decimal(85))
    (False, True)
    """
    return value is not None and rounded(value) < rounded(target)


def lacks_full_mark(value: Decimal | None) -> bool:
    """Return whether a figure reads less than 100.00, which of an open-data item means that something was missing."""
    return is_below_target(value, HIGHEST)
