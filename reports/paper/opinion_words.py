"""The words of an opinion: what may be chosen, and what is printed of a choice and a text, each once."""

import re
from enum import StrEnum

from ita_portal.text.spelling import compared


class OpinionChoice(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    AGREED = "agreed"
    APPROVED = "approved"
    RETURNED = "returned"


OPINION_WORDS = {
    OpinionChoice.ACKNOWLEDGED: "ทราบ",
    OpinionChoice.AGREED: "เห็นชอบ",
    OpinionChoice.APPROVED: "อนุมัติ",
    OpinionChoice.RETURNED: "ส่งกลับให้แก้ไข",
}
# As people write them, and how a text begins that denies what was put before them.
_SPELT = {
    OpinionChoice.ACKNOWLEDGED: ("ทราบ", "รับทราบ"),
    OpinionChoice.AGREED: ("เห็นชอบ",),
    OpinionChoice.APPROVED: ("อนุมัติ",),
    OpinionChoice.RETURNED: ("ส่งกลับ", "ให้ส่งกลับ"),
}
_DENIALS = ("ไม่เห็นชอบ", "ไม่อนุมัติ", "ไม่เห็นด้วย")
_POLITE = ("", "ตามเสนอ", "ตามที่เสนอ", "ตามนี้", "ครับ", "ค่ะ", "ให้แก้ไข")
_SIGNS = " .,!:;/()[]\"'“”‘’*-–—"
_LISTED = re.compile(r"[/,]|และ")


def choices_offered(*, is_last: bool) -> tuple[OpinionChoice, ...]:
    """Return what somebody in the chain may choose: only the last, who gives the order, approves."""
    return tuple(each for each in OpinionChoice if is_last or each != OpinionChoice.APPROVED)


def opinion_words(choice: OpinionChoice, text: str) -> str:
    """Return an opinion as it is shown and printed: the word that was chosen, once, and what was written."""
    text = text.strip()
    return text if _says(choice, text) else f"{OPINION_WORDS[choice]} {text}".strip()


def other_choice(choice: OpinionChoice, text: str) -> OpinionChoice | None:
    """Return the choice that a text names instead of the one that was chosen, by its word alone or one that denies.

    >>> other_choice(OpinionChoice.AGREED, "อนุมัติตามเสนอ"), other_choice(OpinionChoice.APPROVED, "ไม่อนุมัติ")
    (<OpinionChoice.APPROVED: 'approved'>, <OpinionChoice.RETURNED: 'returned'>)
    """
    bare = _bare(text)
    if choice != OpinionChoice.RETURNED and bare.startswith(_DENIALS):
        return OpinionChoice.RETURNED
    named = (each for each, words in _SPELT.items() if any(_is_word_alone(bare, word) for word in words))
    return None if _says(choice, text) else next((each for each in named if each != choice), None)


def _says(choice: OpinionChoice, text: str) -> bool:
    """Return whether a text begins with the word of a choice, or lists it among others: ทราบและเห็นชอบ."""
    bare = _bare(text)
    return bare.startswith(_SPELT[choice]) or any(part in _SPELT[choice] for part in _LISTED.split(bare))


def _is_word_alone(bare: str, word: str) -> bool:
    return bare.startswith(word) and bare.removeprefix(word).strip(_SIGNS) in _POLITE


def _bare(text: str) -> str:
    return compared(text).strip(_SIGNS)
