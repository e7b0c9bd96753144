"""Every page on a desk and on a phone: nothing sticks out, and the accessibility scan finds nothing."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Framework
from measures.models import Progress
from measures.rules.evidence import check_file
from measures.services import ProgressContent, evidence_add, report_begin, report_submit
from tests.browser.accessibility import assert_sound_on_both, faults_on_desk, faults_on_phone, violations
from tests.browser.conftest import WIDE
from tests.browser.waiting import follow
from tests.measures.evidence_files import PDF

PAGES = [
    "/nanueng/2568/",
    "/nanueng/2568/scores/",
    "/nanueng/2568/checks/",
    "/nanueng/2568/compare/",
    "/nanueng/2568/analysis/benchmark/",
    "/nanueng/2568/history/",
    "/nanueng/2568/conversation/document:analysis/",
    "/nanueng/2568/history/?kind=nothing&since=1/1/2025",
    "/nanueng/2568/removed/",
    "/nanueng/2568/search/?q=เจ้าหน้าที่",
    "/nanueng/2568/scores/upload/",
    "/nanueng/2568/import/",
    "/nanueng/2568/analysis/",
    "/nanueng/2568/analysis/?subject=limitations",
    "/nanueng/2568/analysis/?all=1",
    "/nanueng/2568/analysis/?by=question&add=e4",
    "/nanueng/2568/measures/",
    "/nanueng/2568/measures/new/",
    "/nanueng/2568/measures/change/",
    "/nanueng/2568/measures/tracking/",
    "/nanueng/2568/measures/tracking/timeline/",
    "/nanueng/2568/measures/import/",
    "/nanueng/2568/measures/report/",
    "/nanueng/2568/measures/evidence/",
    "/nanueng/2568/measures/rounds/",
    "/nanueng/2568/measures/rounds/new/",
    "/nanueng/2570/measures/rounds/",
    "/nanueng/2568/my-work/",
    "/nanueng/2568/measures/forward/",
    "/reminders/",
    "/reminders/calendar/",
    "/nanueng/settings/",
    "/nanueng/people/",
    "/nanueng/people/invite/",
    "/account/",
    "/account/drafts/",
    "/account/inbox/",
    "/account/password/",
    "/account/second-factor/",
    "/account/second-factor/setup/",
    "/invitation/none/",
    "/password/",
    "/password/sent/",
    "/password/MQ/none/",
    "/nanueng/2568/documents/",
    "/nanueng/2568/documents/style/",
    "/nanueng/2568/documents/analysis/",
    "/nanueng/2568/documents/analysis/issue/",
    "/nanueng/2568/documents/progress/",
    "/nanueng/2568/documents/memo/",
    "/nanueng/2568/documents/analysis/settings/",
    "/nanueng/2568/documents/memo/settings/",
    "/nanueng/2568/documents/measures/",
    "/nanueng/2568/documents/measures/settings/",
    "/nanueng/2568/documents/memo/opinions/",
    "/nanueng/settings/positions/",
    "/nanueng/2567/",
    "/nanueng/2567/analysis/",
    "/nanueng/2569/scores/",
    "/nanueng/2570/",
    "/nowhere/2568/",
    "/verify/",
    "/public/",
    "/nanueng/settings/public/",
    "/help/",
    "/help/ผู้ดูแลระบบ/",
]
# As many as one window opens: those who have nothing to do can take some.
PARTS = [pytest.param(PAGES[at : at + 7], id=PAGES[at]) for at in range(0, len(PAGES), 7)]


def faults_at(page, path: str) -> list[str]:
    if page.viewport_size != WIDE:
        page.set_viewport_size(WIDE)
    page.goto(path)
    return faults_on_desk(page) + faults_on_phone(page)


@pytest.mark.usefixtures("few_pictures")
@pytest.mark.parametrize("pages", PARTS)
def test_every_page_is_accessible_and_fits(open_page, coordinator, pages):
    page = open_page(coordinator)
    assert {path: found for path in pages if (found := faults_at(page, path))} == {}


def test_pages_of_the_administrator_are_accessible_and_fit(open_page, nanueng, administrator, overseer):
    page = open_page(administrator)
    framework = Framework.objects.get(fiscal_year=2568).pk
    things = {
        "agencies_agency": nanueng.pk,
        "agencies_user": administrator.pk,
        "agencies_oversight": overseer.oversights.get().pk,
        "assessments_framework": framework,
    }
    paths = [
        reverse("admin:index"),
        reverse("oversight"),
        reverse("admin:assessments_framework_wordings", args=[framework]),
        reverse("admin:assessments_framework_clone", args=[framework]),
        reverse("admin:agencies_agency_import"),
        reverse("admin:agencies_agency_invitations"),
        reverse("admin:agencies_user_invite"),
        reverse("admin:assessments_nationalimport_load"),
        reverse("admin:agencies_change_changelist"),
        reverse("admin:agencies_removed_changelist"),
        *(reverse(f"admin:{thing}_{page}") for thing in things for page in ("changelist", "add")),
        *(reverse(f"admin:{thing}_change", args=[key]) for thing, key in things.items()),
    ]
    assert {path: found for path in paths if (found := faults_at(page, path))} == {}


def test_the_progress_of_a_measure_is_accessible_and_fits_also_when_refused(open_page, coordinator):
    page = open_page(coordinator)
    page.goto("/nanueng/2568/measures/")
    follow(page.locator(".progress-link").first)
    assert_sound_on_both(page)
    follow(page.get_by_role("button", name="บันทึกความก้าวหน้า"))
    expect(page.get_by_role("alert")).to_be_focused()  # whose list of problems comes first, by keyboard too
    assert_sound_on_both(page)


def test_the_register_of_evidence_is_accessible_and_fits(open_page, nanueng, coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    measure = nanueng.plans.get(fiscal_year=2568).measures.select_related("plan__agency")[0]
    report = report_begin(measure=measure, reporting_round=None)
    evidence_add(report=report, checked=check_file("คำสั่งแต่งตั้งคณะทำงาน.pdf", PDF), actor=coordinator)
    content = ProgressContent(
        Progress.Status.IN_PROGRESS, date(2025, 3, 31), evidence="https://www.go.th/1\nftp://a.go.th"
    )
    report_submit(
        measure=measure, reporting_round=None, content=content, typed={}, version=0, seen=0, actor=coordinator
    )
    page = open_page(coordinator)
    for path in ("/nanueng/2568/measures/evidence/?by=step", f"/nanueng/2568/measures/{measure.key}/evidence/"):
        assert faults_at(page, path) == [], path


def test_the_login_page_is_accessible(open_page):
    page = open_page()
    page.goto("/")
    assert violations(page) == []
    follow(page.get_by_role("link", name="เข้าสู่ระบบ").first)
    expect(page).to_have_url(re.compile("/login/$"))
    assert violations(page) == []
