"""What an agency takes along from its public page: links for its own website, and a poster to hang up."""

from html import unescape

from public.published import PublicAgency

TITLE = "<script>alert(1)</script> & “รายงาน”"


def test_links_can_be_pasted_into_any_website(anybody, published, monkeypatch):
    real = PublicAgency.documents_of

    def hostile(self, year):
        found = real(self, year)
        for each in found:
            each.current.title = TITLE
        return found

    monkeypatch.setattr(PublicAgency, "documents_of", hostile)
    answer = anybody.get("/public/nanueng/links/")
    html = answer.context["html"]
    assert '<a href="http://testserver/public/nanueng/2568/analysis/">&lt;script&gt;alert(1)' in html
    assert "<script" not in html
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert html in unescape(page)


def test_the_poster_leads_to_the_page_of_the_agency(anybody, published):
    page = anybody.get("/public/nanueng/poster/")
    assert page.context["address"] == "http://testserver/public/nanueng/"
    assert "data:image/svg+xml" in page.content.decode()
    assert 'alt="รหัสคิวอาร์ไปยังหน้าเผยแพร่ของ' in page.content.decode()


def test_who_shows_nothing_has_neither(anybody, agency):
    assert (
        anybody.get("/public/nanueng/links/").status_code == anybody.get("/public/nanueng/poster/").status_code == 404
    )
