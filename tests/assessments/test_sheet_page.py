"""The score sheet as a page and a plain form."""

import pytest
from django.test import Client

from agencies.kept import forget_all
from agencies.models import Agency, Change
from assessments.models import Assessment, Figure
from ita_portal.text.thai import thai_digits
from tests.portal.forms import fields_of, opened
from workspace.demonstration.agencies import demonstration_agency_load

URL = "/nanueng/2568/scores/"
EMPTY = "/maiklang/2568/scores/"


def figures(agency: Agency, year: int = 2568) -> dict[str, str]:
    return {
        figure.code: str(figure.value)
        for figure in Figure.objects.filter(assessment__agency=agency, assessment__framework__fiscal_year=year)
    }


def save(client: Client, url: str = URL, **typed: str):
    """Open the sheet, type into some cells, press save."""
    return client.post(url, opened(client, url, "i1") | typed)


@pytest.fixture
def sheet_of(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def officer_client(officer, as_user):
    return as_user(officer)


def test_the_page_shows_every_question_beside_what_the_figures_give(sheet_of):
    response = sheet_of.get(URL)
    fields = fields_of(response, "i1")
    assert (fields["i10"], fields["o2"], fields["9"], fields["level"]) == ("0.67", "50.00", "98.75", "ผ่านดี")
    cells = [name for name in fields if not name.startswith("seen-") and name not in ("reason", "written-by")]
    assert len(cells) == 52 + 10 + 5 + 3 + 3  # the last: ranks in district, province, nation
    page = response.content.decode()
    assert "การปฏิบัติงานหรือให้บริการของเจ้าหน้าที่ในหน่วยงานของท่าน" in page
    assert 'data-figure="total">95.30' in page
    assert 'data-figure="OIT">99.38' in page


def test_the_page_of_an_empty_year_waits_for_the_first_figure(empty_agency, stranger, as_user):
    fields = opened(as_user(stranger), EMPTY, "i1")
    assert {value for name, value in fields.items() if name != "written-by"} == {""}


def test_who_may_only_read_sees_figures_and_no_field(nanueng, reader, as_user):
    page = as_user(reader).get(URL).content.decode()
    assert "0.67" in page
    assert 'name="i10"' not in page


@pytest.mark.parametrize(
    ("who", "reading", "writing"),
    [
        ("coordinator", 200, 302),
        ("officer", 200, 302),
        ("executive", 200, 403),
        ("reader", 200, 403),
        ("administrator", 200, 403),
        ("stranger", 404, 404),
    ],
)
def test_each_role_reads_and_writes_what_it_may(nanueng, request, as_user, who, reading, writing):
    client = as_user(request.getfixturevalue(who))
    before = figures(nanueng)
    assert client.get(URL).status_code == reading
    assert client.post(URL, {"i1": "81.00", "seen-i1": "80.00"}).status_code == writing
    assert figures(nanueng) == (before | {"i1": "81.00"} if writing == 302 else before)


def test_anonymous_goes_to_the_login(nanueng, client):
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"
    assert client.post(URL, {"i1": "81"}).headers["Location"] == f"/login/?next={URL}"
    assert figures(nanueng)["i1"] == "80.00"


def test_other_methods_are_refused(sheet_of):
    assert sheet_of.put(URL).status_code == 405
    assert sheet_of.delete(URL).status_code == 405


@pytest.mark.parametrize("year", [2555, 2700, 9999])
def test_a_year_that_cannot_be_is_not_found(sheet_of, year: int):
    assert sheet_of.get(f"/nanueng/{year}/scores/").status_code == 404


def test_a_year_without_framework_says_so_and_offers_others(sheet_of):
    page = sheet_of.get("/nanueng/2575/scores/").content.decode()
    assert "ยังไม่มีกรอบการประเมินของปีนี้" in page
    assert "/nanueng/2568/scores/" in page


def test_saving_writes_the_changed_cells_and_no_other(nanueng, sheet_of):
    before = figures(nanueng)
    response = save(sheet_of, i1="๘๑.๕", e1="99", level="ผ่าน", rank="ลำดับที่ ๕๘๙")
    assert (response.status_code, response.headers["Location"]) == (302, URL)
    assert figures(nanueng) == before | {"i1": "81.50", "e1": "99.00"}
    assessment = Assessment.objects.for_year(nanueng, 2568).get()
    assert (assessment.published_level, assessment.rank) == ("ผ่าน", "ลำดับที่ ๕๘๙")
    assert "บันทึกแล้ว 4 ช่อง" in sheet_of.get(URL).content.decode()


def test_each_saved_cell_leaves_its_history(nanueng, coordinator, sheet_of):
    before = Change.objects.count()
    save(sheet_of, i1="81", i10="", level="ผ่าน")
    assert Change.objects.count() == before + 3
    newest = Change.objects.filter(agency=nanueng, fiscal_year=2568, actor=coordinator)
    assert {(change.subject, change.old, change.new) for change in newest} == {
        ("figure:i1", "80.00", "81.00"),
        ("figure:i10", "0.67", ""),
        ("figure:level", "ผ่านดี", "ผ่าน"),
    }
    assert {change.actor_name for change in newest} == {str(coordinator)}


def test_the_figure_remembers_who_changed_it_last(nanueng, coordinator, sheet_of):
    save(sheet_of, i1="81")
    figure = Figure.objects.get(assessment__agency=nanueng, assessment__framework__fiscal_year=2568, code="i1")
    assert figure.changed_by == coordinator


def test_saving_what_is_there_already_changes_nothing(nanueng, sheet_of):
    before = (figures(nanueng), Change.objects.count())
    response = save(sheet_of, i1=thai_digits("80"))
    assert response.status_code == 302
    assert (figures(nanueng), Change.objects.count()) == before
    assert "ไม่มีคะแนนที่เปลี่ยน" in sheet_of.get(URL).content.decode()


def test_an_emptied_cell_is_removed(nanueng, sheet_of):
    save(sheet_of, i10="", total="")
    assert {"i10", "total"} & set(figures(nanueng)) == set()


def test_the_first_figure_creates_the_year(empty_agency, stranger, as_user):
    save(as_user(stranger), EMPTY, i1="80")
    assert figures(empty_agency) == {"i1": "80.00"}
    assert Assessment.objects.get(agency=empty_agency).framework.fiscal_year == 2568


def test_saving_an_empty_sheet_creates_no_year(empty_agency, stranger, as_user):
    assert save(as_user(stranger), EMPTY).status_code == 302
    assert not Assessment.objects.filter(agency=empty_agency).exists()


def test_a_refusal_names_every_cell_keeps_what_was_typed_and_writes_nothing(nanueng, sheet_of):
    before = (figures(nanueng), Change.objects.count())
    response = save(sheet_of, i1="90,5", i2="เก้าสิบ", i3="101", i4="90.505", e1="77", level="AA", rank="ก" * 201)
    page = response.content.decode()
    assert response.status_code == 422
    for code, reason in [
        ("i1", "ใช้เครื่องหมายจุลภาค (,) ไม่ได้ กรุณาใช้จุดทศนิยม เช่น 90.50"),
        ("i2", "กรุณากรอกเป็นตัวเลข 0 ถึง 100 เช่น 90.50"),
        ("i3", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("i4", "กรอกทศนิยมได้ไม่เกินสองตำแหน่ง"),
        ("level", "ระดับของปีนี้มี"),
        ("rank", "กรุณากรอกไม่เกิน 200 ตัวอักษร"),
    ]:
        assert f'<a href="#cell-{code}">{code}</a> {reason}' in page
    again = fields_of(response, "i1")
    assert [again[code] for code in ("i1", "i2", "i3", "i4", "e1")] == ["90,5", "เก้าสิบ", "101", "90.505", "77"]
    assert again["seen-i1"] == "80.00"
    assert (figures(nanueng), Change.objects.count()) == before


def test_after_mending_the_refused_cells_everything_is_saved(nanueng, sheet_of):
    refused = fields_of(save(sheet_of, i1="90,5", e1="77"), "i1")
    assert sheet_of.post(URL, refused | {"i1": "90.5"}).status_code == 302
    assert {code: figures(nanueng)[code] for code in ("i1", "e1")} == {"i1": "90.50", "e1": "77.00"}


def test_a_cell_of_another_year_is_not_written(nanueng, sheet_of):
    save(sheet_of, i30="50", o43="50", **{"e1/3": "50"})
    assert not {"i30", "o43", "e1/3"} & set(figures(nanueng))


def test_typed_markup_is_shown_as_text(sheet_of):
    page = save(sheet_of, i1="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# Two people on the same sheet


def test_a_cell_that_somebody_else_changed_is_shown_and_not_overwritten(nanueng, officer, sheet_of, officer_client):
    mine = opened(sheet_of, URL, "i1")
    save(officer_client, i1="70")
    response = sheet_of.post(URL, mine | {"i1": "90", "i2": "95"})
    page = response.content.decode()
    assert response.status_code == 409
    assert f"{officer} บันทึกช่องนี้เป็น “70.00” แล้ว" in page
    assert fields_of(response, "i1")["i1"] == "90"
    # The other cell was nobody else's: it is saved, and the page says so.
    assert {code: figures(nanueng)[code] for code in ("i1", "i2")} == {"i1": "70.00", "i2": "95.00"}
    assert "ช่องอื่นบันทึกแล้ว" in page


def test_saving_a_conflict_again_takes_the_figure_in_the_cell(nanueng, sheet_of, officer_client):
    mine = opened(sheet_of, URL, "i1")
    save(officer_client, i1="70")
    shown = fields_of(sheet_of.post(URL, mine | {"i1": "90"}), "i1")
    assert sheet_of.post(URL, shown).status_code == 302
    assert figures(nanueng)["i1"] == "90.00"
    old_and_new = Change.objects.for_year(nanueng, 2568).of("figure:i1").values_list("old", "new")
    assert list(old_and_new)[:2] == [("70.00", "90.00"), ("80.00", "70.00")]


def test_saving_a_conflict_again_leaves_alone_what_was_never_touched(nanueng, sheet_of, officer_client):
    mine = opened(sheet_of, URL, "i1")
    save(officer_client, i1="70", i5="55", i6="")
    shown = fields_of(sheet_of.post(URL, mine | {"i1": "90"}), "i1")
    assert (shown["i5"], shown["i6"]) == ("55.00", "")
    sheet_of.post(URL, shown)
    assert figures(nanueng)["i5"] == "55.00"
    assert "i6" not in figures(nanueng)


def test_saving_a_refusal_again_leaves_alone_what_was_never_touched(nanueng, sheet_of, officer_client):
    refused = fields_of(save(sheet_of, i1="90,5"), "i1")
    save(officer_client, i5="55")
    assert sheet_of.post(URL, refused | {"i1": "90.5"}).status_code == 302
    assert {code: figures(nanueng)[code] for code in ("i1", "i5")} == {"i1": "90.50", "i5": "55.00"}


def test_two_people_who_type_the_same_do_not_conflict(nanueng, sheet_of, officer_client):
    mine = opened(sheet_of, URL, "i1")
    save(officer_client, i1="70")
    assert sheet_of.post(URL, mine | {"i1": "๗๐"}).status_code == 302
    assert figures(nanueng)["i1"] == "70.00"


def test_two_people_in_different_cells_do_not_conflict(nanueng, sheet_of, officer_client):
    mine = opened(sheet_of, URL, "i1")
    save(officer_client, i1="70")
    assert sheet_of.post(URL, mine | {"i2": "95"}).status_code == 302
    assert {code: figures(nanueng)[code] for code in ("i1", "i2")} == {"i1": "70.00", "i2": "95.00"}


def test_a_cell_that_somebody_else_emptied_is_a_conflict_too(nanueng, sheet_of, officer_client):
    mine = opened(sheet_of, URL, "i1")
    save(officer_client, i1="")
    response = sheet_of.post(URL, mine | {"i1": "90"})
    assert response.status_code == 409
    assert "บันทึกช่องนี้เป็น “ว่าง” แล้ว" in response.content.decode()
    assert "i1" not in figures(nanueng)


# Reading


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Agency, Assessment, Figure, Change))


@pytest.mark.parametrize("url", [URL, "/nanueng/2569/scores/", "/nanueng/2575/scores/"])
def test_looking_writes_nothing(sheet_of, url: str):
    before = counts()
    sheet_of.get(url)
    sheet_of.head(url)
    assert counts() == before


def test_the_page_takes_the_same_queries_however_much_there_is(sheet_of, django_assert_max_num_queries):
    used = []
    for slug in ("nahom", "khanom", "dongsombun", "chokchai", None):
        sheet_of.get(URL)
        with django_assert_max_num_queries(17) as queries:
            sheet_of.get(URL)
        used.append(len(queries))
        if slug:
            demonstration_agency_load(slug=slug)
    assert len(set(used)) == 1


def test_a_sparse_year_takes_no_more_queries_than_a_full_one(sheet_of, django_assert_max_num_queries):
    sheet_of.get(URL)
    forget_all()
    with django_assert_max_num_queries(17) as full:
        sheet_of.get(URL)
    Figure.objects.filter(assessment__agency__slug="nanueng").exclude(code="i1").delete()
    with django_assert_max_num_queries(17) as sparse:
        sheet_of.get(URL)
    assert len(sparse) == len(full)
