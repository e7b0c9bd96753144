"""What is overdue is the same, whether the database counts it over a nation or a page loads one plan."""

from datetime import date
from itertools import product

from measures.models import Measure, MeasurePlan, MeasureReport, Progress
from measures.rules.tracking import OVERDUE
from measures.tracking import tracked_measures
from tests.measures.rounds import MARCH, open_round

TODAY = date(2025, 4, 10)
ENDS = (None, date(2025, 4, 9), TODAY)
KINDS = ("", "counts", "note", "accepted", "submitted", "returned", "replaced")


def entered(measure: Measure, kind: str, status: str, at: date, in_round) -> None:
    """Add an entry that stands as its kind says."""
    entry = Progress.objects.create(
        measure=measure, status=status, reported_on=at, note="เหตุผล", is_note=kind == "note",
        round=None if kind in ("counts", "note") else in_round,
    )  # fmt: skip
    if kind in ("accepted", "submitted", "returned"):
        MeasureReport.objects.create(measure=measure, round=in_round, state=kind, entry=entry, remarks="แก้ไข")


def every_state(plan: MeasurePlan) -> None:
    """Add a measure for each end, newest entry, and older entry that counts."""
    in_round = open_round(plan)
    states = product(ENDS, KINDS, Progress.Status.values, ("", *Progress.Status.values))
    for at, (end, kind, status, before) in enumerate(states, 100):
        measure = Measure.objects.create(plan=plan, position=at, title=f"มาตรการ {at}", start=end, end=end)
        if before:
            entered(measure, "counts", before, date(2025, 1, 31), in_round)
        if kind:
            entered(measure, kind, status, MARCH, in_round)


def test_the_database_counts_what_a_page_calls_overdue(plan):
    every_state(plan)
    tracked = {each.key for each in tracked_measures(plan, TODAY) if each.due == OVERDUE}
    assert 0 < len(tracked) < plan.measures.count()
    assert {str(each.key) for each in plan.measures.overdue(TODAY)} == tracked


def test_the_database_knows_which_entries_count(plan):
    every_state(plan)
    entries = list(Progress.objects.with_standing())
    counting = {each.pk for each in entries if each.standing == "accepted"}
    assert set(Progress.objects.accepted().values_list("pk", flat=True)) == counting
    assert 0 < len(counting) < len(entries)
