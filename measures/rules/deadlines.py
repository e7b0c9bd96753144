"""How near a deadline is, in words."""

from datetime import date, timedelta

SOON = 7
# So long before its day a round is at hand: the first reminder comes then.
DAYS_AHEAD = 30


def at_hand_until(today: date) -> date:
    """Return the last day of a deadline that is at hand today."""
    return today + timedelta(days=DAYS_AHEAD)


def days_left(due: date, today: date) -> str:
    """Say how many days are left, counting neither day itself."""
    days = (due - today).days
    if days < 0:
        return f"เกินกำหนด {-days} วัน"
    return f"เหลืออีก {days} วัน" if days else "ครบกำหนดวันนี้"


def nearness(due: date, today: date) -> str:
    """Return `overdue`, `soon` (within a week) or `later`, by which a page marks a deadline."""
    days = (due - today).days
    if days < 0:
        return "overdue"
    return "soon" if days <= SOON else "later"
