"""First drafts from the figures: where nobody has written, marked until somebody has looked them over."""

import pytest

from agencies.models import Change
from assessments.models import Assessment, Figure, Finding
from assessments.rules.analysis import Texts
from assessments.services import DRAFT_REASON, FindingDraft, findings_draft, findings_record
from tests.portal.forms import fields_of, opened

URL = "/nanueng/2568/analysis/"
DRAFT_URL = URL + "draft/"
ALL = URL + "?by=question&all=1"  # all subjects on one page
MARK = "ร่างจากระบบ ยังไม่ได้ตรวจแก้"


@pytest.fixture
def mine(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def theirs(nanueng, member, as_user):
    return as_user(member(nanueng, "coordinator", "second"))


def year() -> Assessment:
    return Assessment.objects.with_sheet().get(agency__slug="nanueng", framework__fiscal_year=2568)


def finding(scope: str, code: str) -> Finding:
    return year().findings.get(scope=scope, code=code)


def draft(client, unit: str = "question", **posted):
    return client.post(DRAFT_URL, {"by": unit, **posted})


# What is drafted


def test_drafts_are_written_for_each_subject_of_the_unit_that_has_no_text(nanueng, mine):
    response = draft(mine)
    assert response.headers["Location"] == URL + "?by=question"
    drafts = year().findings.filter(is_draft=True)
    assert {each.code for each in drafts} == {"i1", "i4", "i10", "i12", "i13", "i14", "i15", "o2"}
    assert "0.67" in finding("question", "i10").weakness
    assert finding("item", "o2").scope == "item"
    assert "ร่างข้อค้นพบแล้ว 8 ข้อ" in mine.get(URL).content.decode()


def test_drafting_one_unit_leaves_the_others_alone(mine):
    before = list(year().findings.order_by("pk").values())
    draft(mine, "indicator")
    assert list(year().findings.filter(scope="issue").order_by("pk").values()) == before
    assert year().findings.filter(scope="indicator", is_draft=True).count() == 10


def test_a_text_that_a_person_wrote_is_never_drafted_over(mine):
    before = list(year().findings.order_by("pk").values())
    response = mine.post(DRAFT_URL, {"by": "issue"}, follow=True)
    assert list(year().findings.order_by("pk").values()) == before
    assert "ไม่มีข้อค้นพบที่ต้องร่างเพิ่ม" in response.content.decode()


def test_one_part_that_a_person_wrote_keeps_the_whole_finding_from_being_drafted(mine):
    year().findings.filter(code="4").update(weakness="", improvement="", maintenance="ของคน")
    year().findings.filter(code="5").update(weakness="", improvement="", maintenance="")
    draft(mine, "issue")
    assert (finding("issue", "4").weakness, finding("issue", "4").is_draft) == ("", False)
    assert finding("issue", "5").is_draft


def test_what_was_added_to_the_page_is_drafted_too(mine):
    response = draft(mine, add=["e4", "o1"])
    assert response.headers["Location"] == URL + "?by=question&add=e4&add=o1"
    assert finding("question", "e4").is_draft
    assert finding("item", "o1").is_draft


def test_every_drafted_part_leaves_its_history(nanueng, coordinator, mine):
    draft(mine)
    changes = Change.objects.for_year(nanueng, 2568).of("finding:question:i10")
    assert {change.label for change in changes} == {"ข้อ i10: ข้อบกพร่อง/ข้อปรับปรุง", "ข้อ i10: การพัฒนา"}
    assert all((change.old, change.reason, change.actor) == ("", DRAFT_REASON, coordinator) for change in changes)


def test_drafting_again_writes_nothing_while_the_figures_are_the_same(mine):
    draft(mine)
    before = (list(Finding.objects.order_by("pk").values()), Change.objects.count())
    draft(mine)
    assert (list(Finding.objects.order_by("pk").values()), Change.objects.count()) == before


def test_an_untouched_draft_follows_the_figures(mine):
    draft(mine)
    old = finding("question", "i10")
    Figure.objects.filter(assessment=year(), code="i10").update(value="12.34")
    draft(mine)
    new = finding("question", "i10")
    assert "12.34" in new.weakness
    assert (new.is_draft, new.version) == (True, old.version + 1)


def test_the_year_before_is_compared_where_there_is_one(nanueng, mine):
    before = Assessment.objects.for_year(nanueng, 2567).get()
    before.figures.create(code="i10", value="55.55")
    draft(mine)
    assert "55.55" in finding("question", "i10").weakness
    before.delete()
    draft(mine)
    assert "55.55" not in finding("question", "i10").weakness


def test_without_figures_nothing_is_drafted(nanueng, coordinator):
    Figure.objects.filter(assessment=year()).delete()
    assert findings_draft(assessment=year(), unit="indicator", actor=coordinator) == 0
    assert not year().findings.filter(scope="indicator").exists()


# What is still a draft


def test_a_draft_is_marked_for_everyone_until_it_is_changed(mine, reader, as_user):
    draft(mine)
    assert as_user(reader).get(ALL).content.decode().count(MARK) == 8
    assert MARK not in mine.get(URL + "?all=1").content.decode()
    fields = opened(mine, ALL, "limitations")
    mine.post(ALL, fields | {"question-i10-improvement": "ของคน"})
    assert mine.get(ALL).content.decode().count(MARK) == 7
    assert not finding("question", "i10").is_draft
    draft(mine)
    assert finding("question", "i10").improvement == "ของคน"


def test_saving_another_text_leaves_drafts_what_they_are(mine):
    draft(mine)
    fields = opened(mine, ALL, "limitations")
    mine.post(ALL, fields | {"question-i10-improvement": "ของคน"})
    assert year().findings.filter(is_draft=True).count() == 7


def test_a_draft_can_be_confirmed_as_it_stands(nanueng, coordinator, mine):
    draft(mine)
    old = finding("question", "i10")
    fields = opened(mine, ALL, "limitations")
    assert mine.post(ALL, fields | {"question-i10-confirm": "1"}).status_code == 302
    new = finding("question", "i10")
    assert (new.is_draft, new.weakness, new.version) == (False, old.weakness, old.version)
    change = Change.objects.for_year(nanueng, 2568).of("finding:question:i10")[0]
    assert (change.label, change.old, change.new, change.actor) == (
        "ข้อ i10: ข้อความร่าง",
        MARK,
        "ยืนยันข้อความแล้ว",
        coordinator,
    )
    assert "question-i10-confirm" not in mine.get(ALL).content.decode()
    draft(mine)
    assert finding("question", "i10").version == old.version


def test_confirming_what_is_no_draft_writes_nothing(mine):
    before = (list(Finding.objects.order_by("pk").values()), Change.objects.count())
    fields = opened(mine, URL + "?all=1", "limitations")
    assert mine.post(URL + "?all=1", fields | {"issue-4-confirm": "1", "issue-6-confirm": "1"}).status_code == 302
    assert (list(Finding.objects.order_by("pk").values()), Change.objects.count()) == before


def test_what_was_ticked_stays_ticked_when_the_page_is_refused(mine):
    draft(mine)
    fields = opened(mine, ALL, "limitations")
    refused = mine.post(ALL, fields | {"question-i10-confirm": "1", "question-i4-weakness": "ก" * 20_001})
    assert refused.status_code == 422
    assert fields_of(refused, "limitations")["question-i10-confirm"] == "1"
    assert finding("question", "i10").is_draft


# Two people


def test_confirming_a_draft_that_was_drafted_anew_shows_the_new_one(mine, theirs):
    draft(mine)
    fields = opened(mine, ALL, "limitations")
    Figure.objects.filter(assessment=year(), code="i10").update(value="12.34")
    draft(theirs)
    response = mine.post(ALL, fields | {"question-i10-confirm": "1"})
    assert response.status_code == 409
    assert "12.34" in response.content.decode()
    assert finding("question", "i10").is_draft


def test_confirming_takes_nothing_from_who_is_changing_the_draft(mine, theirs):
    draft(mine)
    fields = opened(mine, ALL, "limitations")
    theirs.post(ALL, opened(theirs, ALL, "limitations") | {"question-i10-confirm": "1"})
    assert mine.post(ALL, fields | {"question-i10-improvement": "ของฉัน"}).status_code == 302
    assert finding("question", "i10").improvement == "ของฉัน"


def test_a_text_written_while_the_page_was_open_is_not_drafted_over(mine, theirs):
    opened(mine, ALL, "limitations")
    fields = opened(theirs, ALL, "limitations")
    theirs.post(ALL, fields | {"question-i10-weakness": "ของเขา"})
    draft(mine)
    assert (finding("question", "i10").weakness, finding("question", "i10").is_draft) == ("ของเขา", False)


def test_a_draft_made_while_somebody_types_is_shown_beside_their_text(mine, theirs):
    fields = opened(mine, ALL, "limitations")
    draft(theirs)
    response = mine.post(ALL, fields | {"question-i10-weakness": "ของฉัน"})
    assert response.status_code == 409
    assert "0.67" in response.content.decode()
    assert mine.post(ALL, fields_of(response, "limitations")).status_code == 302
    assert (finding("question", "i10").weakness, finding("question", "i10").is_draft) == ("ของฉัน", False)


def test_who_stores_a_text_by_command_leaves_no_draft(nanueng, coordinator):
    findings_draft(assessment=year(), unit="question", actor=coordinator)
    version = finding("question", "i10").version
    written = FindingDraft("question", "i10", "ข้อ i10", Texts("ก", version=version))
    assert findings_record(assessment=year(), drafts=[written], actor=None) == {}
    assert not finding("question", "i10").is_draft
