"""Who changed what: the page of the year, and of one thing; what is asked for, and the same as a file."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from agencies.changes import ChangeSubject, change_record, changes_record
from agencies.history_days import acts_in
from agencies.models import Change
from agencies.rules.acts import Act
from ita_portal.text.thai import long_date, short_date

URL = "/nanueng/2568/history/"


def left(agency, actor=None, *, fiscal_year=2568, subject="figure:i1", label="คะแนน i1", **texts) -> Change:
    return change_record(ChangeSubject(agency, fiscal_year, subject, label), actor, **texts)


def many(agency, count: int) -> None:
    subjects = (ChangeSubject(agency, 2568, "figure:i1", f"ครั้งที่ {n}") for n in range(count))
    changes_record(((about, "เดิม", "ใหม่") for about in subjects), None)


def test_a_change_stands_with_who_from_what_to_what(nanueng, coordinator, reader, as_user):
    as_user(coordinator).post("/nanueng/2568/scores/cells/", {"i1": "85", "seen-i1": "80.00"})
    page = as_user(reader).get(URL + "?subject=figure:i1").content.decode()
    assert coordinator.display_name in page
    assert "80.00" in page
    assert "85.00" in page
    assert "คะแนน i2" not in page


def test_the_list_can_be_narrowed_to_a_kind(nanueng, reader, as_user):
    page = as_user(reader).get(URL + "?kind=measure").content.decode()
    assert "เพิ่มมาตรการ" in page
    assert "คะแนน i1" not in page


def test_an_act_is_of_an_account_whatever_name_it_bears(nanueng, coordinator, officer):
    act = Act()
    for actor, name in ((coordinator, "ชื่อเดิม"), (coordinator, "ชื่อใหม่"), (officer, "ชื่อใหม่")):
        actor.display_name = name
        left(nanueng, actor, label="ก", act=act)
    found = acts_in(Change.objects.filter(label="ก").order_by("-pk"))
    assert [len(each.numbers) for each in found] == [1, 2]


def strokes(agency, count: int) -> None:
    for n in range(count):
        change_record(ChangeSubject(agency, 2568, "figure:i1", f"ครั้งที่ {n}"), None, old="1", new="2", act=Act())


def test_a_long_history_comes_in_pages_and_leads_to_any_of_them(nanueng, reader, as_user):
    strokes(nanueng, 70)
    client = as_user(reader)
    page = client.get(URL + "?text=ครั้งที่&page=2").content.decode()
    assert "ถัดไป" in page
    assert "ก่อนหน้า" in page
    jump = page.partition('class="page-jump"')[2]
    assert '<input type="hidden" name="text" value="ครั้งที่">' in jump
    assert 'value="2"' not in jump
    assert "หน้า 3 จาก 3" in client.get(URL + "?text=ครั้งที่&page=๓").content.decode()
    assert client.get(URL + "?page=nonsense").status_code == 200


def test_one_act_is_one_entry_that_opens_to_all_it_changed(nanueng, coordinator, reader, as_user):
    act = Act()
    for code in ("i1", "i2", "i3"):
        about = ChangeSubject(nanueng, 2568, f"figure:{code}", f"วางคะแนน {code}")
        change_record(about, coordinator, old="80", new="85", reason="ตามหนังสือแจ้งผล", act=act)
    page = as_user(reader).get(f"{URL}?text=วางคะแนน").content.decode()
    assert "1 ครั้ง รวม 3 รายการ" in page
    assert page.count('<details class="history-act">') == 1
    assert 'วางคะแนน i1 <span class="others">และอีก 2 รายการ' in page
    assert all(page.count(f"<h3>วางคะแนน {code}</h3>") == 1 for code in ("i1", "i2", "i3"))
    assert long_date(timezone.localdate()) in page.partition('<details class="history-act">')[0]


def test_another_agencys_history_is_not_there(nanueng, stranger, as_user):
    assert as_user(stranger).get(URL).status_code == 404


@pytest.mark.parametrize("stored", ["สำนักปลัด ข้อ 12", "ส\u0e4d\u0e32นักปลัด ข้อ ๑๒"])
@pytest.mark.parametrize("asked", ["สำนัก", "ส\u0e4d\u0e32นัก", "ส\u0e33นักปลัด  ข้อ 12", "ข้อ ๑๒", "ข้อ\u00a012"])
def test_a_text_is_found_in_whatever_spelling_it_is_stored_and_asked_for(nanueng, reader, as_user, stored, asked):
    left(nanueng, new=stored)
    page = as_user(reader).get(URL, {"text": asked}).content.decode()
    assert "คะแนน i1" in page


def test_hostile_text_prints_as_text(nanueng, coordinator, reader, as_user):
    hostile = "<script>alert(1)</script>"
    as_user(coordinator).post("/nanueng/2568/scores/cells/", {"rank": hostile, "seen-rank": ""})
    page = as_user(reader).get(URL).content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page


def test_a_reason_given_on_the_sheet_stands_in_the_history(nanueng, coordinator, reader, as_user):
    fields = {"i1": "85", "seen-i1": "80.00", "reason": "แก้ตามหนังสือแจ้งผล"}
    for address, typed in (("cells/", fields), ("", fields | {"i1": "86", "seen-i1": "85.00"})):
        as_user(coordinator).post(f"/nanueng/2568/scores/{address}", typed)
    page = as_user(reader).get(URL + "?subject=figure:i1").content.decode()
    assert page.count("แก้ตามหนังสือแจ้งผล") == 2


def shown(client, query: str) -> str:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return response.content.decode().partition("คือข้อความที่เพิ่ม</span>")[2]


def test_what_differs_is_marked_and_said_in_words(empty_agency, nanueng, reader, as_user):
    left(nanueng, old="จัดอบรมเจ้าหน้าที่เรื่องการให้บริการ", new="จัดอบรมเจ้าหน้าที่และผู้บริหารเรื่องการให้บริการ")
    page = shown(as_user(reader), "kind=figure")
    assert '<ins><span class="visually-hidden">(เพิ่ม: </span>และผู้บริหาร<span' in page
    assert page.count("จัดอบรมเจ้าหน้าที่") == 2


@pytest.mark.parametrize(("old", "new"), [("", "เพิ่มทั้งหมด"), ("ลบทั้งหมด", ""), ("ปิด", "เปิด"), ("ร่าง\n", "ส่งแล้ว\n")])
def test_nothing_is_marked_where_the_texts_have_nothing_in_common(nanueng, reader, as_user, old, new):
    left(nanueng, subject="report:1", label="รายงาน", old=old, new=new)
    page = shown(as_user(reader), "subject=report:1")
    assert "<ins>" not in page
    assert "<del>" not in page
    assert old.strip() in page
    assert new.strip() in page


def test_a_long_text_is_shown_around_the_change_and_in_full_on_demand(nanueng, reader, as_user):
    long = "ข้อความที่ไม่เปลี่ยน " * 100
    left(nanueng, subject="finding:issue:3", label="ข้อค้นพบ", old=f"{long}เดิม", new=f"{long}ใหม่")
    page = shown(as_user(reader), "subject=finding:issue:3")
    assert "ข้อความเต็ม" in page
    assert page.partition('class="whole-texts"')[0].count("ข้อความที่ไม่เปลี่ยน") < 20


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=figure", {"score"}),
        ("kind=person", {"member"}),
        ("kind=agency", {"setting"}),
        ("kind=progress", {"progress"}),
        ("text=เฉพาะคำนี้", {"progress"}),
        ("subject=figure:i1&subject=member:7", {"score", "member"}),
        ("subject=:KEY", {"progress", "measure"}),
        ("subject=report:", set()),
        ("kind=nonsense", set()),
        ("years=all&kind=figure", {"score", "before"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked_for(nanueng, coordinator, reader, as_user, query, expected):
    left(nanueng, coordinator, label="score")
    left(nanueng, coordinator, label="before", fiscal_year=2567)
    left(nanueng, coordinator, subject="member:7", label="member", fiscal_year=None)
    left(nanueng, coordinator, subject="agency:settings", label="setting", fiscal_year=None)
    left(nanueng, coordinator, subject="progress:KEY", label="progress", new="เฉพาะคำนี้")
    left(nanueng, coordinator, subject="measure:KEY", label="measure")
    left(None, coordinator, subject="framework:question:i1", label="framework")
    left(None, coordinator, subject="account:1", label="account", fiscal_year=None)
    page = shown(as_user(reader), f"{query}&person={coordinator.username}")
    labels = {"score", "before", "member", "setting", "progress", "measure", "framework", "account"}
    assert {label for label in labels if f">{label}<" in page} == expected


def test_days_are_those_of_the_buddhist_era_with_both_ends(nanueng, reader, as_user):
    left(nanueng, label="วันนี้เอง")
    client, today = as_user(reader), timezone.localdate()
    for since, until, is_there in ((0, 0, True), (1, 0, True), (2, 1, False)):
        days = (short_date(today - timedelta(days=back)) for back in (since, until))
        query = "since={}&until={}".format(*days)
        assert ("วันนี้เอง" in shown(client, query)) == is_there


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("since=1/1/2025", "เป็นปี ค.ศ."),
        ("since=99/99/2568", "ไม่มีเดือนที่ 99"),
        ("since=2/1/2568&until=1/1/2568", "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม"),
        ("person=nobody", "กรุณาเลือกจากรายการ"),
        ("text=" + "ก" * 101, "ไม่เกิน 100"),
    ],
)
def test_a_wrong_filter_lists_nothing_downloads_nothing_and_says_why(nanueng, reader, as_user, query, message):
    left(nanueng, label="รายการหนึ่ง")
    client = as_user(reader)
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    page = response.content.decode()
    assert re.search(f'class="field-error" id="[^"]+">[^<]*{message}', page)
    assert "history-act" not in page
    assert "download/" not in page
    for file_type in ("csv", "xlsx"):
        led = client.get(f"{URL}download/{file_type}/?{query}", follow=True)
        assert [status for _, status in led.redirect_chain] == [302]
        assert message in led.content.decode()


@pytest.mark.parametrize("query", ["subject=" + "x" * 5000, "text=%25%27%22", "page=-1", "since=x"])
def test_a_hostile_address_breaks_nothing(nanueng, reader, as_user, query):
    assert as_user(reader).get(f"{URL}?{query}").status_code == 200


def test_every_member_and_the_administrator_read_it(nanueng, officer, executive, administrator, as_user):
    for person in (officer, executive, administrator):
        assert as_user(person).get(URL).status_code == 200


def test_another_agencys_entries_are_in_no_list_and_no_file(nanueng, empty_agency, reader, as_user):
    left(empty_agency, label="ของหน่วยงานอื่น")
    client = as_user(reader)
    assert "ของหน่วยงานอื่น" not in client.get(f"{URL}?years=all").content.decode()
    file = b"".join(client.get(f"{URL}download/csv/?years=all").streaming_content).decode()
    assert "ของหน่วยงานอื่น" not in file


def test_many_entries_are_asked_for_as_often_as_few(nanueng, reader, as_user):
    client = as_user(reader)
    counts = []
    for count in (10, 300):
        many(nanueng, count)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 18


def test_the_file_holds_what_the_page_shows_and_no_live_formula(nanueng, reader, as_user):
    many(nanueng, 120)
    left(nanueng, subject="finding:issue:3", label="=1+1", old="-ก", new="@ข\x0b", reason="+เหตุผล")
    client = as_user(reader)
    response = client.get(f"{URL}download/csv/?kind=finding&text=เหตุผล")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    heading, row = csv.reader(StringIO(text))
    assert heading[:5] == ["วันเวลา", "ผู้ดำเนินการ", "บัญชีผู้ใช้", "ประเภท", "เรื่อง"]
    assert row[1:8] == ["ระบบ", "", "ข้อค้นพบ", "'=1+1", "'-ก", "'@ข", "'+เหตุผล"]
    page = load_workbook(BytesIO(client.get(f"{URL}download/xlsx/?kind=finding&text=เหตุผล").content)).active
    assert [cell.value for cell in page[2]][4:8] == ["'=1+1", "'-ก", "'@ข", "'+เหตุผล"]
    assert all(cell.data_type == "s" for cell in page[2][4:8])
    whole = b"".join(client.get(f"{URL}download/csv/?text=ครั้งที่").streaming_content).decode()
    assert whole.count("ครั้งที่") == 120
    assert client.get(f"{URL}download/exe/").status_code == 404


def test_a_text_too_long_for_a_cell_says_where_it_is_whole(nanueng, reader, as_user):
    left(nanueng, subject="finding:issue:3", label="ยาว", new="ก" * 40_000)
    client = as_user(reader)
    page = load_workbook(BytesIO(client.get(f"{URL}download/xlsx/?text=ยาว").content)).active
    assert page["G2"].value.endswith("ข้อความเต็มอยู่ในไฟล์ CSV)")
    assert "ก" * 40_000 in b"".join(client.get(f"{URL}download/csv/?text=ยาว").streaming_content).decode()


@pytest.mark.parametrize(
    ("page", "subject"),
    [
        ("/nanueng/2568/scores/", "subject=figure:i1"),
        ("/nanueng/2568/analysis/?subject=issue:3", "subject=finding:issue:3"),
        ("/nanueng/2568/analysis/?subject=limitations", "subject=limitations"),
        ("/nanueng/2568/documents/", "subject=document:analysis"),
        ("/nanueng/2568/documents/analysis/settings/", "subject=document:analysis"),
        ("/nanueng/2568/documents/memo/opinions/", "subject=document:memo"),
    ],
)
def test_each_thing_leads_to_its_own_history(nanueng, coordinator, as_user, page, subject):
    assert f"{URL}?{subject}" in as_user(coordinator).get(page).content.decode()


def test_a_measure_and_a_round_lead_to_all_that_became_of_them(nanueng, coordinator, as_user):
    from tests.measures.rounds import open_round, submit

    plan = nanueng.plans.get(fiscal_year=2568)
    measure = plan.measures.select_related("plan__agency")[0]
    opened = open_round(plan, coordinator)
    submit(measure, opened, coordinator, work="จัดประชุม")
    client = as_user(coordinator)
    for page, subject in (
        (f"measures/{measure.key}/", f"?subject=:{measure.key}"),
        (f"measures/{measure.key}/progress/", f"?subject=:{measure.key}"),
        (f"measures/rounds/{opened.key}/", f"?subject=round:{opened.key}&amp;subject=report:{opened.key}:"),
    ):
        assert subject in client.get(f"/nanueng/2568/{page}").content.decode()
    of_measure = shown(client, f"subject=:{measure.key}")
    assert all(words in of_measure for words in ("เพิ่มมาตรการ", "รายงานความก้าวหน้า", "ส่งรายงาน รอบ 6 เดือน"))
    of_round = shown(client, f"subject=round:{opened.key}&subject=report:{opened.key}:")
    assert "เปิดรอบการรายงาน" in of_round
    assert "ส่งรายงาน รอบ 6 เดือน" in of_round
    assert "เพิ่มมาตรการ" not in of_round
