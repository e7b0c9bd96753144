"""Adding a measure: what the form stores, offers and refuses."""

from datetime import date

import pytest

from agencies.models import Change
from assessments.models import Assessment
from measures.models import MeasurePlan
from tests.measures.measure_form import NEW, PLAN, add, owners, steps
from tests.portal.forms import fields_of, opened


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
