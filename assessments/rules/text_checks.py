"""What contradicts itself in the findings of an assessment: texts against the figures and the year they speak of."""

import re
from collections.abc import Iterator, Sequence

from agencies.rules.places import other_places
from assessments.rules.analysis import PARTS, Subject
from assessments.rules.checks import ERROR, NOTE, WARNING, Check
from assessments.rules.citations import citation, items_of, mismatches
from assessments.rules.figures import printed, rounded
from assessments.rules.sheet import Row
from assessments.rules.structure import QuestionSpec, Structure
from assessments.rules.target import lacks_full_mark
from ita_portal.text.digit_style import mixes_styles, without_addresses
from ita_portal.text.personal_data import personal_data
from ita_portal.text.printable import named, unprintable
from ita_portal.text.thai import arabic_digits

_CODE = re.compile(r"(?<![A-Za-z0-9๐-๙/])([A-Za-z๐][0-9๐-๙]{1,2})(?![A-Za-z0-9๐-๙])")
_YEAR = re.compile(r"(?<![0-9๐-๙])[2๒][5๕][0-9๐-๙]{2}(?![0-9๐-๙])")
MOST_NAMED = 5  # of characters that cannot be printed
# So many letters in a row that only one question of the year has tell its matter: "ยืมทรัพย์สิน" has twelve.
_TELLING_RUN = 12


def check_texts(
    structure: Structure,
    subjects: Sequence[Subject],
    limitations: Sequence[str],
    *,
    district: str = "",
    province: str = "",
) -> tuple[Check, ...]:
    """Return everything in the findings and limitations that does not agree with figures, year or place.

    `subjects` are those that the documents go by, of whichever unit; `district` and `province` are the agency's own.
    """
    found: list[Check] = []
    for subject in subjects:
        found += _against_figures(subject)
        found += _draft(subject)
    found += _lowest(structure, subjects)
    texts = [(subject.heading, _place(subject), text) for subject in subjects for text in _texts(subject)]
    texts += [("ข้อจำกัด", "limitations", text) for text in limitations]
    for where, place, text in texts:
        found += check_text(structure, where, place, text)
        found += check_printable(where, place, text)
        found += check_personal_data(where, place, text)
        found += check_place(where, place, text, district, province)
    found += _mixed_digits([text for _, _, text in texts])
    return tuple(found)


def check_text(
    structure: Structure, where: str, place: str, text: str, years: frozenset[int] = frozenset()
) -> Iterator[Check]:
    """Return codes and years in a text that are not of the assessment's year nor of `years`, and mistaken citations."""
    yield from _mistaken_citations(structure, where, place, text)
    text = without_addresses(text)
    known = structure.codes()
    strange = {code for typed in _CODE.findall(text) if (code := structure.code_of(typed)) and code not in known}
    if strange:
        message = f"{where}: อ้างถึงข้อ {' '.join(sorted(strange))} ซึ่งไม่มีในปีงบประมาณ พ.ศ. {structure.fiscal_year}"
        yield Check("code-not-in-year", ERROR, message, place)
    # An assessment is worked on from its own year to the end of the next one.
    expected = years | {structure.fiscal_year, structure.fiscal_year + 1}
    other = {year for typed in _YEAR.findall(text) if (year := int(arabic_digits(typed))) not in expected}
    if other:
        message = f"{where}: กล่าวถึงปี {' '.join(map(str, sorted(other)))} ซึ่งไม่ใช่ปีที่ประเมินหรือปีของมาตรการ"
        yield Check("year-not-expected", WARNING, message, place)


def check_printable(where: str, place: str, text: str) -> Iterator[Check]:
    """Return the characters in a text that the fonts of the documents do not have."""
    if strange := unprintable(text):
        names = " ".join(map(named, strange[:MOST_NAMED]))
        more = f" และอีก {len(strange) - MOST_NAMED} อักขระ" if len(strange) > MOST_NAMED else ""
        message = f"{where}: มีอักขระที่แบบอักษรของเอกสารพิมพ์ไม่ได้ {names}{more} กรุณาลบหรือพิมพ์เป็นคำ"
        yield Check("letters-not-printable", WARNING, message, place)


def check_personal_data(where: str, place: str, text: str) -> Iterator[Check]:
    """Return what may be personal data in a text, told without repeating it: the check is kept with the document."""
    found = personal_data(text)
    if found:
        told = " ".join(f"{each.kind} {each.masked}" for each in found[:MOST_NAMED])
        more = f" และอีก {len(found) - MOST_NAMED} แห่ง" if len(found) > MOST_NAMED else ""
        message = (
            f"{where}: อาจมีข้อมูลส่วนบุคคล {told}{more} หากเป็นของบุคคล ให้ลบหรือพิมพ์โดยปิดบังตามที่แสดง หากเป็นของหน่วยงาน ให้ยืนยัน"
        )
        yield Check("personal-data", WARNING, message, place)


def check_place(where: str, place: str, text: str, district: str, province: str) -> Iterator[Check]:
    """Return the districts and provinces in a text that are not the agency's own; an empty one is not compared."""
    if other := other_places(text, district, province):
        own = " ".join(filter(None, (district and f"อำเภอ{district}", province and f"จังหวัด{province}")))
        message = f"{where}: กล่าวถึง{' และ'.join(other)} แต่หน่วยงานอยู่ใน{own}"
        yield Check("other-place-named", WARNING, message, place)


def _mistaken_citations(structure: Structure, where: str, place: str, text: str) -> Iterator[Check]:
    items = items_of(structure)
    for mismatch in mismatches(text, items):
        named = items[mismatch.named]
        cited = " ".join(f"ข้อ {code} คือ “{items[code].text}”" for code in mismatch.cited if code in items)
        message = (
            f"{where}: อ้างอิงไม่ตรงข้อ ข้อความหน้า {citation(mismatch.cited)} "
            f"ตรงกับข้อ {named.code} “{named.text}” {f'แต่{cited}' if cited else ''}"
        )
        yield Check("citation-mismatch", WARNING, message.rstrip(), place)


def _draft(subject: Subject) -> Iterator[Check]:
    if subject.texts.is_draft and not subject.texts.is_empty:
        message = f"{subject.heading}: ข้อความยังเป็นร่างจากระบบ กรุณาตรวจแก้หรือยืนยันข้อความร่าง"
        yield Check("finding-still-draft", WARNING, message, _place(subject))


def _lowest(structure: Structure, subjects: Sequence[Subject]) -> Iterator[Check]:
    """The weakest question of the year is what readers of the analysis look for first, and no finding speaks of it.

    A finding speaks of it when it holds its code, when it is the finding on this very question, or when its weakness
    repeats what only this question asks about: twelve letters in a row that no other question of the year has.
    What to do about a matter does not yet say that it is weak. Nothing is said while the subject has no text at all:
    that is an error of its own. Of several equally weak questions one is enough.
    """
    weak = [
        (rounded(row.value), row, subject)
        for subject in subjects
        for row in subject.rows
        if row.is_weak and row.value is not None
    ]
    lowest = min((value for value, _, _ in weak), default=None)
    weakest = [(row, subject) for value, row, subject in weak if value == lowest and not subject.texts.is_empty]
    if lowest is None or not weakest or any(_is_told(structure, row.question, subjects) for row, _ in weakest):
        return
    row, subject = weakest[0]
    name = f"ข้อ {row.code} {row.question.text}".rstrip()
    message = f"{name}: ได้คะแนนต่ำที่สุด ({printed(lowest)}) แต่ไม่มีข้อค้นพบใดกล่าวถึงข้อบกพร่องนี้"
    yield Check("lowest-not-mentioned", WARNING, message, _place(subject))


def _is_told(structure: Structure, question: QuestionSpec, subjects: Sequence[Subject]) -> bool:
    runs = _telling_runs(structure, question)
    return any(
        (subject.is_single and subject.rows[0].code == question.code and not subject.texts.is_empty)
        or any(question.code in map(structure.code_of, _CODE.findall(text)) for text in _texts(subject))
        or any(run in _without_blanks(subject.texts.weakness) for run in runs)
        for subject in subjects
    )


def _telling_runs(structure: Structure, question: QuestionSpec) -> set[str]:
    own, *others = (
        _without_blanks(each.text)
        for each in (question, *(other for other in structure.questions if other.code != question.code))
    )
    runs = {own[start : start + _TELLING_RUN] for start in range(len(own) - _TELLING_RUN + 1)}
    return {run for run in runs if not any(run in other for other in others)}


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _against_figures(subject: Subject) -> Iterator[Check]:
    place = _place(subject)
    below = _below(subject)
    if subject.texts.is_empty:
        if subject.is_weak:
            yield Check("weak-without-finding", ERROR, f"{subject.heading}: {below} แต่ยังไม่มีข้อค้นพบ", place)
        elif not subject.is_single:
            yield Check(f"{subject.scope}-without-finding", WARNING, f"{subject.heading}: ยังไม่มีข้อค้นพบ", place)
        return
    if subject.is_weak and not subject.texts.weakness:
        yield Check("weak-not-mentioned", WARNING, f"{subject.heading}: {below} แต่ไม่ได้เขียนข้อบกพร่อง", place)
    if subject.texts.weakness and subject.rows and all(map(_has_full_mark, subject.rows)):
        message = f"{subject.heading}: เขียนข้อบกพร่องไว้ แต่ทุกข้อได้ 100 คะแนน"
        yield Check("weakness-at-full-mark", WARNING, message, place)


def _has_full_mark(row: Row) -> bool:
    return row.value is not None and not lacks_full_mark(row.value)


def _below(subject: Subject) -> str:
    if subject.is_single:
        return subject.weak_words
    weak = " ".join(row.code for row in subject.weakest_first if row.is_weak)
    return f"มีข้อที่ต่ำกว่าค่าเป้าหมาย ({weak})" if weak else "คะแนนต่ำกว่าค่าเป้าหมาย"


def _mixed_digits(texts: Sequence[str]) -> Iterator[Check]:
    if mixes_styles(texts):
        message = "ข้อความใช้ทั้งเลขไทยและเลขอารบิก (เอกสารจะพิมพ์เป็นแบบเดียวกันให้)"
        yield Check("digits-mixed", NOTE, message, "findings")


def _texts(subject: Subject) -> list[str]:
    return [text for part in PARTS if (text := getattr(subject.texts, part))]


def _place(subject: Subject) -> str:
    return f"finding:{subject.scope}:{subject.code}"
