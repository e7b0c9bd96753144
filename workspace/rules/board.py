"""The board of a cycle: what there is to do from the result to the published report, and how far each of it has come.

The board says "done" of nothing that is not: a task is done when nothing in it waits for anybody, is refused by a
check, was returned, or changed after it was published. Everything else has a reason in words, who has it, and a day
where there is one. The page that a task leads to is given by name; `workspace.board` turns names into addresses.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from measures.rules.deadlines import at_hand_until
from reports.issue.rules.handover import SeenPlace
from reports.issue.rules.paper import Paper
from reports.issue.rules.stage import COORDINATOR, WAITS, Stage, State, stage_of
from workspace.rules.facts import Analysis, Facts, Plan, Round, Scores

DEPARTMENTS_NAMED = 3


@dataclass(frozen=True)
class Place:
    """The page on which a task is done: the name of its address, the year in it, and what else the address holds."""

    page: str
    fiscal_year: int
    rest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One line of the board."""

    id: str
    title: str
    stage: Stage
    place: Place
    due: date | None = None
    is_due_confirmed: bool = True
    asked_by: str = ""  # of a document: the round and the item by which assessors look for it


@dataclass(frozen=True)
class TaskGroup:
    """Tasks under one heading."""

    title: str
    tasks: tuple[Task, ...]


def groups_of(facts: Facts) -> tuple[TaskGroup, ...]:
    """Return the tasks of a cycle in the order of the work, under their headings."""
    cycle = facts.cycle
    of_plan = [task for each in facts.papers if not each.is_about_progress for task in _paper(each, facts)]
    of_report = [task for each in facts.papers if each.is_about_progress for task in _paper(each, facts)]
    return (
        TaskGroup(f"ผลการประเมินปี {cycle.result_year}", (_scores(facts), _checks(facts), _analysis(facts))),
        TaskGroup(f"แผนมาตรการปี {cycle.plan_year}", (_measures(facts), *of_plan)),
        TaskGroup("ติดตามและรายงาน", (*_rounds(facts), *_overdue(facts), *of_report)),
    )


def tasks_of(facts: Facts) -> tuple[Task, ...]:
    """Return all tasks of a cycle in the order of the work."""
    return tuple(task for group in groups_of(facts) for task in group.tasks)


def left_over(earlier: Facts) -> tuple[Task, ...]:
    """Return what is not finished of the cycle before: its rounds and the papers on the progress of its measures.

    Only a cycle with measures leaves something: a year that was never planned in the portal is not owed to it.
    """
    if not earlier.plan.measures:
        return ()
    return tuple(task for task in groups_of(earlier)[-1].tasks if task.stage.is_open)


def is_complete(facts: Facts) -> bool:
    """Return whether everything of a cycle is done, each measure included; nothing less is ever called complete."""
    return all(task.stage.is_done for task in tasks_of(facts)) and facts.plan.settled == facts.plan.measures > 0


def _scores(facts: Facts) -> Task:
    year = facts.cycle.result_year
    return Task("scores", "กรอกคะแนน", _entry(facts.scores, year), Place("sheet", year))


def _entry(scores: Scores, year: int) -> Stage:
    """Return how far the scores are entered: every question, or a result that was announced without them."""
    count = f"{scores.entered} จาก {scores.questions} ข้อ"
    if not scores.has_framework:
        return Stage(State.WAITING, "รอกรอบการประเมิน", f"ผู้ดูแลระบบยังไม่ได้เพิ่มกรอบการประเมินปี {year}")
    if scores.has_result and scores.entered in (0, scores.questions):
        return Stage(State.DONE, "ครบ", count if scores.entered else "มีคะแนนรวม โดยไม่ได้กรอกรายข้อ", COORDINATOR)
    if scores.entered or scores.has_result:
        return Stage(State.IN_PROGRESS, "กำลังกรอก", count, COORDINATOR)
    if not scores.is_known:
        return Stage(State.NOT_YET, "ยังไม่ถึงเวลา", f"ยังไม่มีการประกาศผลปี {year}", COORDINATOR)
    return Stage(State.TODO, "ยังไม่ได้กรอก", f"ยังไม่มีคะแนนของปี {year}", COORDINATOR)


def _checks(facts: Facts) -> Task:
    return Task("checks", "ตรวจความถูกต้อง", _agreement(facts.scores), Place("checks", facts.cycle.result_year))


def _agreement(scores: Scores) -> Stage:
    if not scores.has_result:
        return Stage(State.WAITING, WAITS, "ตรวจได้เมื่อมีคะแนน", COORDINATOR)
    if scores.errors:
        return Stage(State.BLOCKED, f"ต้องแก้ไข {scores.errors}", "ยังออกเอกสารไม่ได้", COORDINATOR)
    if scores.warnings:
        return Stage(State.TO_CONFIRM, f"ควรตรวจสอบ {scores.warnings}", "ยืนยันได้เมื่อออกเอกสาร", COORDINATOR)
    return Stage(State.DONE, "ไม่พบข้อขัดแย้ง", who=COORDINATOR)


def _analysis(facts: Facts) -> Task:
    stage = _findings(facts.analysis) if facts.scores.has_result else None
    return Task(
        id="analysis",
        title=f"วิเคราะห์ราย{facts.analysis.unit}",
        stage=stage or Stage(State.WAITING, WAITS, "วิเคราะห์ได้เมื่อมีคะแนน", COORDINATOR),
        place=Place("findings", facts.cycle.result_year),
    )


def _findings(found: Analysis) -> Stage:
    reason = f"ยืนยันแล้ว {found.confirmed} จาก {found.subjects} {found.unit}"
    if found.drafts:
        reason += f" ร่างจากระบบ {found.drafts}"
    if not found.confirmed and not found.drafts:
        return Stage(State.TODO, "ยังไม่เริ่ม", reason, COORDINATOR)
    if found.confirmed < found.subjects:
        return Stage(State.IN_PROGRESS, "กำลังทำ", reason, COORDINATOR)
    return Stage(State.DONE, "ครบ", reason, COORDINATOR)


def _measures(facts: Facts) -> Task:
    stage = _planned(facts.plan) if facts.plan.measures else _no_measures(facts)
    return Task("measures", "กำหนดมาตรการ", stage, Place("plan", facts.cycle.plan_year))


def _no_measures(facts: Facts) -> Stage:
    if facts.scores.has_result or facts.plan.exists:
        return Stage(State.TODO, "ยังไม่มีมาตรการ", "กำหนดมาตรการจากผลการประเมิน", COORDINATOR)
    return Stage(State.WAITING, WAITS, "กำหนดได้เมื่อมีผลการประเมิน", COORDINATOR)


def _planned(plan: Plan) -> Stage:
    """Return whether the measures have all that the papers need, and answer every weak figure."""
    counted = [(f"ขาด{name}", number) for name, number in plan.lacking]
    counted += [(f"ไม่มี{name}", number) for name, number in plan.wanting]
    counted += [("ร่างจากระบบ", plan.drafts), ("จุดอ่อนที่ยังไม่มีมาตรการ", plan.weak_without_measure)]
    reason = " · ".join([f"{plan.measures} มาตรการ", *(f"{name} {number}" for name, number in counted if number)])
    if lacking := sum(number for _, number in plan.lacking):
        return Stage(State.BLOCKED, f"ขาด {lacking}", reason, COORDINATOR)
    if to_confirm := plan.drafts + plan.weak_without_measure + sum(number for _, number in plan.wanting):
        return Stage(State.TO_CONFIRM, f"ควรตรวจสอบ {to_confirm}", reason, COORDINATOR)
    return Stage(State.DONE, "ครบ", reason, COORDINATOR)


def _rounds(facts: Facts) -> Iterator[Task]:
    """Yield a task for each round; where there is none yet, one that says so."""
    year = facts.cycle.plan_year
    for each in facts.rounds:
        stage = _reports(each, facts.today).late_by(each.due, facts.today)
        yield Task(f"round:{each.key}", f"รอบ “{each.name}”", stage, Place("round", year, (each.key,)), each.due)
    if facts.rounds:
        return
    stage = Stage(State.WAITING, WAITS, "กำหนดได้เมื่อมีมาตรการ", COORDINATOR)
    if facts.plan.measures:
        stage = Stage(State.TODO, "ยังไม่มีรอบ", "กองและสำนักยังไม่ทราบว่าต้องรายงานเมื่อใด", COORDINATOR)
    yield Task("rounds", "กำหนดรอบการรายงาน", stage, Place("rounds", year))


def _overdue(facts: Facts) -> Iterator[Task]:
    """Yield a task where measures are past their end, whatever rounds there are: somebody has to ask for them."""
    number, year = facts.plan.overdue, facts.cycle.plan_year
    if number:
        stage = Stage(State.LATE, f"เกินกำหนด {number}", "พ้นระยะเวลาแล้ว ยังไม่ได้รายงานว่าแล้วเสร็จ", COORDINATOR)
        yield Task("overdue", "มาตรการที่เกินกำหนด", stage, Place("tracking", year))


def _reports(each: Round, today: date) -> Stage:
    """Return how far a round has come; only what was accepted counts as reported."""
    counted = [("รอตรวจรับ", each.waiting), ("ส่งกลับให้แก้ไข", each.returned)]
    reason = f"ตรวจรับแล้ว {each.accepted} จาก {each.total} มาตรการ"
    reason = " · ".join([reason, *(f"{name} {number}" for name, number in counted if number)])
    if not each.owed:
        return _all_sent(each, reason)
    if each.is_closed:
        return Stage(State.BLOCKED, f"ปิดรอบแล้ว ขาด {each.owed}", reason, COORDINATOR)
    if each.due > at_hand_until(today) and not each.returned:
        return _far_off(each, reason)
    who = " · ".join([*([COORDINATOR] if each.waiting else []), _named(each.departments)])
    return Stage(State.IN_PROGRESS, f"รอรายงาน {each.owed}", reason, who)


def _far_off(each: Round, reason: str) -> Stage:
    """Return the stage of a round that nobody is reminded of yet; what was sent early can be accepted."""
    if each.waiting:
        return _all_sent(each, reason)
    return Stage(State.NOT_YET, "ยังไม่ถึงเวลา", reason, _named(each.departments))


def _all_sent(each: Round, reason: str) -> Stage:
    if each.waiting:
        return Stage(State.TO_CONFIRM, f"รอตรวจรับ {each.waiting}", reason, COORDINATOR)
    return Stage(State.DONE, "ตรวจรับครบ", reason)


def _named(departments: Sequence[str]) -> str:
    """Return the first departments by name, and how many more there are."""
    named = " ".join(departments[:DEPARTMENTS_NAMED])
    more = len(departments) - DEPARTMENTS_NAMED
    return f"{named} และอีก {more} แห่ง" if more > 0 else named


def _paper(paper: Paper, facts: Facts) -> Iterator[Task]:
    """Yield the task of a document and, in the weeks before its round closes, that of handing it over."""
    yield _document(paper, facts)
    if paper.due is None or paper.due < facts.today:
        return
    is_at_hand = paper.due <= at_hand_until(facts.today)
    place = facts.handed.get(paper.kind)
    if place and (is_at_hand or place.is_broken):
        yield _handover(paper, place, facts.today)


def _handover(paper: Paper, place: SeenPlace, today: date) -> Task:
    return Task(
        id=f"handover:{paper.kind}",
        title=f"ส่งมอบ{paper.name} ปี {paper.fiscal_year}",
        stage=_link(place, today),
        place=Place("document-handover", paper.fiscal_year, (paper.kind,)),
        due=paper.due,
        is_due_confirmed=paper.is_due_confirmed,
        asked_by=paper.asked_by,
    )


def _link(place: SeenPlace, today: date) -> Stage:
    """Return whether assessors will find the document where the agency's website has it."""
    if not place.has_address:
        return Stage(State.TODO, "ยังไม่ได้ระบุที่อยู่", "ผู้ประเมินเริ่มจากเว็บไซต์หลักของหน่วยงาน", COORDINATOR)
    if place.is_broken:
        return Stage(State.BLOCKED, "ลิงก์เปิดไม่ได้", "แก้ไขบนเว็บไซต์แล้วตรวจอีกครั้ง", COORDINATOR)
    if not place.is_looked_at(today):
        return Stage(State.TODO, "ยังไม่ได้ตรวจลิงก์", "เปิดดูก่อนสิ้นกำหนดของรอบการประเมิน", COORDINATOR)
    return Stage(State.DONE, "ลิงก์เปิดได้", who=COORDINATOR)


def _document(paper: Paper, facts: Facts) -> Task:
    stage = stage_of(paper, facts.today).late_by(paper.due, facts.today)
    return Task(
        id=f"document:{paper.kind}",
        title=f"{paper.name} ปี {paper.fiscal_year}",
        stage=stage,
        place=Place("documents", facts.cycle.result_year),
        due=paper.due,
        is_due_confirmed=paper.is_due_confirmed,
        asked_by=paper.asked_by,
    )
