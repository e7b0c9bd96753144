"""A window that is closed leaves its last requests behind: the next test finds an empty database all the same."""

import pytest

from agencies.models import User

SHEET = "/nanueng/2568/scores/"
SEND_AND_LEAVE = """() => {
  const {dataset, elements} = document.querySelector("[data-cells-url]");
  const headers = {"X-CSRFToken": elements.csrfmiddlewaretoken.value, Accept: "application/json"};
  for (let score = 60; score < 72; score++)
    fetch(dataset.cellsUrl, {method: "POST", headers, body: new URLSearchParams({i1: score, "seen-i1": ""})});
}"""


@pytest.mark.parametrize("time", range(3))
def test_what_is_still_being_stored_ends_before_the_database_is_emptied(open_page, officer, time):
    assert len(User.objects.all()) == 1
    page = open_page(officer)
    page.goto(SHEET)
    page.evaluate(SEND_AND_LEAVE)
