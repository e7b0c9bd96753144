from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from measures.models import Measure, MeasurePlan, Step


def test_an_agency_has_one_plan_a_year(plan):
    again = MeasurePlan(agency=plan.agency, fiscal_year=2568, assessment=plan.assessment)
    with pytest.raises(ValidationError, match="หน่วยงานมีแผนมาตรการของปีนี้แล้ว"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_measure_cannot_end_before_it_starts(plan):
    measure = Measure(plan=plan, position=9, title="มาตรการ", start=date(2025, 2, 1), end=date(2025, 1, 31))
    with pytest.raises(ValidationError, match="เดือนเริ่มต้องไม่อยู่หลังเดือนสิ้นสุด"):
        measure.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        measure.save()


def test_two_steps_cannot_have_one_place(measure):
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(measure=measure, position=1, text="ซ้ำ")


def test_a_result_that_a_plan_answers_cannot_be_deleted(plan):
    with pytest.raises(ProtectedError):
        plan.assessment.delete()


def test_a_department_that_is_closed_leaves_the_measure_without_it(measure):
    measure.owners.get().delete()
    assert not measure.owners.exists()
    measure.refresh_from_db()


def test_measures_come_with_all_details_in_three_queries(plan, django_assert_num_queries):
    with django_assert_num_queries(3):
        for measure in plan.measures.with_details():
            assert str(measure.issue)
            assert str(measure.indicator)
            assert [step.text for step in measure.steps.all()]
            assert [owner.name for owner in measure.departments] or measure.issue.number == 7


@pytest.mark.parametrize("half", [{"start": date(2024, 10, 1)}, {"end": date(2025, 9, 30)}])
def test_half_a_timeframe_is_refused_by_the_database(plan, half):
    with pytest.raises(IntegrityError):
        Measure.objects.create(plan=plan, position=99, title="ครึ่งเดียว", **half)
