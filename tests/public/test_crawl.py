"""Every public address, followed from the front door as nobody: only what was published, in well-made pages."""

import re
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from defusedxml.ElementTree import fromstring
from django.utils.html import escape
from tinyhtml5.parser import HTMLParser as StandardParser

from agencies.models import Agency, User
from measures.models import Measure, Progress
from measures.services import ProgressContent, progress_record
from public.models import PublicPage
from reports.content.kinds import KINDS
from reports.issue.issuing import document_publish, document_withdraw
from reports.models import WebsitePlace
from tests.reports.issuing_year import DAY, issue
from tests.signed_in import sign_in

OPEN = ("/public/", "/verify/", "/static/", "/help/", "/robots.txt", "/sitemap.xml", "/favicon.ico")
ATOM = "{http://www.w3.org/2005/Atom}"
SECRET_NOTE = "บันทึกลับของเจ้าหน้าที่"
URL = re.compile(r"https?://\S+")


class Markup(HTMLParser):
    """The links of a page, and its faults: those of the standard's own parser, and ids that do not fit."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.leads: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)
        strict = StandardParser()
        strict.parse(text)
        self.faults = [f"{place} {name}" for place, name, _ in strict.errors]
        self.faults += [f"id {each} twice" for each in set(self.ids) if self.ids.count(each) > 1]
        self.faults += [f"nothing is called {each}" for each in self.leads - set(self.ids)]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if values.get("id") else []
        for name in ("for", "aria-labelledby", "aria-describedby"):
            self.leads |= set((values.get(name) or "").split())
        self.links |= {values[name] for name in ("href", "src") if values.get(name)}


def crawled(client, start: str = "/") -> dict[str, object]:
    """Return every answer that links lead to from a page, by address, within the portal."""
    answers, waiting = {}, [start, "/robots.txt", "/sitemap.xml"]
    while waiting:
        path = waiting.pop()
        if path in answers:
            continue
        answers[path] = answer = client.get(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for link in Markup(answer.content.decode()).links:
            target = urlsplit(urljoin(f"http://testserver{path}", link))
            if target.netloc == "testserver" and not target.path.startswith(("/static/", "/help/", "/password/")):
                waiting.append(f"{target.path}?{target.query}" if target.query else target.path)
    return answers


@pytest.fixture
def world(agency, published, shown, coordinator, empty_agency):
    """An agency with a published, a withdrawn and an unpublished document, and one that shows nothing at all."""
    withdrawn = document_publish(issued=issue(agency, coordinator, "measures"), actor=coordinator)
    document_withdraw(issued=withdrawn, reason="พบตัวเลขผิด", actor=coordinator)
    issue(agency, coordinator, "progress")
    measure = agency.plans.get(fiscal_year=2568).measures.first()
    noted = ProgressContent(Progress.Status.IN_PROGRESS, DAY, obstacles=SECRET_NOTE)
    progress_record(measure=measure, content=noted, actor=coordinator, seen=measure.progress.order_by("pk").last().pk)
    PublicPage.objects.create(agency=empty_agency)
    return agency


def text_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def link_called(client, path: str, name: str) -> str:
    """Return where the one link of a page leads that bears a name."""
    (target,) = set(
        re.findall(rf'<a [^>]*?href="([^"]+)"[^>]*>{re.escape(escape(name))}</a>', text_of(client.get(path)))
    )
    return target


@pytest.mark.crawl
def test_nobody_finds_more_than_was_published(anybody, world, empty_agency, coordinator):
    answers = crawled(anybody)
    names = {each for user in User.objects.all() for each in (user.username, user.email, user.display_name) if each}
    assert {"/public/nanueng/", "/public/nanueng/2568/", "/public/nanueng/2568/analysis/"} <= set(answers)
    assert len(answers) > 12
    for path, answer in answers.items():
        assert answer.status_code in (200, 302), path
        assert path == "/" or path.startswith((*OPEN, "/login/")), path
        if path.startswith("/public/") and "/html/" not in path:
            text = text_of(answer)
            assert SECRET_NOTE not in text, path
            assert empty_agency.name not in text, path
            assert not [name for name in names if name in text], path


@pytest.mark.crawl
def test_what_is_not_published_is_not_there_for_who_guesses(anybody, world, empty_agency):
    for kind, status in (("analysis", 200), ("measures", 410), ("progress", 404), ("memo", 404), ("secret", 404)):
        assert anybody.get(f"/public/nanueng/2568/{kind}/").status_code == status, kind
        opened = 200 if kind == "analysis" else 404
        for file_format in ("pdf", "docx", "html"):
            assert anybody.get(f"/public/nanueng/2568/{kind}/1/{file_format}/").status_code == opened, kind
    slug = empty_agency.slug
    for rest in ("", "2568/", "data.json", "data.csv", "feed/", "poster/", "links/", "2568/analysis/"):
        assert anybody.get(f"/public/{slug}/{rest}").status_code == 404, rest
    for rest in ("", "2568/documents/", "2568/scores/", "settings/public/", "2568/documents/analysis/handover/"):
        assert anybody.get(f"/nanueng/{rest}").status_code == 302, rest


@pytest.mark.crawl
def test_an_agency_that_was_closed_is_not_there_for_anybody(anybody, client, world, published, coordinator):
    paths = [each for each in crawled(anybody) if each.startswith("/public/nanueng/")]
    assert len(paths) > 10
    Agency.objects.filter(pk=world.pk).update(is_tenant=False)
    assert {path: anybody.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert not [path for path in crawled(anybody) if path.startswith("/public/nanueng/")]
    assert "nanueng" not in text_of(anybody.get("/public/data.csv"))
    verified = text_of(anybody.get(f"/verify/{published.sha256}/"))
    assert "มีเอกสารนี้จริง" in verified  # what is on paper stays true
    assert not [link for link in Markup(verified).links if "nanueng" in link or link.endswith("/pdf/")]
    assert anybody.get(f"/verify/{published.sha256}/pdf/").status_code == 404
    sign_in(client, coordinator)
    assert client.get("/nanueng/2568/").status_code == 404


def test_a_draft_measure_and_a_year_without_anything_are_not_shown(anybody, world):
    Measure.objects.filter(plan__agency=world, plan__fiscal_year=2568).update(is_draft=True)
    assert '<h2 id="measures-heading">' not in text_of(anybody.get("/public/nanueng/2568/"))
    assert anybody.get("/public/nanueng/2601/").status_code == 404


@pytest.mark.crawl
def test_every_page_is_well_made(anybody, world):
    answers = crawled(anybody)
    pages = {path: each for path, each in answers.items() if each.headers["Content-Type"].startswith("text/html")}
    assert len(pages) > 8
    faults = {path: found for path, each in pages.items() if (found := Markup(text_of(each)).faults)}
    assert not faults


def test_the_markup_is_read_strictly():
    page = "<!doctype html><div id='a'><b id='a'></div><label for='c'></label><i class='x' class='y'></i>"
    assert len(Markup(page).faults) >= 4


def test_the_feed_is_what_readers_of_atom_ask_for(anybody, world):
    feed = fromstring(anybody.get("/public/nanueng/feed/").content)
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = part.findall(f"{ATOM}{name}")
            assert found.text, name
        assert all(link.get("href", "").startswith("http") for link in part.findall(f"{ATOM}link"))
    assert len({each.find(f"{ATOM}id").text for each in feed.iter(f"{ATOM}entry")}) == len(
        list(feed.iter(f"{ATOM}entry"))
    )
    assert any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", feed.find(f"{ATOM}updated").text)


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS.values() if kind.is_for_the_public])
def test_an_assessor_opens_each_item_from_the_copied_text_alone(anybody, client, agency, coordinator, kind):
    issued = document_publish(issued=issue(agency, coordinator, kind), actor=coordinator)
    sign_in(client, coordinator)
    handed = client.get(f"/nanueng/2568/documents/{kind}/handover/").context["handed"]
    lines = handed.explanation.splitlines()
    home, direct = (URL.search(line)[0].removeprefix("http://testserver") for line in (lines[0], lines[2]))
    to_year = link_called(anybody, home, re.search(r"เลือก “(.+?)”", lines[1])[1])
    title = re.search(r"เลือก “(.+)” หรือ", lines[2])[1]
    assert link_called(anybody, to_year, title) == direct
    assert [address.removeprefix("http://testserver") for address in handed.addresses] == [direct]
    for button in re.findall(r"“([^”]+)”", lines[3]):
        file = anybody.get(link_called(anybody, direct, button))
        assert sha256(file.content).hexdigest() in issued.files.values_list("sha256", flat=True), button
    assert f"ฉบับที่ {issued.version}" in lines[-1]
    assert issued.sha256 in text_of(anybody.get(direct))


def test_the_way_over_the_agencys_own_website_ends_at_the_same_document(anybody, client, published, coordinator):
    own = "https://www.example.go.th/ita/2568"
    WebsitePlace.objects.create(
        agency=published.agency, kind="analysis", fiscal_year=2568, address=own, menus="ข้อมูลหน่วยงาน\nITA ปี 2568"
    )
    sign_in(client, coordinator)
    handed = client.get("/nanueng/2568/documents/analysis/handover/").context["handed"]
    first, page = handed.addresses
    assert first == own
    assert published.sha256 in text_of(anybody.get(page.removeprefix("http://testserver")))
    told = handed.explanation.splitlines()
    assert [each for each in ("“ข้อมูลหน่วยงาน”", "“ITA ปี 2568”", own, page) if each not in handed.explanation] == []
    assert told[1].startswith("2. ที่หน้าหลัก")


def test_a_stranger_comes_from_the_code_on_paper_to_the_open_data(anybody, world, published):
    verified = text_of(anybody.get(f"/verify/{published.sha256}/"))
    assert "/public/nanueng/2568/analysis/" in verified
    document = text_of(anybody.get("/public/nanueng/2568/analysis/"))
    assert '<a href="/public/nanueng/">' in document
    assert '<a href="/public/nanueng/data.json">' in text_of(anybody.get("/public/nanueng/"))
    (told,) = anybody.get("/public/nanueng/data.json").json()["documents"]
    assert told["sha256"] == published.sha256
