"""Once means once: every form that creates something is sent three times, and creates one thing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from agencies.models import Change, Department, Holding, Invitation, Message, Oversight, Position, SentForm, User
from agencies.once import FIELD
from agencies.services import forms_forget
from ita_portal.text.thai import short_date
from measures.models import Evidence, Measure, MeasurePlan, MeasureReport, Progress, ReportingRound
from reports.content.kinds import KINDS
from reports.issue.approval import document_submit
from reports.models import IssuedDocument, Opinion, Submission
from tests.measures.evidence_files import PDF, upload
from tests.measures.plan_files import CONFIRM, IMPORT, check, file_of
from tests.measures.rounds import IN_TIME, open_round
from tests.portal.forms import fields_of
from tests.reports.chain import hold
from tests.reports.issuing_year import mend, quick_files

MEASURES = "/nanueng/2568/measures/"
DOCUMENTS = "/nanueng/2568/documents/"
TALK = "/nanueng/2568/conversation/document:analysis/"
POSITIONS = "/nanueng/settings/positions/"


def no_plan(agency) -> None:
    MeasurePlan.objects.filter(agency=agency).delete()


def no_departments(agency) -> None:
    no_plan(agency)
    agency.departments.all().delete()


def no_measures(agency) -> None:
    Measure.objects.filter(plan__agency=agency).delete()


def no_rounds(agency) -> None:
    ReportingRound.objects.filter(plan__agency=agency).delete()


def a_round(agency) -> None:
    no_rounds(agency)
    open_round(MeasurePlan.objects.get(agency=agency, fiscal_year=2568))


def no_positions(agency) -> None:
    agency.positions.all().delete()


def coordinator_of(agency) -> User:
    return agency.memberships.get(role="coordinator").user


def memo_waits(agency) -> None:
    document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=2568, actor=coordinator_of(agency))


def coordinator_speaks(agency) -> None:
    hold(agency, coordinator_of(agency))
    memo_waits(agency)


def coordinator_oversees(agency) -> None:
    Oversight.objects.create(user=coordinator_of(agency), province=agency.province)


ACTING = {"own_title": "นิติกร", "capacity": "acting", "starts": "1/1/2569"}
ON_PAPER = {"choice": "agreed", "on": short_date(IN_TIME), "signed_name": "นายสมมติ", "scan": upload("บันทึก.pdf", PDF)}


@dataclass(frozen=True)
class Creating:
    """A form that creates something: where it stands, where it leads, what is typed, and what comes of it."""

    name: str  # of the address that it is sent to
    page: str
    url: str
    has: str  # a field by which the form is known among those of its page
    model: Any
    typed: dict[str, Any] = field(default_factory=dict)
    made: int = 1
    begin: Callable[[Any], None] = lambda agency: None


def report_page() -> str:
    measure = Measure.objects.filter(plan__agency__slug="nanueng", plan__fiscal_year=2568).first()
    return f"{MEASURES}{measure.key}/progress/"


def round_report_page() -> str:
    found = ReportingRound.objects.get()
    return f"{MEASURES}rounds/{found.key}/{found.plan.measures.first().key}/"


def acting_page() -> str:
    return f"{POSITIONS}{Position.objects.filter(agency__slug='nanueng')[0].key}/"


SENT = {"status": "in_progress", "work": "ประชุมแล้ว"}
CREATING = [
    Creating("measure-new", f"{MEASURES}new/", "", "title", Measure, {"title": "มาตรการใหม่"}, begin=no_measures),
    Creating("proposals-add", MEASURES, f"{MEASURES}proposals/", "proposal", Measure, made=0, begin=no_measures),
    Creating("measures-forward", f"{MEASURES}forward/", "", "measures", Measure, made=0),
    Creating("measures-import-confirm", IMPORT, CONFIRM, "checked", Measure, made=2, begin=no_measures),
    Creating("plan-start", MEASURES, f"{MEASURES}start/", "assessment", MeasurePlan, begin=no_plan),
    Creating(
        "round-new", f"{MEASURES}rounds/new/", "", "due_on", ReportingRound,
        {"name": "รอบพิเศษ", "ends_on": "30/6/2568", "due_on": "15/7/2568"}, begin=no_rounds,
    ),
    Creating(
        "rounds-open", f"{MEASURES}rounds/", f"{MEASURES}rounds/open/", FIELD, ReportingRound, made=2, begin=no_rounds,
    ),
    Creating("measure-progress", "report", "", "reported_on", Progress, SENT),
    Creating("round-report", "round report", "", "reported_on", Progress, SENT, begin=a_round),
    Creating(
        "department-add", "/nanueng/settings/", "/nanueng/settings/departments/add/", "name", Department,
        {"name": "กองส่งเสริมการเกษตร"},
    ),
    Creating(
        "departments-start", "/nanueng/settings/", "/nanueng/settings/departments/start/", FIELD, Department, made=0,
        begin=no_departments,
    ),
    Creating("conversation", TALK, TALK, "text", Message, {"text": "โปรดตรวจ"}),
    Creating("invite", "/nanueng/people/invite/", "", "role", Invitation, {"name": "ผู้ช่วย", "role": "reader"}),
    Creating("document-submit", f"{DOCUMENTS}memo/opinions/", f"{DOCUMENTS}memo/opinions/submit/", FIELD, Submission),
    Creating(
        "document-opinions", f"{DOCUMENTS}memo/opinions/", "", "position", Opinion, {"choice": "agreed"},
        begin=coordinator_speaks,
    ),
    Creating(
        "opinion-on-paper", f"{DOCUMENTS}memo/opinions/paper/", "", "signed_name", Opinion, ON_PAPER,
        begin=memo_waits,
    ),
    Creating("positions-start", POSITIONS, f"{POSITIONS}start/", FIELD, Position, made=3, begin=no_positions),
    Creating("position-add", POSITIONS, f"{POSITIONS}add/", "title", Position, {"title": "รองปลัด"}),
    Creating("position-acting-add", "acting", "acting", "starts", Holding, ACTING),
    Creating(
        "oversight-advice", "/oversight/advice/?agency=nanueng", "/oversight/advice/", "text", Change,
        {"about": "ตัวชี้วัดที่ 4", "text": "ควรจัดทำคู่มือ"}, begin=coordinator_oversees,
    ),
    Creating("document-issue", f"{DOCUMENTS}analysis/issue/", "", "number", IssuedDocument, begin=mend),
]  # fmt: skip
BY_NAME = {each.name: each for each in CREATING}


@pytest.fixture
def client(nanueng, coordinator, as_user, on_day, settings, tmp_path, monkeypatch) -> Client:
    settings.MEDIA_ROOT = tmp_path
    quick_files(monkeypatch)
    on_day(IN_TIME)
    return as_user(coordinator)


def views_once() -> set[str]:
    """Return the names of all addresses whose view takes a form once."""

    def walk(patterns):
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns)
            elif isinstance(each, URLPattern) and hasattr(each.callback, "is_once"):
                yield each.name

    return set(walk(get_resolver().url_patterns))


def test_every_view_that_takes_a_form_once_is_tried():
    assert views_once() == set(BY_NAME)


@pytest.mark.parametrize("creating", CREATING, ids=list(BY_NAME))
def test_three_clicks_give_one_thing(client, nanueng, creating: Creating):
    creating.begin(nanueng)
    page = {"report": report_page, "round report": round_report_page, "acting": acting_page}.get(
        creating.page, lambda: creating.page
    )()
    shown = check(client, file_of(("มาตรการที่หนึ่ง", ""), ("มาตรการที่สอง", ""))) if page == IMPORT else client.get(page)
    form = fields_of(shown, creating.has) | creating.typed
    if creating.name == "position-acting-add":
        form["member"] = str(coordinator_of(nanueng).memberships.get().key)
    if creating.name == "document-issue":
        form |= {"number": "นน 71001/9", "date": "31/3/2568"}
        form["confirmed"] = [each.key for each in shown.context["confirmations"]]
    assert form[FIELD]
    before = creating.model.objects.count()
    url = f"{page}acting/" if creating.url == "acting" else creating.url or page
    answers = [client.post(url, form) for _ in range(3)]
    made = creating.model.objects.count() - before
    assert made == creating.made if creating.made else made > 0
    if creating.name == "invite":
        assert len({each.context["link"] for each in answers}) == 1
        return
    assert [each.status_code for each in answers] == [302] * 3
    assert len({each.headers["Location"] for each in answers}) == 1
    told = [str(each) for each in client.get(answers[0].headers["Location"], follow=True).context["messages"]]
    # The messages of three answers wait for the page that is opened now: each the same.
    assert len(told) % 3 == 0
    assert len(set(told)) == len(told) // 3


def test_evidence_is_attached_once(client, nanueng):
    page = report_page()
    form = fields_of(client.get(page), "reported_on") | SENT
    for _ in range(3):
        client.post(page, form | {"files": upload("รูป.pdf", PDF)})
    assert Evidence.objects.count() == 1
    assert Progress.objects.filter(work="ประชุมแล้ว").count() == 1
    assert not MeasureReport.objects.filter(typed__work="ประชุมแล้ว", files__isnull=False).exists()


def test_a_refused_form_may_be_sent_again(client):
    page = f"{MEASURES}new/"
    form = fields_of(client.get(page), "title")
    assert client.post(page, form | {"title": ""}).status_code == 422
    assert not SentForm.objects.exists()
    before = Measure.objects.count()
    assert client.post(page, form | {"title": "มาตรการใหม่"}).status_code == 302
    assert Measure.objects.count() == before + 1


def test_another_form_and_another_person_create_another_thing(client, nanueng, as_user, member):
    page = f"{MEASURES}new/"
    form = fields_of(client.get(page), "title") | {"title": "มาตรการใหม่"}
    other = as_user(member(nanueng, "coordinator", "second"))
    before = Measure.objects.count()
    for sender, data in (
        (client, form),
        (other, form),
        (client, form | {FIELD: "another"}),
        (client, form | {FIELD: ""}),
    ):
        assert sender.post(page, data).status_code == 302
    assert Measure.objects.count() == before + 4


def test_a_key_is_of_one_address(client):
    key = {FIELD: "the-same-key"}
    client.post("/nanueng/settings/departments/add/", key | {"name": "กองใหม่"})
    answer = client.post(f"{MEASURES}new/", key | {"title": "มาตรการใหม่", "version": "0"})
    assert answer.headers["Location"] == MEASURES


def test_what_fails_leaves_neither_thing_nor_key(client, monkeypatch):
    client.raise_request_exception = False
    form = fields_of(client.get(f"{MEASURES}new/"), "title") | {"title": "มาตรการใหม่"}
    before = Measure.objects.count()

    def fails(request, *args):
        raise ValueError("after it was stored")

    with monkeypatch.context() as patched:
        patched.setattr("measures.views.measure.messages.success", fails)
        assert client.post(f"{MEASURES}new/", form).status_code == 500
    assert (Measure.objects.count(), SentForm.objects.count()) == (before, 0)
    assert client.post(f"{MEASURES}new/", form).status_code == 302


def test_slow_work_that_fails_gives_the_key_back(client, monkeypatch):
    client.raise_request_exception = False
    page = report_page()
    form = fields_of(client.get(page), "reported_on") | SENT
    with monkeypatch.context() as patched:
        patched.setattr("measures.services.report_submit", lambda **kwargs: 1 / 0)
        assert client.post(page, form).status_code == 500
    assert client.post(page, form).status_code == 302


def test_a_letter_is_sent_once(client, settings):
    settings.EMAIL_IS_CONFIGURED, settings.SITE_URL = True, "https://ita.example.go.th"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    form = fields_of(client.get("/nanueng/people/invite/"), "role")
    form |= {"name": "ผู้ช่วย", "role": "reader", "email": "helper@example.go.th"}
    answers = [client.post("/nanueng/people/invite/", form) for _ in range(3)]
    assert {each.headers["Location"] for each in answers} == {"/nanueng/people/"}
    assert len(mail.outbox) == 1
    assert Invitation.objects.count() == 1


def test_keys_expire(client):
    form = fields_of(client.get(f"{MEASURES}new/"), "title") | {"title": "มาตรการใหม่"}
    client.post(f"{MEASURES}new/", form)
    forms_forget(timezone.now() + timedelta(hours=23))
    assert SentForm.objects.exists()
    forms_forget(timezone.now() + timedelta(hours=25))
    assert not SentForm.objects.exists()
