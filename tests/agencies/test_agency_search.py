"""Agencies are found by the names that lists print, and listed as a Thai dictionary has them."""

import re

import pytest

from agencies.models import Agency, Membership, Oversight, User
from agencies.rules.agency_search import listing_key, read_query

AGENCIES = [
    Agency(slug="nanueng", kind="sao", name="นาหนึ่ง", district="โพนพิสัย", province="หนองคาย"),
    Agency(slug="dongsombun", kind="subdistrict", name="ดงสมบูรณ์", district="ท่าคันโท", province="กาฬสินธุ์"),
    Agency(slug="ubon", kind="pao", name="อุบลราชธานี", district="เมืองอุบลราชธานี", province="อุบลราชธานี"),
    Agency(slug="maejo", kind="town", name="แม่โจ้", district="สันทราย", province="เชียงใหม่"),
    Agency(slug="phrae", kind="town", name="แพร่", district="เมืองแพร่", province="แพร่"),
    Agency(slug="pattaya", kind="other", name="เมืองพัทยา", district="บางละมุง", province="ชลบุรี"),
    Agency(slug="samran", kind="sao", name="ส\u0e4d\u0e32ราญ", district="", province=""),
]


def found(query: str) -> list[str]:
    return [agency.slug for agency in AGENCIES if read_query(query).finds(agency)]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("เทศบาลตำบลดงสมบูรณ์", ["dongsombun"]),
        ("ทต. ดงสมบูรณ์", ["dongsombun"]),
        ("เทศบาลดงสมบูรณ์", ["dongsombun"]),
        ("อบต.นาหนึ่ง", ["nanueng"]),
        ("อบต นาหนึ่ง", ["nanueng"]),
        ("องค์การบริหารส่วนตําบล นาหนึ่ง", ["nanueng"]),
        ("นาหนึ่ง\u200b หนองคาย", ["nanueng"]),
        ("จังหวัดกาฬสินธุ์", ["dongsombun"]),
        ("จ.กาฬสินธุ์ อ.ท่าคันโท", ["dongsombun"]),
        ("อ. ท่าคันโท", ["dongsombun"]),
        ("อบจ.อุบลราชธานี", ["ubon"]),
        ("เเม่โจ้", ["maejo"]),
        ("เมืองพัทยา", ["pattaya"]),
        ("สำราญ", ["samran"]),
        ("NANUENG", ["nanueng"]),
        ("ทม.", ["maejo", "phrae"]),
        ("เทศบาลตำบลนาหนึ่ง", []),
        ("นาหนึ่ง กาฬสินธุ์", []),
        ("งโพน", []),
        ("", [agency.slug for agency in AGENCIES]),
        (" . \u200b", [agency.slug for agency in AGENCIES]),
    ],
)
def test_every_word_has_to_be_found_in_some_name_or_place(query: str, slugs: list[str]):
    assert found(query) == slugs


def test_agencies_are_listed_by_province_district_and_name():
    listed = [agency.province for agency in sorted(AGENCIES, key=listing_key)]
    assert listed == ["", "กาฬสินธุ์", "ชลบุรี", "เชียงใหม่", "แพร่", "หนองคาย", "อุบลราชธานี"]


def slugs_in(page: str) -> list[str]:
    return re.findall(r'<a href="/(\w+)/"', page.partition('class="choices"')[2].partition("</ul>")[0])


@pytest.fixture
def listed(db) -> list[Agency]:
    more = [Agency(slug=f"a{number}", kind="sao", name=f"ที่ {number}", province="แพร่") for number in range(5)]
    return Agency.objects.bulk_create([*AGENCIES, *more])


def test_the_page_finds_and_orders_them_in_one_query(frameworks, listed, as_user, django_assert_max_num_queries):
    person = User.objects.create_user("overseer")
    for province in ("แพร่", "เชียงใหม่", "อุบลราชธานี", "กาฬสินธุ์", "หนองคาย"):
        Oversight.objects.create(user=person, province=province)
    client = as_user(person)
    page = client.get("/?q=").content.decode()
    assert slugs_in(page)[:3] == ["dongsombun", "maejo", "a0"]
    assert "ท่านกำกับดูแล จังหวัดกาฬสินธุ์, จังหวัดเชียงใหม่, จังหวัดแพร่, จังหวัดหนองคาย, จังหวัดอุบลราชธานี" in page
    with django_assert_max_num_queries(10):
        page = client.get("/", {"q": "เทศบาลตําบลดงสมบูรณ์"}).content.decode()
    assert slugs_in(page) == ["dongsombun"]


def test_the_administration_finds_them_too_and_lists_provinces_in_order(listed, administrator, as_user):
    client = as_user(administrator)
    page = client.get("/admin/agencies/agency/", {"q": "ทต. ดงสมบูรณ์"}).content.decode()
    assert re.findall(r'agency/(\d+)/change/[^"]*">', page) == [str(Agency.objects.get(slug="dongsombun").pk)]
    provinces = re.findall(
        r'\?province=[^"]*">\s*([^<]+?)\s*</a>', client.get("/admin/agencies/agency/").content.decode()
    )
    assert [each for each in provinces if each in ("กาฬสินธุ์", "เชียงใหม่", "แพร่", "หนองคาย")] == [
        *("กาฬสินธุ์", "เชียงใหม่", "แพร่", "หนองคาย"),
    ]


def test_members_of_one_role_are_in_the_order_of_their_names(nanueng, coordinator, as_user):
    for name in ("แสง", "สมชาย", "เจริญ", "ชาย"):
        user = User.objects.create_user(f"u{len(name)}{ord(name[-1])}", display_name=name)
        Membership.objects.create(user=user, agency=nanueng, role="reader")
    page = as_user(coordinator).get("/nanueng/people/").content.decode()
    places = [page.index(f">{name}<") for name in ("เจริญ", "ชาย", "สมชาย", "แสง")]
    assert places == sorted(places)
