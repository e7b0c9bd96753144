"""What is looked for or compared is found however it was typed, and what ships with the portal is in one spelling."""

from pathlib import Path

import pytest

from agencies.models import Change, Department
from agencies.rules.names import spelling_of
from ita_portal.text.spelling import one_spelling
from ita_portal.yaml_files import read_yaml
from measures.models import Measure
from measures.rules.evidence import clean_name

ROOT = Path(__file__).parents[2]
TYPED = ["ส\u0e4d\u0e32นักปลัด", "สำนัก\u200bปลัด", "สำนัก\u00a0ปลัด", "\ufeffสำนักปลัด", "สำนักปลัด\u00ad"]


def test_the_files_that_ship_with_the_portal_are_in_one_spelling():
    files = [*ROOT.glob("fixtures/**/*.yaml")]
    assert len(files) > 10
    assert [file.name for file in files if one_spelling(text := file.read_text(encoding="utf-8")) != text] == []


def test_a_file_of_somebody_else_is_read_in_one_spelling(tmp_path):
    file = tmp_path / "2570.yaml"
    file.write_text("\ufeffname: คะ\u0e40\u0e40นน\u200b\u00a0ส\u0e4d\u0e32คัญ\n", encoding="utf-8")
    assert read_yaml(file) == {"name": "คะแนน สำคัญ"}


@pytest.mark.parametrize("typed", TYPED)
def test_names_that_look_alike_are_one(typed: str):
    assert spelling_of(typed) == spelling_of("สำนักปลัด")
    assert clean_name(f"{typed}.pdf").replace(" ", "") == "สำนักปลัด.pdf"


@pytest.mark.parametrize("typed", TYPED)
def test_a_department_is_not_added_twice(nanueng, coordinator, as_user, typed: str):
    client = as_user(coordinator)
    count = nanueng.departments.count()
    answer = client.post("/nanueng/settings/departments/add/", {"name": typed})
    assert answer.status_code in (409, 422), answer.status_code
    assert nanueng.departments.count() == count


def test_an_old_name_is_renamed_to_its_own_spelling(nanueng, coordinator, as_user):
    old = Department.objects.create(agency=nanueng, name="ส\u0e4d\u0e32นักช่าง", position=90)
    answer = as_user(coordinator).post(
        f"/nanueng/settings/departments/{old.key}/", {"name": "สำนักช่าง", "seen": old.name}
    )
    assert answer.status_code == 302
    assert Department.objects.get(pk=old.pk).name == "สำนักช่าง"


@pytest.mark.parametrize("typed", TYPED[:2])
def test_history_and_measures_are_found(nanueng, coordinator, as_user, typed: str):
    client = as_user(coordinator)
    plan = nanueng.plans.get(fiscal_year=2568)
    measure = plan.measures.all()[0]
    Measure.objects.filter(pk=measure.pk).update(title="งานของส\u0e4d\u0e32นักปลัด")  # as it was stored before
    Change.objects.create(agency=plan.agency, fiscal_year=2568, subject="plan", label="งานของสำนักปลัด", actor_name="ก")
    tracking = client.get("/nanueng/2568/measures/tracking/", {"q": typed}).content.decode()
    assert "งานของส\u0e4d\u0e32นักปลัด" in tracking
    assert "งานของสำนักปลัด" in client.get("/nanueng/2568/history/", {"text": typed}).content.decode()
