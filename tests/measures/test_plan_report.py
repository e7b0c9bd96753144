"""The report of a whole plan on one page."""

import re
from datetime import date
from unittest import mock

import pytest
from django import urls
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kept import forget_all
from agencies.models import Change
from measures.models import Measure, MeasureReport, Progress
from measures.progress_form import OPEN_STEPS
from measures.services import ProgressContent, draft_save, progress_record, report_of, round_close
from tests.measures.rounds import accept, form_of, give_back, open_round, submit
from tests.portal.forms import fields_of

IN_TIME_END = date(2025, 4, 30)
URL = "/nanueng/2568/measures/report/"
pytestmark = pytest.mark.usefixtures("in_time")


@pytest.fixture
def three(plan, nanueng) -> list[Measure]:
    """The plan with three measures: the officer's department owns the first two, another one the third."""
    for measure in plan.measures.all()[3:]:
        measure.delete()
    measures = list(plan.measures.all())
    for measure, name in zip(measures, ("กองคลัง", "กองคลัง", "กองช่าง"), strict=True):
        measure.owners.set([nanueng.departments.get(name=name)], clear=True)
    return measures


@pytest.fixture
def round_of_three(three, plan):
    return open_round(plan)


def shown(client, measure: Measure):
    """Return what the page would post if nothing were typed."""
    return fields_of(client.get(URL), f"{measure.key}-version")


def typed(measure: Measure, **texts):
    return {f"{measure.key}-{name}": text for name, text in texts.items()}


def row_url(measure: Measure) -> str:
    return f"{URL}{measure.key}/"


def draft(measure: Measure, reporting_round, actor, **texts) -> MeasureReport:
    version = report_of(measure, reporting_round).version
    return draft_save(measure=measure, reporting_round=reporting_round, typed=texts, version=version, actor=actor)


def problems(response) -> str:
    text = response.content.decode()
    return text.split('role="alert"')[1].split("</ul>")[0] if 'role="alert"' in text else ""


def test_all_rows_are_sent_at_once(round_of_three, three, mine, coordinator):
    form = shown(mine, three[0])
    for measure in three:
        form |= typed(measure, status="in_progress", work=f"งานของ {measure.position}")
    response = mine.post(URL, form | {"all": "1"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{URL}?round={round_of_three.key}")
    reports = MeasureReport.objects.order_by("measure__position")
    assert [(each.state, each.entry.work, each.entry.round) for each in reports] == [
        ("submitted", f"งานของ {measure.position}", round_of_three) for measure in three
    ]
    assert "ส่งรายงานให้ผู้ประสานงาน ITA แล้ว 3 มาตรการ" in mine.get(URL).content.decode()
    assert Change.objects.filter(actor=coordinator, label__startswith="ส่งรายงาน").count() == 3


def test_nothing_is_sent_where_one_row_cannot_be_and_every_text_is_kept(round_of_three, three, mine):
    first, second, third = three
    form = shown(mine, first) | typed(first, status="in_progress", work="ครบ")
    form |= typed(second, work="ไม่มีสถานะ") | typed(third, status="in_progress", reported_on="99/99/2568")
    response = mine.post(URL, form | {"all": "1"})
    assert response.status_code == 422
    assert not Progress.objects.exists()
    assert f"#id_{second.key}-status" in problems(response)
    assert f"#id_{third.key}-reported_on" in problems(response)
    assert f"#id_{first.key}" not in problems(response)
    assert {each.typed["work"] for each in MeasureReport.objects.all()} == {"ครบ", "ไม่มีสถานะ", ""}
    again = fields_of(response, f"{first.key}-version")
    assert again[f"{third.key}-reported_on"] == "99/99/2568"
    mended = typed(second, status="not_started") | typed(third, reported_on="31/3/2568")
    assert mine.post(URL, again | mended | {"all": "1"}).status_code == 302
    assert Progress.objects.count() == 3


def test_only_the_chosen_rows_are_sent_and_the_others_stay_drafts(round_of_three, three, mine):
    first, second, third = three
    form = shown(mine, first) | typed(first, status="in_progress") | typed(second, work="ยังไม่เสร็จ")
    form |= typed(third, status="in_progress")
    chosen = {"chosen": "1", "choose": [str(first.key), str(third.key)]}
    assert mine.post(URL, form | chosen).status_code == 302
    assert [entry.measure for entry in Progress.objects.order_by("pk")] == [first, third]
    assert MeasureReport.objects.get(measure=second).typed["work"] == "ยังไม่เสร็จ"


def test_one_row_is_sent_by_its_own_button(round_of_three, three, mine):
    form = shown(mine, three[1]) | typed(three[1], status="in_progress")
    assert mine.post(URL, form | {"one": str(three[1].key)}).status_code == 302
    assert Progress.objects.get().measure == three[1]
    assert MeasureReport.objects.count() == 1


def test_nothing_chosen_is_said_and_the_typed_text_is_kept(round_of_three, three, mine):
    response = mine.post(URL, shown(mine, three[0]) | typed(three[0], work="พิมพ์ไว้") | {"chosen": "1"})
    assert response.status_code == 422
    assert "อย่างน้อยหนึ่งมาตรการ" in problems(response)
    assert MeasureReport.objects.get().typed["work"] == "พิมพ์ไว้"


def test_drafts_of_the_rows_that_were_typed_into_are_stored_and_no_others(round_of_three, three, mine):
    form = shown(mine, three[0]) | typed(three[1], work="ร่าง\r\nสองบรรทัด")
    assert mine.post(URL, form | {"draft": "1"}).status_code == 302
    report = MeasureReport.objects.get()
    assert (report.measure, report.state, report.typed["work"]) == (three[1], "draft", "ร่าง\nสองบรรทัด")
    assert mine.post(URL, shown(mine, three[0]) | {"draft": "1"}).status_code == 302
    report.refresh_from_db()
    assert report.version == 1


def test_a_row_stores_itself_and_comes_back_as_the_page_prints_it(round_of_three, three, clerk, officer):
    form = shown(clerk, three[0]) | typed(three[0], work="พิมพ์ไว้")
    response = clerk.post(row_url(three[0]), form)
    text = response.content.decode()
    assert (response.status_code, text.count("<tbody")) == (200, 1)
    assert "บันทึกแล้ว" in text
    report = MeasureReport.objects.get()
    assert (report.measure, report.typed["work"], report.typed_by) == (three[0], "พิมพ์ไว้", officer)
    assert f'name="{three[0].key}-version" value="1"' in text
    page = clerk.get(URL).content.decode()
    assert bare(text) in bare(page)


def bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_a_row_starts_from_what_was_reported_last(round_of_three, three, mine, coordinator):
    steps = [step.text for step in three[0].steps.all()]
    entry = submit(three[0], round_of_three, coordinator, work="เดิม", obstacles="ฝนตก").entry
    entry.steps = [{"text": steps[0], "is_done": True}]
    entry.save()
    later = open_round(three[0].plan, name="รอบ 12 เดือน", ends_on=IN_TIME_END, due_on=IN_TIME_END)
    text = mine.get(URL, {"round": later.key})
    form = fields_of(text, f"{three[0].key}-version")
    begun = {name: form.get(f"{three[0].key}-{name}") for name in ("status", "work", "obstacles", "reported_on")}
    assert begun == {"status": "in_progress", "work": "เดิม", "obstacles": "ฝนตก", "reported_on": "10 เม.ย. 2568"}
    assert form[f"{three[0].key}-steps"].startswith("1-")
    draft(three[0], later, coordinator, status="done", work="ร่าง")
    form = fields_of(mine.get(URL, {"round": later.key}), f"{three[0].key}-version")
    assert form[f"{three[0].key}-work"] == "ร่าง"


def test_two_windows_lose_nothing(round_of_three, three, clerk, mine):
    first = three[0]
    form = shown(clerk, first) | typed(first, work="ของฉัน") | typed(three[1], work="อีกมาตรการ")
    mine.post(row_url(first), shown(mine, first) | typed(first, work="ของเขา"))
    for url in (row_url(first), URL):
        response = clerk.post(url, form)
        text = response.content.decode()
        assert response.status_code == 409
        assert ("ของฉัน" in text, "ของเขา" in text, "ผู้อื่นแก้ไขแล้ว" in text) == (True, True, True)
        assert MeasureReport.objects.get(measure=first).typed["work"] == "ของเขา"
    assert MeasureReport.objects.get(measure=three[1]).typed["work"] == "อีกมาตรการ"
    assert clerk.post(URL, fields_of(response, f"{first.key}-version") | {"keep": str(first.key)}).status_code == 302
    assert MeasureReport.objects.get(measure=first).typed["work"] == "ของฉัน"
    assert "ของเขา" in Change.objects.get(label__startswith="แทนที่ร่าง").old


def test_a_row_that_nobody_touched_is_no_conflict(round_of_three, three, clerk, mine):
    form = shown(clerk, three[0]) | typed(three[1], work="ของฉัน")
    mine.post(row_url(three[0]), shown(mine, three[0]) | typed(three[0], work="ของเขา"))
    assert clerk.post(URL, form | {"draft": "1"}).status_code == 302
    assert MeasureReport.objects.get(measure=three[0]).typed["work"] == "ของเขา"


def test_a_report_from_another_window_stops_all_of_it_and_is_shown(round_of_three, three, mine, coordinator):
    form = shown(mine, three[0])
    for measure in three:
        form |= typed(measure, status="in_progress", work="ของฉัน")
    submit(three[2], round_of_three, coordinator, work="ส่งไปก่อน")
    response = mine.post(URL, form | {"all": "1"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "มีผู้อื่นส่งรายงานนี้ไปแล้ว" in text
    assert "ส่งไปก่อน" in text
    assert Progress.objects.count() == 1
    assert mine.post(URL, fields_of(response, f"{three[0].key}-version") | {"all": "1"}).status_code == 302
    assert Progress.objects.count() == 3


def test_an_entry_outside_the_round_is_shown_before_the_row_is_sent(round_of_three, three, mine, coordinator):
    form = shown(mine, three[0]) | typed(three[0], status="in_progress", work="ของฉัน")
    noted = ProgressContent(Progress.Status.IN_PROGRESS, date(2025, 3, 31), work="นอกรอบ")
    progress_record(measure=three[0], content=noted, actor=coordinator, seen=0)
    response = mine.post(URL, form | {"one": str(three[0].key)})
    assert response.status_code == 409
    assert "นอกรอบ" in response.content.decode()
    again = fields_of(response, f"{three[0].key}-version") | {"one": str(three[0].key)}
    assert mine.post(URL, again).status_code == 302


@pytest.mark.parametrize("in_round", [True, False])
def test_sent_twice_is_sent_once(three, plan, mine, in_round):
    if in_round:
        open_round(plan)
    url = row_url(three[0])
    form = shown(mine, three[0]) | typed(three[0], status="in_progress", work="ครั้งเดียว")
    assert mine.post(url, form).status_code == 200
    form = shown(mine, three[0]) | {"one": str(three[0].key)}
    assert [mine.post(URL, form).status_code for _ in range(2)] == [302, 302]
    assert Progress.objects.count() == 1


def test_done_with_open_steps_asks_first(round_of_three, three, mine):
    first = three[0]
    assert first.steps.count()
    form = shown(mine, first) | typed(first, status="done") | {"one": str(first.key)}
    response = mine.post(URL, form)
    assert response.status_code == 422
    assert OPEN_STEPS in problems(response)
    assert not Progress.objects.exists()
    confirmed = fields_of(response, f"{first.key}-version") | {f"{first.key}-confirmed": "on", "one": str(first.key)}
    assert mine.post(URL, confirmed).status_code == 302
    assert Progress.objects.get().status == "done"


def test_a_returned_report_stands_in_its_row_with_the_remark(round_of_three, three, clerk, officer, coordinator):
    give_back(submit(three[0], round_of_three, officer, work="เดิม"), coordinator, "กรุณาระบุผลลัพธ์")
    text = clerk.get(URL).content.decode()
    assert "กรุณาระบุผลลัพธ์" in text
    form = shown(clerk, three[0])
    assert form[f"{three[0].key}-work"] == "เดิม"
    send = form | typed(three[0], outcome="ดีขึ้น") | {"one": str(three[0].key)}
    assert clerk.post(URL, send).status_code == 302
    assert MeasureReport.objects.get(measure=three[0]).state == "submitted"


def test_outside_of_rounds_only_what_was_typed_is_reported(three, mine):
    form = shown(mine, three[0]) | typed(three[1], status="in_progress", work="นอกรอบ")
    response = mine.post(URL, form | {"all": "1"})
    assert (response.status_code, response.headers["Location"]) == (302, URL)
    entry = Progress.objects.get()
    assert (entry.measure, entry.round, entry.work) == (three[1], None, "นอกรอบ")
    assert not MeasureReport.objects.exists()


def test_the_open_round_that_still_waits_for_the_person_comes_first(three, plan, clerk, officer, coordinator):
    first = open_round(plan)
    second = open_round(plan, name="รอบ 12 เดือน", ends_on=IN_TIME_END, due_on=IN_TIME_END)
    assert clerk.get(URL).context["round"] == first
    for measure in three[:2]:
        accept(submit(measure, first, officer), coordinator)
    assert clerk.get(URL).context["round"] == second
    assert clerk.get(URL, {"round": first.key}).context["round"] == first
    assert clerk.get(URL, {"round": "nothing"}).status_code == 404


def test_a_closed_round_takes_nothing_and_keeps_the_text_in_sight(round_of_three, three, mine, coordinator):
    form = shown(mine, three[0]) | typed(three[0], status="in_progress", work="พิมพ์ไว้นาน")
    round_close(reporting_round=round_of_three, is_closed=True, actor=coordinator)
    for url, more in ((row_url(three[0]), {}), (URL, {"draft": "1"}), (URL, {"one": str(three[0].key)})):
        response = mine.post(url, form | more)
        assert response.status_code == 409
        assert "พิมพ์ไว้นาน" in response.content.decode()
        assert "รอบนี้ปิดแล้ว" in response.content.decode()
    assert not Progress.objects.exists()
    assert "<textarea" not in mine.get(URL, {"round": round_of_three.key}).content.decode()


def test_what_was_typed_for_a_measure_that_is_gone_stays_in_sight(round_of_three, three, mine):
    form = shown(mine, three[0]) | typed(three[2], work="พิมพ์ไว้นาน")
    three[2].delete()
    response = mine.post(URL, form | {"draft": "1"})
    assert response.status_code == 409
    assert "พิมพ์ไว้นาน" in response.content.decode()
    assert mine.post(row_url(three[2]), form).status_code == 404


def test_an_officer_writes_the_rows_of_the_own_department_only(round_of_three, three, clerk, mine):
    response = clerk.get(URL)
    others = [row.measure for _, rows in response.context["other_groups"] for row in rows]
    assert ([row.measure for row in response.context["rows"]], others) == (three[:2], three[2:])
    assert f"{three[2].key}-work" not in response.content.decode()
    foreign = {
        name: text for name, text in shown(mine, three[2]).items() if name.startswith((str(three[2].key), "round"))
    }
    for url in (row_url(three[2]), URL):
        assert clerk.post(url, foreign | typed(three[2], work="ไม่ใช่ของฉัน")).status_code == 403
    assert not MeasureReport.objects.exists()


@pytest.mark.parametrize("who", ["reader", "executive", "administrator", "overseer"])
def test_others_read(round_of_three, three, as_user, request, who, coordinator):
    submit(three[0], round_of_three, coordinator, work="ส่งแล้ว")
    draft(three[1], round_of_three, coordinator, work="ร่างของกอง")
    client = as_user(request.getfixturevalue(who))
    text = client.get(URL).content.decode()
    assert ("ส่งแล้ว" in text, "ร่างของกอง" in text, "<textarea" in text) == (True, False, False)
    assert client.post(URL, {}).status_code == 403
    assert client.post(row_url(three[0]), {}).status_code == 403


def test_a_stranger_finds_nothing_and_anonymous_signs_in(three, stranger, as_user, client):
    for url in (URL, row_url(three[0])):
        assert as_user(stranger).post(url, {}).status_code == 404
        assert client.post(url, {}).headers["Location"].startswith("/login/")
    assert as_user(stranger).get(URL).status_code == 404
    assert client.get(URL).headers["Location"].startswith("/login/")


def test_other_methods_are_refused(three, mine):
    assert mine.put(URL).status_code == 405
    assert mine.get(row_url(three[0])).status_code == 405


def test_a_year_without_a_plan_leads_to_it(mine):
    assert "ยังไม่มีแผนมาตรการ" in mine.get("/nanueng/2570/measures/report/").content.decode()


def test_the_page_asks_as_much_for_many_measures_as_for_few(plan, mine, coordinator):
    plan.measures.all().delete()
    open_round(plan)
    counts = []
    for number in (10, 50):
        while plan.measures.count() < number:
            measure = plan.measures.create(position=plan.measures.count() + 1, title="มาตรการ")
            measure.steps.create(position=1, text="ขั้นตอน")
            draft(measure, plan.rounds.get(), coordinator, work="ร่าง")
        with CaptureQueriesContext(connection) as queries:
            assert mine.get(URL).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] < 30


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/nanueng/2568/measures/", "รายงานทั้งแผน"),
        ("/nanueng/2568/my-work/", "รายงานทั้งแผน"),
        ("/nanueng/2568/measures/rounds/{round}/", "รายงานทั้งแผน"),
    ],
)
def test_the_pages_before_it_lead_to_it(round_of_three, clerk, url, words):
    text = clerk.get(url.format(round=round_of_three.key)).content.decode()
    assert words in text
    assert URL in text


def test_the_rows_stand_and_are_numbered_as_the_plan_is_printed(three, plan, mine):
    for measure, number in zip(three, (6, 1, 4), strict=True):
        measure.issue = plan.assessment.framework.issues.get(number=number)
        measure.save()
    response = mine.get(URL)
    assert [(row.number, row.measure) for row in response.context["rows"]] == [
        (1, three[1]), (2, three[2]), (3, three[0])
    ]  # fmt: skip
    assert [subject for subject, _ in response.context["groups"]] == [
        str(plan.assessment.framework.issues.get(number=number)) for number in (1, 4, 6)
    ]
    row = mine.post(row_url(three[0]), shown(mine, three[0]))
    assert row.context["row"].number == 3


def test_the_addresses_of_all_rows_are_reversed_once(round_of_three, three, mine):
    def reversals() -> int:
        forget_all()
        with mock.patch("django.urls.reverse", wraps=urls.reverse) as asked:
            mine.get(URL)
        return asked.call_count

    page = mine.get(URL).content.decode()
    for measure in three:
        assert f'data-url="{row_url(measure)}"' in page
        assert page.count(f'href="{form_of(round_of_three, measure)}"') == 2
    of_three = reversals()
    three[2].delete()
    assert reversals() == of_three
