from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from agencies.changes import ChangeSubject, change_record
from agencies.models import (
    MAX_EMBLEM_BYTES,
    Agency,
    Change,
    Department,
    Membership,
    User,
    check_emblem_size,
)


@pytest.mark.parametrize(
    ("kind", "name", "full_name", "short_name"),
    [
        ("sao", "นาหนึ่ง", "องค์การบริหารส่วนตำบลนาหนึ่ง", "อบต.นาหนึ่ง"),
        ("subdistrict", "ดงสมบูรณ์", "เทศบาลตำบลดงสมบูรณ์", "ทต.ดงสมบูรณ์"),
        ("pao", "หนองคาย", "องค์การบริหารส่วนจังหวัดหนองคาย", "อบจ.หนองคาย"),
        ("other", "สำนักงาน ก", "สำนักงาน ก", "สำนักงาน ก"),
    ],
)
def test_an_agency_is_called_by_its_kind_and_name(kind: str, name: str, full_name: str, short_name: str):
    agency = Agency(kind=kind, name=name)
    assert (agency.full_name, agency.short_name, str(agency)) == (full_name, short_name, full_name)


def test_every_kind_has_a_short_form():
    assert set(Agency.SHORT_KINDS) == set(Agency.Kind)


@pytest.mark.parametrize(
    ("district", "province", "place"),
    [
        ("โพนพิสัย", "หนองคาย", "อำเภอโพนพิสัย จังหวัดหนองคาย"),
        ("", "หนองคาย", "จังหวัดหนองคาย"),
        ("โพนพิสัย", "", "อำเภอโพนพิสัย"),
        ("", "", ""),
    ],
)
def test_the_place_names_what_is_known(district: str, province: str, place: str):
    assert Agency(district=district, province=province).place == place


@pytest.mark.parametrize("target", ["84.99", "100.01"])
def test_a_target_outside_85_to_100_is_refused_by_form_and_database(empty_agency, target: str):
    empty_agency.target = Decimal(target)
    with pytest.raises(ValidationError) as refused:
        empty_agency.full_clean()
    assert set(refused.value.message_dict) == {"target"}
    with pytest.raises(IntegrityError), transaction.atomic():
        empty_agency.save()


def test_a_department_comes_once_in_an_agency_but_in_every_agency(empty_agency):
    other = Agency.objects.create(slug="other", kind="other", name="อื่น")
    Department.objects.create(agency=other, name="กองคลัง")
    with pytest.raises(ValidationError, match="มีกองหรือสำนักชื่อนี้แล้ว"):
        Department(agency=empty_agency, name="กองคลัง").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.create(agency=empty_agency, name="กองคลัง")


def test_departments_keep_the_order_of_the_office_and_not_of_the_alphabet(empty_agency):
    assert [str(department) for department in empty_agency.departments.all()] == ["สำนักปลัด", "กองคลัง", "กองช่าง"]


def test_a_person_has_one_role_in_an_agency(empty_agency, stranger):
    with pytest.raises(ValidationError, match="ผู้ใช้นี้เป็นสมาชิกของหน่วยงานแล้ว"):
        Membership(user=stranger, agency=empty_agency, role="reader").full_clean()


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"display_name": "สมชาย ใจดี", "first_name": "Somchai"}, "สมชาย ใจดี"),
        ({"first_name": "Somchai", "last_name": "Jaidee"}, "Somchai Jaidee"),
        ({}, "somchai"),
    ],
)
def test_people_are_shown_by_the_best_name_there_is(names: dict, shown: str):
    assert str(User(username="somchai", **names)) == shown


def test_history_keeps_the_name_of_an_account_that_is_gone(empty_agency, stranger):
    change = change_record(ChangeSubject(empty_agency, 2568, "figure:i1", "คะแนน i1"), stranger, new="90.00")
    name = str(stranger)
    stranger.delete()
    change.refresh_from_db()
    assert (change.actor, change.actor_name) == (None, name)


def test_what_a_command_changed_was_changed_by_the_system(empty_agency):
    about = ChangeSubject(empty_agency, None, "agency:settings", "หน่วยงาน")
    assert change_record(about, None).actor_name == "ระบบ"


def test_the_history_of_one_thing_is_newest_first_and_of_that_thing_alone(empty_agency):
    for new, subject, year in [
        ("1", "figure:i1", 2568),
        ("2", "figure:i1", 2568),
        ("3", "figure:i2", 2568),
        ("4", "figure:i1", 2567),
    ]:
        change_record(ChangeSubject(empty_agency, year, subject, "คะแนน"), None, new=new)
    history = Change.objects.for_year(empty_agency, 2568).of("figure:i1")
    assert [change.new for change in history] == ["2", "1"]
    assert [change.new for change in Change.objects.for_year(empty_agency, 2568).of_kind("figure:")] == ["3", "2", "1"]


@pytest.mark.parametrize("slug", ["admin", "login", "static"])
@pytest.mark.django_db
def test_an_address_of_the_portal_itself_is_no_agency(slug: str):
    with pytest.raises(ValidationError, match="สงวนไว้"):
        Agency(slug=slug, kind=Agency.Kind.TOWN, name="ทดสอบ").full_clean(exclude=["emblem"])


def test_an_emblem_too_heavy_for_documents_is_refused():
    heavy = SimpleUploadedFile("emblem.png", b"x" * (MAX_EMBLEM_BYTES + 1))
    with pytest.raises(ValidationError, match="2 MB"):
        check_emblem_size(heavy)


def an_emblem(*size: int) -> Agency:
    drawn = BytesIO()
    Image.new("1", size).save(drawn, "PNG")
    return Agency(slug="x", emblem=SimpleUploadedFile("emblem.png", drawn.getvalue(), "image/png"))


ALL_BUT_THE_EMBLEM = ["slug", "kind", "name", "target"]


def test_an_emblem_of_many_points_is_kept():
    an_emblem(4_000, 10).clean_fields(exclude=ALL_BUT_THE_EMBLEM)


@pytest.mark.parametrize("size", [(4_001, 10), (10, 4_001), (9_000, 9_000)])
def test_an_emblem_that_unpacks_to_much_is_refused(size):
    """A picture of one colour is a few kilobytes as a file, and hundreds of megabytes while a document is printed."""
    with pytest.raises(ValidationError, match="4,000 จุด"):
        an_emblem(*size).clean_fields(exclude=ALL_BUT_THE_EMBLEM)
