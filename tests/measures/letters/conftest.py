"""What the tests of letters share."""

import pytest

from agencies.models import Membership
from assessments.models import Framework
from measures.models import MeasurePlan, ReminderOptOut
from tests.measures.letters.year import SITE


@pytest.fixture(autouse=True)
def post(settings) -> None:
    settings.EMAIL_IS_CONFIGURED = True
    settings.SITE_URL = SITE
    settings.DEFAULT_FROM_EMAIL = "ita@example.go.th"


@pytest.fixture
def plan(empty_agency) -> MeasurePlan:
    assessment = empty_agency.assessments.create(framework=Framework.objects.get(fiscal_year=2568))
    return MeasurePlan.objects.create(agency=empty_agency, fiscal_year=2568, assessment=assessment)


@pytest.fixture
def people(empty_agency, member):
    """One person of each kind; the officers belong to กองคลัง and กองช่าง."""
    roles = {
        "coordinator": "coordinator",
        "finance": "officer",
        "works": "officer",
        "head": "executive",
        "look": "reader",
    }
    for name, role in (roles | dict.fromkeys(("silent", "gone", "unreachable"), "officer")).items():
        user = member(empty_agency, role, name)
        user.email = "" if name == "unreachable" else f"{name}@example.go.th"
        user.is_active = name != "gone"
        user.save()
    finance, works = (empty_agency.departments.get(name=name) for name in ("กองคลัง", "กองช่าง"))
    Membership.objects.filter(role="officer").update(department=finance)
    Membership.objects.filter(user__username="works").update(department=works)
    people = {each.user.username: each.user for each in Membership.objects.all()}
    ReminderOptOut.objects.create(user=people["silent"])
    return people
