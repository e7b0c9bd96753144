"""Statuses and outcomes are printed from the entries that were tracked, and stand in no text of a document."""

from collections import Counter
from datetime import date

import pytest

from agencies.models import Agency
from measures.models import Measure, Progress
from measures.services import ProgressContent, progress_record
from reports.content.kinds import KINDS, build_document
from reports.models import DocumentSetting
from reports.paper.blocks import Table
from workspace.demonstration.agencies import demonstration_agency_load

Status = Progress.Status


@pytest.fixture
def agency(frameworks):
    def load(slug: str) -> Agency:
        demonstration_agency_load(slug=slug)
        return Agency.objects.get(slug=slug)

    return load


def table_with(agency: Agency, kind: str, year: int, column: str) -> Table:
    """Return the table of a document that has a certain column."""
    blocks = build_document(KINDS[kind], agency, year).blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    return next(table for table in tables if column in [each.key for each in table.columns])


def cells(agency: Agency, kind: str, year: int, column: str) -> list[tuple[str, ...]]:
    table = table_with(agency, kind, year, column)
    place = [each.key for each in table.columns].index(column)
    return [row.cells[place] for row in table.rows]


def ticks(agency: Agency) -> dict[str, int]:
    """Return how many measures of the memo are ticked in each column."""
    columns = ("not_started", "in_progress", "done")
    return Counter(name for name in columns for cell in cells(agency, "memo", 2565, name) if cell[0] == "/")


def report(measure: Measure, **content) -> None:
    last = measure.progress.order_by("-pk").values_list("pk", flat=True).first()
    progress_record(measure=measure, content=ProgressContent(**content), actor=None, seen=last or 0)


def test_the_statuses_of_the_memo_follow_the_entries(agency):
    chokchai = agency("chokchai")
    measures = list(Measure.objects.filter(plan__agency=chokchai))
    assert Counter(measure.latest_progress.status for measure in measures) == {"in_progress": 1, "done": 5}
    assert ticks(chokchai) == {"in_progress": 1, "done": 5}
    newest = max(measure.latest_progress.reported_on for measure in measures)
    report(measures[0], status=Status.DONE, reported_on=newest, note="แล้วเสร็จทีหลัง")
    report(measures[1], status=Status.NOT_STARTED, reported_on=newest)
    assert ticks(chokchai) == {"not_started": 1, "done": 5}
    assert cells(chokchai, "memo", 2565, "done")[0] == ("/", "แล้วเสร็จทีหลัง")
    Progress.objects.filter(measure__plan__agency=chokchai).delete()
    assert ticks(chokchai) == {"not_started": 6}


def test_the_outcomes_of_the_report_follow_the_entries(agency):
    khanom = agency("khanom")
    measures = list(Measure.objects.filter(plan__agency=khanom))
    printed = cells(khanom, "progress", 2568, "outcome")
    for measure, cell in zip(measures, printed, strict=True):
        assert len(cell) == len(measure.latest_progress.outcome_lines) > 0
    report(measures[2], status=Status.DONE, reported_on=date(2025, 9, 30), outcome="ผลลัพธ์ที่บันทึกทีหลัง")
    again = cells(khanom, "progress", 2568, "outcome")
    assert again[2] == ("ผลลัพธ์ที่บันทึกทีหลัง",)
    assert again[:2] + again[3:] == printed[:2] + printed[3:]
    Progress.objects.filter(measure__plan__agency=khanom).delete()
    assert set(cells(khanom, "progress", 2568, "outcome")) == {("–",)}


@pytest.mark.parametrize(("slug", "kind"), [("chokchai", "memo"), ("khanom", "progress")])
def test_no_text_of_a_document_says_what_the_entries_say(agency, slug: str, kind: str):
    """What a coordinator typed into the form of the document repeats no outcome, no result and no note."""
    loaded = agency(slug)
    texts = "\n".join(DocumentSetting.objects.get(agency=loaded, kind=kind).texts.values())
    entries = Progress.objects.filter(measure__plan__agency=loaded)
    lines = {
        line for entry in entries for text in (entry.outcome, entry.result, entry.note) for line in text.splitlines()
    }
    assert lines
    assert not [line for line in lines if line in texts]
