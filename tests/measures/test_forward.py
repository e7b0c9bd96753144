"""Measures taken forward to the next year's plan, and what their indicators did meanwhile."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Change
from assessments.models import Assessment, Figure, Framework
from measures.checks import check_plan
from measures.models import Measure, MeasurePlan, Progress
from measures.rules.forward import IndicatorResult, moved, names_year, year_of_result
from measures.services import measure_delete, measure_update, measures_forward
from measures.services.measure import content_of
from measures.succession import chain_of, results_of
from tests.measures.test_plan_page import fill
from tests.portal.forms import fields_of, opened

PLAN = "/nanueng/2568/measures/"
URL = f"{PLAN}forward/"
NEXT = "/nanueng/2569/measures/"


def next_plan() -> MeasurePlan | None:
    return MeasurePlan.objects.filter(agency__slug="nanueng", fiscal_year=2569).first()


def report(measure, status, day=date(2025, 9, 30)) -> None:
    Progress.objects.create(measure=measure, status=status, reported_on=day, note="-", actor_name="ระบบ")


def score(agency, year, **figures) -> Assessment:
    """Give an agency published figures of indicators, named i4=60 for indicator 4."""
    assessment, _ = Assessment.objects.get_or_create(agency=agency, framework=Framework.objects.get(fiscal_year=year))
    for code, value in figures.items():
        Figure.objects.update_or_create(
            assessment=assessment, code=code.removeprefix("i"), defaults={"value": Decimal(str(value))}
        )
    return assessment


def keys_of(measures) -> list[str]:
    return [str(measure.key) for measure in measures]


# -- the rules


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2024, 10, 1), date(2025, 10, 1)),
        (date(2025, 9, 30), date(2026, 9, 30)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 29)),  # the last of February stays the last
        (date(2023, 2, 27), date(2024, 2, 27)),
        (date(2025, 3, 15), date(2026, 3, 15)),
    ],
)
def test_days_move_by_a_year(day: date, later: date):
    assert moved(day) == later


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_moving_keeps_the_order_and_the_month(first: date, second: date):
    assert (moved(first).year, moved(first).month) == (first.year + 1, first.month)
    assert moved(min(first, second)) <= moved(max(first, second))


@pytest.mark.parametrize(
    ("text", "is_named"),
    [("ประจำปี 2568", True), ("ปี ๒๕๖๘", True), ("ปี 2567", False), ("โทร 025681234", False), ("", False)],
)
def test_a_year_is_found_in_either_digits(text: str, is_named: bool):
    assert names_year(["อื่น", text], 2568) is is_named


@pytest.mark.parametrize(("plan", "answered", "shown"), [(2568, 2567, 2568), (2568, 2568, 2569), (2568, 2565, 2568)])
def test_a_plan_is_judged_by_its_own_year_unless_it_answers_that_one(plan: int, answered: int, shown: int):
    assert year_of_result(plan, answered) == shown


@pytest.mark.parametrize(
    ("old", "new", "direction", "message"),
    [
        ("60.22", "72.10", "rose", "เพิ่มขึ้น 11.88"),
        ("100", "99.5", "fell", "ลดลง 0.50"),
        ("85.004", "85.00", "same", "เท่าเดิม"),
        ("85.004", "85.006", "rose", "เพิ่มขึ้น 0.01"),  # as printed: 85.00 and 85.01
        (None, "85", "", ""),
        ("85", None, "", ""),
    ],
)
def test_a_change_is_said_in_words_as_the_printed_figures_differ(old, new, direction, message):
    result = IndicatorResult(2567, old and Decimal(old), 2568, new and Decimal(new))
    assert (result.direction, result.words) == (direction, message)


def test_figures_are_said_with_their_years():
    assert IndicatorResult(2567, None, 2568, Decimal("72.1")).figures == ("ปี 2567 ยังไม่มีคะแนน", "ปี 2568 ได้ 72.10")


# -- taking forward


def test_the_page_ticks_what_is_unfinished_and_offers_the_newest_result(plan, mine):
    done, cancelled, begun = plan.measures.all()[:3]
    report(done, "done")
    report(cancelled, "cancelled")
    report(begun, "in_progress")
    fields = opened(mine, URL, "measures")
    assert set(fields["measures"]) == set(keys_of(plan.measures.exclude(pk__in=[done.pk, cancelled.pk])))
    assert fields["assessment"] == str(plan.assessment_id)
    assert len(opened(mine, f"{URL}?choose=all", "measures")["measures"]) == 8
    assert "checked" not in mine.get(f"{URL}?choose=none").content.decode()


def test_measures_go_on_with_everything_but_their_progress(plan, mine):
    original = plan.measures.exclude(owners=None).exclude(follow_up="").first() or plan.measures.first()
    Measure.objects.filter(pk=original.pk).update(start=date(2024, 10, 1), end=date(2025, 2, 28), follow_up="ทุกเดือน")
    original.refresh_from_db()
    report(original, "in_progress")
    fields = opened(mine, URL, "measures") | {"measures": keys_of([original])}
    answer = mine.post(URL, fields)
    assert (answer.status_code, answer.headers["Location"]) == (302, NEXT)
    target = next_plan()
    assert target.assessment == plan.assessment
    (copy,) = target.measures.all()
    old, new = content_of(original), content_of(copy)
    assert (new.title, new.steps, new.owners, new.follow_up) == (old.title, old.steps, old.owners, "ทุกเดือน")
    assert new.steps
    assert new.owners
    assert (new.issue, new.indicator) == (old.issue, old.indicator)  # the same framework answers both
    assert (new.start, new.end) == (date(2025, 10, 1), date(2026, 2, 28))
    assert (copy.copied_from, copy.version, copy.position) == (original, 1, 1)
    assert not copy.progress.exists()
    assert original.progress.count() == 1
    labels = list(Change.objects.filter(agency=plan.agency, fiscal_year=2569).values_list("label", "actor_name"))
    assert labels == [
        (f"นำมาตรการมาจากแผนปีงบประมาณ พ.ศ. 2568: {original.title[:200]}", "coordinator ของ nanueng"),
        ("เริ่มแผนมาตรการ", "coordinator ของ nanueng"),
    ]
    page = mine.get(NEXT).content.decode()
    assert f"{PLAN}{original.key}/progress/" in page
    assert "นำมาจากแผนปี 2568" in page
    assert "นำไปแผนปี 2569 แล้ว" in mine.get(PLAN).content.decode()


def test_taking_twice_copies_nothing_twice(plan, mine):
    fields = opened(mine, f"{URL}?choose=all", "measures")
    for _ in range(2):  # the button pressed twice
        assert mine.post(URL, fields).status_code == 302
    assert next_plan().measures.count() == 8
    assert Change.objects.filter(agency=plan.agency, fiscal_year=2569).count() == 9
    page = mine.get(f"{URL}?choose=all").content.decode()
    assert page.count("นำไปแล้ว") == 8
    assert 'type="checkbox"' not in page


def test_what_was_deleted_from_the_new_plan_can_be_taken_again(plan, mine, coordinator):
    mine.post(URL, opened(mine, f"{URL}?choose=all", "measures"))
    measure_delete(measure=next_plan().measures.first(), actor=coordinator)
    fields = opened(mine, f"{URL}?choose=all", "measures")
    assert isinstance(fields["measures"], str)
    mine.post(URL, fields)
    assert next_plan().measures.count() == 8


def test_the_order_is_kept_and_copies_follow_what_is_there(plan, mine):
    target = MeasurePlan.objects.create(
        agency=plan.agency, fiscal_year=2569, assessment=plan.assessment, is_undecided=True
    )
    Measure.objects.create(plan=target, position=1, title="มีอยู่ก่อน")
    fields = opened(mine, URL, "measures")
    assert "assessment" not in fields
    mine.post(URL, fields)
    titles = [each.title for each in target.measures.all()]
    assert titles == ["มีอยู่ก่อน", *(each.title for each in plan.measures.all())]


def test_issue_and_indicator_are_those_of_the_same_number_in_the_new_year(plan, mine):
    """The next plan answers a later result; an issue that its year has not is left out."""
    later = score(plan.agency, 2569, i1=90)
    original = plan.measures.exclude(issue=None).first()
    Measure.objects.filter(pk=original.pk).update(indicator=plan.assessment.framework.indicators.get(number=4))
    fields = opened(mine, URL, "measures") | {"assessment": later.pk, "measures": keys_of([original])}
    assert mine.post(URL, fields).status_code == 302
    copy = next_plan().measures.get()
    assert copy.plan.assessment == later
    assert copy.indicator.framework == later.framework
    assert copy.indicator.number == 4
    assert copy.issue.framework == later.framework
    assert copy.issue.number == original.issue.number
    later.framework.issues.filter(number=original.issue.number).delete()
    copy.delete()
    measures_forward(plan=plan, keys=[original.key], assessment=later, actor=None)
    assert next_plan().measures.get().issue is None


def test_a_copy_that_names_the_old_year_is_marked_until_it_is_edited(plan, mine, coordinator):
    original = plan.measures.first()
    Measure.objects.filter(pk=original.pk).update(title="จัดทำคู่มือ ประจำปี ๒๕๖๘")
    assert "ข้อความกล่าวถึงปี 2568" in mine.get(URL).content.decode()
    measures_forward(plan=plan, keys=[original.key], assessment=plan.assessment, actor=coordinator)
    copy = next_plan().measures.with_details().with_progress().get()

    def found(measure) -> list[str]:
        return [each.id for each in check_plan(measure.plan, [measure]) if "old-year" in each.id]

    assert found(copy) == ["copied-text-names-old-year"]
    assert found(plan.measures.with_details().first()) == []
    edited = measure_update(measure=copy, content=content_of(copy), version=1, actor=coordinator)
    assert found(edited) == ["copied-text-names-old-year"]  # nothing was changed in it
    content = content_of(copy)
    edited = measure_update(
        measure=copy,
        content=type(content)(**(vars(content) | {"follow_up": "ต่อจากปี 2568"})),
        version=1,
        actor=coordinator,
    )
    assert found(edited) == []


def test_a_draft_stays_a_draft(plan, coordinator):
    Measure.objects.filter(plan=plan).update(is_draft=True)
    measures_forward(plan=plan, keys=keys_of(plan.measures.all()), assessment=plan.assessment, actor=coordinator)
    assert set(next_plan().measures.values_list("is_draft", flat=True)) == {True}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"measures": []}, "กรุณาเลือกอย่างน้อยหนึ่งมาตรการ"),
        ({"measures": ["x"]}, "มีมาตรการที่ไม่อยู่ในแผนนี้แล้ว"),
        ({"measures": "foreign"}, "มีมาตรการที่ไม่อยู่ในแผนนี้แล้ว"),
        ({"assessment": "0"}, "กรุณาเลือกผลการประเมินจากรายการ"),
        ({"assessment": "", "measures": []}, "กรุณาเลือกผลการประเมิน"),
    ],
)
def test_a_wrong_choice_says_why_and_copies_nothing(plan, foreign_measure, mine, wrong, message):
    first = plan.measures.first()
    wrong = {"measures": [str(foreign_measure.key)]} if wrong.get("measures") == "foreign" else wrong
    answer = mine.post(URL, {"measures": keys_of([first]), "assessment": plan.assessment_id} | wrong)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert next_plan() is None
    if "measures" not in wrong:
        assert fields_of(answer, "measures")["measures"] == str(first.key)  # what was ticked stays ticked


def test_nothing_is_half_copied(plan, coordinator, monkeypatch):
    calls = []

    def failing(**given):
        calls.append(given)
        if len(calls) == 3:
            raise RuntimeError
        return original(**given)

    from measures.services import forward

    original = forward.measure_add
    monkeypatch.setattr(forward, "measure_add", failing)
    with pytest.raises(RuntimeError):
        measures_forward(plan=plan, keys=keys_of(plan.measures.all()), assessment=plan.assessment, actor=coordinator)
    assert next_plan() is None
    assert not Change.objects.filter(agency=plan.agency, fiscal_year=2569).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 302),
        *dict.fromkeys(("officer", "executive", "reader", "administrator"), 403).items(),
        ("stranger", 404),
    ],
)
def test_only_the_coordinator_takes_measures_forward(plan, request, as_user, who: str, status: int):
    client = as_user(request.getfixturevalue(who))
    assert client.get(URL).status_code == (200 if status == 302 else status)
    answer = client.post(URL, {"measures": keys_of(plan.measures.all()), "assessment": plan.assessment_id})
    assert answer.status_code == status
    assert (next_plan() is not None) is (status == 302)
    assert ("นำมาตรการไปปีถัดไป" in client.get(PLAN).content.decode()) is (status == 302)


def test_anonymous_goes_to_the_login(plan, client):
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"


def test_a_year_without_plan_has_nothing_to_take_forward(nanueng, mine):
    assert mine.get("/nanueng/2567/measures/forward/").status_code == 404


def test_an_empty_plan_says_so(plan, mine):
    for measure in plan.measures.all():
        measure_delete(measure=measure, actor=None)
    assert "ยังไม่มีมาตรการให้นำไป" in mine.get(URL).content.decode()
    assert "นำมาตรการไปปีถัดไป" not in mine.get(PLAN).content.decode()


def test_looking_writes_nothing(plan, mine):
    def counts() -> list[int]:
        return [model.objects.count() for model in (MeasurePlan, Measure, Change)]

    before = counts()
    assert mine.get(URL).status_code == 200
    assert counts() == before


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_pages_take_the_same_queries_for_ten_measures_and_for_fifty(plan, mine):
    score(plan.agency, 2569, i1=90)
    counts = []
    for number in (10, 50):
        fill(plan, number)
        half = keys_of(plan.measures.all()[: number // 2])
        measures_forward(plan=plan, keys=half, assessment=plan.assessment, actor=None)
        mine.get(PLAN)
        counts.append([queries_of(mine, url) for url in (URL, PLAN, NEXT, f"{URL}?choose=all")])
        Measure.objects.filter(plan=next_plan()).delete()
    assert counts[0] == counts[1]


# -- what came of it


@pytest.fixture
def chained(plan) -> Measure:
    """A measure of 2568 about indicator 4, with its copies in 2569 and 2570; 2568 scored 60.22, 2569 scored 72.10."""
    score(plan.agency, 2568, i4="60.22")
    original = plan.measures.first()
    Measure.objects.filter(pk=original.pk).update(indicator=plan.assessment.framework.indicators.get(number=4))
    measures_forward(plan=plan, keys=[original.key], assessment=plan.assessment, actor=None)
    second = next_plan()
    later = score(plan.agency, 2569, i4="72.10")
    measures_forward(plan=second, keys=keys_of(second.measures.all()), assessment=later, actor=None)
    original.refresh_from_db()
    return original


def test_before_the_next_result_nothing_is_said(plan, mine):
    assert results_of(plan) == {}
    assert "indicator-result" not in mine.get(PLAN).content.decode()
    score(plan.agency, 2569)  # begun, without a figure
    assert results_of(plan) == {}


def test_after_the_next_result_the_plan_and_the_measure_say_what_the_indicator_did(plan, chained, mine):
    for url in (PLAN, NEXT, f"{PLAN}{chained.key}/progress/"):
        page = mine.get(url).content.decode()
        assert "ปี 2568 ได้ 60.22</span>" in page
        assert "ปี 2569 ได้ 72.10</span>" in page
        assert '<span class="change change-rose">เพิ่มขึ้น 11.88</span>' in page


def test_a_measure_that_is_no_copy_shows_its_result_alone(plan, mine):
    score(plan.agency, 2568, i4="60.22")
    score(plan.agency, 2569, i4="50")
    measure = plan.measures.first()
    Measure.objects.filter(pk=measure.pk).update(indicator=plan.assessment.framework.indicators.get(number=4))
    page = mine.get(f"{PLAN}{measure.key}/progress/").content.decode()
    assert "ลดลง 10.22" in page
    assert "ดำเนินการต่อเนื่อง" not in page


def test_the_chain_leads_through_the_years_from_each_of_its_measures(plan, chained, mine):
    chain = chain_of(chained)
    assert [link.measure.plan.fiscal_year for link in chain] == [2568, 2569, 2570]
    assert [link.result.words if link.result else None for link in chain] == ["เพิ่มขึ้น 11.88", "เพิ่มขึ้น 11.88", None]
    for link in chain:
        own = link.measure
        page = mine.get(f"/nanueng/{own.plan.fiscal_year}/measures/{own.key}/progress/").content.decode()
        listed = page.partition('class="chain"')[2].partition("</ol>")[0]
        assert listed.count("<li") == 3
        assert f"แผนปี {own.plan.fiscal_year} (หน้านี้)" in listed
        others = [each.measure for each in chain if each.measure != own]
        assert all(f"/nanueng/{each.plan.fiscal_year}/measures/{each.key}/progress/" in listed for each in others)
        assert "ยังไม่มีผลการประเมินให้เปรียบเทียบ" in listed


def test_a_copy_outlives_its_original(plan, chained):
    copy = chained.copies.get()
    measure_delete(measure=chained, actor=None)
    copy.refresh_from_db()
    assert copy.copied_from is None
    assert [link.measure.plan.fiscal_year for link in chain_of(copy)] == [2569, 2570]
