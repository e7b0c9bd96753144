"""Deadlines as a calendar reads them (RFC 5545): days, in texts that are escaped and folded by octets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LINE_OCTETS = 75
PRODUCT = "-//ITA portal//Deadlines//TH"


@dataclass(frozen=True)
class CalendarDay:
    """Something on a day, or on several in a row; `uid` stays the same however often the calendar is read."""

    uid: str
    summary: str
    day: date
    last: date | None = None
    description: str = ""
    url: str = ""


def calendar_text(name: str, days: Iterable[CalendarDay], at: datetime) -> str:
    """Return a calendar of whole days, made at a moment of UTC; its lines end as the standard wants it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]
    for each in days:
        lines += _event(each, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Return a text as a value of a calendar; control characters have no place in one."""
    lines = "\n".join(text.splitlines())
    for letter, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        lines = lines.replace(letter, written)
    return "".join(letter for letter in lines if letter >= " " and letter != "\x7f")


def folded(line: str) -> Iterator[str]:
    """Yield a line in parts of 75 octets at most, all but the first begun by a blank; no letter is cut."""
    part, octets = "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LINE_OCTETS:
            yield part
            part, octets = " ", 1
        part, octets = part + letter, octets + size
    yield part


def _event(each: CalendarDay, at: datetime) -> list[str]:
    after = (each.last or each.day) + timedelta(days=1)  # the end is the first day that does not belong to it
    lines = ["BEGIN:VEVENT", f"UID:{each.uid}", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"]
    lines += [f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    lines += [f"SUMMARY:{escaped(each.summary)}"]
    lines += [f"DESCRIPTION:{escaped(each.description)}"] if each.description else []
    lines += [f"URL:{each.url}"] if each.url else []
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]
