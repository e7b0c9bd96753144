"""The departments that a cell names as owners: one to a line, parted by commas, or one after another."""

import re

from measures.rules.list_items import items_of

# "สำนักปลัด กองคลัง กองช่าง", also where a PDF brings them without a blank.
_NEXT = re.compile(
    r"[,;]|(?<=[ก-ฮะ-๎]) ?/ ?(?=(?:สำนัก|กอง|หน่วยตรวจ))"
    r"| (?=(?:และ ?)?(?:สำนัก|กอง|ฝ่าย|หน่วยตรวจ))|(?<=[ก-ฮะ-๎])(?=กอง(?:คลัง|ช่าง|การ|สวัสดิการ|สาธารณสุข|ยุทธ|แผน))"
)
_DASHES = re.compile(r" - ?(?=\S)")
_AND = re.compile(r"^และ ?")
# A division within a department: "งานพัสดุ กองคลัง" is one name, "งานบริหาร/งานบุคคล สำนักปลัด" are two.
_DIVISION = re.compile(r"^(?:งาน|ฝ่าย|กลุ่ม|ส่วน)")
_PERSON = re.compile(r"(?<! ) ?\(([^()]{1,100})\)$")
_DEPARTMENT = re.compile(r" ?((?:สำนัก|กอง)\S*)$")


def owner_names(text: str) -> tuple[str, ...]:
    """Return the names in their order, each once.

    >>> owner_names("- สำนักปลัด\\n- กองคลัง"), owner_names("งานธุรการ/งานบุคคล สำนักปลัด")
    (('สำนักปลัด', 'กองคลัง'), ('งานธุรการ สำนักปลัด', 'งานบุคคล สำนักปลัด'))
    """
    listed = "\n".join(_DASHES.sub("\n- ", line) if line.startswith("-") else line for line in text.splitlines())
    names = [name for line in items_of(listed) for name in _names_of_line(" ".join(line.split()))]
    return tuple(dict.fromkeys(name for name in names if name not in ("-", "–")))


def owner_words(department: str, units: str = "", person: str = "") -> str:
    """Return an owner as it is printed.

    >>> owner_words("สำนักปลัด", "งานบริหารงานทั่วไป/งานการเจ้าหน้าที่", "หัวหน้างาน")
    'งานบริหารงานทั่วไป/งานการเจ้าหน้าที่ สำนักปลัด (หัวหน้างาน)'
    """
    named = f"{units} {department}" if units else department
    return f"{named} ({person})" if person else named


def read_owner(words: str) -> tuple[str, str, str]:
    """Return department, divisions and person of an owner as it is printed; the department empty where none is named.

    >>> read_owner("งานพัสดุ กองคลัง (หัวหน้างาน)"), read_owner("สำนักปลัด")
    (('กองคลัง', 'งานพัสดุ', 'หัวหน้างาน'), ('สำนักปลัด', '', ''))
    """
    bare = " ".join(words.split())
    person = _PERSON.search(bare)
    if person:
        bare = bare[: person.start()].rstrip()
    found = _DEPARTMENT.search(bare) if _DIVISION.match(bare) else None
    named = (found[1], bare[: found.start()].strip()) if found else (bare, "")
    return *named, person[1].strip() if person else ""


def _names_of_line(line: str) -> list[str]:
    if _DIVISION.match(line):
        return _divisions(line)
    parts = (_AND.sub("", part.strip()) for part in _NEXT.split(line))
    return [part for part in parts if part]


def _divisions(line: str) -> list[str]:
    department = _DEPARTMENT.search(line)
    names = (line[: department.start()] if department else line).split("/")
    behind = f" {department[1]}" if department else ""
    return [f"{name.strip()}{behind}" for name in names if name.strip()]
