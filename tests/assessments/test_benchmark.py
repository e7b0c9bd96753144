"""The page on which an agency sees where it stands, and no other agency can be told."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import Agency
from assessments.benchmark import benchmark_of
from assessments.models import Assessment, Figure, Framework
from tests.assessments.test_national_list import a_csv, stored

pytestmark = pytest.mark.django_db
HEAD = ["ชื่อหน่วยงาน", "อำเภอ", "จังหวัด", "ตัวชี้วัดที่ 1", "คะแนนรวม"]


@pytest.fixture
def framework() -> Framework:
    return Framework.objects.get(fiscal_year=2568)


def rows(count, place, figure="90.00", kind="อบต."):
    return [[f"{kind}ที่{at}", *place, figure, figure] for at in range(count)]


def announce(framework, nanueng, here=0, province=0, nation=0, figure="90.00"):
    home = (nanueng.district, nanueng.province)
    listed = [*rows(here, home, figure), *rows(province, ("อำเภออื่น", nanueng.province), figure)]
    return stored(framework, a_csv(*listed, *rows(nation, ("เมืองน่าน", "น่าน"), "80.00"), head=HEAD))


def standing(framework, agency, code="total"):
    sheet = Assessment.objects.for_year(agency, framework.fiscal_year).with_sheet().get().sheet()
    return {each.name: each.shown for each in benchmark_of(agency, framework, sheet).figure(code).groups}


def test_each_group_holds_others_of_the_kind_alone(framework, nanueng):
    announce(framework, nanueng, here=5, province=5, nation=6)
    stored(framework, a_csv(*rows(20, ("เมืองแพร่", "แพร่"), kind="ทต."), head=HEAD))
    groups = standing(framework, nanueng)
    assert {name: shown.others for name, shown in groups.items()} == {"อำเภอ": 5, "จังหวัด": 10, "ประเทศ": 16}
    assert (groups["ประเทศ"].above, groups["ประเทศ"].beside, groups["ประเทศ"].below) == (0, 0, 16)


def test_a_small_district_is_not_shown_nor_one_that_leaves_a_few(framework, nanueng):
    announce(framework, nanueng, here=4, province=6)
    assert standing(framework, nanueng)["อำเภอ"] is None
    assert standing(framework, nanueng)["จังหวัด"].others == 10


def test_what_was_taken_back_is_not_counted(framework, nanueng):
    from assessments.national_services import national_list_undo

    kept, _ = announce(framework, nanueng, here=5, province=5)
    national_list_undo(stored=kept, actor=None)
    assert set(standing(framework, nanueng).values()) == {None}


def test_only_agencies_that_agreed_are_counted_by_what_they_typed(framework, nanueng):
    for at in range(6):
        agency = Agency.objects.create(
            slug=f"a{at}", kind=nanueng.kind, name=f"ที่{at}", province="ตาก", joins_benchmark=at < 5
        )
        result = Assessment.objects.create(agency=agency, framework=framework)
        Figure.objects.create(assessment=result, code="total", value=Decimal(70))
    assert standing(framework, nanueng)["ประเทศ"].others == 5
    assert standing(framework, nanueng, "3")["ประเทศ"] is None


def test_the_page_names_no_other_agency_and_nothing_that_moves_with_one(framework, nanueng, coordinator, as_user):
    announce(framework, nanueng, here=7, province=6, nation=9, figure="87.65")
    page = as_user(coordinator).get(reverse("benchmark", args=["nanueng", 2568]) + "?of=1").content.decode()
    assert "1. การปฏิบัติหน้าที่: 93.33" in page
    assert "อบต.ที่" not in page
    assert "87.65" not in page
    assert all(int(count) == 0 or int(count) >= 5 for count in re.findall(r'<td class="number">(\d+)</td>', page))


def test_a_difference_from_what_was_announced_is_shown(framework, nanueng, coordinator, as_user):
    own = [f"{nanueng.get_kind_display()}{nanueng.name}", nanueng.district, nanueng.province, "12.34", "95.30"]
    stored(framework, a_csv(own, head=HEAD))
    page = as_user(coordinator).get(reverse("benchmark", args=["nanueng", 2568])).content.decode()
    assert "กรอก 93.33 ประกาศ 12.34" in page


def test_strangers_find_nothing(nanueng, stranger, as_user, client):
    address = reverse("benchmark", args=["nanueng", 2568])
    assert as_user(stranger).get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("count", [10, 50])
def test_queries_do_not_grow_with_the_agencies(
    framework, nanueng, coordinator, as_user, count, django_assert_max_num_queries
):
    announce(framework, nanueng, here=count, province=count)
    client = as_user(coordinator)
    client.get(reverse("benchmark", args=["nanueng", 2568]))
    with django_assert_max_num_queries(20):
        client.get(reverse("benchmark", args=["nanueng", 2568]))


def test_the_setting_is_the_agencys_own(nanueng, coordinator, as_user):
    from tests.portal.forms import fields_of

    client = as_user(coordinator)
    form = fields_of(client.get("/nanueng/settings/"), "seen")
    posted = form | {"target": "85", "report_months": ["6", "12"], "joins_benchmark": "on"}
    assert client.post("/nanueng/settings/", posted).status_code == 302
    nanueng.refresh_from_db()
    assert nanueng.joins_benchmark
