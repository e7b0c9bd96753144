"""The paper of a Word document: upright and wide pages, page numbers, and the mark of a draft or of an issue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, groupby, pairwise

from reports.output.word.lists import WordLists
from reports.output.word.markup import Element, make, paragraph, run, tab, twips
from reports.output.word.styles import DRAFT
from reports.paper.blocks import Cover, Document, Section
from reports.paper.layout import LONG_SIDE, SHORT_SIDE
from reports.paper.mark import DRAFT_WORD, Mark
from reports.paper.typesetting import THAI

HEADER_DISTANCE, FOOTER_DISTANCE = 0.9, 0.8


@dataclass
class Page:
    """Where blocks are written: how wide a line is, in twips, and the part that keeps their pictures."""

    part: Element
    width: int
    digits: str = THAI
    heads_page: bool = False  # the section stands on a page of its own, its heading in the middle
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    charts: Iterator[int] = field(default_factory=lambda: count(1))
    heading_pages: Mapping[str, int] = field(default_factory=dict)  # of the PDF, by the names of places
    lists: WordLists = field(init=False)

    def __post_init__(self) -> None:
        self.lists = WordLists(self.digits)


def runs_of_pages(document: Document) -> list[tuple[bool, list[tuple[Section, bool]]]]:
    """Return the sections in runs of upright and of wide paper, each with whether it begins a page within its run."""
    sections = [section for section in document.sections if section.blocks]
    begins = [False, *(_part(before, after) for before, after in pairwise(sections))]
    runs = groupby(zip(sections, begins, strict=True), key=lambda pair: pair[0].is_wide)
    return [
        (is_wide, [(section, begins_page and number > 0) for number, (section, begins_page) in enumerate(run_)])
        for is_wide, run_ in runs
    ]


def _part(before: Section, after: Section) -> bool:
    """Return whether the end of a page parts two sections."""
    return before.starts_page or isinstance(before.blocks[-1], Cover) or after.starts_page or after.is_wide


def page_properties(document: Document, references: Iterable[Element], *, is_wide: bool, is_first: bool) -> Element:
    """Return the properties of a run of pages, with references to its headers and footers."""
    sides = {side: twips(getattr(document.margins, side)) for side in ("top", "right", "bottom", "left")}
    distances = {"header": twips(HEADER_DISTANCE), "footer": twips(FOOTER_DISTANCE), "gutter": 0}
    size = {"w": twips(SHORT_SIDE), "h": twips(LONG_SIDE)}
    if is_wide:
        size = {"w": size["h"], "h": size["w"]}
    return make(
        "w:sectPr",
        *references,
        make("w:type", val="nextPage"),
        make("w:pgSz", **size, **({"orient": "landscape"} if is_wide else {})),
        make("w:pgMar", **sides, **distances),
        make("w:pgNumType", fmt="thaiNumbers" if document.digits == THAI else "decimal"),
        *([make("w:titlePg")] if is_first else []),
    )


def margin_references(
    document: Document, mark: Mark, part: Element, *, is_wide: bool, is_first: bool
) -> Iterator[Element]:
    """Add the header of a run of pages to the package, and all footers with the first; yield references to them.

    A header is as wide as its paper, so each run has its own; the first page of all has no number.
    """
    for kind in ("default", "first") if is_first else ("default",):
        number = _page_number(document.digits) if kind == "default" else ()
        draft = [run(DRAFT_WORD, DRAFT)] if mark.is_draft else []
        content = paragraph("HeaderWide" if is_wide else "HeaderUpright", tab(), *number, tab(), *draft)
        header, key = part.add_header_part()
        yield _reference("w:headerReference", kind, header, key, content)
        if is_first and mark.foot:
            footer, key = part.add_footer_part()
            yield _reference("w:footerReference", kind, footer, key, *(paragraph("Footer", line) for line in mark.foot))


def _reference(tag: str, kind: str, part: Element, key: str, *content: Element) -> Element:
    from docx.oxml.ns import qn

    root = part.element
    for child in list(root):
        root.remove(child)
    root.extend(content)
    reference = make(tag, type=kind)
    reference.set(qn("r:id"), key)
    return reference


def _page_number(digits: str) -> Iterator[Element]:
    """Yield the number of the page between hyphens, counted by Word in the digits that the pages' properties name.

    A switch for Thai digits in the field itself would do the same in Word, but LibreOffice takes it for Thai letters.
    """
    instruction = make("w:instrText")
    instruction.text = " PAGE "
    yield run("- ")
    yield make("w:r", make("w:fldChar", fldCharType="begin"))
    yield make("w:r", instruction)
    yield make("w:r", make("w:fldChar", fldCharType="separate"))
    yield run("๒" if digits == THAI else "2")
    yield make("w:r", make("w:fldChar", fldCharType="end"))
    yield run(" -")
