"""The announced ranks: as they are typed, refused, stored, and shown beside those of the year before."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from agencies.models import Change
from assessments.models import Assessment
from assessments.rules.comparison import compare_years
from assessments.rules.ranks import NO_RANK, Rank, RankRefused, Ranks, rank_change, read_rank
from assessments.rules.sheet import build_sheet
from reports.content.analysis import score_and_level
from tests.assessments.score_files import csv_of, send
from tests.assessments.small_year import small_year

BEHIND = "ลำดับที่ 13 มากกว่าจำนวนหน่วยงานทั้งหมด 12 แห่ง กรุณาตรวจทั้งสองตัวเลข"
SHEET = "/nanueng/2568/scores/"


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("3 จาก 12", Rank(3, 12)),
        ("อันดับ 3 จาก 12", Rank(3, 12)),
        ("ลำดับที่ ๓ จาก ๑๒ แห่ง", Rank(3, 12)),
        ("1,204/7,850", Rank(1204, 7850)),
        ("12 จาก 12", Rank(12, 12)),
        (" 3 ", Rank(3)),
        ("", None),
    ],
)
def test_a_rank_is_read_as_people_write_it_and_prints_as_it_is_read(typed: str, rank: Rank | None):
    assert read_rank(typed) == rank
    assert read_rank(str(rank or "")) == rank


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("13 จาก 12", BEHIND),
        *[(typed, NO_RANK) for typed in ("0", "0 จาก 12", "3 จาก 0", "-3", "3.5", "สาม", "3 จาก", "3,12", "9" * 5000)],
        ("100000", "จำนวนต้องไม่เกิน 99,999 กรุณาตรวจตัวเลขอีกครั้ง"),
    ],
)
def test_what_is_no_rank_is_refused_with_the_reason(typed: str, reason: str):
    with pytest.raises(RankRefused) as refused:
        read_rank(typed)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [(80, 76, "ดีขึ้น 4 ลำดับ"), (3, 5, "ลดลง 2 ลำดับ"), (7, 7, "เท่าเดิม"), (None, 7, "")],
)
def test_a_smaller_place_is_a_better_one(old: int | None, new: int, words: str):
    assert rank_change(Rank(old) if old else None, Rank(new)) == words


def test_a_text_names_the_ranks_that_are_known_and_no_others():
    def words(**ranks: Rank) -> str:
        return score_and_level(build_sheet(small_year(), {}, target=85, ranks=Ranks(**ranks)))

    assert words() == "ยังไม่มีคะแนนรวม"
    assert words(district=Rank(3, 12), nation=Rank(1204)) == (
        "ยังไม่มีคะแนนรวม ลำดับที่ 3 จาก 12 หน่วยงานในอำเภอ ลำดับที่ 1,204 ในประเทศ"
    )


def test_years_side_by_side_show_the_areas_that_have_a_rank():
    years = [build_sheet(small_year(), {}, target=85, ranks=ranks) for ranks in (Ranks(), Ranks(province=Rank(9, 65)))]
    (series,) = compare_years(years).ranks
    assert (series.area, series.ranks, series.change) == ("จังหวัด", (None, Rank(9, 65)), "")


@pytest.mark.parametrize(("place", "among"), [(0, None), (13, 12), (None, 12)])
def test_the_database_refuses_a_place_behind_the_last(nanueng, place: int | None, among: int | None):
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.for_year(nanueng, 2568).update(province_rank=place, province_rank_among=among)


@pytest.fixture
def typing(coordinator, as_user):
    """Return a function that posts cells as the sheet does, all found empty: as a form, or a cell at a time."""

    def post(address: str = SHEET, **typed: str):
        cells = {name.replace("_", "-"): text for name, text in typed.items()}
        return as_user(coordinator).post(address, cells | {f"seen-{code}": "" for code in cells})

    return post


def test_ranks_are_cells_of_the_sheet_with_their_history(nanueng, typing):
    page = typing(rank_district="อันดับ ๓ จาก ๑๒", rank_province="76 จาก 211", rank_nation="1204")
    assert page.status_code == 302
    ranks = Assessment.objects.for_year(nanueng, 2568).get().ranks
    assert (ranks.district, ranks.province, ranks.nation) == (Rank(3, 12), Rank(76, 211), Rank(1204))
    change = Change.objects.for_year(nanueng, 2568).of("figure:rank-district")[0]
    assert (change.label, change.old, change.new) == ("ลำดับในอำเภอที่ประกาศ", "", "3 จาก 12")


def test_a_refused_rank_stays_in_its_cell_with_the_reason_and_nothing_is_written(nanueng, typing):
    page = typing(rank_district="13 จาก 12", rank_nation="ดีมาก", i1="99")
    assert page.status_code == 422
    refused = page.context["form"].cells
    assert (refused["rank-district"].text, refused["rank-district"].error) == ("13 จาก 12", BEHIND)
    assert (refused["rank-nation"].text, refused["rank-nation"].error) == ("ดีมาก", NO_RANK)
    assert 'name="rank-district" value="13 จาก 12"' in page.content.decode()
    assert not list(Assessment.objects.for_year(nanueng, 2568).get().ranks.known)


def test_one_cell_at_a_time_brings_back_the_stored_spelling(nanueng, typing):
    answer = typing(f"{SHEET}cells/", rank_province="๗๖/๒๑๑", rank_district="0").json()
    assert answer["saved"] == {"rank-province": "76 จาก 211"}
    assert answer["refused"] == {"rank-district": NO_RANK}


def test_a_file_brings_ranks_and_names_the_row_of_a_wrong_one(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    refused = send(client, csv_of(("i1", "81"), ("rank-district", "13 จาก 12")))
    assert [(each.row, each.code, each.reason) for each in refused.context["check"].problems] == [
        (3, "rank-district", BEHIND)
    ]
    taken = send(client, csv_of(("Rank-District", "๓ จาก ๑๒")))
    (change,) = taken.context["check"].changes
    assert (change.code, change.new) == ("rank-district", "3 จาก 12")


def test_the_command_imports_ranks_and_the_export_brings_them_back(nanueng, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_bytes(csv_of(("rank-province", "9 จาก 65"), ("rank-nation", "589")))
    call_command("import_scores", path, agency="nanueng", year=2568, stdout=StringIO())
    call_command("export_scores", agency="nanueng", year=2568, format="json", output=tmp_path / "scores.json")
    published = json.loads((tmp_path / "scores.json").read_text())["published"]
    assert published["rank-province"] == {"place": 9, "among": 65}
    assert published["rank-nation"] == {"place": 589, "among": None}
    assert published["rank-district"] is None
    for file_type in ("csv", "xlsx"):
        export = tmp_path / f"scores.{file_type}"
        call_command("export_scores", agency="nanueng", year=2568, format=file_type, output=export)
        out = StringIO()
        call_command("import_scores", export, agency="nanueng", year=2568, stdout=out)
        assert out.getvalue().startswith("0 changed")


def test_the_board_shows_each_rank_with_how_it_moved(nanueng, coordinator, as_user):
    results = Assessment.objects.for_year
    results(nanueng, 2567).update(province_rank=80, province_rank_among=210)
    results(nanueng, 2568).update(province_rank=76, province_rank_among=211, nation_rank=1204)
    page = as_user(coordinator).get("/nanueng/2568/").content.decode()
    assert "<dt>ลำดับในจังหวัด</dt><dd>76 จาก 211" in page
    assert "ดีขึ้น 4 ลำดับ" in page
    assert "<dt>ลำดับในประเทศ</dt><dd>1,204</dd>" in page
    assert "ลำดับในอำเภอ" not in page
