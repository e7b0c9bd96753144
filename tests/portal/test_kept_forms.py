"""Every form in which people write more than one line keeps what they write; a new one that does not is found here.

Those of the coordinator and the administrator are looked at where their pages are opened anyway, to be sent hostile
texts: `test_hostile_inputs.py`.
"""

import pytest
from django.test import Client

from tests.measures.rounds import open_round, submit
from tests.portal.page_forms import pages_opened
from tests.portal.rights_table import Who
from tests.portal.written_forms import losing, losing_on, written_forms
from tests.signed_in import sign_in

pytestmark = [pytest.mark.crawl, pytest.mark.any_database]


@pytest.mark.parametrize(("who", "least"), [(Who.OWNER, 2), (Who.EXECUTIVE, 0)])
def test_every_form_in_which_people_write_keeps_it(home, people, places, who, least):
    client = Client(raise_request_exception=False)
    sign_in(client, people[who])
    pages = pages_opened(client, [each.url for place in places[:2] for each in place.addresses])
    assert not losing_on(pages)
    assert len({form["to"] for url, html in pages.items() for form in written_forms(url, html)}) >= least


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
