"""What an agency chooses about one document: parts, columns and their order, digits, margins, texts, who signs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.paper.blocks import Margins
from reports.paper.typesetting import ARABIC, THAI

DIGITS = {THAI: "เลขไทย", ARABIC: "เลขอารบิก"}
# What stands before each of several texts of a cell or a list, and how the months of a table are written.
DOTTED, BRACKET, BRACKETS, DASHES, BULLETS = "", "bracket", "brackets", "dashes", "bullets"
NUMBERINGS = {
    DOTTED: "1. 2. 3.",
    BRACKET: "1) 2) 3)",
    BRACKETS: "(1) (2) (3)",
    DASHES: "ขีดนำ (-) ไม่มีตัวเลข",
    BULLETS: "จุดนำ (•) ไม่มีตัวเลข",
}
AS_TYPED, SHORT, FULL = "", "short", "full"
MONTH_FORMS = {
    AS_TYPED: "ตามที่กรอก",
    SHORT: "เดือนย่อทั้งตาราง (ต.ค.67 - ก.ย.68)",
    FULL: "เดือนเต็มทั้งตาราง (ตุลาคม 2567 - กันยายน 2568)",
}
HEADING = "heading-"  # begins the keys of texts that stand at the head of a column


@dataclass(frozen=True)
class Signatory:
    """Who signs, or gives an opinion under a heading."""

    heading: str = ""  # of an opinion; empty for the one who signs
    name: str = ""  # left out, a dotted line is printed to write on
    position: str = ""  # line by line: the second one says for whom, as acting

    @property
    def position_lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.position.splitlines() if line.strip())

    @property
    def is_empty(self) -> bool:
        return not (self.heading or self.name or self.position)


@dataclass(frozen=True)
class PaperStyle:
    """What all documents of an agency have in common, unless a kind is set otherwise."""

    margins: Margins
    digits: str = THAI
    version: int = field(default=0, compare=False)  # of what is stored for the result's year; 0 while nothing is

    @property
    def name(self) -> str:
        """The style in a few words, the margins left, right, top and bottom: "เลขไทย ขอบ 3/2/2.5/2"."""
        margins = self.margins
        lengths = (margins.left, margins.right, margins.top, margins.bottom)
        return f"{DIGITS.get(self.digits, '')} ขอบ {'/'.join(f'{length:g}' for length in lengths)}"


# As official letters are set; the margins of the settings take their place where choices are loaded.
USUAL_STYLE = PaperStyle(Margins(top=2.5, right=2, bottom=2, left=3))


@dataclass(frozen=True)
class Choices:
    """All that an agency chooses about one kind of document in a year."""

    margins: Margins
    columns: tuple[str, ...]
    digits: str = THAI
    parts: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    signatories: tuple[Signatory, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)  # where something is not done in the usual way
    numbering: str = DOTTED
    months: str = AS_TYPED
    round_key: str = ""  # of the reporting round that is printed; empty: the newest one with accepted reports
    round_name: str = ""  # as it was called when it was chosen, should it vanish
    version: int = field(default=0, compare=False)  # of what is stored for the year; 0 while nothing is
    style: PaperStyle = field(default=USUAL_STYLE, compare=False)  # of the agency, from which the kind differs or not

    def text(self, key: str, own: str) -> str:
        """Return the agency's wording of a text, or the portal's own."""
        return self.texts.get(key) or own

    def variant(self, key: str, usual: str) -> str:
        """Return the way in which something is done: the agency's, or the usual one."""
        return self.variants.get(key) or usual

    def heading(self, column: str, own: str) -> str:
        """Return the agency's words at the head of a column, or the portal's own."""
        return self.text(f"{HEADING}{column}", own)
