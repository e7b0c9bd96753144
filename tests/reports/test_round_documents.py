"""A plan that is reported on in rounds: report and memo print what was accepted, and nothing else."""

import pytest

from measures.models import MeasurePlan, Progress
from reports.checks.document import checks_of_document
from reports.content.draft import draft_of
from reports.content.kinds import KINDS, build_document
from reports.output.formats import document_html
from tests.measures.rounds import accept, open_round, submit

Status = Progress.Status


@pytest.fixture
def plan(nanueng):
    return MeasurePlan.objects.get(agency=nanueng)


@pytest.fixture
def first_two_accepted(plan, coordinator):
    """A round in which two measures were accepted and a third one only submitted."""
    reporting_round = open_round(plan)
    first, second, third, *_ = plan.measures.all()
    done = submit(first, reporting_round, coordinator, status=Status.DONE, outcome="จัดทำคู่มือแล้ว 1 เล่ม", evidence="คู่มือ")
    begun = submit(second, reporting_round, coordinator, status=Status.IN_PROGRESS, outcome="อยู่ระหว่างจัดซื้อระบบ")
    for report in (done, begun):
        accept(report, coordinator)
    submit(third, reporting_round, coordinator, status=Status.DONE, outcome="ยังไม่ได้ตรวจรับ")
    return reporting_round


def page(agency, kind: str) -> str:
    return document_html(build_document(KINDS[kind], agency, 2568), on_screen=False).replace("\u200b", "")


def test_the_report_prints_what_was_accepted_and_says_until_when(first_two_accepted, nanueng):
    html = page(nanueng, "progress")
    assert "จัดทำคู่มือแล้ว ๑ เล่ม" in html
    assert "อยู่ระหว่างจัดซื้อระบบ" in html
    assert "ยังไม่ได้ตรวจรับ" not in html
    assert "๓๑ มีนาคม ๒๕๖๘" in html


def test_the_memo_ticks_what_was_accepted_and_claims_nothing_of_the_rest(first_two_accepted, nanueng):
    document = build_document(KINDS["memo"], nanueng, 2568)
    status = next(
        block for block in document.blocks if getattr(block, "columns", ()) and block.columns[-1].key == "done"
    )
    assert [row.cells[-1][0] for row in status.rows[:3]] == ["/", "–", "–"]
    assert [row.cells[-2][0] for row in status.rows[:3]] == ["–", "/", "–"]
    assert [row.cells[-3][0] for row in status.rows[:3]] == ["–", "–", "ยังไม่มีรายงานที่ตรวจรับแล้ว"]


def test_measures_without_an_accepted_report_are_named_before_the_memo_is_issued(first_two_accepted, nanueng):
    draft = draft_of(KINDS["memo"], nanueng, 2568)
    found = [each.check for each in checks_of_document(draft)]
    named = [check.message for check in found if check.id == "report-not-accepted"]
    assert len(named) == len(draft.material.measures) - 2
    assert named[0].startswith("มาตรการที่ 3 ")


def test_without_a_round_the_latest_entries_are_printed(nanueng):
    assert KINDS["progress"].load(nanueng, 2568).round is None
    assert "ยังไม่มีรายงานที่ตรวจรับแล้ว" not in page(nanueng, "memo")
