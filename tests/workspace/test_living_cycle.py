"""The cycle that a demonstration has around the day on which it is loaded.

The tests of operation load one on a real PostgreSQL; what its days give is reckoned alike on both.
"""

from datetime import date

import pytest

from agencies.models import Agency, User
from assessments.models import Assessment
from measures.cycles import cycles_for, open_result_year
from measures.models import MeasurePlan, MeasureReport, ReportingRound
from reports.issue.rules.stage import State
from reports.models import IssuedDocument, Submission
from tests.kept_rows import store_once
from tests.reports.issuing_year import quick_files
from workspace.board import Board, board_for
from workspace.demonstration.agencies import demonstration_accounts_load
from workspace.demonstration.living import LivingYear, demonstration_cycle_load, demonstration_papers_load
from workspace.demonstration.rounds import demonstration_rounds_load

pytestmark = pytest.mark.any_database
NOVEMBER, APRIL, JULY, SEPTEMBER = date(2026, 11, 28), date(2027, 4, 10), date(2027, 7, 15), date(2027, 9, 1)
DAYS = [NOVEMBER, APRIL, JULY, SEPTEMBER]


@pytest.fixture
def loaded(nanueng, monkeypatch, on_day):
    """Return a function that does what `load_demo` does for the home agency in demonstration mode, on a day."""
    quick_files(monkeypatch)

    def load(day: date) -> Agency:
        on_day(day)
        demonstration_accounts_load()
        store_once(f"living cycle {day}", living_cycle_load)
        return nanueng

    def living_cycle_load() -> None:
        demonstration_rounds_load(slug=nanueng.slug)
        if result_year := demonstration_cycle_load(slug=nanueng.slug):
            demonstration_papers_load(slug=nanueng.slug, result_year=result_year)

    return load


def board_on(agency: Agency, day: date, result_year: int | None = None) -> Board:
    """Return the board of the cycle of a result, or of the one that the day opens."""
    cycles = cycles_for(agency, day)
    year = result_year or open_result_year(day)
    cycle = next(each for each in cycles.cycles if each.result_year == year)
    return board_for(agency, cycles, cycle, day)[1]


def states(board: Board) -> dict[str, State]:
    return {each.task.id: each.task.stage.state for each in board.tasks}


def nothing_is_late(agency: Agency, day: date) -> None:
    board = board_on(agency, day, 2569)
    assert State.LATE not in states(board).values()
    assert board.facts.plan.overdue == 0
    # The source names nobody for one of its measures, which was never reported as done: it is past its end, and the
    # report cannot be issued; no round of it is left over.
    assert [each.task.id for each in board.left_over.tasks] == ["overdue", "document:progress", "document:memo"]


@pytest.mark.parametrize("day", DAYS)
def test_a_round_is_going_on_with_reports_in_every_state_and_nothing_late(loaded, day):
    agency = loaded(day)
    nothing_is_late(agency, day)
    (opened,) = ReportingRound.objects.filter(plan__agency=agency, plan__fiscal_year=2570)
    assert opened.is_open
    assert (opened.due_on - day).days == 21
    found = {report.measure.position: report.state for report in MeasureReport.objects.filter(round=opened)}
    assert set(found.values()) == {"accepted", "submitted", "returned", "draft"}
    assert set(range(1, 11)) - set(found) == {6, 9}  # nobody has begun these
    accepted = MeasureReport.objects.filter(round=opened, state="accepted")
    assert {report.entry.status for report in accepted} == {"not_started", "in_progress", "done", "cancelled"}


@pytest.mark.parametrize("day", [NOVEMBER, APRIL, JULY])
def test_the_day_opens_the_living_cycle(loaded, day):
    board = board_on(loaded(day), day)
    assert (board.facts.cycle.result_year, board.facts.cycle.plan_year) == (2569, 2570)
    found = states(board)
    assert [found[name] for name in ("scores", "checks", "measures")] == [State.DONE] * 3
    assert found["document:memo"] == State.IN_PROGRESS
    assert found["document:measures"] == State.DONE
    is_over = day == JULY  # the round that reads the analysis closes on 30 April
    assert found["analysis"] == (State.DONE if is_over else State.IN_PROGRESS)
    assert found["document:analysis"] == (State.DONE if is_over else State.TODO)
    assert [state for name, state in found.items() if name.startswith("round:")] == [State.IN_PROGRESS]


def test_after_the_next_result_the_running_plan_is_left_over(loaded):
    """On 1 September the result of 2570 can be known, but nobody has added its framework yet."""
    board = board_on(loaded(SEPTEMBER), SEPTEMBER)
    assert board.facts.cycle.result_year == 2570
    left = [each.task.stage.state for each in board.left_over.tasks]
    assert left[0] == State.IN_PROGRESS
    assert State.LATE not in left


def test_before_the_year_of_the_plan_nobody_reports(loaded):
    agency = loaded(date(2026, 9, 1))
    board = board_on(agency, date(2026, 9, 1))
    assert (board.facts.cycle.result_year, board.facts.plan.measures) == (2569, 10)
    assert State.LATE not in states(board).values()
    assert [each.name for each in board.facts.rounds] == ["รอบ 6 เดือน", "รอบ 12 เดือน"]
    assert not MeasureReport.objects.filter(measure__plan__fiscal_year=2570).exists()
    assert not IssuedDocument.objects.exists()


def test_a_result_of_the_sources_gets_no_living_cycle(loaded):
    """In July 2569 the newest result is that of a source, which its own plan answers."""
    agency = loaded(date(2026, 7, 15))
    assert not Assessment.objects.filter(agency=agency, framework__fiscal_year=2569).exists()
    assert list(MeasurePlan.objects.filter(agency=agency).values_list("fiscal_year", flat=True)) == [2568]


def test_what_was_loaded_stays_on_later_days(loaded):
    loaded(NOVEMBER)
    before = list(MeasureReport.objects.values()), list(Assessment.objects.values())
    loaded(APRIL)
    assert (list(MeasureReport.objects.values()), list(Assessment.objects.values())) == before


def test_the_living_cycle_says_that_it_is_invented(loaded, as_user):
    agency = loaded(NOVEMBER)
    assert Assessment.objects.get(agency=agency, framework__fiscal_year=2569).is_illustrative
    entries = MeasureReport.objects.filter(round__plan__fiscal_year=2570, entry__isnull=False)
    assert {report.entry.note for report in entries} == {"ข้อมูลสมมติเพื่อการสาธิต"}
    assert "สาธิต" in IssuedDocument.objects.get().number
    page = as_user(User.objects.get(username="coordinator")).get("/nanueng/2569/").content.decode()
    assert "คะแนนปีนี้เป็นข้อมูลสมมติเพื่อการสาธิต" in page


def test_the_announcement_is_published_and_the_memo_waits(loaded):
    loaded(NOVEMBER)
    issued = IssuedDocument.objects.get()
    assert (issued.kind, issued.fiscal_year, issued.published_at is not None) == ("measures", 2570, True)
    assert Submission.objects.get(kind="memo", fiscal_year=2570).is_waiting


def test_the_sources_stay_as_they_are(loaded):
    agency = loaded(NOVEMBER)
    plans = dict(
        MeasurePlan.objects.filter(agency=agency).values_list("fiscal_year", "assessment__framework__fiscal_year")
    )
    assert plans == {2568: 2568, 2570: 2569}


def test_the_officer_has_something_to_mend_and_something_to_send(loaded, as_user):
    loaded(NOVEMBER)
    page = as_user(User.objects.get(username="officer")).get("/nanueng/2570/my-work/", follow=True).content.decode()
    assert "กรุณาระบุวันที่ประกาศใช้แนวปฏิบัติ" in page
    assert "ร่าง ยังไม่ส่ง" in page


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 9, 30), 0),
        (date(2026, 10, 31), 0),
        (NOVEMBER, 1),
        (APRIL, 6),
        (SEPTEMBER, 11),
        (date(2028, 1, 1), 12),
    ],
)
def test_only_whole_months_are_reported_on(day, months):
    assert LivingYear(2570, day).months_over == months
