"""The analysis room with all findings on one page, and limitations.

The page shows one subject at a time now (test_one_subject.py); all of them one below the other are at `?all=1`.
"""

from urllib.parse import quote

import pytest

from agencies.models import Agency, Change
from assessments.models import Assessment, Finding, Limitation
from tests.portal.forms import Posted, fields_of, opened
from workspace.demonstration.agencies import demonstration_agency_load

URL = "/nanueng/2568/analysis/?all=1"
STORED_LIMITATIONS = [
    "ขาดแคลนบุคลากรด้านไอที",
    "เจ้าหน้าที่ในหน่วยงานยังไม่เข้าใจหลักเกณฑ์และการปฏิบัติงาน ITA",
    "หน่วยงานมีผู้ประสานงาน ITA น้อย",
]


@pytest.fixture
def mine(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def theirs(nanueng, member, as_user):
    return as_user(member(nanueng, "coordinator", "second"))


def texts(agency: Agency, issue: int) -> tuple[str, str, str]:
    finding = Finding.objects.get(
        assessment__agency=agency, assessment__framework__fiscal_year=2568, scope="issue", code=str(issue)
    )
    return finding.weakness, finding.improvement, finding.maintenance


def limitations(agency: Agency) -> list[str]:
    rows = Limitation.objects.filter(assessment__agency=agency, assessment__framework__fiscal_year=2568)
    return list(rows.order_by("position").values_list("text", flat=True))


def all_rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Assessment, Finding, Limitation, Change)]


def save(client, **typed: str):
    """Open the page, type into some texts, press save."""
    return client.post(URL, written(opened(client, URL, "limitations"), **typed))


def written(fields: Posted, **typed: str) -> Posted:
    """Return the fields with other texts: i3_improvement is the improvement of issue 3."""
    names = {name: name.replace("i", "issue-", 1).replace("_", "-") if name[1].isdecimal() else name for name in typed}
    assert {names[name] for name in typed} <= set(fields)
    return fields | {names[name]: text for name, text in typed.items()}


def test_the_page_shows_each_issue_with_its_figures_and_texts(mine):
    response = mine.get(URL)
    page = response.content.decode()
    assert page.count('class="subject"') == 7 + 1
    assert fields_of(response, "limitations")["issue-3-improvement"].startswith("ควรพัฒนาช่องทางเผยแพร่ข้อมูลข่าวสาร")
    # Issue 4 asks i10 to i12; the weakest comes first.
    block = page[page.index('id="issue-4"') : page.index('id="issue-5"')]
    assert block.index("0.67") < block.index("80.00") < block.index("100.00")
    assert "ต่ำกว่าค่าเป้าหมาย 2 ข้อ" in block


def test_who_may_only_read_sees_texts_and_no_field(nanueng, reader, as_user):
    page = as_user(reader).get(URL).content.decode()
    assert "ควรพัฒนาช่องทางเผยแพร่ข้อมูลข่าวสาร" in page
    assert STORED_LIMITATIONS[0] in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("who", "reading", "writing"),
    [
        ("coordinator", 200, 302),
        ("officer", 200, 403),
        ("executive", 200, 403),
        ("reader", 200, 403),
        ("administrator", 200, 403),
        ("stranger", 404, 404),
    ],
)
def test_each_role_reads_and_writes_what_it_may(nanueng, request, as_user, who: str, reading: int, writing: int):
    client = as_user(request.getfixturevalue(who))
    assert client.get(URL).status_code == reading
    posted = {"issue-3-version": "1", "issue-3-improvement": "ใหม่"}
    assert client.post(URL, posted).status_code == writing
    assert (texts(nanueng, 3)[1] == "ใหม่") is (writing == 302)


def test_anonymous_goes_to_the_login(nanueng, client):
    login = f"/login/?next={quote(URL)}"
    assert client.get(URL).headers["Location"] == login
    assert client.post(URL).headers["Location"] == login


def test_other_methods_are_refused(mine):
    assert mine.put(URL).status_code == 405


def test_a_year_without_scores_leads_to_the_scores(empty_agency, stranger, as_user):
    client = as_user(stranger)
    for response in (
        client.get("/maiklang/2568/analysis/"),
        client.post("/maiklang/2568/analysis/", {"limitations": "ก"}),
    ):
        assert "/maiklang/2568/scores/" in response.content.decode()
        assert "ยังไม่มีคะแนนของปีงบประมาณ พ.ศ. 2568" in response.content.decode()
    assert not Limitation.objects.exists()


def test_a_year_without_framework_says_so(mine):
    assert "ยังไม่มีกรอบการประเมินของปีนี้" in mine.get("/nanueng/2575/analysis/").content.decode()


def test_a_framework_without_issues_takes_limitations_alone(nanueng, mine):
    url = "/nanueng/2566/analysis/?all=1"
    fields = opened(mine, url, "limitations")
    assert not [name for name in fields if name.startswith("issue")]
    assert mine.post(url, fields | {"limitations": "ขาดบุคลากร"}).status_code == 302
    assessment = Assessment.objects.for_year(nanueng, 2566).get()
    assert assessment.limitation_texts() == ["ขาดบุคลากร"]


def test_saving_writes_the_changed_texts_and_no_other(nanueng, mine):
    before = {issue: texts(nanueng, issue) for issue in range(1, 8)}
    response = save(mine, i3_improvement="พัฒนาใหม่", i6_weakness="บกพร่องใหม่")
    assert (response.status_code, response.headers["Location"]) == (302, URL)
    after = {issue: texts(nanueng, issue) for issue in range(1, 8)}
    assert after == before | {
        3: (before[3][0], "พัฒนาใหม่", before[3][2]),
        6: ("บกพร่องใหม่", before[6][1], before[6][2]),
    }
    assert "บันทึกการวิเคราะห์แล้ว" in mine.get(URL).content.decode()


def test_each_changed_text_leaves_its_history(nanueng, coordinator, mine):
    old = texts(nanueng, 3)[1]
    before = Change.objects.count()
    save(mine, i3_improvement="พัฒนาใหม่", i3_weakness="บกพร่องใหม่")
    assert Change.objects.count() == before + 2
    history = Change.objects.for_year(nanueng, 2568).of("finding:issue:3").filter(actor=coordinator)
    assert {(change.old, change.new) for change in history} == {(old, "พัฒนาใหม่"), ("", "บกพร่องใหม่")}
    assert all(change.label.startswith("ประเด็นที่ 3 ") for change in history)


def test_saving_what_is_there_already_changes_nothing(mine):
    before = all_rows()
    assert save(mine).status_code == 302
    assert all_rows() == before


def test_the_first_texts_of_a_year_are_kept(nanueng, mine):
    Finding.objects.all().delete()
    save(mine, i1_weakness="แรก")
    assert texts(nanueng, 1) == ("แรก", "", "")
    assert Finding.objects.count() == 1


def test_a_text_can_be_emptied(nanueng, mine):
    save(mine, i3_improvement="")
    assert texts(nanueng, 3)[1] == ""


def test_line_breaks_of_browsers_are_stored_as_one_kind(nanueng, mine):
    save(mine, i3_improvement="บรรทัดหนึ่ง\r\nบรรทัดสอง\r\n")
    assert texts(nanueng, 3)[1] == "บรรทัดหนึ่ง\nบรรทัดสอง"
    before = all_rows()
    save(mine, i3_improvement="บรรทัดหนึ่ง\r\nบรรทัดสอง")
    assert all_rows() == before


def test_a_character_that_no_database_stores_is_left_out(nanueng, mine):
    assert save(mine, i3_improvement="พัฒ\0นา", limitations="ข้อ\0เดียว").status_code == 302
    assert texts(nanueng, 3)[1] == "พัฒนา"
    assert limitations(nanueng) == ["ข้อเดียว"]


def test_typed_markup_is_shown_as_text(mine):
    save(mine, i3_improvement="</textarea><script>alert(1)</script>")
    assert "<script>alert(1)" not in mine.get(URL).content.decode()


def test_a_text_that_is_too_long_is_refused_and_nothing_is_written(mine):
    before = all_rows()
    response = save(mine, i3_improvement="ก" * 20_001, i1_weakness="ใหม่", limitations="ข" * 20_002)
    page = response.content.decode()
    assert response.status_code == 422
    assert "กรุณากรอกไม่เกิน 20,000 ตัวอักษร (กรอกไว้ 20,001 ตัวอักษร)" in page
    assert "กรุณากรอกไม่เกิน 20,000 ตัวอักษร (กรอกไว้ 20,002 ตัวอักษร)" in page
    assert fields_of(response, "limitations")["issue-1-weakness"] == "ใหม่"
    assert all_rows() == before


def test_a_text_of_the_longest_length_is_taken(nanueng, mine):
    assert save(mine, i3_improvement="ก" * 20_000).status_code == 302
    assert len(texts(nanueng, 3)[1]) == 20_000


# Two people on the same page


def test_a_text_that_somebody_else_changed_is_shown_beside_mine(nanueng, mine, theirs):
    opened_page = opened(mine, URL, "limitations")
    save(theirs, i3_improvement="ของเขา")
    response = mine.post(URL, written(opened_page, i3_improvement="ของฉัน", i4_weakness="ประเด็นอื่น"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "ผู้อื่นบันทึกไว้ว่า" in page
    assert "ของเขา" in page
    assert fields_of(response, "limitations")["issue-3-improvement"] == "ของฉัน"
    assert texts(nanueng, 3)[1] == "ของเขา"
    assert texts(nanueng, 4)[0] == "ประเด็นอื่น"


def test_saving_a_conflict_again_takes_my_text_and_keeps_theirs_in_the_history(nanueng, mine, theirs):
    opened_page = opened(mine, URL, "limitations")
    save(theirs, i3_improvement="ของเขา")
    shown = fields_of(mine.post(URL, written(opened_page, i3_improvement="ของฉัน")), "limitations")
    assert mine.post(URL, shown).status_code == 302
    assert texts(nanueng, 3)[1] == "ของฉัน"
    newest = Change.objects.for_year(nanueng, 2568).of("finding:issue:3")[0]
    assert (newest.old, newest.new) == ("ของเขา", "ของฉัน")


def test_two_people_who_write_the_same_do_not_conflict(nanueng, mine, theirs):
    opened_page = opened(mine, URL, "limitations")
    save(theirs, i3_improvement="เหมือนกัน")
    assert mine.post(URL, written(opened_page, i3_improvement="เหมือนกัน")).status_code == 302
    assert texts(nanueng, 3)[1] == "เหมือนกัน"


def test_two_people_in_different_issues_do_not_conflict(nanueng, mine, theirs):
    opened_page = opened(mine, URL, "limitations")
    save(theirs, i3_improvement="ของเขา")
    assert mine.post(URL, written(opened_page, i4_weakness="ของฉัน")).status_code == 302
    assert (texts(nanueng, 3)[1], texts(nanueng, 4)[0]) == ("ของเขา", "ของฉัน")


def test_two_people_write_the_first_text_of_an_issue(nanueng, mine, theirs):
    Finding.objects.all().delete()
    opened_page = opened(mine, URL, "limitations")
    save(theirs, i3_improvement="ของเขา")
    assert mine.post(URL, written(opened_page, i3_improvement="ของฉัน")).status_code == 409
    assert texts(nanueng, 3)[1] == "ของเขา"


@pytest.mark.parametrize("version", ["x", "-1", "", "๑", "9" * 5_000])
def test_a_version_that_is_no_number_never_overwrites(nanueng, mine, version: str):
    old = texts(nanueng, 3)
    fields = opened(mine, URL, "limitations") | {"issue-3-version": version, "issue-3-improvement": "ของฉัน"}
    assert mine.post(URL, fields).status_code == 409
    assert texts(nanueng, 3) == old


# Limitations


def test_limitations_are_listed_in_the_order_in_which_they_were_typed(nanueng, mine):
    assert opened(mine, URL, "limitations")["limitations"] == "\n".join(STORED_LIMITATIONS)
    save(mine, limitations="1. ข้อหลัง\r\n\r\n๒) ข้อแรก\r\n- 2.5 ล้านบาทไม่พอ")
    assert limitations(nanueng) == ["ข้อหลัง", "ข้อแรก", "2.5 ล้านบาทไม่พอ"]


def test_changed_limitations_leave_their_history(nanueng, coordinator, mine):
    save(mine, limitations="ข้อเดียว")
    change = Change.objects.for_year(nanueng, 2568).of("limitations")[0]
    assert (change.old, change.new, change.actor) == ("\n".join(STORED_LIMITATIONS), "ข้อเดียว", coordinator)


def test_limitations_can_all_be_removed(nanueng, mine):
    save(mine, limitations="")
    assert limitations(nanueng) == []


def test_limitations_that_somebody_else_changed_are_shown_beside_mine(nanueng, mine, theirs):
    opened_page = opened(mine, URL, "limitations")
    save(theirs, limitations="ของเขา")
    response = mine.post(URL, opened_page | {"limitations": "ของฉัน"})
    assert response.status_code == 409
    assert "ของเขา" in response.content.decode()
    assert limitations(nanueng) == ["ของเขา"]
    shown = fields_of(response, "limitations")
    assert shown["limitations"] == "ของฉัน"
    assert mine.post(URL, shown).status_code == 302
    assert limitations(nanueng) == ["ของฉัน"]


def test_limitations_that_i_never_touched_stay_as_somebody_else_left_them(nanueng, mine, theirs):
    opened_page = opened(mine, URL, "limitations")
    save(theirs, limitations="ของเขา")
    assert mine.post(URL, written(opened_page, i4_weakness="ของฉัน")).status_code == 302
    assert limitations(nanueng) == ["ของเขา"]
    assert texts(nanueng, 4)[0] == "ของฉัน"


# Reading


def test_looking_writes_nothing(mine):
    before = all_rows()
    mine.get(URL)
    mine.head(URL)
    assert all_rows() == before


def test_the_page_takes_the_same_queries_however_much_there_is(mine, django_assert_max_num_queries):
    used = []
    for slug in ("nahom", "khanom", "dongsombun", None):
        mine.get(URL)
        with django_assert_max_num_queries(20) as queries:
            mine.get(URL)
        used.append(len(queries))
        if slug:
            demonstration_agency_load(slug=slug)
    Finding.objects.all().delete()
    mine.get(URL)
    with django_assert_max_num_queries(20) as queries:
        mine.get(URL)
    assert {*used, len(queries)} == {used[0]}


def test_a_limitation_too_long_for_its_list_is_named_by_its_number(nanueng, mine):
    fields = opened(mine, URL, "limitations") | {"limitations": "สั้น\n" + "ก" * 2_001}
    page = mine.post(URL, fields)
    assert page.status_code == 422
    assert "กรุณากรอกข้อละไม่เกิน 2,000 ตัวอักษร (ข้อที่ 2 ยาวกว่านั้น)" in page.content.decode()
