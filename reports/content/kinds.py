"""The four kinds of documents, and those of them that can be printed of a year."""

from collections.abc import Callable

from agencies.models import Agency
from assessments.rules.assessment_round import PLAN_ITEM, REPORT_ITEM
from assessments.rules.cycle import Cycle
from assessments.rules.structure import Structure
from reports.content import analysis, announcement, memo, plan, signing
from reports.content.charts import CHARTS
from reports.content.columns import (
    BY_ISSUE,
    FOLLOW_UP_ONLY,
    OWNERS_LAST,
    PLAN_COLUMN_SETS,
    PLAN_COLUMNS,
    PROGRESS_COLUMNS,
    TRACKED_COLUMNS,
    WITH_FOLLOW_UP,
    WITH_OBSTACLES,
    WITH_PROGRESS,
)
from reports.content.document_kind import GARUDA, OF_A_REPORT, OF_AN_ANNOUNCEMENT, SEAL, DocumentKind
from reports.content.draft import Draft, draft_from, draft_of
from reports.content.material import DocumentMissing, Material, Results, analysis_material, plan_material
from reports.options.kind_options import ColumnSet, KindOptions, heading_texts
from reports.paper.blocks import Document

__all__ = ["KINDS", "DocumentKind", "DocumentMissing", "build_document", "drafts_of"]


def build_document(kind: DocumentKind, agency: Agency, fiscal_year: int) -> Document:
    """Return a document's final values as the agency wants them, or raise DocumentMissing."""
    return draft_of(kind, agency, fiscal_year).document


def drafts_of(agency: Agency, cycle: Cycle) -> list[Draft]:
    """Return the documents that can be printed of a cycle; kinds made from the same material share it."""
    results = Results(agency)
    loaded: dict[Callable[[Results, int], Material], Material | None] = {}
    for kind in KINDS.values():
        if kind.made_from not in loaded:
            loaded[kind.made_from] = _material(kind, results, kind.year_in(cycle))
    printable = [(kind, material) for kind in KINDS.values() if (material := loaded[kind.made_from])]
    return [draft_from(kind, material, kind.choices(material)) for kind, material in printable]


def _material(kind: DocumentKind, results: Results, fiscal_year: int) -> Material | None:
    try:
        return kind.made_from(results, fiscal_year)
    except DocumentMissing:
        return None


def _announced_columns(structure: Structure) -> ColumnSet:
    """Return the columns with which municipalities announced measures in a framework's year."""
    return next(each for each in (BY_ISSUE, WITH_FOLLOW_UP, OWNERS_LAST) if each.key == structure.measure_columns)


def _analysis_parts(structure: Structure) -> tuple[str, ...]:
    """Return the parts into which municipalities divided their analysis in a framework's year."""
    if structure.issues:
        return ("charts", "indicators", "findings", "limitations", "measures")
    return ("charts", "comparison", "ranking", "findings", "limitations", "measures")


ANALYSIS = DocumentKind(
    options=KindOptions(
        slug="analysis",
        name="รายงานการวิเคราะห์ผลการประเมิน",
        columns=PLAN_COLUMNS,
        column_sets=PLAN_COLUMN_SETS,
        usual_columns=_announced_columns,
        texts=analysis.TEXTS | heading_texts(PLAN_COLUMNS),
        parts={key: part.name for key, part in analysis.PARTS.items()},
        usual_parts=_analysis_parts,
        charts={key: chart.name for key, chart in CHARTS.items()},
        usual_charts=("overall", "years", "instruments", "instruments-years", "radar", "ranking", "indicators-years"),
        variants={signing.SIGNING: signing.AT_THE_END},
    ),
    description="ผลการประเมิน แผนภูมิ คะแนน ข้อค้นพบ ข้อจำกัด และตารางมาตรการ",
    made_from=analysis_material,
    build=analysis.build_analysis,
    own_texts=analysis.own_texts,
    own_signatories=signing.own_signatories,
    asked_as=PLAN_ITEM,
    plan_checks=OF_AN_ANNOUNCEMENT,
    analyses_result=True,
)
MEASURES = DocumentKind(
    options=KindOptions(
        slug="measures",
        name="ประกาศมาตรการ",
        columns=PLAN_COLUMNS,
        column_sets=PLAN_COLUMN_SETS,
        usual_columns=_announced_columns,
        texts=plan.MEASURES_TEXTS | heading_texts(PLAN_COLUMNS),
        variants=announcement.VARIANTS,
    ),
    description="ตารางมาตรการส่งเสริมคุณธรรมและความโปร่งใสของปี",
    made_from=plan_material,
    build=plan.build_announcement,
    own_texts=plan.own_measures_texts,
    own_signatories=announcement.own_signatories,
    picture=lambda choices: GARUDA if announcement.is_announcement(choices) else SEAL,
    asked_as=PLAN_ITEM,
    plan_checks=OF_AN_ANNOUNCEMENT,
    prints_number=True,
)
PROGRESS = DocumentKind(
    options=KindOptions(
        slug="progress",
        name="รายงานผลการดำเนินการ",
        columns=PROGRESS_COLUMNS,
        column_sets=(*PLAN_COLUMN_SETS, WITH_PROGRESS, WITH_OBSTACLES),
        usual_columns=lambda structure: WITH_PROGRESS,
        texts=plan.PROGRESS_TEXTS | heading_texts(PROGRESS_COLUMNS),
        variants={signing.SIGNING: signing.AT_THE_END},
        has_rounds=True,
    ),
    description="มาตรการแต่ละข้อดำเนินการแล้วอย่างไร ได้ผลลัพธ์ใด และตัวชี้วัดได้คะแนนเท่าใด",
    made_from=plan_material,
    build=plan.build_progress,
    own_texts=plan.own_progress_texts,
    own_signatories=signing.own_signatories,
    asked_as=REPORT_ITEM,
    plan_checks=OF_A_REPORT,
)
MEMO = DocumentKind(
    options=KindOptions(
        slug="memo",
        name="บันทึกข้อความรายงานผล",
        columns=TRACKED_COLUMNS,
        column_sets=PLAN_COLUMN_SETS,
        usual_columns=lambda structure: FOLLOW_UP_ONLY,
        texts=memo.TEXTS | heading_texts(TRACKED_COLUMNS),
        variants=memo.VARIANTS,
        has_rounds=True,
    ),
    description="บันทึกข้อความถึงผู้บริหาร พร้อมตารางสถานะ ลายมือชื่อ และลำดับความเห็น",
    made_from=plan_material,
    build=memo.build_memo,
    own_texts=memo.own_texts,
    own_signatories=memo.own_signatories,
    picture=lambda choices: GARUDA,
    asked_as=REPORT_ITEM,
    plan_checks=OF_A_REPORT,
    asks_executives=True,
    is_for_the_public=False,
    prints_number=True,
)
KINDS = {kind.slug: kind for kind in (ANALYSIS, MEASURES, PROGRESS, MEMO)}
