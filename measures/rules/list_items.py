"""The items of a list in a cell: one to a line, or one after another in one line, with their numbers or dashes."""

import re

from ita_portal.text.lists import lines_of
from ita_portal.text.thai import arabic_digits

_NUMBER = re.compile(r"(?<![\w.(])\(?([0-9]{1,2})[.)](?![0-9]) ?")
_MARK = re.compile(r"(?:\(?[0-9]{1,2}[.)](?![0-9])|[-–•●▪▫◦·*➢➤✓\uf0b7\uf0d8\uf0fc])")
_SHORTEST = 4  # letters of such an item; "ข้อ 1 และข้อ 2 ของระเบียบ" is no list
_LEAST = 2  # items of a line that is taken for a list by its words
_SIGNS = "•●▪▫◦·➢➤✓"
_LETTERS = "กขคงจฉชซ"
# Counts that begin with a word or are letters: ขั้นตอนที่ 1 … ขั้นตอนที่ 2 …, ข้อ 1 … ข้อ 2 …, ก) … ข) …
_COUNTED = re.compile(rf"(?<![^ ])(?:(?:ขั้นตอนที่|ขั้นที่|ข้อที่|ข้อ) ?([0-9]{{1,2}})(?![0-9.])|([{_LETTERS}])[)])[.):]? ?")
# A dash glued to the word before it begins an item where the cell itself begins with one.
_GLUED_DASH = re.compile(r"(?<=[ก-๙.)])- (?=\S)")


def items_of(text: str) -> tuple[str, ...]:
    """Return the items of a cell in their order, without marks; a text without marks is one item to a line.

    >>> items_of("๑. แต่งตั้ง ๒. ประชุม"), items_of("- ประกาศ- คู่มือ")
    (('แต่งตั้ง', 'ประชุม'), ('ประกาศ', 'คู่มือ'))
    """
    lines = [part for line in text.splitlines() if line.strip() for part in _parts_of_line(line.strip())]
    return tuple(lines_of("\n".join(_joined(lines))))


def first_number(text: str) -> int | None:
    """Return the number that a text begins with as an item of a list: 3 of "(๓) ลดขั้นตอน"."""
    match = _NUMBER.match(arabic_digits(text.strip()))
    return int(match[1]) if match else None


def last_number(text: str) -> int | None:
    """Return the number of the last item in a line."""
    return first_number(_parts_of_line(text.strip())[-1]) if text.strip() else None


def without_number(text: str) -> str:
    """Return a text without the number of the list that it is an item of."""
    text = text.strip()
    match = _NUMBER.match(arabic_digits(text))
    return text[match.end() :].strip() if match else text


def _parts_of_line(line: str) -> list[str]:
    """Return the items that stand in one line: numbers that follow each other, or dashes where it begins with one."""
    if line.startswith("-"):
        return _GLUED_DASH.sub("\n- ", line).split("\n")
    if line[0] in _SIGNS:
        return [f"{line[0]} {part.strip()}" for part in line.split(line[0]) if part.strip()]
    if counted := _counted_in_words(line):
        return counted
    starts, awaited = [0], None
    for match in _NUMBER.finditer(arabic_digits(line)):
        number = int(match[1])
        if awaited is None and match.start():
            break
        if awaited in (None, number):
            starts.append(match.start())
            awaited = number + 1
    ends = [*starts[1:], len(line)]
    return [part for start, end in zip(starts, ends, strict=True) if (part := line[start:end].strip())]


def _counted_in_words(line: str) -> list[str]:
    """Return the items of a line that begins with such a count, without it; nothing where no second one follows."""
    found = list(_COUNTED.finditer(arabic_digits(line)))
    if not found or found[0].start():
        return []
    kept = [found[0]]
    for match in found[1:]:
        if _place(match) == _place(kept[-1]) + 1 and bool(match[1]) == bool(found[0][1]):
            kept.append(match)
    if _place(kept[0]) != 1 or len(kept) < _LEAST:
        return []
    ends = [*(match.start() for match in kept[1:]), len(line)]
    parts = [line[match.end() : end].strip() for match, end in zip(kept, ends, strict=True)]
    return parts if min(map(len, parts)) >= _SHORTEST else []


def _place(match: re.Match[str]) -> int:
    return int(match[1]) if match[1] else _LETTERS.index(match[2]) + 1


def _joined(lines: list[str]) -> list[str]:
    """Return lines with those that go on with a marked item in it; without any mark each line is an item."""
    marked = [bool(_MARK.match(arabic_digits(line))) for line in lines]
    if not any(marked):
        return lines
    found: list[list[str]] = []
    for line, is_marked in zip(lines, marked, strict=True):
        if is_marked or not found:
            found.append([line])
        else:
            found[-1].append(line)
    return [" ".join(parts) for parts in found]
