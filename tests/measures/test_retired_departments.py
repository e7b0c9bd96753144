"""A retired department: offered to no measure any more, kept where a measure names it."""

import pytest

from agencies.services import DepartmentHasHistory, department_remove, department_retire
from measures.tracking import groups_of_plan
from tests.portal.forms import opened

PLAN = "/nanueng/2568/measures/"


@pytest.fixture
def retired(owned, nanueng, coordinator):
    """The department that owns the first measure, and no other one any more."""
    department = nanueng.departments.get(name="กองคลัง")
    for measure in department.measures.exclude(pk=owned.pk):
        measure.owners.remove(department)
    department_retire(department=department, actor=coordinator)
    return department


def test_a_department_with_measures_is_not_removed(owned, nanueng, coordinator):
    with pytest.raises(DepartmentHasHistory):
        department_remove(department=nanueng.departments.get(name="กองคลัง"), actor=coordinator)


def test_a_new_measure_is_not_offered_it(mine, retired):
    assert f'name="owners" value="{retired.pk}"' not in mine.get(f"{PLAN}new/").content.decode()
    assert 'name="owners"' in mine.get(f"{PLAN}new/").content.decode()


def test_a_measure_that_names_it_keeps_it_when_saved(mine, owned, retired):
    url = f"{PLAN}{owned.key}/"
    form = opened(mine, url, "title")
    assert form["owners"] == str(retired.pk)
    assert mine.post(url, form | {"title": "ชื่อใหม่"}).status_code == 302
    owned.refresh_from_db()
    assert (owned.title, list(owned.owners.all())) == ("ชื่อใหม่", [retired])


def test_filters_show_it_while_a_plan_names_it(plan, owned, retired):
    assert str(retired.pk) in {each.value for each in groups_of_plan(plan).departments}
    owned.owners.clear()
    assert str(retired.pk) not in {each.value for each in groups_of_plan(plan).departments}
