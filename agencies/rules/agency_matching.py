"""Which agency a row of a nationwide list speaks of: certain, one of several, or one that nobody knows yet.

By the code first, where both know one; then by kind, name, district and province as they are compared. What is only
alike (a name spelt otherwise, an อบต. that has become a เทศบาล, a district that one side does not say) is a doubt that
a person decides.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from agencies.rules.announced_names import AnnouncedName, plain

# Share of letters that two names have in common, in order, to be taken for one name spelt twice.
ALIKE = 0.8
MOST_OFFERED = 6
OTHER_NAME = "รหัสเดียวกัน แต่ชื่อ ประเภท หรือที่ตั้งต่างกัน"
OTHER_KIND = "ชื่อและที่ตั้งเดียวกัน แต่ประเภทต่างกัน"
OTHER_PLACE = "ชื่อและประเภทเดียวกันในจังหวัดเดียวกัน แต่อำเภอต่างกันหรือไม่ได้ระบุ"
NO_PLACE = "มีหน่วยงานชื่อนี้ แต่ไม่ได้ระบุจังหวัด"
OTHER_SPELLING = "ชื่อใกล้เคียงกันในอำเภอเดียวกัน"


@dataclass(frozen=True)
class KnownAgency:
    """An agency that the portal knows, under one of the names that it has or had."""

    slug: str
    name: AnnouncedName


@dataclass(frozen=True)
class Match:
    """What a row speaks of: `slug` where that is certain; else whom it may mean, why, and what is proposed.

    With neither, it is an agency that nobody knows yet. `proposed` is a slug, NEW, or empty where nothing speaks for
    one.
    """

    slug: str = ""
    offered: tuple[str, ...] = ()
    reason: str = ""
    proposed: str = ""

    @property
    def is_doubtful(self) -> bool:
        return bool(self.offered)


NEW = "new"  # the answer to a doubt: none of those
NOBODY = Match()


@dataclass
class AgencyIndex:
    """The agencies that the portal knows, found by whatever a list says of them; in a time that does not grow."""

    by_code: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_province: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_place: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    in_district: dict[tuple[str, ...], list[KnownAgency]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, AnnouncedName] = field(default_factory=dict)  # the first, which is the one of today

    @classmethod
    def of(cls, known: Iterable[KnownAgency]) -> "AgencyIndex":
        """Return the index of agencies; the first name of each is the one that it has now."""
        index = cls()
        for each in known:
            index._add(each)
        return index

    def _add(self, each: KnownAgency) -> None:
        own = each.name
        name, district, province = own.place_key
        self.names.setdefault(each.slug, own)
        if own.code:
            _put(self.by_code, own.code, each.slug)
        _put(self.by_key, own.key, each.slug)
        _put(self.by_province, (own.kind, name, province), each.slug)
        _put(self.by_name, (own.kind, name), each.slug)
        _put(self.by_place, (name, district, province), each.slug)
        self.in_district[own.kind, district, province].append(each)

    def match_all(self, wanted: Iterable[AnnouncedName]) -> list[Match]:
        """Return whom the rows of one list mean: whoever has a row of its own is not offered to another."""
        matches = [self.match(name) for name in wanted]
        certain = {match.slug for match in matches if match.slug}
        return [_without(match, certain) if match.offered else match for match in matches]

    def match(self, wanted: AnnouncedName) -> Match:
        """Return whom a row means."""
        exact = self.by_key.get(wanted.key, ())
        coded = self.by_code.get(wanted.code, ()) if wanted.code else ()
        if len(coded) == 1 and (list(coded) == list(exact) or self._is_same(coded[0], wanted)):
            return Match(coded[0])
        if coded:
            return _doubt([*coded, *exact], OTHER_NAME, coded[0] if len(coded) == 1 else "")
        if len(exact) == 1 and wanted.province and (wanted.district or wanted.kind == "pao"):
            return Match(exact[0])
        return self._alike(wanted)

    def _is_same(self, slug: str, wanted: AnnouncedName) -> bool:
        """Return whether a row agrees with the agency of its code in what both say."""
        own = self.names[slug]
        pairs = zip(own.key, wanted.key, strict=True)
        return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)

    def _alike(self, wanted: AnnouncedName) -> Match:
        name, district, province = wanted.place_key
        if not province:
            return _sure_or_doubt(self.by_name.get((wanted.kind, name), ()), NO_PLACE)
        here = self.by_province.get((wanted.kind, name, province), ())
        if here and not district:
            return _sure_or_doubt(here, OTHER_PLACE)
        unplaced = [slug for slug in here if not self.names[slug].district]
        if unplaced:
            return Match(unplaced[0]) if len(here) == 1 else _doubt(here, OTHER_PLACE, "")
        if turned := self.by_place.get((name, district, province), ()):
            return _doubt(turned, OTHER_KIND, "")
        if here:
            return _doubt(here, OTHER_PLACE, NEW)
        spelt = [each.slug for each in self.in_district.get((wanted.kind, district, province), ()) if _near(each, name)]
        return _doubt(spelt, OTHER_SPELLING, "") if spelt and district else NOBODY


def _put(index: dict[str, list[str]] | dict[tuple[str, ...], list[str]], key: object, slug: str) -> None:
    found: list[str] = index[key]  # type: ignore[index]  # of the two kinds of keys, the one that the index has
    if slug not in found:
        found.append(slug)


def _sure_or_doubt(found: Sequence[str], reason: str) -> Match:
    if not found:
        return NOBODY
    return Match(found[0]) if len(found) == 1 else _doubt(found, reason, "")


def _doubt(found: Iterable[str], reason: str, proposed: str) -> Match:
    return Match(offered=tuple(dict.fromkeys(found))[:MOST_OFFERED], reason=reason, proposed=proposed)


def _without(match: Match, certain: Collection[str]) -> Match:
    left = tuple(slug for slug in match.offered if slug not in certain)
    if not left:
        return NOBODY
    return replace(match, offered=left, proposed="" if match.proposed in certain else match.proposed)


def _near(each: KnownAgency, name: str) -> bool:
    own = plain(each.name.name)
    if abs(len(own) - len(name)) > 2 or not own or not name:
        return False
    return SequenceMatcher(None, own, name, autojunk=False).ratio() >= ALIKE
