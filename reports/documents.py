"""The kinds of documents: what each is called, what it is made from, and how it becomes HTML, PDF and Word."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string

from agencies.models import Agency
from reports.builders.analysis import build_analysis
from reports.builders.analysis import own_texts as own_analysis_texts
from reports.builders.memo import build_memo, own_signatories
from reports.builders.memo import own_texts as own_memo_texts
from reports.builders.plan import build_announcement, build_progress, own_measures_texts, own_progress_texts
from reports.choices import ANALYSIS, MEASURES, MEMO, PROGRESS, Choices, Signatory
from reports.chosen import choices_for
from reports.marking import DRAFT, Mark
from reports.material import DocumentMissing, Material, Results, analysis_material, in_round, plan_material
from reports.models import Submission
from reports.opinions import submission_of, with_opinions
from reports.paper import Document
from reports.rendering import paper_style, pdf_of, screen_style
from reports.setting import kept_whole, set_on_paper

__all__ = [
    "FORMATS",
    "KINDS",
    "DocumentMissing",
    "Kind",
    "build_document",
    "document_html",
    "document_pdf",
    "set_document",
]

# About 2,000 rows of measures, of which a thousand took 6 s and 370 MB. What is longer could hold a process beyond
# gunicorn's timeout on a busy machine.
LONGEST_HTML = 1_000_000
TOO_LONG = "เอกสารยาวเกินกว่าที่ระบบจัดทำเป็น PDF ได้ กรุณาดาวน์โหลดเป็น Word หรือลดส่วนและคอลัมน์ที่พิมพ์ในหน้ารูปแบบเอกสาร"


@dataclass(frozen=True)
class Kind:
    """One kind of document: how its material is loaded, how it is built, and the portal's own words in it."""

    slug: str
    name: str
    description: str
    made_from: Callable[[Results, int], Material]
    build: Callable[[Material, Choices], Document]
    own_texts: Callable[[Material], dict[str, str]]
    own_signatories: Callable[[Material], tuple[Signatory, ...]] | None = None

    def load(self, agency: Agency, fiscal_year: int) -> Material:
        """Return what a year's document is made from, or raise DocumentMissing."""
        return self.made_from(Results(agency), fiscal_year)

    @property
    def asks_executives(self) -> bool:
        """Whether the document prints opinions, and so can be put before the executives."""
        return self.own_signatories is not None

    def choices(self, material: Material) -> Choices:
        """Return how the agency wants this kind of document of the material's year."""
        return choices_for(material.agency, self.slug, material.fiscal_year, material.framework_year)


def build_document(kind: Kind, agency: Agency, fiscal_year: int) -> Document:
    """Return a document's final values as the agency wants them, or raise DocumentMissing."""
    material = kind.load(agency, fiscal_year)
    return set_document(kind, material, kind.choices(material))


def set_document(kind: Kind, material: Material, choices: Choices) -> Document:
    """Return the document of loaded material in the chosen round and digits, with the opinions given on it."""
    material = in_round(material, choices.round_key)
    document = set_on_paper(kind.build(material, choices), choices.digits)
    if not kind.asks_executives:
        return document
    submissions = Submission.objects.of(material.agency, kind.slug, material.fiscal_year)
    return with_opinions(document, submission_of(submissions, document))


def document_html(document: Document, mark: Mark = DRAFT, *, on_screen: bool = True) -> str:
    """Return a document as a complete web page of the portal.

    The page for the screen links the stylesheet; the renderer of PDF is given it, since it reaches no file.
    """
    html = render_to_string("reports/document.html", {"document": document, "mark": mark, "on_screen": on_screen})
    return html if on_screen else kept_whole(html, [document.agency])


def document_page(document: Document, mark: Mark = DRAFT) -> bytes:
    """Return a document as a web page that needs no other file, to be kept and opened anywhere."""
    context = {"document": document, "mark": mark, "on_screen": True, "style": screen_style()}
    return render_to_string("reports/document.html", context).encode()


def document_pdf(document: Document, mark: Mark = DRAFT) -> bytes:
    """Return a document as PDF, from the template of the web page; raise DocumentMissing where it is too long."""
    html = document_html(document, mark, on_screen=False)
    if len(html) > LONGEST_HTML:
        raise DocumentMissing(TOO_LONG)
    return pdf_of(html, paper_style(document, mark), with_continuation=document.has_continuation)


def document_docx(document: Document, mark: Mark = DRAFT) -> bytes:
    """Return a document as a Word file with the same blocks."""
    from reports.word import word_of

    return word_of(document, mark)


def printable(agency: Agency, fiscal_year: int) -> list[tuple[Kind, Material]]:
    """Return the kinds that can be printed of a year, those made from the same material with the same one."""
    results = Results(agency)
    loaded: dict[Callable[[Results, int], Material], Material | None] = {}
    for made_from in {kind.made_from for kind in KINDS.values()}:
        try:
            loaded[made_from] = made_from(results, fiscal_year)
        except DocumentMissing:
            loaded[made_from] = None
    return [(kind, material) for kind in KINDS.values() if (material := loaded[kind.made_from])]


FORMATS: dict[str, Callable[..., bytes]] = {
    "pdf": document_pdf,
    "html": document_page,
    "docx": document_docx,
}
KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            ANALYSIS,
            "รายงานการวิเคราะห์ผลการประเมิน",
            "ผลการประเมิน แผนภูมิ คะแนน ข้อค้นพบ ข้อจำกัด และตารางมาตรการ",
            analysis_material,
            build_analysis,
            own_analysis_texts,
        ),
        Kind(
            MEASURES,
            "ประกาศมาตรการ",
            "ตารางมาตรการส่งเสริมคุณธรรมและความโปร่งใสของปี",
            plan_material,
            build_announcement,
            own_measures_texts,
        ),
        Kind(
            PROGRESS,
            "รายงานผลการดำเนินการ",
            "มาตรการแต่ละข้อดำเนินการแล้วอย่างไร ได้ผลลัพธ์ใด และตัวชี้วัดได้คะแนนเท่าใด",
            plan_material,
            build_progress,
            own_progress_texts,
        ),
        Kind(
            MEMO,
            "บันทึกข้อความรายงานผล",
            "บันทึกข้อความถึงผู้บริหาร พร้อมตารางสถานะ ลายมือชื่อ และลำดับความเห็น",
            plan_material,
            build_memo,
            own_memo_texts,
            own_signatories,
        ),
    )
}
