"""What results come to, kept until anything changes that goes into them."""

from decimal import Decimal

import pytest

from agencies.models import Agency
from assessments import result_sums as module
from assessments.models import Assessment, Figure, Framework
from assessments.result_sums import result_sums, sum_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def result(nanueng) -> Assessment:
    module._kept.clear()
    return Assessment.objects.for_year(nanueng, 2568).with_sheet().get()


def summed(nanueng):
    return result_sums(Agency.objects.filter(pk=nanueng.pk), (2568, 2567))[nanueng.pk, 2568]


def test_a_sum_is_that_of_the_sheet(nanueng, result):
    assert summed(nanueng) == sum_of(result.sheet())
    assert (summed(nanueng).total, summed(nanueng).level) == (Decimal("95.30"), "ผ่านดี")
    assert summed(nanueng).weakest.startswith("4.")


def test_what_did_not_change_is_not_summed_again(nanueng, result, django_assert_num_queries):
    summed(nanueng)
    with django_assert_num_queries(2):
        summed(nanueng)


@pytest.mark.parametrize(
    "change",
    [
        lambda result: Figure.objects.filter(assessment=result, code="total").update(value=1),
        lambda result: Figure.objects.filter(assessment=result, code="i1").delete(),
        lambda result: Figure.objects.filter(assessment=result, code="4").update(value=99),
        lambda result: Assessment.objects.filter(pk=result.pk).update(published_level="ผ่าน"),
        lambda result: Framework.objects.filter(pk=result.framework_id).update(revision="another"),
        lambda result: Agency.objects.filter(pk=result.agency_id).update(target=99),
    ],
    ids=["total", "deleted", "indicator", "level", "framework", "target"],
)
def test_whatever_changes_it_is_seen(nanueng, result, change, django_assert_max_num_queries):
    summed(nanueng)
    change(result)
    again = Assessment.objects.with_sheet().get(pk=result.pk)
    assert summed(nanueng) == sum_of(again.sheet())
    assert module._kept[result.pk][0] in {stamp for _, stamp in dict(module._stamps(Assessment.objects.all())).values()}


def test_two_figures_that_change_places_are_seen(nanueng, result):
    summed(nanueng)
    kept = module._kept[result.pk][0]
    first, second = Figure.objects.filter(assessment=result, code__in=("4", "5"))
    first.value, second.value = second.value, first.value
    first.save()
    second.save()
    summed(nanueng)
    assert module._kept[result.pk][0] != kept
