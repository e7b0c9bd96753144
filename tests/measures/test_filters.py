"""The tracking page: its numbers, its filters, its order, the workbook of what is shown."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from agencies import kept
from measures.models import Measure
from measures.rules.filters import Filters, headings, read_filters, shown, words
from measures.rules.standing import Standing
from measures.rules.tracking import Groups, Tracked, TrackedBeside, TrackedGroup
from tests.measures.test_plan_page import fill

URL = "/nanueng/2568/measures/tracking/"
XLSX = f"{URL}xlsx/"
TODAY = date(2025, 2, 18)
TREASURY = TrackedGroup("7", "กองคลัง")
GROUPS = Groups(
    departments=(TREASURY,), issues=(TrackedGroup("1", "1. ประเด็นหนึ่ง"),), indicators=(TrackedGroup("9", "ตัวชี้วัดที่ 9"),)
)


SENT = TrackedBeside(Standing.SUBMITTED, "done", 100, TODAY)


def tracked(number: int, **fields) -> Tracked:
    return Tracked(**{"key": str(number), "number": number, "title": f"มาตรการ {number}", "today": TODAY} | fields)


MEASURES = [
    tracked(
        1, status="done", percent=100, departments=(TREASURY,), end=date(2025, 1, 31), reported_on=date(2025, 2, 1)
    ),
    tracked(2, status="in_progress", percent=40, end=date(2025, 1, 31), issue=GROUPS.issues[0], beside=(SENT,)),
    tracked(3, end=date(2025, 3, 1), indicator=GROUPS.indicators[0], steps=("จัดทำคู่มือ ๓ เล่ม",)),
    tracked(4, title="ก่อนใคร", status="not_started", percent=0),
]


def found(**asked: str) -> list[int]:
    return [measure.number for measure in shown(MEASURES, Filters(**asked))]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"department": "7"}, [1]),
        ({"department": "none"}, [2, 3, 4]),
        ({"status": "unreported"}, [3]),
        ({"due": "overdue"}, [2]),
        ({"due": "soon"}, [3]),
        ({"report": "submitted"}, [2]),
        ({"issue": "1"}, [2]),
        ({"issue": "none"}, [1, 3, 4]),
        ({"indicator": "9"}, [3]),
        ({"q": "คู่มือ 3"}, [3]),  # in a step, and in other digits
        ({"q": "กองคลัง"}, [1]),
        ({"q": "ไม่มีคำนี้"}, []),
        ({"status": "in_progress", "due": "overdue", "issue": "1"}, [2]),
        ({"status": "done", "due": "overdue"}, []),
        ({"sort": "percent"}, [4, 2, 1, 3]),
        ({"sort": "-percent"}, [1, 2, 4, 3]),  # no figure is last either way
        ({"sort": "-number"}, [4, 3, 2, 1]),
        ({"sort": "title"}, [4, 1, 2, 3]),
        ({"sort": "status"}, [3, 4, 2, 1]),
        ({"sort": "end"}, [1, 2, 3, 4]),
        ({"sort": "reported"}, [1, 2, 3, 4]),
    ],
)
def test_filters_narrow_and_sort(asked, expected):
    assert found(**asked) == expected


def test_what_is_not_known_is_left_out_and_named():
    asked = read_filters({"department": "99", "status": "x", "due": "soon", "sort": "-x", "page": "2"}, GROUPS)
    assert asked.filters == Filters(due="soon")
    assert asked.unknown == ("ผู้รับผิดชอบ", "สถานะ")


def test_each_filter_is_a_word_that_can_be_taken_away():
    filters = Filters(department="7", due="overdue", q="คู่มือ", sort="-end")
    removable = words(filters, GROUPS)
    assert [(word.label, word.text) for word in removable] == [
        ("ผู้รับผิดชอบ", "กองคลัง"),
        ("กำหนด", "เกินกำหนด"),
        ("คำค้น", "“คู่มือ”"),
    ]
    assert removable[1].query == filters.query(due="")
    assert "due" not in removable[1].query
    assert "sort=-end" in removable[1].query


def test_a_heading_sorts_upwards_and_pressed_again_downwards():
    assert headings(Filters())["number"].direction == "ascending"
    assert headings(Filters())["end"].query == "sort=end"
    up = headings(Filters(sort="end"))
    assert (up["end"].direction, up["end"].query, up["number"].direction) == ("ascending", "sort=-end", "")
    assert headings(Filters(sort="-end"))["end"].direction == "descending"


# The page


@pytest.fixture
def late(plan, monkeypatch):
    """A plan of which one measure is overdue, one near its end, one done and one cancelled."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    plan.measures.all()[0].progress.all().delete()
    states = [
        ("in_progress", 60, date(2024, 12, 31)),
        ("done", 100, date(2024, 12, 31)),
        ("cancelled", None, date(2024, 12, 31)),
    ]
    for measure, (status, percent, end) in zip(plan.measures.all(), states, strict=False):
        Measure.objects.filter(pk=measure.pk).update(end=end)
        measure.progress.create(
            status=status, percent=percent, reported_on=date(2025, 2, 1), note="งบไม่พอ", actor_name="ระบบ"
        )
    Measure.objects.filter(pk=plan.measures.all()[3].pk).update(end=date(2025, 3, 1))
    return plan


def rows(page: str) -> int:
    return page.count('<tr id="row-')


def test_every_number_leads_to_the_measures_that_it_counts(late, mine):
    page = "".join(mine.get(f"{URL}{tab}").content.decode() for tab in ("", "?by=department", "?by=issue"))
    links = re.findall(r'<a href="[^"]*tracking/(\?[^"#]*)#list"[^>]*>(.*?)</a>', page, re.DOTALL)
    numbered = [(unescape(query), re.sub(r"<[^>]*>", "", text)) for query, text in links if "sort=" not in query]
    assert len(numbered) > 20
    for query, text in numbered:
        shown_text = text.replace("ใน 30 วัน", "").strip()
        number = int((re.search(r"\d+$", shown_text) or re.match(r"\d+", shown_text))[0])
        assert rows(mine.get(f"{URL}{query}").content.decode()) == number, (query, text)


def test_the_counts_say_what_is_late_and_never_what_is_cancelled(late, mine):
    page = mine.get(URL, {"due": "overdue"}).content.decode()
    assert rows(page) == 1
    assert "เกินกำหนด 49 วัน" in page
    assert "แสดง 1 จาก 8 มาตรการ" in page


def test_each_row_says_status_percent_owners_months_and_links_to_the_report(late, mine):
    page = " ".join(mine.get(URL).content.decode().split())
    measure = late.measures.all()[0]
    row = page[page.index(f'<tr id="row-{measure.key}"') :].split("</tr>")[0]
    for words_ in ("อยู่ระหว่างดำเนินการ", ">60 <svg", "สำนักปลัด", "ต.ค.67 - ธ.ค.67", "1 ก.พ. 2568"):
        assert words_ in row
    assert f"/nanueng/2568/measures/{measure.key}/progress/" in row


def test_a_filter_that_finds_nothing_says_so_and_keeps_the_way_back(late, mine):
    page = mine.get(URL, {"q": "ไม่มีคำนี้"}).content.decode()
    assert rows(page) == 0
    assert "ไม่มีมาตรการตามตัวกรองนี้" in page
    assert 'value="ไม่มีคำนี้"' in page
    assert "ล้างตัวกรอง" in page


def test_an_unknown_filter_is_said(late, mine):
    page = mine.get(URL, {"department": "999999"}).content.decode()
    assert rows(page) == 8
    assert "ไม่ได้กรองตามผู้รับผิดชอบ" in page


def test_the_order_is_told_to_screen_readers(late, mine):
    page = mine.get(URL, {"sort": "-percent"}).content.decode()
    assert page.count('aria-sort="') == 1
    assert 'class="number" aria-sort="descending"' in page


def test_who_may_not_edit_gets_no_boxes(late, officer, as_user):
    page = as_user(officer).get(URL).content.decode()
    assert rows(page) == 8
    assert 'name="measure"' not in page
    assert "tracking-assign" not in page
    assert "tracking/assign/" not in page


def test_a_year_without_plan_leads_to_the_plan(nanueng, mine):
    assert mine.get("/nanueng/2569/measures/tracking/").headers["Location"] == "/nanueng/2569/measures/"
    assert mine.get("/nanueng/2569/measures/tracking/xlsx/").status_code == 404


def test_a_plan_without_measures_says_where_to_begin(plan, mine):
    fill(plan, 0)
    page = mine.get(URL).content.decode()
    assert "แผนนี้ยังไม่มีมาตรการ" in page


def test_strangers_and_anonymous_see_nothing(plan, stranger, client, as_user):
    for url in (URL, XLSX):
        assert as_user(stranger).get(url).status_code == 404
        assert client.get(url).status_code == 302


def test_the_plan_page_leads_to_tracking(plan, mine):
    page = mine.get("/nanueng/2568/measures/").content.decode()
    assert f'href="{URL}"' in page
    assert 'href="/nanueng/2568/measures/import/"' in page


# The workbook of what is shown


def sheet_of(response):
    assert response.status_code == 200
    return load_workbook(BytesIO(response.content)).active


def table_of(sheet) -> list[dict]:
    lines = list(sheet.iter_rows(values_only=True))
    at = next(number for number, line in enumerate(lines) if line[0] == "ลำดับ")
    return [dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :]]


def test_the_workbook_holds_what_is_shown_in_its_order(late, mine):
    sheet = sheet_of(mine.get(XLSX, {"sort": "-percent", "q": "ก"}))
    table = table_of(sheet)
    page = mine.get(URL, {"sort": "-percent", "q": "ก"}).content.decode()
    assert len(table) == rows(page)
    assert [row["ร้อยละ"] for row in table[:2]] == [100, 60]
    late_row = table[1]
    assert (late_row["สถานะ"], late_row["กำหนด"]) == ("อยู่ระหว่างดำเนินการ", "เกินกำหนด")
    assert late_row["สิ้นสุด"].date() == date(2024, 12, 31)
    assert late_row["รายงานล่าสุด"].date() == date(2025, 2, 1)
    above_the_table = [cell for row in sheet.iter_rows(max_row=4, values_only=True) for cell in row if cell]
    assert "คำค้น: “ก”" in above_the_table


def test_the_workbook_is_ready_to_print_and_its_heading_stays(late, mine):
    sheet = sheet_of(mine.get(XLSX))
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == "ลำดับ")
    assert sheet.freeze_panes == f"A{heading + 1}"
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.page_setup.orientation == "landscape"
    day = sheet.cell(heading + 1, 8)
    assert "mmm" in day.number_format
    assert day.number_format.startswith("[$-107041E]")  # the Buddhist era


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_of_a_person_becomes_a_formula(late, mine, start: str):
    late.measures.update(title=start + "ข้อความ")
    sheet = sheet_of(mine.get(XLSX))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    # The reader takes \r for a line end, as every reader of XML does.
    titles = {row["มาตรการ"].replace("\n", "\r") for row in table_of(sheet)}
    assert titles == {f"'{start}ข้อความ"}


@pytest.mark.parametrize("url", [URL, XLSX, "/nanueng/2568/measures/export/"])
def test_pages_and_files_take_the_same_queries_for_ten_measures_and_for_fifty(
    plan, mine, url, django_assert_max_num_queries
):
    def asked() -> int:
        kept.forget_all()
        with django_assert_max_num_queries(30) as queries:
            answer = mine.get(url)
        if url == URL:
            assert rows(answer.content.decode()) == plan.measures.count()
        else:
            assert len(table_of(sheet_of(answer))) == plan.measures.count()
        return len(queries)

    fill(plan, 10)
    mine.get(url)
    with_ten = asked()
    fill(plan, 50)
    assert asked() == with_ten


@pytest.mark.parametrize("page", ["", "timeline/", "xlsx/"])
def test_the_addresses_of_before_lead_on_with_their_filters(plan, mine, page):
    asked = "?department=none&sort=title"
    before = mine.get(f"/nanueng/2568/measures/overview/{page}{asked}")
    assert (before.status_code, before.headers["Location"]) == (302, f"{URL}{page}{asked}")
    assert mine.get(f"/nanueng/2568/measures/overview/{page}").headers["Location"] == f"{URL}{page}"


def test_what_a_page_opened_before_the_move_sends_is_still_taken(plan, mine):
    refused = mine.post("/nanueng/2568/measures/overview/assign/", {})
    assert refused.status_code == 422
    assert 'action="/nanueng/2568/measures/tracking/assign/"' in refused.content.decode()
