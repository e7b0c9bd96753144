"""A form that was not taken keeps its texts: they are shown, go through the sign-in, and are sent by one more click."""

import errno
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as PlainSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Agency, Session, User
from ita_portal import carried as carrying
from ita_portal.carried import SEALED, WRITER, opened, written_by
from ita_portal.turns import NoTurn
from measures.models import Measure, MeasurePlan
from tests.agencies.test_session_ends import older
from tests.portal.forms import fields_of
from tests.portal.page_forms import forms_of

NEW = "/nanueng/2568/measures/new/"
TITLE = "จัดทำช่องทางรับฟังความคิดเห็นของประชาชน <script>window.hacked=1</script>"
STEPS = "ประชุมคณะทำงาน\nเปิดช่องทาง\nสรุปผลเสนอผู้บริหาร"
SAME = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
CROSS = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}


@pytest.fixture(autouse=True)
def no_measures(nanueng) -> MeasurePlan:
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    plan.measures.all().delete()
    return plan


@pytest.fixture
def browser(coordinator, as_user) -> Client:
    """A browser that checks tokens, in which the coordinator has opened the page."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = as_user(coordinator).cookies
    client.get(NEW)
    return client


def typed(user: User) -> dict[str, str]:
    return {WRITER: written_by(user), "title": TITLE, "steps": STEPS, "indicator": "1", "version": "0"}


def sent(client: Client, user: User, **headers: str):
    data = typed(user) | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    return client.post(NEW, data, headers=headers or SAME)


def form_to(response, address: str):
    """Return the form of a page that leads to an address, as a browser would send it."""
    return next(
        form for form in forms_of("http://testserver/", response.content.decode()) if form.url.endswith(address)
    )


def sealed_in(response) -> str:
    return form_to(response, "/login/").fields[SEALED][0]


def passed_on(client: Client, response, address: str, **more: str):
    """Send a form of a page as it stands there, with what is typed into it."""
    fields = fields_of_form(response, address)
    return client.post(address, fields | more, headers=SAME)


def fields_of_form(response, address: str):
    field = {"/login/": "password", "/login/code/": "code", NEW: "title"}[address]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())[1]
    return fields_of(response, field) | {"csrfmiddlewaretoken": token}


def stored() -> list[tuple[str, list[str]]]:
    measures = Measure.objects.filter(plan__fiscal_year=2568)
    return [(each.title, [step.text for step in each.steps.all()]) for each in measures]


WRITTEN = [(TITLE, STEPS.split("\n"))]


def test_a_session_that_was_ended_elsewhere(browser, coordinator):
    Session.objects.all().delete()
    again = sent(browser, coordinator)
    assert again.status_code == 403
    assert "กรุณาเข้าสู่ระบบอีกครั้ง" in again.text
    assert "&lt;script&gt;" in again.text
    assert "<script>window" not in again.text
    assert STEPS in again.text
    on = passed_on(browser, again, "/login/", username=coordinator.username, password="p")
    assert on.status_code == 200
    assert not stored()
    assert passed_on(browser, on, NEW).status_code == 302
    assert stored() == WRITTEN


def test_a_session_that_expired(browser, coordinator):
    older(browser, age=timedelta(hours=13))
    data = typed(coordinator) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    del data[WRITER]  # the session still says whose it was
    again = browser.post(NEW, data, headers=SAME)
    assert again.status_code == 403
    on = passed_on(browser, again, "/login/", username=coordinator.username, password="p")
    assert passed_on(browser, on, NEW).status_code == 302
    assert stored() == WRITTEN


def test_signed_in_again_in_another_tab(browser, coordinator):
    token = browser.cookies["csrftoken"].value
    browser.post("/logout/", {"csrfmiddlewaretoken": token})
    login = browser.get("/login/")
    passed_on(browser, login, "/login/", username=coordinator.username, password="p")
    again = browser.post(NEW, typed(coordinator) | {"csrfmiddlewaretoken": token}, headers=SAME)
    assert again.status_code == 403
    assert STEPS in again.text
    assert not stored()
    assert passed_on(browser, again, NEW).status_code == 302
    assert stored() == WRITTEN


def test_a_stranger_who_signs_in_instead_sees_nothing(browser, coordinator, reader):
    Session.objects.all().delete()
    again = sent(browser, coordinator)
    on = passed_on(browser, again, "/login/", username=reader.username, password="p")
    assert "เป็นของบัญชีอื่น" in on.text
    assert "ประชุมคณะทำงาน" not in on.text
    # nor does who sends the page of somebody else once more
    fresh = browser.get("/account/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', fresh)[1]
    stale = browser.post(NEW, typed(coordinator) | {"csrfmiddlewaretoken": token[::-1]}, headers=SAME)
    assert stale.status_code == 403
    assert "เปิดไว้ด้วยบัญชีอื่น" in stale.text
    assert "ประชุมคณะทำงาน" not in stale.text
    # nor does the page of signing in, sent after a sign-in elsewhere
    late = browser.post("/login/", {SEALED: sealed_in(again), "csrfmiddlewaretoken": token}, headers=SAME)
    assert "ประชุมคณะทำงาน" not in late.text
    assert not stored()


def test_a_wrong_password_and_a_second_step_lose_nothing(browser, coordinator, codes_of):
    codes = codes_of(coordinator)
    Session.objects.all().delete()
    again = sent(browser, coordinator)
    again = passed_on(browser, again, "/login/", username=coordinator.username, password="wrong")
    assert "ข้อความที่ท่านส่งมายังอยู่" in again.text
    code = passed_on(browser, again, "/login/", username=coordinator.username, password="p")
    code = passed_on(browser, code, "/login/code/", code="000000")
    assert code.status_code == 422
    on = passed_on(browser, code, "/login/code/", code=codes[0])
    assert passed_on(browser, on, NEW).status_code == 302
    assert stored() == WRITTEN


def test_who_signed_in_elsewhere_meanwhile_goes_on(browser, coordinator):
    Session.objects.all().delete()
    again = sent(browser, coordinator)
    other_tab = browser.get("/login/")
    passed_on(browser, other_tab, "/login/", username=coordinator.username, password="p")
    on = passed_on(browser, again, "/login/", username="", password="")
    assert passed_on(browser, on, NEW).status_code == 302
    assert stored() == WRITTEN


@pytest.mark.parametrize("headers", [CROSS, {"Origin": "https://evil.example"}, {"Accept": "text/html"}])
def test_no_page_elsewhere_can_put_words_into_the_form(browser, coordinator, headers):
    data = typed(coordinator) | {"csrfmiddlewaretoken": "x" * 64}
    signed_in = browser.post(NEW, data, headers=headers)
    Session.objects.all().delete()
    signed_out = browser.post(NEW, data, headers=headers)
    for answer in (signed_in, signed_out):
        assert answer.status_code == 403
        assert "ประชุมคณะทำงาน" not in answer.text
    assert not stored()


def test_an_older_browser_names_the_origin(browser, coordinator):
    data = typed(coordinator) | {"csrfmiddlewaretoken": "x" * 64}
    assert STEPS in browser.post(NEW, data, headers={"Origin": "http://testserver"}).text


def test_a_script_is_told_in_its_own_way(browser, coordinator):
    Session.objects.all().delete()
    assert sent(browser, coordinator, **SAME | {"Sec-Fetch-Dest": "empty"}).status_code == 302


def test_nothing_secret_goes_on(browser, coordinator):
    Session.objects.all().delete()
    data = typed(coordinator) | {"password1": "ลมหนาว มา แล้ว 2568 จริง", "csrfmiddlewaretoken": "y" * 64}
    data["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    again = browser.post(NEW, data, headers=SAME)
    fields = dict(opened(sealed_in(again)).fields)
    assert set(fields) == {WRITER, "title", "steps", "indicator", "version"}
    assert "ลมหนาว" not in again.text


def test_what_is_sealed_cannot_be_changed_or_kept_for_long(browser, coordinator, monkeypatch):
    Session.objects.all().delete()
    sealed = sealed_in(sent(browser, coordinator))
    assert opened(sealed).address == NEW
    assert opened(f"{sealed[:-2]}xx") is None
    monkeypatch.setattr(carrying, "SECONDS_SEALED", -1)
    assert opened(sealed) is None


def test_a_form_that_does_not_say_whose_it_is_is_shown_and_not_carried(browser):
    Session.objects.all().delete()
    data = {"name": "กองส่งเสริมการเกษตรและสิ่งแวดล้อม", "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    again = browser.post("/nanueng/settings/departments/add/", data, headers=SAME)
    assert data["name"] in again.text
    assert 'name="carried"' not in again.text
    short = browser.post("/nanueng/settings/departments/add/", data | {"name": "กอง"}, headers=SAME)
    assert short.headers["Location"].startswith("/login/")


def test_a_failed_sign_in_keeps_no_text_in_the_list_of_failures(browser, coordinator):
    from axes.models import AccessAttempt

    Session.objects.all().delete()
    again = sent(browser, coordinator)
    passed_on(browser, again, "/login/", username=coordinator.username, password="wrong")
    assert sealed_in(again)[:20] not in AccessAttempt.objects.get().post_data
    assert not PlainSession.objects.exists()


def test_an_agency_that_begins_to_ask_for_a_second_step_loses_no_text(browser, coordinator, nanueng):
    Agency.objects.update(requires_second_factor=True)
    waits = sent(browser, coordinator)
    assert waits.status_code == 403
    assert STEPS in waits.text
    Agency.objects.update(requires_second_factor=False)
    assert passed_on(browser, waits, NEW).status_code == 302
    assert stored() == WRITTEN


# -- a server that cannot take it


def raising(error: Exception):
    def add(**kwargs):
        raise error

    return add


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NoTurn("page"), "มีผู้ใช้งานพร้อมกันหลายคน"),
        (OSError(errno.ENOSPC, "full"), "พื้นที่เก็บข้อมูลของระบบเต็ม"),
        (ValueError("a defect"), "ระบบขัดข้อง"),
    ],
)
def test_a_busy_full_or_failing_server_gives_the_text_back(browser, coordinator, monkeypatch, error, words):
    with monkeypatch.context() as patched:
        patched.setattr("measures.services.measure_add", raising(error))
        refused = sent(browser, coordinator)
    assert refused.status_code >= 500
    assert words in refused.text
    assert "ย้อนกลับ" not in refused.text
    assert passed_on(browser, refused, NEW).status_code == 302
    assert stored() == WRITTEN


def test_a_post_that_is_too_large_gives_the_text_back(browser, coordinator, settings):
    settings.POST_BYTES = settings.POST_BYTES_OF_ANYBODY = 100_000
    data = typed(coordinator) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    data["files"] = SimpleUploadedFile("big.pdf", b"0" * 200_000)
    refused = browser.post(NEW, data, headers=SAME)
    assert refused.status_code == 413
    assert STEPS in refused.text
    assert 'type="file"' in refused.text
    assert passed_on(browser, refused, NEW).status_code == 302
    assert stored() == WRITTEN


def test_signed_out_and_too_large_is_read_in_a_browser_that_is_known(browser, coordinator, settings):
    settings.POST_BYTES_OF_ANYBODY = 350
    Session.objects.all().delete()
    refused = sent(browser, coordinator)
    assert refused.status_code == 413
    assert STEPS in refused.text
    del browser.cookies["devices"]
    unknown = sent(browser, coordinator)
    assert unknown.status_code == 413
    assert "สรุปผลเสนอผู้บริหาร" not in unknown.text


def test_what_cannot_be_read_to_its_end_is_shown_and_never_sent(browser, coordinator, settings):
    settings.UPLOAD_MAX_POST_BYTES, settings.POST_BYTES_OF_ANYBODY = 20_000, 4_000
    data = typed(coordinator) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    refused = browser.post(NEW, data | {"files": SimpleUploadedFile("big.pdf", b"0" * 30_000)}, headers=SAME)
    assert refused.status_code == 413
    assert STEPS in refused.text
    assert "คัดลอก" in refused.text
    assert not [form for form in forms_of("http://testserver/", refused.text) if form.url.endswith(NEW)]


def test_a_long_text_is_not_sealed_but_waits_in_its_page(browser, coordinator, monkeypatch):
    monkeypatch.setattr(carrying, "MOST_SEALED", 50)
    Session.objects.all().delete()
    again = sent(browser, coordinator)
    assert 'name="carried"' not in again.text
    other_tab = browser.get("/login/")
    passed_on(browser, other_tab, "/login/", username=coordinator.username, password="p")
    stale = passed_on(browser, again, NEW)
    assert stale.status_code == 403
    assert passed_on(browser, stale, NEW).status_code == 302
    assert stored() == WRITTEN
