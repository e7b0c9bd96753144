"""Two administrators at one page: nothing is overwritten unseen."""

from agencies.admin_meanwhile import others_lines
from agencies.models import User
from assessments.models import Framework
from tests.portal.forms import fields_of, opened


def test_the_other_ones_text_is_shown_and_saving_again_is_on_purpose(empty_agency, administrator, as_user):
    client, url = as_user(administrator), f"/admin/agencies/agency/{empty_agency.pk}/change/"
    mine = opened(client, url, "slug") | {"target": "95"}
    client.post(url, opened(client, url, "slug") | {"target": "90"})
    late = client.post(url, mine)
    page = late.content.decode()
    assert late.status_code == 409
    assert "ยังไม่ได้บันทึก ผู้อื่นแก้ไขข้อมูลนี้" in page
    assert "ค่าเป้าหมาย: 90" in page.partition('class="other-text"')[2]
    empty_agency.refresh_from_db()
    assert empty_agency.target == 90
    assert client.post(url, fields_of(late, "slug") | {"target": "95"}).status_code == 302
    empty_agency.refresh_from_db()
    assert empty_agency.target == 95


def test_a_row_that_somebody_else_changed_counts_as_well(empty_agency, administrator, as_user):
    client, url = as_user(administrator), f"/admin/agencies/agency/{empty_agency.pk}/change/"
    mine = opened(client, url, "slug") | {"departments-0-name": "สำนักใหม่ของฉัน"}
    empty_agency.departments.filter(name="กองคลัง").update(name="กองคลังของผู้อื่น")
    late = client.post(url, mine)
    assert late.status_code == 409
    assert "กองคลังของผู้อื่น" in late.content.decode()
    assert not empty_agency.departments.filter(name="สำนักใหม่ของฉัน").exists()


def test_accounts_and_framework_years_are_guarded_too(member, administrator, nanueng, as_user):
    client = as_user(administrator)
    person = User.objects.create_user("someone", display_name="เดิม")
    framework = Framework.objects.get(fiscal_year=2568)
    for url, field, typed, change in (
        (f"/admin/agencies/user/{person.pk}/change/", "username", {"display_name": "ของฉัน"},
         lambda: User.objects.filter(pk=person.pk).update(display_name="ของผู้อื่น")),
        (f"/admin/assessments/framework/{framework.pk}/change/", "seen", {"dates_confirmed": "on"},
         lambda: Framework.objects.filter(pk=framework.pk).update(split_confirmed=not framework.split_confirmed)),
    ):  # fmt: skip
        mine = opened(client, url, field) | typed
        change()
        assert client.post(url, mine).status_code == 409, url


def test_only_what_differs_is_told():
    seen = ["ชื่อ: เดิม", "อำเภอ: เมือง", "กองคลัง: ลำดับ: 1"]
    assert others_lines(seen, ["ชื่อ: ใหม่", "อำเภอ: เมือง"]) == ("ชื่อ: ใหม่", "(ไม่มีแล้ว) กองคลัง: ลำดับ: 1")
