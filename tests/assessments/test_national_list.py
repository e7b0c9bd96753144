"""Announced results of many agencies: read, matched, checked, stored at one stroke, taken back at one stroke."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from agencies.models import Agency, Change
from agencies.rules.agency_matching import NEW
from assessments.models import Announced, Figure, Framework, NationalImport
from assessments.national_list import NationalList
from assessments.national_services import (
    LEAVE_OUT,
    NationalRefused,
    national_list_keep,
    national_list_store,
    national_list_undo,
)

pytestmark = pytest.mark.django_db
HEAD = [
    "ที่",
    "รหัส",
    "ประเภท",
    "ชื่อหน่วยงาน",
    "อำเภอ",
    "จังหวัด",
    *(f"ตัวชี้วัดที่ {n}" for n in range(1, 11)),
    "คะแนน ITA",
    "ระดับ",
]
TEN = ["90", "90", "90", "90", "90", "90", "90", "90", "90", "90"]
ONE = ["1", "6430801", "อบต.", "นาหนึ่ง", "โพนพิสัย", "หนองคาย", *TEN, "90.00", "ผ่านดี"]
TWO = ["2", "5730201", "ทต.", "นาหนึ่ง", "เมือง", "เชียงราย", *TEN, "90.00", ""]


def a_csv(*rows, head=HEAD) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream).writerows([head, *rows])
    return stream.getvalue().encode("utf-8-sig")


def an_xlsx(*rows, head=HEAD) -> bytes:
    book, stream = Workbook(), BytesIO()
    for row in [head, *rows]:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def framework() -> Framework:
    return Framework.objects.get(fiscal_year=2568)


@pytest.fixture
def nobody():
    """There are no agencies, as in an installation that begins."""
    assert not Agency.objects.exists()


def checked(framework, content, name="nation.csv", **more):
    return NationalList(framework, name, content, **more).check()


def stored(framework, content, answers=None, name="nation.csv", **more):
    check = checked(framework, content, name, **more)
    assert not check.problems
    kept = national_list_keep(framework=framework, check=check, actor=None)
    return kept, national_list_store(kept=kept, answers=answers or {}, as_announced=True, actor=None)


def reasons(check) -> list[str]:
    return [str(problem) for problem in check.problems]


def in_force(framework) -> dict[str, str]:
    return {str(each.agency): str(each.total) for each in Announced.objects.in_force().filter(framework=framework)}


def test_agencies_that_nobody_knew_exist_as_names_with_results(framework, nobody):
    _, outcome = stored(framework, a_csv(ONE, TWO))
    assert (outcome.stored, outcome.made) == (2, 2)
    assert not Agency.objects.tenants().exists()
    assert in_force(framework) == {"องค์การบริหารส่วนตำบลนาหนึ่ง": "90.00", "เทศบาลตำบลนาหนึ่ง": "90.00"}
    assert Agency.objects.get(kind="subdistrict").district == "เมืองเชียงราย"
    entry = Change.objects.get(subject__startswith="nation:")
    assert (entry.agency, entry.fiscal_year) == (None, 2568)
    assert "ผลที่นำเข้า: 2 แห่ง" in entry.new


def test_a_name_has_no_page_until_it_becomes_a_tenant(framework, nobody, client, as_user, administrator):
    stored(framework, a_csv(ONE))
    slug = Agency.objects.get().slug
    assert as_user(administrator).get(f"/{slug}/2568/").status_code == 404
    assert client.get(f"/public/{slug}/").status_code == 404


def test_the_next_year_finds_them_again_however_they_are_spelt(framework, nobody):
    stored(framework, a_csv(ONE, TWO))
    later = Framework.objects.get(fiscal_year=2567)
    respelt = ["๑", "", "", "องค์การบริหารส่วนตำบล นาหนึ่ง", "อำเภอโพนพิสัย", "จ.หนองคาย", *TEN, "๙๐.๐๐ คะแนน", ""]
    check = checked(later, a_csv(respelt, TWO))
    assert (check.known, check.new, check.doubts) == (2, 0, [])


def test_codes_that_lost_their_zeros_are_the_same(framework, nobody):
    stored(framework, a_csv([*ONE[:1], "0430801", *ONE[2:]]))
    check = checked(Framework.objects.get(fiscal_year=2567), an_xlsx([1, 430801, *ONE[2:]]), "nation.xlsx")
    assert check.known == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["1", "6430801", "ทต.", "นาหนึ่ง", "โพนพิสัย", "หนองคาย"], "รหัสเดียวกัน"),
        (["1", "6430801", "อบต.", "นาใหม่", "โพนพิสัย", "หนองคาย"], "รหัสเดียวกัน"),
        (["1", "", "ทต.", "นาหนึ่ง", "โพนพิสัย", "หนองคาย"], "ประเภทต่างกัน"),
        (["1", "", "อบต.", "นาหนึ่ง", "ท่าบ่อ", "หนองคาย"], "อำเภอต่างกัน"),
        (["1", "", "อบต.", "นาหนึ่งง", "โพนพิสัย", "หนองคาย"], "ชื่อใกล้เคียงกัน"),
    ],
    ids=["turned", "renamed", "turned-without-code", "other-district", "misspelt"],
)
def test_what_is_only_alike_is_asked(framework, nobody, row, reason):
    stored(framework, a_csv(ONE))
    agency = Agency.objects.get()
    later = Framework.objects.get(fiscal_year=2567)
    check = checked(later, a_csv([*row, *TEN, "90.00", ""]))
    (doubt,) = check.doubts
    assert reason in doubt.match.reason
    assert doubt.match.offered == (agency.slug,)
    kept = national_list_keep(framework=later, check=check, actor=None)
    with pytest.raises(NationalRefused, match="แถว 2"):
        national_list_store(kept=kept, answers={}, actor=None)
    national_list_store(kept=kept, answers={2: agency.slug}, actor=None)
    assert Agency.objects.count() == 1
    # Whoever was recognised once is known by both names the year after.
    assert checked(Framework.objects.get(fiscal_year=2566), a_csv([*row, *TEN, "90.00", ""])).known == 1


def test_who_has_a_row_of_its_own_is_not_offered_to_another(framework, nobody):
    stored(framework, a_csv(ONE))
    town = ["2", "", "ทต.", *ONE[3:]]
    check = checked(Framework.objects.get(fiscal_year=2567), a_csv(ONE, town))
    assert (check.known, check.new, check.doubts) == (1, 1, [])


def test_a_doubt_can_be_another_agency_or_left_out(framework, nobody):
    stored(framework, a_csv(ONE))
    row = ["1", "", "อบต.", "นาหนึ่ง", "ท่าบ่อ", "หนองคาย", *TEN, "90.00", ""]
    _, left = stored(Framework.objects.get(fiscal_year=2567), a_csv(row, TWO), {2: LEAVE_OUT})
    assert (left.stored, left.left_out) == (1, 1)
    stored(Framework.objects.get(fiscal_year=2566), a_csv(row), {2: NEW})
    assert Agency.objects.filter(name="นาหนึ่ง", kind="sao").count() == 2


def test_all_problems_are_said_at_once_and_nothing_is_written(framework, nobody):
    rows = [
        [*ONE[:6], *TEN, "101", ""],
        [*TWO[:6], *TEN[:9], "แปดสิบ", "90.00", ""],
        ["3", "", "อบต.", "", "เมือง", "ตาก", *TEN, "90.00", ""],
        ["4", "", "อบต.", "สี่", "เมือง", "เมืองตาก", *TEN, "90.00", ""],
        ["5", "", "อบต.", "ห้า", "เมือง", "ตาก", *TEN, "90.00", "AA"],
        ["6", "", "อบต.", "หก", "เมือง", "ตาก", *TEN, "", ""],
        ["7", "", "อบต.", "หก", "เมือง", "ตาก", *TEN, "90.00", ""],
        ["8", "", "อบต.", "แปด", "เมือง", "ตาก", "90"],
    ]
    said = "\n".join(reasons(checked(framework, a_csv(*rows))))
    for number, words in enumerate(
        ("0 ถึง 100", "แปดสิบ", "ไม่มีชื่อ", "ไม่รู้จักจังหวัด", "ไม่รู้จักระดับ", "ไม่มีคะแนนรวม", "แถว 7", "แถวขาดหาย"), 2
    ):
        line = next(line for line in said.splitlines() if line.startswith(f"แถว {number}"))
        assert words in line
    assert not NationalImport.objects.exists()


def test_one_wrong_row_among_many_keeps_all_out(framework, nobody, tmp_path):
    rows = [["", "", "อบต.", f"ที่{n}", "เมือง", "ตาก", *TEN, "90.00", ""] for n in range(60)]
    rows.append(["", "", "อบต.", "ผิด", "เมือง", "ตาก", *TEN, "9o.00", ""])
    path = tmp_path / "nation.csv"
    path.write_bytes(a_csv(*rows))
    with pytest.raises(CommandError, match="แถว 62"):
        call_command("import_nation", str(path), year=2568)
    assert not Agency.objects.exists()


def test_what_contradicts_itself_is_taken_only_as_announced(framework, nobody):
    wrong_total = [*ONE[:6], *TEN, "95.00", ""]
    wrong_level = [*TWO[:6], *TEN, "90.00", "ผ่านดีเยี่ยม"]
    check = checked(framework, a_csv(wrong_total, wrong_level))
    assert [str(each).partition(" แต่")[0] for each in check.contradictions] == [
        "แถว 2: คะแนนรวม 95.00",
        "แถว 3: ระดับ “ผ่านดีเยี่ยม”",
    ]
    kept = national_list_keep(framework=framework, check=check, actor=None)
    with pytest.raises(NationalRefused, match="ขัดกันเอง"):
        national_list_store(kept=kept, answers={}, actor=None)
    national_list_store(kept=kept, answers={}, as_announced=True, actor=None)
    assert set(in_force(framework).values()) == {"95.00", "90.00"}


def test_the_same_file_twice_is_refused_and_stored_once(framework, nobody):
    kept, _ = stored(framework, a_csv(ONE))
    assert "ไปแล้ว" in reasons(checked(framework, a_csv(ONE)))[0]
    with pytest.raises(NationalRefused, match="ไม่มีการนำเข้าซ้ำ"):
        national_list_store(kept=kept, answers={}, actor=None)


def test_another_years_file_is_refused(framework, nobody):
    above = a_csv(HEAD, ONE, head=["ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566"])
    assert reasons(checked(framework, above)) == ["ไฟล์นี้เป็นของปี 2566 ไม่ใช่ปี 2568"]


def test_a_book_of_two_years_gives_the_year_that_is_asked(nobody):
    framework = Framework.objects.get(fiscal_year=2564)
    head = ["จังหวัด", "ปีงบประมาณ", *(f"ัตว ้ีชวัด ี่ท {n}" for n in range(1, 11)), "คะแนน ITA"]
    rows = [["กระบี่", "ปี 2564", *TEN, "90.00"], ["", "ปี 2563", *TEN, "80.00"], ["ตาก", "ปี 2564", *TEN, "90.00"]]
    check = checked(framework, a_csv(*rows, head=head))
    assert not check.problems
    assert [row.name.name for row in check.rows] == ["จังหวัดกระบี่", "จังหวัดตาก"]
    assert check.left_aside == 1
    assert check.rows[0].result.figures["7"] == 90


def test_a_list_of_one_province_says_only_names_and_totals(framework, nobody):
    rows = [["1", "ทต.หนึ่ง", "91.00"], ["2", "อบต.สอง", "92.00"]]
    check = checked(framework, a_csv(*rows, head=["ลำดับ", "อปท.", "คะแนน ITA"]), province="หนองคาย")
    assert [(row.name.kind, row.name.province) for row in check.rows] == [
        ("subdistrict", "หนองคาย"),
        ("sao", "หนองคาย"),
    ]


def test_a_newer_list_stands_for_the_older_until_it_is_taken_back(framework, nobody):
    first, _ = stored(framework, a_csv(ONE, TWO))
    second, outcome = stored(framework, a_csv([*ONE[:6], *["91"] * 10, "91.00", ""], TWO))
    assert (outcome.stored, outcome.replaced, outcome.unchanged) == (1, 1, 1)
    assert sorted(in_force(framework).values()) == ["90.00", "91.00"]
    third, _ = stored(framework, a_csv([*ONE[:6], *["92"] * 10, "92.00", ""]))
    national_list_undo(stored=second, actor=None)
    assert sorted(in_force(framework).values()) == ["90.00", "92.00"]
    national_list_undo(stored=third, actor=None)
    assert sorted(in_force(framework).values()) == ["90.00", "90.00"]
    national_list_undo(stored=first, actor=None)
    assert not in_force(framework)
    with pytest.raises(NationalRefused):
        national_list_undo(stored=first, actor=None)


def test_what_an_agency_typed_itself_stays_and_the_difference_is_shown(framework, nanueng):
    typed = Figure.objects.get(assessment__agency=nanueng, assessment__framework=framework, code="1")
    row = ["1", "", "อบต.", nanueng.name, nanueng.district, nanueng.province, "12.34", *TEN[1:], "90.00", ""]
    check = checked(framework, a_csv(row))
    assert check.known == 1
    (found,) = [each for each in check.differences if each.code == "1"]
    assert (found.agency, found.typed, str(found.announced)) == ("nanueng", typed.value, "12.34")
    kept = national_list_keep(framework=framework, check=check, actor=None)
    national_list_store(kept=kept, answers={}, as_announced=True, actor=None)
    typed.refresh_from_db()
    assert typed.value != Announced.objects.get().figures["1"]


def test_a_list_is_checked_anew_when_agencies_have_changed_meanwhile(framework, nobody):
    kept = national_list_keep(framework=framework, check=checked(framework, a_csv(ONE)), actor=None)
    Agency.objects.create(slug="mine", kind="sao", name="นาหนึ่ง", district="โพนพิสัย", province="หนองคาย")
    with pytest.raises(NationalRefused, match="เปลี่ยนไป"):
        national_list_store(kept=kept, answers={}, actor=None)


def test_the_command_tells_and_stores_as_the_page_does(framework, nobody, tmp_path, capsys):
    path = tmp_path / "nation.xlsx"
    path.write_bytes(an_xlsx(ONE, TWO))
    call_command("import_nation", str(path), year=2568, dry_run=True)
    assert not Agency.objects.exists()
    call_command("import_nation", str(path), year=2568)
    assert "2 stored, 2 agencies new" in capsys.readouterr().out


def test_queries_do_not_grow_with_the_rows(framework, nobody, django_assert_max_num_queries):
    rows = [["", "", "อบต.", f"ที่{n}", "เมือง", "ตาก", *TEN, "90.00", ""] for n in range(50)]
    with django_assert_max_num_queries(40):
        stored(framework, a_csv(*rows))


def test_sheets_besides_the_first_list_are_named(framework, nobody):
    book, stream = Workbook(), BytesIO()
    book.active.title = "หนองคาย"
    for sheet, row in ((book.active, ONE), (book.create_sheet("เชียงราย"), TWO)):
        sheet.append(HEAD)
        sheet.append(row)
    book.save(stream)
    found = checked(framework, stream.getvalue(), "nation.xlsx")
    assert (found.problems, [row.name.province for row in found.rows]) == ([], ["หนองคาย"])
    assert found.unread[-1] == "แผ่นงาน “เชียงราย”"
