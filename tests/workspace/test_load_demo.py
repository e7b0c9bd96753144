"""The demonstration as `load_demo` makes it. The tests of operation load the same on a real PostgreSQL."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from agencies.demonstration_accounts import PASSWORD
from agencies.models import Agency, Membership, User
from assessments.models import Assessment, Framework
from measures.models import Measure, MeasureReport, Progress, ReportingRound
from measures.services import ProgressContent, progress_record
from reports.content.kinds import KINDS, build_document
from reports.output.formats import document_html
from tests.kept_rows import store_once
from tests.reports.issuing_year import quick_files

pytestmark = pytest.mark.any_database
SLUGS = {"nanueng", "nahom", "khanom", "dongsombun", "chokchai"}
SAID: dict[str, str] = {}  # by the command, when it stored what is laid out again


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def loaded_once(name: str) -> str:
    """Load the demonstration as the settings want it, or lay out what the first test loaded; return what was said."""
    store_once(f"demonstration {name}", lambda: SAID.update({name: load()}))
    return SAID[name]


def rows_of_everything() -> dict:
    own = [model for model in apps.get_models() if model.__module__.startswith(("agencies", "assessments", "measures"))]
    return {model: list(model.objects.order_by("pk").values()) for model in own}


@pytest.fixture
def demo(settings, frameworks, monkeypatch):
    settings.DEMO = True
    quick_files(monkeypatch)  # of the announcement in the living cycle
    return loaded_once("with a living cycle")


@pytest.fixture
def sources(settings, frameworks):
    """What the command says where it loads no more than the sources."""
    settings.DEMO = False
    return loaded_once("of the sources")


def test_the_five_demonstration_agencies_are_loaded(sources):
    assert set(Agency.objects.values_list("slug", flat=True)) == SLUGS
    assert all(slug in sources for slug in SLUGS)
    assert set(Assessment.objects.values_list("agency__slug", flat=True)) == SLUGS
    assert Measure.objects.filter(plan__agency__slug="nanueng").count() == 8


def test_loading_again_changes_nothing(demo):
    before = rows_of_everything()
    assert "none" in load()
    assert rows_of_everything() == before


def test_what_somebody_tried_out_survives_the_next_start(sources):
    Agency.objects.filter(slug="nanueng").update(name="ทดลอง")
    Measure.objects.filter(plan__agency__slug="nanueng").delete()
    load()
    assert Agency.objects.get(slug="nanueng").name == "ทดลอง"
    assert not Measure.objects.filter(plan__agency__slug="nanueng").exists()


def test_accounts_and_a_living_cycle_come_only_in_demonstration_mode(sources):
    assert not User.objects.exists()
    assert not Assessment.objects.filter(agency__slug="nanueng", framework__fiscal_year__gt=2568).exists()
    assert PASSWORD not in sources


def test_each_role_has_an_account_whose_password_is_said(demo):
    roles = dict(Membership.objects.filter(agency__slug="nanueng").values_list("user__username", "role"))
    by_role = {role: role for role in Membership.Role.values}
    assert roles == by_role | {"mayor": "executive"}  # who speaks last on a memo
    assert Membership.objects.get(role="officer").department.name == "กองคลัง"
    assert User.objects.get(is_superuser=True).username == "admin"
    assert PASSWORD in demo
    for username in (*roles, "admin"):
        assert username in demo
        assert User.objects.get(username=username).check_password(PASSWORD)


def test_a_password_that_somebody_changed_stays(demo):
    user = User.objects.get(username="reader")
    user.set_password("changed")
    user.save()
    load()
    assert User.objects.get(username="reader").check_password("changed")


def test_illustrative_years_are_marked(sources):
    invented = Assessment.objects.filter(is_illustrative=True).values_list("agency__slug", "framework__fiscal_year")
    assert set(invented) == {("nanueng", year) for year in (2564, 2565, 2566, 2567)}


def test_the_frameworks_come_first(db):
    Framework.objects.all().delete()
    with pytest.raises(CommandError, match="run load_frameworks first"):
        load()


# -- the reporting rounds


def reports_of(name: str) -> dict[int, MeasureReport]:
    """Return the reports of a round by the number of their measure."""
    reports = MeasureReport.objects.filter(round__in=rounds_of_the_source(), round__name=name).select_related("round")
    return {report.measure.position: report for report in reports}


def rounds_of_the_source():
    """The rounds of the plan that a source printed; those of the living cycle are told in test_living_cycle.py."""
    return ReportingRound.objects.filter(plan__fiscal_year=2568)


def test_the_year_of_the_source_is_reported_to_its_end(demo):
    """Its rounds are over for long: what is open, sent and returned is shown by the living cycle."""
    half, whole = rounds_of_the_source()
    assert [half.is_open, whole.is_open] == [False, False]
    for name, late in (("รอบ 6 เดือน", 5), ("รอบ 12 เดือน", 2)):
        accepted = reports_of(name)
        assert {report.state for report in accepted.values()} == {"accepted"}
        assert set(accepted) == set(range(1, 9))
        assert [number for number, report in accepted.items() if report.is_late] == [late]
    assert not ReportingRound.objects.exclude(plan__agency__slug="nanueng").exists()


def test_everything_in_the_rounds_is_dated_into_the_year(demo):
    first, last = date(2025, 3, 17), date(2025, 10, 31)  # from the first round's opening to after the second's deadline
    moments = []
    for reporting_round in rounds_of_the_source():
        moments += [reporting_round.opened_at, reporting_round.closed_at]
    for report in MeasureReport.objects.filter(round__in=rounds_of_the_source()):
        moments += [report.typed_at, report.decided_at]
    moments += Progress.objects.filter(round__in=rounds_of_the_source()).values_list("at", flat=True)
    days = [timezone.localdate(moment) for moment in moments if moment]
    assert len(days) > 20
    assert first <= min(days) <= max(days) <= last


def test_the_rounds_speak_of_roles_and_say_that_they_are_invented(demo):
    entries = Progress.objects.filter(measure__plan__agency__slug="nanueng")
    assert set(entries.values_list("note", flat=True)) == {"ข้อมูลสมมติเพื่อการสาธิต"}
    names = set(entries.values_list("actor_name", flat=True))
    names |= set(MeasureReport.objects.values_list("decided_by_name", flat=True)) - {""}
    assert names == {"ผู้ประสานงาน ITA (สาธิต)", "เจ้าหน้าที่กองคลัง (สาธิต)"}


def test_the_rounds_change_no_document_of_the_sources(sources, settings, monkeypatch):
    """The report on the results of the home agency, the progress of ขนอม and the memo of โชคชัย."""
    before = printed_of_the_sources()
    settings.DEMO = True
    quick_files(monkeypatch)
    load()
    assert rounds_of_the_source().exists()
    assert printed_of_the_sources() == before


def printed_of_the_sources() -> list[str]:
    return [
        document_html(build_document(KINDS[kind], Agency.objects.get(slug=slug), year))
        for slug, kind, year in (
            ("nanueng", "analysis", 2568),
            ("khanom", "progress", 2568),
            ("chokchai", "memo", 2565),
        )
    ]


def test_the_report_of_the_home_agency_prints_the_accepted_round(demo):
    document = build_document(KINDS["progress"], Agency.objects.get(slug="nanueng"), 2568)
    html = document_html(document, on_screen=False).replace("\u200b", "")
    assert "รอบ ๑๒ เดือน" in document.title
    assert "มีคู่มือการปฏิบัติหน้าที่ครบทุกกองและสำนัก" in html


def test_rounds_are_not_loaded_into_a_plan_that_somebody_reported_on(sources, settings):
    settings.DEMO = True
    measure = Measure.objects.filter(plan__agency__slug="nanueng")[0]
    content = ProgressContent(Progress.Status.DONE, date(2025, 3, 31), note="ทดลอง")
    progress_record(measure=measure, content=content, actor=None, seen=0)
    load()
    assert not rounds_of_the_source().exists()
