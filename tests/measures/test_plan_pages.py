"""A plan of more measures than a page holds: a page of rows, the titles of all others, the ways between them."""

import re

import pytest
from django.urls import reverse

from measures.models import Measure
from measures.row_pages import ROWS_OF_A_PAGE, RowsAsked, row_pages
from tests.portal.forms import opened

PLAN = "/nanueng/2568/measures/"
COUNT = 2 * ROWS_OF_A_PAGE + 10


@pytest.fixture
def long_plan(plan):
    """A plan of two pages and ten rows, all of no issue, so that they stand as they are numbered."""
    plan.measures.all().delete()
    measures = [Measure(plan=plan, position=number, title=f"มาตรการที่<b>{number}") for number in range(1, COUNT + 1)]
    Measure.objects.bulk_create(measures)
    plan.agency.departments.first().measures.add(*plan.measures.filter(position__gt=1))
    return plan


def numbers_of(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="measure-[^>]*data-number="(\d+)"', page)]


def titles_of(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<li id="measure-[^>]*><a [^>]*>(\d+)\.', page)]


def page_of(number: int) -> list[int]:
    return list(range(1, COUNT + 1))[(number - 1) * ROWS_OF_A_PAGE : number * ROWS_OF_A_PAGE]


def shown(client, query: str = "") -> str:
    return client.get(f"{PLAN}{query}").content.decode()


def test_a_short_plan_has_no_pages(plan, mine):
    page = shown(mine)
    assert "plan-pages" not in page
    assert "plan-elsewhere" not in page
    assert "page=" not in page


@pytest.mark.parametrize(("query", "number"), [("", 1), ("?page=1", 1), ("?page=3", 3), ("?page=4", 1), ("?page=๒", 1)])
def test_a_long_plan_shows_a_page_of_rows_and_the_titles_of_all_others(long_plan, mine, query: str, number: int):
    page = shown(mine, query)
    assert numbers_of(page) == page_of(number)
    assert sorted(numbers_of(page) + titles_of(page)) == list(range(1, COUNT + 1))
    assert "มาตรการที่&lt;b&gt;" in page
    assert "มาตรการที่<b>" not in page


def test_all_of_it_is_one_page_for_printing(long_plan, mine):
    page = shown(mine, "?page=all")
    assert numbers_of(page) == list(range(1, COUNT + 1))
    assert "plan-elsewhere" not in page


def test_the_title_of_a_row_leads_to_its_page(long_plan, mine, as_user, reader):
    last = long_plan.measures.last()
    for client in (mine, as_user(reader)):
        link = re.search(rf'<li id="measure-{last.key}"><a href="([^"]*)"', shown(client))[1]
        assert link == f"{PLAN}?measure={last.key}#measure-{last.key}"
        assert f'<tr id="measure-{last.key}"' in client.get(link.partition("#")[0]).content.decode()


def test_a_narrowed_list_has_pages_of_its_own(long_plan, mine):
    page = shown(mine, "?missing=steps&page=2")
    assert numbers_of(page) == page_of(2)
    assert f"{PLAN}?missing=steps&amp;page=3#list" in page
    assert f"{PLAN}?missing=steps&amp;measure=" in page
    assert numbers_of(shown(mine, "?missing=owners&page=2")) == [1]


def test_what_is_done_in_a_row_comes_back_to_its_page(long_plan, mine):
    measure = long_plan.measures.get(position=ROWS_OF_A_PAGE + 2)
    opening = f"?row={measure.key}&part=months&page=1"
    form = shown(mine, opening)
    assert numbers_of(form) == page_of(2)
    action = re.search(r'class="row-form" method="post" action="([^"]*)"', form)[1]
    assert action == f"{PLAN}{measure.key}/row/?page=2"
    refused = mine.post(action, opened(mine, f"{PLAN}{opening}", "part") | {"start": "2568-01"})
    assert refused.status_code == 422
    assert numbers_of(refused.content.decode()) == page_of(2)
    stored = mine.post(action, opened(mine, f"{PLAN}{opening}", "part") | {"start": "2568-01", "end": "2568-03"})
    assert stored.headers["Location"] == f"{PLAN}?page=2&measure={measure.key}#measure-{measure.key}"


def test_a_row_that_was_moved_to_another_page_is_shown_there(long_plan, mine):
    first = long_plan.measures.first()
    action = reverse("measure-move", args=["nanueng", 2568, first.key]) + "?page=1"
    assert f'action="{action}"' in shown(mine)
    moved = mine.post(action, {"to": str(COUNT)}, follow=True).content.decode()
    assert numbers_of(moved) == page_of(3)
    assert f'<tr id="measure-{first.key}" data-number="{COUNT}"' in moved


def test_chosen_rows_come_back_to_their_page(long_plan, mine):
    page = shown(mine, "?page=2")
    action = re.search(r'id="assign" method="post" action="([^"]*)"', page)[1]
    chosen = re.search(r'name="measure" value="([^"]*)" aria-label', page)[1]
    answer = mine.post(action, {"measure": chosen, "to-start": "2568-01", "to-end": "2568-03"})
    assert answer.headers["Location"] == f"{PLAN}?page=2#list"


def test_an_address_is_only_led_back_to_with_words(long_plan, mine):
    measure = long_plan.measures.first()
    answer = mine.post(f"{PLAN}{measure.key}/move/?page=//x&missing=a%0d", {"to": "2"})
    assert answer.headers["Location"] == f"{PLAN}#measure-{measure.key}"


class Numbered:
    def __init__(self, number: int) -> None:
        self.number, self.key = number, str(number)


def test_pages_hold_every_row_once():
    assert row_pages([Numbered(number) for number in range(ROWS_OF_A_PAGE)]) == ()
    for count in (ROWS_OF_A_PAGE + 1, 2 * ROWS_OF_A_PAGE, COUNT):
        rows = [Numbered(number) for number in range(count)]
        pages = row_pages(rows)
        assert [row for page in pages for row in page.rows] == rows
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))


def test_a_row_decides_before_the_number_of_a_page():
    pages = row_pages([Numbered(number) for number in range(COUNT)])
    assert RowsAsked(("", str(ROWS_OF_A_PAGE)), "3").page_of(pages) == pages[1]
    assert RowsAsked(("gone",), "3").page_of(pages) == pages[2]
    assert RowsAsked((), "all").page_of(pages) is None
