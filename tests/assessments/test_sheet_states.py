"""What the page of the score sheet offers: locked or open, narrowed, with the parts of the external survey."""

import re

import pytest

from agencies.models import Change
from assessments.models import Figure
from assessments.rules.sheet import build_sheet
from assessments.services import assessment_lock
from tests.assessments.small_year import figures, small_year
from tests.portal.forms import fields_of

URL = "/nanueng/2568/scores/"


@pytest.fixture
def locked(nanueng, coordinator):
    assessment = nanueng.assessments.get(framework__fiscal_year=2568)
    assessment_lock(assessment=assessment, actor=coordinator)
    return assessment


def page_of(client, url: str = URL) -> str:
    return client.get(url).content.decode()


def rows_marked(page: str, mark: str) -> int:
    return len(re.findall(rf'class="question-row[^"]* is-{mark}[ "]', page))


def test_a_locked_year_shows_figures_and_no_field(locked, coordinator, officer, as_user):
    for person in (coordinator, officer):
        page = page_of(as_user(person))
        assert "ล็อกคะแนนของปีนี้แล้ว" in page
        assert '<span class="figure">0.67</span>' in page
        assert 'name="i10"' not in page
        assert ('name="reason"' in page) == (person == coordinator)


def test_what_was_typed_into_a_locked_year_is_not_lost_from_sight(locked, officer, as_user):
    response = as_user(officer).post(URL, {"i1": "81.5", "seen-i1": "80.00"})
    assert response.status_code == 409
    assert "i1 = 81.50" in response.content.decode()


def test_only_a_coordinator_is_offered_the_lock(nanueng, coordinator, officer, as_user):
    assert "ล็อกคะแนนของปีนี้" in page_of(as_user(coordinator))
    assert "ล็อกคะแนนของปีนี้" not in page_of(as_user(officer))


def test_the_lock_is_opened_with_a_reason_only(locked, coordinator, as_user):
    client = as_user(coordinator)
    client.post(URL + "lock/", {"reason": " "})
    locked.refresh_from_db()
    assert locked.is_locked
    client.post(URL + "lock/", {"reason": "แก้ตามประกาศ"})
    locked.refresh_from_db()
    assert not locked.is_locked
    assert Change.objects.filter(subject="lock").latest("pk").reason == "แก้ตามประกาศ"


@pytest.mark.parametrize(("query", "narrowed"), [("", ""), ("?show=weak", "weak"), ("?show=x", "")])
def test_the_sheet_is_narrowed_by_its_address(nanueng, coordinator, as_user, query, narrowed):
    page = page_of(as_user(coordinator), URL + query)
    assert f'data-show="{narrowed}"' in page
    assert (rows_marked(page, "empty"), rows_marked(page, "weak")) == (0, 8)
    assert '<span data-count="weak">8</span>' in page


def test_the_parts_of_the_external_survey_are_offered_and_shown(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    assert "กรอก EIT แยกส่วนที่ 1 และส่วนที่ 2" in page_of(client)
    fields = fields_of(client.get(URL + "?parts=1"), "i1")
    assert {"e1", "e1/1", "e1/2", "seen-e1/1", "seen-e1/2"} <= set(fields)
    client.post(URL, {"e1/1": "80", "seen-e1/1": "", "e1/2": "x", "seen-e1/2": ""})
    refused = client.post(URL + "?parts=1", fields | {"e1/1": "80", "e1/2": "101"}).content.decode()
    assert re.search(r'id="error-e1-2"[^>]*>คะแนนต้องอยู่ระหว่าง 0 ถึง 100<', refused)


def test_parts_that_are_there_are_always_shown_with_their_mean(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    client.post(URL, {"e1/1": "80", "seen-e1/1": "", "e1/2": "91", "seen-e1/2": ""})
    page = page_of(client)
    assert fields_of(client.get(URL), "i1")["e1/2"] == "91.00"
    assert "เฉลี่ยสองส่วน 85.50" in page


def test_an_empty_year_says_that_totals_alone_will_do(empty_agency, nanueng, stranger, coordinator, as_user):
    words = "มีเพียงคะแนนตัวชี้วัดหรือคะแนนรวม"
    assert words in page_of(as_user(stranger), "/maiklang/2568/scores/")
    assert words not in page_of(as_user(coordinator))


@pytest.mark.parametrize(
    ("kept", "view"), [({"i1", "9", "total"}, "questions"), ({"9", "total"}, "indicators"), ({"total"}, "total")]
)
def test_the_sheet_opens_with_what_an_agency_has(nanueng, coordinator, as_user, kept, view):
    Figure.objects.exclude(code__in=kept).delete()
    assert f'data-view="{view}"' in page_of(as_user(coordinator))
    assert 'data-view="total"' in page_of(as_user(coordinator), URL + "?view=total")
    assert f'data-view="{view}"' in page_of(as_user(coordinator), URL + "?view=x")


@pytest.mark.parametrize(("year", "words"), [(2568, ""), (2569, "ข้อความของทุกข้อยังไม่ได้ตรวจ"), (2565, "ข้อความ ")])
def test_one_banner_says_which_wording_is_unconfirmed(nanueng, coordinator, as_user, year, words):
    banner = re.search(r'class="wording-banner">([^<]*)<', page_of(as_user(coordinator), f"/nanueng/{year}/scores/"))
    assert (banner[1] if banner else "").startswith(words)
    assert bool(banner) == bool(words)


def test_without_java_script_a_button_takes_the_computed_figure(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    fields = fields_of(client.get(URL), "i1") | {"i1": "71"}
    client.post(URL, fields | {"as_computed": "1"})
    assert published(nanueng, "1") == "90.33"  # of the figure that was typed with it
    client.post(URL, fields_of(client.get(URL), "i1") | {"as_computed": "empty"})
    assert (published(nanueng, "IIT"), published(nanueng, "9")) == ("84.78", "98.75")
    assert Change.objects.of("figure:IIT")[0].act == Change.objects.of("figure:OIT")[0].act
    before = Change.objects.count()
    client.post(URL, fields_of(client.get(URL), "i1") | {"as_computed": "o99"})
    assert Change.objects.count() == before


def published(agency, code: str) -> str:
    return str(Figure.objects.get(assessment__agency=agency, assessment__framework__fiscal_year=2568, code=code).value)


def test_open_data_items_stand_under_their_sub_indicators(nanueng, coordinator, as_user):
    page = page_of(as_user(coordinator), "/nanueng/2563/scores/")
    assert page.index("9.1 ข้อมูลพื้นฐาน") < page.index('name="o1"') < page.index('name="o9"')
    assert page.index('name="o9"') < page.index("9.2 การบริหารงาน") < page.index('name="o10"')


def test_a_figure_that_is_there_leads_to_its_history(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    client.post(URL, {"e2/1": "80", "seen-e2/1": ""})
    page = page_of(client)
    assert re.search(r'data-history="i1"\s[^>]*aria-label="ประวัติข้อ i1">', page)
    assert re.search(r'data-history="IIT"\s[^>]* hidden>', page)
    assert "?subject=figure:e2%2F1" in page
    assert "80.00" in client.get("/nanueng/2568/history/?subject=figure:e2%2F1").content.decode()


def test_rows_are_grouped_and_counted():
    sheet = build_sheet(
        small_year(), figures(i1="80", o1="100", e1="90", e1_1="70", e1_2="81"), target=figures(i1="85")["i1"]
    )
    groups = [[row.code for row in group.rows] for block in sheet.indicators for group in block.groups]
    assert groups == [["i1", "i2"], ["i3"], ["e1"], ["o1", "o2"], ["o3"]]
    assert (sheet.entered, sheet.empty, sheet.weak) == (3, 4, 1)
    assert sheet.running()["means"] == {"e1": "75.50"}
