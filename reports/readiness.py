"""What a year's documents still lack, said before anyone prints them."""

from dataclasses import dataclass

from assessments.analysis import subjects_of
from assessments.years import AgencyYear
from measures.models import Measure, MeasurePlan
from reports.documents import KINDS, Kind


@dataclass(frozen=True)
class Readiness:
    """A kind of document with the reasons why it is not complete yet, in Thai."""

    kind: str
    name: str
    description: str
    is_available: bool
    missing: tuple[str, ...]


def readiness(year: AgencyYear) -> list[Readiness]:
    """Return every kind of document of an agency's year with what it lacks."""
    plan = MeasurePlan.objects.for_year(year.agency, year.fiscal_year).first()
    answering = MeasurePlan.objects.answering(year.assessment).first() if year.assessment else None
    return [
        _ready(KINDS["analysis"], year.assessment is not None, _lacking_analysis(year) + _lacking_measures(answering)),
        _ready(KINDS["measures"], plan is not None, _lacking_measures(plan)),
    ]


def _ready(kind: Kind, is_available: bool, missing: list[str]) -> Readiness:
    return Readiness(kind.slug, kind.name, kind.description, is_available, tuple(missing))


def _lacking_analysis(year: AgencyYear) -> list[str]:
    sheet = year.sheet()
    if sheet is None or year.assessment is None:
        return ["ยังไม่มีคะแนนของปีนี้"]
    lacking = []
    questions = len(sheet.structure.questions)
    if sheet.entered < questions:
        lacking.append(f"คะแนนรายข้อยังไม่ครบ ({sheet.entered} จาก {questions} ข้อ)")
    if sheet.total.effective is None:
        lacking.append("ยังไม่มีคะแนนรวม")
    if not sheet.level:
        lacking.append("ยังไม่มีระดับผลการประเมิน")
    unwritten = [s.code for s in subjects_of(sheet, year.assessment.texts_by_subject()) if s.texts.is_empty]
    if unwritten:
        lacking.append(f"ยังไม่มีข้อค้นพบของประเด็นที่ {', '.join(unwritten)}")
    return lacking


def _lacking_measures(plan: MeasurePlan | None) -> list[str]:
    measures = list(Measure.objects.filter(plan=plan).with_details()) if plan else []
    if not measures:
        return ["ยังไม่มีมาตรการ"]
    lacking = []
    for number, measure in enumerate(measures, 1):
        parts = [
            name
            for name, is_there in (
                ("ผู้รับผิดชอบ", measure.owners.all()),
                ("ขั้นตอน", measure.steps.all()),
                ("ระยะเวลา", measure.timeframe),
            )
            if not is_there
        ]
        if parts:
            lacking.append(f"มาตรการลำดับที่ {number} ยังไม่มี{'และ'.join(parts)}")
    return lacking
