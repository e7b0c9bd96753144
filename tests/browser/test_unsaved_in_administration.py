"""What is typed in the administration is kept as on every other page, rows that were added to a thing with it."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from agencies.models import UnsavedForm
from assessments.models import Framework, Question, RequiredElement
from tests.browser.accessibility import assert_sound
from tests.browser.waiting import follow

TEXT = "ประกาศเจตนารมณ์\nที่ผู้บริหารลงนาม"
KEPT = "เก็บร่างไว้แล้วเมื่อ"


def expect_kept(page: Page) -> None:
    expect(page.locator("[data-unsaved-status]")).to_contain_text(KEPT)


def test_a_required_element_that_was_being_added_comes_back_with_its_row(frameworks, open_page, administrator):
    item = Question.objects.get(framework__fiscal_year=2568, code="o1")
    url = reverse("admin:assessments_question_change", args=[item.pk])
    there = item.elements.count()
    row = f"#id_elements-{there}"
    page = open_page(administrator)
    page.goto(url)
    page.locator("#elements-group .add-row a").click()
    page.locator(f"{row}-text").fill(TEXT)
    page.locator(f"{row}-position").fill("90")
    expect_kept(page)
    page.goto("/account/drafts/", wait_until="commit")
    expect(page.get_by_text("ที่ผู้บริหารลงนาม")).to_be_visible()
    page.goto(url)
    expect(page.locator(f"{row}-text")).to_have_count(0)
    assert_sound(page)
    page.get_by_role("button", name="ใช้ร่าง").click()
    expect(page.locator(f"{row}-text")).to_have_value(TEXT)
    follow(page.locator("input[name=_save]"))
    assert RequiredElement.objects.get(question=item, position=90).text.splitlines() == TEXT.splitlines()
    assert not UnsavedForm.objects.exists()


def test_wordings_of_a_year_are_kept(frameworks, open_page, administrator):
    url = reverse("admin:assessments_framework_wordings", args=[Framework.objects.get(fiscal_year=2569).pk])
    page = open_page(administrator)
    page.goto(url)
    page.locator("#id_text-i1").fill(TEXT)
    expect_kept(page)
    page.goto(url)
    page.get_by_role("button", name="ใช้ร่าง").click()
    expect(page.locator("#id_text-i1")).to_have_value(TEXT)
