"""Moving and deleting a measure, and who may add, edit, move and delete."""

import pytest

from agencies.models import Change
from tests.measures.measure_form import NEW, PLAN, address, steps, titles


def move(client, plan, number: int, to: str):
    return client.post(address(plan.measures.all()[number - 1], "move/"), {"to": to})


@pytest.fixture
def of_one_issue(plan) -> list[str]:
    """The titles of the plan, whose second to fifth measure answer the same issue."""
    plan.measures.filter(position__in=(2, 3, 4, 5)).update(issue=plan.measures.all()[1].issue)
    return titles(plan)


def test_a_measure_moves_to_any_place_among_those_of_its_issue(nanueng, plan, of_one_issue, mine):
    first, second, third, fourth, fifth, *rest = of_one_issue
    response = move(mine, plan, 5, to="๒")
    assert response.headers["Location"] == f"{PLAN}#measure-{plan.measures.all()[1].key}"
    assert titles(plan) == [first, fifth, second, third, fourth, *rest]
    newest = Change.objects.for_year(nanueng, 2568)[0]
    assert (newest.old, newest.new) == ("ลำดับที่ 5", "ลำดับที่ 2")
    move(mine, plan, 2, to="4")
    assert titles(plan) == [first, second, third, fifth, fourth, *rest]


@pytest.mark.parametrize("to", ["1", "8", "0", "9999"])
def test_beyond_its_issue_a_measure_stays_first_or_last_and_the_page_says_why(plan, of_one_issue, mine, to: str):
    first, second, third, fourth, fifth, *rest = of_one_issue
    expected = [third, second, fourth, fifth] if int(to) < 2 else [second, fourth, fifth, third]
    response = mine.post(address(plan.measures.all()[2], "move/"), {"to": to}, follow=True)
    assert titles(plan) == [first, *expected, *rest]
    assert "ย้ายได้ภายในประเด็นหรือตัวชี้วัดเดียวกัน" in response.content.decode()


@pytest.mark.parametrize("to", ["3", "", "x", "-1", "²", "12345"])
def test_a_measure_that_cannot_move_stays(plan, mine, to: str):
    before = (titles(plan), Change.objects.count())
    assert move(mine, plan, 3, to).status_code == 302
    assert (titles(plan), Change.objects.count()) == before


# Deleting


def test_deleting_asks_first(plan, measure, mine):
    page = mine.get(address(measure, "delete/")).content.decode()
    assert "ลบมาตรการนี้หรือไม่" in page
    assert measure.title in page
    assert plan.measures.count() == 8


def test_a_deleted_measure_is_gone_and_all_it_said_stays_in_the_history(nanueng, plan, coordinator, measure, mine):
    key, title, first_step = measure.key, measure.title, steps(measure)[0]
    assert mine.post(address(measure, "delete/")).status_code == 302
    assert title not in titles(plan)
    newest = Change.objects.for_year(nanueng, 2568).of(f"measure:{key}")[0]
    assert (newest.new, newest.actor) == ("", coordinator)
    assert newest.old.startswith(f"{title}\n1. {first_step}\n")
    assert "ผู้รับผิดชอบ: สำนักปลัด" in newest.old
    assert mine.post(f"{PLAN}{key}/delete/").status_code == 404


@pytest.mark.parametrize("action", ["", "move/", "delete/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_changes_a_measure(plan, measure, request, as_user, who: str, status: int, action: str):
    client = as_user(request.getfixturevalue(who))
    before = titles(plan)
    typed = {"title": "ใหม่", "version": "1", "to": "2"}
    assert client.post(address(measure, action), typed).status_code == status
    assert titles(plan) == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("executive", 403), ("reader", 403), ("administrator", 403), ("stranger", 404)],
)
def test_only_the_coordinator_adds_a_measure(plan, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.get(NEW).status_code == status
    assert client.post(NEW, {"title": "ใหม่", "version": "1"}).status_code == status
    assert plan.measures.count() == 8


@pytest.mark.parametrize("action", ["", "move/", "delete/"])
def test_a_measure_of_another_agency_or_year_is_not_found(measure, foreign_measure, mine, action: str):
    for url in (address(foreign_measure, action), address(measure, action).replace("2568", "2569")):
        assert mine.post(url, {"title": "ใหม่", "version": "1", "to": "2"}).status_code == 404
    foreign_measure.refresh_from_db()
    assert foreign_measure.title == "มาตรการของหน่วยงานอื่น"


@pytest.mark.parametrize("action", ["new/", "{key}/", "{key}/move/", "{key}/delete/"])
def test_anonymous_goes_to_the_login(measure, client, action: str):
    url = PLAN + action.format(key=measure.key)
    for response in (client.get(url), client.post(url)):
        assert response.headers["Location"] == f"/login/?next={url}"


def test_other_methods_are_refused(measure, mine):
    assert mine.get(address(measure, "move/")).status_code == 405
    assert mine.put(address(measure)).status_code == 405
    assert mine.put(NEW).status_code == 405
    assert mine.put(address(measure, "delete/")).status_code == 405
