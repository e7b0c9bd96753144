"""What anybody sees of an agency: what was published, and nothing else."""

import re

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from agencies.models import Agency
from measures.models import Measure, Progress
from public.models import PublicPage
from reports.issue.issuing import document_publish, document_withdraw
from reports.models import IssuedDocument
from tests.reports.issuing_year import issue

HOME = "/public/nanueng/"
DOCUMENT = f"{HOME}2568/analysis/"
LINK = re.compile(r'(?:href|src)="([^"#]+)"')


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_an_agency_that_shows_nothing_is_not_there(anybody, agency, coordinator):
    issue(agency, coordinator)
    PublicPage.objects.create(agency=agency)
    for url in (
        HOME,
        f"{HOME}2568/",
        DOCUMENT,
        f"{DOCUMENT}1/",
        f"{DOCUMENT}1/pdf/",
        f"{HOME}data.json",
        f"{HOME}feed/",
    ):
        assert anybody.get(url).status_code == 404, url
    assert "นาหนึ่ง" not in text(anybody, "/public/")
    assert "nanueng" not in text(anybody, "/sitemap.xml")


def test_a_published_document_is_found_from_the_front_door(anybody, published):
    page = text(anybody, "/")
    for url in ("/public/", f"/public/?q={published.agency.name}", HOME, DOCUMENT):
        assert (url.partition("?")[0] if "?" in url else url) in page
        page = text(anybody, url)
    assert "รอบการประเมินปี พ.ศ. 2568 ข้อ o27" in page
    assert published.sha256 in page


def test_an_address_stays_and_says_that_a_newer_version_is_there(anybody, published, agency, coordinator):
    Measure.objects.filter(plan__agency=agency).update(timeframe_wording="ตลอดปี")
    newer = issue(agency, coordinator)
    assert anybody.get(f"{DOCUMENT}2/").status_code == 404
    assert "ฉบับที่ 2" not in text(anybody, DOCUMENT)
    document_publish(issued=newer, actor=coordinator)
    assert f'{DOCUMENT}2/"' in text(anybody, f"{DOCUMENT}1/")
    assert newer.sha256 in text(anybody, DOCUMENT)
    assert anybody.get(f"{DOCUMENT}1/pdf/").content == bytes(published.files.get(format="pdf").content)


def test_a_withdrawn_document_answers_with_its_reason_and_gives_no_file(anybody, published, coordinator):
    document_withdraw(issued=published, reason="พบตัวเลขผิดในตาราง", actor=coordinator)
    for url in (DOCUMENT, f"{DOCUMENT}1/"):
        assert "พบตัวเลขผิดในตาราง" in text(anybody, url, 410)
    assert anybody.get(f"{DOCUMENT}1/pdf/").status_code == 404
    assert "นาหนึ่ง" not in text(anybody, "/public/")
    document_publish(issued=published, actor=coordinator)
    assert "พบตัวเลขผิด" not in text(anybody, DOCUMENT)


def test_a_withdrawn_version_leads_to_the_one_that_is_public(anybody, published, agency, coordinator):
    Measure.objects.filter(plan__agency=agency).update(timeframe_wording="ตลอดปี")
    document_publish(issued=issue(agency, coordinator), actor=coordinator)
    document_withdraw(issued=published, reason="มีฉบับแก้ไข", actor=coordinator)
    assert f'{DOCUMENT}2/"' in text(anybody, f"{DOCUMENT}1/", 410)
    assert text(anybody, DOCUMENT)


def test_the_page_of_a_document_is_what_was_issued_and_may_load_nothing(anybody, published):
    answer = anybody.get(f"{DOCUMENT}1/html/")
    assert answer.content == bytes(published.files.get(format="html").content)
    assert "Content-Disposition" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_result_and_measures_are_shown_only_where_the_agency_chose_so(anybody, published, agency):
    title = agency.plans.get(fiscal_year=2568).measures.first().title
    assert "ผลการประเมิน</h2>" not in text(anybody, f"{HOME}2568/")
    assert anybody.get(f"{HOME}2567/").status_code == 404
    PublicPage.objects.create(agency=agency, shows_result=True)
    page = text(anybody, f"{HOME}2568/")
    assert "ผลการประเมิน</h2>" in page
    assert title not in page
    PublicPage.objects.update(shows_measures=True)
    assert title in text(anybody, f"{HOME}2568/")


def test_a_measure_shows_what_was_accepted(anybody, shown, agency):
    measure = agency.plans.get(fiscal_year=2568).measures.first()
    page = text(anybody, f"{HOME}2568/")
    row = re.search(rf"<tr>(?:(?!</tr>).)*{re.escape(measure.title)}.*?</tr>", page, re.DOTALL)[0]
    assert Progress.Status.DONE.label in row
    Measure.objects.filter(pk=measure.pk).update(is_draft=True)
    assert measure.title not in text(anybody, f"{HOME}2568/")


def test_whoever_follows_every_link_finds_nothing_of_a_person_and_no_closed_door(
    anybody, published, shown, coordinator
):
    names = {coordinator.username, str(coordinator)}
    seen, ahead = set(), ["/", "/public/", "/sitemap.xml"]
    while ahead:
        url = ahead.pop()
        if url in seen or url.startswith("/static/"):
            continue
        seen.add(url)
        answer = anybody.get(url, follow=True)
        assert answer.status_code == 200, url
        body = (b"".join(answer) if answer.streaming else answer.content).decode(errors="ignore")
        assert not any(name in body for name in names), url
        ahead += [link for link in LINK.findall(body) if link.startswith(("/public/", "/verify/"))]
    assert {HOME, DOCUMENT, f"{HOME}data.json", f"{HOME}feed/", f"{DOCUMENT}1/html/"} <= seen
    assert not any("/login/" not in url and url.startswith("/nanueng") for url in seen)


def test_feed_and_sitemap_name_the_addresses_that_stay(anybody, published):
    feed = fromstring(text(anybody, f"{HOME}feed/"))
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = feed.findall(f"{atom}entry")
    assert entry.find(f"{atom}id").text == f"urn:uuid:{published.key}"
    assert entry.find(f"{atom}link").get("href").endswith(f"{DOCUMENT}1/")
    assert f"{DOCUMENT}1/</loc>" in text(anybody, "/sitemap.xml")
    assert "Sitemap: http" in text(anybody, "/robots.txt")


@pytest.mark.parametrize("url", [HOME, DOCUMENT, f"{HOME}data.json", f"{DOCUMENT}1/html/", "/public/"])
def test_who_has_the_newest_state_is_told_so_and_gets_no_cookie(anybody, published, url):
    answer = anybody.get(url)
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert anybody.get(url, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
    assert anybody.post(url).status_code == 405


def test_of_a_long_list_one_page_is_read(anybody, db, django_assert_num_queries):
    made = Agency.objects.bulk_create(
        Agency(slug=f"a{at}", kind="sao", name=f"นา {at}", province="เลย") for at in range(120)
    )
    PublicPage.objects.bulk_create(PublicPage(agency=each, shows_result=True) for each in made)
    with django_assert_num_queries(2) as asked:
        page = anybody.get("/public/?page=2&q=จังหวัดเลย")
    assert [each.name for each in page.context["page"]] == [f"นา {at}" for at in range(50, 100)]
    rows = asked.captured_queries[1]["sql"]
    assert "LIMIT 50 OFFSET 50" in rows


def test_queries_do_not_grow_with_versions_and_years(
    anybody, published, shown, agency, coordinator, django_assert_max_num_queries
):
    for url in (HOME, f"{HOME}2568/", f"{HOME}data.json"):
        anybody.get(url)  # the structure of each year is loaded once per process
    for number in range(3):
        IssuedDocument.objects.create(
            agency=agency, kind="measures", fiscal_year=2560 + number, version=1, title="ประกาศ", date=published.date,
            content={}, content_sha256="0" * 64, sha256=f"{number}" * 64, published_at=published.published_at,
        )  # fmt: skip
    for url, most in ((HOME, 6), (f"{HOME}2568/", 14), (f"{HOME}data.json", 14)):
        with django_assert_max_num_queries(most):
            assert anybody.get(url).status_code == 200
