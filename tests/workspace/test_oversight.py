"""The table of the agencies of an area."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from urllib.parse import parse_qsl, quote

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from agencies.models import Agency, Change, Membership, Notice
from assessments.models import Assessment, Figure, Framework
from measures.models import Measure, MeasurePlan, Progress
from measures.rules.tracking import OVERDUE
from measures.tracking import tracked_measures
from workspace.models import AreaFilter
from workspace.provinces import province_sums

URL = "/oversight/"
YEAR = {"year": "2568"}


def neighbours(count: int, province: str) -> None:
    """Make agencies of a province with a total and ten indicators each."""
    framework = Framework.objects.get(fiscal_year=2568)
    made = Agency.objects.bulk_create(
        Agency(slug=f"n{at}", kind="sao", name=f"เพื่อนบ้าน {at}", district=f"อำเภอ {at % 3}", province=province)
        for at in range(count)
    )
    assessments = Assessment.objects.bulk_create(Assessment(agency=each, framework=framework) for each in made)
    Figure.objects.bulk_create(
        Figure(assessment=each, code=code, value=Decimal(80 + at % 20))
        for at, each in enumerate(assessments)
        for code in ("total", *map(str, range(1, 11)))
    )


def with_plans(agencies) -> None:
    """Give agencies a plan for 2569: two measures past their end, one done, one that goes on."""
    past, later = date(2025, 12, 31), date(2099, 1, 31)
    for assessment in Assessment.objects.filter(agency__in=agencies, framework__fiscal_year=2568, plans=None):
        plan = MeasurePlan.objects.create(agency=assessment.agency, fiscal_year=2569, assessment=assessment)
        made = [
            Measure.objects.create(plan=plan, position=at, title=f"มาตรการ {at}", start=date(2025, 10, 1), end=end)
            for at, end in enumerate((past, past, past, later), 1)
        ]
        Progress.objects.create(measure=made[2], status="done", reported_on=past)


def test_the_overseer_sees_every_agency_of_the_area_with_its_result(nanueng, overseer, as_user):
    neighbours(3, nanueng.province)
    answer = as_user(overseer).get(URL, YEAR)
    text = answer.content.decode()
    assert all(name in text for name in ("อบต.นาหนึ่ง", "อบต.เพื่อนบ้าน 0", "95.30", "ผ่านดี", "4. การใช้ทรัพย์สินของราชการ"))
    assert answer.context["sums"].count == 4
    assert "IIT ได้ 85.38 ต่ำกว่า 95" in text


def test_filters_sort_and_district_are_kept_in_the_address(nanueng, overseer, as_user):
    neighbours(6, nanueng.province)
    client = as_user(overseer)
    listed = client.get(URL, YEAR | {"show": "below", "sort": "-total"}).context["area"].listed
    assert [each.total for each in listed] == [Decimal(84), 83, 82, 81, 80]
    listed = client.get(URL, YEAR | {"district": "อำเภอ 1", "sort": "total"}).context["area"].listed
    assert [each.name for each in listed] == ["อบต.เพื่อนบ้าน 1", "อบต.เพื่อนบ้าน 4"]
    strange = client.get(URL, {"year": "25๖", "show": "x", "sort": "'; --", "district": "ไม่มี"})
    assert strange.status_code == 200


def test_agencies_of_another_area_are_not_there(nanueng, overseer, as_user):
    neighbours(2, "ระนอง")
    client = as_user(overseer)
    assert "เพื่อนบ้าน" not in client.get(URL, YEAR).content.decode()
    assert client.get(URL, YEAR | {"province": "ระนอง"}).status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "stranger", "executive"])
def test_who_oversees_nothing_is_refused(nanueng, request, as_user, who):
    client = as_user(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}download/").status_code == 403


def test_of_the_whole_nation_a_province_is_chosen_first(nanueng, administrator, as_user, monkeypatch):
    monkeypatch.setattr(import_module("workspace.views.oversight"), "MOST", 0)
    client = as_user(administrator)
    answer = client.get(URL)
    assert "กรุณาเลือกจังหวัด" in answer.content.decode()
    assert not answer.context["area"].agencies
    assert "อบต.นาหนึ่ง" in client.get(URL, {"province": nanueng.province}).content.decode()


def test_the_workbook_holds_what_the_page_lists(nanueng, overseer, as_user):
    neighbours(4, nanueng.province)
    with_plans(Agency.objects.filter(slug="n1"))
    content = as_user(overseer).get(f"{URL}download/", YEAR | {"show": "below"}).content
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]
    at = next(row for row in rows if row[0] == "หน่วยงาน").index("มาตรการเกินกำหนด")
    assert [row[at] for row in rows if row[0] and row[0].startswith("อบต.เพื่อนบ้าน")] == [0, 2, 0, 0]
    assert [row[4] for row in rows if row[0] and row[0].startswith("อบต.เพื่อนบ้าน")] == [80, 81, 82, 83]


def test_queries_do_not_grow_with_the_agencies(nanueng, overseer, as_user, django_assert_num_queries):
    client = as_user(overseer)
    counts = []
    for count in (0, 30):
        neighbours(count, nanueng.province)
        with_plans(Agency.objects.filter(slug__startswith="n"))
        client.get(URL, YEAR)  # the structure of the years is loaded once per process
        with django_assert_num_queries(24, exact=False) as captured:
            client.get(URL, YEAR)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_overseers_home_is_the_table_from_which_an_agency_can_be_searched(nanueng, overseer, as_user):
    neighbours(2, nanueng.province)
    client = as_user(overseer)
    home = client.get("/")
    assert (home.status_code, home.headers["Location"]) == (302, URL)
    assert 'href="/?q="' in client.get(URL).content.decode()
    assert "เลือกหน่วยงาน" in client.get("/?q=").content.decode()


def test_an_overseer_who_is_a_member_of_an_agency_chooses_at_home(nanueng, overseer, as_user):
    neighbours(2, nanueng.province)
    Membership.objects.create(user=overseer, agency=nanueng, role=Membership.Role.READER)
    assert f'href="{URL}"' in as_user(overseer).get("/").content.decode()


def test_a_district_has_a_page_with_sums_of_its_own(nanueng, overseer, as_user):
    neighbours(6, nanueng.province)
    client = as_user(overseer)
    page = client.get("/oversight/", YEAR | {"province": nanueng.province})
    address = f"/oversight/{nanueng.province}/อำเภอ 1/"
    assert quote(address) in page.content.decode()
    district = client.get(address, YEAR)
    assert district.context["sums"].count == 2
    assert {each.name for each in district.context["area"].agencies} == {"อบต.เพื่อนบ้าน 1", "อบต.เพื่อนบ้าน 4"}
    assert client.get("/oversight/ระนอง/อำเภอ 1/").status_code == 404
    assert client.get(f"/oversight/{nanueng.province}/ไม่มี/").status_code == 404


@pytest.mark.parametrize("name", ["เมือง/2", "/", "..", "a?b#c", "<b>", "=1+1", "%2F"])
def test_a_district_of_any_name_is_listed(nanueng, overseer, as_user, name):
    neighbours(1, nanueng.province)
    Agency.objects.filter(slug="n0").update(district=name)
    client = as_user(overseer)
    page = client.get(URL, YEAR).content.decode()
    (link,) = re.findall(rf'<a href="([^"]+)">{re.escape(escape(name))}</a>', page)
    if name != "..":  # which browsers take for the page above
        assert client.get(link, YEAR).context["sums"].count == 1


def test_a_province_of_any_name_is_listed(nanueng, administrator, as_user):
    neighbours(2, "แพร่/เหนือ")
    page = as_user(administrator).get(URL, YEAR | {"province": "แพร่/เหนือ"})
    assert page.context["sums"].count == 2
    assert 'href="/oversight/' not in page.content.decode().partition('id="districts')[2].partition("</section>")[0]


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_name_becomes_a_formula_in_the_workbook(nanueng, overseer, as_user, bad):
    neighbours(1, nanueng.province)
    Agency.objects.filter(slug="n0").update(kind="other", name=bad, district=bad)
    sheet = load_workbook(BytesIO(as_user(overseer).get(f"{URL}download/", YEAR).content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).strip("'") == bad]
    assert len(cells) == 2
    assert all(cell.data_type == "s" and str(cell.value).startswith("'") for cell in cells)


def test_a_filter_longer_than_any_is_not_kept(nanueng, overseer, as_user):
    answer = as_user(overseer).post("/oversight/filters/", {"name": "ก", "district": "ก" * 50_000})
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    assert not AreaFilter.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "๒๕๖๘"}, {"year": "-2568"}, {"year": "9" * 5_000}, {"show": "'; --"}, {"weak": "²"},
        {"weak": "9", "show": "below"},
        {"sort": "--total"}, {"sort": "__class__"}, {"district": "ก" * 20_000}, {"show": "overdue", "sort": "-overdue"},
    ],
    ids=range(10),
)  # fmt: skip
def test_hostile_filters_are_read_as_none(nanueng, overseer, as_user, asked):
    client = as_user(overseer)
    assert client.get(URL, asked).status_code == 200
    assert client.get(f"{URL}download/", asked).status_code == 200


def test_filters_are_kept_by_name_for_the_person_alone(nanueng, overseer, administrator, as_user):
    client = as_user(overseer)
    asked = {"show": "below", "weak": "2", "district": "อำเภอ 1", "year": "2568"}
    client.post("/oversight/filters/", asked | {"name": " งาน  ของฉัน "})
    kept = AreaFilter.objects.get()
    assert (kept.name, dict(parse_qsl(kept.query))) == (
        "งาน ของฉัน",
        {k: asked[k] for k in ("district", "show", "weak")},
    )
    assert "งาน ของฉัน" in client.get(URL).content.decode()
    assert "งาน ของฉัน" not in as_user(administrator).get(URL).content.decode()
    as_user(administrator).post("/oversight/filters/", {"forget": "งาน ของฉัน"})
    client.post("/oversight/filters/", {"name": "ว่าง"})
    client.post("/oversight/filters/", asked | {"name": "ก" * 61})
    assert AreaFilter.objects.count() == 1
    client.post("/oversight/filters/", {"forget": "งาน ของฉัน"})
    assert not AreaFilter.objects.exists()


def test_advice_reaches_the_inbox_of_the_coordinator_and_the_history(nanueng, overseer, coordinator, as_user):
    neighbours(2, nanueng.province)
    client = as_user(overseer)
    chosen = {"agency": ["nanueng", "n0"]}
    assert "ถึง 2 หน่วยงาน" in client.get("/oversight/advice/", chosen).content.decode()
    written = {"about": "การใช้ทรัพย์สิน", "text": "ควรจัดทำคู่มือ <b>"}
    assert client.post("/oversight/advice/", chosen | written).status_code == 302
    notice = Notice.objects.get(user=coordinator, event__kind="advice")
    assert (notice.event.thing, notice.event.text) == (written["about"], written["text"])
    assert "ควรจัดทำคู่มือ &lt;b&gt;" in as_user(coordinator).get(reverse("inbox")).content.decode()
    assert Change.objects.filter(subject="advice", actor=overseer).count() == 2
    assert "ควรจัดทำคู่มือ &lt;b&gt;" in client.get("/oversight/advice/", {"agency": "n0"}).content.decode()


def test_advice_is_given_once_in_words_and_only_to_ones_own_agencies(nanueng, overseer, coordinator, as_user):
    neighbours(1, "ระนอง")
    client = as_user(overseer)
    written = {"about": "ก", "text": "ข", "once": "same-key"}
    assert client.post("/oversight/advice/", written | {"agency": ["nanueng", "n0"]}).status_code == 404
    assert client.post("/oversight/advice/", written | {"agency": "nanueng", "text": ""}).status_code == 422
    assert as_user(coordinator).post("/oversight/advice/", written | {"agency": "nanueng"}).status_code == 403
    for _ in range(2):
        client.post("/oversight/advice/", written | {"agency": "nanueng"})
    assert Change.objects.filter(subject="advice").count() == 1


def test_the_administrator_is_told_of_agencies_without_a_province(nanueng, overseer, administrator, as_user):
    Agency.objects.create(slug="lost", kind="sao", name="ไร้จังหวัด")
    assert "หน่วยงานที่ยังไม่ระบุจังหวัด" in as_user(administrator).get(URL).content.decode()
    assert "ไร้จังหวัด" not in as_user(overseer).get(URL).content.decode()


def test_overdue_measures_are_a_column_to_choose_by_and_to_sort(nanueng, overseer, as_user):
    neighbours(3, nanueng.province)
    with_plans(Agency.objects.filter(slug="n2"))
    client = as_user(overseer)
    listed = client.get(URL, YEAR | {"sort": "-overdue", "district": "อำเภอ 2"}).context["area"].listed
    assert [(each.slug, each.overdue, each.plan_year) for each in listed] == [("n2", 2, 2569)]
    chosen = client.get(URL, YEAR | {"show": "overdue"})
    assert "n2" in {each.slug for each in chosen.context["area"].listed}
    assert "n1" not in {each.slug for each in chosen.context["area"].listed}
    (link,) = re.findall(r'href="(/n2/[^"]+)"', chosen.content.decode().replace('href="/n2/"', ""))
    assert link == "/n2/2569/measures/tracking/?due=overdue"
    assert client.get(link).content.decode().count("มาตรการ 3") == 0


def test_overdue_measures_are_those_of_a_slow_recount(nanueng, overseer, as_user):
    neighbours(12, nanueng.province)
    with_plans(Agency.objects.filter(slug__in=[f"n{at}" for at in range(0, 12, 2)]))
    page = as_user(overseer).get(URL, YEAR)
    sums, today = page.context["sums"], timezone.localdate()
    slow = Counter()
    for plan in MeasurePlan.objects.filter(assessment__framework__fiscal_year=2568):
        slow[plan.agency.slug] += sum(each.due == OVERDUE for each in tracked_measures(plan, today))
    assert {each.slug: each.overdue for each in page.context["area"].agencies if each.overdue} == dict(+slow)
    assert (sums.overdue, sums.with_overdue) == (slow.total(), len(+slow))
    for groups in (sums.kinds, sums.districts):
        assert sum(each.overdue for each in groups) == sums.overdue
    at_one = Agency.objects.filter(district="อำเภอ 1").values_list("slug", flat=True)
    (district,) = (each for each in sums.districts if each.name == "อำเภอ 1")
    assert district.overdue == sum(slow[slug] for slug in at_one)


def test_the_nation_is_shown_by_province_as_a_slow_recount_has_it(
    nanueng, administrator, as_user, monkeypatch, django_assert_num_queries
):
    neighbours(9, "ระนอง")
    monkeypatch.setattr(import_module("workspace.views.oversight"), "MOST", 0)
    page = as_user(administrator).get(URL, YEAR)
    found = {each.name: each for each in page.context["province_sums"]}
    totals = [each.value for each in Figure.objects.filter(code="total", assessment__agency__province="ระนอง")]
    ranong = found["ระนอง"]
    assert (ranong.count, ranong.known, ranong.below) == (9, 9, sum(total < 85 for total in totals))
    assert round(ranong.mean, 4) == round(sum(totals) / 9, 4)
    with django_assert_num_queries(1):
        province_sums(Agency.objects.all(), 2568)


def test_the_sums_of_150_agencies_are_those_of_a_slow_recount(nanueng, overseer, as_user):
    neighbours(149, nanueng.province)
    page = as_user(overseer).get(URL, YEAR)
    sums, agencies = page.context["sums"], Agency.objects.filter(province=nanueng.province)
    levels, totals = Counter(), []
    for each in agencies:
        sheet = Assessment.objects.for_year(each, 2568).with_sheet().get().sheet()
        levels[sheet.level] += bool(sheet.level)
        totals.append(sheet.total.effective)
    assert sums.count == 150
    assert {each.name: each.count for each in sums.levels} == {name: count for name, count in levels.items() if count}
    assert sums.mean == sum(totals) / 150
    assert sums.below[0] == sum(total < 85 for total in totals)
    assert sum(each.count for each in sums.districts) == sum(each.count for each in sums.kinds) == 150
