"""The kinds of documents: what each is called, what it is made from, and how it is built."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.models import Agency
from reports.content.analysis import build_analysis
from reports.content.analysis import own_texts as own_analysis_texts
from reports.content.material import DocumentMissing, Material, Results, analysis_material, in_round, plan_material
from reports.content.memo import build_memo, own_signatories
from reports.content.memo import own_texts as own_memo_texts
from reports.content.opinions import submission_of, with_opinions
from reports.content.plan import build_announcement, build_progress, own_measures_texts, own_progress_texts
from reports.models import Submission
from reports.options.choices import ANALYSIS, MEASURES, MEMO, PROGRESS, Choices, Signatory
from reports.options.stored import choices_for
from reports.paper.blocks import Document
from reports.paper.typesetting import set_on_paper

__all__ = ["KINDS", "DocumentKind", "DocumentMissing", "build_document", "printable", "set_document"]


@dataclass(frozen=True)
class DocumentKind:
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


def build_document(kind: DocumentKind, agency: Agency, fiscal_year: int) -> Document:
    """Return a document's final values as the agency wants them, or raise DocumentMissing."""
    material = kind.load(agency, fiscal_year)
    return set_document(kind, material, kind.choices(material))


def set_document(kind: DocumentKind, material: Material, choices: Choices) -> Document:
    """Return the document of loaded material in the chosen round and digits, with the opinions given on it."""
    material = in_round(material, choices.round_key)
    document = set_on_paper(kind.build(material, choices), choices.digits)
    if not kind.asks_executives:
        return document
    submissions = Submission.objects.of(material.agency, kind.slug, material.fiscal_year)
    return with_opinions(document, submission_of(submissions, document))


def printable(agency: Agency, fiscal_year: int) -> list[tuple[DocumentKind, Material]]:
    """Return the kinds that can be printed of a year, those made from the same material with the same one."""
    results = Results(agency)
    loaded: dict[Callable[[Results, int], Material], Material | None] = {}
    for made_from in {kind.made_from for kind in KINDS.values()}:
        try:
            loaded[made_from] = made_from(results, fiscal_year)
        except DocumentMissing:
            loaded[made_from] = None
    return [(kind, material) for kind in KINDS.values() if (material := loaded[kind.made_from])]


KINDS = {
    kind.slug: kind
    for kind in (
        DocumentKind(
            ANALYSIS,
            "รายงานการวิเคราะห์ผลการประเมิน",
            "ผลการประเมิน แผนภูมิ คะแนน ข้อค้นพบ ข้อจำกัด และตารางมาตรการ",
            analysis_material,
            build_analysis,
            own_analysis_texts,
        ),
        DocumentKind(
            MEASURES,
            "ประกาศมาตรการ",
            "ตารางมาตรการส่งเสริมคุณธรรมและความโปร่งใสของปี",
            plan_material,
            build_announcement,
            own_measures_texts,
        ),
        DocumentKind(
            PROGRESS,
            "รายงานผลการดำเนินการ",
            "มาตรการแต่ละข้อดำเนินการแล้วอย่างไร ได้ผลลัพธ์ใด และตัวชี้วัดได้คะแนนเท่าใด",
            plan_material,
            build_progress,
            own_progress_texts,
        ),
        DocumentKind(
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
