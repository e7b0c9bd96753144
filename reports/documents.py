"""The kinds of documents: what each is called, what it is made from, and how it becomes HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string

from agencies.models import Agency
from assessments.analysis import subjects_of
from assessments.models import Assessment
from measures.models import Measure, MeasurePlan
from reports.analysis import AnalysisDocument, build_analysis
from reports.announcement import MeasuresDocument, build_announcement
from reports.measure_table import measure_rows
from reports.rendering import pdf_of
from reports.setting import THAI, kept_whole, set_on_paper

Document = AnalysisDocument | MeasuresDocument
HISTORY_YEARS = 5


class DocumentMissing(Exception):
    """There is nothing yet to print; the message says what to do first, in Thai."""


@dataclass(frozen=True)
class Kind:
    """One kind of document. `build` loads what it needs and returns the ready values of an agency's year."""

    slug: str
    name: str
    description: str
    build: Callable[[Agency, int], Document]

    @property
    def template(self) -> str:
        return f"reports/document_{self.slug}.html"


def build_document(kind: Kind, agency: Agency, fiscal_year: int) -> Document:
    """Return a document's ready values in one digit style, or raise DocumentMissing."""
    return set_on_paper(kind.build(agency, fiscal_year), THAI)


def document_html(kind: Kind, agency: Agency, fiscal_year: int, *, on_screen: bool = True) -> str:
    """Return a document as a complete web page.

    The page for the screen links the stylesheet; the renderer of PDF is given it, since it reaches no file.
    """
    document = build_document(kind, agency, fiscal_year)
    html = render_to_string(kind.template, {"document": document, "on_screen": on_screen})
    return html if on_screen else kept_whole(html, [agency.name])


def document_pdf(kind: Kind, agency: Agency, fiscal_year: int) -> bytes:
    """Return a document as PDF, made from the same template as the web page."""
    return pdf_of(document_html(kind, agency, fiscal_year, on_screen=False))


def _analysis(agency: Agency, fiscal_year: int) -> AnalysisDocument:
    history = list(Assessment.objects.up_to(agency, fiscal_year).with_sheet()[:HISTORY_YEARS])[::-1]
    if not history or history[-1].fiscal_year != fiscal_year:
        raise DocumentMissing(f"ยังไม่มีผลการประเมินปีงบประมาณ พ.ศ. {fiscal_year}")
    assessment = history[-1]
    plan = MeasurePlan.objects.answering(assessment).first()
    return build_analysis(
        agency=agency,
        history=history,
        subjects=subjects_of(assessment.sheet(), assessment.texts_by_subject()),
        limitations=assessment.limitation_texts(),
        plan_year=plan.fiscal_year if plan else fiscal_year,
        measures=measure_rows(Measure.objects.filter(plan=plan).with_details()) if plan else (),
    )


def _measures(agency: Agency, fiscal_year: int) -> MeasuresDocument:
    plan = MeasurePlan.objects.for_year(agency, fiscal_year).first()
    if plan is None:
        raise DocumentMissing(f"ยังไม่มีแผนมาตรการปีงบประมาณ พ.ศ. {fiscal_year}")
    return build_announcement(
        agency=agency,
        assessed_year=plan.assessment.fiscal_year,
        plan_year=fiscal_year,
        measures=measure_rows(plan.measures.with_details()),
    )


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "analysis",
            "รายงานการวิเคราะห์ผลการประเมิน",
            "ผลการประเมิน กราฟ คะแนนรายข้อ ข้อค้นพบ ข้อจำกัด และตารางมาตรการ",
            _analysis,
        ),
        Kind("measures", "ประกาศมาตรการ", "ตารางมาตรการส่งเสริมคุณธรรมและความโปร่งใสของปี", _measures),
    )
}
