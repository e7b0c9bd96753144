"""How each service about plans, measures, rounds and evidence is driven, and what its history says."""

from dataclasses import replace
from datetime import date

from agencies import removal_services
from agencies.models import Change
from assessments.models import Assessment
from measures import services as measures
from measures.bulk import Assignment, measures_assign, measures_fill
from measures.models import MeasureReport, Progress
from measures.proposals import proposals_for
from measures.rules.evidence import check_file
from measures.rules.personal_data_places import FoundPlace
from tests.measures.evidence_files import PDF
from tests.measures.rounds import accept, give_back, open_round, submit
from tests.portal.writes import World, Write

DAY = date(2025, 3, 31)


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


def confirm_place(world: World):
    attach(world)
    place = FoundPlace("หมายเลขโทรศัพท์มือถือ", "ย่อหน้า", "XXXXXX5678")
    evidence = world.draft().files.select_related("measure__plan").get()
    return measures.found_place_confirm(evidence=evidence, number=0, place=place, actor=world.actor)


def take_back_measure(world: World) -> None:
    measure = world.measure
    measures.measure_take_back(measure=measure, entry=None, version=measure.version, actor=world.actor)


def restore(world: World) -> None:
    removed = measures.measure_delete(measure=world.measure, actor=world.actor)
    removal_services.removed_restore(removed=removed, actor=world.actor)


MEASURE_WRITES = [
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
    Write("removed_restore", restore, "measure:", "", "ผู้รับผิดชอบ"),
]  # fmt: skip
