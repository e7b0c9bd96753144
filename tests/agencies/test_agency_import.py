"""Many agencies from a file: check first, then confirm, with an invitation for the first coordinator of each."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from agencies.agency_file import COLUMNS, check_agency_file
from agencies.models import Agency, Change, Invitation, User
from agencies.standard_departments import standard_departments
from tests.portal.forms import fields_of

URL = "/admin/agencies/agency/import/"
ROWS = [
    ["nong-khai", "องค์การบริหารส่วนจังหวัด", "หนองคาย", "เมืองหนองคาย", "หนองคาย", "ita@nongkhai.example.go.th"],
    ["ban-dung", "ทต.", "เทศบาลตำบลบ้านดุง", "อำเภอบ้านดุง", "จังหวัดอุดรธานี", ""],
]


def csv_file(rows, headings=tuple(COLUMNS)) -> SimpleUploadedFile:
    stream = StringIO(newline="")
    csv.writer(stream).writerows([headings, *rows])
    return SimpleUploadedFile("agencies.csv", stream.getvalue().encode("utf-8-sig"))


def xlsx_file(rows) -> SimpleUploadedFile:
    book, stream = Workbook(), BytesIO()
    for row in [list(COLUMNS), *rows]:
        book.active.append(row)
    book.save(stream)
    return SimpleUploadedFile("agencies.xlsx", stream.getvalue())


@pytest.fixture
def mine(administrator, as_user) -> Client:
    return as_user(administrator)


def confirm(client: Client, file):
    return client.post(URL, fields_of(client.post(URL, {"file": file}), "checked"))


def links_in(answer) -> list[str]:
    rows = load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)
    return [re.sub(r"https?://[^/]+", "", row[4]) for row in rows]


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_a_file_is_checked_without_writing_then_stored_with_links(mine, administrator, make):
    checked = mine.post(URL, {"file": make(ROWS)})
    assert "2 หน่วยงาน" in checked.content.decode()
    assert not Agency.objects.exists()
    answer = mine.post(URL, fields_of(checked, "checked"), follow=True)
    page = answer.content.decode()
    assert "เพิ่มแล้ว 2 หน่วยงาน" in page
    assert "รอตอบรับ 2" in page
    first, second = Agency.objects.order_by("-slug")
    assert (first.full_name, first.place) == ("องค์การบริหารส่วนจังหวัดหนองคาย", "อำเภอเมืองหนองคาย จังหวัดหนองคาย")
    assert (second.full_name, second.place) == ("เทศบาลตำบลบ้านดุง", "อำเภอบ้านดุง จังหวัดอุดรธานี")
    invited = Invitation.objects.get(agency=first)
    assert (invited.role, invited.email, invited.invited_by) == ("coordinator", ROWS[0][-1], administrator)
    assert (invited.expires_at - invited.created_at).days == 30
    assert set(Change.objects.values_list("subject", "actor", "fiscal_year")) == {
        ("agency:created", administrator.pk, None)
    }
    assert all(each.full_name in page for each in (first, second))
    links = links_in(mine.post(answer.redirect_chain[-1][0], {"all": "on", "act": "links"}))
    assert len(set(links)) == 2
    assert "องค์การบริหารส่วนจังหวัดหนองคาย" in Client().get(links[1]).content.decode()


def test_links_are_given_again_new_and_the_old_ones_die(mine):
    page = confirm(mine, csv_file(ROWS)).headers["Location"]
    old, new = (links_in(mine.post(page, {"all": "on", "act": "links"})) for _ in range(2))
    assert not set(old) & set(new)
    assert [Client().get(link).status_code for link in old] == [404, 404]
    assert [Client().get(link).status_code for link in new] == [200, 200]
    told = Change.objects.filter(label__startswith="ออกลิงก์คำเชิญใหม่")
    assert told.count() == 4


def test_only_what_was_chosen_and_waits_gets_a_new_link(mine, member, as_user):
    page = confirm(mine, csv_file(ROWS)).headers["Location"]
    taken, waiting = Invitation.objects.order_by("agency__slug")
    links = links_in(mine.post(page, {"all": "on", "act": "links"}))
    as_user(User.objects.create_user("newcomer")).post(links[0])
    shown = mine.get(page).content.decode()
    assert "ตอบรับแล้ว 1" in shown
    assert "รอตอบรับ 1" in shown
    forged = {"invitation": [str(taken.pk), str(waiting.pk), "x", "9" * 30], "act": "links"}
    assert len(links_in(mine.post(page, forged))) == 1
    assert mine.post(page, {"act": "links"}, follow=True).content.decode().count("กรุณาเลือกคำเชิญ") == 1


def test_invitations_leave_as_letters_and_the_page_says_so(mine, settings, mailoutbox):
    settings.EMAIL_IS_CONFIGURED = True
    page = confirm(mine, csv_file(ROWS)).headers["Location"]
    answer = mine.post(page, {"all": "on", "act": "mail"}, follow=True).content.decode()
    assert "ส่งคำเชิญทางอีเมลแล้ว 1 ฉบับ" in answer
    assert "ส่งอีเมลเมื่อ" in answer
    (letter,) = mailoutbox
    assert letter.to == [ROWS[0][-1]]
    link = re.search(r"/invitation/\S+", letter.body)[0]
    assert Client().get(link).status_code == 200


def test_links_of_another_import_are_left_alone(mine):
    first, second = (confirm(mine, csv_file([row])).headers["Location"] for row in ROWS)
    (kept,) = links_in(mine.post(first, {"all": "on", "act": "links"}))
    mine.post(second, {"all": "on", "act": "links"})
    assert Client().get(kept).status_code == 200
    assert "ยังไม่มีคำเชิญ" in mine.get("/admin/agencies/agency/invitations/?made=x").content.decode()


def test_all_problems_are_said_at_once_with_their_rows(mine, empty_agency):
    rows = [
        ["maiklang", "ทต.", "มีแล้ว", "", "เชียงใหม่", ""],
        ["twice", "อบต.", "หนึ่ง", "", "", ""],
        ["twice", "อบต.", "สอง", "", "", "no address"],
        ["", "หมู่บ้าน", "", "", "", ""],
        ["admin", "อบต.", "สาม", "", "", ""],
        ["ไทย", "อบต.", "สี่", "", "", ""],
        ["Upper", "อบต.", "ห้า", "", "", ""],
    ]
    answer = mine.post(URL, {"file": csv_file(rows)})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "แถว 2: ชื่อในที่อยู่เว็บ: มีหน่วยงานที่ใช้ “maiklang” แล้ว",
        "แถว 3: ชื่อในที่อยู่เว็บ: “twice” ซ้ำกับแถวอื่นในไฟล์",
        "แถว 4: อีเมลผู้ประสานงาน ITA: “no address” ไม่ใช่อีเมลที่ถูกต้อง",
        "แถว 5: ประเภทต้องเป็น",
        "แถว 5: ชื่อ: ",
        "แถว 6: ชื่อในที่อยู่เว็บ: ชื่อนี้สงวนไว้สำหรับระบบ",
        "แถว 7: ชื่อในที่อยู่เว็บ: ",
        "แถว 8: ชื่อในที่อยู่เว็บ: ใช้ได้เฉพาะอักษรอังกฤษตัวเล็ก",
    ):
        assert words in page, words
    assert 'name="checked"' not in page
    assert Agency.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (csv_file([], ("ก", "ข")), "ไม่พบหัวคอลัมน์"),
        (csv_file([]), "ไม่มีแถวหน่วยงานในไฟล์"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "PDF"),
        (SimpleUploadedFile("a.xlsx", b"nonsense"), "ไม่ใช่ XLSX"),
    ],
    ids=["headings", "empty", "pdf", "broken"],
)
@pytest.mark.django_db
def test_a_file_that_cannot_be_read_says_why(file, reason):
    file.seek(0)
    (problem,) = check_agency_file(file.name, file.read()).problems
    assert reason in str(problem)


def test_a_file_may_name_the_departments(mine):
    named = "สำนักปลัด\nกองคลัง, กองช่าง"
    checked = mine.post(URL, {"file": xlsx_file([[*ROWS[0], named], ROWS[1]])})
    assert "<td>สำนักปลัด, กองคลัง, กองช่าง</td>" in checked.content.decode()
    mine.post(URL, fields_of(checked, "checked"))
    first, second = Agency.objects.order_by("-slug")
    assert list(first.departments.values_list("name", flat=True)) == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
    assert tuple(second.departments.values_list("name", flat=True)) == standard_departments("subdistrict")
    assert "กองหรือสำนัก: สำนักปลัด, กองคลัง, กองช่าง" in Change.objects.without_year(first).get().new


def test_all_that_is_wrong_with_departments_is_said_at_once(mine):
    rows = [
        ["one", "อบต.", "หนึ่ง", "", "", "", "กองคลัง,กองคลัง"],
        ["two", "อบต.", "สอง", "", "", "no address", "ก" * 151],
        ["three", "อบต.", "สาม", "", "", "", "\n".join(f"กอง {number}" for number in range(61))],
    ]
    page = mine.post(URL, {"file": csv_file(rows)}).content.decode()
    assert "แถว 2: กองหรือสำนัก: “กองคลัง” ซ้ำกัน" in page
    assert "แถว 3: อีเมล" in page
    assert "ยาวเกิน 150 ตัวอักษร" in page
    assert "แถว 4: กองหรือสำนัก: ใส่ได้ไม่เกิน 60 แห่ง (พบ 61)" in page
    assert not Agency.objects.exists()


def test_what_was_checked_cannot_be_changed_or_used_by_another(mine, member, as_user):
    form = fields_of(mine.post(URL, {"file": csv_file(ROWS)}), "checked")
    other = as_user(User.objects.create_superuser("other"))
    assert other.post(URL, form).status_code == 409
    assert mine.post(URL, {"checked": form["checked"][:-3] + "abc"}).status_code == 409
    assert not Agency.objects.exists()


def test_the_same_file_twice_makes_nothing_twice(mine):
    form = fields_of(mine.post(URL, {"file": csv_file(ROWS)}), "checked")
    mine.post(URL, form)
    answer = mine.post(URL, form, follow=True)
    page = answer.content.decode()
    assert "ท่านเพิ่มหน่วยงานเหล่านี้ไปแล้ว" in page
    assert "รอตอบรับ 2" in page
    assert (Agency.objects.count(), Invitation.objects.count()) == (2, 2)


def test_no_formula_gets_into_the_list_of_links(mine):
    page = confirm(mine, csv_file([["formula", "หน่วยงานอื่น", "+1+1", "", "-2", ""]])).headers["Location"]
    answer = mine.post(page, {"all": "on", "act": "links"})
    values = next(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))
    assert values[0].startswith("'")


def test_the_table_to_fill_in_has_the_columns_that_are_read(mine):
    answer = mine.get(URL + "template/")
    heading = next(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert heading == tuple(COLUMNS)


@pytest.mark.parametrize("url", [URL, URL + "template/"])
def test_nobody_else_adds_agencies(stranger, as_user, url):
    assert as_user(stranger).get(url).headers["Location"].startswith("/admin/login/")
    assert as_user(stranger).post(url).headers["Location"].startswith("/admin/login/")


def test_a_country_of_agencies_takes_few_queries(mine, django_assert_max_num_queries):
    rows = [[f"a{number}", "อบต.", f"ที่ {number}", "", "น่าน", ""] for number in range(600)]
    with django_assert_max_num_queries(10):
        checked = mine.post(URL, {"file": csv_file(rows)})
    with django_assert_max_num_queries(200):  # SQLite takes 1,000 values at once, and eight departments each are many
        answer = mine.post(URL, fields_of(checked, "checked"))
    assert answer.status_code == 302
    assert Invitation.objects.count() == Change.objects.count() == 600
    with django_assert_max_num_queries(60):
        given = mine.post(answer.headers["Location"], {"all": "on", "act": "links"})
    assert len(set(links_in(given))) == 600
    with django_assert_max_num_queries(20):
        mine.get(answer.headers["Location"])


def test_others_agencies_are_not_taken_for_ones_own_import(mine, member, as_user):
    form = fields_of(mine.post(URL, {"file": csv_file(ROWS)}), "checked")
    Agency.objects.create(slug="ban-dung", name="บ้านดุง", kind="other")
    answer = mine.post(URL, form)
    assert answer.status_code == 409
    assert "มีผู้อื่นเพิ่มหน่วยงาน" in answer.content.decode()


def test_a_file_with_the_former_heading_of_the_address_is_read_with_it(db):
    headings = [heading.replace("ผู้ประสานงาน ITA", "ผู้ประสานงาน") for heading in COLUMNS]
    assert headings != list(COLUMNS)
    file = csv_file([["old-heading", "อบต.", "ใหม่", "เมือง", "มุกดาหาร", "a@example.org"]], tuple(headings))
    check = check_agency_file(file.name, file.read())
    assert [row.email for row in check.rows] == ["a@example.org"]


def test_sheets_besides_the_first_are_named_and_hidden_ones_are_not_read(mine):
    book, stream = Workbook(), BytesIO()
    book.active.title, book.active.sheet_state = "ปีก่อน", "hidden"
    for title, row in {"ปีก่อน": ROWS[0], "อุดรธานี": ROWS[1], "หนองคาย": ROWS[0]}.items():
        sheet = book.active if title == "ปีก่อน" else book.create_sheet(title)
        sheet.append(list(COLUMNS))
        sheet.append(row)
    book.save(stream)
    page = mine.post(URL, {"file": SimpleUploadedFile("agencies.xlsx", stream.getvalue())}).content.decode()
    assert "ส่วนที่ไม่ได้อ่าน: แผ่นงาน “ปีก่อน”, แผ่นงาน “หนองคาย”" in page
    assert "<strong>1 หน่วยงาน</strong>" in page
    assert "เทศบาลตำบลบ้านดุง" in page
