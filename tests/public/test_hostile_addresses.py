"""Addresses, names of the server and conditions that nobody honest sends: answered, and kept for nobody else."""

import pytest

from agencies.models import Agency
from reports.issue.issuing import document_withdraw

HOME = "/public/nanueng/"
DOCUMENT = f"{HOME}2568/analysis/"
HUGE = "9" * 30


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"{HOME}{HUGE}/", 404),
        (f"{HOME}{HUGE}/analysis/", 404),
        (f"{HOME}{HUGE}/analysis/1/pdf/", 404),
        (f"{DOCUMENT}{HUGE}/", 404),
        (f"{DOCUMENT}{HUGE}/pdf/", 404),
        (f"{DOCUMENT}1/exe/", 404),
        (f"{HOME}2568/%E0%B8%81/", 404),
        (f"/sitemap.xml?p={HUGE}", 404),
        ("/public/?q=%00", 400),
        (f"/public/?page={HUGE}", 200),
        ("/public/?page=-1&page=x", 200),
        ("/public/?q=%FF%FE%ED%A0%80", 200),
        ("/public/?q=" + "%25_" * 900, 200),
        (HOME + "?" + "a=1&" * 5_000, 200),
    ],
    ids=range(14),
)
def test_an_address_of_any_kind_is_answered(anybody, published, shown, url, status):
    answer = anybody.get(url)
    assert answer.status_code == status
    if status != 200:
        assert "public" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "testserver/evil", ""])
def test_another_name_of_the_server_is_refused(anybody, published, host):
    assert anybody.get(f"{HOME}poster/", headers={"host": host}).status_code == 400


def test_pages_say_the_name_of_the_settings_whatever_a_proxy_was_told(anybody, published, settings):
    settings.SITE_URL = "https://ita.example.go.th"
    told = {"host": "testserver:6666", "x-forwarded-host": "evil.example", "x-original-url": "/evil/"}
    for path in (HOME, f"{HOME}poster/", f"{HOME}links/", f"{HOME}feed/", f"{HOME}data.json", DOCUMENT):
        page = anybody.get(f"{path}?evil=1", headers=told).content.decode()
        assert "evil" not in page, path
        assert ":6666" not in page, path
        assert "https://ita.example.go.th/public/nanueng/" in page, path


def test_what_was_withdrawn_is_gone_for_who_has_kept_it(anybody, published, coordinator):
    """A cache has to ask before it gives what it kept (`no-cache`), and hears at once that it is gone."""
    paths = [f"{DOCUMENT}1/{each}/" for each in ("pdf", "docx", "html")]
    kept = {path: anybody.get(path).headers for path in (*paths, f"/verify/{published.sha256}/pdf/")}
    assert {each["Cache-Control"] for each in kept.values()} == {"public, no-cache"}
    document_withdraw(issued=published, reason="พบตัวเลขผิด", actor=coordinator)
    for path, headers in kept.items():
        known = {"if-none-match": headers["ETag"]} | (
            {"if-modified-since": headers["Last-Modified"]} if "Last-Modified" in headers else {}
        )
        answer = anybody.get(path, headers=known)
        assert answer.status_code == 404, path
        assert "no-store" in answer.headers["Cache-Control"], path
    page = anybody.get(DOCUMENT, headers={"if-none-match": "*"})
    assert page.status_code in (410, 304)
    assert anybody.get(DOCUMENT).headers["Cache-Control"] == "public, no-cache"


def test_a_condition_on_everything_opens_nothing(anybody, published, agency):
    Agency.objects.filter(pk=agency.pk).update(is_tenant=False)
    for path in (HOME, DOCUMENT, f"{DOCUMENT}1/pdf/"):
        assert anybody.get(path, headers={"if-none-match": "*"}).status_code == 404, path
