"""Which measures of a plan a page shows, and in which order: read from an address, written to one, put in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from ita_portal.text.dictionary_order import dictionary_key
from ita_portal.text.spelling import compared, one_spelling
from measures.rules.standing import BESIDE, Standing
from measures.rules.tracking import DONE, DUES, IN_NONE, OVERDUE, SOON, STATUSES, Groups, Tracked, groups_of

LABELS = {
    "department": "ผู้รับผิดชอบ",
    "status": "สถานะ",
    "due": "กำหนด",
    "report": "รายงานที่ยังไม่นับ",
    "issue": "ประเด็น",
    "indicator": "ตัวชี้วัด",
    "q": "คำค้น",
}
GROUP_KINDS = ("department", "issue", "indicator")
MAX_SEARCH = 100
_STATUS_ORDER = list(STATUSES)

# What the list can be sorted by; None is always last, whichever the direction.
SORTS: dict[str, tuple[str, Callable[[Tracked], Any]]] = {
    "number": ("ลำดับ", lambda each: each.number),
    "title": ("มาตรการ", lambda each: dictionary_key(each.title)),
    "owners": ("ผู้รับผิดชอบ", lambda each: dictionary_key(each.departments[0].name) if each.departments else None),
    "end": ("ระยะเวลา", lambda each: each.end),
    "status": ("สถานะ", lambda each: _STATUS_ORDER.index(each.status)),
    "percent": ("ร้อยละ", lambda each: each.completion),
    "reported": ("รายงานล่าสุด", lambda each: each.reported_on),
}


@dataclass(frozen=True)
class Filters:
    """What somebody asked for; an empty text asks for nothing. `sort` begins with "-" for the other direction."""

    department: str = ""
    status: str = ""
    due: str = ""
    report: str = ""
    issue: str = ""
    indicator: str = ""
    q: str = ""
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in LABELS)

    @property
    def is_selected(self) -> bool:
        """Whether a list of the form is set."""
        return any(getattr(self, name) for name in (*LABELS, "sort") if name != "q")

    def query(self, **changes: str) -> str:
        """Return the query of an address that asks for this, with changes."""
        asked = vars(replace(self, **changes))
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Headline:
    """A number that shows what it counts; `look` are the classes of its word."""

    name: str
    number: int
    look: str
    query: str
    is_chosen: bool


# What has to be done first: by filter, value, word and classes.
_HEADLINES = (
    ("due", OVERDUE, DUES[OVERDUE], "due due-overdue"),
    ("due", SOON, DUES[SOON], "due due-soon"),
    ("report", str(Standing.SUBMITTED), BESIDE[Standing.SUBMITTED], "standing standing-submitted"),
    ("status", DONE, STATUSES[DONE], "status status-done"),
)


@dataclass(frozen=True)
class Word:
    """A filter in words, with the query of the address without it."""

    label: str
    text: str
    query: str


@dataclass(frozen=True)
class Select:
    """A list of the form with what is chosen in it."""

    name: str
    label: str
    value: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True)
class SortHeading:
    """A column heading that sorts; `direction` is as aria-sort has it, empty where another column sorts."""

    name: str
    label: str
    query: str
    direction: str


@dataclass(frozen=True)
class AddressFilters:
    """The filters that an address names, and the labels of those that it names and nobody knows."""

    filters: Filters
    unknown: tuple[str, ...] = ()


def read_filters(address: Mapping[str, str], groups: Groups) -> AddressFilters:
    """Return what an address asks for; what is not known any more, or never was, is left out and named."""
    asked = {each.name: address.get(each.name, "").strip() for each in fields(Filters)}
    asked["q"] = " ".join(one_spelling(asked["q"]).split())[:MAX_SEARCH]
    allowed = {name: set(dict(choices_of(name, groups))) for name in LABELS if name != "q"}
    unknown = [name for name, values in allowed.items() if asked[name] and asked[name] not in values]
    if asked["sort"].removeprefix("-") not in SORTS:
        asked["sort"] = ""
    known = {name: "" if name in unknown else value for name, value in asked.items()}
    return AddressFilters(Filters(**known), tuple(LABELS[name] for name in unknown))


def choices_of(name: str, groups: Groups) -> list[tuple[str, str]]:
    """Return what a filter can be set to, each with its name."""
    if name == "status":
        return list(STATUSES.items())
    if name == "due":
        return list(DUES.items())
    if name == "report":
        return [(str(standing), label) for standing, label in BESIDE.items()]
    listed = groups.of(name)
    return [(each.value, each.name) for each in (*listed, IN_NONE[name])] if listed else []


def selects(filters: Filters, groups: Groups) -> list[Select]:
    """Return the lists of the form; one without choices is left out."""
    lists = [
        Select(name, LABELS[name], getattr(filters, name), choices_of(name, groups)) for name in LABELS if name != "q"
    ]
    return [each for each in lists if each.choices]


def sort_choices(filters: Filters) -> list[tuple[str, str]]:
    """Return the orders that the form offers, and the other direction of a heading while it is used."""
    choices = [("" if name == "number" else name, label) for name, (label, _) in SORTS.items()]
    if filters.sort.startswith("-"):
        choices.append((filters.sort, f"{SORTS[filters.sort[1:]][0]} (เรียงย้อนกลับ)"))
    return choices


def shown(measures: Iterable[Tracked], filters: Filters) -> list[Tracked]:
    """Return the measures that were asked for, in the order that was asked for."""
    found = [measure for measure in measures if _is_shown(measure, filters)]
    name = filters.sort.removeprefix("-") or "number"
    value_of = SORTS[name][1]
    known = [each for each in found if value_of(each) is not None]
    known.sort(key=lambda each: (value_of(each), each.number), reverse=filters.sort.startswith("-"))
    return known + [each for each in found if value_of(each) is None]


def headlines(measures: Iterable[Tracked], filters: Filters) -> list[Headline]:
    """Return the four numbers over the list, of the whole plan; pressed, each shows just what it counts."""
    measures = list(measures)
    return [
        Headline(
            name=name,
            number=sum(_is_shown(each, replace(Filters(), **{field: value})) for each in measures),
            look=look,
            query=filters.query(**{field: "" if getattr(filters, field) == value else value}),
            is_chosen=getattr(filters, field) == value,
        )
        for field, value, name, look in _HEADLINES
    ]


def words(filters: Filters, groups: Groups) -> list[Word]:
    """Return the filters in words, in the order of the form."""
    found = []
    for name, label in LABELS.items():
        if value := getattr(filters, name):
            text = f"“{value}”" if name == "q" else dict(choices_of(name, groups))[value]
            found.append(Word(label, text, filters.query(**{name: ""})))
    return found


def headings(filters: Filters) -> dict[str, SortHeading]:
    """Return the column headings: pressed once they sort upwards, pressed again downwards."""
    return {name: _heading(name, label, filters) for name, (label, _) in SORTS.items()}


def _heading(name: str, label: str, filters: Filters) -> SortHeading:
    by, is_down = filters.sort.removeprefix("-") or "number", filters.sort.startswith("-")
    if by != name:
        return SortHeading(name, label, filters.query(sort=name), "")
    other = name if is_down else f"-{name}"
    return SortHeading(name, label, filters.query(sort=other), "descending" if is_down else "ascending")


def _is_shown(measure: Tracked, filters: Filters) -> bool:
    if filters.status and measure.status != filters.status:
        return False
    if filters.due and measure.due != filters.due:
        return False
    if filters.report and filters.report not in measure.standings:
        return False
    wanted = ((kind, getattr(filters, kind)) for kind in GROUP_KINDS)
    if any(value and value not in groups_of(measure, kind) for kind, value in wanted):
        return False
    text = compared("|".join([measure.title, *measure.steps, *(each.name for each in measure.departments)]))
    return all(compared(word) in text for word in filters.q.split())
