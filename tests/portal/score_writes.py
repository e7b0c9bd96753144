"""How each service about scores, findings and framework years is driven, and what its history says."""

from dataclasses import replace

from agencies.models import Change
from assessments import framework_services, national_services, undo_services
from assessments import services as scores
from assessments.models import Framework, NationalImport, Question
from assessments.national_list import NationalList
from assessments.rules.analysis import PARTS, Texts
from tests.portal.writes import World, Write, entries
from workspace import oversight_services


def record_score(world: World) -> None:
    scores.assessment_record(
        agency=world.agency,
        framework=world.assessment.framework,
        entries=entries(world, "i1", "71.25"),
        actor=world.actor,
        reason="แก้ตามหนังสือแจ้งผล",
    )


def undo_score(world: World) -> None:
    record_score(world)
    framework, act = world.assessment.framework, Change.objects.of("figure:i1")[0].act
    undo_services.assessment_undo(agency=world.agency, framework=framework, act=act, actor=world.actor)


def unlock(world: World) -> None:
    scores.assessment_lock(assessment=world.assessment, actor=world.actor)
    scores.assessment_unlock(assessment=world.assessment, reason="แก้ตามประกาศ", actor=world.actor)


def write_finding(world: World, texts: Texts | None = None) -> None:
    stored = world.assessment.findings.get(scope="issue", code="3")
    written = {part: getattr(stored, part) for part in PARTS}
    changed = next(part for part, text in written.items() if text)
    texts = texts or Texts(**written | {changed: "ข้อความใหม่"})
    draft = scores.FindingDraft("issue", "3", "ประเด็นที่ 3", replace(texts, version=stored.version))
    scores.findings_record(assessment=world.assessment, drafts=[draft], actor=world.actor)


def advise(world: World) -> None:
    words = {"about": "การใช้ทรัพย์สิน", "text": "ควรจัดทำคู่มือ"}
    oversight_services.advice_give(agencies=[world.agency], result_year=2568, actor=world.actor, **words)


def another_wording() -> framework_services.CorrectedWording:
    question = Question.objects.get(framework__fiscal_year=2569, code="o26")
    seen = framework_services.digest_of(question)
    return framework_services.CorrectedWording("o26", "ถ้อยคำอื่น", "official", seen)


def store_list(world: World) -> NationalImport:
    """Store what was announced of one agency that nobody knew."""
    content = "ชื่อหน่วยงาน,จังหวัด,คะแนนรวม\nอบต.สอง,ตาก,90".encode()
    announced = NationalList(world.assessment.framework, "nation.csv", content)
    kept = national_services.national_list_keep(
        framework=announced.framework, check=announced.check(), actor=world.actor
    )
    national_services.national_list_store(kept=kept, answers={}, actor=world.actor)
    return kept


def take_list_back(world: World) -> int:
    return national_services.national_list_undo(stored=store_list(world), actor=world.actor)


SCORE_WRITES = [
    Write("assessment_record", record_score, "figure:i1", "80.00", "71.25"),
    Write("assessment_undo", undo_score, "figure:i1", "71.25", "80.00"),
    Write("assessment_lock", lambda w: scores.assessment_lock(assessment=w.assessment, actor=w.actor),
          "lock", "เปิด", "ล็อก"),
    Write("assessment_unlock", unlock, "lock", "ล็อก", "เปิด"),
    Write("findings_record", write_finding, "finding:issue:3", "ผู้รับบริการ", "ข้อความใหม่"),
    Write("findings_record", lambda w: write_finding(w, Texts("", "", "")), "finding:issue:3", "ผู้รับบริการ", ""),
    Write("findings_draft", lambda w: scores.findings_draft(assessment=w.assessment, unit="question", actor=w.actor),
          "finding:question", "", "คะแนน"),
    Write("analysis_unit_choose",
          lambda w: scores.analysis_unit_choose(assessment=w.assessment, unit="indicator", actor=w.actor),
          "finding-unit", "ประเด็น", "ตัวชี้วัด"),
    Write("limitations_record",
          lambda w: scores.limitations_record(assessment=w.assessment, texts=["ข้อเดียว"], actor=w.actor),
          "limitations", "", "ข้อเดียว"),
    Write("framework_clone",
          lambda w: framework_services.framework_clone(
              source=Framework.objects.get(fiscal_year=2569), fiscal_year=2580, actor=w.actor),
          "framework", "", "คัดลอกจาก"),
    Write("wordings_correct",
          lambda w: framework_services.wordings_correct(
              framework=Framework.objects.get(fiscal_year=2569), typed=[another_wording()], actor=w.actor),
          "framework:question:o26", "(ปีงบประมาณก่อนหน้า)", "ถ้อยคำอื่น"),
    Write("advice_give", advise, "advice", "", "ควรจัดทำคู่มือ", "การใช้ทรัพย์สิน"),
    Write("national_list_store", store_list, "nation:", "", "ผลที่นำเข้า: 1 แห่ง"),
    Write("national_list_undo", take_list_back, "nation:", "นำออก 1 แห่ง"),
]  # fmt: skip
