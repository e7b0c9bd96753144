"""The fixed forms of official paper in a Word document: cover, head of a letter, signature, opinion."""

from reports.output.word.markup import Element, keep_together, paragraph, run, twips
from reports.output.word.page import Page
from reports.output.word.pictures import emblem
from reports.output.word.styles import DOTTED, LABEL, STRONG
from reports.paper.blocks import Cover, MemoHead, OpinionBlock, Signature

COVER_EMBLEM, MEMO_EMBLEM = 4.5, 1.5  # cm high
NO_BREAK_SPACE = "\u00a0"
DOTS_FOR_A_NAME = NO_BREAK_SPACE * 36  # 4.5 to 6.5 cm of dotted line, as wide as the font has its spaces


def cover(block: Cover, page: Page) -> list[Element]:
    elements = [paragraph("Title", "\n".join(block.title_lines))]
    if block.emblem:
        drawn = emblem(page, block.emblem, f"ตราสัญลักษณ์{block.agency}", twips(COVER_EMBLEM))
        elements.insert(0, paragraph("CoverEmblem", drawn))
    if block.year_line:
        elements.append(paragraph("CoverYear", block.year_line))
    names = "\n".join(name for name in (block.agency, block.place) if name)
    return [*elements, paragraph("CoverAgency", names)]


def memo_head(block: MemoHead, page: Page) -> list[Element]:
    title: list[Element] = [run(block.title)]
    if block.emblem:
        title.insert(0, emblem(page, block.emblem, "ตราสัญลักษณ์", twips(MEMO_EMBLEM), floats=True))
    return [
        paragraph("MemoTitle", *title),
        paragraph("MemoField", *_field("ส่วนราชการ", block.office)),
        paragraph("MemoTwoFields", *_field("ที่", block.number), *_field("วันที่", block.date)),
        paragraph("MemoField", *_field("เรื่อง", block.subject)),
        paragraph("Addressee", run("เรียน", STRONG), f" {NO_BREAK_SPACE}{block.addressee}"),
    ]


def _field(label: str, text: str) -> list[Element]:
    """Return a label and what was filled in, on a dotted line to the next tab stop."""
    return [run(label, LABEL), run(f" {text}", DOTTED, ends_with_tab=True)]


def signature(block: Signature, page: Page) -> list[Element]:
    dots = run(DOTS_FOR_A_NAME, DOTTED)
    elements = [
        paragraph("SignatureLine", "(ลงชื่อ) ", dots),
        paragraph("Signature", "(", block.name or run(DOTS_FOR_A_NAME, DOTTED), ")"),
        *(paragraph("Signature", line) for line in block.position),
    ]
    keep_together(elements)
    return elements


def opinion(block: OpinionBlock, page: Page) -> list[Element]:
    elements = [
        paragraph("Opinion", run(block.heading, STRONG), f" {block.text}"),
        *(paragraph("DottedLine", run("", DOTTED, ends_with_tab=True)) for _ in block.blank_lines),
        *signature(block.signature, page),
    ]
    keep_together(elements)
    return elements
