"""Citations of open-data items in a text, as the assessors' reports write them: (อ้างอิงจาก o11).

An item's code means another item in another year, so what is cited is held against the items of one year.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.rules.codes import normalised_code
from assessments.rules.structure import QuestionSpec, Structure

_CITATION = re.compile(r"\(\s*อ้างอิง(?P<inside>[^()]*)\)")
# What looks like a question's code, also with a zero or a Thai zero for the letter, or too many digits to be one.
_CODE = re.compile(r"(?<![A-Za-z0-9๐-๙])[ieoIEO0๐] ?[0-9๐-๙]{1,3}(?:/[12๑๒])?(?![A-Za-z0-9๐-๙])")
_BLANKS_AND_QUOTES = re.compile(r"[\s\u200b\"'“”‘’]+")
# "รายงานผลตาม" before a title makes it a part of a longer name, which may well be the cited item's.
_SUBORDINATE = ("ตาม", "ของ", "จาก")


@dataclass(frozen=True)
class Citation:
    """One citation in a text: its codes in the one spelling (as typed where they are none), and where it stands."""

    codes: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Mismatch:
    """A citation of `cited` right after the `words` that name another item of the year."""

    cited: tuple[str, ...]
    words: str
    named: str  # the code of the item that the words name


def citation(codes: Sequence[str]) -> str:
    """Return how items are cited: (อ้างอิงจาก o11), (อ้างอิงจาก o11 และ o12), (อ้างอิงจาก o11, o12 และ o13)."""
    *first, last = codes
    listed = f"{', '.join(first)} และ {last}" if first else last
    return f"(อ้างอิงจาก {listed})"


def items_of(structure: Structure) -> dict[str, QuestionSpec]:
    """Return the open-data items of a year by code, which are what its findings may cite."""
    return {question.code: question for question in structure.questions if question.is_item}


def citations_in(text: str) -> Iterator[Citation]:
    """Return the citations of a text in their order; one that holds no code, such as (อ้างอิงจากแผน), is none."""
    for match in _CITATION.finditer(text):
        typed = _CODE.findall(match["inside"])
        if typed:
            yield Citation(tuple(normalised_code(code) or code for code in typed), match.start(), match.end())


def strange_codes(text: str, items: Collection[str]) -> list[str]:
    """Return the codes that a text cites and that are no items of the year, each once."""
    return list(dict.fromkeys(code for each in citations_in(text) for code in each.codes if code not in items))


def mismatches(text: str, items: Mapping[str, QuestionSpec]) -> Iterator[Mismatch]:
    """Return where the words right before a citation are the title, or the topic, of an item that it does not cite.

    Compared without spaces, quotes and case. Nothing is said where the words may still mean the cited item: where
    they are a part of its title, or themselves the end of a longer name (รายงานผลตาม + title).
    """
    end = 0
    for cited, start, end_of_citation in _runs(text):
        before, end = _bare(text[end:start]), end_of_citation
        own = {name for code in cited if code in items for name in _names(items[code])}
        found = [(name, code) for code, item in items.items() for name in _names(item) if before.endswith(name)]
        if not found or any(before.endswith(name) for name in own):
            continue
        name, code = max(found, key=lambda pair: len(pair[0]))
        is_subordinate = before.removesuffix(name).endswith(_SUBORDINATE)
        if not is_subordinate and not any(name in longer for longer in own):
            yield Mismatch(cited, items[code].text, code)


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Return citations that follow each other directly as one, since the words before them mean them all."""
    run: tuple[tuple[str, ...], int, int] | None = None
    for each in citations_in(text):
        if run and not text[run[2] : each.start].strip(" และ,\n"):
            run = (run[0] + each.codes, run[1], each.end)
            continue
        if run:
            yield run
        run = (each.codes, each.start, each.end)
    if run:
        yield run


def _names(item: QuestionSpec) -> list[str]:
    return [bare for name in (item.text, *item.topics) if (bare := _bare(name))]


def _bare(text: str) -> str:
    return _BLANKS_AND_QUOTES.sub("", text).casefold()
