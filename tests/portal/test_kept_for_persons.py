"""Parts of pages that are kept for one person: the bar, the sheet around its tables, the rows of documents.

They say at once what no stamp tells of, and are never shown to somebody else.
"""

import re
from dataclasses import replace

import pytest
from django.test import RequestFactory

from agencies import kept
from agencies.access import Access, Right
from agencies.models import Agency, Membership, Notice, Stamp, User
from ita_portal.carried import writer_of
from measures.models import Measure
from tests.signed_in import sign_in

PAGES = ("/nanueng/2568/", "/nanueng/2568/scores/", "/nanueng/2568/documents/")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
ONCE = re.compile(r'name="once" value="([^"]+)"')
PROPOSAL = re.compile(rf'{ONCE.pattern}>\s*<input type="hidden" name="proposal" value="([^"]+)"')

# PostgreSQL keeps nothing within the transaction of a test.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def bar_of(client, path: str = PAGES[1]) -> str:
    text = client.get(path).content.decode()
    return text[text.index('<header class="bar">') : text.index("</header>")]


def marks() -> dict[int, str]:
    return dict(Stamp.objects.values_list("agency", "mark"))


def without_token(page: str) -> str:
    return TOKEN.sub("", page)


@pytest.mark.parametrize("path", PAGES)
def test_it_is_written_once_and_carries_the_token_of_each_answer(coordinator, as_user, path, monkeypatch):
    client, written = as_user(coordinator), []
    first = client.get(path).content.decode()
    render = kept.render_to_string
    monkeypatch.setattr(kept, "render_to_string", lambda *what: written.append(what) or render(*what))
    second = client.get(path).content.decode()
    assert not written
    assert without_token(first) == without_token(second)
    tokens = [{*TOKEN.findall(page)} for page in (first, second)]
    assert all(tokens)
    assert not tokens[0] & tokens[1]
    assert kept.ANY_TOKEN not in second
    client.handler.enforce_csrf_checks = True
    for token in tokens[1]:
        assert client.post("/nanueng/2568/scores/", {"csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_shown_what_was_kept_of_somebody_else(coordinator, member, nanueng, as_user, path):
    other = member(nanueng, "coordinator", "second")
    User.objects.filter(pk=coordinator.pk).update(display_name="ผู้ใช้คนแรก")
    User.objects.filter(pk=other.pk).update(display_name="ผู้ใช้คนที่สอง")
    pages = {name: as_user(who).get(path).content.decode() for name, who in (("แรก", coordinator), ("สอง", other))}
    assert "ผู้ใช้คนแรก" in pages["แรก"]
    assert "ผู้ใช้คนแรก" not in pages["สอง"]
    for page, who in zip(pages.values(), (coordinator, other), strict=True):
        assert {writer_of(each) for each in re.findall(r'name="written-by" value="([^"]+)"', page)} <= {str(who.pk)}


@pytest.mark.parametrize("path", PAGES)
def test_a_new_role_shows_at_once(coordinator, as_user, path):
    client = as_user(coordinator)
    before = client.get(path).content.decode()
    Membership.objects.filter(user=coordinator).update(role="reader")
    after = client.get(path).content.decode()
    assert "ตั้งค่าหน่วยงาน" in before
    assert "ตั้งค่าหน่วยงาน" not in after
    assert "ผู้ดูข้อมูล" in after


def test_the_bar_counts_a_notice_that_moved_no_stamp(nanueng, coordinator, as_user):
    event = nanueng.events.create(kind="sent", subject="report", occasion="1", thing="ก", path="/")
    client = as_user(coordinator)
    assert "เรื่องที่ยังไม่อ่าน" not in bar_of(client)
    stamps = marks()
    Notice.objects.create(event=event, user=coordinator)
    assert marks() == stamps
    assert "1<span" in bar_of(client)
    Notice.objects.update(read_at=event.at)
    assert "เรื่องที่ยังไม่อ่าน" not in bar_of(client)


def test_the_bar_lists_other_agencies_as_they_are_now(nanueng, empty_agency, coordinator, as_user):
    client = as_user(coordinator)
    assert empty_agency.name not in bar_of(client)
    Membership.objects.create(user=coordinator, agency=empty_agency, role="reader")
    assert empty_agency.name in bar_of(client)
    Agency.objects.filter(pk=empty_agency.pk).update(name="ที่เปลี่ยนชื่อแล้ว")
    assert "ที่เปลี่ยนชื่อแล้ว" in bar_of(client)


def test_the_bar_names_an_account_of_no_agency_as_it_is_now(nanueng, administrator, client):
    sign_in(client, administrator)
    assert "หน้าผู้ดูแลระบบ" in bar_of(client)
    stamps = marks()
    User.objects.filter(pk=administrator.pk).update(display_name="ชื่อใหม่", is_staff=False)
    assert marks() == stamps
    assert "ชื่อใหม่" in bar_of(client)
    assert "หน้าผู้ดูแลระบบ" not in bar_of(client)


def test_the_bar_is_of_the_room_and_the_year(coordinator, as_user):
    client = as_user(coordinator)
    bars = {
        without_token(bar_of(client, path)) for path in (*PAGES, "/nanueng/2567/scores/", "/nanueng/2568/measures/")
    }
    assert len(bars) == 5


def test_other_rights_are_another_part(coordinator, nanueng):
    """As of an overseer who becomes an administrator, which moves no stamp."""
    request = RequestFactory().get("/")
    request.user = coordinator
    few = Access(coordinator, nanueng, frozenset({Right.READ}), stamp="one")
    more = replace(few, rights=frozenset({Right.READ, Right.EDIT}))
    for access, text in ((few, "few"), (more, "more"), (few, "few"), (replace(more, stamp=""), "new")):
        said = {"messages": [text]}
        assert text in kept.kept_html_of_person(request, access, (), "_messages.html", lambda said=said: said)
    again = kept.kept_html_of_person(request, more, (), "_messages.html", dict)
    assert "more" in again


def test_the_tables_of_the_sheet_are_shared_and_the_rest_is_not(coordinator, member, nanueng, as_user, monkeypatch):
    people = [coordinator, member(nanueng, "coordinator", "second")]
    written, render = [], kept.render_to_string
    monkeypatch.setattr(kept, "render_to_string", lambda name, context: written.append(name) or render(name, context))
    for person in people:
        assert as_user(person).get(PAGES[1]).status_code == 200
    assert written.count("assessments/_sheet_tables.html") == 1
    assert written.count("assessments/_sheet_content.html") == 2


def test_every_form_of_what_is_kept_has_a_key_of_its_own(coordinator, as_user):
    """The proposals of a plan are kept; a key that came twice would be taken for a second click."""
    client = as_user(coordinator)
    first, second = (ONCE.findall(client.get("/nanueng/2568/measures/").content.decode()) for _ in range(2))
    assert len(first) > 2
    assert len({*first, *second}) == len(first) + len(second)
    assert kept.ANY_KEY not in second


def test_a_proposal_that_was_kept_is_taken_once(coordinator, as_user):
    client = as_user(coordinator)
    client.get("/nanueng/2568/measures/")
    page = client.get("/nanueng/2568/measures/").content.decode()
    once, proposal = PROPOSAL.search(page).groups()
    before = Measure.objects.count()
    for _ in range(2):
        assert client.post("/nanueng/2568/measures/proposals/", {"once": once, "proposal": proposal}).status_code == 302
    assert Measure.objects.count() == before + 1
    assert PROPOSAL.search(client.get("/nanueng/2568/measures/").content.decode()).group(2) != proposal
