"""What the assessors' form is told of a published document: มี or ไม่มี, the addresses, and the way click by click.

Assessors begin at the main website of the agency and look only at the address of the first answer; the address
therefore carries the year, and the way to it is told in the words of the website's own menus.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

THERE_IS, THERE_IS_NONE = "มี", "ไม่มี"
LONGEST_MENU, MOST_MENUS = 200, 12
# Assessors come back to an address for weeks: what opened longer ago is looked at once more.
LOOKED_AT_ENOUGH = timedelta(days=14)


@dataclass(frozen=True)
class HandedDocument:
    """A document with what is known of the ways to it; an empty address is one that nobody has told."""

    name: str  # of its kind, with its year
    title: str  # under which the public page lists it
    words: str  # number, date and version of the newest published one; empty while none is
    year: int  # under which the public page lists it
    agency: str
    website: str = ""  # the agency's main website
    page: str = ""  # where the portal shows the document
    home: str = ""  # where the portal shows the agency
    address: str = ""  # where the document lies on the agency's website
    menus: tuple[str, ...] = ()  # by which one comes there

    @property
    def answer(self) -> str:
        return THERE_IS if self.words else THERE_IS_NONE

    @property
    def addresses(self) -> tuple[str, ...]:
        """What belongs into the field for the URL, the agency's own website first."""
        return tuple(each for each in (self.address, self.page) if each) if self.words else ()

    @property
    def explanation(self) -> str:
        """The way to the document, a step in each line; while nothing is published there is none."""
        if not self.words:
            return ""
        steps = self._over_website if self.address else self._over_portal
        numbered = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
        return "\n".join([*numbered, f"{self.name} {self.words}"])

    @property
    def _over_website(self) -> list[str]:
        begin = f"เปิดเว็บไซต์หลักของ{self.agency}{f' {self.website}' if self.website else ''}"
        menus = [f"{'ที่หน้าหลัก ' if first else ''}เลือก “{menu}”" for first, menu in _first(self.menus)]
        return [begin, *menus, f"เปิด {self.name} หรือเปิดโดยตรงที่ {self.address}", *self._also]

    @property
    def _also(self) -> list[str]:
        return [f"ไฟล์เดียวกันพร้อมรหัสตรวจสอบอยู่ที่ {self.page}"] if self.page else []

    @property
    def _over_portal(self) -> list[str]:
        return [
            f"เปิดหน้าเผยแพร่ของ{self.agency} {self.home}",
            f"เลือก “ปีงบประมาณ พ.ศ. {self.year}”",
            f"เลือก “{self.title}” หรือเปิดโดยตรงที่ {self.page}",
            "กดปุ่ม “อ่านในหน้าเว็บ” หรือ “ดาวน์โหลด PDF”",
        ]


@dataclass(frozen=True)
class SeenPlace:
    """What was found where a document lies on the agency's website: whether it opened, when, and who says so."""

    has_address: bool = False
    is_seen: bool = False
    is_open: bool = False
    seen_on: date | None = None

    @property
    def is_broken(self) -> bool:
        return self.is_seen and not self.is_open

    def is_looked_at(self, today: date) -> bool:
        """Return whether the address opened not long before a day."""
        return self.is_open and self.seen_on is not None and today - self.seen_on <= LOOKED_AT_ENOUGH


def menus_of(text: str) -> tuple[str, ...]:
    """Return the menus that were typed, a line each; the marks with which people join them part them too."""
    lines = text.replace(">", "\n").replace("›", "\n").replace("»", "\n").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def is_due_to_be_seen(place: SeenPlace, closes: date | None, now: datetime, at_hand: date) -> bool:
    """Return whether the portal looks at an address by itself: before its round closes, and while it does not open."""
    if not place.has_address or closes is None or closes < now.date():
        return False
    return place.is_broken or (closes <= at_hand and not place.is_looked_at(now.date()))


def _first(menus: tuple[str, ...]) -> list[tuple[bool, str]]:
    return [(at == 0, menu) for at, menu in enumerate(menus)]
