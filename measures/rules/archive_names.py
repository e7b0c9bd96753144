"""Names of the files in an archive: those that people gave, made safe for every system that unpacks it.

No name leads out of its folder, none is one that Windows keeps for itself, and no two are the same there.
"""

import re
import unicodedata

from ita_portal.text.spelling import one_spelling

LONGEST_FOLDER = 60
LONGEST_FILE = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
NAMELESS = "ไม่มีชื่อ"


def safe_name(name: str, longest: int = LONGEST_FILE) -> str:
    """Return a name without what a system may take for a path or refuse; the ending stays where it is cut.

    >>> safe_name("../../รายงาน: ครั้งที่ 1?.pdf"), safe_name("con.pdf"), safe_name(" .. ")
    ('-..-รายงาน- ครั้งที่ 1-.pdf', '-con.pdf', 'ไม่มีชื่อ')
    """
    visible = "".join(each for each in one_spelling(name) if unicodedata.category(each)[0] != "C")
    safe = " ".join(_FORBIDDEN.sub("-", visible).split()).strip(". ")
    if _OF_WINDOWS.match(safe):
        safe = f"-{safe}"
    return _shortened(safe, longest) or NAMELESS


def _shortened(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending) <= 5 else ""
    cut = longest - len(ending)
    # A vowel or tone upon the letter before it is not parted from it.
    while cut > 1 and unicodedata.category(name[cut]) == "Mn":
        cut -= 1
    return f"{name[:cut].rstrip('. ')}{ending}"


class ArchiveNames:
    """The names of one archive: each given once, others of the same name numbered."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def taken(self, folder: str, name: str) -> str:
        """Return the path of a file in the archive, and keep it from all that follow."""
        path = f"{safe_name(folder, LONGEST_FOLDER)}/{safe_name(name)}"
        stem, dot, ending = path.rpartition(".") if "." in path.rpartition("/")[2] else (path, "", "")
        number = 1
        # Windows and macOS tell no capital letters apart.
        while path.casefold() in self._taken:
            number += 1
            path = f"{stem} ({number}){dot}{ending}"
        self._taken.add(path.casefold())
        return path
