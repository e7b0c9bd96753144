"""The styles of a Word document: the fonts, sizes and distances of static/css/document.css.

Lines have a fixed height, since the fonts of Thai official paper differ much in the height they ask for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.output.word.markup import TWIPS_PER_POINT, Element, make, twips
from reports.paper import chart_drawing
from reports.paper.letter import OFFICE, SUBJECT, leader_indent

FONT = "TH Sarabun New"
# Cut to its measures, or nearly so; Sarabun of the web is much larger at the same size.
KINDRED_FONTS = "TH SarabunPSK,Laksaman,Cordia New,Angsana New"
LANGUAGE, LATIN_LANGUAGE = "th-TH", "en-US"
SIZE = 16.0
LINE_HEIGHT = 1.4
INK, FAINT = "555555", "BBBBBB"
ALL_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")

STRONG, LABEL, DOTTED, DRAFT = "Strong", "MemoLabel", "Dotted", "Draft"
FULL_BAR, OPEN_BAR = "FullBar", "OpenBar"
CONTENTS_STYLES = {2: "TOC1", 3: "TOC2"}
TABLE, CHART_TABLE = "PaperTable", "ChartTable"


@dataclass(frozen=True)
class WordStyle:
    """A paragraph style; sizes and distances before and after in points, indents in centimetres."""

    key: str
    name: str  # the names of Word's own styles are those that Word translates
    based_on: str = "Normal"
    size: float = 0
    line: float = 0  # height of a line in points; 0 as the style it is based on
    is_bold: bool = False
    align: str = ""
    before: float | None = None
    after: float | None = None
    left: float = 0
    right: float = 0
    first: float = 0  # of the first line, negative when it hangs
    keep_next: bool = False
    outline: int | None = None
    tabs: tuple[tuple[str, float], ...] = ()
    has_dots: bool = False  # before what stands at a tab stop


def paragraph_styles(line_width: float, wide_line_width: float, *, has_emblem: bool) -> tuple[WordStyle, ...]:
    """Return the paragraph styles of a document whose lines are that wide on upright and wide paper, in centimetres."""
    return (
        WordStyle("Normal", "Normal", "", align="left", before=0, after=0),
        *_headings(has_emblem=has_emblem),
        WordStyle("BodyText", "Body Text", after=6, first=2.5),
        WordStyle("BodyApart", "ย่อหน้าเว้นระยะ", "BodyText", before=8),
        WordStyle("Lead", "ข้อความนำ", is_bold=True, before=6, after=2, keep_next=True),
        WordStyle("Note", "หมายเหตุ", size=14, before=4),
        WordStyle("ToTheRight", "ลงท้ายชิดขวา", align="right", before=12, right=1),
        WordStyle("List", "List", left=1.75, first=-0.5),
        WordStyle("Caption", "caption", is_bold=True, after=4, keep_next=True),
        WordStyle("ChartCaption", "ชื่อแผนภูมิ", "Caption", align="center", before=8),
        *_contents(line_width),
        *_cells("Cell", "ในตาราง"),
        *(replace(style, size=14.0, line=18.2) for style in _cells("SmallCell", "ในตารางมาตรการ")),
        *_charts(),
        *_memo(line_width),
        *_page_margins(line_width, wide_line_width),
        WordStyle("TableEnd", "ท้ายตาราง", size=1, line=1),
    )


def style_elements(styles: Iterable[WordStyle]) -> Iterator[Element]:
    """Yield the content of the part that holds the styles."""
    yield make("w:docDefaults", make("w:rPrDefault", make("w:rPr", *_font_defaults())), make("w:pPrDefault"))
    for style in styles:
        yield _paragraph_style(style)
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=1)
    yield _character_style(STRONG, "Strong", make("w:b"), make("w:bCs"))
    yield _character_style(LABEL, "บันทึกข้อความ คำนำ", make("w:b"), make("w:bCs"), *_sizes(20))
    yield _character_style(DRAFT, "ร่าง", make("w:b"), make("w:bCs"), *_sizes(24))
    yield _character_style(DOTTED, "บนเส้นประ", make("w:u", val="dotted"))
    yield _character_style(FULL_BAR, "แท่งทึบ", *_bar(chart_drawing.INK.full))
    yield _character_style(OPEN_BAR, "แท่งโปร่ง", *_bar(chart_drawing.INK.weak))
    yield _table_style("TableNormal", "Normal Table", (0, 5.4), default=1)
    yield _table_style(TABLE, "ตารางเอกสาร", (2, 5), _borders(6, INK, *ALL_SIDES))
    yield _table_style(CHART_TABLE, "ตารางแผนภูมิ", (2, 4))


def _headings(*, has_emblem: bool) -> tuple[WordStyle, ...]:
    return (
        # Without an emblem the title stands as low as it would below one.
        WordStyle("Title", "Title", size=22, line=33, is_bold=True, align="center", before=0 if has_emblem else 156),
        WordStyle("CoverEmblem", "ปก ตราสัญลักษณ์", line=-1, align="center", before=28, after=56),
        WordStyle("CoverYear", "ปก ปี", size=22, line=33, is_bold=True, align="center", before=17),
        WordStyle("CoverAgency", "ปก หน่วยงาน", "CoverYear", before=170),
        WordStyle("Heading1", "heading 1", size=18, is_bold=True, before=18, after=6, keep_next=True, outline=0),
        WordStyle("HeadingCentred", "หัวเรื่องกลางหน้า", "Heading1", align="center"),
        WordStyle("Heading2", "heading 2", is_bold=True, before=14, after=6, keep_next=True, outline=1),
        WordStyle("Heading3", "heading 3", is_bold=True, before=8, after=2, keep_next=True, outline=2),
        # Above its line of 35 points is what the ครุฑ of 1.5 cm, which stands at its left, is higher.
        WordStyle("MemoTitle", "บันทึกข้อความ ชื่อ", size=29, line=35, is_bold=True, align="center", before=7.5, outline=0),
    )


def _contents(line_width: float) -> tuple[WordStyle, ...]:
    pages = (("right", line_width),)  # on a line of dots
    return (
        WordStyle("ContentsTitle", "TOC Heading", size=18, is_bold=True, align="center", before=18, after=6),
        WordStyle("ContentsPages", "สารบัญ หน้า", align="right"),
        WordStyle("TOC1", "toc 1", left=0.8, right=1.2, first=-0.8, after=4, tabs=pages, has_dots=True),
        WordStyle("TOC2", "toc 2", left=1.8, right=1.2, first=-0.8, after=4, tabs=pages, has_dots=True),
    )


def _cells(key: str, where: str) -> tuple[WordStyle, ...]:
    return (
        WordStyle(key, f"ข้อความ{where}"),
        WordStyle(f"{key}Number", f"ตัวเลข{where}", align="right"),
        WordStyle(f"{key}Centre", f"กึ่งกลาง{where}", align="center"),
        WordStyle(f"{key}Heading", f"หัวคอลัมน์{where}", is_bold=True, align="center", keep_next=True),
    )


def _charts() -> tuple[WordStyle, ...]:
    return (
        WordStyle("ChartDrawing", "แผนภูมิ", line=-1, align="center", after=12),
        WordStyle("ChartNote", "แผนภูมิ คำอธิบาย", size=13, align="center", before=2, after=4, keep_next=True),
    )


def _memo(line_width: float) -> tuple[WordStyle, ...]:
    to_the_end = ("right", line_width)
    goes_on = WordStyle("", "", "MemoField", line=21, tabs=(to_the_end,))
    return (
        WordStyle("MemoField", "บันทึกข้อความ หัวเรื่อง", line=28, after=1, tabs=(to_the_end,)),
        replace(goes_on, key="MemoOfficeGoesOn", name="บันทึกข้อความ ส่วนราชการ ต่อ", left=leader_indent(OFFICE)),
        replace(goes_on, key="MemoSubjectGoesOn", name="บันทึกข้อความ เรื่อง ต่อ", left=leader_indent(SUBJECT)),
        WordStyle("MemoTwoFields", "บันทึกข้อความ ที่และวันที่", "MemoField", tabs=(("left", line_width / 2), to_the_end)),
        WordStyle("Addressee", "คำขึ้นต้น", before=8, after=6),
        WordStyle("Signature", "Signature", left=line_width * 0.4, align="center"),
        WordStyle("SignatureLine", "ลงชื่อ", "Signature", before=18),
        WordStyle("AnnouncementEmblem", "ประกาศ ครุฑ", line=-1, align="center", after=6),
        WordStyle("AnnouncementTitle", "ประกาศ ชื่อ", is_bold=True, align="center", after=12, outline=0),
        WordStyle("AnnouncementDate", "ประกาศ วันที่", before=12, after=6, first=2.5),
        WordStyle("Opinion", "ความเห็น", before=14),
        WordStyle("DottedLine", "เส้นประ", line=24, tabs=(to_the_end,)),
    )


def _page_margins(line_width: float, wide_line_width: float) -> tuple[WordStyle, ...]:
    return (
        WordStyle("Header", "header", line=28),
        WordStyle("HeaderUpright", "หัวกระดาษแนวตั้ง", "Header", tabs=_middle_and_end(line_width)),
        WordStyle("HeaderWide", "หัวกระดาษแนวนอน", "Header", tabs=_middle_and_end(wide_line_width)),
        WordStyle("Footer", "footer", size=11, line=15.4, align="center"),
    )


def _middle_and_end(width: float) -> tuple[tuple[str, float], ...]:
    return (("center", width / 2), ("right", width))


def _font_defaults() -> list[Element]:
    fonts = make("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    # Latin words in Thai text stay English, or they would be broken as if they were Thai.
    language = make("w:lang", val=LATIN_LANGUAGE, eastAsia=LATIN_LANGUAGE, bidi=LANGUAGE)
    return [fonts, *_sizes(SIZE), language]


def _sizes(points: float) -> list[Element]:
    """Return the size for Latin letters and the one for Thai, in half points."""
    return [make("w:sz", val=round(points * 2)), make("w:szCs", val=round(points * 2))]


def _style(kind: str, key: str, name: str, *content: Element, **values: object) -> Element:
    return make("w:style", make("w:name", val=name), *content, type=kind, styleId=key, **values)


def _paragraph_style(style: WordStyle) -> Element:
    content = [make("w:basedOn", val=style.based_on)] if style.based_on else []
    if style.outline is not None:
        content.append(make("w:next", val="BodyText"))
    content += [make("w:qFormat"), make("w:pPr", *_paragraph_properties(style))]
    font = [make("w:b"), make("w:bCs")] if style.is_bold else []
    font += _sizes(style.size) if style.size else []
    content += [make("w:rPr", *font)] if font else []
    is_default = style.key == "Normal"
    return _style("paragraph", style.key, style.name, *content, **({"default": 1} if is_default else {}))


def _paragraph_properties(style: WordStyle) -> Iterator[Element]:
    """Yield the properties in the order that the format wants."""
    if style.keep_next:
        yield make("w:keepNext")
        yield make("w:keepLines")
    yield make("w:widowControl")
    if style.tabs:
        dots = {"leader": "dot"} if style.has_dots else {}
        yield make("w:tabs", *(make("w:tab", val=kind, **dots, pos=twips(place)) for kind, place in style.tabs))
    yield make("w:spacing", **_distances(style))
    if style.left or style.right or style.first:
        yield make("w:ind", left=twips(style.left), right=twips(style.right), **_first_line(style.first))
    if style.align:
        yield make("w:jc", val=style.align)
    if style.outline is not None:
        yield make("w:outlineLvl", val=style.outline)


def _distances(style: WordStyle) -> dict[str, object]:
    values: dict[str, object] = {}
    if style.before is not None:
        values["before"] = round(style.before * TWIPS_PER_POINT)
    if style.after is not None:
        values["after"] = round(style.after * TWIPS_PER_POINT)
    if style.line < 0:  # as high as the picture in it
        return values | {"line": 240, "lineRule": "auto"}
    if style.line or style.size or not style.based_on:
        height = style.line or (style.size or SIZE) * LINE_HEIGHT
        values |= {"line": round(height * TWIPS_PER_POINT), "lineRule": "exact"}
    return values


def _first_line(centimetres: float) -> dict[str, object]:
    return {"hanging": twips(-centimetres)} if centimetres < 0 else {"firstLine": twips(centimetres)}


def _character_style(key: str, name: str, *font: Element) -> Element:
    return _style("character", key, name, make("w:qFormat"), make("w:rPr", *font))


def _bar(fill: str) -> tuple[Element, Element]:
    """Return how a piece of a bar looks in the key of charts: its edge and what is within."""
    edge = make("w:bdr", val="single", sz=8, space=0, color=chart_drawing.INK.full[1:])
    return edge, make("w:shd", val="clear", color="auto", fill=fill[1:])


def _table_style(
    key: str, name: str, margins: tuple[float, float], borders: Element | None = None, **values: object
) -> Element:
    """Return a table style with the distance of texts from lines, above and beside, in points."""
    upright, beside = (round(points * TWIPS_PER_POINT) for points in margins)
    sides = (("top", upright), ("left", beside), ("bottom", upright), ("right", beside))
    margin = make("w:tblCellMar", *(make(f"w:{side}", w=width, type="dxa") for side, width in sides))
    properties = make("w:tblPr", make("w:tblInd", w=0, type="dxa"), *([] if borders is None else [borders]), margin)
    return _style("table", key, name, properties, **values)


def _borders(eighths: int, colour: str, *sides: str) -> Element:
    """Return lines so many eighths of a point wide."""
    return make("w:tblBorders", *(make(f"w:{side}", val="single", sz=eighths, space=0, color=colour) for side in sides))
