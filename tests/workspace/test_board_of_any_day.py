"""The command prints the board of the page for any day: the same tasks in the same order, whatever the clock says."""

import html
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from ita_portal.text.thai import short_date
from measures.models import MeasurePlan
from measures.services import rounds_open, standard_rounds

# The days of a year at which something opens, is near, or is over.
DAYS = [date(2026, 7, 15), date(2026, 9, 1), date(2026, 11, 28), date(2027, 4, 10), date(2027, 10, 2)]
CLOCK_OF_THE_COMMAND = date(2030, 1, 1)  # it is told the day, and asks no clock
TASK = re.compile(r'<li class="board-task is-([a-z_]+)">(.*?)</li>', re.DOTALL)
PARTS = {
    "words": re.compile(r'<span class="board-state"><span[^>]*>.*?</span>(.*?)</span>', re.DOTALL),
    "who": re.compile(r'<span class="board-who">(.*?)</span>', re.DOTALL),
    "due": re.compile(r'<span class="board-due">(.*?)</span>', re.DOTALL),
}
# Beside the reason stands who asks for a paper, which is no part of how far it has come.
REASON = re.compile(r'<span class="board-reason">(?!รอบการประเมินปี|เอกสารภายใน)(.*?)</span>', re.DOTALL)


@pytest.fixture
def reported_in_rounds(nanueng) -> None:
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    rounds_open(plan=plan, contents=standard_rounds(2568), actor=None)


def on_the_page(page: str) -> list[dict[str, str]]:
    """Return the lines of the board as somebody reads them."""
    return [
        {name: read(found[1]) for name, part in PARTS.items() if (found := part.search(line))}
        | {
            "state": state,
            "url": re.findall(r'<a href="([^"]+)"', line)[0],
            "reasons": read(" ".join(REASON.findall(line))),
        }
        for state, line in TASK.findall(page)
    ]


def read(text: str) -> str:
    return " ".join(html.unescape(text).split())


def as_read(task: dict[str, str]) -> tuple[str, ...]:
    due = short_date(date.fromisoformat(task["due"])) if task["due"] else ""
    return task["state"], task["url"], read(task["reason"]), task["who"], due


def of_page(line: dict[str, str]) -> tuple[str, ...]:
    return (
        line["state"],
        line["url"],
        f"{line['words']} {line['reasons']}".strip(),
        line["who"],
        line["due"].removesuffix(" *"),
    )


@pytest.mark.parametrize("year", [None, 2568], ids=["open", "with rounds"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_command_prints_what_the_page_shows(reported_in_rounds, coordinator, as_user, on_day, day, year):
    on_day(CLOCK_OF_THE_COMMAND)
    out = StringIO()
    call_command("show_cycle", agency="nanueng", year=year, date=day, format="json", stdout=out)
    told = json.loads(out.getvalue())
    on_day(day)
    client = as_user(coordinator)
    if year is None:
        assert client.get("/", follow=True).request["PATH_INFO"] == f"/nanueng/{told['result_year']}/"
    page = client.get(f"/nanueng/{told['result_year']}/").content.decode()
    assert [of_page(line) for line in on_the_page(page)] == [
        as_read(task) for task in told["tasks"] + told["left_over"]
    ]
    states = {task["id"]: task["state"] for task in told["tasks"]}
    for document in told["documents"]:
        assert document["state"] == states[f"document:{document['kind']}"]
