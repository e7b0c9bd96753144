"""What a plan lacks or says twice."""

from datetime import date

import pytest

from assessments.models import Framework, Indicator
from assessments.rules.checks import ERROR, NOTE, WARNING, Check
from measures.checks import check_plan
from measures.models import MeasurePlan, Progress
from measures.services import MeasureContent, ProgressContent, measure_add, progress_record
from workspace.demonstration.agencies import demonstration_agency_load

LONG = "จัดทำประกาศแนวทางการปฏิบัติโดยกำหนดขั้นตอนที่ชัดเจนเปิดเผยและตรวจสอบได้ทุกขั้นตอน"


@pytest.fixture
def plan(nanueng):
    plan = MeasurePlan.objects.get(agency=nanueng)
    plan.measures.all().delete()
    return plan


def content(plan, title: str = "มาตรการ", **changes) -> MeasureContent:
    whole = {
        "title": title,
        "steps": ("แต่งตั้งคณะทำงาน", "รายงานผล"),
        "owners": (plan.agency.departments.first(),),
        "start": date(2024, 10, 1),
        "end": date(2025, 9, 30),
    }
    return MeasureContent(**whole | changes)


def ids(plan, *contents: MeasureContent, weak: tuple[int, ...] = ()) -> list[str]:
    for each in contents:
        measure_add(plan=plan, content=each, actor=None)
    return [check.id for check in check_plan(plan, list(plan.measures.with_details()), weak)]


def test_a_complete_measure_is_silent(plan):
    assert ids(plan, content(plan)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"owners": ()}, ["measure-without-owners"]),
        ({"steps": ()}, ["measure-without-steps"]),
        ({"start": None, "end": None}, ["measure-without-timeframe"]),
        ({"start": None, "end": None, "timeframe_wording": "ทุกไตรมาส"}, []),
        ({"start": date(2024, 9, 1)}, ["timeframe-outside-year"]),
        ({"end": date(2025, 10, 31)}, ["timeframe-outside-year"]),
    ],
)
def test_what_is_lacking_is_named(plan, change, found):
    assert ids(plan, content(plan, **change)) == found


def test_two_measures_with_one_title_are_noticed(plan):
    assert ids(plan, content(plan, "จัดทำคู่มือ"), content(plan, "จัดทำ คู่มือ")) == ["text-twice"]


def test_a_long_step_copied_to_another_measure_is_noticed_and_a_short_one_is_not(plan):
    assert ids(plan, content(plan, "ก", steps=(LONG,)), content(plan, "ข", steps=(LONG,))) == ["text-twice"]
    plan.measures.all().delete()
    assert ids(plan, content(plan, "ก", steps=("รายงานผล",)), content(plan, "ข", steps=("รายงานผล",))) == []


@pytest.mark.parametrize(
    "changes",
    [{"title": "แจ้งเบาะแสที่ 081-234-5678"}, {"steps": ("โทร 081-234-5678",)}, {"timeframe_wording": "นัดที่ 081-234-5678"}],
)
def test_personal_data_of_a_plan_is_named_at_its_measure(plan, changes: dict):
    assert ids(plan, content(plan, "ก"), content(plan, **changes)) == ["personal-data"]
    (check,) = checks(plan)
    assert check.subject == f"measure:{plan.measures.last().key}"
    assert check.message.startswith("มาตรการที่ 2: อาจมีข้อมูลส่วนบุคคล")


def test_a_weak_issue_without_a_measure_is_noticed(plan):
    assert ids(plan, content(plan), weak=(4,)) == ["weak-without-measure"]


def checks(plan, **known) -> list[Check]:
    return list(check_plan(plan, list(plan.measures.with_details().with_progress()), **known))


def demonstration_checks(slug: str) -> list[Check]:
    demonstration_agency_load(slug=slug)
    plan = MeasurePlan.objects.get(agency__slug=slug)
    structure = Framework.objects.get(pk=plan.assessment.framework_id).structure()
    return checks(plan, structure=structure)


def test_a_text_that_is_there_twice_is_quoted(plan):
    ids(plan, content(plan, "ก", steps=(LONG,)), content(plan, "ข", steps=(LONG,)))
    (check,) = checks(plan)
    assert check.message == f"มาตรการที่ 1 และ 2 มีข้อความเดียวกัน “{LONG[:40]}…”"


def test_the_copied_text_of_a_real_plan_is_found(frameworks):
    twice = [check.message for check in demonstration_checks("dongsombun") if check.id == "text-twice"]
    assert twice == ["มาตรการที่ 3 และ 4 มีข้อความเดียวกัน “เผยแพร่ช่องทางการร้องเรียนเจ้าหน้าที่ของ…”"]


def test_a_weak_indicator_without_a_measure_is_noticed(plan):
    indicators = {each.number: each for each in Indicator.objects.filter(framework=plan.assessment.framework)}
    measure_add(plan=plan, content=content(plan, indicator=indicators[8]), actor=None)
    (check,) = checks(plan, weak_indicators=(8, 9))
    assert (check.id, check.severity, check.subject) == ("weak-without-measure", ERROR, "plan")
    assert check.message == "ตัวชี้วัดที่ 9 มีคะแนนต่ำกว่าค่าเป้าหมายแต่ยังไม่มีมาตรการ"


def test_where_a_measure_does_not_say_what_it_is_for_its_absence_is_only_a_warning(plan):
    measure_add(plan=plan, content=content(plan), actor=None)
    (check,) = checks(plan, weak_indicators=(9,))
    assert (check.id, check.severity) == ("weak-without-measure", WARNING)
    assert "มี 1 มาตรการที่ไม่ได้ระบุ" in check.message


# Codes, years and digits


@pytest.fixture
def structure(plan):
    return Framework.objects.get(pk=plan.assessment.framework_id).structure()


@pytest.mark.parametrize("part", ["title", "steps", "follow_up", "timeframe_wording"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ปรับปรุงข้อ o42", "code-not-in-year"),
        ("ปรับปรุงข้อ o10", None),
        ("รายงานภายในเดือนเมษายน 2566", "year-not-expected"),
        ("รายงานภายในเดือนเมษายน ๒๕๖๖", "year-not-expected"),
        ("ตั้งแต่ตุลาคม 2567 ถึงกันยายน 2568 เผยแพร่ในปี 2569", None),
    ],
)
def test_a_text_speaks_only_of_codes_and_years_of_its_own(plan, structure, part: str, text: str, found: str | None):
    measure_add(plan=plan, content=content(plan, **{part: (text,) if part == "steps" else text}), actor=None)
    assert [check.id for check in checks(plan, structure=structure)] == ([found] if found else [])
    assert checks(plan) == []  # what the year asks is not known then


def test_a_plan_that_answers_an_older_result_may_speak_of_its_own_year(plan, structure):
    plan.fiscal_year = 2570
    plan.save()
    measure_add(
        plan=plan,
        content=content(plan, "แก้ผลปี 2568 ตั้งแต่ปี 2569 ถึงปี 2570", start=date(2026, 10, 1), end=date(2027, 9, 30)),
        actor=None,
    )
    assert checks(plan, structure=structure) == []


@pytest.mark.parametrize("slug", ["khanom", "dongsombun", "chokchai", "nanueng"])
def test_the_years_and_codes_of_the_real_plans_raise_no_alarm(nanueng, slug: str):
    assert not {check.id for check in demonstration_checks(slug)} & {"year-not-expected", "code-not-in-year"}


def test_a_number_with_digits_of_both_kinds_is_named(frameworks):
    mixed = [check for check in demonstration_checks("chokchai") if check.id == "digits-mixed-in-number"]
    assert len(mixed) == 6
    assert mixed[0].severity == WARNING
    assert mixed[0].message == "มาตรการที่ 1: ตัวเลข ๒๕๖5 ปนเลขไทยกับเลขอารบิกในจำนวนเดียวกัน"


def test_both_kinds_of_digits_in_one_plan_are_worth_a_note(plan):
    ids(plan, content(plan, "รอบ ๖ เดือน"))
    assert checks(plan) == []
    ids(plan, content(plan, "รอบ 12 เดือน"))
    (check,) = checks(plan)
    assert (check.id, check.severity, check.subject) == ("digits-mixed", NOTE, "plan")


# Drafts and reports


def test_a_draft_is_noticed_until_it_is_confirmed(plan):
    measure = measure_add(plan=plan, content=content(plan), actor=None, is_draft=True)
    (check,) = checks(plan)
    assert (check.id, check.severity, check.subject) == ("measure-still-draft", WARNING, f"measure:{measure.key}")


@pytest.mark.parametrize(
    ("status", "texts", "found"),
    [
        ("done", {}, ["done-without-evidence"]),
        ("done", {"evidence": "https://example.go.th/"}, []),
        ("done", {"note": "(ตรวจสอบในเว็บไซต์ของหน่วยงาน)"}, []),
        ("in_progress", {}, []),
    ],
)
def test_done_wants_evidence(plan, status: str, texts: dict, found: list[str]):
    measure = measure_add(plan=plan, content=content(plan), actor=None)
    reported = ProgressContent(Progress.Status(status), date(2025, 9, 30), **texts)
    progress_record(measure=measure, content=reported, actor=None, seen=0)
    assert [check.id for check in checks(plan)] == found


def test_the_evidence_may_follow_in_a_later_report(plan):
    measure = measure_add(plan=plan, content=content(plan), actor=None)
    for evidence in ("", "หนังสือที่ นค 71301/15"):
        seen = measure.latest_progress.pk if measure.latest_progress else 0
        reported = ProgressContent(Progress.Status.DONE, date(2025, 9, 30), evidence=evidence)
        progress_record(measure=measure, content=reported, actor=None, seen=seen)
    assert checks(plan) == []


def test_the_reports_are_loaded_at_once_where_the_caller_did_not(plan, django_assert_num_queries):
    for number in range(3):
        measure_add(plan=plan, content=content(plan, f"มาตรการ {number}"), actor=None)
    measures = list(plan.measures.with_details())
    with django_assert_num_queries(1):
        check_plan(plan, measures)
