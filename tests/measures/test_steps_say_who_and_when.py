"""A step may say who does it and until when: in forms, workbooks, reminders, tracking and on paper alike."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest

from agencies.removal import frozen_rows
from measures.checks import check_plan
from measures.open_steps import open_steps
from measures.reminding import duties_due
from measures.rules.completion import StepTick
from measures.rules.reminders import DutyKind, Responsibility, duties_of
from measures.rules.step_words import StepWords, names_of_owner, read_step, steps_moved, stranger_in
from measures.services import MeasureContent, OwnerDetail, content_of, measure_add, measures_forward
from measures.spreadsheets.exchange import STEPS, texts_of
from measures.spreadsheets.reading import catalogue_of, read_row
from measures.tracking import tracked_measures
from reports.content.columns import COLUMNS, PrintedMeasure
from tests.measures.rounds import IN_TIME, MARCH, Status, accept, submit
from tests.portal.forms import opened

DUE = date(2025, 4, 30)
WITH_DAY = "จัดทำคู่มือ (กองช่าง ภายใน 30 เม.ย. 2568)"
BARE = "แต่งตั้งคณะทำงาน"


@pytest.fixture
def dated(plan, nanueng, coordinator):
    """The only measure of its plan, led by the officer's department; one step is the other department's."""
    plan.measures.all().delete()
    owners = tuple(nanueng.departments.get(name=name) for name in ("กองคลัง", "กองช่าง"))
    steps = (BARE, WITH_DAY, "เผยแพร่ (ภายใน 30 มิ.ย. 2568)")
    content = MeasureContent("คู่มือ", steps=steps, owners=owners, start=date(2024, 10, 1), end=date(2025, 9, 30))
    return measure_add(plan=plan, content=content, actor=coordinator)


@pytest.mark.parametrize(
    ("words", "owner", "due"),
    [
        ("ก (กองคลัง ภายใน ๓๑ มกราคม 2570)", "กองคลัง", date(2027, 1, 31)),
        ("ก (ภายในวันที่ 31/1/2570)", "", date(2027, 1, 31)),
        ("ก (หน่วยตรวจสอบภายใน)", "หน่วยตรวจสอบภายใน", None),
        ("ก (หน่วยตรวจสอบภายใน ภายใน 31 ม.ค. 2570)", "หน่วยตรวจสอบภายใน", date(2027, 1, 31)),
        ("ก (งานพัสดุ กองคลัง (นิติกร) ภายใน 31 ม.ค. 2570)", "งานพัสดุ กองคลัง (นิติกร)", date(2027, 1, 31)),
        ("ก (ครั้งที่ 1)", "", None),
        ("ก (กองช่าง ภายใน 31 ม.ค. 2570)", "", None),
        ("ก (ภายใน 7 วัน)", "", None),
        ("(ภายใน 31 ม.ค. 2570)", "", None),
        ("ก) (ภายใน 31 ม.ค. 2570)", "", None),
        ("", "", None),
    ],
)
def test_the_brackets_of_a_step_are_read_where_they_name_an_owner_or_a_day(words, owner, due):
    owners = {"หน่วยตรวจสอบภายใน", *names_of_owner("กองคลัง", "งานพัสดุ", "นิติกร")}
    read = read_step(words, owners)
    assert (read.owner, read.due) == (owner, due)
    assert read_step(str(read), owners) == read
    assert due or owner or str(read) == words


def test_a_stranger_is_named_and_days_move_with_their_measure():
    assert stranger_in("ก (กองช่าง ภายใน 31 ม.ค. 2570)", {"กองคลัง"}) == "กองช่าง"
    assert stranger_in("ก (กองช่าง)", {"กองคลัง"}) == ""
    assert steps_moved(("ก (ภายใน 29 ก.พ. 2567)", "ข"), ()) == ("ก (ภายใน 28 ก.พ. 2568)", "ข")
    assert str(StepWords("ก", "กองคลัง")) == "ก (กองคลัง)"


def test_the_form_stores_who_and_when_and_refuses_a_stranger(dated, mine):
    url = f"/nanueng/2568/measures/{dated.key}/"
    form = opened(mine, url, "title")
    assert WITH_DAY in form["steps"]
    refused = mine.post(url, form | {"steps": "ก (กองการศึกษา ภายใน 1 พ.ค. 2568)"})
    assert refused.status_code == 422
    assert "ขั้นตอนที่ 1 ระบุ “กองการศึกษา” ซึ่งไม่ได้เป็นผู้รับผิดชอบ" in refused.content.decode()
    assert mine.post(url, form | {"steps": "ก (กองช่าง ภายใน ๑ พฤษภาคม ๒๕๖๘)"}).status_code == 302
    (step,) = dated.steps.all()
    assert (step.text, step.owner, step.due_on) == ("ก", "กองช่าง", date(2025, 5, 1))
    assert "ก (กองช่าง ภายใน 1 พ.ค. 2568)" in mine.get(f"{url}progress/").content.decode()


def test_workbook_and_paper_have_the_same_words(dated, plan):
    content = content_of(dated)
    assert texts_of(content)[STEPS].splitlines()[1] == WITH_DAY
    assert read_row(texts_of(content), catalogue_of(plan), None).steps == content.steps
    assert COLUMNS["steps"].lines(PrintedMeasure(dated, 1))[1] == f"2. {WITH_DAY}"


def test_an_open_step_is_the_duty_of_the_department_that_it_names(
    dated, reporting_round, officer, coordinator, in_time
):
    (duty,) = (each for each in duties_due({dated.plan.agency_id}, {DUE}) if each.kind == DutyKind.STEP)
    assert (duty.departments, duty.title, duty.note) == (("กองช่าง",), "จัดทำคู่มือ", "มาตรการ: คู่มือ")
    roads, money = (Responsibility("nanueng", frozenset({name})) for name in ("กองช่าง", "กองคลัง"))
    assert duties_of([roads], [duty], IN_TIME) == (duty,)
    assert duties_of([money], [duty], IN_TIME) == ()
    ticks = [{"text": "จัดทำคู่มือ", "is_done": True}]
    sent = submit(dated, reporting_round, officer)
    sent.entry.steps = ticks
    sent.entry.save()
    assert [each.kind for each in duties_due({dated.plan.agency_id}, {DUE})] == [DutyKind.STEP]  # not accepted yet
    accept(sent, coordinator)
    assert duties_due({dated.plan.agency_id}, {DUE}) == []


def test_tracking_names_the_next_step_and_one_that_is_late(dated, plan, mine, in_time):
    (row,) = tracked_measures(plan, DUE + timedelta(days=1))
    assert (row.next_step_words, row.is_step_late) == (f"2. {WITH_DAY}", True)
    page = mine.get("/nanueng/2568/measures/tracking/").content.decode()
    assert f"ขั้นตอนถัดไป 2. {WITH_DAY}" in page
    months = mine.get("/nanueng/2568/measures/tracking/timeline/").content.decode()
    assert months.count('class="timeline-step"') == 3  # two days, and the key


@pytest.mark.parametrize(("status", "left"), [("in_progress", ["เผยแพร่"]), ("done", []), ("cancelled", [])])
def test_what_was_accepted_leaves_the_steps_open_that_are_not_ticked(
    dated, plan, reporting_round, in_time, officer, coordinator, status: str, left: list[str]
):
    ticks = tuple(StepTick(step.text, is_done=step.position < 3) for step in dated.steps.all())
    sent = submit(dated, reporting_round, officer, status=Status(status), steps=ticks, note="พักไว้")
    measures = list(plan.measures.with_details().with_standing())
    assert [each.step.text for each in open_steps(measures)[dated.pk]] == ["จัดทำคู่มือ", "เผยแพร่"]
    accept(sent, coordinator)
    measures = list(plan.measures.with_details().with_standing())
    found = [each for steps in open_steps(measures).values() for each in steps]
    assert [each.step.text for each in found] == left


def test_many_measures_ask_no_more_queries(dated, plan, nanueng, coordinator, django_assert_num_queries):
    for number in range(3):
        content = replace(content_of(dated), title=f"คู่มือ {number}")
        measure_add(plan=plan, content=content, actor=coordinator)
    measures = list(plan.measures.with_details().with_standing())
    with django_assert_num_queries(0):
        found = open_steps(measures)
    assert [len(each) for each in found.values()] == [2, 2, 2, 2]


def test_a_day_after_the_end_of_its_measure_is_a_warning(dated, plan):
    dated.end = MARCH
    found = [each for each in check_plan(plan, [dated]) if each.id == "step-day-outside"]
    assert [each.message for each in found] == [
        "มาตรการที่ 1: ขั้นตอนที่ 2 และ 3 มีกำหนดอยู่นอกระยะเวลาของมาตรการ (ต.ค.67 - มี.ค.68)"
    ]


def test_a_copy_for_the_next_year_has_its_days_a_year_later(dated, plan, coordinator):
    done = measures_forward(plan=plan, keys=[dated.key], assessment=plan.assessment, actor=coordinator)
    assert [each.due_on for each in done.added[0].steps.all()] == [None, date(2026, 4, 30), date(2026, 6, 30)]


def test_a_division_or_person_of_an_owner_may_do_a_step(nanueng):
    owner = nanueng.departments.get(name="กองช่าง")
    content = MeasureContent("ก", owners=(owner,), owner_details=(OwnerDetail(owner, "งานแบบแผน", "นายช่าง"),))
    assert {"งานแบบแผน", "นายช่าง", "งานแบบแผน กองช่าง", "กองช่าง"} <= content.owner_names


def test_measures_that_were_removed_before_come_back_with_their_steps(dated):
    now = frozen_rows([dated])
    added = ("owner", "due_on")
    rows = [
        (label, {name: text for name, text in row.items() if label != "measures.step" or name not in added})
        for label, row in now["rows"]
    ]
    before = {**now, "rows": rows, "schema": {**now["schema"], "measures.step": "x"}}
    carried = import_module("measures.migrations.0018_steps_have_owners_and_days").carried(before)
    assert carried["schema"] == now["schema"]
    assert {name for label, row in carried["rows"] if label == "measures.step" for name in row} >= set(added)
