"""What the tests of the measures share."""

import pytest
from django.utils import timezone

from assessments.models import Framework
from measures.models import Measure, MeasurePlan, ReportingRound
from tests.measures.plan_files import EXPORT
from tests.measures.rounds import IN_TIME, open_round


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


@pytest.fixture
def book(plan, mine) -> bytes:
    """The plan as it is downloaded; its heading is in row 6, its first measure in row 7."""
    answer = mine.get(EXPORT)
    assert answer.status_code == 200
    return answer.content


@pytest.fixture
def in_time(monkeypatch, settings, tmp_path):
    """In time for the round of six months."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "localdate", lambda *args: IN_TIME)


@pytest.fixture
def reporting_round(plan) -> ReportingRound:
    return open_round(plan)


@pytest.fixture
def owned(measure, nanueng) -> Measure:
    """The first measure, in the hands of the officer's department alone."""
    measure.owners.set([nanueng.departments.get(name="กองคลัง")], clear=True)
    return measure


@pytest.fixture
def clerk(officer, as_user):
    """The browser of the officer."""
    return as_user(officer)
