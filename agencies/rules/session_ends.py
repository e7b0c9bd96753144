"""When a session is over, however often it is used and however long somebody was away."""

from datetime import datetime, timedelta

WORKDAY = timedelta(hours=12)
REMEMBERED_DAYS = 14
REMEMBERED = timedelta(days=REMEMBERED_DAYS)
IDLE_MINUTES = 30
IDLE = timedelta(minutes=IDLE_MINUTES)


def is_over(*, since: datetime, seen: datetime, now: datetime, is_remembered: bool, is_idle_limited: bool) -> bool:
    """Return whether a session has come to its end: a workday after signing in, or what its person chose instead.

    One that must not lie about is over as well when it was not used for a while.

    >>> morning, evening = datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 20, 1)
    >>> is_over(since=morning, seen=evening, now=evening, is_remembered=False, is_idle_limited=False)
    True
    """
    if now - since > (REMEMBERED if is_remembered else WORKDAY):
        return True
    return is_idle_limited and now - seen > IDLE
