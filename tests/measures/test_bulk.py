"""Many measures given departments, months, or an issue or indicator at once."""

import re
from datetime import date

import pytest

from agencies.models import Agency, Change
from measures.models import Measure
from tests.portal.forms import fields_of, opened
from workspace.demonstration.agencies import demonstration_agency_load

PAGE = "/nanueng/2568/measures/tracking/"
URL = f"{PAGE}assign/"


@pytest.fixture
def three(plan) -> list[Measure]:
    return list(plan.measures.all()[:3])


def chosen(measures) -> list[str]:
    return [f"{measure.key}:{measure.version}" for measure in measures]


def department(plan, name: str) -> str:
    return str(plan.agency.departments.get(name=name).pk)


def state() -> list:
    """Everything that assigning could touch."""
    return [
        list(Measure.objects.order_by("pk").values()),
        list(Measure.owners.through.objects.order_by("pk").values()),
        Change.objects.count(),
    ]


def changed(plan) -> list[str]:
    return [change.label for change in Change.objects.filter(label__startswith="มอบหมาย")]


def test_the_form_of_the_page_changes_nothing_until_something_is_chosen(plan, mine):
    fields = opened(mine, PAGE, "to-start")
    assert fields == {
        "to-owners_mode": "",
        "to-start": "",
        "to-end": "",
        "to-issue": "",
        "to-indicator": "",
    }


def test_departments_are_added_to_those_that_are_there(plan, three, mine):
    before = [set(measure.owners.values_list("name", flat=True)) for measure in three]
    answer = mine.post(
        f"{URL}?status=done&sort=-end",
        {"measure": chosen(three), "to-owners_mode": "add", "to-owners": [department(plan, "กองช่าง")]},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}?status=done&sort=-end#list")
    after = [set(measure.owners.values_list("name", flat=True)) for measure in three]
    assert after == [names | {"กองช่าง"} for names in before]
    assert after != before
    unchanged = sum(names >= {"กองช่าง"} for names in before)
    assert len(changed(plan)) == 3 - unchanged


def test_departments_replace_those_that_are_there_with_one_change_for_each_measure(plan, three, mine, coordinator):
    mine.post(URL, {"measure": chosen(three), "to-owners_mode": "replace", "to-owners": [department(plan, "กองช่าง")]})
    for measure in three:
        assert [owner.name for owner in measure.owners.all()] == ["กองช่าง"]
        change = Change.objects.filter(subject=f"measure:{measure.key}").first()
        assert "ผู้รับผิดชอบ: กองช่าง" in change.new
        assert "ผู้รับผิดชอบ: กองช่าง" not in change.old
        assert change.actor == coordinator
        assert Measure.objects.get(pk=measure.pk).version == measure.version + 1
    others = plan.measures.exclude(pk__in=[measure.pk for measure in three])
    assert not any([owner.name for owner in measure.owners.all()] == ["กองช่าง"] for measure in others)
    assert len(changed(plan)) == 3


def test_months_wording_and_issue_are_set_and_the_rest_stays(plan, three, mine):
    plan.measures.update(timeframe_wording="ทุกเดือน")
    before = {measure.pk: (measure.title, [step.text for step in measure.steps.all()]) for measure in three}
    issue = plan.assessment.framework.issues.get(number=5)
    mine.post(
        URL,
        {
            "measure": chosen(three),
            "to-start": "2568-01",
            "to-end": "2568-02",
            "to-clears_wording": "on",
            "to-issue": "5",
            "to-indicator": "9",
        },
    )
    for measure in Measure.objects.filter(pk__in=before):
        assert (measure.start, measure.end) == (date(2025, 1, 1), date(2025, 2, 28))
        assert (measure.timeframe_wording, measure.issue, measure.indicator.number) == ("", issue, 9)
        assert (measure.title, [step.text for step in measure.steps.all()]) == before[measure.pk]
    assert plan.measures.filter(timeframe_wording="ทุกเดือน").count() == 5


def test_measures_can_be_taken_out_of_every_issue(plan, three, mine):
    mine.post(URL, {"measure": chosen(three), "to-issue": "none"})
    assert not Measure.objects.filter(pk__in=[each.pk for each in three], issue__isnull=False).exists()


def test_a_draft_of_the_system_stays_a_draft(plan, three, mine):
    plan.measures.update(is_draft=True)
    mine.post(URL, {"measure": chosen(three), "to-start": "2568-01"})
    assert plan.measures.filter(is_draft=True).count() == 8
    assert len(changed(plan)) == 3


def test_what_is_so_already_is_left_alone(plan, three, mine):
    mine.post(URL, {"measure": chosen(three), "to-start": "2567-10"})
    assert changed(plan) == []
    assert [Measure.objects.get(pk=each.pk).version for each in three] == [each.version for each in three]


def test_nobody_s_edit_is_lost_and_nothing_is_changed_when_one_was_edited(plan, three, mine, theirs):
    posted = {"measure": chosen(three), "to-owners_mode": "replace", "to-owners": [department(plan, "กองช่าง")]}
    page = opened(theirs, f"/nanueng/2568/measures/{three[1].key}/", "title")
    assert theirs.post(f"/nanueng/2568/measures/{three[1].key}/", page | {"title": "ชื่อที่ผู้อื่นแก้"}).status_code == 302
    before = state()
    answer = mine.post(URL, posted)
    assert (answer.status_code, state()) == (409, before)
    answered = answer.content.decode()
    assert "มาตรการที่ 2 ชื่อที่ผู้อื่นแก้" in answered
    assert "แก้ไขโดย coordinator ของ nanueng" in answered
    assert answered.count("แก้ไขโดย") == 1
    # What was chosen stands in the page again, now with the version that the page shows.
    again = fields_of(answer, "to-start")
    assert again["to-owners_mode"] == "replace"
    assert again["to-owners"] == department(plan, "กองช่าง")
    versions = [
        f'value="{each.key}:{each.version}" aria-label="เลือกมาตรการที่ {n}" checked'
        for n, each in enumerate(plan.measures.all()[:3], 1)
    ]
    assert all(version in answered for version in versions)
    assert mine.post(URL, posted | {"measure": chosen(plan.measures.all()[:3])}).status_code == 302
    assert Measure.objects.get(pk=three[1].pk).title == "ชื่อที่ผู้อื่นแก้"


def test_a_measure_that_was_deleted_meanwhile_is_said(plan, three, mine):
    gone = Measure.objects.create(plan=plan, position=99, title="จะถูกลบ")
    posted = {"measure": chosen([three[0], gone]), "to-start": "2568-01"}
    gone.delete()
    before = state()
    answer = mine.post(URL, posted)
    assert (answer.status_code, state()) == (409, before)
    assert "มี 1 มาตรการที่เลือกไว้ ซึ่งมีผู้ลบไปแล้ว" in answer.content.decode()


def test_a_measure_of_another_agency_is_as_good_as_none(plan, three, foreign_measure, mine):
    before = state()
    answer = mine.post(URL, {"measure": chosen([three[0], foreign_measure]), "to-start": "2568-01"})
    assert (answer.status_code, state()) == (409, before)
    assert foreign_measure.title not in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({}, ["กรุณาเลือกอย่างน้อยหนึ่งมาตรการในตาราง", "กรุณาเลือกสิ่งที่จะเปลี่ยน"]),
        ({"measure": "x"}, ["กรุณาเลือกอย่างน้อยหนึ่งมาตรการในตาราง"]),
        ({"measure": "all"}, ["กรุณาเลือกสิ่งที่จะเปลี่ยน"]),
        ({"measure": "all", "to-owners_mode": "add"}, ["กรุณาเลือกกองหรือสำนักอย่างน้อยหนึ่งแห่ง"]),
        ({"measure": "all", "to-owners": "own"}, ["กรุณาเลือกว่าจะเพิ่มหรือใช้แทนของเดิม"]),
        ({"measure": "all", "to-owners_mode": "add", "to-owners": "99999"}, ["ไม่มีกองหรือสำนักนี้ในหน่วยงาน"]),
        ({"measure": "all", "to-start": "2568-05", "to-end": "2568-04"}, ["เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม"]),
        ({"measure": "all", "to-start": "1999-05"}, ["กรุณาเลือกจากรายการ"]),
        ({"measure": "all", "to-issue": "99", "to-indicator": "x"}, ["ย้ายไปประเด็น", "ย้ายไปตัวชี้วัด"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once_and_nothing_is_changed(plan, three, mine, fields, messages):
    if fields.get("measure") == "all":
        fields = fields | {"measure": chosen(three)}
    if fields.get("to-owners") == "own":
        fields = fields | {"to-owners": department(plan, "กองคลัง")}
    before = state()
    answer = mine.post(URL, fields)
    assert (answer.status_code, state()) == (422, before)
    alert = answer.content.decode().split('role="alert"')[1].split("</div>")[0]
    for words in messages:
        assert words in alert
    ticked = re.findall(r'aria-label="เลือกมาตรการที่ \d+" checked', answer.content.decode())
    assert len(ticked) == (3 if isinstance(fields.get("measure"), list) else 0)


def test_months_that_would_not_fit_are_named_for_every_measure(plan, three, mine):
    Measure.objects.filter(pk=three[0].pk).update(start=None, end=None)
    Measure.objects.filter(pk=three[1].pk).update(end=date(2024, 12, 31))
    before = state()
    answer = mine.post(URL, {"measure": chosen(three), "to-start": "2568-01"})
    assert (answer.status_code, state()) == (422, before)
    alert = answer.content.decode().split('role="alert"')[1].split("</div>")[0]
    assert "มาตรการที่ 1 ยังไม่มีเดือนสิ้นสุด" in alert
    assert "มาตรการที่ 2 เดือนเริ่มจะอยู่หลังเดือนสิ้นสุด" in alert
    assert "มาตรการที่ 3" not in alert


def test_a_year_without_issues_offers_indicators_alone(member, mine):
    demonstration_agency_load(slug="khanom")
    user = member(Agency.objects.get(slug="khanom"), "coordinator", "khanom-coordinator")
    mine.force_login(user)
    plan = Agency.objects.get(slug="khanom").plans.get(fiscal_year=2568)
    fields = opened(mine, "/khanom/2568/measures/tracking/", "to-start")
    assert ("to-issue" in fields) == plan.assessment.framework.issues.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 302),
        ("officer", 403),
        ("executive", 403),
        ("reader", 403),
        ("administrator", 403),
        ("stranger", 404),
    ],
)
def test_only_who_edits_assigns(plan, three, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    before = state()
    assert client.post(URL, {"measure": chosen(three), "to-start": "2568-01"}).status_code == status
    assert (state() == before) is (status != 302)


def test_the_address_takes_only_a_form(plan, mine, client):
    assert mine.get(URL).status_code == 405
    assert client.post(URL).headers["Location"].startswith("/login/")
