"""Personal data in a text that is to be published: what must not stand there, and how it may stand.

What is looked for: identity numbers of natural persons (13 digits of which the last is the check digit that the civil
registration reckons; those that begin with 0 are of agencies and companies), mobile telephone numbers (06, 08 and 09;
an office has numbers of its area), bank accounts (three, one, five and one digit, or any number behind the word), and
e-mail at providers for private persons. The law (พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล 2562) leaves their publication to nobody
but the person. A number that only looks like one is shown too: a person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ita_portal.text.thai import arabic_digits

HIDDEN = "XXXXX"  # stands for the name in an e-mail address
SHOWN = 4  # last digits that may stand: enough for those who know the number
_DIGITS_OF_IDENTITY = 13
# Ahead, so that a number in groups is found also behind another one.
_IDENTITY = re.compile(r"(?<!\d)(?<!\d-)(?=([1-8](?:[ -]?\d){12})(?!-?\d))")
_MOBILE = re.compile(r"(?<!\d)(?<!\d-)(?:\+66|0)[ -]?[689](?:[ -]?\d){8}(?!-?\d)")
_GROUPED_ACCOUNT = re.compile(r"(?<!\d)(?<!\d-)\d{3}-\d-\d{5}-\d(?!-?\d)")
_NAMED_ACCOUNT = re.compile(r"บัญชี[^\d\n]{0,40}(\d(?:[ -]?\d){8,14})(?!-?\d)")
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})")
# Where private persons have their letters: the name before the first dot, whatever the country.
PRIVATE_PROVIDERS = frozenset(
    {
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "live",
        "msn",
        "yahoo",
        "ymail",
        "icloud",
        "me",
        "protonmail",
        "proton",
    }
)


class DataKind(StrEnum):
    IDENTITY = "เลขประจำตัวประชาชน"
    MOBILE = "หมายเลขโทรศัพท์มือถือ"
    ACCOUNT = "เลขที่บัญชีธนาคาร"
    EMAIL = "อีเมลส่วนตัว"


@dataclass(frozen=True)
class PersonalData:
    """What was found in a text, from letter `start` to `end`, and the words that may stand in its place."""

    kind: DataKind
    start: int
    end: int
    masked: str


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Return what is or may be personal data in a text, in its order; a place is named once, as the surest kind."""
    plain = arabic_digits(text)  # letter for letter, so that places are the same
    found: dict[int, PersonalData] = {}
    taken: list[tuple[int, int]] = []
    for each in _found(plain):
        if not any(each.start < end and start < each.end for start, end in taken):
            found[each.start] = each
            taken.append((each.start, each.end))
    return tuple(found[start] for start in sorted(found))


def masked(text: str) -> str:
    """Return a text in which all that was found stands as it may be published: XXXXXXXXX8890."""
    for each in reversed(personal_data(text)):
        text = f"{text[: each.start]}{each.masked}{text[each.end :]}"
    return text


def is_identity_number(digits: str) -> bool:
    """Return whether 13 digits are the identity number of a natural person: the last one checks the twelve before.

    They weigh 13 down to 2, and 11 leaves the third one without weight.
    """
    if len(digits) != _DIGITS_OF_IDENTITY or not digits.isdecimal() or digits[0] not in "12345678":
        return False
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits, range(_DIGITS_OF_IDENTITY, 1, -1), strict=False)
    )
    return (11 - weighted % 11) % 10 == int(digits[-1])


def _found(plain: str) -> Iterator[PersonalData]:
    """Yield what is found of each kind, the surest kind first."""
    for match in _IDENTITY.finditer(plain):
        if is_identity_number(_digits(match[1])):
            yield PersonalData(DataKind.IDENTITY, match.start(1), match.end(1), _masked_number(match[1]))
    for match in _GROUPED_ACCOUNT.finditer(plain):
        yield PersonalData(DataKind.ACCOUNT, match.start(), match.end(), _masked_number(match[0]))
    for match in _NAMED_ACCOUNT.finditer(plain):
        yield PersonalData(DataKind.ACCOUNT, match.start(1), match.end(1), _masked_number(match[1]))
    for match in _MOBILE.finditer(plain):
        yield PersonalData(DataKind.MOBILE, match.start(), match.end(), _masked_number(match[0]))
    for match in _EMAIL.finditer(plain):
        if match[1] != HIDDEN and match[2].split(".")[0].lower() in PRIVATE_PROVIDERS:
            yield PersonalData(DataKind.EMAIL, match.start(), match.end(), f"{HIDDEN}@{match[2]}")


def _masked_number(text: str) -> str:
    digits = _digits(text)
    return f"{'X' * (len(digits) - SHOWN)}{digits[-SHOWN:]}"


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdecimal())
