"""One department leads a measure and reports; others support it; owners are told as they are printed."""

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.access import Access, Right, Role
from agencies.removal import frozen_rows
from measures.models import MeasureOwner
from measures.reminding import duties_due
from measures.rounds import by_department, report_rows
from measures.rules.owner_names import owner_names, owner_words, read_owner
from measures.services import MeasureContent, OwnerDetail, content_of, measure_add, measure_update, owners_named
from measures.spreadsheets.exchange import OWNERS, texts_of
from measures.spreadsheets.reading import catalogue_of, read_row
from reports.content.columns import COLUMNS, PrintedMeasure
from tests.measures.evidence_files import PDF, upload
from tests.measures.rounds import DUE, IN_TIME, filled, round_address, submit
from tests.portal.forms import opened

pytestmark = pytest.mark.usefixtures("in_time")
FOUR = ("กองคลัง", "สำนักปลัด", "กองช่าง", "กองการศึกษา")
SOURCE = "งานบริหารงานทั่วไป/ งานการเจ้าหน้าที่ สำนักปลัด"


@pytest.fixture
def by_four(plan, nanueng, coordinator):
    """The only measure of its plan, led by the officer's department and supported by three others."""
    plan.measures.all().delete()
    departments = tuple(nanueng.departments.get(name=name) for name in FOUR)
    content = MeasureContent("จัดทำคู่มือ", steps=("แต่งตั้ง",), owners=departments)
    return measure_add(plan=plan, content=content, actor=coordinator)


@pytest.fixture
def supporter(nanueng, member):
    """Somebody of a department that supports the measure of four."""
    helper = member(nanueng, "officer", "roads")
    helper.memberships.update(department=nanueng.departments.get(name="กองช่าง"))
    return helper


def test_of_four_departments_the_lead_alone_reports_and_is_reminded(by_four, reporting_round, officer):
    (duty,) = duties_due({by_four.plan.agency_id}, {DUE})
    assert duty.departments == ("กองคลัง",)
    submit(by_four, reporting_round, officer)
    rows = report_rows([reporting_round], IN_TIME)
    assert [(each.name, each.total) for each in by_department(rows)] == [("กองคลัง", 1)]
    assert duties_due({by_four.plan.agency_id}, {DUE}) == []


def test_who_supports_reads_the_report_and_does_not_send_it(by_four, reporting_round, nanueng, supporter, as_user):
    roads = nanueng.departments.get(name="กองช่าง")
    access = Access(supporter, nanueng, frozenset({Right.READ, Right.REPORT}), Role.OFFICER, department=roads)
    with pytest.raises(PermissionDenied):
        access.require_report_for(by_four.reporters)
    page = as_user(supporter).get(round_address(reporting_round) + "?department=all").content.decode()
    assert 'กองคลัง <span class="lead-owner">หลัก</span>' in page


def test_outside_of_rounds_who_supports_writes_into_the_draft_and_the_lead_stores_it(
    by_four, supporter, as_user, clerk
):
    theirs, url = as_user(supporter), f"/nanueng/2568/measures/{by_four.key}/progress/"
    written = filled(theirs, url, work="กองช่างสำรวจแล้ว")
    assert theirs.post(url, written).status_code == 403
    assert theirs.post(url, written | {"draft": "1", "files": [upload("a.pdf", PDF)]}).status_code == 302
    ready = filled(clerk, url)
    assert ready["work"] == "กองช่างสำรวจแล้ว"
    assert clerk.post(url, ready).status_code == 302
    assert by_four.progress.get().file_count == 1


def test_an_owner_is_read_as_it_is_printed():
    for words in ("งานพัสดุ กองคลัง", "สำนักปลัด (หัวหน้าสำนักปลัด)", "งานธุรการ/งานบุคคล สำนักปลัด (นิติกร)", "กองช่าง"):
        assert owner_words(*read_owner(words)) == words


def test_the_divisions_of_a_document_stay_with_their_department(nanueng):
    clerk = nanueng.departments.get(name="สำนักปลัด")
    named = [OwnerDetail(clerk, read_owner(words)[1]) for words in owner_names(SOURCE)]
    owners, details = owners_named(named)
    assert (owners, [str(each) for each in details]) == ((clerk,), ["งานบริหารงานทั่วไป/งานการเจ้าหน้าที่ สำนักปลัด"])


def test_what_is_said_of_owners_goes_through_form_workbook_and_paper(by_four, plan, nanueng, mine):
    url = f"/nanueng/2568/measures/{by_four.key}/"
    roads = nanueng.departments.get(name="กองช่าง")
    form = opened(mine, url, "title") | {
        "lead": roads.pk,
        f"units-{roads.pk}": "งานแบบแผน",
        f"person-{roads.pk}": "นายช่าง",
    }
    assert mine.post(url, form).status_code == 302
    stored = plan.measures.with_details().get()
    printed = ("งานแบบแผน กองช่าง (นายช่าง)", "สำนักปลัด", "กองคลัง", "กองการศึกษา")
    content = content_of(stored)
    assert content.owner_lines == COLUMNS["owners"].lines(PrintedMeasure(stored, 1)) == printed
    assert stored.lead == roads
    assert read_row(texts_of(content), catalogue_of(plan), None).owner_lines == printed
    others = read_row({OWNERS: "กองคลัง\nงานโยธา กองช่าง"}, catalogue_of(plan), content)
    assert others.owner_lines == ("กองคลัง", "งานโยธา กองช่าง")


def test_saving_what_is_there_changes_nothing(by_four, coordinator):
    content = content_of(by_four)
    assert measure_update(measure=by_four, content=content, version=1, actor=coordinator).version == 1
    led = replace(content, owners=content.owners[1:] + content.owners[:1])
    assert measure_update(measure=by_four, content=led, version=1, actor=coordinator).lead == content.owners[1]


def test_the_database_lets_one_owner_lead(by_four):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureOwner.objects.filter(measure=by_four).update(is_lead=True)
    assert date(2025, 4, 10) == IN_TIME


def test_owners_of_measures_that_were_removed_before_come_back_with_them(by_four, coordinator):
    """Frozen before owners had anything to say of themselves, they have the shape of today after the migration."""
    now = frozen_rows([by_four])
    before = {**now, "schema": {**now["schema"], "measures.measure_owners": "x"}}
    del before["schema"]["measures.measureowner"]
    before["rows"] = [
        ("measures.measure_owners", {name: row[name] for name in ("id", "measure_id", "department_id")})
        if label == "measures.measureowner"
        else (label, row)
        for label, row in now["rows"]
    ]
    carried = import_module("measures.migrations.0014_first_owner_leads").carried(before)
    assert carried["schema"] == now["schema"]
    assert [row for label, row in carried["rows"] if label == "measures.measureowner"] == [
        row for label, row in now["rows"] if label == "measures.measureowner"
    ]
