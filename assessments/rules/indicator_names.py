"""Indicators by their names, for reading tables that were made elsewhere.

What documents call an indicator differs between years and between agencies; `aliases` of a framework keeps the other
names. Names are compared without blanks, and without a number before them (ตัวชี้วัดที่ 3, 3.).
"""

import re

from assessments.rules.structure import IndicatorSpec, Structure
from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

_NUMBER_BEFORE = re.compile(r"^(?:ตัวชี้วัด(?:ที่)?)?(?:[0-9]{1,2}[.)]?)?")
_BLANKS = re.compile(r"\s+")


def indicator_by_name(structure: Structure, typed: str) -> IndicatorSpec | None:
    """Return the year's indicator with this name or alias; None where there is none, or more than one."""
    wanted = _bare(typed)
    found = [each for each in structure.indicators if wanted in {_bare(name) for name in (each.name, *each.aliases)}]
    return found[0] if len(found) == 1 and wanted else None


def _bare(name: str) -> str:
    return _NUMBER_BEFORE.sub("", _BLANKS.sub("", arabic_digits(one_spelling(name))))
