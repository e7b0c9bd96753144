"""Confirming a plan that was checked; and who may."""

import pytest

from agencies.models import Department
from tests.measures.plan_files import CONFIRM, EXPORT, IMPORT, ROOM, check, confirm, state, with_cells, with_row
from tests.portal.forms import fields_of


def test_what_was_edited_meanwhile_is_not_overwritten_and_nothing_is_written(plan, mine, theirs, book):
    content = with_row(with_cells(book, {(7, "มาตรการ"): "จากไฟล์", (8, "มาตรการ"): "จากไฟล์ด้วย"}), มาตรการ="มาตรการใหม่")
    checked = check(mine, content)
    first = plan.measures.all()[0]
    form = fields_of(theirs.get(f"{ROOM}{first.key}/"), "title")
    assert theirs.post(f"{ROOM}{first.key}/", form | {"title": "จากผู้อื่น"}).status_code == 302
    before = state()
    answer = confirm(mine, checked)
    assert (answer.status_code, state()) == (409, before)
    page = answer.content.decode()
    assert "จากผู้อื่น" in page
    assert "แก้ไขโดย coordinator ของ nanueng" in page


def test_rows_that_stay_as_they_are_do_not_undo_what_others_did_meanwhile(plan, mine, theirs, book):
    checked = check(mine, with_cells(book, {(7, "มาตรการ"): "จากไฟล์"}))
    second = plan.measures.all()[1]
    form = fields_of(theirs.get(f"{ROOM}{second.key}/"), "title")
    theirs.post(f"{ROOM}{second.key}/", form | {"title": "จากผู้อื่น"})
    assert confirm(mine, checked).status_code == 302
    assert [measure.title for measure in plan.measures.all()[:2]] == ["จากไฟล์", "จากผู้อื่น"]


def test_a_confirmation_sent_twice_stores_once(plan, mine, book):
    checked = check(mine, with_row(book, มาตรการ="มาตรการใหม่"))
    assert confirm(mine, checked).status_code == 302
    before = state()
    assert confirm(mine, checked).status_code == 302  # the second click is led where the first one led
    assert mine.post(CONFIRM, {"checked": fields_of(checked, "checked")["checked"]}).status_code == 409
    assert state() == before
    assert plan.measures.count() == 9


def test_a_confirmation_is_of_use_to_nobody_else_and_not_for_another_text(plan, mine, theirs, book):
    checked = check(mine, with_cells(book, {(7, "มาตรการ"): "จากไฟล์"}))
    before = state()
    assert confirm(theirs, checked).status_code == 409
    assert mine.post(CONFIRM, {"checked": fields_of(checked, "checked")["checked"] + "x"}).status_code == 409
    assert mine.post(CONFIRM).status_code == 409
    assert state() == before


def test_a_department_that_is_gone_at_the_confirmation_stores_nothing(plan, mine, book):
    plan.agency.departments.create(name="กองใหม่", position=99)
    checked = check(mine, with_row(with_cells(book, {(7, "มาตรการ"): "จากไฟล์"}), มาตรการ="ข", ผู้รับผิดชอบ="กองใหม่"))
    Department.objects.filter(name="กองใหม่").delete()
    before = state()
    assert confirm(mine, checked).status_code == 409
    assert state() == before


@pytest.mark.parametrize("url", [IMPORT, CONFIRM])
def test_only_who_edits_imports(plan, member, nanueng, stranger, client, as_user, url):
    for role in ("reader", "officer", "executive"):
        other = as_user(member(nanueng, role))
        assert other.post(url).status_code == 403
        assert other.get(EXPORT).status_code == 200
        assert "import/" not in other.get(ROOM).content.decode()
    assert as_user(stranger).post(url).status_code == 404
    assert as_user(stranger).get(EXPORT).status_code == 404
    assert client.post(url).status_code == 302


def test_a_year_without_plan_leads_to_the_plan(nanueng, mine):
    assert mine.get("/nanueng/2569/measures/import/").status_code == 302
    assert mine.post("/nanueng/2569/measures/import/confirm/").status_code == 302
    assert mine.get("/nanueng/2569/measures/export/").status_code == 404
