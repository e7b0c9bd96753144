"""Where a line of Thai may break: where the renderer's dictionary ends a word, but for what people read as one.

The dictionary knows simple words, and breaks after each of them. Taken back are the breaks within compounds and names
of places, within a number and what it counts, after an opening mark and before a closing one. A word counts only where
it begins and ends where the dictionary ends one: "ว่าง" is no word within "ระหว่าง".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from reports.paper.compound_words import COMPOUND_WORDS
from reports.paper.place_names import PLACE_NAMES

Span = tuple[int, int]

_PREFIX = 3  # letters by which words are found
_NUMBER = r"[0-9๐-๙][0-9๐-๙.,]{0,15}"
_MONTHS = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
_COUNTED = "คะแนน|คน|ครั้ง|วัน|เดือน|ปี|บาท|ข้อ|ราย|เรื่อง|ชั่วโมง|นาที|แห่ง|ฉบับ|โครงการ|กิจกรรม|หมู่บ้าน|ซม"
_ENDED = r"(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
_TOGETHER = re.compile(
    rf"พ\.ศ\. ?[0-9๐-๙]{{4}}|[กตธพสม]\.[คพยธ]\. ?[0-9๐-๙]{{2,4}}|มี\.ค\. ?[0-9๐-๙]{{2,4}}|เม\.ย\. ?[0-9๐-๙]{{2,4}}"
    rf"|(?<![0-9๐-๙.,]){_NUMBER} (?:{_MONTHS}|{_COUNTED}){_ENDED}"
    rf"|(?:ข้อ|ที่|ร้อยละ|จำนวน|มาตรา|หมวด|เรื่องที่|โทร\.) ?\(?[ieo]?{_NUMBER}(?: (?:{_COUNTED}){_ENDED})?"
    rf"|(?:ภาพ|ตาราง|ประเด็น|ตัวชี้วัด|ส่วน|ลำดับ|ครั้ง|ฉบับ|รอบ|หมู่|ข้อ)ที่ ?{_NUMBER}"
    r"|(?<![0-9๐-๙.])\(?[0-9๐-๙]{1,2}[.)] ?[^\s0-9๐-๙]|\(อ้างอิงจาก [ieo][0-9๐-๙]{1,2}\)"
    r"|(?<![A-Za-z0-9-])[A-Za-z][A-Za-z0-9]{0,20}(?:-[A-Za-z0-9]{1,20}){1,3}"
    r"|(?:ตำบล|อำเภอ|จังหวัด|แขวง)[\u0e01-\u0e4e]{2,16}(?![\u0e01-\u0e4e])|(?:อบต|ทต|ทม|ทน|อบจ|[ตอจ])\. ?[\u0e01-\u0e4e]"
)
# Within an address a line may end behind a sign, and before a dot or an @. Sums, days and telephone numbers have no
# letters there.
_AT_A_SIGN = re.compile(
    r"(?<=[A-Za-z][/_?&=:-])(?=[A-Za-z0-9])|(?<=[/_?&=:-])(?=[A-Za-z])"
    r"|(?<=[A-Za-z])(?=[.@][A-Za-z0-9])|(?<=[0-9])(?=[.@][A-Za-z])"
)
_OF_A_LIST = re.compile(r"\(?[0-9๐-๙]{1,2}[.)] ")
_NO_BREAK_AFTER, _NO_BREAK_BEFORE = "([{“‘", ")]}”’ๆฯ-–"
# What stands before the name of an agency, so that the name begins there though no word seems to end.
_BEFORE_A_NAME = ("ตำบล", "เทศบาล", "เมือง", "นคร", "อำเภอ", "จังหวัด", "ของ", "ที่", "และ")
_ATTACHED = "ความ"  # never stands alone
_NOUN = "การ"  # the dictionary takes it for the end of some words before it: "ช่อง" and "ทางการ"
_FIRST = re.compile("(?<![\u0e01-\u0e4e])[\u0e01-\u0e4e]")  # letter of Thai
_SIGN = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")  # belongs to the letter before it


def line_breaks(text: str, ends: Sequence[int], names: Iterable[str] = (), *, at_need: bool = False) -> tuple[int, ...]:
    """Return the places where a line may break among those where the dictionary ends a word."""
    taken = taken_breaks(text, ends, names, at_need=at_need)
    return tuple(end for end in ends if end not in taken)


def taken_breaks(text: str, ends: Sequence[int], names: Iterable[str] = (), *, at_need: bool = False) -> frozenset[int]:
    """Return the ends of words at which no line breaks all the same; `names` are kept whole as well.

    `at_need`, where whole words have no room, compounds part; names and numbers still do not.
    """
    if not ends:
        return frozenset()
    names_and_numbers = _within((*_patterns(text), *_named(text, ends, names)), ends)
    compounds = _within(_compounds(text, ends, _WORDS), ends)
    bound = {end for end in ends if _is_bound(text, end)} | _leading_nouns(text, ends, compounds)
    kept = _within(_compounds(text, ends, _PLACES), ends) if at_need else compounds
    return frozenset(names_and_numbers | kept | bound)


def address_breaks(text: str) -> tuple[int, ...]:
    """Return the places where an address may part that fits no line: at its signs, not within a name.

    >>> address_breaks("ita@na-nueng.go.th"), address_breaks("1,234.50 0-4262-0744 30/9/2568")
    ((3, 7, 12, 15), ())
    """
    return tuple(found.start() for found in _AT_A_SIGN.finditer(text))


def with_fixed_blanks(text: str) -> str:
    """Return a text in which no blank parts a number from what it counts or a year from its era.

    For printers that break lines by themselves. The blank behind the number of a heading or a measure stays.

    >>> with_fixed_blanks("ประจำปี พ.ศ. 2568 จำนวน 12 คน") == "ประจำปี พ.ศ.\u00a02568 จำนวน\u00a012 คน"
    True
    """
    return _TOGETHER.sub(
        lambda found: found[0] if _OF_A_LIST.match(found[0]) else found[0].replace(" ", "\u00a0"), text
    )


def _within(spans: Iterable[Span], ends: Sequence[int]) -> set[int]:
    """Return the ends of words that lie within spans."""
    return {end for start, stop in spans for end in ends[bisect_right(ends, start) : bisect_left(ends, stop)]}


def _patterns(text: str) -> Iterator[Span]:
    return (match.span() for match in _TOGETHER.finditer(text))


def _compounds(text: str, ends: Sequence[int], words: Mapping[str, tuple[str, ...]]) -> Iterator[Span]:
    """Yield the compounds and places, the longest that begins where a word begins, one after the other."""
    edges, done = {*ends}, 0
    for start in sorted({*ends, *(match.start() for match in _FIRST.finditer(text))}):
        if start < done:
            continue
        for word in words.get(text[start : start + _PREFIX], ()):
            stop = start + len(word)
            if text.startswith(word, start) and _ends_word(text, stop, edges):
                done = stop
                yield start, stop
                break


def _ends_word(text: str, place: int, ends: set[int]) -> bool:
    return place in ends or not _is_thai(text[place : place + 1]) or text.startswith(_NOUN, place)


def _named(text: str, ends: Sequence[int], names: Iterable[str]) -> Iterator[Span]:
    """Yield where a name stands as a whole word."""
    edges = {0, *ends}
    for name in filter(None, names):
        start = text.find(name)
        while start >= 0:
            stop = start + len(name)
            begins = start in edges or not _is_thai(text[start - 1]) or text.endswith(_BEFORE_A_NAME, 0, start)
            if begins and not _SIGN.match(text, stop):
                yield start, stop
            start = text.find(name, stop)


def _is_bound(text: str, place: int) -> bool:
    """Return whether what stands before a place, or after it, never stands there alone."""
    before = place - 1
    while before > 0 and text[before] == " ":
        before -= 1
    return (
        text[before] in _NO_BREAK_AFTER
        or text[place : place + 1] in _NO_BREAK_BEFORE
        or (text.endswith(_ATTACHED, 0, place) and _is_thai(text[place : place + 1]))
    )


def _leading_nouns(text: str, ends: Sequence[int], within: Container[int]) -> set[int]:
    """Return the ends of each "การ" that makes a noun of what follows, rather than end the word before it."""
    starts = {0, *ends}
    return {
        end
        for end in ends
        if text.endswith(_NOUN, 0, end)
        and _is_thai(text[end : end + 1])
        and (start := end - len(_NOUN)) not in within
        and (start in starts or not _is_thai(text[start - 1]))
    }


def _is_thai(letter: str) -> bool:
    return "\u0e01" <= letter <= "\u0e4e"


def _by_prefix(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return words by their first letters, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        found.setdefault(word[:_PREFIX], []).append(word)
    return {prefix: tuple(same) for prefix, same in found.items()}


_WORDS = _by_prefix(COMPOUND_WORDS | PLACE_NAMES)
_PLACES = _by_prefix(PLACE_NAMES)
