"""Adding, editing, moving and deleting a measure."""

from datetime import date

import pytest

from agencies.models import Change
from assessments.models import Assessment
from measures.forms import MeasureForm
from measures.models import Measure, MeasurePlan
from tests.portal.forms import Posted, fields_of, opened

PLAN = "/nanueng/2568/measures/"
NEW = f"{PLAN}new/"


def titles(plan) -> list[str]:
    return [measure.title for measure in plan.measures.all()]


def steps(measure: Measure) -> list[str]:
    return [step.text for step in measure.steps.all()]


def owners(measure: Measure) -> list[str]:
    return [str(owner) for owner in measure.owners.order_by("position")]


def filled(client, agency, url: str = NEW, **typed: str | list[str]) -> Posted:
    """Open the form and fill it in; owners are given by the names of their departments."""
    if "owners" in typed:
        typed["owners"] = [str(agency.departments.get(name=name).pk) for name in typed["owners"]]
    return opened(client, url, "title") | typed


def add(client, agency, **typed):
    return client.post(NEW, filled(client, agency, **{"title": "มาตรการใหม่"} | typed))


def edit(client, measure: Measure, **typed):
    return client.post(address(measure), filled(client, measure.plan.agency, address(measure), **typed))


def address(measure: Measure, action: str = "") -> str:
    return f"{PLAN}{measure.key}/{action}"


# Adding


def test_a_measure_is_added_at_the_end_with_steps_owners_and_months(nanueng, plan, mine):
    response = add(
        mine,
        nanueng,
        issue="5",
        indicator="4",
        title=" จัดทำคู่มือ ",
        steps="1. แต่งตั้งคณะทำงาน\r\n2) ดำเนินการ\r\n\r\n๓. รายงานผล",
        owners=["กองช่าง", "สำนักปลัด"],
        start="2567-10",
        end="2568-09",
        follow_up="รายงานทุกไตรมาส",
    )
    assert (response.status_code, response.headers["Location"]) == (302, PLAN)
    measure = plan.measures.all()[8]
    assert (measure.title, measure.issue.number, measure.follow_up) == ("จัดทำคู่มือ", 5, "รายงานทุกไตรมาส")
    assert measure.indicator == plan.assessment.framework.indicators.get(number=4)
    assert steps(measure) == ["แต่งตั้งคณะทำงาน", "ดำเนินการ", "รายงานผล"]
    assert owners(measure) == ["สำนักปลัด", "กองช่าง"]
    assert (measure.start, measure.end) == (date(2024, 10, 1), date(2025, 9, 30))
    assert measure.timeframe == "ต.ค.67 - ก.ย.68"
    assert "เพิ่มมาตรการแล้ว" in mine.get(PLAN).content.decode()


def test_a_title_alone_is_a_measure(nanueng, plan, mine):
    assert add(mine, nanueng).status_code == 302
    measure = plan.measures.all()[8]
    assert (steps(measure), owners(measure), measure.issue) == ([], [], None)
    assert measure.timeframe == "ต.ค.67 - ก.ย.68"  # a new measure is for the whole of the plan's year


def test_a_figure_at_the_start_of_a_step_is_kept(nanueng, plan, mine):
    add(mine, nanueng, steps="1. ของบประมาณ\n2.5 ล้านบาทสำหรับปี 2568\n- 8.30 น. ประชุม")
    assert steps(plan.measures.all()[8]) == ["ของบประมาณ", "2.5 ล้านบาทสำหรับปี 2568", "8.30 น. ประชุม"]


def test_words_of_the_agency_go_before_the_months(nanueng, plan, mine):
    add(mine, nanueng, start="2567-10", end="2567-10", timeframe_wording="ทุกวันที่ 1 ของเดือน")
    assert plan.measures.all()[8].timeframe == "ทุกวันที่ 1 ของเดือน"


def test_an_added_measure_leaves_its_history(nanueng, plan, coordinator, mine):
    add(mine, nanueng, steps="ก\nข", owners=["กองคลัง"], start="2567-10", end="2568-09", issue="1", indicator="10")
    measure = plan.measures.all()[8]
    (change,) = Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}")
    assert (change.old, change.actor, change.label) == ("", coordinator, "เพิ่มมาตรการ: มาตรการใหม่")
    assert change.new.splitlines() == [
        "มาตรการใหม่",
        "1. ก",
        "2. ข",
        "ผู้รับผิดชอบ: กองคลัง",
        "ประเด็น: 1. กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",
        "ตัวชี้วัด: 10. การป้องกันการทุจริต",
        "ระยะเวลา: ต.ค.67 - ก.ย.68",
    ]


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"title": "  "}, "title", "กรุณากรอกชื่อมาตรการ โครงการ หรือกิจกรรม"),
        ({"title": "ก" * 2_001}, "title", "กรุณากรอกไม่เกิน 2,000 ตัวอักษร"),
        ({"follow_up": "ก" * 2_001}, "follow_up", "กรุณากรอกไม่เกิน 2,000 ตัวอักษร"),
        ({"timeframe_wording": "ก" * 201}, "timeframe_wording", "กรุณากรอกไม่เกิน 200 ตัวอักษร"),
        ({"steps": "\n".join(f"ขั้น {n}" for n in range(51))}, "steps", "กรอกได้ไม่เกิน 50 ขั้นตอน (กรอกไว้ 51 ขั้นตอน)"),
        ({"steps": "ก\n" + "ข" * 2_001}, "steps", "กรุณากรอกขั้นตอนละไม่เกิน 2,000 ตัวอักษร (ขั้นตอนที่ 2 ยาวกว่านั้น)"),
        ({"end": ""}, "end", "กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด"),
        ({"start": ""}, "start", "กรุณาระบุทั้งเดือนเริ่มและเดือนสิ้นสุด"),
        ({"start": "2568-01", "end": "2567-12"}, "end", "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม"),
        ({"start": "2568-13", "end": "2568-09"}, "start", "กรุณาเลือกเดือนจากรายการ"),
        ({"start": "x", "end": "2568-09"}, "start", "กรุณาเลือกเดือนจากรายการ"),
        ({"issue": "8"}, "issue", "ไม่มีประเด็นนี้ในปีที่ประเมิน"),
        ({"issue": "x"}, "issue", "ไม่มีประเด็นนี้ในปีที่ประเมิน"),
        ({"indicator": "11"}, "indicator", "ไม่มีตัวชี้วัดนี้ในปีที่ประเมิน"),
        ({"indicator": "x"}, "indicator", "ไม่มีตัวชี้วัดนี้ในปีที่ประเมิน"),
    ],
)
def test_a_refused_measure_says_why_and_keeps_what_was_typed(nanueng, plan, mine, typed: dict, field: str, reason: str):
    before = Change.objects.count()
    response = add(mine, nanueng, **{"follow_up": "ที่พิมพ์ไว้", "owners": ["กองช่าง"]} | typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [reason]
    assert page.count(reason) >= 2  # in the list above the form and beside the field
    shown = fields_of(response, "title")
    assert shown["follow_up"] == typed.get("follow_up", "ที่พิมพ์ไว้")
    assert shown["owners"] == str(nanueng.departments.get(name="กองช่าง").pk)
    assert (plan.measures.count(), Change.objects.count()) == (8, before)


def test_all_problems_of_a_measure_are_named_at_once(nanueng, plan, mine):
    response = add(mine, nanueng, title="", end="", steps="ก" * 2_001, issue="8")
    assert set(response.context["form"].errors) == {"title", "end", "steps", "issue"}


def test_a_department_of_another_agency_cannot_own_a_measure(nanueng, plan, empty_agency, mine):
    foreign = empty_agency.departments.get(name="กองคลัง")
    response = mine.post(NEW, opened(mine, NEW, "title") | {"title": "มาตรการใหม่", "owners": [str(foreign.pk)]})
    assert response.status_code == 422
    assert "ไม่มีกองหรือสำนักนี้ในหน่วยงาน" in response.content.decode()
    assert plan.measures.count() == 8


def test_the_form_offers_the_departments_of_the_agency_and_the_months_around_the_year(
    nanueng, plan, empty_agency, mine
):
    page = mine.get(NEW).content.decode()
    assert page.count('type="checkbox"') == nanueng.departments.count() == 4
    assert all(month in page for month in ("ต.ค. 2566", "ต.ค. 2567", "ก.ย. 2568", "ก.ย. 2569"))
    assert "ก.ย. 2566" not in page


def test_the_form_starts_with_the_issue_that_was_asked_for(nanueng, plan, mine):
    assert opened(mine, f"{NEW}?issue=5", "title")["issue"] == "5"
    assert opened(mine, f"{NEW}?issue=nonsense", "title")["issue"] == ""
    assert opened(mine, f"{NEW}?indicator=10", "title")["indicator"] == "10"


def test_a_year_without_issues_asks_for_the_indicator_alone(nanueng, mine):
    assessment = Assessment.objects.for_year(nanueng, 2566).get()
    plan = MeasurePlan.objects.create(agency=nanueng, fiscal_year=2566, assessment=assessment)
    url = "/nanueng/2566/measures/"
    fields = opened(mine, f"{url}new/", "title")
    assert "issue" not in fields
    assert mine.post(f"{url}new/", fields | {"title": "มาตรการ", "indicator": "8"}).status_code == 302
    measure = plan.measures.get()
    assert (measure.issue, measure.indicator.number) == (None, 8)
    page = mine.get(url).content.decode()
    assert "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน" in page
    assert 'data-column="ประเด็น"' not in page
    edited = opened(mine, f"{url}{measure.key}/", "title")
    assert edited["indicator"] == "8"
    assert mine.post(f"{url}{measure.key}/", edited | {"indicator": ""}).status_code == 302
    measure.refresh_from_db()
    assert measure.indicator is None
    assert "ไม่ระบุตัวชี้วัด" in mine.get(url).content.decode()


def test_typed_markup_is_shown_as_text(nanueng, plan, mine):
    add(mine, nanueng, title="<script>alert(1)</script>", steps="<b>หนา</b>", timeframe_wording="<i>เอน</i>")
    page = mine.get(PLAN).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert not any(markup in page for markup in ("<script>alert", "<b>หนา", "<i>เอน"))


def test_a_year_without_plan_takes_no_measure(nanueng, mine):
    assert mine.get("/nanueng/2569/measures/new/").status_code == 404


# Editing


def test_the_form_shows_what_is_stored(measure, mine):
    fields = opened(mine, address(measure), "title")
    assert fields["title"] == measure.title
    assert fields["steps"] == "\n".join(steps(measure))
    assert (fields["start"], fields["end"], fields["issue"]) == ("2567-10", "2568-09", "1")


def test_an_edited_measure_is_stored_and_leaves_its_history(nanueng, coordinator, measure, mine):
    old_title = measure.title
    response = edit(mine, measure, title="ชื่อใหม่", steps="ข้อเดียว", owners=["กองคลัง", "กองช่าง"], start="", end="")
    assert response.status_code == 302
    measure.refresh_from_db()
    assert (measure.title, steps(measure), owners(measure)) == ("ชื่อใหม่", ["ข้อเดียว"], ["กองคลัง", "กองช่าง"])
    assert (measure.start, measure.end, measure.issue.number) == (None, None, 1)
    newest = Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}")[0]
    assert newest.actor == coordinator
    assert newest.old.startswith(old_title)
    assert newest.new.startswith("ชื่อใหม่\n1. ข้อเดียว\nผู้รับผิดชอบ: กองคลัง, กองช่าง")


def test_saving_what_is_there_already_changes_nothing(nanueng, plan, mine):
    before = (Change.objects.count(), list(Measure.objects.order_by("pk").values()))
    for measure in plan.measures.all():
        assert edit(mine, measure).status_code == 302
    assert (Change.objects.count(), list(Measure.objects.order_by("pk").values())) == before


def test_a_refused_edit_changes_nothing(measure, mine):
    old_title = measure.title
    response = edit(mine, measure, title="", follow_up="ที่พิมพ์ไว้")
    assert response.status_code == 422
    assert fields_of(response, "title")["follow_up"] == "ที่พิมพ์ไว้"
    measure.refresh_from_db()
    assert measure.title == old_title


def test_what_somebody_else_saved_is_shown_beside_mine(nanueng, measure, mine, theirs):
    opened_form = filled(mine, nanueng, address(measure), title="ของฉัน", steps="ขั้นของฉัน", owners=["กองช่าง"])
    edit(theirs, measure, title="ของเขา", steps="ขั้นของเขา")
    response = mine.post(address(measure), opened_form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "ของเขา" in page
    assert "ขั้นของเขา" in page
    shown = fields_of(response, "title")
    assert (shown["title"], shown["steps"]) == ("ของฉัน", "ขั้นของฉัน")
    assert shown["owners"] == str(nanueng.departments.get(name="กองช่าง").pk)
    measure.refresh_from_db()
    assert measure.title == "ของเขา"


def test_saving_a_conflict_again_takes_mine_and_keeps_theirs_in_the_history(nanueng, measure, mine, theirs):
    opened_form = filled(mine, nanueng, address(measure), title="ของฉัน")
    edit(theirs, measure, title="ของเขา")
    shown = fields_of(mine.post(address(measure), opened_form), "title")
    assert mine.post(address(measure), shown).status_code == 302
    measure.refresh_from_db()
    assert measure.title == "ของฉัน"
    assert Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}")[0].old.startswith("ของเขา")


def test_a_version_that_is_no_number_is_refused(measure, mine):
    fields = opened(mine, address(measure), "title") | {"title": "ของฉัน", "version": "x"}
    assert mine.post(address(measure), fields).status_code == 422


# Moving


def move(client, plan, number: int, to: str):
    return client.post(address(plan.measures.all()[number - 1], "move/"), {"to": to})


@pytest.fixture
def of_one_issue(plan) -> list[str]:
    """The titles of the plan, whose second to fifth measure answer the same issue."""
    plan.measures.filter(position__in=(2, 3, 4, 5)).update(issue=plan.measures.all()[1].issue)
    return titles(plan)


def test_a_measure_moves_to_any_place_among_those_of_its_issue(nanueng, plan, of_one_issue, mine):
    first, second, third, fourth, fifth, *rest = of_one_issue
    response = move(mine, plan, 5, to="๒")
    assert response.headers["Location"] == f"{PLAN}#measure-{plan.measures.all()[1].key}"
    assert titles(plan) == [first, fifth, second, third, fourth, *rest]
    newest = Change.objects.for_year(nanueng, 2568)[0]
    assert (newest.old, newest.new) == ("ลำดับที่ 5", "ลำดับที่ 2")
    move(mine, plan, 2, to="4")
    assert titles(plan) == [first, second, third, fifth, fourth, *rest]


@pytest.mark.parametrize("to", ["1", "8", "0", "9999"])
def test_beyond_its_issue_a_measure_stays_first_or_last_and_the_page_says_why(plan, of_one_issue, mine, to: str):
    first, second, third, fourth, fifth, *rest = of_one_issue
    expected = [third, second, fourth, fifth] if int(to) < 2 else [second, fourth, fifth, third]
    response = mine.post(address(plan.measures.all()[2], "move/"), {"to": to}, follow=True)
    assert titles(plan) == [first, *expected, *rest]
    assert "ย้ายได้ภายในประเด็นหรือตัวชี้วัดเดียวกัน" in response.content.decode()


@pytest.mark.parametrize("to", ["3", "", "x", "-1", "²", "12345"])
def test_a_measure_that_cannot_move_stays(plan, mine, to: str):
    before = (titles(plan), Change.objects.count())
    assert move(mine, plan, 3, to).status_code == 302
    assert (titles(plan), Change.objects.count()) == before


# Deleting


def test_deleting_asks_first(plan, measure, mine):
    page = mine.get(address(measure, "delete/")).content.decode()
    assert "ลบมาตรการนี้หรือไม่" in page
    assert measure.title in page
    assert plan.measures.count() == 8


def test_a_deleted_measure_is_gone_and_all_it_said_stays_in_the_history(nanueng, plan, coordinator, measure, mine):
    key, title, first_step = measure.key, measure.title, steps(measure)[0]
    assert mine.post(address(measure, "delete/")).status_code == 302
    assert title not in titles(plan)
    newest = Change.objects.for_year(nanueng, 2568).of(f"measure:{key}")[0]
    assert (newest.new, newest.actor) == ("", coordinator)
    assert newest.old.startswith(f"{title}\n1. {first_step}\n")
    assert "ผู้รับผิดชอบ: สำนักปลัด" in newest.old
    assert mine.post(f"{PLAN}{key}/delete/").status_code == 404


# Who may


@pytest.mark.parametrize("action", ["", "move/", "delete/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_changes_a_measure(plan, measure, request, as_user, who: str, status: int, action: str):
    client = as_user(request.getfixturevalue(who))
    before = titles(plan)
    typed = {"title": "ใหม่", "version": "1", "to": "2"}
    assert client.post(address(measure, action), typed).status_code == status
    assert titles(plan) == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_adds_a_measure(plan, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.get(NEW).status_code == status
    assert client.post(NEW, {"title": "ใหม่", "version": "1"}).status_code == status
    assert plan.measures.count() == 8


@pytest.mark.parametrize("action", ["", "move/", "delete/"])
def test_a_measure_of_another_agency_or_year_is_not_found(measure, foreign_measure, mine, action: str):
    for url in (address(foreign_measure, action), address(measure, action).replace("2568", "2569")):
        assert mine.post(url, {"title": "ใหม่", "version": "1", "to": "2"}).status_code == 404
    foreign_measure.refresh_from_db()
    assert foreign_measure.title == "มาตรการของหน่วยงานอื่น"


@pytest.mark.parametrize("action", ["new/", "{key}/", "{key}/move/", "{key}/delete/"])
def test_anonymous_goes_to_the_login(measure, client, action: str):
    url = PLAN + action.format(key=measure.key)
    for response in (client.get(url), client.post(url)):
        assert response.headers["Location"] == f"/login/?next={url}"


def test_other_methods_are_refused(measure, mine):
    assert mine.get(address(measure, "move/")).status_code == 405
    assert mine.put(address(measure)).status_code == 405
    assert mine.put(NEW).status_code == 405
    assert mine.put(address(measure, "delete/")).status_code == 405


def test_months_far_from_the_plan_stay_when_a_measure_is_saved(plan, measure, mine):
    Measure.objects.filter(pk=measure.pk).update(start=date(2019, 10, 1), end=date(2020, 9, 30))
    measure.refresh_from_db()
    form = MeasureForm(plan, None, measure=measure)
    values = [value for _, group in form.fields["start"].choices if isinstance(group, list) for value, _ in group]
    assert {"2562-10", "2563-09"} <= set(values)


@pytest.mark.parametrize(
    "typed",
    [
        "มาตรการ\ufffeหนึ่ง",
        "มาตรการ\uffffหนึ่ง",
        "มาตรการ\U0001fffeหนึ่ง",
        "มาตร\u200bการ\x0fหนึ่ง",
        "มาตรการ\u202eหนึ่ง\u00ad",
        "มาตรการ\x00หนึ่ง",
    ],
)
def test_what_no_file_can_hold_never_enters(nanueng, plan, mine, typed: str):
    answer = add(
        mine, nanueng, title=typed, steps=f"1. {typed}\n\uf0d8 {typed}", timeframe_wording=typed, follow_up=typed
    )
    assert answer.status_code == 302
    added = plan.measures.last()
    texts = [added.title, *steps(added), added.timeframe_wording, added.follow_up]
    assert texts == ["มาตรการหนึ่ง"] * 5


@pytest.mark.parametrize(
    "typed",
    [
        "– ก\n– ข",
        "· ก\n● ข",
        "➢ ก\r\n\uf0fc ข",
        "1.1 ก\n1.2 ข",
        "ขั้นตอนที่ 1 ก\nขั้นตอนที่ 2 ข",
        "(๑) ก\n(๒) ข",
        "ก. ก\nข. ข",
        "a) ก\nb) ข",
    ],
)
def test_list_marks_of_pasted_steps_come_off(nanueng, plan, mine, typed: str):
    assert add(mine, nanueng, steps=typed).status_code == 302
    assert steps(plan.measures.last()) == ["ก", "ข"]
