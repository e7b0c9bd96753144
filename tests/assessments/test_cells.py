"""Many cells of the score sheet at once, as the page's script stores what was left, pasted or taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Change
from assessments.models import Assessment, Figure
from assessments.services import assessment_lock

URL = "/nanueng/2568/scores/cells/"


@pytest.fixture
def cells(officer, as_user):
    """Return a function that posts (code, seen, value) of some cells."""
    client = as_user(officer)

    def post(*typed: tuple[str, str, str], url=URL):
        fields = {code: value for code, _, value in typed} | {f"seen-{code}": seen for code, seen, _ in typed}
        return client.post(url, fields)

    return post


def stored(agency, *codes: str) -> dict[str, str]:
    figures = Figure.objects.filter(assessment__agency=agency, assessment__framework__fiscal_year=2568, code__in=codes)
    return {figure.code: str(figure.value) for figure in figures}


def test_the_cells_are_stored_and_the_running_figures_come_back(nanueng, cells):
    response = cells(("o2", "50.00", "๗๕ "), ("i10", "0.67", ""), ("IIT", "", "85.38"))
    answer = response.json()
    assert response.status_code == 200
    assert answer["saved"] == {"o2": "75.00", "i10": "", "IIT": "85.38"}
    assert (answer["refused"], answer["conflicts"]) == ({}, {})
    assert (answer["figures"]["9"], answer["figures"]["4"], answer["figures"]["entered"]) == ("98.75", "–", "51")
    assert stored(nanueng, "o2", "i10", "IIT") == {"o2": "75.00", "IIT": "85.38"}


def test_what_can_be_stored_is_stored_and_the_rest_says_why(nanueng, coordinator, as_user, cells):
    as_user(coordinator).post(URL, {"i2": "60", "seen-i2": "100.00"})
    answer = cells(("i1", "80.00", "81"), ("i2", "100.00", "90"), ("i3", "100.00", "90,5")).json()
    assert answer["saved"] == {"i1": "81.00"}
    assert answer["refused"] == {"i3": "ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50"}
    assert answer["conflicts"] == {"i2": {"current": "60.00", "by": str(coordinator)}}
    assert stored(nanueng, "i1", "i2", "i3") == {"i1": "81.00", "i2": "60.00", "i3": "100.00"}


def test_a_cell_posted_as_it_was_seen_comes_back_as_it_is_stored_now(nanueng, coordinator, as_user, cells):
    as_user(coordinator).post(URL, {"i2": "60", "seen-i2": "100.00"})
    before = Change.objects.count()
    assert cells(("i2", "100.00", "100.00")).json()["saved"] == {"i2": "60.00"}
    assert Change.objects.count() == before


def test_parts_of_the_external_survey_are_cells_and_their_mean_comes_back(nanueng, cells):
    answer = cells(("e1/1", "", "80"), ("e1/2", "", "91")).json()
    assert answer["means"] == {"e1": "85.50"}
    assert stored(nanueng, "e1/1", "e1/2") == {"e1/1": "80.00", "e1/2": "91.00"}


def test_a_code_of_another_year_is_in_no_answer_and_not_stored(nanueng, cells):
    answer = cells(("o43", "", "50")).json()
    assert (answer["saved"], answer["refused"], answer["conflicts"]) == ({}, {}, {})
    assert stored(nanueng, "o43") == {}


def test_each_cell_leaves_its_history(nanueng, officer, cells):
    before = Change.objects.count()
    cells(("i1", "80.00", "81"), ("i2", "100.00", "99"), ("i3", "100.00", "100"))
    assert Change.objects.count() == before + 2
    change = Change.objects.for_year(nanueng, 2568).of("figure:i2")[0]
    assert (change.old, change.new, change.actor) == ("100.00", "99.00", officer)


def test_a_locked_year_takes_no_cell(nanueng, coordinator, cells):
    assessment_lock(assessment=nanueng.assessments.get(framework__fiscal_year=2568), actor=coordinator)
    response = cells(("i1", "80.00", "81"))
    assert response.status_code == 422
    assert response.json()["error"].startswith("ล็อกคะแนนของปีนี้แล้ว")
    assert stored(nanueng, "i1") == {"i1": "80.00"}


def test_a_year_without_framework_takes_no_cell(nanueng, cells):
    response = cells(("i1", "", "80"), url="/nanueng/2575/scores/cells/")
    assert (response.status_code, response.json()) == (422, {"error": "ปีนี้ยังไม่มีกรอบการประเมิน"})


def test_many_cells_take_no_more_queries_than_one(cells, django_assert_max_num_queries):
    cells(("i1", "80.00", "70"))
    with django_assert_max_num_queries(60) as one:
        cells(("i1", "70.00", "71"))
    with django_assert_max_num_queries(60) as many:
        cells(*((f"o{number}", "100.00", "99") for number in range(3, 28)))
    assert len(many) == len(one)


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
def test_only_who_enters_scores_can_store_cells(nanueng, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.post(URL, {"o2": "75", "seen-o2": "50.00"}).status_code == status
    assert stored(nanueng, "o2") == {"o2": "75.00" if status == 200 else "50.00"}


def test_anonymous_goes_to_the_login(nanueng, client):
    assert client.post(URL, {"o2": "75"}).headers["Location"].startswith("/login/")


def test_the_cells_cannot_be_looked_at(nanueng, officer, as_user):
    assert as_user(officer).get(URL).status_code == 405


def test_a_cell_that_already_holds_the_figure_leaves_no_history(nanueng, cells):
    before = Change.objects.count()
    assert cells(("o2", "", "50")).json()["conflicts"] == {}
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("code", "value", "reason"),
    [
        ("o2", "90,5", "ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50"),
        ("o2", "x", "กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50"),
        ("o2", "101", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("o2", "1.234", "กรอกทศนิยมได้ไม่เกินสองตำแหน่ง"),
        ("level", "AA", "ระดับของปีนี้มี ผ่านดีเยี่ยม ผ่านดี ผ่าน ต้องปรับปรุง ต้องปรับปรุงโดยด่วน"),
        ("rank", "ก" * 201, "กรุณากรอกไม่เกิน 200 ตัวอักษร"),
    ],
)
def test_a_refused_cell_says_why_and_is_not_stored(nanueng, cells, code: str, value: str, reason: str):
    before = (Figure.objects.count(), Change.objects.count())
    answer = cells((code, "50.00", value)).json()
    assert (answer["saved"], answer["refused"]) == ({}, {code: reason})
    assert (Figure.objects.count(), Change.objects.count()) == before
    assert stored(nanueng, "o2") == {"o2": "50.00"}


def test_a_cell_that_somebody_else_cleared_is_a_conflict_too(nanueng, coordinator, as_user, cells):
    as_user(coordinator).post(URL, {"o2": "", "seen-o2": "50.00"})
    answer = cells(("o2", "50.00", "75")).json()
    assert answer["conflicts"] == {"o2": {"current": "", "by": str(coordinator)}}


def test_a_cell_posted_without_what_was_seen_never_overwrites(nanueng, cells):
    assert "o2" in cells(("o2", "", "75")).json()["conflicts"]
    assert stored(nanueng, "o2") == {"o2": "50.00"}


def test_level_and_rank_are_cells_too(nanueng, cells):
    saved = cells(("level", "ผ่านดี", "ผ่าน"), ("rank", "", "ลำดับที่ 589")).json()["saved"]
    assert saved == {"level": "ผ่าน", "rank": "ลำดับที่ 589"}
    assessment = Assessment.objects.for_year(nanueng, 2568).get()
    assert (assessment.published_level, assessment.rank) == ("ผ่าน", "ลำดับที่ 589")


def test_a_level_that_the_figures_do_not_earn_is_said_to_differ(cells):
    assert "level" in cells(("level", "ผ่านดี", "ผ่าน")).json()["differing"]


def test_the_first_score_creates_the_year(empty_agency, stranger, as_user):
    response = as_user(stranger).post("/maiklang/2568/scores/cells/", {"i1": "80", "seen-i1": ""})
    assert response.json()["figures"]["entered"] == "1"
    assert Assessment.objects.get(agency=empty_agency).figures.get().code == "i1"


def test_clearing_a_cell_of_a_year_without_scores_creates_no_year(empty_agency, stranger, as_user):
    response = as_user(stranger).post("/maiklang/2568/scores/cells/", {"i1": "", "seen-i1": ""})
    assert response.status_code == 200
    assert not Assessment.objects.filter(agency=empty_agency).exists()


def test_one_agency_cannot_reach_the_figures_of_another(nanueng, empty_agency, stranger, as_user):
    as_user(stranger).post("/maiklang/2568/scores/cells/", {"o2": "75", "seen-o2": ""})
    assert stored(nanueng, "o2") == {"o2": "50.00"}
    assert stored(empty_agency, "o2") == {"o2": "75.00"}


@pytest.mark.parametrize(
    "typed", ["ลำดับที่\ufffe 5", "ล\u0e4d\u0e32ดับที่ 5", "ลำดับที่\u00a05", "ลำดับ\u200bที่ 5", "\ufeffลำดับที่ 5\x00"]
)
def test_a_rank_is_stored_in_one_spelling(nanueng, cells, typed: str):
    assert cells(("rank", "", typed)).json()["saved"] == {"rank": "ลำดับที่ 5"}


@pytest.mark.parametrize("typed", ["81\u200b", "\u00a081", "๘๑\ufeff", "81\u00ad", "\u202e81"])
def test_a_figure_is_read_through_what_nobody_sees(nanueng, cells, typed: str):
    assert cells(("i1", "80.00", typed)).json()["saved"] == {"i1": "81.00"}


@pytest.mark.any_database  # PostgreSQL keeps nothing within the transaction of a test
def test_a_cell_is_stored_with_few_queries(nanueng, cells):
    """Session, person, rights, membership, framework; a transaction of lock, figures, figure and history."""
    cells(("i1", "80.00", "81"))
    with CaptureQueriesContext(connection) as queries:
        assert cells(("i1", "81.00", "82")).json()["saved"] == {"i1": "82.00"}
    assert len(queries) == 11
