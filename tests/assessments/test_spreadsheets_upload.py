"""The upload page: check, then confirm."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Change
from assessments.models import Assessment
from assessments.services import assessment_lock
from tests.assessments.score_files import UPLOAD, csv_of, figures, fill, rows_of_everything, send, xlsx_of
from tests.portal.forms import fields_of
from workspace.demonstration.agencies import demonstration_agency_load

CONFIRM = UPLOAD + "confirm/"
EMPTY = "/maiklang/2568/scores/upload/"


@pytest.fixture
def sending(coordinator, as_user) -> Client:
    return as_user(coordinator)


@pytest.fixture
def at_new_agency(stranger, as_user) -> Client:
    """The coordinator of an agency without any score."""
    return as_user(stranger)


def text(response) -> str:
    return response.content.decode()


def token(response) -> str:
    return str(fields_of(response, "checked")["checked"])


def confirm(client: Client, checked: str, url: str = CONFIRM):
    return client.post(url, {"checked": checked})


# The check


def test_the_page_offers_the_file_and_says_what_a_blank_means(sending):
    page = text(sending.get(UPLOAD))
    assert 'enctype="multipart/form-data"' in page
    assert "ช่องว่างไม่เปลี่ยนคะแนนเดิม" in page
    for address in ("xlsx/", "xlsx/?parts=1", "csv/"):
        assert f'/nanueng/2568/scores/download/{address}"' in page


def test_the_check_shows_what_would_change_and_writes_nothing(sending):
    before = rows_of_everything()
    page = send(sending, csv_of(("i1", "81"), ("i2", "100"), ("i3", ""), ("rank", "5"), ("i4", "๘๑")))
    assert page.status_code == 200
    assert rows_of_everything() == before
    check = page.context["check"]
    assert [(c.row, c.code, c.old, c.new) for c in check.changes] == [
        (2, "i1", "80.00", "81.00"),
        (5, "rank", "", "5"),
        (6, "i4", "80.00", "81.00"),
    ]
    assert (check.counts.unchanged, check.counts.blank) == (1, 1)
    for words in ("80.00", "81.00", "ยืนยันบันทึก 3 ช่อง", "การปฏิบัติงานหรือให้บริการของเจ้าหน้าที่", "เปลี่ยน</dt><dd>3 ช่อง"):
        assert words in text(page)


def test_three_errors_show_three_errors_with_their_rows_and_no_way_to_confirm(sending):
    before = rows_of_everything()
    page = send(sending, xlsx_of(("i1", 81), ("i2", 101), ("zz", 5), ("i3", "=A1")), "scores.xlsx")
    assert page.status_code == 422
    problems = page.context["check"].problems
    assert [(problem.row, problem.code) for problem in problems] == [(3, "i2"), (4, ""), (5, "i3")]
    for problem in problems:
        assert f'<td class="number">{problem.row}</td>' in text(page)
        assert problem.reason in text(page)
    assert "พบปัญหา 3 แห่ง" in text(page)
    assert 'name="checked"' not in text(page)
    assert rows_of_everything() == before


def test_a_file_that_changes_nothing_cannot_be_confirmed(sending):
    page = send(sending, sending.get("/nanueng/2568/scores/download/xlsx/").content, "scores.xlsx")
    assert "ไม่มีรายการที่ต้องเปลี่ยน" in text(page)
    assert 'name="checked"' not in text(page)


def test_no_file_is_said(sending):
    for posted, message in [({}, "กรุณาเลือกไฟล์"), ({"file": "text"}, "กรุณาเลือกไฟล์")]:
        page = sending.post(UPLOAD, posted)
        assert (page.status_code, message in text(page)) == (422, True)
    page = send(sending, b"")
    assert (page.status_code, "ว่างเปล่า" in text(page)) == (422, True)


def test_a_file_that_is_too_large_is_refused_beside_its_field(sending):
    page = send(sending, b"0" * (6 * 1024 * 1024), "scores.xlsx")
    assert (page.status_code, "ไฟล์ใหญ่เกิน 5 MB" in text(page)) == (422, True)


def test_a_file_of_fifty_megabytes_is_not_even_read(sending):
    page = send(sending, b"0" * (50 * 1024 * 1024), "scores.xlsx")
    assert (page.status_code, "ใหญ่เกิน" in text(page)) == (413, True)


def test_what_a_file_says_is_text_on_the_page(sending):
    page = send(sending, csv_of(("<script>x</script>", "5"), ("rank", "<b>1</b>")), "<img src=x>.csv")
    assert "<script>x" not in text(page)
    assert "<b>1</b>" not in text(page)
    assert "<img src=x" not in text(page)


def test_the_check_asks_the_database_a_constant_number_of_times(sending, django_assert_max_num_queries):
    few, many = (
        csv_of(("i1", "81")),
        csv_of(*((f"i{n}", "81") for n in range(1, 16)), *((f"o{n}", "81") for n in range(1, 29))),
    )
    for content in (few, many):
        with django_assert_max_num_queries(30):
            assert send(sending, content).status_code == 200


# Tables with more than one reading

TWO_YEARS = "ที่\tตัวชี้วัด\tปี 2567\tปี 2566\n1\tก\t71\t61\n2\tข\t72\t62\nเรื่องอื่น\t\t\t5"


def test_a_pasted_table_is_asked_about_and_stored_as_chosen(sending, nanueng):
    page = sending.post(UPLOAD, {"table": TWO_YEARS})
    assert 'name="checked"' not in text(page)
    chosen = fields_of(page, "source") | {"answer-t0-column": "2", "answer-t0-numbers": "indicators"}
    answered = sending.post(UPLOAD, chosen)
    assert [(change.code, change.new) for change in answered.context["check"].changes] == [
        ("1", "71.00"),
        ("2", "72.00"),
    ]
    assert "เรื่องอื่น" in text(answered)
    confirm(sending, token(answered))
    assert (figures(nanueng)["1"], figures(nanueng)["2"]) == ("71.00", "72.00")


def test_a_table_carried_by_somebody_else_is_not_read(sending, officer, as_user):
    carried = fields_of(sending.post(UPLOAD, {"table": TWO_YEARS}), "source")
    answer = as_user(officer).post(UPLOAD, carried)
    assert (answer.status_code, "กรุณาเลือกไฟล์และตรวจใหม่" in text(answer)) == (409, True)


def test_the_sheet_is_told_what_a_paste_would_do(sending):
    before = rows_of_everything()
    read = sending.post("/nanueng/2568/scores/paste/", {"table": "81\n82", "focus": "i1"}).json()
    assert (read["is_certain"], read["cells"][0]) == (True, {"code": "i1", "text": "81.00"})
    asked = sending.post("/nanueng/2568/scores/paste/", {"table": TWO_YEARS, "focus": "1"}).json()
    assert (asked["is_certain"], asked["cells"]) == (False, [])
    assert "ใช้คะแนนจากคอลัมน์ใด" in asked["html"]
    assert rows_of_everything() == before


def test_a_table_of_more_rows_than_any_year_has_is_refused_unread(sending):
    answer = sending.post("/nanueng/2568/scores/paste/", {"table": "81\n" * 5_000, "focus": "i1"}).json()
    assert "1,000 แถว" in answer["html"]


def test_pasted_markup_is_text(sending):
    answer = sending.post("/nanueng/2568/scores/paste/", {"table": "<img src=x>\t5\ni1\t81", "focus": "i1"}).json()
    assert "&lt;img" in answer["html"]
    assert "<img" not in answer["html"]


# The confirmation


def test_confirming_stores_what_was_checked_with_its_history(sending, nanueng, coordinator):
    before = figures(nanueng)
    checked = token(send(sending, csv_of(("i1", "81"), ("i2", "100"), ("i3", ""), ("level", "ผ่าน")), "ผลปี 68.csv"))
    answer = confirm(sending, checked)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/nanueng/2568/scores/")
    assert figures(nanueng) == before | {"i1": "81.00"}
    assert Assessment.objects.for_year(nanueng, 2568).get().published_level == "ผ่าน"
    change = Change.objects.for_year(nanueng, 2568).of("figure:i1")[0]
    assert (change.old, change.new, change.actor) == ("80.00", "81.00", coordinator)
    assert change.reason == "นำเข้าจากไฟล์ ผลปี 68.csv"
    assert {change.subject for change in Change.objects.filter(reason=change.reason)} == {"figure:i1", "figure:level"}
    assert "นำเข้าคะแนนแล้ว 2 ช่อง" in text(sending.get("/nanueng/2568/scores/"))


def test_confirming_twice_stores_once(sending):
    checked = token(send(sending, csv_of(("i1", "81"))))
    confirm(sending, checked)
    before = rows_of_everything()
    assert confirm(sending, checked).status_code == 302
    assert rows_of_everything() == before


@pytest.mark.parametrize("code", ["i1", "i2"])
def test_a_change_since_the_check_stops_the_whole_file(sending, nanueng, officer, as_user, code: str):
    """Also of a cell that the file would not have changed: what the person saw no longer holds."""
    checked = token(send(sending, csv_of(("i1", "81"), ("i2", "100"), ("i4", "82"))))
    was = figures(nanueng)[code]
    saved = as_user(officer).post("/nanueng/2568/scores/cells/", {code: "12.34", f"seen-{code}": was})
    assert saved.status_code == 200
    before = rows_of_everything()
    answer = confirm(sending, checked)
    assert answer.status_code == 409
    assert rows_of_everything() == before
    for words in ("ยังไม่ได้บันทึก", code, "12.34", officer.display_name):
        assert words in text(answer)


def test_a_change_of_a_cell_that_the_file_leaves_alone_is_no_conflict(sending, nanueng, officer, as_user):
    checked = token(send(sending, csv_of(("i1", "81"), ("i2", ""))))
    as_user(officer).post("/nanueng/2568/scores/cells/", {"i2": "12.34", "seen-i2": "100.00"})
    assert confirm(sending, checked).status_code == 302
    assert (figures(nanueng)["i1"], figures(nanueng)["i2"]) == ("81.00", "12.34")


def test_the_same_change_made_by_somebody_else_is_no_conflict(sending, nanueng, officer, as_user):
    checked = token(send(sending, csv_of(("i1", "81"))))
    as_user(officer).post("/nanueng/2568/scores/cells/", {"i1": "81", "seen-i1": "80.00"})
    assert "ตรงกับไฟล์อยู่แล้ว" in text(sending.post(CONFIRM, {"checked": checked}, follow=True))


def refused_as_stale(client: Client, checked: str, url: str = CONFIRM) -> None:
    before = rows_of_everything()
    answer = confirm(client, checked, url)
    assert (answer.status_code, "กรุณาเลือกไฟล์และตรวจใหม่" in text(answer)) == (409, True)
    assert rows_of_everything() == before


def test_a_forged_or_missing_check_is_refused(sending):
    checked = token(send(sending, csv_of(("i1", "81"))))
    for forged in (
        "",
        "x",
        checked[:-1],
        checked.replace(":", ":x", 1),
        signing.dumps(["a.csv", [("i1", "80.00", "1.00")]]),
    ):
        refused_as_stale(sending, forged)


def test_a_check_is_of_use_to_one_person_one_agency_and_one_year(
    sending, nanueng, officer, as_user, empty_agency, coordinator
):
    checked = token(send(sending, csv_of(("i1", "81"))))
    refused_as_stale(as_user(officer), checked)
    refused_as_stale(sending, checked, "/nanueng/2567/scores/upload/confirm/")
    empty_agency.memberships.create(user=coordinator, role="coordinator")
    refused_as_stale(sending, checked, EMPTY + "confirm/")


def test_a_check_lasts_an_hour(sending, monkeypatch):
    checked = token(send(sending, csv_of(("i1", "81"))))
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    refused_as_stale(sending, checked)


def test_a_check_under_other_rules_is_refused(sending, nanueng):
    checked = token(send(sending, csv_of(("i1", "81"))))
    Assessment.objects.for_year(nanueng, 2568).get().framework.questions.filter(code="i1").update(code="i99")
    refused_as_stale(sending, checked)


# The lock and the rights


def test_locked_scores_say_so_and_take_nothing(sending, nanueng, coordinator):
    checked = token(send(sending, csv_of(("i1", "81"))))
    assessment_lock(assessment=Assessment.objects.for_year(nanueng, 2568).get(), actor=coordinator)
    before = rows_of_everything()
    for answer, status in [
        (sending.get(UPLOAD), 200),
        (send(sending, csv_of(("i1", "81"))), 409),
        (confirm(sending, checked), 409),
    ]:
        assert answer.status_code == status
        assert "ล็อกคะแนนของปีนี้แล้ว" in text(answer)
        assert 'type="file"' not in text(answer)
    assert rows_of_everything() == before


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("coordinator", 200),
        ("officer", 200),
        ("reader", 403),
        ("executive", 403),
        ("administrator", 403),
        ("stranger", 404),
    ],
)
def test_who_enters_scores_uploads_them(nanueng, as_user, request, person: str, status: int):
    client = as_user(request.getfixturevalue(person))
    assert client.get(UPLOAD).status_code == status
    assert send(client, csv_of(("i1", "81"))).status_code == status
    assert confirm(client, "x").status_code == (409 if status == 200 else status)


def test_a_confirmation_is_posted(sending):
    assert sending.get(CONFIRM).status_code == 405


def test_a_year_without_a_framework_leads_to_the_page_that_says_so(sending):
    for url in ("/nanueng/2575/scores/upload/", "/nanueng/2575/scores/upload/confirm/"):
        answer = sending.post(url)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/nanueng/2575/scores/")


def test_one_agency_cannot_write_anothers_scores(nanueng, at_new_agency):
    before = figures(nanueng)
    confirm(at_new_agency, token(send(at_new_agency, csv_of(("i1", "11")), url=EMPTY)), EMPTY + "confirm/")
    assert figures(nanueng) == before


# First scores of a year


def test_a_downloaded_workbook_filled_in_becomes_the_year(at_new_agency, empty_agency):
    book = at_new_agency.get("/maiklang/2568/scores/download/xlsx/?parts=1").content
    page = send(at_new_agency, fill(book, i1=80, e1_1="๗๐", e1_2=80, total=95.3, level="ผ่านดี"), "scores.xlsx", EMPTY)
    assert not Assessment.objects.filter(agency=empty_agency).exists()
    confirm(at_new_agency, token(page), EMPTY + "confirm/")
    assert figures(empty_agency) == {"i1": "80.00", "e1/1": "70.00", "e1/2": "80.00", "total": "95.30"}


TEN = [(str(number), f"9{number % 10}.5") for number in range(1, 11)]


@pytest.mark.parametrize("rows", [TEN, [("total", "90.04"), ("level", "ผ่าน")]], ids=["indicators", "total"])
def test_ten_indicators_or_a_total_are_enough(at_new_agency, empty_agency, rows):
    confirm(at_new_agency, token(send(at_new_agency, csv_of(*rows), url=EMPTY)), EMPTY + "confirm/")
    assert len(figures(empty_agency)) == len([code for code, _ in rows if code != "level"])
    assert at_new_agency.get("/maiklang/2568/").status_code == 200


def test_a_workbook_of_another_year_or_agency_is_refused_on_the_page(sending, at_new_agency):
    book = sending.get("/nanueng/2567/scores/download/xlsx/").content
    assert "เป็นของปีงบประมาณ 2567" in text(send(sending, book, "scores.xlsx"))
    assert "หน่วยงานอื่น (nanueng)" in text(send(at_new_agency, book, "scores.xlsx", "/maiklang/2567/scores/upload/"))


@pytest.mark.parametrize(
    ("slug", "year"),
    [("nahom", 2563), ("dongsombun", 2565), ("dongsombun", 2566), ("khanom", 2568), ("chokchai", 2565)],
)
@pytest.mark.parametrize("file_type", ["xlsx", "csv"])
def test_every_demonstration_year_comes_back_unchanged(frameworks, as_user, member, slug, year, file_type):
    demonstration_agency_load(slug=slug)
    client = as_user(member(Agency.objects.get(slug=slug), "officer"))
    content = client.get(f"/{slug}/{year}/scores/download/{file_type}/").content
    page = send(client, content, f"a.{file_type}", f"/{slug}/{year}/scores/upload/")
    assert "ไม่มีรายการที่ต้องเปลี่ยน" in text(page)
