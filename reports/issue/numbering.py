"""The number and the date of a document: what was typed for it before, and whether another one has the number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.rules.checks import WARNING, Check
from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits, long_date
from reports.checks.document import ISSUE_NUMBER
from reports.checks.own_texts import paper_date
from reports.content.draft import Draft
from reports.content.kinds import KINDS
from reports.models import IssuedDocument, TypedNumber

# What parts the letters of an office from the number, or ends it; 71001/9 and 71001-9 are two.
_SIGNS = re.compile(r"[^0-9A-Za-z\u0e00-\u0e7f/-]|-(?![0-9])|(?<![0-9])-")


@dataclass(frozen=True)
class NumberAndDate:
    """A number and a date for a document, as far as they are known."""

    number: str = ""
    on: date | None = None


def proposed_number(draft: Draft) -> NumberAndDate:
    """Return what was typed last for a document: at an issue that was refused, else in its texts.

    Else it is the number of the newest version, since a corrected one goes out under the same.
    """
    typed = TypedNumber.objects.filter(**_document(draft)).first()
    if typed:
        return NumberAndDate(typed.number, typed.date)
    texts = draft.choices.texts if draft.kind.prints_number else {}
    if texts.get("number"):
        return NumberAndDate(texts["number"], paper_date(texts.get("date", "")))
    newest = IssuedDocument.objects.filter(**_document(draft)).order_by("-version").values_list("number", flat=True)
    return NumberAndDate(newest.first() or "", paper_date(texts.get("date", "")))


def number_remember(*, draft: Draft, typed: NumberAndDate) -> None:
    """Keep what was typed at an issue that did not come about, to be proposed the next time."""
    TypedNumber.objects.update_or_create(**_document(draft), defaults={"number": typed.number, "date": typed.on})


def number_forget(issued: IssuedDocument) -> None:
    """Drop what was kept for a document, now that it was issued."""
    TypedNumber.objects.filter(agency=issued.agency, kind=issued.kind, fiscal_year=issued.fiscal_year).delete()


def check_number(draft: Draft, number: str) -> Iterator[Check]:
    """Yield that another document of the agency was issued under the same number; versions of one may share it."""
    wanted = _bare(number)
    if not wanted:
        return
    numbered = IssuedDocument.objects.filter(agency=draft.agency).exclude(number="").order_by("-issued_at")
    others = numbered.exclude(kind=draft.kind.slug, fiscal_year=draft.fiscal_year)
    for kind, fiscal_year, used, day in others.values_list("kind", "fiscal_year", "number", "date"):
        if _bare(used) == wanted:
            other = f"“{KINDS[kind].name}” ปี {fiscal_year} ลงวันที่ {long_date(day)}"
            message = f"เลขที่ {number} ใช้กับ{other} แล้ว กรุณาตรวจกับทะเบียนหนังสือ"
            yield Check("number-used-twice", WARNING, message, draft.place(ISSUE_NUMBER))
            return


def _document(draft: Draft) -> dict[str, Any]:
    return {"agency": draft.agency, "kind": draft.kind.slug, "fiscal_year": draft.fiscal_year}


def _bare(number: str) -> str:
    """Return a number as it is compared: whichever digits, blanks, dots and words before it it was typed with."""
    bare = _SIGNS.sub("", arabic_digits(one_spelling(number))).lower()
    return bare.removeprefix("เลข").removeprefix("ที่")
