"""The fixed forms of official paper in a Word document: cover, head of a letter, signature, opinion."""

from reports.output.word.markup import Element, keep_together, paragraph, run, twips
from reports.output.word.page import Page
from reports.output.word.pictures import emblem
from reports.output.word.styles import DOTTED, LABEL, STRONG
from reports.paper.blocks import AnnouncementDate, AnnouncementHead, Cover, OpinionBlock, Signature
from reports.paper.letter import DATE, NUMBER, OFFICE, SUBJECT, LeaderField, PaperMemoHead

COVER_EMBLEM, MEMO_EMBLEM, ANNOUNCEMENT_EMBLEM = 4.5, 1.5, 3.0  # cm high
GARUDA = "ครุฑ"
GOES_ON = {OFFICE: "MemoOfficeGoesOn", SUBJECT: "MemoSubjectGoesOn"}  # styles of the lines below the first
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


def memo_head(block: PaperMemoHead, page: Page) -> list[Element]:
    head = block.head
    title: list[Element] = [run(head.title)]
    if head.emblem:
        title.insert(0, emblem(page, head.emblem, GARUDA, twips(MEMO_EMBLEM), floats=True))
    return [
        paragraph("MemoTitle", *title),
        *_field(block.office),
        paragraph("MemoTwoFields", *_on_dots(NUMBER, head.number), *_on_dots(DATE, head.date)),
        *_field(block.subject),
        paragraph("Addressee", run("เรียน", STRONG), f" {NO_BREAK_SPACE}{head.addressee}"),
    ]


def _field(field: LeaderField) -> list[Element]:
    """Return a label and what was filled in; what goes on below begins where it began."""
    first = paragraph("MemoField", *_on_dots(field.label, field.lines[0]))
    return [first, *(paragraph(GOES_ON[field.label], _dotted(line)) for line in field.lines[1:])]


def _on_dots(label: str, text: str) -> list[Element]:
    """Return a label and what was filled in, on dots to the next tab stop."""
    return [run(label, LABEL), _dotted(f" {text}")]


def _dotted(line: str) -> Element:
    return run(line, DOTTED, ends_with_tab=True)


def announcement_head(block: AnnouncementHead, page: Page) -> list[Element]:
    drawn = [emblem(page, block.emblem, GARUDA, twips(ANNOUNCEMENT_EMBLEM))] if block.emblem else []
    return [
        *(paragraph("AnnouncementEmblem", each) for each in drawn),
        paragraph("AnnouncementTitle", "\n".join(block.lines)),
    ]


def announcement_date(block: AnnouncementDate, page: Page) -> list[Element]:
    return [paragraph("AnnouncementDate", block.text)]


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
