"""Which fiscal year a text says its figures are of: ปี 2568, ประจำปีงบประมาณ พ.ศ. ๒๕๖๘, ปี 68, ITA 2025.

Years of the Christian era are those of the assessment: ITA 2025 is that of the fiscal year 2568.
"""

import re

from ita_portal.text.thai import arabic_digits

BUDDHIST_ERA = 543
_FULL = r"(?P<full>25[4-9][0-9]|20[2-4][0-9])"
_SHORT = r"ปี ?(?:งบประมาณ)? ?(?:พ\.? ?ศ\.?)? ?(?P<short>[5-9][0-9])(?![0-9.%])"
_YEAR = re.compile(rf"(?<![0-9.]){_FULL}(?![0-9]|\.[0-9])|{_SHORT}")
_OF_YEAR = re.compile(
    r" ?\(?(?:ของ|ประจำ|ใน)? ?(?:(?:ปี)? ?(?:งบประมาณ)? ?(?:[พค]\. ?ศ\.|[พค]ศ)? ?"
    rf"(?<![0-9.]){_FULL}(?![0-9]|\.[0-9])|{_SHORT}) ?\)? ?"
)


def years_in(text: str) -> tuple[int, ...]:
    """Return the years that a text names, each once, in its order.

    >>> years_in("เปรียบเทียบปี ๒๕๖๗ กับ ปี 68 และ ITA 2025")
    (2567, 2568)
    """
    return tuple(dict.fromkeys(map(_year, _YEAR.finditer(arabic_digits(text)))))


def without_year(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text without the years that it names, and these.

    >>> without_year("คะแนนรวม ประจำปีงบประมาณ พ.ศ. 2567")
    ('คะแนนรวม', (2567,))
    """
    return _OF_YEAR.sub(" ", text).strip(), years_in(text)


def _year(match: re.Match[str]) -> int:
    if match["short"]:
        return 2500 + int(match["short"])
    year = int(match["full"])
    return year if year >= 2500 else year + BUDDHIST_ERA
