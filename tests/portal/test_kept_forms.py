"""Every form in which people write more than one line keeps what they write; a new one that does not is found here."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.measures.rounds import open_round, submit
from tests.portal.rights_table import Who
from tests.signed_in import sign_in

pytestmark = [pytest.mark.crawl, pytest.mark.any_database]
SAVES_ITSELF = "data-saves-itself"  # row by row, see plan-report.js; cell by cell, see sheet.js


class _FieldReader(HTMLParser):
    """Collects the forms of a page: where each leads, whether one writes in it, and whether it keeps that."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[dict] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            posts = (values.get("method") or "get").lower() == "post"
            form = {"to": values.get("action") or self.url, "posts": posts, "writes": False, "signed": False}
            self.forms.append(form | {"keeps": SAVES_ITSELF in values})
        elif self.forms and tag == "textarea" and "readonly" not in values and "hidden" not in values:
            self.forms[-1]["writes"] = True
        elif self.forms and tag == "input":
            self.forms[-1]["keeps"] |= bool(values.get("data-unsaved-form"))
            self.forms[-1]["signed"] |= values.get("name") == "written-by"


def written_forms(url: str, html: str) -> list[dict]:
    reader = _FieldReader(url)
    reader.feed(html)
    return [form for form in reader.forms if form["writes"] and form["posts"]]


def losing(forms: list[dict]) -> list[str]:
    """Return where the forms lead that keep nothing of what is written in them, or do not say whose it is."""
    return [form["to"] for form in forms if not form["keeps"] or not form["signed"]]


@pytest.mark.parametrize("who", [Who.COORDINATOR, Who.OWNER, Who.EXECUTIVE, Who.ADMINISTRATOR])
def test_every_form_in_which_people_write_keeps_it(home, people, places, who):
    client = Client(raise_request_exception=False)
    sign_in(client, people[who])
    forms = []
    for place in places[:2]:
        for address in place.addresses:
            answer = client.get(address.url)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"] and not answer.streaming:
                forms += written_forms(address.url, answer.content.decode())
    assert not losing(forms)
    assert len({form["to"] for form in forms}) >= {Who.COORDINATOR: 6, Who.OWNER: 2, Who.ADMINISTRATOR: 3}.get(who, 0)


def test_the_remarks_of_a_round_are_kept(nanueng, coordinator, as_user):
    """The walk meets no report that waits to be decided on."""
    plan = nanueng.plans.get(fiscal_year=2568)
    opened = open_round(plan)
    submit(plan.measures.first(), opened, coordinator)
    url = f"/nanueng/2568/measures/rounds/{opened.key}/"
    forms = written_forms(url, as_user(coordinator).get(url).text)
    assert forms
    assert not losing(forms)


@pytest.mark.parametrize(
    ("html", "is_losing"),
    [
        ('<form method="post"><textarea name="a"></textarea></form>', True),
        ('<form method="post"><input data-unsaved-form="a"><textarea name="a"></textarea></form>', True),
        (
            '<form method="post"><input name="written-by"><input data-unsaved-form="a"><textarea></textarea></form>',
            False,
        ),
        ('<form method="post" data-saves-itself><input name="written-by"><textarea></textarea></form>', False),
        ('<form method="post"><textarea readonly></textarea></form>', False),
        ('<form method="get"><textarea></textarea></form>', False),
        ('<form method="post" action="/admin/x/"><textarea></textarea></form>', True),
    ],
)
def test_a_new_form_that_keeps_nothing_is_found(html, is_losing):
    assert bool(losing(written_forms("/page/", html))) is is_losing
