"""What the tests of the measures share."""

import pytest

from assessments.models import Framework
from measures.models import Measure, MeasurePlan


@pytest.fixture
def mine(coordinator, as_user):
    """The browser of the coordinator of the home agency."""
    return as_user(coordinator)


@pytest.fixture
def theirs(nanueng, member, as_user):
    """The browser of a second coordinator."""
    return as_user(member(nanueng, "coordinator", "second"))


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)


@pytest.fixture
def measure(plan) -> Measure:
    """The first measure of the home agency."""
    return plan.measures.all()[0]


@pytest.fixture
def foreign_measure(empty_agency) -> Measure:
    """A measure of another agency, for the same year."""
    assessment = empty_agency.assessments.create(framework=Framework.objects.get(fiscal_year=2568))
    foreign = MeasurePlan.objects.create(agency=empty_agency, fiscal_year=2568, assessment=assessment)
    return Measure.objects.create(plan=foreign, position=1, title="มาตรการของหน่วยงานอื่น")
