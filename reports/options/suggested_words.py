"""Words for the heads of columns and prefaces that an agency may choose: those of the round's elements, and usual ones.

No list of elements has been compared with a handbook, so that none of their words is printed unless somebody chooses
it; what nobody saw in print says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.rules.required_element import ElementSpec
from reports.options.choices import HEADING

LONGEST = 60  # letters; a sentence is no head of a column
NEEDS = {"measure": "measures"}  # of a column, where it is not called like what an element needs
UNCONFIRMED = "ยังไม่ยืนยันถ้อยคำ"
USUAL = {"preface_heading": ("คำนำ", "บทนำ")}


@dataclass(frozen=True)
class SuggestedWords:
    text: str
    source: str = ""  # who words it so; empty where everybody does


def suggested_words(
    elements: Iterable[ElementSpec], item: str, keys: Iterable[str]
) -> Mapping[str, tuple[SuggestedWords, ...]]:
    """Return words for each of the texts `keys` that has some; `item` names the item that has the elements."""
    found: dict[str, list[SuggestedWords]] = {}
    for element in elements:
        if len(element.needs) == 1 and len(element.text) <= LONGEST:
            source = item if element.is_confirmed else f"{item} ({UNCONFIRMED})"
            found.setdefault(element.needs[0], []).append(SuggestedWords(element.text, source))
    words = {key: (*found.get(_need(key), ()), *map(SuggestedWords, USUAL.get(key, ()))) for key in keys}
    return {key: each for key, each in words.items() if each}


def _need(key: str) -> str:
    column = key.removeprefix(HEADING)
    return NEEDS.get(column, column) if key.startswith(HEADING) else ""
