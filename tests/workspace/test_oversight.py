"""The table of the agencies of an area."""

from decimal import Decimal
from importlib import import_module
from io import BytesIO

import pytest
from openpyxl import load_workbook

from agencies.models import Agency
from assessments.models import Assessment, Figure, Framework

URL = "/oversight/"
YEAR = {"year": "2568"}


def neighbours(count: int, province: str) -> None:
    """Make agencies of a province with a total and ten indicators each."""
    framework = Framework.objects.get(fiscal_year=2568)
    made = Agency.objects.bulk_create(
        Agency(slug=f"n{at}", kind="sao", name=f"เพื่อนบ้าน {at}", district=f"อำเภอ {at % 3}", province=province)
        for at in range(count)
    )
    assessments = Assessment.objects.bulk_create(Assessment(agency=each, framework=framework) for each in made)
    Figure.objects.bulk_create(
        Figure(assessment=each, code=code, value=Decimal(80 + at % 20))
        for at, each in enumerate(assessments)
        for code in ("total", *map(str, range(1, 11)))
    )


def test_the_overseer_sees_every_agency_of_the_area_with_its_result(nanueng, overseer, as_user):
    neighbours(3, nanueng.province)
    answer = as_user(overseer).get(URL, YEAR)
    text = answer.content.decode()
    assert all(name in text for name in ("อบต.นาหนึ่ง", "อบต.เพื่อนบ้าน 0", "95.30", "ผ่านดี", "4. การใช้ทรัพย์สินของราชการ"))
    assert answer.context["sums"].count == 4
    assert "IIT ได้ 85.38 ต่ำกว่า 95" in text


def test_filters_sort_and_district_are_kept_in_the_address(nanueng, overseer, as_user):
    neighbours(6, nanueng.province)
    client = as_user(overseer)
    listed = client.get(URL, YEAR | {"show": "below", "sort": "-total"}).context["area"].listed
    assert [each.total for each in listed] == [Decimal(84), 83, 82, 81, 80]
    listed = client.get(URL, YEAR | {"district": "อำเภอ 1", "sort": "total"}).context["area"].listed
    assert [each.name for each in listed] == ["อบต.เพื่อนบ้าน 1", "อบต.เพื่อนบ้าน 4"]
    strange = client.get(URL, {"year": "25๖", "show": "x", "sort": "'; --", "district": "ไม่มี"})
    assert strange.status_code == 200


def test_agencies_of_another_area_are_not_there(nanueng, overseer, as_user):
    neighbours(2, "ระนอง")
    client = as_user(overseer)
    assert "เพื่อนบ้าน" not in client.get(URL, YEAR).content.decode()
    assert client.get(URL, YEAR | {"province": "ระนอง"}).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "stranger", "executive"])
def test_who_oversees_nothing_is_refused(nanueng, request, as_user, who):
    client = as_user(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}download/").status_code == 403


def test_of_the_whole_nation_a_province_is_chosen_first(nanueng, administrator, as_user, monkeypatch):
    monkeypatch.setattr(import_module("workspace.views.oversight"), "MOST", 0)
    client = as_user(administrator)
    answer = client.get(URL)
    assert "กรุณาเลือกจังหวัด" in answer.content.decode()
    assert not answer.context["area"].agencies
    assert "อบต.นาหนึ่ง" in client.get(URL, {"province": nanueng.province}).content.decode()


def test_the_workbook_holds_what_the_page_lists(nanueng, overseer, as_user):
    neighbours(4, nanueng.province)
    content = as_user(overseer).get(f"{URL}download/", YEAR | {"show": "below"}).content
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]
    assert [row[4] for row in rows if row[0] and row[0].startswith("อบต.เพื่อนบ้าน")] == [80, 81, 82, 83]


def test_queries_do_not_grow_with_the_agencies(nanueng, overseer, as_user, django_assert_num_queries):
    client = as_user(overseer)
    counts = []
    for count in (0, 30):
        neighbours(count, nanueng.province)
        client.get(URL, YEAR)  # the structure of the years is loaded once per process
        with django_assert_num_queries(21, exact=False) as captured:
            client.get(URL, YEAR)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_overseers_home_leads_to_the_table(nanueng, overseer, as_user):
    neighbours(2, nanueng.province)
    assert f'href="{URL}"' in as_user(overseer).get("/").content.decode()
