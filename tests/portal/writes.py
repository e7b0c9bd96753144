"""How each service about scores, measures and documents is driven, and what its entry in the history says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from agencies import removal_services
from agencies.models import Agency, Change, User
from assessments import framework_services, national_services, undo_services
from assessments import services as scores
from assessments.models import Assessment, Framework, NationalImport, Question
from assessments.national_list import NationalList
from assessments.rules.analysis import PARTS, Texts
from assessments.rules.entry import read_entry
from ita_portal.documents.source import DocumentParagraph, SourceDocument
from ita_portal.outside_links import LinkState, SeenLink
from measures import services as measures
from measures.bulk import Assignment, measures_assign, measures_fill
from measures.models import Measure, MeasurePlan, MeasureReport, Progress
from measures.proposals import proposals_for
from measures.rules.evidence import check_file
from measures.rules.personal_data_places import FoundPlace
from public import services as public_services
from reports.content.kinds import KINDS
from reports.issue import approval, handover, issuing
from reports.models import Opinion
from reports.options import stored as options
from reports.options.choices import ARABIC
from tests.measures.evidence_files import PDF
from tests.measures.rounds import accept, give_back, open_round, submit
from tests.reports.chain import from_paper, hold, speak
from tests.reports.issuing_year import issue, mend
from workspace import oversight_services
from workspace.document_import import services as documents
from workspace.document_import.target import target_of
from workspace.models import DocumentImport

DAY = date(2025, 3, 31)


@dataclass
class World:
    """The home agency with the person who writes, and what the writes are about."""

    agency: Agency
    actor: User
    assessment: Assessment
    plan: MeasurePlan

    @property
    def measure(self) -> Measure:
        return self.plan.measures.select_related("plan__agency")[0]

    def draft(self) -> MeasureReport:
        return measures.report_begin(measure=self.measure, reporting_round=None)


def entries(world: World, code: str, text: str):
    return [read_entry(world.assessment.framework.structure(), code, text)]


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


def add_measure(world: World) -> None:
    measures.measure_add(plan=world.plan, content=measures.MeasureContent("มาตรการใหม่"), actor=world.actor)


def update_measure(world: World) -> None:
    content = replace(measures.content_of(world.measure), title="ชื่อใหม่")
    measures.measure_update(measure=world.measure, content=content, version=world.measure.version, actor=world.actor)


def update_row(world: World) -> None:
    content = replace(measures.content_of(world.measure), owners=())
    version = world.measure.version
    measures.measure_row_update(measure=world.measure, content=content, version=version, actor=world.actor)


def confirm_drafts(world: World) -> None:
    world.plan.measures.filter(pk=world.measure.pk).update(is_draft=True)
    versions = {world.measure.key: world.measure.version}
    measures.drafts_confirm(plan=world.plan, versions=versions, actor=world.actor)


def set_aside(world: World) -> None:
    key = proposals_for(world.plan).covered[0].key
    measures.proposals_set_aside(plan=world.plan, keys=[key], actor=world.actor)


def recall(world: World) -> None:
    set_aside(world)
    world.plan.refresh_from_db()
    keys = [each.key for each in proposals_for(world.plan).set_aside]
    measures.proposals_recall(plan=world.plan, keys=keys, actor=world.actor)


def move_measure(world: World) -> None:
    """The second measure and the third answer the same issue."""
    second = world.plan.measures.select_related("plan__agency")[1]
    measures.measure_move(measure=second, to=3, actor=world.actor)


def add_proposal(world: World) -> None:
    world.plan.measures.all().delete() if not Progress.objects.filter(measure__plan=world.plan).exists() else None
    key = proposals_for(world.plan).open[0].key
    measures.proposals_add(plan=world.plan, keys=[key], actor=world.actor)


def assign(world: World) -> None:
    owner = world.agency.departments.create(name="กองใหม่", position=99)
    measures_assign(
        plan=world.plan,
        assignment=Assignment(owners=(owner,), replaces_owners=True),
        versions={world.measure.key: world.measure.version},
        actor=world.actor,
    )


def fill(world: World) -> None:
    """The second measure takes the owners of the first, which are others."""
    first, second = world.plan.measures.all()[:2]
    first.owners.set([world.agency.departments.create(name="กองใหม่", position=99)], clear=True)
    versions = {first.key: first.version, second.key: second.version}
    measures_fill(plan=world.plan, source=first.key, columns=["owners"], versions=versions, actor=world.actor)


def undo_in_row(world: World) -> None:
    """The measure loses its owners in its row, and has them again."""
    update_row(world)
    act = Change.objects.filter(act__isnull=False).latest("pk").act
    assert act is not None
    measures.plan_row_undo(plan=world.plan, act=act, actor=world.actor)


def forward(world: World) -> None:
    measures.measures_forward(plan=world.plan, keys=[world.measure.key], assessment=world.assessment, actor=world.actor)


def start_plan(world: World) -> None:
    measures.plan_start(agency=world.agency, fiscal_year=2575, assessment=earlier(world), actor=world.actor)


def earlier(world: World) -> Assessment:
    """Return a result that no plan answers."""
    return Assessment.objects.get(agency=world.agency, framework__fiscal_year=2567)


def report(world: World) -> None:
    content = measures.ProgressContent(Progress.Status.IN_PROGRESS, DAY, work="จัดประชุม")
    measures.progress_record(measure=world.measure, content=content, actor=world.actor, seen=0)


def undo(world: World) -> None:
    report(world)
    measures.progress_undo(measure=world.measure, actor=world.actor, seen=world.measure.progress.get().pk)


def attach(world: World) -> None:
    measures.evidence_add(report=world.draft(), checked=check_file("คำสั่ง.pdf", PDF), actor=world.actor)


def detach(world: World) -> None:
    attach(world)
    keys = [str(file.key) for file in world.draft().files.all()]
    measures.evidence_remove(report=world.draft(), keys=keys, actor=world.actor)


def describe(world: World) -> None:
    said = measures.EvidenceDescription(item="o1")
    about = {"measure": world.measure, "about": "0" * 64, "name": "คำสั่ง.pdf"}
    measures.evidence_describe(**about, description=said, version=0, actor=world.actor)


def reuse(world: World) -> None:
    attach(world)
    other = world.plan.measures.select_related("plan__agency")[1]
    report = measures.report_begin(measure=other, reporting_round=None)
    measures.evidence_reuse(evidence=world.draft().files.get(), report=report, actor=world.actor)


def write_part(world: World) -> None:
    content = measures.PartContent("สำรวจแล้ว")
    about = {"measure": world.measure, "reporting_round": open_round(world.plan, world.actor)}
    department = world.agency.departments.first()
    measures.part_save(**about, department=department, content=content, version=0, actor=world.actor)


def change_round(world: World) -> None:
    opened = open_round(world.plan, world.actor)
    content = replace(measures.round_content_of(opened), name="รอบกลางปี")
    measures.round_update(reporting_round=opened, content=content, version=opened.version, actor=world.actor)


def close_round(world: World) -> None:
    measures.round_close(reporting_round=open_round(world.plan, world.actor), is_closed=True, actor=world.actor)


def hand_in(world: World) -> MeasureReport:
    return submit(world.measure, open_round(world.plan, world.actor), world.actor, work="จัดประชุม")


def recall_report(world: World) -> None:
    report = hand_in(world)
    measures.report_recall(report=report, version=report.version, actor=world.actor)


def hand_in_all(world: World) -> None:
    ready = [
        measures.ReadyReport(each, measures.ProgressContent(Progress.Status.IN_PROGRESS, DAY, work="จัดประชุม"), {}, 0, 0)
        for each in world.plan.measures.all()
    ]
    measures.reports_submit(reporting_round=open_round(world.plan, world.actor), reports=ready, actor=world.actor)


def set_style(world: World) -> None:
    style = replace(options.style_for(world.agency, 2568), digits=ARABIC)
    options.style_record(agency=world.agency, result_year=2568, style=style, actor=world.actor)


def choose_document(world: World) -> None:
    kind = KINDS["analysis"]
    choices = replace(kind.choices(kind.load(world.agency, 2568)), digits=ARABIC, texts={"preface": "คำนำใหม่"})
    options.choices_record(
        agency=world.agency, options=kind.options, fiscal_year=2568, choices=choices, actor=world.actor
    )


def show_to_everybody(world: World):
    choices = public_services.PublicChoices(shows_result=True)
    return public_services.public_page_set(agency=world.agency, choices=choices, seen="00", actor=world.actor)


def publish(world: World):
    mend(world.agency)
    return issuing.document_publish(issued=issue(world.agency, world.actor), actor=world.actor)


def confirm_place(world: World):
    attach(world)
    place = FoundPlace("หมายเลขโทรศัพท์มือถือ", "ย่อหน้า", "XXXXXX5678")
    evidence = world.draft().files.select_related("measure__plan").get()
    return measures.found_place_confirm(evidence=evidence, number=0, place=place, actor=world.actor)


def place_on_website(world: World):
    place = handover.place_of(world.agency, KINDS["analysis"], 2568)
    typed = handover.TypedPlace("https://www.example.go.th/ita/2568", "ข้อมูลหน่วยงาน", handover.mark_of(place))
    return handover.website_place_set(place=place, typed=typed, actor=world.actor)


def tick_link(world: World):
    place, now = place_on_website(world), timezone.now()
    seen = SeenLink(LinkState.ANSWERS)
    return handover.website_place_look(
        place=place, address=place.address, seen=seen, at=now, actor=world.actor, is_by_hand=True
    )


def advise(world: World) -> None:
    words = {"about": "การใช้ทรัพย์สิน", "text": "ควรจัดทำคู่มือ"}
    oversight_services.advice_give(agencies=[world.agency], result_year=2568, actor=world.actor, **words)


def put_before_executives(world: World):
    return approval.document_submit(kind=KINDS["memo"], agency=world.agency, fiscal_year=2568, actor=world.actor)


def give_opinion(world: World) -> Opinion:
    hold(world.agency, world.actor)
    return speak(put_before_executives(world), world.actor, 0, "เห็นควร")


def record_opinion(world: World) -> None:
    from_paper(put_before_executives(world), world.actor, 0, timezone.localdate(), "เห็นควร")


def take_back_measure(world: World) -> None:
    measure = world.measure
    measures.measure_take_back(measure=measure, entry=None, version=measure.version, actor=world.actor)


def store_document(world: World) -> DocumentImport:
    source = SourceDocument((DocumentParagraph("คะแนน", "ย่อหน้า"),))
    imported = documents.document_import_begin(
        agency=world.agency, fiscal_year=2568, file_name="รายงาน.docx", source=source, actor=world.actor
    )
    target = target_of(world.agency, world.assessment.framework)
    taken = documents.Taken(entries=tuple(entries(world, "i1", "71.25")))
    documents.document_import_store(imported=imported, target=target, taken=taken, actor=world.actor)
    return imported


def undo_document(world: World) -> None:
    documents.document_import_undo(imported=store_document(world), actor=world.actor)


def restore(world: World) -> None:
    removed = measures.measure_delete(measure=world.measure, actor=world.actor)
    removal_services.removed_restore(removed=removed, actor=world.actor)


def issue_document(world: World) -> None:
    mend(world.agency)
    issue(world.agency, world.actor)


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


@dataclass(frozen=True)
class Write:
    """A service, how it is driven, and words of its entry: subject, texts before and after, or what it is called."""

    service: str
    drive: Callable[[World], object]
    subject: str
    old: str = ""
    new: str = ""
    label: str = ""


WORK_WRITES = [
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
    Write("plan_start", start_plan, "measure:plan", "", "จัดทำจากผลการประเมิน"),
    Write("plan_answer",
          lambda w: measures.plan_answer(plan=w.plan, assessment=earlier(w), actor=w.actor),
          "measure:plan", "2568", "2567"),
    Write("plan_move", lambda w: measures.plan_move(plan=w.plan, fiscal_year=2575, actor=w.actor),
          "measure:plan", "2568", "2575"),
    Write("plan_delete", lambda w: measures.plan_delete(plan=w.plan, actor=w.actor),
          "measure:plan", "จัดทำจากผลการประเมิน", ""),
    Write("measure_add", add_measure, "measure:", "", "มาตรการใหม่"),
    Write("measure_update", update_measure, "measure:", "ผู้รับผิดชอบ", "ชื่อใหม่"),
    Write("measure_row_update", update_row, "measure:", "ผู้รับผิดชอบ: สำนักปลัด", "ผู้รับผิดชอบ: -"),
    Write("drafts_confirm", confirm_drafts, "measure:", "ผู้รับผิดชอบ", "ผู้รับผิดชอบ", "ยืนยันร่างมาตรการ"),
    Write("proposals_set_aside", set_aside, "measure:plan", "", "ข้อ ", "ไม่ใช้ข้อเสนอ"),
    Write("proposals_recall", recall, "measure:plan", "ข้อ ", "", "เรียกข้อเสนอกลับ"),
    Write("measure_move", move_measure, "measure:", "ลำดับที่ 2", "ลำดับที่ 3"),
    Write("measure_delete", lambda w: measures.measure_delete(measure=w.measure, actor=w.actor),
          "measure:", "ผู้รับผิดชอบ", ""),
    Write("measure_take_back", take_back_measure, "measure:", "ผู้รับผิดชอบ", "", "ลบมาตรการ"),
    Write("document_import_store", store_document, "document-import:", "", "คะแนน i1", "นำเข้าจากเอกสาร"),
    Write("document_import_undo", undo_document, "document-import:", "คะแนน i1", "", "ยกเลิกการนำเข้า"),
    Write("proposals_add", add_proposal, "measure:", "", "ผู้รับผิดชอบ"),
    Write("measures_assign", assign, "measure:", "ผู้รับผิดชอบ", "กองใหม่"),
    Write("measures_fill", fill, "measure:", "ผู้รับผิดชอบ", "กองใหม่"),
    Write("plan_row_undo", undo_in_row, "measure:", "ผู้รับผิดชอบ: -", "ผู้รับผิดชอบ: สำนักปลัด", "เลิกทำในตารางมาตรการ"),
    Write("measures_forward", forward, "measure:", "", "ผู้รับผิดชอบ"),
    Write("progress_record", report, "progress:", "", "จัดประชุม"),
    Write("progress_undo", undo, "progress:", "จัดประชุม", "ยกเลิกรายงาน"),
    Write("evidence_add", attach, "progress:", "", "คำสั่ง.pdf"),
    Write("evidence_describe", describe, "progress:", "ข้อ OIT: –", "ข้อ OIT: o1"),
    Write("found_place_confirm", confirm_place, "measure:", "", "XXXXXX5678"),
    Write("evidence_reuse", reuse, "progress:", "", "คำสั่ง.pdf"),
    Write("evidence_remove", detach, "progress:", "คำสั่ง.pdf", ""),
    Write("rounds_open", lambda w: open_round(w.plan, w.actor), "round:", "", "รอบ 6 เดือน"),
    Write("round_update", change_round, "round:", "รอบ 6 เดือน", "รอบกลางปี"),
    Write("round_close", close_round, "round:", "เปิดอยู่", "ปิดแล้ว"),
    Write("report_submit", hand_in, "report:", "ร่าง", "จัดประชุม"),
    Write("part_save", write_part, "report:", "", "สำรวจแล้ว", "ส่วนของ"),
    Write("reports_submit", hand_in_all, "report:", "ร่าง", "จัดประชุม"),
    Write("reports_accept", lambda w: accept(hand_in(w), w.actor), "report:", "ส่งแล้ว รอตรวจ", "ตรวจรับแล้ว"),
    Write("report_return", lambda w: give_back(hand_in(w), w.actor), "report:", "ส่งแล้ว รอตรวจ", "กรุณาแนบหลักฐาน"),
    Write("report_recall", recall_report, "report:", "จัดประชุม", "ร่าง"),
    Write("style_record", set_style, "document:style", "ตัวเลข: เลขไทย", "ตัวเลข: เลขอารบิก"),
    Write("choices_record", choose_document, "document:analysis", "ตัวเลข: เลขไทย", "คำนำ: คำนำใหม่"),
    Write("document_issue", issue_document, "document:analysis", "", "รหัสตรวจสอบ"),
    Write("document_publish", publish, "document:analysis", "ไม่ได้เผยแพร่", "เผยแพร่แล้ว"),
    Write("document_withdraw", lambda w: issuing.document_withdraw(issued=publish(w), reason="ผิด", actor=w.actor),
          "document:analysis", "เผยแพร่แล้ว", "ไม่ได้เผยแพร่"),
    Write("website_place_set", place_on_website, "document:analysis", "ที่อยู่: -", "https://www.example.go.th/ita/2568"),
    Write("website_place_look", tick_link, "document:analysis", "", "เปิดได้"),
    Write("advice_give", advise, "advice", "", "ควรจัดทำคู่มือ", "การใช้ทรัพย์สิน"),
    Write("national_list_store", store_list, "nation:", "", "ผลที่นำเข้า: 1 แห่ง"),
    Write("national_list_undo", take_list_back, "nation:", "นำออก 1 แห่ง"),
    Write("public_page_set", show_to_everybody, "agency:public", "ผลการประเมิน: ไม่แสดง", "ผลการประเมิน: แสดง"),
    Write("document_submit", put_before_executives, "document:memo", "", "รอความเห็น"),
    Write("opinion_give", give_opinion, "document:memo", "รอความเห็น", "เห็นชอบ เห็นควร"),
    Write("opinion_record", record_opinion, "document:memo", "รอความเห็น", "เห็นชอบ เห็นควร", "นายสมมติ ลงนามเอง"),
    Write("opinion_take_back",
          lambda w: approval.opinion_take_back(opinion=give_opinion(w), actor=w.actor),
          "document:memo", "เห็นชอบ เห็นควร", "รอความเห็น"),
    Write("submission_withdraw",
          lambda w: approval.submission_withdraw(submission=put_before_executives(w), actor=w.actor),
          "document:memo", "รอความเห็น", "ถอนเรื่องแล้ว"),
    Write("removed_restore", restore, "measure:", "", "ผู้รับผิดชอบ"),
]  # fmt: skip
