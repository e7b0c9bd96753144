"""Agencies are found by the names that lists print, and listed as a Thai dictionary has them."""

import re
from copy import copy
from importlib import import_module
from itertools import product

import pytest
from django.apps import apps
from django.db import connection

from agencies.models import Agency, Membership, Oversight, User
from agencies.rules.agency_search import LONGEST_KEY, listing_key, read_query, sought_names
from ita_portal.text.dictionary_order import dictionary_key

AGENCIES = [
    Agency(slug="nanueng", kind="sao", name="นาหนึ่ง", district="โพนพิสัย", province="หนองคาย"),
    Agency(slug="dongsombun", kind="subdistrict", name="ดงสมบูรณ์", district="ท่าคันโท", province="กาฬสินธุ์"),
    Agency(slug="ubon", kind="pao", name="อุบลราชธานี", district="เมืองอุบลราชธานี", province="อุบลราชธานี"),
    Agency(slug="maejo", kind="town", name="แม่โจ้", district="สันทราย", province="เชียงใหม่"),
    Agency(slug="phrae", kind="town", name="แพร่", district="เมืองแพร่", province="แพร่"),
    Agency(slug="pattaya", kind="other", name="เมืองพัทยา", district="บางละมุง", province="ชลบุรี"),
    Agency(slug="samran", kind="sao", name="ส\u0e4d\u0e32ราญ", district="", province=""),
]


@pytest.fixture
def known(db) -> None:
    Agency.objects.bulk_create(map(copy, AGENCIES))


def found(query: str) -> set[str]:
    return set(Agency.objects.called(read_query(query)).values_list("slug", flat=True))


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
        ("นาหนึ่ง%", []),
        ("นาหนึ_ง", []),
        ("\x00นาหนึ่ง", ["nanueng"]),
        ("zq " * 60, []),
        ("", [agency.slug for agency in AGENCIES]),
        (" . \u200b", [agency.slug for agency in AGENCIES]),
    ],
)
def test_every_word_has_to_be_found_in_some_name_or_place(known, query: str, slugs: list[str]):
    assert found(query) == set(slugs)


def test_agencies_are_listed_by_province_district_and_name(known):
    listed = [agency.province for agency in Agency.objects.listed()]
    assert listed == ["", "กาฬสินธุ์", "ชลบุรี", "เชียงใหม่", "แพร่", "หนองคาย", "อุบลราชธานี"]


def slow_order(agencies) -> list[str]:
    """Return slugs sorted name by name, as no database is asked to."""

    def key(each):
        return (*(dictionary_key(part) for part in (each.province, each.district, each.name)), each.slug)

    return [each.slug for each in sorted(agencies, key=key)]


def test_every_database_sorts_as_a_dictionary_does(db):
    words = (
        "",
        "กา",
        "แก",
        "เขา",
        "ขาว",
        "ข้าว",
        "เก่า",
        "เก้า",
        "Ban",
        "บ้าน 2",
        "บ้าน 10",
        "บ้าน",
        "ฯ",
        "๑",
        "น.นา",
        "นานา",
    )
    places = product(words, words[:6], ("", "หนองคาย", "หนอง", "เชียงใหม่"))
    Agency.objects.bulk_create(
        Agency(slug=f"x{at}", kind="sao", name=name, district=district, province=province)
        for at, (name, district, province) in enumerate(places)
    )
    agencies = list(Agency.objects.listed())
    assert [each.slug for each in agencies] == slow_order(agencies)


def is_kept(agency: Agency) -> bool:
    stored = Agency.objects.get(pk=agency.pk)
    return (bytes(stored.listing), stored.sought) == (listing_key(stored), sought_names(stored))


def test_the_place_in_lists_goes_along_with_the_name(db):
    agency = Agency.objects.create(slug="first", kind="sao", name="หนึ่ง", province="แพร่")
    assert is_kept(agency)
    agency.name, agency.province = "สอง", "เลย"
    agency.save()
    assert is_kept(agency)
    Agency.objects.update_or_create(slug="first", defaults={"kind": "town"})
    assert is_kept(agency)
    assert found("ทม.สอง เลย") == {"first"}


def test_what_is_kept_is_made_as_the_migration_made_it():
    """Who changes how names are sorted or sought sees here that stored agencies need a migration like 0022."""
    agency = Agency(slug="x", kind="subdistrict", name="แม่ใจ ๑", district="เมือง", province="เชียงราย")
    assert listing_key(agency).decode().split("\0") == [
        *("ชเียงราย", "ชเียงราย", "มเือง", "มเือง", "มแจใ000000001", "มแ่จใ๑"),
    ]
    assert sought_names(agency) == ("เทศบาลตำบลแม่ใจ1|ทตแม่ใจ1|เทศบาลแม่ใจ1|อำเภอเมือง|อเมือง|จังหวัดเชียงราย|จเชียงราย")


def test_a_name_of_any_length_has_a_place_that_an_index_takes(db):
    longest = Agency.objects.create(slug="long", kind="sao", name="ก1" * 75, district="ข1" * 50, province="ค1" * 50)
    assert len(bytes(longest.listing)) == LONGEST_KEY
    assert is_kept(longest)


def test_the_migration_makes_what_the_models_make(known):
    Agency.objects.update(listing=b"", sought="")
    assert not found("นาหนึ่ง")
    import_module("agencies.migrations.0022_places_in_lists_are_made").make_places(apps, None)
    assert all(map(is_kept, Agency.objects.all()))


def slugs_in(page: str) -> list[str]:
    return re.findall(r'<a href="/(\w+)/"', page.partition('class="choices"')[2].partition("</ul>")[0])


@pytest.fixture
def listed(db) -> list[Agency]:
    more = [Agency(slug=f"a{number}", kind="sao", name=f"ที่ {number}", province="แพร่") for number in range(5)]
    return Agency.objects.bulk_create([*map(copy, AGENCIES), *more])


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


@pytest.mark.any_database
def test_a_page_of_the_list_is_read_from_the_index_alone(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads tables as small as those of a test from end to end")
    plan = Agency.objects.tenants().listed()[50:100].explain()
    assert "USING INDEX agency_as_listed" in plan
    assert "TEMP B-TREE" not in plan


def test_members_of_one_role_are_in_the_order_of_their_names(nanueng, coordinator, as_user):
    for name in ("แสง", "สมชาย", "เจริญ", "ชาย"):
        user = User.objects.create_user(f"u{len(name)}{ord(name[-1])}", display_name=name)
        Membership.objects.create(user=user, agency=nanueng, role="reader")
    page = as_user(coordinator).get("/nanueng/people/").content.decode()
    places = [page.index(f">{name}<") for name in ("เจริญ", "ชาย", "สมชาย", "แสง")]
    assert places == sorted(places)
