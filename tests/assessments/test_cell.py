"""One cell of the score sheet at a time, as the page's script stores them."""

import pytest

from agencies.models import Change
from assessments.models import Assessment, Figure

URL = "/nanueng/2568/scores/cell/"


@pytest.fixture
def cells(officer, as_user):
    """Return a function that types into a cell: it shows `seen`, and now `value` is in it."""
    client = as_user(officer)
    return lambda code, value, seen="", url=URL: client.post(url, {"code": code, "value": value, "seen": seen})


def stored(agency, code: str) -> str | None:
    figure = Figure.objects.filter(
        assessment__agency=agency, assessment__framework__fiscal_year=2568, code=code
    ).first()
    return str(figure.value) if figure else None


def test_a_cell_is_stored_and_the_running_figures_come_back(nanueng, cells):
    response = cells("o2", "๗๕", "50.00")
    assert response.status_code == 200
    answer = response.json()
    assert answer["text"] == "75.00"
    # 19 items at 100 and one at 75.
    assert answer["figures"]["9"] == "98.75"
    assert "9" not in answer["differing"]
    assert answer["weak"]["o2"] == "ต่ำกว่าเป้าหมาย"
    assert answer["figures"]["entered"] == "52"
    assert stored(nanueng, "o2") == "75.00"


def test_a_cell_leaves_its_history(nanueng, officer, cells):
    cells("o2", "75", "50.00")
    change = Change.objects.for_year(nanueng, 2568).of("figure:o2")[0]
    assert (change.old, change.new, change.actor, change.label) == ("50.00", "75.00", officer, "คะแนน o2")


def test_a_cleared_cell_is_removed(nanueng, cells):
    response = cells("o2", "", "50.00")
    assert (response.status_code, response.json()["text"]) == (200, "")
    assert response.json()["figures"]["9"] == "–"
    assert stored(nanueng, "o2") is None


def test_a_cell_that_already_holds_the_figure_leaves_no_history(nanueng, cells):
    before = Change.objects.count()
    assert cells("o2", "50", "50.00").status_code == 200
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("code", "value", "reason"),
    [
        ("o2", "90,5", "ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50"),
        ("o2", "x", "กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50"),
        ("o2", "101", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("o2", "1.234", "ใส่ทศนิยมได้ไม่เกินสองตำแหน่ง"),
        ("o99", "90", "ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ o99"),
        ("", "90", "ปีงบประมาณ พ.ศ. 2568 ไม่มีข้อ "),
        ("level", "AA", "ระดับของปีนี้มี ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน"),
        ("rank", "ก" * 201, "ข้อความยาวได้ไม่เกิน 200 ตัวอักษร"),
    ],
)
def test_a_refused_cell_says_why_and_is_not_stored(nanueng, cells, code: str, value: str, reason: str):
    before = (Figure.objects.count(), Change.objects.count())
    response = cells(code, value, "50.00")
    assert (response.status_code, response.json()) == (422, {"error": reason})
    assert (Figure.objects.count(), Change.objects.count()) == before
    assert stored(nanueng, "o2") == "50.00"


def test_a_cell_that_somebody_else_changed_comes_back_with_their_name(nanueng, coordinator, as_user, cells):
    as_user(coordinator).post(URL, {"code": "o2", "value": "60", "seen": "50.00"})
    response = cells("o2", "75", "50.00")
    assert (response.status_code, response.json()) == (409, {"current": "60.00", "by": str(coordinator)})
    assert stored(nanueng, "o2") == "60.00"


def test_a_cell_that_somebody_else_cleared_is_a_conflict_too(nanueng, coordinator, as_user, cells):
    as_user(coordinator).post(URL, {"code": "o2", "value": "", "seen": "50.00"})
    response = cells("o2", "75", "50.00")
    assert (response.status_code, response.json()) == (409, {"current": "", "by": str(coordinator)})


def test_a_cell_posted_without_what_was_seen_never_overwrites(nanueng, cells):
    assert cells("o2", "75").status_code == 409
    assert stored(nanueng, "o2") == "50.00"


def test_level_and_rank_are_cells_too(nanueng, cells):
    assert cells("level", "ผ่าน", "ผ่านดี").json()["text"] == "ผ่าน"
    assert cells("rank", "ลำดับที่ 589", "").json()["text"] == "ลำดับที่ 589"
    assessment = Assessment.objects.for_year(nanueng, 2568).get()
    assert (assessment.published_level, assessment.rank) == ("ผ่าน", "ลำดับที่ 589")


def test_a_level_that_the_figures_do_not_earn_is_said_to_differ(cells):
    assert "level" in cells("level", "ผ่าน", "ผ่านดี").json()["differing"]


def test_the_first_score_creates_the_year(empty_agency, stranger, as_user):
    response = as_user(stranger).post("/maiklang/2568/scores/cell/", {"code": "i1", "value": "80", "seen": ""})
    assert response.json()["figures"]["entered"] == "1"
    assert Assessment.objects.get(agency=empty_agency).figures.get().code == "i1"


def test_clearing_a_cell_of_a_year_without_scores_creates_no_year(empty_agency, stranger, as_user):
    response = as_user(stranger).post("/maiklang/2568/scores/cell/", {"code": "i1", "value": "", "seen": ""})
    assert response.status_code == 200
    assert not Assessment.objects.filter(agency=empty_agency).exists()


def test_a_year_without_framework_takes_no_score(nanueng, cells):
    response = cells("i1", "80", url="/nanueng/2575/scores/cell/")
    assert (response.status_code, response.json()) == (422, {"error": "ปีนี้ยังไม่มีกรอบการประเมิน"})


def test_a_cell_cannot_be_looked_at(nanueng, officer, as_user):
    assert as_user(officer).get(URL).status_code == 405


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("officer", 200),
        ("executive", 403),
        ("reader", 403),
        ("administrator", 403),
        ("stranger", 404),
    ],
)
def test_only_who_enters_scores_can_store_a_cell(nanueng, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.post(URL, {"code": "o2", "value": "75", "seen": "50.00"}).status_code == status
    assert stored(nanueng, "o2") == ("75.00" if status == 200 else "50.00")


def test_anonymous_goes_to_the_login(nanueng, client):
    assert client.post(URL, {"code": "o2", "value": "75"}).headers["Location"].startswith("/login/")


def test_one_agency_cannot_reach_the_figures_of_another(nanueng, empty_agency, stranger, as_user):
    as_user(stranger).post("/maiklang/2568/scores/cell/", {"code": "o2", "value": "75", "seen": ""})
    assert stored(nanueng, "o2") == "50.00"
    assert stored(empty_agency, "o2") == "75.00"
