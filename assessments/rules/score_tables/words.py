"""Words compared as a reader would: by their letters, whatever became of blanks, marks and digits on the way.

Text that was copied out of a PDF has lost or moved its marks above and below ("ัตว ้ีชวัด ี่ท 1" is ตัวชี้วัดที่ 1),
and people part words with blanks, dots and brackets as they like. What is left is enough to know a heading.
"""

import re

from ita_portal.text.spelling import one_spelling
from ita_portal.text.thai import arabic_digits

# Vowels and tone marks above and below a letter; sara am is one of them and the letter aa.
_LOOSE = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[^0-9A-Za-z\u0e00-\u0e7f]")
_FILLERS = re.compile("การ|ของ|ทาง(?=ราช)|ระบบ(?=งาน|การทางาน)")


def skeleton(text: str) -> str:
    """Return the letters and digits of a text, in lower case and without marks.

    >>> skeleton("ัตว ้ีชวัด ี่ท 1") == skeleton("ตัวชี้วัดที่ ๑")
    True
    """
    return _LOOSE.sub("", arabic_digits(one_spelling(text)).replace("\u0e33", "\u0e32")).lower()


def without_fillers(name: str) -> str:
    """Return a skeleton without words that change nothing about what a name says.

    >>> without_fillers(skeleton("การใช้ทรัพย์สินของทางราชการ")) == without_fillers(skeleton("การใช้ทรัพย์สินราชการ"))
    True
    """
    return _FILLERS.sub("", name)
