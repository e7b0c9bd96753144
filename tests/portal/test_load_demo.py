from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.models import Agency, Membership, User
from assessments.models import Assessment, Framework
from measures.models import Measure
from reports.demonstration import PASSWORD

SLUGS = {"nanueng", "nahom", "khanom", "dongsombun", "chokchai"}


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def rows_of_everything() -> dict:
    own = [model for model in apps.get_models() if model.__module__.startswith(("agencies", "assessments", "measures"))]
    return {model: list(model.objects.order_by("pk").values()) for model in own}


@pytest.fixture
def demo(settings, frameworks):
    settings.DEMO = True


def test_the_five_demonstration_agencies_are_loaded(frameworks):
    said = load()
    assert set(Agency.objects.values_list("slug", flat=True)) == SLUGS
    assert all(slug in said for slug in SLUGS)
    assert set(Assessment.objects.values_list("agency__slug", flat=True)) == SLUGS
    assert Measure.objects.filter(plan__agency__slug="nanueng").count() == 8


def test_loading_again_changes_nothing(demo):
    load()
    before = rows_of_everything()
    assert "none" in load()
    assert rows_of_everything() == before


def test_what_somebody_tried_out_survives_the_next_start(frameworks):
    load()
    Agency.objects.filter(slug="nanueng").update(name="ทดลอง")
    Measure.objects.filter(plan__agency__slug="nanueng").delete()
    load()
    assert Agency.objects.get(slug="nanueng").name == "ทดลอง"
    assert not Measure.objects.filter(plan__agency__slug="nanueng").exists()


def test_accounts_come_only_in_demonstration_mode(frameworks, settings):
    settings.DEMO = False
    said = load()
    assert not User.objects.exists()
    assert PASSWORD not in said


def test_each_role_has_an_account_whose_password_is_said(demo, client):
    said = load()
    roles = dict(Membership.objects.filter(agency__slug="nanueng").values_list("user__username", "role"))
    assert roles == {role: role for role in Membership.Role.values}
    assert Membership.objects.get(role="officer").department.name == "กองคลัง"
    assert User.objects.get(is_superuser=True).username == "admin"
    assert PASSWORD in said
    for username in (*roles, "admin"):
        assert username in said
        assert client.login(username=username, password=PASSWORD)


def test_a_password_that_somebody_changed_stays(demo, client):
    load()
    user = User.objects.get(username="reader")
    user.set_password("changed")
    user.save()
    load()
    assert client.login(username="reader", password="changed")


def test_illustrative_years_are_marked(frameworks):
    load()
    invented = Assessment.objects.filter(is_illustrative=True).values_list("agency__slug", "framework__fiscal_year")
    assert set(invented) == {("nanueng", year) for year in (2564, 2565, 2566, 2567)}


def test_the_frameworks_come_first(db):
    Framework.objects.all().delete()
    with pytest.raises(CommandError, match="run load_frameworks first"):
        load()
