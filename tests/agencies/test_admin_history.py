"""What the administrator writes leaves its history, and what is deleted there can be restored."""

from agencies.models import Agency, Change, Department, Membership, Oversight, Removed, User
from assessments.models import Framework, Question, Topic
from tests.portal.forms import opened


def edit(client, url: str, field: str, **typed):
    response = client.post(url, opened(client, url, field) | typed)
    assert response.status_code == 302, response.context["errors"]


def newest(subject: str) -> Change:
    return Change.objects.filter(subject__startswith=subject)[0]


def test_settings_of_an_agency_are_told_before_and_after(empty_agency, administrator, as_user):
    edit(as_user(administrator), f"/admin/agencies/agency/{empty_agency.pk}/change/", "slug", target="90")
    change = newest("agency:")
    assert (change.agency, change.fiscal_year, change.actor) == (empty_agency, None, administrator)
    assert "ค่าเป้าหมาย: 85" in change.old
    assert "ค่าเป้าหมาย: 90" in change.new


def test_nothing_changed_leaves_nothing(empty_agency, administrator, as_user):
    before = Change.objects.count()
    edit(as_user(administrator), f"/admin/agencies/agency/{empty_agency.pk}/change/", "slug")
    assert Change.objects.count() == before


def test_a_department_is_renamed_deleted_and_restored(empty_agency, administrator, stranger, as_user):
    client = as_user(administrator)
    url = f"/admin/agencies/agency/{empty_agency.pk}/change/"
    department = empty_agency.departments.get(name="กองคลัง")
    Membership.objects.filter(user=stranger).update(department=department)
    edit(client, url, "slug", **{"departments-1-name": "สำนักคลัง"})
    assert "กองคลัง" in newest("department:").old
    assert "สำนักคลัง" in newest("department:").new
    edit(client, url, "slug", **{"departments-1-DELETE": "on"})
    assert not Department.objects.filter(pk=department.pk).exists()
    assert (newest("department:").new, Removed.objects.get().kind) == ("", "department")
    removed = Removed.objects.get()
    assert client.post(f"/maiklang/2568/removed/{removed.key}/restore/").status_code == 302
    assert Department.objects.get(pk=department.pk).name == "สำนักคลัง"
    assert Membership.objects.get(user=stranger).department_id == department.pk


def test_an_overseer_is_removed_and_comes_back(empty_agency, administrator, member, as_user):
    overseer = User.objects.create_user("overseer")
    oversight = Oversight.objects.create(user=overseer, province=empty_agency.province)
    client = as_user(administrator)
    assert client.post(f"/admin/agencies/oversight/{oversight.pk}/delete/", {"post": "yes"}).status_code == 302
    assert newest("overseer:").label.startswith("ลบผู้กำกับดูแล")
    assert as_user(overseer).get("/maiklang/2568/history/").status_code == 404
    restored = {"action": "restore", "_selected_action": [str(Removed.objects.get().pk)]}
    assert client.post("/admin/agencies/removed/", restored).status_code == 302
    assert as_user(overseer).get("/maiklang/2568/history/").status_code == 200


def test_neither_agencies_nor_accounts_are_deleted(empty_agency, administrator, stranger, as_user):
    client = as_user(administrator)
    for url in (f"/admin/agencies/agency/{empty_agency.pk}/delete/", f"/admin/agencies/user/{stranger.pk}/delete/"):
        assert client.post(url, {"post": "yes"}).status_code == 403
    assert Agency.objects.filter(pk=empty_agency.pk).exists()


def test_rights_of_an_account_are_told_but_no_secret(administrator, stranger, as_user):
    edit(as_user(administrator), f"/admin/agencies/user/{stranger.pk}/change/", "username", is_staff="on")
    change = newest("account:")
    assert change.agency is None
    assert change.old != change.new
    assert stranger.password not in change.old + change.new


def test_a_corrected_wording_stands_in_the_history_of_the_year(nanueng, administrator, reader, as_user):
    question = Question.objects.get(framework__fiscal_year=2568, code="i1")
    url = f"/admin/assessments/question/{question.pk}/change/"
    edit(as_user(administrator), url, "text", text="ถ้อยคำที่แก้แล้ว")
    assert question.text in newest("framework:").old
    assert "ถ้อยคำที่แก้แล้ว" in as_user(reader).get("/nanueng/2568/history/?kind=framework").content.decode()
    assert "ถ้อยคำที่แก้แล้ว" not in as_user(reader).get("/nanueng/2567/history/?kind=framework").content.decode()


def test_a_framework_that_nobody_uses_is_deleted_and_restored_whole(frameworks, administrator, as_user):
    framework = Framework.objects.get(fiscal_year=2569)
    topic = Topic.objects.filter(questions__framework=framework)[0]
    before = rows_of_frameworks()
    client = as_user(administrator)
    assert client.post(f"/admin/assessments/framework/{framework.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not topic.questions.filter(framework__fiscal_year=2569).exists()
    removed = Removed.objects.get()
    chosen = {"action": "restore", "_selected_action": [str(removed.pk)]}
    assert client.post("/admin/agencies/removed/", chosen).status_code == 302
    assert rows_of_frameworks() == before


def rows_of_frameworks() -> list[list[dict[str, object]]]:
    """Return all that makes the years, but the revisions: they tell that a year was written to."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Framework, Question, Topic.questions.through)]
    return [[{name: value for name, value in row.items() if name != "revision"} for row in each] for each in rows]


def test_a_password_that_the_administrator_sets_is_history_and_ends_sessions(
    empty_agency, administrator, stranger, as_user
):
    elsewhere, url = as_user(stranger), f"/admin/agencies/user/{stranger.pk}/password/"
    typed = {"usable_password": "true", "password1": "รหัสผ่านยาวพอ-2568", "password2": "รหัสผ่านยาวพอ-2568"}
    client = as_user(administrator)
    before = Change.objects.count()
    client.post(url, typed | {"password2": "อีกอย่าง"})
    assert Change.objects.count() == before
    client.post(url, typed | {"set-password": "1"})
    change = newest("member:")
    assert change.label == f"ผู้ดูแลระบบตั้งรหัสผ่านใหม่ให้: {stranger}"
    assert (change.agency, change.actor, change.old, change.new) == (empty_agency, administrator, "", "")
    assert not stranger.sessions.exists()
    assert elsewhere.get("/account/").status_code == 302
    assert client.get(url).status_code == 200


def test_that_of_an_account_without_an_agency_is_history_of_the_installation(administrator, as_user):
    lonely = User.objects.create_user("lonely", password="p")
    as_user(administrator).post(
        f"/admin/agencies/user/{lonely.pk}/password/", {"usable_password": "false", "unset-password": "1"}
    )
    change = newest("account:")
    assert (change.agency, change.label) == (None, "ผู้ดูแลระบบปิดการเข้าสู่ระบบด้วยรหัสผ่าน: lonely")
