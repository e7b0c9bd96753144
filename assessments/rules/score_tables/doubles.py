"""Codes that a table names twice: the two parts of a survey, or two figures for one cell; the person says which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assessments.rules.score_tables.result import (
    LEAVE_OUT,
    Choose,
    NotTaken,
    ReadCell,
    ReadingAnswer,
    ReadingChoice,
    ScoreReading,
)
from assessments.rules.structure import Structure

AS_PARTS, FIRST, SECOND = "parts", "first", "second"
WORDS = "มีรหัสซ้ำกันสองชุด ({codes}) หมายถึงอะไร"
SAME_TWICE = "ซ้ำกับแถว {} และมีค่าเดียวกัน"
OTHER_TWICE = "ซ้ำกับแถว {} แต่มีค่าต่างกัน"
SHOWN = 5  # codes that the words list

Doubled = Mapping[str, Sequence[ReadCell]]


def without_doubles(
    structure: Structure,
    choose: Choose,
    choices: Sequence[ReadingChoice],
    found: Sequence[ReadCell | ReadingChoice | NotTaken],
) -> ScoreReading:
    """Return what was found in a table with one cell for each code."""
    cells = [each for each in found if isinstance(each, ReadCell)]
    left = [each for each in found if isinstance(each, NotTaken)]
    asked = [*choices, *(each for each in found if isinstance(each, ReadingChoice))]
    doubled = {code: same for code, same in _by_code(cells).items() if len(same) > 1}
    differing = {code: same for code, same in doubled.items() if len({cell.text for cell in same}) > 1}
    left += [_told_twice(same[0], cell) for code, same in doubled.items() for cell in same[1:] if code not in differing]
    if not differing:
        return ScoreReading(tuple(_firsts(cells)), tuple(asked), tuple(left))
    choice = choose("runs", _words(differing), _offered(structure, differing), "")
    chosen = {code: _as_chosen(structure, same, choice.chosen) for code, same in differing.items()}
    single = [cell for cell in _firsts(cells) if cell.code not in differing]
    taken = [*single, *(cell for cells_of_code in chosen.values() for cell in cells_of_code)]
    more = [_told_twice(same[0], cell) for same in differing.values() for cell in same[2:]]
    return ScoreReading(tuple(taken), (*asked, choice), (*left, *more))


def _by_code(cells: Sequence[ReadCell]) -> dict[str, list[ReadCell]]:
    found: dict[str, list[ReadCell]] = defaultdict(list)
    for cell in cells:
        found[cell.code].append(cell)
    return found


def _firsts(cells: Sequence[ReadCell]) -> Iterator[ReadCell]:
    return (same[0] for same in _by_code(cells).values())


def _told_twice(first: ReadCell, cell: ReadCell) -> NotTaken:
    reason = SAME_TWICE if first.text == cell.text else OTHER_TWICE
    return NotTaken(cell.source or cell.text, reason.format(first.row), cell.where, cell.row, cell.code)


def _words(differing: Doubled) -> str:
    codes = [*differing]
    return WORDS.format(codes=", ".join(codes[:SHOWN]) + (" …" if len(codes) > SHOWN else ""))


def _offered(structure: Structure, differing: Doubled) -> list[ReadingAnswer]:
    parts = [ReadingAnswer(AS_PARTS, "ชุดแรกเป็นส่วนที่ 1 ชุดที่สองเป็นส่วนที่ 2")] if _are_parts(structure, differing) else []
    kept = [ReadingAnswer(FIRST, "ใช้ชุดแรก"), ReadingAnswer(SECOND, "ใช้ชุดที่สอง")]
    return [*parts, *kept, ReadingAnswer(LEAVE_OUT, "ไม่นำเข้าข้อที่ซ้ำ")]


def _are_parts(structure: Structure, differing: Doubled) -> bool:
    parts = {each.code: each.part_codes for each in structure.questions}
    return all(len(same) == len(parts.get(code, ())) for code, same in differing.items())


def _as_chosen(structure: Structure, same: Sequence[ReadCell], chosen: str) -> list[ReadCell]:
    if chosen == AS_PARTS:
        parts = next(each.part_codes for each in structure.questions if each.code == same[0].code)
        return [replace(cell, code=code) for cell, code in zip(same, parts, strict=True)]
    return {FIRST: [same[0]], SECOND: [same[1]]}.get(chosen, [])
