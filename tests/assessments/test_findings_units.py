"""The analysis room by issue, by indicator and by question, and what the documents go by."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Change
from assessments.models import Assessment, Figure, Finding
from tests.portal.forms import fields_of, opened
from workspace.demonstration.agencies import demonstration_agency_load

URL = "/nanueng/2568/analysis/"
# The units one by one, with all their subjects on one page.
ALL = URL + "?all=1"
BY_QUESTION = URL + "?by=question&all=1"
UNIT_URL = URL + "unit/"


@pytest.fixture
def mine(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def theirs(nanueng, member, as_user):
    return as_user(member(nanueng, "coordinator", "second"))


@pytest.fixture
def dongsombun(frameworks):
    demonstration_agency_load(slug="dongsombun")
    return Agency.objects.get(slug="dongsombun")


def year() -> Assessment:
    return Assessment.objects.with_sheet().get(agency__slug="nanueng", framework__fiscal_year=2568)


def shown(response) -> list[str]:
    return re.findall(r'<section class="subject" id="([\w/-]+)"', response.content.decode())


def text_of(scope: str, code: str, part: str = "weakness") -> str:
    finding = year().findings.filter(scope=scope, code=code).first()
    return getattr(finding, part) if finding else ""


def save(client, url: str = BY_QUESTION, **typed: str):
    """Open the page, type into some texts (i10_weakness is the weakness of question i10), press save."""
    fields = opened(client, url, "limitations")
    return client.post(url, fields | {key(name): text for name, text in typed.items()})


def key(name: str) -> str:
    code, _, part = name.partition("_")
    return f"{'item' if code.startswith('o') else 'question'}-{code}-{part}"


# Looking


def test_each_unit_shows_its_own_subjects(mine):
    assert shown(mine.get(ALL)) == shown(mine.get(URL + "?all=1&by=issue")) == [f"issue-{n}" for n in range(1, 8)]
    assert shown(mine.get(URL + "?all=1&by=indicator")) == [f"indicator-{n}" for n in range(1, 11)]
    weak = ["i1", "i4", "i10", "i12", "i13", "i14", "i15"]
    assert shown(mine.get(BY_QUESTION)) == [f"question-{code}" for code in weak] + ["item-o2"]


def test_a_unit_that_the_year_has_not_is_answered_with_the_one_of_the_documents(mine):
    assert shown(mine.get(URL + "?all=1&by=nonsense")) == shown(mine.get(ALL))
    assert shown(mine.get("/nanueng/2566/analysis/?all=1&by=issue"))[0] == "indicator-1"
    assert "รายประเด็น" not in mine.get("/nanueng/2566/analysis/?all=1").content.decode()


def test_the_page_says_which_unit_the_documents_go_by(mine):
    page = mine.get(BY_QUESTION).content.decode()
    units = page[page.index('<nav class="units"') : page.index('<nav class="contents"')]
    by_issue, _, rest = units.partition("รายตัวชี้วัด")
    assert "ใช้ในเอกสาร" in by_issue
    assert "มีข้อความ 7" in by_issue
    assert '<span class="done">ใช้ในเอกสาร</span>' not in rest
    assert "ใช้วิธีแยกนี้ในเอกสาร" in rest
    assert "ใช้วิธีแยกนี้ในเอกสาร" not in mine.get(ALL).content.decode()


def test_a_question_stands_with_its_figure_and_that_of_its_indicator(mine):
    page = mine.get(BY_QUESTION).content.decode()
    block = page[page.index('id="question-i10"') : page.index('id="question-i12"')]
    assert "ข้อ i10 ในหน่วยงานของท่าน มีเจ้าหน้าที่ ที่ขอยืมทรัพย์สินของราชการ" in block
    assert "0.67" in block
    assert "60.22" in block
    assert "ต่ำกว่าค่าเป้าหมาย" in block
    assert "ยังไม่ได้คะแนนเต็ม" in page[page.index('id="item-o2"') :]


def test_any_question_can_be_added_and_written_about(mine):
    url = BY_QUESTION + "&add=e4&add=o1"
    assert {"question-e4", "item-o1"} <= set(shown(mine.get(url)))
    response = save(mine, url, e4_maintenance="รักษาไว้", i10_weakness="อ่อน")
    assert response.headers["Location"] == url
    assert text_of("question", "e4", "maintenance") == "รักษาไว้"
    # What has a text is shown from now on without being asked for.
    assert "question-e4" in shown(mine.get(BY_QUESTION))
    assert "item-o1" not in shown(mine.get(BY_QUESTION))


def test_the_list_to_add_from_holds_what_is_not_shown_and_keeps_what_was_added(mine):
    fields = mine.get(BY_QUESTION + "&add=e4").content.decode()
    form = fields[fields.index('class="findings-add"') : fields.index("เพิ่มข้อนี้")]
    assert '<input type="hidden" name="add" value="e4">' in form
    options = re.findall(r'<option value="([\w/]+)">', form)
    assert len(options) == 52 - 9
    assert not {"i10", "o2", "e4"} & set(options)
    assert re.findall(r'<optgroup label="(\w+)', form) == ["IIT", "EIT", "OIT"]


@pytest.mark.parametrize("code", ["zz", "e99", "i4/1", "%3Cscript%3E", "e1"])
def test_whatever_is_asked_to_be_added_opens_a_page(mine, code):
    response = mine.get(f"{BY_QUESTION}&add={code}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert ("question-e1" in shown(response)) is (code == "e1")


def test_questions_that_were_written_about_without_figures_are_shown_by_part(dongsombun, member, as_user):
    client = as_user(member(dongsombun, "reader", "look"))
    response = client.get("/dongsombun/2566/analysis/?all=1&by=question")
    page = response.content.decode()
    assert shown(response) == [
        *("question-i7", "question-i8", "question-i10"),
        *("question-e1/1", "question-e4/1", "question-e8/1", "question-e10/1", "question-e13/1"),
        *("question-e9/2", "question-e10/2", "question-e11/2", "question-e12/2", "question-e13/2"),
        *("item-o13", "item-o14", "item-o22"),
    ]
    groups = re.findall(r'<h2 class="group-heading">([^<]+)</h2>', page)
    assert [" ".join(group.split()[:3]) for group in groups] == [
        "IIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน",
        "EIT ส่วนที่ 1",
        "EIT ส่วนที่ 2",
        "OIT แบบวัดการเปิดเผยข้อมูลสาธารณะ",
    ]
    assert page.count("ยังไม่มีคะแนนของข้อนี้") == 16
    assert "บุคลากรบางรายในหน่วยงานไม่ทราบข้อมูลเกี่ยวกับงบประมาณ" in page
    assert "เพิ่มข้อ" not in page


def test_a_year_where_nothing_is_weak_says_how_to_begin(nanueng, mine):
    Figure.objects.filter(assessment=year()).update(value=100)
    page = mine.get(BY_QUESTION)
    assert shown(page) == []
    assert "เลือก “เพิ่มข้อ”" in page.content.decode()


def test_looking_by_question_costs_the_same_however_many_are_written(mine):
    few = queries_of(mine, BY_QUESTION)
    Figure.objects.filter(assessment=year()).update(value=10)
    save(mine, BY_QUESTION, i1_weakness="หนึ่ง", i2_weakness="สอง", o9_weakness="สาม")
    assert queries_of(mine, BY_QUESTION + "&add=e4") == few
    assert queries_of(mine, URL + "?all=1&by=indicator") == few


def queries_of(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# Saving


def test_texts_of_one_unit_stay_while_another_is_written(mine):
    before = list(year().findings.filter(scope="issue").order_by("pk").values())
    save(mine, i10_weakness="การยืมยังไม่มีขั้นตอน", o2_improvement="เพิ่มช่องทางติดต่อผู้บริหาร")
    assert text_of("question", "i10") == "การยืมยังไม่มีขั้นตอน"
    assert text_of("item", "o2", "improvement") == "เพิ่มช่องทางติดต่อผู้บริหาร"
    assert list(year().findings.filter(scope="issue").order_by("pk").values()) == before
    assert year().findings.exclude(scope="issue").count() == 2


def test_the_history_names_a_question_by_its_code(nanueng, coordinator, mine):
    save(mine, i10_weakness="การยืมยังไม่มีขั้นตอน")
    (change,) = Change.objects.for_year(nanueng, 2568).of("finding:question:i10")
    assert (change.label, change.new, change.actor) == (
        "ข้อ i10: ข้อบกพร่อง/ข้อปรับปรุง",
        "การยืมยังไม่มีขั้นตอน",
        coordinator,
    )


def test_saving_a_unit_that_nobody_changed_writes_nothing(mine):
    before = (list(Finding.objects.values()), Change.objects.count())
    for url in (BY_QUESTION, URL + "?all=1&by=indicator"):
        assert mine.post(url, opened(mine, url, "limitations")).status_code == 302
    assert (list(Finding.objects.values()), Change.objects.count()) == before


def test_two_people_on_one_question_see_both_texts(mine, theirs):
    page = opened(mine, BY_QUESTION, "limitations")
    save(theirs, i10_weakness="ของเขา")
    response = mine.post(BY_QUESTION, page | {"question-i10-weakness": "ของฉัน", "question-i4-weakness": "ข้ออื่น"})
    assert response.status_code == 409
    assert "ของเขา" in response.content.decode()
    assert (text_of("question", "i10"), text_of("question", "i4")) == ("ของเขา", "ข้ออื่น")
    again = fields_of(response, "limitations")
    assert again["question-i10-weakness"] == "ของฉัน"
    assert mine.post(BY_QUESTION, again).status_code == 302
    assert text_of("question", "i10") == "ของฉัน"


def test_a_question_that_is_weak_no_more_is_saved_all_the_same(mine):
    """Somebody corrects the score while the text about it is being typed."""
    page = opened(mine, BY_QUESTION, "limitations")
    Figure.objects.filter(assessment=year(), code="i10").update(value=100)
    assert mine.post(BY_QUESTION, page | {"question-i10-weakness": "ของฉัน"}).status_code == 302
    assert text_of("question", "i10") == "ของฉัน"


def test_a_page_opened_before_the_documents_changed_their_unit_is_saved_as_it_was(mine, theirs):
    page = opened(mine, ALL, "limitations")
    theirs.post(UNIT_URL, {"by": "question"})
    assert mine.post(ALL, page | {"issue-4-weakness": "ของฉัน"}).status_code == 302
    assert text_of("issue", "4") == "ของฉัน"


def test_a_question_whose_parts_were_entered_meanwhile_is_saved_as_it_was(mine):
    url = BY_QUESTION + "&add=e4"
    page = opened(mine, url, "limitations")
    Figure.objects.create(assessment=year(), code="EIT1", value=90)
    assert mine.post(url, page | {"question-e4-weakness": "ของฉัน"}).status_code == 302
    assert text_of("question", "e4") == "ของฉัน"


def test_a_text_by_question_that_is_too_long_is_refused_in_its_place(mine):
    response = save(mine, i10_weakness="ก" * 20_001, o2_weakness="ใหม่")
    assert response.status_code == 422
    assert fields_of(response, "limitations")["item-o2-weakness"] == "ใหม่"
    assert not year().findings.exclude(scope="issue").exists()


# What the documents go by


def test_choosing_a_unit_changes_the_documents_and_no_text_and_leaves_its_history(nanueng, coordinator, mine):
    before = list(Finding.objects.order_by("pk").values())
    assert year().unit == "issue"
    assert mine.post(UNIT_URL, {"by": "question"}).headers["Location"] == URL
    assert year().unit == "question"
    assert [subject.scope for subject in year().subjects()] == ["question"] * 7 + ["item"]
    assert shown(mine.get(ALL)) == shown(mine.get(BY_QUESTION))
    assert list(Finding.objects.order_by("pk").values()) == before
    (change,) = Change.objects.for_year(nanueng, 2568).of("finding-unit")
    assert (change.old, change.new, change.actor) == ("รายประเด็น", "รายข้อ", coordinator)


def test_choosing_what_is_chosen_already_leaves_no_history(nanueng, mine):
    mine.post(UNIT_URL, {"by": "issue"})
    assert year().analysed_by == ""
    assert not Change.objects.of("finding-unit").exists()


@pytest.mark.parametrize(
    ("url", "unit"), [(UNIT_URL, "nonsense"), (UNIT_URL, ""), ("/nanueng/2566/analysis/unit/", "issue")]
)
def test_a_unit_that_the_year_has_not_cannot_be_chosen(mine, url, unit):
    assert mine.post(url, {"by": unit}).status_code == 404
    assert not Assessment.objects.exclude(analysed_by="").filter(agency__slug="nanueng").exists()


@pytest.mark.parametrize("page", ["unit/", "draft/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 302),
        ("officer", 403),
        ("executive", 403),
        ("reader", 403),
        ("administrator", 403),
        ("stranger", 404),
    ],
)
def test_only_the_coordinator_chooses_and_drafts(nanueng, request, as_user, who, status, page):
    client = as_user(request.getfixturevalue(who))
    before = Finding.objects.count()
    assert client.post(URL + page, {"by": "question"}).status_code == status
    assert client.get(URL + page).status_code == 405
    assert (year().unit == "question") is (status == 302 and page == "unit/")
    assert (Finding.objects.count() > before) is (status == 302 and page == "draft/")


@pytest.mark.parametrize("page", ["unit/", "draft/"])
def test_without_scores_there_is_nothing_to_choose_or_draft(mine, page):
    assert mine.post(f"/nanueng/2569/analysis/{page}", {"by": "indicator"}).status_code == 404


# Citations


def test_a_code_of_another_year_is_refused_in_its_place_and_nothing_is_lost(mine):
    before = list(Finding.objects.order_by("pk").values())
    typed = {"issue-4-improvement": "แก้ (อ้างอิงจาก o34) และ (อ้างอิงจาก ๐๓๕)", "issue-1-weakness": "ใหม่"}
    response = mine.post(ALL, opened(mine, ALL, "limitations") | typed)
    page = response.content.decode()
    assert response.status_code == 422
    error = re.search(r'id="issue-4-improvement-error">([^<]*)<', page)[1]
    assert error == "อ้างอิง o34, o35 ไม่ได้ เพราะไม่ใช่ข้อ OIT ของปีงบประมาณ พ.ศ. 2568 (ปีนี้มี o1 ถึง o28)"
    fields = fields_of(response, "limitations")
    assert fields["issue-4-improvement"] == "แก้ (อ้างอิงจาก o34) และ (อ้างอิงจาก ๐๓๕)"
    assert fields["issue-1-weakness"] == "ใหม่"
    assert list(Finding.objects.order_by("pk").values()) == before


def test_a_code_of_the_year_is_taken_in_every_spelling(mine):
    text = "แก้ (อ้างอิงจาก O27 และ ๐๒๘) ตามข้อ o34"
    assert save(mine, i10_improvement=text).status_code == 302
    assert text_of("question", "i10", "improvement") == text


def test_an_older_miscitation_stops_nobody_who_does_not_touch_it(mine):
    year().findings.filter(code="4").update(maintenance="ดู (อ้างอิงจาก o34)")
    fields = opened(mine, ALL, "limitations")
    assert mine.post(ALL, fields | {"issue-1-weakness": "ใหม่"}).status_code == 302
    # Another text of the same finding can be changed as well.
    assert mine.post(ALL, opened(mine, ALL, "limitations") | {"issue-4-improvement": "ใหม่"}).status_code == 302
    assert (
        mine.post(ALL, opened(mine, ALL, "limitations") | {"issue-4-maintenance": "(อ้างอิงจาก o34)"}).status_code == 422
    )


def test_an_older_miscitation_stops_nobody_though_somebody_else_mended_it_meanwhile(mine, theirs):
    year().findings.filter(code="4").update(maintenance="ดู (อ้างอิงจาก o34)")
    fields = opened(mine, ALL, "limitations")
    theirs.post(ALL, fields | {"issue-4-maintenance": "ดู (อ้างอิงจาก o27)"})
    assert mine.post(ALL, fields | {"issue-1-weakness": "ใหม่"}).status_code == 302
    assert text_of("issue", "4", "maintenance") == "ดู (อ้างอิงจาก o27)"


def test_without_java_script_the_chosen_item_is_cited_at_the_end_of_the_improvement(mine):
    fields = opened(mine, BY_QUESTION, "limitations")
    assert fields["question-i10-cite"] == ""
    chosen = {"question-i10-improvement": "ทบทวนแนวทาง", "question-i10-cite": "o27", "item-o2-cite": "o2"}
    assert mine.post(BY_QUESTION, fields | chosen).status_code == 302
    assert text_of("question", "i10", "improvement") == "ทบทวนแนวทาง (อ้างอิงจาก o27)"
    assert text_of("item", "o2", "improvement") == "(อ้างอิงจาก o2)"


def test_what_was_chosen_is_cited_once_though_another_text_is_refused(mine):
    fields = opened(mine, BY_QUESTION, "limitations")
    chosen = {"question-i10-cite": "o27", "question-i4-weakness": "ก" * 20_001}
    refused = fields_of(mine.post(BY_QUESTION, fields | chosen), "limitations")
    assert refused["question-i10-cite"] == ""
    mine.post(BY_QUESTION, refused | {"question-i4-weakness": "สั้น"})
    assert text_of("question", "i10", "improvement") == "(อ้างอิงจาก o27)"


def test_what_is_no_item_cannot_be_chosen(mine):
    fields = opened(mine, BY_QUESTION, "limitations")
    assert mine.post(BY_QUESTION, fields | {"question-i10-cite": "o34"}).status_code == 422
    refused = mine.post(BY_QUESTION, fields | {"question-i10-improvement": "แก้", "question-i10-cite": "<b>"})
    assert refused.status_code == 422
    assert fields_of(refused, "limitations")["question-i10-improvement"] == "แก้"
    assert not year().findings.filter(scope="question").exists()
