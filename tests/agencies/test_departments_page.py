"""Departments in the settings of an agency: added, renamed, put in order, retired, removed."""

import pytest
from django.test import Client

from agencies.models import Agency, Change, Department, Membership, Removed
from agencies.removal_services import removed_restore
from agencies.standard_departments import standard_departments
from tests.portal.forms import fields_of, opened

PAGE = "/maiklang/settings/"
LIST = f"{PAGE}#departments"
ACTIONS = ["", "move/", "retire/", "remove/"]


@pytest.fixture
def mine(stranger, as_user):
    """The coordinator of the empty agency, signed in."""
    return as_user(stranger)


@pytest.fixture
def finance(empty_agency) -> Department:
    return empty_agency.departments.get(name="กองคลัง")


def url_of(department: Department, action: str = "") -> str:
    return f"{PAGE}departments/{department.key}/{action}"


def names(agency: Agency) -> list[str]:
    return list(agency.departments.in_use().values_list("name", flat=True))


# -- who


@pytest.mark.parametrize("role", ["reader", "officer", "executive"])
@pytest.mark.parametrize("action", ACTIONS)
def test_only_who_looks_after_the_agency_changes_them(empty_agency, finance, member, as_user, role, action):
    client = as_user(member(empty_agency, role))
    assert client.post(url_of(finance, action), {"name": "อื่น"}).status_code == 403
    for address in ("add/", "start/"):
        assert client.post(f"{PAGE}departments/{address}", {"name": "อื่น"}).status_code == 403
    assert names(empty_agency) == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
    assert not Change.objects.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_strangers_find_nothing_and_nobody_goes_unknown(
    empty_agency, nanueng, finance, coordinator, mine, as_user, action
):
    assert as_user(coordinator).post(url_of(finance, action)).status_code == 404
    assert Client().post(url_of(finance, action)).headers["Location"].startswith("/login/")
    theirs = nanueng.departments.first()
    assert mine.post(url_of(theirs, action)).status_code == 404
    assert not Change.objects.filter(subject__startswith="department:").exists()


@pytest.mark.parametrize("action", ACTIONS[1:])
def test_actions_are_only_sent(mine, finance, action):
    assert mine.get(url_of(finance, action)).status_code == 405


# -- adding


def test_one_is_added_at_the_end(empty_agency, mine):
    form = opened(mine, PAGE, "name") | {"name": " กองการศึกษา   ศาสนาและวัฒนธรรม "}
    assert mine.post(f"{PAGE}departments/add/", form).headers["Location"] == LIST
    assert names(empty_agency)[-1] == "กองการศึกษา ศาสนาและวัฒนธรรม"
    change = Change.objects.get()
    assert change.subject.startswith("department:")
    assert (change.old, change.new) == ("", "กองการศึกษา ศาสนาและวัฒนธรรม")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "กรุณากรอกชื่อ"), ("กองคลัง", "มีกองหรือสำนักชื่อนี้แล้ว"), ("ก" * 151, "ไม่เกิน 150 ตัวอักษร")],
)
def test_a_name_that_cannot_be_says_why(empty_agency, mine, name, reason):
    response = mine.post(f"{PAGE}departments/add/", {"name": name})
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert len(names(empty_agency)) == 3
    assert not Change.objects.exists()


def test_the_name_of_a_retired_one_leads_to_bringing_it_back(mine, finance):
    mine.post(url_of(finance, "retire/"))
    page = mine.post(f"{PAGE}departments/add/", {"name": "กองคลัง"}).content.decode()
    assert "ที่เลิกใช้แล้ว กรุณานำกลับมาใช้" in page


def test_an_agency_without_any_starts_with_those_of_its_kind(empty_agency, mine):
    assert "ใช้รายชื่อนี้" not in mine.get(PAGE).content.decode()
    empty_agency.departments.all().delete()
    assert "สำนักปลัดเทศบาล, กองคลัง" in mine.get(PAGE).content.decode()
    for _ in range(2):  # pressed twice
        assert mine.post(f"{PAGE}departments/start/").headers["Location"] == LIST
    assert tuple(names(empty_agency)) == standard_departments("subdistrict")
    assert Change.objects.of_kind("department:").count() == len(standard_departments("subdistrict"))


# -- names


def test_a_department_gets_another_name_and_keeps_its_history(empty_agency, mine, finance):
    form = opened(mine, url_of(finance), "name") | {"name": "สำนักคลัง"}
    assert mine.post(url_of(finance), form).headers["Location"] == LIST
    assert names(empty_agency) == ["สำนักปลัด", "สำนักคลัง", "กองช่าง"]
    change = Change.objects.get(subject=f"department:{finance.pk}")
    assert (change.old, change.new) == ("กองคลัง", "สำนักคลัง")
    assert "กองคลัง → สำนักคลัง" in mine.get(url_of(finance)).content.decode()


@pytest.mark.parametrize(("name", "reason"), [("", "กรุณากรอกชื่อ"), ("กองช่าง", "มีกองหรือสำนักชื่อนี้แล้ว")])
def test_a_name_is_refused_with_its_reason(mine, finance, name, reason):
    response = mine.post(url_of(finance), opened(mine, url_of(finance), "name") | {"name": name})
    assert response.status_code == 422
    assert reason in response.content.decode()
    finance.refresh_from_db()
    assert finance.name == "กองคลัง"


def test_two_windows_see_each_others_names(mine, finance):
    my_form = opened(mine, url_of(finance), "name") | {"name": "ของฉัน"}
    mine.post(url_of(finance), opened(mine, url_of(finance), "name") | {"name": "ของเขา"})
    response = mine.post(url_of(finance), my_form)
    assert response.status_code == 409
    assert "ของเขา" in response.content.decode()
    shown = fields_of(response, "name")
    assert shown["name"] == "ของฉัน"
    assert mine.post(url_of(finance), shown).status_code == 302
    finance.refresh_from_db()
    assert finance.name == "ของฉัน"


# -- order


@pytest.mark.parametrize(
    ("name", "down", "order"),
    [
        ("กองคลัง", "0", ["กองคลัง", "สำนักปลัด", "กองช่าง"]),
        ("กองคลัง", "1", ["สำนักปลัด", "กองช่าง", "กองคลัง"]),
        ("สำนักปลัด", "0", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
        ("กองช่าง", "1", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
    ],
)
def test_a_department_changes_places(empty_agency, mine, name, down, order):
    empty_agency.departments.update(position=0)  # as an import may leave them
    moved = empty_agency.departments.get(name=name)
    assert mine.post(url_of(moved, "move/"), {"down": down}).headers["Location"] == LIST
    assert names(empty_agency) == order
    assert Change.objects.exists() == (order != ["สำนักปลัด", "กองคลัง", "กองช่าง"])


def test_those_that_were_retired_are_passed_over(empty_agency, mine, finance):
    mine.post(url_of(finance, "retire/"))
    last = empty_agency.departments.get(name="กองช่าง")
    mine.post(url_of(last, "move/"), {"down": "0"})
    assert names(empty_agency) == ["กองช่าง", "สำนักปลัด"]
    mine.post(url_of(finance, "move/"), {"down": "0"})
    assert names(empty_agency) == ["กองช่าง", "สำนักปลัด"]


# -- the end


def test_one_without_history_is_removed_and_comes_back(empty_agency, stranger, mine, finance):
    assert "เลิกใช้</button>" not in mine.get(url_of(finance)).content.decode()
    assert mine.post(url_of(finance, "remove/")).headers["Location"] == LIST
    assert names(empty_agency) == ["สำนักปลัด", "กองช่าง"]
    assert Change.objects.get().old == "กองคลัง"
    removed_restore(removed=Removed.objects.get(), actor=stranger)
    assert names(empty_agency) == ["สำนักปลัด", "กองคลัง", "กองช่าง"]


def test_one_with_members_or_invitations_is_retired_instead(empty_agency, member, mine, finance):
    Membership.objects.filter(user=member(empty_agency, "officer")).update(department=finance)
    response = mine.post(url_of(finance, "remove/"))
    assert response.status_code == 409
    assert "จึงลบไม่ได้" in response.content.decode()
    assert mine.post(url_of(finance, "retire/")).headers["Location"] == LIST
    assert names(empty_agency) == ["สำนักปลัด", "กองช่าง"]
    assert Membership.objects.get(department=finance).role == "officer"
    change = Change.objects.get(subject=f"department:{finance.pk}")
    assert (change.old, change.new) == ("ใช้งาน", "เลิกใช้")
    assert "นำกลับมาใช้" in mine.get(PAGE).content.decode()
    mine.post(url_of(finance, "retire/"), {"back": "1"})
    assert names(empty_agency) == ["สำนักปลัด", "กองคลัง", "กองช่าง"]


def test_an_invitation_is_history_too(empty_agency, mine, finance):
    mine.post("/maiklang/people/invite/", {"name": "ผู้ช่วย", "role": "officer", "department": finance.pk})
    assert mine.post(url_of(finance, "remove/")).status_code == 409


# -- where they are offered


def test_a_retired_one_is_offered_to_nobody_new(empty_agency, member, mine, finance):
    kept = Membership.objects.get(user=member(empty_agency, "officer"))
    other = Membership.objects.get(user=member(empty_agency, "officer", "other"))
    Membership.objects.filter(pk=kept.pk).update(department=finance)
    mine.post(url_of(finance, "retire/"))
    mine.get(PAGE)  # where the message says so
    assert ">กองคลัง<" not in mine.get("/maiklang/people/invite/").content.decode()
    assert "กองคลัง" not in mine.get(f"/maiklang/people/{other.key}/").content.decode()
    form = opened(mine, f"/maiklang/people/{kept.key}/", "role")
    assert form["department"] == str(finance.pk)
    assert mine.post(f"/maiklang/people/{kept.key}/", form | {"role": "reader"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.role, kept.department) == ("reader", finance)
