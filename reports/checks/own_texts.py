"""What does not agree in the texts that an agency worded itself: codes, years, places, digits and dates."""

import re
from collections.abc import Iterator
from datetime import date

from assessments.rules.checks import ERROR, NOTE, WARNING, Check
from assessments.rules.text_checks import check_personal_data, check_place, check_printable, check_text
from ita_portal.text.digit_style import mixed_numbers
from ita_portal.text.thai import MONTHS, arabic_digits, fiscal_year_start, long_date, month_end
from ita_portal.text.thai_dates import DateRefused, parse_date
from reports.content.draft import Draft
from reports.content.opinions import PRINTED
from reports.models import Submission

_MONTH_AND_YEAR = re.compile(rf"({'|'.join(MONTHS)})\s*(?:พ\.ศ\.\s*)?(2[45]\d\d)")


def check_own_texts(draft: Draft) -> Iterator[Check]:
    """Yield what does not agree in the texts that an agency worded itself.

    They may speak of the assessed year, the next one and the plan's; of the agency's own district and province.
    """
    agency, material, names = draft.agency, draft.material, draft.kind.options.texts
    for key, text in draft.choices.texts.items():
        if key not in names or key == "date":
            continue
        where, place = names[key].name, draft.place(key)
        yield from check_text(material.current.sheet.structure, where, place, text, frozenset({material.plan_year}))
        yield from check_printable(where, place, text)
        yield from check_personal_data(where, place, text)
        yield from check_place(where, place, text, agency.district, agency.province)
        for number in mixed_numbers(text):
            message = f"{where}: ตัวเลข {number} ใช้เลขไทยปนกับเลขอารบิก"
            yield Check("digits-mixed-in-number", WARNING, message, place)


def check_date(draft: Draft, on: date | None) -> Iterator[Check]:
    """Yield what the date of a document contradicts: the year it speaks of, and the reports in it."""
    if on is None:
        return
    assessed_year = draft.material.assessed_year
    if on < fiscal_year_start(assessed_year):
        message = f"วันที่ของเอกสาร ({long_date(on)}) อยู่ก่อนปีงบประมาณ พ.ศ. {assessed_year} ที่กล่าวถึง"
        yield Check("date-before-year", ERROR, message, draft.place("date"))
    for number, measure in enumerate(draft.material.measures, 1):
        latest = measure.accepted_progress
        if latest and latest.reported_on > on:
            message = f"มาตรการที่ {number}: สถานะ ณ {long_date(latest.reported_on)} อยู่หลังวันที่ของเอกสาร ({long_date(on)})"
            yield Check("status-after-report", WARNING, message, f"measure:{measure.key}")


def paper_date(text: str) -> date | None:
    """Return the day that a typed date names; where a letter leaves the day to the pen, the last of the month."""
    try:
        return parse_date(text)
    except DateRefused:
        found = _MONTH_AND_YEAR.search(arabic_digits(text))
    return month_end(int(found[2]), MONTHS.index(found[1]) + 1) if found else None


def check_round(draft: Draft) -> Iterator[Check]:
    """Yield the measures on which the report of a round says nothing, since none was accepted."""
    printed = draft.material.round
    if not draft.kind.options.has_rounds or printed is None:
        return
    for number, measure in enumerate(draft.material.measures, 1):
        if measure.accepted_progress is None:
            message = f"มาตรการที่ {number} ยังไม่มีรายงานที่ตรวจรับแล้วใน “{printed.name}”"
            yield Check("report-not-accepted", WARNING, message, f"measure:{measure.key}")


def check_chosen_round(draft: Draft) -> Iterator[Check]:
    """Yield that the round that was chosen cannot be printed any more, or is not the newest."""
    choices, printed, rounds = draft.choices, draft.material.round, draft.material.rounds
    if not choices.round_key:
        return
    if printed is None or str(printed.key) != choices.round_key:
        instead = f"รายงานของ “{printed.name}”" if printed else "รายงานล่าสุดของแต่ละมาตรการ"
        message = f"“{choices.round_name}” ที่เลือกไว้ไม่มีรายงานที่ตรวจรับแล้ว เอกสารจึงพิมพ์{instead} แทน กรุณาเลือกรอบที่พิมพ์อีกครั้ง"
        yield Check("chosen-round-missing", WARNING, message, draft.place("round"))
    elif printed != rounds[-1]:
        message = f"เอกสารพิมพ์ “{printed.name}” ตามที่เลือกไว้ รอบล่าสุดที่ตรวจรับรายงานแล้วคือ “{rounds[-1].name}”"
        yield Check("chosen-round-not-newest", NOTE, message, draft.place("round"))


def check_named_rounds(draft: Draft) -> Iterator[Check]:
    """Yield the agency's own texts that speak of another round than the one that is printed."""
    options, printed = draft.kind.options, draft.material.round
    if not options.has_rounds or printed is None:
        return
    for key, text in draft.choices.texts.items():
        others = [each.name for each in draft.material.rounds if each != printed and _names(text, each.name)]
        if others and not _names(text, printed.name):
            message = f"{options.texts[key].name}: กล่าวถึง “{others[0]}” แต่เอกสารพิมพ์ “{printed.name}”"
            yield Check("text-of-another-round", WARNING, message, draft.place(key))


def check_opinions(draft: Draft) -> Iterator[Check]:
    """Yield the opinions that are still missing, and those that were given on another wording."""
    submission = draft.submission
    if submission is None:
        return
    place = draft.place("opinions")
    if submission.is_waiting:
        yield Check("opinion-missing", WARNING, f"ยังรอ “{submission.next_heading}”", place)
    if submission.state == Submission.State.RETURNED:
        yield Check("opinion-returned", WARNING, "ผู้บริหารส่งเรื่องกลับให้แก้ไข และยังไม่ได้เสนอใหม่", place)
    if submission.given and submission.state in PRINTED and not draft.is_of(submission):
        message = "เนื้อหาเปลี่ยนไปหลังผู้บริหารให้ความเห็น ความเห็นเดิมจึงไม่พิมพ์ในเอกสาร"
        yield Check("opinion-of-other-words", WARNING, message, place)


def _names(text: str, round_name: str) -> bool:
    """Return whether a text names a round, whichever digits and spaces it uses."""
    return "".join(arabic_digits(round_name).split()) in "".join(arabic_digits(text).split())
