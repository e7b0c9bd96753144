"""Finding an agency by whatever lists, files and letters call it, and the order in which agencies are listed."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ita_portal.text.dictionary_order import KEPT, dictionary_key
from ita_portal.text.spelling import compared

LONGEST_QUERY = 100
# What a person may put before a name beside what the lists print.
MUNICIPALITY = "เทศบาล"
# Between the names of an agency, so that no word begins in one and ends in the next.
PARTED = "|"
LONGEST_KEY = 1_000  # bytes; an index of PostgreSQL takes 2,700


class ListedAgency(Protocol):
    """What a list says of an agency."""

    name: str
    district: str
    province: str

    @property
    def full_name(self) -> str: ...

    @property
    def short_name(self) -> str: ...


@dataclass(frozen=True)
class AgencyQuery:
    """What somebody looks for: words that all have to be found, in any of an agency's names and places."""

    words: tuple[str, ...]


def read_query(text: str) -> AgencyQuery:
    """Return the words that were typed, however they are spelt; without dots, as อบต and อบต. are one."""
    words = (_plain(word) for word in text[:LONGEST_QUERY].replace(PARTED, " ").split())
    return AgencyQuery(tuple(word for word in words if word))


def listing_key(agency: ListedAgency) -> bytes:
    """Return the place of an agency in a list: by province, district and name, as a dictionary has them.

    Agencies keep it: what changes it needs a migration that makes it anew (`agencies` 0022).
    """
    parts = (part for each in (agency.province, agency.district, agency.name) for part in dictionary_key(each))
    return "\0".join(parts).encode()[:LONGEST_KEY]


def sought_names(agency: ListedAgency) -> str:
    """Return what the words of a query are looked for in, besides the slug; kept and made anew like the key above."""
    names = [agency.full_name, agency.short_name]
    if agency.full_name.startswith(MUNICIPALITY):
        names.append(f"{MUNICIPALITY}{agency.name}")
    if agency.district:
        names += [f"อำเภอ{agency.district}", f"อ.{agency.district}"]
    if agency.province:
        names += [f"จังหวัด{agency.province}", f"จ.{agency.province}"]
    return _plain(PARTED.join(names))


@lru_cache(KEPT)
def _plain(text: str) -> str:
    return compared(text).replace(".", "")
