"""The command that prints the board of a cycle: the same tasks and documents as the page, for any day."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def shown(**options) -> dict:
    out = StringIO()
    call_command("show_cycle", agency="nanueng", format="json", stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_tasks_and_documents_of_a_cycle(nanueng):
    found = shown(year=2568, date=date(2026, 11, 28))
    assert (found["result_year"], found["plan_year"], found["level"]) == (2568, 2568, "ผ่านดี")
    assert found["level_reason"] == "IIT ได้ 85.38 ต่ำกว่า 95"
    assert set(found) == {"result_year", "plan_year", "level", "level_reason", "tasks", "documents", "left_over"}
    for task in (*found["tasks"], *found["left_over"]):
        assert set(task) == {"id", "state", "reason", "who", "due", "url"}
    assert [each["kind"] for each in found["documents"]] == ["analysis", "measures", "progress", "memo"]
    for document in found["documents"]:
        assert set(document) == {"kind", "plan_year", "round", "item", "state", "url"}


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 15), 2568), (date(2026, 9, 1), 2569), (date(2027, 10, 2), 2570)]
)
def test_without_a_year_it_is_the_cycle_that_the_day_opens(nanueng, day: date, year: int):
    assert shown(date=day)["result_year"] == year


@pytest.mark.parametrize("year", [2568, 2569])
def test_the_page_shows_the_same_tasks(nanueng, coordinator, as_user, year: int):
    page = as_user(coordinator).get(f"/nanueng/{year}/").content.decode()
    found = shown(year=year)
    for task in (*found["tasks"], *found["left_over"]):
        assert f'href="{task["url"]}"' in page
        assert page.count("is-" + task["state"]) >= 1


def test_text_names_every_task(nanueng):
    out = StringIO()
    call_command("show_cycle", agency="nanueng", year=2568, stdout=out)
    assert "scores  done" in out.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        ["--agency", "nobody"],
        ["--agency", "nanueng", "--date", "yesterday"],
        ["--agency", "nanueng", "--format", "xml"],
    ],
)
def test_bad_input_is_refused(nanueng, options: list[str]):
    with pytest.raises(CommandError):
        call_command("show_cycle", *options, stdout=StringIO())


def test_it_writes_nothing(nanueng):
    from agencies.models import Change

    before = Change.objects.count()
    shown(year=2568)
    assert Change.objects.count() == before
