"""What official paper consists of: one frozen document of sections and blocks, the same for HTML, PDF and Word.

A builder decides what is on the paper, in final texts; the templates of `reports/blocks/` and `reports.output.word`
decide how each block looks. Texts are plain: whatever people typed is escaped by the templates and written as text
by Word.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from reports.paper import chart_drawing

# Metadata of a field that is no text to be read but a name, a number or an encoded file.
KEEP_AS_IS = {"keep_as_is": True}

TEXT, CENTRE, NUMBER = "text", "centre", "number"
FULL_LENGTH = 10_000  # a bar of 100.00
BAR_OUTLINE = 70


class Block:
    """A piece of paper that has a template of its own."""

    template: ClassVar[str]

    @property
    def speaker(self) -> str:
        """Who speaks in a document that has this block; empty where it says nothing of that."""
        return ""


@dataclass(frozen=True)
class Cover(Block):
    """The first page: what the document is, of which year, by whom."""

    template: ClassVar[str] = "reports/blocks/cover.html"
    title_lines: tuple[str, ...]
    year_line: str
    agency: str
    place: str
    emblem: str = field(metadata=KEEP_AS_IS)  # data URI, empty without an emblem

    @property
    def speaker(self) -> str:
        return self.agency


@dataclass(frozen=True)
class Heading(Block):
    template: ClassVar[str] = "reports/blocks/heading.html"
    text: str
    level: int = 2  # 2 to 4; 1 is the document's title


@dataclass(frozen=True)
class Contents(Block):
    """The table of contents; what stands in it is known when the document is laid out."""

    template: ClassVar[str] = "reports/blocks/contents.html"
    title: str
    page_word: str  # above the numbers of pages


@dataclass(frozen=True)
class Paragraph(Block):
    """Running text; a label stands before it in bold."""

    template: ClassVar[str] = "reports/blocks/paragraph.html"
    text: str
    label: str = ""
    style: str = field(default="text", metadata=KEEP_AS_IS)  # text, strong, note, apart, right

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.splitlines())


@dataclass(frozen=True)
class Items(Block):
    """Texts one below the other, each with its number."""

    template: ClassVar[str] = "reports/blocks/items.html"
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    key: str = field(metadata=KEEP_AS_IS)
    heading: str
    width: float = field(metadata=KEEP_AS_IS)  # cm; 0 takes what the others leave
    kind: str = field(default=TEXT, metadata=KEEP_AS_IS)
    group: str = ""  # heading above this column and its neighbours of the same group

    @property
    def pixels(self) -> int:
        """The width as HTML takes it, 96 pixels to the inch."""
        return round(self.width * 96 / 2.54)


@dataclass(frozen=True)
class TableRow:
    """One row: a tuple of lines for each cell. A row with `heading` speaks for all columns but the last ones."""

    cells: tuple[tuple[str, ...], ...]
    heading: str = ""  # spans the columns that have no cell of their own
    is_strong: bool = False


@dataclass(frozen=True)
class BodyCell:
    column: Column
    lines: tuple[str, ...]


@dataclass(frozen=True)
class BodyRow:
    """A row as it is drawn: each cell in its column, after a heading over `across` columns."""

    heading: str
    across: int
    cells: tuple[BodyCell, ...]
    is_strong: bool

    @property
    def is_title(self) -> bool:
        """Whether the row is nothing but a heading of the rows below it."""
        return not self.cells


@dataclass(frozen=True)
class HeadingCell:
    text: str
    across: int
    down: int
    column: Column | None  # none above a group


@dataclass(frozen=True)
class Table(Block):
    template: ClassVar[str] = "reports/blocks/table.html"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    name: str = field(default="", metadata=KEEP_AS_IS)  # class of the style sheets
    is_short: bool = False  # kept on one page

    @property
    def body_rows(self) -> tuple[BodyRow, ...]:
        """The rows with each cell in its column; cells fill the last columns, a heading takes the others."""
        return tuple(
            BodyRow(
                row.heading,
                across := len(self.columns) - len(row.cells),
                tuple(map(BodyCell, self.columns[across:], row.cells)),
                row.is_strong,
            )
            for row in self.rows
        )

    @property
    def row_groups(self) -> tuple[tuple[BodyRow, ...], ...]:
        """The rows under their headings: a heading over all columns opens a group with the row below it."""
        groups: list[list[BodyRow]] = []
        for row in self.body_rows:
            is_open = bool(groups) and (not groups[-1][0].is_title or len(groups[-1]) == 1)
            if is_open and not row.is_title:
                groups[-1].append(row)
            else:
                groups.append([row])
        return tuple(map(tuple, groups))

    @property
    def heading_rows(self) -> tuple[tuple[HeadingCell, ...], ...]:
        """The cells of the heading: one row, or two where columns are grouped."""
        if not any(column.group for column in self.columns):
            return (tuple(HeadingCell(column.heading, 1, 1, column) for column in self.columns),)
        above: list[HeadingCell] = []
        for column, before in zip(self.columns, (None, *self.columns), strict=False):
            if not column.group:
                above.append(HeadingCell(column.heading, 1, 2, column))
            elif before is None or before.group != column.group:
                across = sum(each.group == column.group for each in self.columns)
                above.append(HeadingCell(column.group, across, 1, None))
        below = tuple(HeadingCell(column.heading, 1, 1, column) for column in self.columns if column.group)
        return (tuple(above), below)


@dataclass(frozen=True)
class ChartBar:
    stored_as: ClassVar[str] = "Bar"
    label: str
    figure: str
    length: int  # 0 to FULL_LENGTH
    is_weak: bool = False

    @property
    def inner_length(self) -> int:
        """The length within the outline of a bar that is drawn as one."""
        return max(0, self.length - 2 * BAR_OUTLINE)


@dataclass(frozen=True)
class BarGroup:
    stored_as: ClassVar[str] = "Group"
    label: str  # empty where the chart has one group only
    bars: tuple[ChartBar, ...]


@dataclass(frozen=True)
class Chart(Block):
    """Horizontal bars, each with its label and its figure in text."""

    template: ClassVar[str] = "reports/blocks/bar_chart.html"
    caption: str
    row_heading: str
    summary: str  # what the chart shows, in a sentence for those who do not see it
    groups: tuple[BarGroup, ...]
    target: int  # where the target line stands, 0 to FULL_LENGTH
    target_text: str

    @property
    def is_grouped(self) -> bool:
        return any(group.label for group in self.groups)

    @property
    def bars(self) -> tuple[ChartBar, ...]:
        return tuple(bar for group in self.groups for bar in group.bars)


@dataclass(frozen=True)
class LineChart(Chart):
    """Figures over the years, a line for each group."""

    template: ClassVar[str] = "reports/blocks/line_chart.html"


@dataclass(frozen=True)
class RadarChart(Chart):
    """Figures as the corners of a polygon, with their names and figures beside it."""

    template: ClassVar[str] = "reports/blocks/radar_chart.html"


@dataclass(frozen=True)
class ChartKey(Block):
    """How all charts of a document are read, said once before them."""

    template: ClassVar[str] = "reports/blocks/chart_key.html"
    reached: str
    weak: str
    target_text: str

    @property
    def ink(self) -> chart_drawing.ChartInk:
        return chart_drawing.INK


@dataclass(frozen=True)
class Signature(Block):
    """Where somebody signs: room for the hand, a line for the name, the position below."""

    template: ClassVar[str] = "reports/blocks/signature.html"
    name: str
    position: tuple[str, ...]


@dataclass(frozen=True)
class OpinionBlock(Block):
    """The opinion of somebody in the chain of command: its text where it was given, else dotted lines to write on."""

    template: ClassVar[str] = "reports/blocks/opinion.html"
    stored_as: ClassVar[str] = "Opinion"
    heading: str
    text: str
    signature: Signature
    dotted_lines: int = 2

    @property
    def blank_lines(self) -> range:
        return range(0 if self.text else self.dotted_lines)


@dataclass(frozen=True)
class MemoHead(Block):
    """The head of an internal letter: the word บันทึกข้อความ and four lines with labels."""

    template: ClassVar[str] = "reports/blocks/memo_head.html"
    office: str
    number: str
    date: str
    subject: str
    addressee: str
    emblem: str = field(metadata=KEEP_AS_IS)

    @property
    def title(self) -> str:
        return "บันทึกข้อความ"

    @property
    def speaker(self) -> str:
        return self.office


@dataclass(frozen=True)
class AnnouncementHead(Block):
    """The head of an announcement: the ครุฑ, who announces, and of what."""

    template: ClassVar[str] = "reports/blocks/announcement_head.html"
    agency: str
    subject: str
    emblem: str = field(metadata=KEEP_AS_IS)  # of the ครุฑ

    @property
    def lines(self) -> tuple[str, ...]:
        first, *others = self.subject.splitlines() or [""]
        return (f"ประกาศ{self.agency}", f"เรื่อง {first}", *others)

    @property
    def speaker(self) -> str:
        return self.agency


@dataclass(frozen=True)
class AnnouncementDate(Block):
    """The line that says on which day something is announced; dots to write on where the day is not known."""

    template: ClassVar[str] = "reports/blocks/announcement_date.html"
    date: str  # in full, for example 31 มีนาคม 2565

    @property
    def text(self) -> str:
        if not self.date:
            return f"ประกาศ ณ วันที่ {'.' * 10} เดือน {'.' * 24} พ.ศ. {'.' * 12}"
        parts = self.date.split()
        day, month, year = parts if len(parts) == 3 else ("", "", "")
        return f"ประกาศ ณ วันที่ {f'{day} เดือน {month} พ.ศ. {year}' if day else self.date}"


@dataclass(frozen=True)
class Section:
    blocks: tuple[Block, ...]
    is_wide: bool = False  # on the long side of the paper
    starts_page: bool = False


@dataclass(frozen=True)
class Margins:
    """The margins of a page in centimetres."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True)
class Document:
    """A whole document as it goes on paper, digits set, nothing left to compute."""

    title: str
    agency: str
    digits: str = field(metadata=KEEP_AS_IS)
    margins: Margins = field(metadata=KEEP_AS_IS)
    sections: tuple[Section, ...]
    has_continuation: bool = False  # the foot of a page names the first words of the next one

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that no line breaks: the agency's, and those of its district and province."""
        places = (block.place for block in self.blocks if isinstance(block, Cover))
        return (self.agency, *(name for place in places for name in place.split()))

    @property
    def author(self) -> str:
        """Who speaks in the document, in full."""
        return next((block.speaker for block in self.blocks if block.speaker), self.agency)

    def with_blocks(self, change: Callable[[Block], Block]) -> "Document":
        """Return the document with every block as `change` leaves it."""
        sections = tuple(replace(each, blocks=tuple(map(change, each.blocks))) for each in self.sections)
        return replace(self, sections=sections)
