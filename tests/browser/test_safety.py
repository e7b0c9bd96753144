"""What a browser makes of the portal's safety: nothing breaks the policy, and nothing stays after signing out."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from agencies.models import Agency
from assessments.models import Framework
from measures.models import Measure
from tests.browser.test_pages import PAGES
from tests.portal.hostile import MARK, MARKUP
from tests.portal.stained import stain

KINDS = MARKUP[:8]  # those that would run
ADMINISTRATION = ["", "agencies/agency/", "agencies/user/", "agencies/user/add/", "assessments/framework/"]
ADMINISTRATION += ["assessments/question/?q=o1", "assessments/topic/", "assessments/topic/add/", "password_change/"]


def test_no_page_of_the_administration_breaks_the_policy(open_page, nanueng, administrator):
    # `open_page` fails the test for every report of the policy, and for every error of a script.
    page = open_page(administrator)
    agency, framework = Agency.objects.get(slug="nanueng"), Framework.objects.first()
    of_rows = [f"agencies/agency/{agency.pk}/{page}/" for page in ("change", "history")]
    of_rows += [f"agencies/user/{administrator.pk}/change/", f"agencies/user/{administrator.pk}/password/"]
    of_rows += [f"assessments/framework/{framework.pk}/{page}/" for page in ("change", "clone")]
    for path in ADMINISTRATION + of_rows:
        answer = page.goto(f"/admin/{path}")
        assert answer.status == 200, path
        assert "unsafe" not in answer.headers["content-security-policy"], path
    page.goto(f"/admin/agencies/agency/{agency.pk}/change/")
    rows = page.locator("#departments-group .dynamic-departments")
    before = rows.count()
    page.locator("#departments-group .add-row a").click()
    expect(rows).to_have_count(before + 1)


def test_after_signing_out_the_way_back_leads_to_the_login(open_page, coordinator):
    page = open_page(coordinator)
    page.goto("/nanueng/2568/scores/")
    page.goto("/nanueng/2568/")
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/login/**")
    for _ in range(2):
        page.go_back()
        expect(page).to_have_url(re.compile("/login/"))
        expect(page.locator("main")).not_to_contain_text("คะแนน")


def draws_paper(path: str) -> bool:
    """Return whether a page shows the printed draft beside its form, which takes seconds."""
    return path.endswith("/settings/") and "/documents/" in path


@pytest.mark.usefixtures("few_pictures")  # the same text stands in each
@pytest.mark.parametrize("who", ["coordinator", "administrator", "drafts"])
def test_nothing_that_was_typed_runs(open_page, nanueng, coordinator, administrator, who):
    """Every text of every row is hostile; any dialog, script or report of the policy fails.

    Each row and column begins with another kind, since a short one has no room for all. How a place of a page escapes
    does not depend on the kind; what it would have to escape is tried by `test_hostile_inputs.py` in every column.
    """
    if who == "drafts":  # of one measure, which holds the text in every column: more only make more paper
        Measure.objects.filter(position__gt=1).delete()
    stain(*(f"{MARK} {' '.join(KINDS[at:] + KINDS[:at])} " for at in range(len(KINDS))))
    page = open_page(administrator if who == "administrator" else coordinator)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    pages = {
        "coordinator": [path for path in PAGES if not draws_paper(path)],
        "administrator": [f"/admin/{path}" for path in ADMINISTRATION],
        "drafts": [path for path in PAGES if draws_paper(path)],
    }
    shown: Counter[str] = Counter()
    for path in pages[who]:
        page.goto(path)
        hacked, read = page.evaluate("[window.hacked, document.documentElement.textContent]")
        assert hacked is None, path
        shown.update(kind for kind in (MARK, *KINDS) if kind in read)
    assert not dialogs
    assert shown[MARK] > {"coordinator": 15, "administrator": 2, "drafts": 0}[who]
    assert all(shown[kind] for kind in KINDS)
