"""The words of an opinion: what may be chosen, and what is printed of a choice and a text, each once."""

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


def choices_offered(*, is_last: bool) -> tuple[OpinionChoice, ...]:
    """Return what somebody in the chain may choose: only the last, who gives the order, approves."""
    return tuple(each for each in OpinionChoice if is_last or each != OpinionChoice.APPROVED)


def opinion_words(choice: OpinionChoice, text: str) -> str:
    """Return an opinion as it is shown and printed: the word that was chosen, once, and what was written."""
    word, text = OPINION_WORDS[choice], text.strip()
    return text if compared(text).startswith(compared(word)) else f"{word} {text}".strip()


def other_choice(choice: OpinionChoice, text: str) -> OpinionChoice | None:
    """Return the choice that a text names, where it is nothing but the word of another one than was chosen."""
    named = (each for each, word in OPINION_WORDS.items() if compared(word) == compared(text))
    return next((each for each in named if each != choice), None)
