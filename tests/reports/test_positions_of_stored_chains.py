"""Chains that were typed for memos become positions, and everything prints as it did."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from reports.content.draft import draft_of
from reports.content.kinds import KINDS, build_document
from reports.issue.approval import document_submit
from reports.models import DocumentSetting, Opinion, Submission
from reports.output.formats import document_html
from tests.reports.chain import hold, speak

MEMO = KINDS["memo"]
HEAD = "นายกองค์การบริหารส่วนตำบลนาหนึ่ง"
TYPED = [
    {"heading": "", "name": "", "position": "ผู้รายงาน"},
    {"heading": "ความเห็นปลัด", "name": "นายสมมติ ปลัด", "position": "ปลัดองค์การบริหารส่วนตำบลนาหนึ่ง"},
    {"heading": f"คำสั่ง{HEAD}", "name": "", "position": HEAD},
]
migration = import_module("reports.migrations.0009_positions_of_stored_chains")


@pytest.fixture
def setting(nanueng) -> DocumentSetting:
    """The settings of a memo as they were stored before there were positions."""
    nanueng.positions.all().delete()
    return DocumentSetting.objects.create(
        agency=nanueng, kind="memo", fiscal_year=2568, columns=["measure", "steps"], signatories=TYPED
    )


def printed(agency) -> str:
    return re.sub(r"<[^>]+>|\u200b", "", document_html(build_document(MEMO, agency, 2568), on_screen=False))


def chain(agency) -> list[tuple[str, str, str]]:
    return [(each.title, each.heading, each.printed_name) for each in agency.positions.all()]


def test_a_typed_chain_becomes_positions_and_its_memo_prints_as_before(nanueng, coordinator, executive, setting):
    submission = document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    Submission.objects.update(position_keys=[])
    Opinion.objects.create(
        submission=submission, position=0, heading="ความเห็นปลัด", approves=True, text="เห็นควร",
        given_on=timezone.localdate(), actor=executive, actor_name=str(executive),
    )  # fmt: skip
    before = printed(nanueng)
    assert "เห็นชอบ เห็นควร" in before
    migration.make_positions(apps, None)
    titles = [(TYPED[1]["position"], "ความเห็นปลัด", "นายสมมติ ปลัด"), (HEAD, f"คำสั่ง{HEAD}", "")]
    assert chain(nanueng) == titles
    setting.refresh_from_db()
    assert setting.signatories == TYPED[:1]
    assert printed(nanueng) == before
    assert draft_of(MEMO, nanueng, 2568).is_of(submission)
    hold(nanueng, None, executive)
    assert list(speak(submission, executive, 1).signed_lines) == [HEAD]


def test_a_chain_that_says_something_else_stays_with_its_year(nanueng, setting):
    acting = TYPED[2] | {"position": f"ปลัด รักษาราชการแทน\n{HEAD}"}
    setting.signatories = [*TYPED[:2], acting]
    setting.save()
    before = printed(nanueng)
    migration.make_positions(apps, None)
    setting.refresh_from_db()
    assert setting.signatories == [*TYPED[:2], acting]
    assert [title for title, _, _ in chain(nanueng)] == [TYPED[1]["position"], HEAD]
    assert printed(nanueng) == before


def test_what_waits_gives_the_chain_where_nothing_was_typed(nanueng, coordinator, setting):
    setting.delete()
    document_submit(kind=MEMO, agency=nanueng, fiscal_year=2568, actor=coordinator)
    migration.make_positions(apps, None)
    assert chain(nanueng)[-1] == (HEAD, f"คำสั่ง{HEAD}", "")
    assert len(chain(nanueng)) == 3


def test_the_way_back_types_the_chain_again(nanueng, setting):
    before = printed(nanueng)
    migration.make_positions(apps, None)
    migration.type_chains_again(apps, None)
    setting.refresh_from_db()
    assert setting.signatories == TYPED
    assert not nanueng.positions.exists()
    assert printed(nanueng) == before
