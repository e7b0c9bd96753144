"""The analysis room one subject at a time: the list, the figures, confirming and going on, drafts anew, limitations."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Change
from assessments.limitation_starts import limitation_starts
from assessments.models import Assessment, Figure, Finding
from assessments.services import DRAFT_REASON, findings_draft
from tests.portal.forms import Posted, fields_of, opened
from workspace.demonstration.agencies import demonstration_agency_load

URL = "/nanueng/2568/analysis/"
DRAFT_URL = URL + "draft/"
AGAIN = "ร่างใหม่จากคะแนนล่าสุด"


@pytest.fixture
def mine(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def theirs(nanueng, member, as_user):
    return as_user(member(nanueng, "coordinator", "second"))


@pytest.fixture
def drafted(nanueng, coordinator) -> None:
    """Issues 4 and 6 as drafts of the portal, issue 5 unwritten, all others as a person wrote them."""
    empty = {"weakness": "", "improvement": "", "maintenance": ""}
    year().findings.filter(scope="issue", code__in=["4", "5", "6"]).update(**empty)
    findings_draft(assessment=year(), unit="issue", only=["issue:4", "issue:6"], actor=coordinator)


def year() -> Assessment:
    return Assessment.objects.with_sheet().get(agency__slug="nanueng", framework__fiscal_year=2568)


def finding(issue: int) -> Finding:
    return year().findings.get(scope="issue", code=str(issue))


def of(address: str) -> str:
    return f"{URL}?subject={address}"


def opened_subject(client, address: str) -> Posted:
    return opened(client, of(address), "limitations" if address == "limitations" else f"{keyed(address)}-seen")


def keyed(address: str) -> str:
    return address.replace(":", "-")


def current(response) -> str:
    """Return the address that the list marks as open."""
    return re.search(r'<a href="[^"]*subject=([^"&]+)" aria-current="page">', response.content.decode())[1]


def go_on(client, address: str, **typed: str):
    """Open a subject, type, press “ยืนยันและไปต่อ”."""
    fields = opened_subject(client, address) | {f"{keyed(address)}-{part}": text for part, text in typed.items()}
    return client.post(of(address), fields | {"next": address})


def item_of(response, key: str) -> str:
    return re.search(rf'<li id="{key}">.*?</li>', response.content.decode(), re.DOTALL)[0]


# What is open


def test_the_page_opens_the_first_that_needs_work(mine, drafted):
    assert current(mine.get(URL)) == "issue:4"
    Finding.objects.filter(assessment=year(), code="4").update(is_draft=False)
    assert current(mine.get(URL)) == "issue:5"


def test_who_may_only_read_opens_the_first_subject_and_no_field(drafted, reader, as_user):
    page = as_user(reader).get(URL)
    assert current(page) == "issue:1"
    assert "<textarea" not in page.content.decode()
    assert AGAIN not in as_user(reader).get(of("issue:4")).content.decode()


def test_a_subject_is_opened_by_its_address_alone_also_of_another_unit(mine):
    for address in ("issue:3", "indicator:9", "question:i10", "item:o2", "question:e4", "limitations"):
        page = mine.get(of(address))
        assert current(page) == address
        assert page.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("asked", ["nonsense", "issue:99", "issue", ":", "question:zz", "%3Cscript%3E"])
def test_an_address_of_nothing_opens_the_page(mine, asked):
    page = mine.get(of(asked))
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()


def test_what_was_added_is_open(mine):
    assert current(mine.get(URL + "?by=question&add=o1&add=e4")) == "question:e4"
    assert current(mine.get(URL + "?by=question&add=e4&subject=question:i10")) == "question:i10"


def test_only_the_texts_of_the_open_subject_stand_on_the_page(mine):
    names = [name for name in opened_subject(mine, "issue:3") if name.startswith("issue-")]
    assert {name.rpartition("-")[0] for name in names} == {"issue-3"}
    assert "limitations" not in opened_subject(mine, "issue:3")


# The list and the figures


def test_the_list_says_state_and_figure_of_each_and_marks_the_weakest(mine, drafted):
    page = mine.get(URL)
    assert "ยืนยันแล้ว 4 จาก 7 ประเด็น" in page.content.decode()
    for issue, state, figure in (
        (3, "ยืนยันแล้ว", "o2 50.00"),
        (4, "ร่างจากระบบ", "i10 0.67"),
        (5, "ยังไม่มีข้อค้นพบ", "i4 80.00"),
    ):
        assert state in item_of(page, f"issue-{issue}")
        assert figure in item_of(page, f"issue-{issue}")
    assert "คะแนนต่ำสุด" in item_of(page, "issue-4")
    assert page.content.decode().count("คะแนนต่ำสุด") == 1
    assert "60.22" in item_of(mine.get(URL + "?by=indicator"), "indicator-4")


def test_weak_figures_are_open_weakest_first_and_all_others_folded(mine):
    page = mine.get(of("issue:4")).content.decode()
    scores = page[page.index('class="analysis-scores"') : page.index("<form", page.index('class="analysis-scores"'))]
    plain, folded = scores.split("<details")
    assert plain.index("0.67") < plain.index("80.00")
    assert "100.00" not in plain
    assert "ข้ออื่นอีก 1 ข้อ" in folded
    assert "100.00" in folded


def test_a_subject_without_weak_figures_says_so(mine):
    assert "ไม่มีข้อที่ต่ำกว่าค่าเป้าหมาย 85.00" in mine.get(of("issue:2")).content.decode()


def test_all_is_one_click_away_and_back(mine):
    assert f'href="{URL}?all=1"' in mine.get(of("issue:2")).content.decode()
    assert f'href="{URL}"' in mine.get(URL + "?all=1").content.decode()


# Confirming and going on


def test_confirming_stores_what_was_typed_and_goes_to_the_next_that_needs_work(mine, drafted):
    response = go_on(mine, "issue:4", improvement="ของคน")
    assert (response.status_code, response.headers["Location"]) == (302, of("issue:5"))
    assert (finding(4).improvement, finding(4).is_draft) == ("ของคน", False)
    assert "ยืนยันประเด็นที่ 4 แล้ว" in mine.get(URL).content.decode()


def test_a_draft_that_is_confirmed_unchanged_is_a_draft_no_more_and_the_history_says_so(nanueng, mine, drafted):
    old = finding(6)
    assert go_on(mine, "issue:6").headers["Location"] == of("issue:4")
    assert (finding(6).is_draft, finding(6).weakness, finding(6).version) == (False, old.weakness, old.version)
    change = Change.objects.for_year(nanueng, 2568).of("finding:issue:6")[0]
    assert (change.label.endswith("ข้อความร่าง"), change.new) == (True, "ยืนยันข้อความแล้ว")


def test_an_empty_subject_is_passed_over_and_not_confirmed(mine, drafted):
    response = go_on(mine, "issue:5")
    assert response.headers["Location"] == of("issue:6")
    assert "ประเด็นที่ 5 ยังไม่มีข้อค้นพบ" in mine.get(URL).content.decode()
    assert finding(5).weakness == ""


def test_behind_the_last_come_the_limitations_where_they_are_empty(mine, drafted):
    year().limitations.all().delete()
    Finding.objects.filter(assessment=year(), code__in="45").update(weakness="ก", is_draft=False)
    assert go_on(mine, "issue:6").headers["Location"] == of("limitations")
    response = mine.post(
        of("limitations"), opened_subject(mine, "limitations") | {"limitations": "ก", "next": "limitations"}
    )
    assert response.headers["Location"] == of("limitations")
    assert "ยืนยันครบทุกประเด็นแล้ว" in mine.get(URL).content.decode()
    assert year().limitation_texts() == ["ก"]


def test_saving_stays_and_leaves_an_unchanged_draft_a_draft(mine, drafted):
    fields = opened_subject(mine, "issue:4")
    assert mine.post(of("issue:4"), fields).headers["Location"] == of("issue:4")
    assert finding(4).is_draft


def test_a_refused_text_stays_open_with_what_was_typed_and_nothing_is_confirmed(mine, drafted):
    response = go_on(mine, "issue:4", weakness="ก" * 20_001, improvement="(อ้างอิงจาก o34)")
    assert response.status_code == 422
    assert current(response) == "issue:4"
    assert fields_of(response, "issue-4-seen")["issue-4-improvement"] == "(อ้างอิงจาก o34)"
    assert finding(4).is_draft


def test_two_people_on_one_subject_see_both_texts_and_nobody_goes_on(mine, theirs, drafted):
    fields = opened_subject(mine, "issue:4")
    go_on(theirs, "issue:4", weakness="ของเขา")
    response = mine.post(of("issue:4"), fields | {"issue-4-weakness": "ของฉัน", "next": "issue:4"})
    assert response.status_code == 409
    assert "ของเขา" in response.content.decode()
    shown = fields_of(response, "issue-4-seen")
    assert shown["issue-4-weakness"] == "ของฉัน"
    assert finding(4).weakness == "ของเขา"
    assert mine.post(of("issue:4"), shown | {"next": "issue:4"}).headers["Location"] == of("issue:5")
    assert finding(4).weakness == "ของฉัน"


def test_what_somebody_else_finished_meanwhile_is_not_gone_to(mine, theirs, drafted):
    fields = opened_subject(mine, "issue:4")
    go_on(theirs, "issue:5", weakness="ของเขา")
    assert mine.post(of("issue:4"), fields | {"next": "issue:4"}).headers["Location"] == of("issue:6")


# Drafts anew


def test_a_draft_that_the_scores_left_behind_is_offered_anew_and_no_other(mine, drafted):
    assert AGAIN not in mine.get(of("issue:4")).content.decode()
    Figure.objects.filter(assessment=year(), code="i10").update(value="12.34")
    assert AGAIN in mine.get(of("issue:4")).content.decode()
    assert "คะแนนใหม่กว่าร่าง" in item_of(mine.get(URL), "issue-4")
    page = mine.get(of("issue:6"))
    assert 'form="draft-again"' not in page.content.decode()
    assert "คะแนนใหม่กว่าร่าง" not in item_of(page, "issue-6")


def test_one_draft_is_made_anew_and_the_page_stays_there(nanueng, mine, drafted):
    Figure.objects.filter(assessment=year(), code__in=["i10", "i7"]).update(value="12.34")
    before = finding(6).weakness
    response = mine.post(DRAFT_URL, {"by": "issue", "only": "issue:4", "subject": "issue:4"})
    assert response.headers["Location"] == of("issue:4")
    assert "12.34" in finding(4).weakness
    assert finding(4).is_draft
    assert finding(6).weakness == before
    assert finding(5).weakness == ""
    assert Change.objects.for_year(nanueng, 2568).of("finding:issue:4")[0].reason == DRAFT_REASON


def test_all_that_were_left_behind_are_made_anew_at_once(mine, drafted):
    go_on(mine, "issue:5", weakness="ของคน")
    Figure.objects.filter(assessment=year(), code__in=["i10", "i7"]).update(value="12.34")
    page = mine.get(of("issue:1"))
    assert f"{AGAIN} (2 ประเด็น)" in page.content.decode()
    mine.post(DRAFT_URL, fields_of(page, "only"))
    assert "12.34" in finding(4).weakness
    assert "12.34" in finding(6).weakness
    assert finding(5).weakness == "ของคน"
    assert AGAIN not in mine.get(of("issue:4")).content.decode()


def test_what_a_person_wrote_is_never_drafted_over_though_it_is_named(mine, drafted):
    before = finding(3).improvement
    mine.post(DRAFT_URL, {"by": "issue", "only": "issue:3"})
    assert finding(3).improvement == before
    Figure.objects.filter(assessment=year(), code="o2").update(value="10")
    assert AGAIN not in mine.get(of("issue:3")).content.decode()


def test_scores_of_questions_that_come_after_a_draft_from_indicators_offer_it_anew(nanueng, coordinator, mine):
    Finding.objects.filter(assessment=year()).delete()
    questions = list(year().figures.exclude(code="4").values("code", "value"))
    year().figures.all().delete()
    year().figures.create(code="4", value="60.22")
    assert findings_draft(assessment=year(), unit="issue", actor=coordinator) == 1
    assert AGAIN not in mine.get(of("issue:4")).content.decode()
    Figure.objects.bulk_create(Figure(assessment=year(), **each) for each in questions)
    assert AGAIN in mine.get(of("issue:4")).content.decode()


# Limitations


def test_an_empty_section_offers_sentences_and_a_written_one_does_not(mine):
    assert "data-begin" not in mine.get(of("limitations")).content.decode()
    year().limitations.all().delete()
    page = mine.get(of("limitations")).content.decode()
    assert page.count("data-begin") == len(limitation_starts()) >= 5
    assert all(text in page for text in limitation_starts())


def test_a_sentence_is_put_into_the_text_and_not_stored_yet(mine):
    year().limitations.all().delete()
    first, second, *_ = limitation_starts()
    fields = opened_subject(mine, "limitations") | {"limitations": "ของเราเอง"}
    response = mine.post(of("limitations"), fields | {"begin": first})
    shown = fields_of(response, "limitations")
    assert (response.status_code, shown["limitations"]) == (200, f"ของเราเอง\n{first}")
    assert "ผู้อื่นบันทึก" not in response.content.decode()
    assert f'value="{first}"' not in response.content.decode()
    assert year().limitation_texts() == []
    again = fields_of(mine.post(of("limitations"), shown | {"begin": second}), "limitations")
    assert mine.post(of("limitations"), again).status_code == 302
    assert year().limitation_texts() == ["ของเราเอง", first, second]


def test_what_is_no_sentence_of_the_portal_is_not_put_into_the_text(mine):
    year().limitations.all().delete()
    fields = opened_subject(mine, "limitations")
    assert mine.post(of("limitations"), fields | {"begin": "อื่น"}).status_code == 302
    assert year().limitation_texts() == []


def test_the_sentences_are_single_entries_without_code_or_year():
    for text in limitation_starts():
        assert text == text.strip()
        assert not re.search(r"[0-9\n]", text)
    assert len(set(limitation_starts())) == len(limitation_starts())


# Queries


def queries_of(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_one_subject_takes_the_same_queries_however_much_there_is(mine, coordinator):
    plain = {
        queries_of(mine, of("issue:4")),
        queries_of(mine, of("limitations")),
        queries_of(mine, URL + "?by=question"),
    }
    demonstration_agency_load(slug="nahom")
    assert {*plain, queries_of(mine, of("issue:4"))} == plain
    assert len(plain) == 1
    assert plain.pop() <= 20


def test_one_draft_costs_as_much_as_seven(mine, coordinator):
    Finding.objects.filter(assessment=year(), code="4").update(is_draft=True)
    one = queries_of(mine, of("issue:4"))
    Finding.objects.filter(assessment=year()).update(is_draft=True)
    assert queries_of(mine, of("issue:4")) == one <= 30
