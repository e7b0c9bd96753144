"""Editing a measure, also when somebody else saved it meanwhile."""

from datetime import date

from agencies.models import Change
from measures.forms import MeasureForm
from measures.models import Measure
from tests.measures.measure_form import address, edit, filled, owners, steps
from tests.portal.forms import fields_of, opened


def test_the_form_shows_what_is_stored(measure, mine):
    fields = opened(mine, address(measure), "title")
    assert fields["title"] == measure.title
    assert fields["steps"] == "\n".join(steps(measure))
    assert (fields["start"], fields["end"], fields["issue"]) == ("2567-10", "2568-09", "1")


def test_an_edited_measure_is_stored_and_leaves_its_history(nanueng, coordinator, measure, mine):
    old_title = measure.title
    response = edit(mine, measure, title="ชื่อใหม่", steps="ข้อเดียว", owners=["กองคลัง", "กองช่าง"], start="", end="")
    assert response.status_code == 302
    measure.refresh_from_db()
    assert (measure.title, steps(measure), owners(measure)) == ("ชื่อใหม่", ["ข้อเดียว"], ["กองคลัง", "กองช่าง"])
    assert (measure.start, measure.end, measure.issue.number) == (None, None, 1)
    newest = Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}")[0]
    assert newest.actor == coordinator
    assert newest.old.startswith(old_title)
    assert newest.new.startswith("ชื่อใหม่\n1. ข้อเดียว\nผู้รับผิดชอบ: กองคลัง, กองช่าง")


def test_saving_what_is_there_already_changes_nothing(nanueng, plan, mine):
    before = (Change.objects.count(), list(Measure.objects.order_by("pk").values()))
    for measure in plan.measures.all():
        assert edit(mine, measure).status_code == 302
    assert (Change.objects.count(), list(Measure.objects.order_by("pk").values())) == before


def test_a_refused_edit_changes_nothing(measure, mine):
    old_title = measure.title
    response = edit(mine, measure, title="", follow_up="ที่พิมพ์ไว้")
    assert response.status_code == 422
    assert fields_of(response, "title")["follow_up"] == "ที่พิมพ์ไว้"
    measure.refresh_from_db()
    assert measure.title == old_title


def test_what_somebody_else_saved_is_shown_beside_mine(nanueng, measure, mine, theirs):
    opened_form = filled(mine, nanueng, address(measure), title="ของฉัน", steps="ขั้นของฉัน", owners=["กองช่าง"])
    edit(theirs, measure, title="ของเขา", steps="ขั้นของเขา")
    response = mine.post(address(measure), opened_form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "ของเขา" in page
    assert "ขั้นของเขา" in page
    shown = fields_of(response, "title")
    assert (shown["title"], shown["steps"]) == ("ของฉัน", "ขั้นของฉัน")
    assert shown["owners"] == str(nanueng.departments.get(name="กองช่าง").pk)
    measure.refresh_from_db()
    assert measure.title == "ของเขา"


def test_saving_a_conflict_again_takes_mine_and_keeps_theirs_in_the_history(nanueng, measure, mine, theirs):
    opened_form = filled(mine, nanueng, address(measure), title="ของฉัน")
    edit(theirs, measure, title="ของเขา")
    shown = fields_of(mine.post(address(measure), opened_form), "title")
    assert mine.post(address(measure), shown).status_code == 302
    measure.refresh_from_db()
    assert measure.title == "ของฉัน"
    assert Change.objects.for_year(nanueng, 2568).of(f"measure:{measure.key}")[0].old.startswith("ของเขา")


def test_a_version_that_is_no_number_is_refused(measure, mine):
    fields = opened(mine, address(measure), "title") | {"title": "ของฉัน", "version": "x"}
    assert mine.post(address(measure), fields).status_code == 422


def test_months_far_from_the_plan_stay_when_a_measure_is_saved(plan, measure, mine):
    Measure.objects.filter(pk=measure.pk).update(start=date(2019, 10, 1), end=date(2020, 9, 30))
    measure.refresh_from_db()
    form = MeasureForm(plan, None, measure=measure)
    values = [value for _, group in form.fields["start"].choices if isinstance(group, list) for value, _ in group]
    assert {"2562-10", "2563-09"} <= set(values)
