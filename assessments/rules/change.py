"""How a figure moved between two results, for people: the difference of what they read, so that it adds up on paper.

Both figures are rounded half up to two decimals before they are compared: 84.996 after 85.004 is no fall, since both
are printed as 85.00.
"""

from decimal import Decimal

from assessments.rules.figures import rounded

ROSE, FELL, SAME = "rose", "fell", "same"


def change_between(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    """Return the newer figure less the older one, both as printed (-100.00 to 100.00); None where one is unknown.

    >>> change_between(Decimal("85.004"), Decimal("84.996")), change_between(Decimal("80"), Decimal("83.2"))
    (Decimal('0.00'), Decimal('3.20'))
    """
    return None if old is None or new is None else rounded(new) - rounded(old)


def direction_of(change: Decimal | None) -> str:
    """Return which way a change went: ROSE, FELL or SAME, and nothing where it is unknown."""
    if change is None:
        return ""
    if change == 0:
        return SAME
    return ROSE if change > 0 else FELL
