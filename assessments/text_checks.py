"""What contradicts itself in the findings of an assessment: texts against the figures and the year they speak of."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assessments.analysis import PARTS, Subject
from assessments.checks import ERROR, NOTE, WARNING, Check
from assessments.codes import normalised_code
from assessments.structure import Structure
from ita_portal.thai import arabic_digits

FULL_MARK = Decimal(100)
_CODE = re.compile(r"(?<![A-Za-z0-9๐-๙/])([ieoIEO๐][0-9๐-๙]{1,2})(?![A-Za-z0-9๐-๙])")
_YEAR = re.compile(r"(?<![0-9๐-๙])[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])")
_ARABIC, _THAI = re.compile(r"[0-9]"), re.compile(r"[๐-๙]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@\S+", re.ASCII)
# Figures in names that are written so in either style.
_NEUTRAL = re.compile(r"\b[ieo]\d{1,2}\b|\b[A-Za-z][\w-]*\d\w*\b", re.ASCII)


def check_texts(structure: Structure, subjects: Sequence[Subject], limitations: Sequence[str]) -> tuple[Check, ...]:
    """Return everything in the findings and limitations that does not agree with the figures or the year."""
    found: list[Check] = []
    for subject in subjects:
        found += _against_figures(subject)
        for text in _texts(subject):
            found += check_text(structure, subject.heading, _place(subject), text)
    for text in limitations:
        found += check_text(structure, "ข้อจำกัด", "limitations", text)
    found += _mixed_digits([text for subject in subjects for text in _texts(subject)] + list(limitations))
    return tuple(found)


def check_text(
    structure: Structure, where: str, place: str, text: str, years: frozenset[int] = frozenset()
) -> Iterator[Check]:
    """Return codes and years in a text that are not of the assessment's year, nor of `years`."""
    text = _ADDRESS.sub(" ", text)
    known = structure.codes()
    strange = {code for typed in _CODE.findall(text) if (code := normalised_code(typed)) and code not in known}
    if strange:
        message = f"{where}: อ้างถึงข้อ {' '.join(sorted(strange))} ซึ่งไม่มีในปีงบประมาณ พ.ศ. {structure.fiscal_year}"
        yield Check("code-not-in-year", ERROR, message, place)
    # An assessment is worked on from its own year to the end of the next one.
    expected = years | {structure.fiscal_year, structure.fiscal_year + 1}
    other = {year for typed in _YEAR.findall(text) if (year := int(arabic_digits(typed))) not in expected}
    if other:
        message = f"{where}: กล่าวถึงปี {' '.join(map(str, sorted(other)))} ซึ่งไม่ใช่ปีที่ประเมินหรือปีของมาตรการ"
        yield Check("year-not-expected", WARNING, message, place)


def _against_figures(subject: Subject) -> Iterator[Check]:
    place = _place(subject)
    weak = " ".join(row.code for row in subject.weakest_first if row.is_weak)
    below = f"มีข้อที่ต่ำกว่าเป้าหมาย ({weak})" if weak else "คะแนนต่ำกว่าเป้าหมาย"
    if subject.texts.is_empty:
        if subject.is_weak:
            yield Check("weak-without-finding", ERROR, f"{subject.heading}: {below} แต่ยังไม่มีข้อค้นพบ", place)
        else:
            yield Check(f"{subject.scope}-without-finding", WARNING, f"{subject.heading}: ยังไม่มีข้อค้นพบ", place)
        return
    if subject.is_weak and not subject.texts.weakness:
        yield Check("weak-not-mentioned", WARNING, f"{subject.heading}: {below} แต่ไม่ได้เขียนข้อบกพร่อง", place)
    if subject.texts.weakness and subject.rows and all(row.value == FULL_MARK for row in subject.rows):
        message = f"{subject.heading}: เขียนข้อบกพร่องไว้ แต่ทุกข้อได้ 100 คะแนน"
        yield Check("weakness-at-full-mark", WARNING, message, place)


def _mixed_digits(texts: Sequence[str]) -> Iterator[Check]:
    bare = [_NEUTRAL.sub("", _ADDRESS.sub(" ", text)) for text in texts]
    if any(map(_ARABIC.search, bare)) and any(map(_THAI.search, bare)):
        message = "ข้อความใช้ทั้งเลขไทยและเลขอารบิก (เอกสารจะพิมพ์เป็นแบบเดียวกันให้)"
        yield Check("digits-mixed", NOTE, message, "findings")


def _texts(subject: Subject) -> list[str]:
    return [text for part in PARTS if (text := getattr(subject.texts, part))]


def _place(subject: Subject) -> str:
    return f"finding:{subject.scope}:{subject.code}"
