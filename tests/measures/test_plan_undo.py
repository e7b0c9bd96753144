"""Taking back what was changed in the rows of a plan, after a reload, by the person who changed it."""

import re

import pytest

from agencies.models import Change
from measures.models import Measure
from measures.services import content_of
from tests.measures.test_plan_rows import PLAN, asked, row
from tests.portal.forms import opened

UNDO = f"{PLAN}undo/"
BUTTON = re.compile(r'name="act" value="([^"]*)" data-(undo|redo) title="([^"]*)"')


def texts(plan) -> list[str]:
    return [str(content_of(each)) for each in plan.measures.with_details()]


def offered(client) -> dict[str, tuple[str, str]]:
    """Return what the page offers to take back and to do again, as its two buttons have it."""
    return {kind: (act, words) for act, kind, words in BUTTON.findall(client.get(PLAN).content.decode())}


def press(client, kind: str):
    return client.post(UNDO, {"act": offered(client)[kind][0]}, follow=True)


def change_months(client, measure: Measure) -> None:
    client.post(row(measure), opened(client, asked(measure, "months"), "part") | {"start": "2568-01", "end": "2568-03"})


def test_each_part_of_a_row_goes_back_and_comes_again_after_a_reload(nanueng, plan, measure, mine):
    before = texts(plan)
    chosen = [str(nanueng.departments.get(name=name).pk) for name in ("กองคลัง", "กองช่าง")]
    said = {f"units-{chosen[0]}": "งานพัสดุ/งานบัญชี", f"person-{chosen[0]}": "หัวหน้างาน"}
    mine.post(row(measure), opened(mine, asked(measure, "owners"), "part") | {"owners": chosen} | said)
    change_months(mine, measure)
    mine.post(row(measure), opened(mine, asked(measure, "subject"), "part") | {"issue": "7", "indicator": "5"})
    after = texts(plan)
    assert after != before
    assert offered(mine)["undo"][1] == f"คืนค่าเดิม: {measure.title}"
    for _ in range(3):
        assert "คืนค่าแล้ว 1 มาตรการ" in press(mine, "undo").content.decode()
    assert (texts(plan), offered(mine)["undo"][0]) == (before, "")
    for _ in range(3):
        press(mine, "redo")
    assert (texts(plan), offered(mine)["redo"][0]) == (after, "")


def test_what_many_measures_were_given_goes_back_at_once(plan, mine):
    before = texts(plan)
    versions = [f"{each.key}:{each.version}" for each in plan.measures.all()]
    mine.post(f"{PLAN}fill/", {"measure": versions, "column": ["owners", "months"]})
    changed = sum(old != new for old, new in zip(before, texts(plan), strict=True))
    assert changed > 1
    assert offered(mine)["undo"][1] == f"คืนค่าเดิม {changed} มาตรการ"
    press(mine, "undo")
    assert texts(plan) == before
    assert Change.objects.filter(label__startswith="เลิกทำในตารางมาตรการ").count() == changed


def test_what_somebody_changed_since_stays_and_is_offered_no_more(plan, measure, mine, theirs):
    change_months(mine, measure)
    act = offered(mine)["undo"][0]
    theirs.post(row(measure), opened(theirs, asked(measure, "owners"), "part") | {"owners": []})
    now = texts(plan)
    assert offered(mine)["undo"][0] == ""
    assert "จึงคงไว้ตามเดิม" in mine.post(UNDO, {"act": act}, follow=True).content.decode()
    assert texts(plan) == now


@pytest.mark.parametrize("act", ["", "x", "60ad40bc-28ce-4d50-b2fc-895aa3570dd4"])
def test_what_nobody_did_is_not_taken_back(plan, measure, mine, theirs, act: str):
    change_months(theirs, measure)
    now = texts(plan)
    others = str(Change.objects.filter(act__isnull=False).latest("pk").act)
    for asked_for in (act, others):  # another person's act is none of one's own
        assert "ไม่มีการแก้ไขในตารางให้เลิกทำ" in mine.post(UNDO, {"act": asked_for}, follow=True).content.decode()
    assert texts(plan) == now


def test_a_department_that_is_gone_keeps_the_row_as_it_is(nanueng, plan, measure, mine):
    mine.post(row(measure), opened(mine, asked(measure, "owners"), "part") | {"owners": []})
    nanueng.departments.filter(name="สำนักปลัด").update(name="สำนักปลัดเทศบาล")
    assert "จึงคงไว้ตามเดิม" in press(mine, "undo").content.decode()
