"""Which round reads a document, and on which days."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from assessments.models import Framework
from assessments.round_calendar import round_calendar
from assessments.rules.assessment_round import (
    DAYS,
    PLAN_ITEM,
    REPORT_ITEM,
    SAME,
    AssessmentRound,
    RoundCalendar,
)
from assessments.rules.cycle import known_from
from measures.cycles import announcement_days, cycles_for, open_result_year

YEAR = 2569
# As the domain's table of years has it, of each round: its items, and whose plan its report is about.
SEEN = {
    2563: ("o42", "o43", 2563),
    2564: ("o42", "o43", 2564),
    2565: ("o42", "o43", 2565),
    2566: ("o42", "o43", 2566),
    2567: ("o34", "o35", 2566),
    2568: ("o27", "o28", 2567),
    2569: ("o25", "o26", 2568),
}


def calendar() -> RoundCalendar:
    return RoundCalendar({2566: AssessmentRound(2566, reports_plan_of=SAME), 2567: AssessmentRound(2567)})


@pytest.mark.parametrize(
    ("item", "plan_year", "round_year"),
    [
        (PLAN_ITEM, 2566, 2566),
        (REPORT_ITEM, 2566, 2566),
        (PLAN_ITEM, 2567, 2567),
        (REPORT_ITEM, 2567, 2568),
        (PLAN_ITEM, 2571, 2571),
        (REPORT_ITEM, 2571, 2572),
    ],
)
def test_the_round_that_asks(item, plan_year, round_year):
    assert calendar().asking(item, plan_year).fiscal_year == round_year


def test_a_round_without_data_has_the_usual_days():
    days = [AssessmentRound(2570).day(name) for name in DAYS]
    assert days == [date(2027, 8, 1), date(2027, 3, 1), date(2027, 4, 30), date(2027, 6, 1), date(2027, 6, 15)]
    entered = AssessmentRound(2570, days={"oit_closes": date(2027, 5, 7)})
    assert (entered.closes, entered.day("oit_opens")) == (date(2027, 5, 7), date(2027, 3, 1))


def test_the_usual_announcement_is_the_day_on_which_a_cycle_opens():
    assert known_from(2570, {}) == AssessmentRound(2570).day("announced_on")


@pytest.mark.parametrize("year", SEEN)
def test_the_files_know_the_items_of_every_year(frameworks, year):
    found, (plan_item, report_item, reported) = round_calendar().round(year), SEEN[year]
    assert (found.item(PLAN_ITEM), found.item(REPORT_ITEM)) == (plan_item, report_item)
    assert reported == (year if found.reports_plan_of == SAME else year - 1)
    assert not found.are_days_confirmed


def test_the_items_of_the_files_are_those_of_their_topics(frameworks):
    topics = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส")
    for framework in Framework.objects.all():
        found = [framework.questions.get(topics__name=topic).code for topic in topics]
        assert [framework.plan_item, framework.report_item] == found


def test_an_announcement_that_was_entered_opens_the_cycle(nanueng):
    assert open_result_year(date(2026, 8, 3)) == YEAR
    Framework.objects.filter(fiscal_year=YEAR).update(announced_on=date(2026, 8, 20))
    assert announcement_days()[YEAR] == date(2026, 8, 20)
    assert open_result_year(date(2026, 8, 3)) == YEAR - 1
    newest = max(cycle.result_year for cycle in cycles_for(nanueng, date(2026, 8, 3)).cycles)
    assert newest == YEAR  # the open one and the next
    assert max(cycle.result_year for cycle in cycles_for(nanueng, date(2026, 8, 20)).cycles) == YEAR + 1


def test_days_of_an_announcement_are_no_results_of_an_agency(nanueng):
    before = cycles_for(nanueng, date(2026, 11, 28))
    Framework.objects.update(announced_on=None)
    assert cycles_for(nanueng, date(2026, 11, 28)) == before


@pytest.fixture
def client(administrator, as_user):
    return as_user(administrator)


def fields_of(page) -> dict[str, str]:
    """Return what the page of a framework would send unchanged."""
    form, formsets = page.context["adminform"].form, page.context["inline_admin_formsets"]
    fields = {bound.html_name: bound.value() for bound in form}
    for each in formsets:
        fields |= {bound.html_name: bound.value() for bound in each.formset.management_form}
        fields |= {bound.html_name: bound.value() for row in each.formset.forms for bound in row}
    return {name: "" if value is None else value for name, value in fields.items() if value is not False}


def test_the_administrator_enters_the_days_in_thai(frameworks, client):
    framework = Framework.objects.get(fiscal_year=YEAR)
    address = reverse("admin:assessments_framework_change", args=[framework.pk])
    fields = fields_of(client.get(address)) | {"oit_closes": "๗ พ.ค. ๒๕๖๙", "dates_confirmed": "on"}
    assert client.post(address, fields).status_code == 302
    framework.refresh_from_db()
    assert (framework.oit_closes, framework.dates_confirmed) == (date(2026, 5, 7), True)
    assert framework.round().closes == date(2026, 5, 7)


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("oit_closes", "7 พ.ค. 2570", "กรุณากรอกวันที่ในปี พ.ศ. 2569"),
        ("oit_closes", "เมษายน", "วันที่"),
        ("plan_item", "o99", "ปีนี้ไม่มีข้อ o99"),
    ],
)
def test_what_is_no_day_or_item_of_the_year_is_refused(frameworks, client, field, typed, reason):
    framework = Framework.objects.get(fiscal_year=YEAR)
    address = reverse("admin:assessments_framework_change", args=[framework.pk])
    page = client.post(address, fields_of(client.get(address)) | {field: typed})
    assert page.status_code == 200
    assert reason in page.content.decode()


def test_a_round_that_closes_before_it_opens_is_refused(frameworks, client):
    framework = Framework.objects.get(fiscal_year=YEAR)
    address = reverse("admin:assessments_framework_change", args=[framework.pk])
    days = {"oit_opens": "1 พ.ค. 2569", "oit_closes": "1 เม.ย. 2569"}
    page = client.post(address, fields_of(client.get(address)) | days)
    assert "วันปิดการตอบแบบ OIT อยู่ก่อนวันเปิด" in page.content.decode()


def test_days_that_somebody_confirmed_survive_a_changed_file(frameworks):
    days = {"announced_on": date(2025, 8, 20), "dates_confirmed": True, "source_digest": ""}
    Framework.objects.filter(fiscal_year=2568).update(**days)
    call_command("load_frameworks", stdout=StringIO())
    framework = Framework.objects.get(fiscal_year=2568)
    assert (framework.announced_on, framework.dates_confirmed) == (date(2025, 8, 20), True)
