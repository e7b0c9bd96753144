"""Where a figure stands among those of other agencies, in counts from which no other agency can be told.

Figures are 0 to 100 as printed; a band reaches from its lowest value to the next band's. Four laws, on the others
alone:
- a group is shown only where it holds at least FEWEST others;
- each band shown holds none of them, or at least FEWEST; smaller ones are joined with their neighbours;
- the same holds for what a larger group has besides a smaller one within it, in the sum and band by band: whoever
  subtracts a district from its province learns of no fewer than FEWEST agencies;
- where all of a group, or all around it, lie in one band, no band is shown: each of them would be known by it.
No mean, median, lowest or highest figure is told: each would move with one agency, and name it as it comes or goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.figures import HIGHEST, rounded

FEWEST = 5
LOWS = (0, 50, 70, 75, 80, 85, 90, 95)
UNKNOWN_BAND = "-"
Counts = Sequence[int]  # of others, by band
Part = tuple[int, ...]  # bands that are shown as one


@dataclass(frozen=True)
class BandCount:
    """A band of figures with how many others lie in it, and whether one's own does."""

    low: int
    high: int  # below which it ends; 100 belongs to the last
    count: int
    is_own: bool

    @property
    def words(self) -> str:
        if self.low == 0 and self.high == HIGHEST:
            return "0 ถึง 100"
        if self.high == HIGHEST:
            return f"{self.low} ขึ้นไป"
        return f"ต่ำกว่า {self.high}" if self.low == 0 else f"{self.low} ถึง {self.high - 1}.99"


@dataclass(frozen=True)
class Distribution:
    """How the others of a group lie, the highest band first."""

    bands: tuple[BandCount, ...]

    @property
    def others(self) -> int:
        return sum(band.count for band in self.bands)

    @property
    def above(self) -> int:
        """How many lie in higher bands than one's own; 0 where one's own figure is unknown."""
        own = self._own
        return 0 if own is None else sum(band.count for band in self.bands[:own])

    @property
    def beside(self) -> int:
        own = self._own
        return 0 if own is None else self.bands[own].count

    @property
    def below(self) -> int:
        own = self._own
        return 0 if own is None else sum(band.count for band in self.bands[own + 1 :])

    @property
    def is_parted(self) -> bool:
        """Whether it says more than how many there are."""
        return len(self.bands) > 1

    @property
    def knows_own(self) -> bool:
        return self._own is not None

    @property
    def _own(self) -> int | None:
        return next((at for at, band in enumerate(self.bands) if band.is_own), None)


def band_of(value: Decimal | None) -> int | None:
    """Return the band of a figure, from 0 for the lowest."""
    return None if value is None else max(at for at, low in enumerate(LOWS) if rounded(value) >= low)


def bands_text(figures: Mapping[str, Decimal], codes: Iterable[str]) -> str:
    """Return the bands of figures as a text, a letter for each code, to be stored and counted."""
    found = (band_of(figures.get(code)) for code in codes)
    return "".join(UNKNOWN_BAND if band is None else str(band) for band in found)


def counted(texts: Iterable[str], width: int) -> list[Counts]:
    """Return how many figures of each code lie in each band, from the bands of agencies as texts."""
    columns = ["".join(letters) for letters in zip(*(text[:width] for text in texts), strict=True)] or [""] * width
    return [tuple(column.count(str(band)) for band in range(len(LOWS))) for column in columns]


def distributions(groups: Sequence[Counts], own: int | None) -> list[Distribution | None]:
    """Return what may be shown of groups of others, each within the one before it; None for one that may not.

    `own` is the band of one's own figure, which is in no count.
    """
    shown: list[Distribution | None] = []
    parts: list[Part] = [(band,) for band in range(len(LOWS))]
    around: Counts | None = None  # the smallest group that is shown so far
    for counts in groups:
        rest = [0] * len(LOWS) if around is None else [more - less for more, less in zip(around, counts, strict=True)]
        if sum(counts) < FEWEST or not _is_safe(sum(rest)):
            shown.append(None)
            continue
        parts = _joined(parts, counts, rest)
        if any(_is_alike(parts, each) for each in (counts, rest)):
            parts = [tuple(range(len(LOWS)))]
        around = counts
        shown.append(Distribution(tuple(_band(part, counts, own) for part in reversed(parts))))
    return shown


def _is_safe(count: int) -> bool:
    return count == 0 or count >= FEWEST


def _is_alike(parts: Iterable[Part], counts: Counts) -> bool:
    """Return whether all of a group lie in one band, so that the band of each of them would be known."""
    return sum(any(counts[band] for band in part) for part in parts) == 1


def _joined(parts: Iterable[Part], counts: Counts, rest: Counts) -> list[Part]:
    """Return parts joined with their neighbours until neither the group nor the rest has a few in one."""
    done: list[Part] = []
    open_part: Part = ()
    for part in parts:
        open_part += part
        if _are_safe(open_part, counts, rest):
            done.append(open_part)
            open_part = ()
    while open_part and done:
        open_part = done.pop() + open_part
        if _are_safe(open_part, counts, rest):
            done.append(open_part)
            open_part = ()
    return done


def _are_safe(part: Part, *groups: Counts) -> bool:
    return all(_is_safe(sum(counts[band] for band in part)) for counts in groups)


def _band(part: Part, counts: Counts, own: int | None) -> BandCount:
    high = LOWS[part[-1] + 1] if part[-1] + 1 < len(LOWS) else int(HIGHEST)
    return BandCount(LOWS[part[0]], high, sum(counts[band] for band in part), own in part)
