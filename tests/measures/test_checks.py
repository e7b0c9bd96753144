"""What a plan lacks or says twice."""

from datetime import date

import pytest

from measures.checks import check_plan
from measures.models import Measure, MeasurePlan
from measures.services import MeasureContent, measure_add
from reports.demonstration import demonstration_agency_load

LONG = "จัดทำประกาศแนวทางการปฏิบัติโดยกำหนดขั้นตอนที่ชัดเจนเปิดเผยและตรวจสอบได้ทุกขั้นตอน"


@pytest.fixture
def plan(nanueng):
    plan = MeasurePlan.objects.get(agency=nanueng)
    plan.measures.all().delete()
    return plan


def content(plan, title: str = "มาตรการ", **changes) -> MeasureContent:
    whole = {
        "title": title,
        "steps": ("แต่งตั้งคณะทำงาน", "รายงานผล"),
        "owners": (plan.agency.departments.first(),),
        "start": date(2024, 10, 1),
        "end": date(2025, 9, 30),
    }
    return MeasureContent(**whole | changes)


def ids(plan, *contents: MeasureContent, weak: tuple[int, ...] = ()) -> list[str]:
    for each in contents:
        measure_add(plan=plan, content=each, actor=None)
    return [check.id for check in check_plan(plan, list(plan.measures.with_details()), weak)]


def test_a_complete_measure_is_silent(plan):
    assert ids(plan, content(plan)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"owners": ()}, ["measure-without-owners"]),
        ({"steps": ()}, ["measure-without-steps"]),
        ({"start": None, "end": None}, ["measure-without-timeframe"]),
        ({"start": None, "end": None, "timeframe_wording": "ทุกไตรมาส"}, []),
        ({"start": date(2024, 9, 1)}, ["timeframe-outside-year"]),
        ({"end": date(2025, 10, 31)}, ["timeframe-outside-year"]),
    ],
)
def test_what_is_lacking_is_named(plan, change, found):
    assert ids(plan, content(plan, **change)) == found


def test_two_measures_with_one_title_are_noticed(plan):
    assert ids(plan, content(plan, "จัดทำคู่มือ"), content(plan, "จัดทำ คู่มือ")) == ["text-twice"]


def test_a_long_step_copied_to_another_measure_is_noticed_and_a_short_one_is_not(plan):
    assert ids(plan, content(plan, "ก", steps=(LONG,)), content(plan, "ข", steps=(LONG,))) == ["text-twice"]
    plan.measures.all().delete()
    assert ids(plan, content(plan, "ก", steps=("รายงานผล",)), content(plan, "ข", steps=("รายงานผล",))) == []


def test_a_weak_issue_without_a_measure_is_noticed(plan):
    assert ids(plan, content(plan), weak=(4,)) == ["weak-without-measure"]


def test_the_copied_text_of_a_real_plan_is_found(frameworks):
    demonstration_agency_load(slug="dongsombun")
    plan = MeasurePlan.objects.get(agency__slug="dongsombun")
    found = check_plan(plan, list(Measure.objects.filter(plan=plan).with_details()))
    assert "text-twice" in {check.id for check in found}
