"""A department that supports a measure adds its part to the report of a round by name; the lead sends it."""

from dataclasses import replace

import pytest

from agencies.models import Change, Event, Notice
from measures.models import Progress, SupportingPart
from measures.rounds import by_department, of_department, report_rows
from measures.services import (
    MeasureContent,
    PartContent,
    content_of,
    draft_save,
    measure_add,
    measure_update,
    part_save,
)
from reports.content.columns import COLUMNS, PrintedMeasure
from tests.measures.evidence_files import PDF, upload
from tests.measures.rounds import IN_TIME, accept, filled, form_of, give_back, round_address, submit
from tests.portal.forms import opened

pytestmark = pytest.mark.usefixtures("in_time")
TEXT = "สำรวจจุดเสี่ยงแล้ว 12 แห่ง"


@pytest.fixture
def shared(plan, nanueng, coordinator):
    """The only measure of its plan, led by the officer's department and supported by another."""
    plan.measures.all().delete()
    owners = tuple(nanueng.departments.get(name=name) for name in ("กองคลัง", "กองช่าง"))
    return measure_add(plan=plan, content=MeasureContent("คู่มือ", steps=("ก",), owners=owners), actor=coordinator)


@pytest.fixture
def roads(nanueng):
    return nanueng.departments.get(name="กองช่าง")


@pytest.fixture
def supporter(nanueng, member, roads):
    helper = member(nanueng, "officer", "roads")
    helper.memberships.update(department=roads)
    return helper


def part(shared, reporting_round, roads, supporter, **changes) -> SupportingPart:
    content = PartContent(changes.pop("text", TEXT), changes.pop("evidence", ""))
    about = {"measure": shared, "reporting_round": reporting_round, "department": roads, "actor": supporter}
    return part_save(**about, content=content, version=changes.pop("version", 0))


def test_a_part_is_seen_by_the_lead_sent_with_the_report_and_printed_by_name(
    shared, reporting_round, supporter, officer, coordinator, as_user, clerk
):
    theirs, url = as_user(supporter), form_of(reporting_round, shared)
    page = theirs.get(url).content.decode()
    assert "ส่วนของกองช่าง" in page
    assert "ส่งรายงาน</button>" not in page
    form = opened(theirs, url, "part_text") | {
        "part_text": TEXT,
        "part_evidence": "https://example.go.th/roads",
        "files": [upload("ภาพ.pdf", PDF)],
    }
    assert theirs.post(url, form).status_code == 302
    event = Event.objects.get(kind="part-written")
    assert {each.user for each in event.notices.all()} == {officer}
    for client, address in ((clerk, url), (clerk, round_address(reporting_round)), (theirs, url)):
        seen = client.get(address).content.decode()
        assert TEXT in seen
        assert "ภาพ.pdf" in seen
    assert clerk.post(url, filled(clerk, url, result="จัดทำแล้ว")).status_code == 302
    entry = shared.progress.get()
    (told,) = entry.told_parts
    assert (told.department, told.text, told.actor_name, told.files) == (
        "กองช่าง",
        TEXT,
        str(supporter),
        ("ภาพ.pdf",),
    )
    assert entry.evidence_lines == ["https://example.go.th/roads"]
    report = entry.report
    accept(report, coordinator)
    shared.refresh_from_db()
    lines = COLUMNS["result"].lines(PrintedMeasure(shared, 1))
    assert lines == ("จัดทำแล้ว", f"กองช่าง: {TEXT}")
    assert "example.go.th/roads" in COLUMNS["evidence"].lines(PrintedMeasure(shared, 1))[0]
    assert TEXT in clerk.get(round_address(reporting_round)).content.decode()


def test_a_part_is_neither_sent_nor_written_into_what_the_lead_types(shared, reporting_round, supporter, as_user):
    theirs, url = as_user(supporter), form_of(reporting_round, shared)
    for typed in ({"status": "done", "reported_on": "31 มี.ค. 2568", "seen": "0", "version": "0"}, {"draft": "1"}):
        assert theirs.post(url, typed).status_code == 422
    assert not shared.reports.exists()
    assert not Progress.objects.exists()


def test_who_does_not_answer_for_the_measure_adds_nothing(shared, reporting_round, nanueng, member, as_user):
    stranger = member(nanueng, "officer", "school")
    stranger.memberships.update(department=nanueng.departments.get(name="กองการศึกษา"))
    url = form_of(reporting_round, shared)
    assert as_user(stranger).post(url, {"part_text": TEXT}).status_code == 403
    assert not SupportingPart.objects.exists()


def test_a_part_waits_with_what_was_sent_and_opens_when_it_is_returned(
    shared, reporting_round, roads, supporter, officer, coordinator, as_user
):
    theirs, url = as_user(supporter), form_of(reporting_round, shared)
    first = part(shared, reporting_round, roads, supporter)
    sent = submit(shared, reporting_round, officer)
    refused = theirs.post(url, {"part_text": "เพิ่มเติม", "part_version": "1"})
    assert refused.status_code == 409
    assert "เพิ่มเติม" in refused.content.decode()
    give_back(sent, coordinator)
    part(shared, reporting_round, roads, supporter, text="แก้แล้ว", version=first.version)
    again = submit(shared, reporting_round, officer, work="อีกครั้ง")
    assert [each.told_parts[0].text for each in shared.progress.order_by("pk")] == [TEXT, "แก้แล้ว"]
    assert again.entry.told_parts[0].printed == "กองช่าง: แก้แล้ว"


def test_colleagues_do_not_overwrite_each_other(shared, reporting_round, roads, supporter, member, nanueng, as_user):
    other = member(nanueng, "officer", "roads-2")
    other.memberships.update(department=roads)
    theirs, url = as_user(other), form_of(reporting_round, shared)
    form = opened(theirs, url, "part_text") | {"part_text": "ของคนที่สอง"}
    part(shared, reporting_round, roads, supporter)
    refused = theirs.post(url, form)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert TEXT in page
    assert "ของคนที่สอง" in page
    assert SupportingPart.objects.get().text == TEXT
    # The same text once more, as a second click sends it, is no second part and no second notice.
    part(shared, reporting_round, roads, supporter)
    assert Event.objects.filter(kind="part-written").count() == 1


def test_of_several_notices_of_a_part_the_last_is_unread(shared, reporting_round, roads, supporter, officer):
    written = part(shared, reporting_round, roads, supporter)
    part(shared, reporting_round, roads, supporter, text="แก้", version=written.version)
    assert Notice.objects.filter(user=officer, event__kind="part-written").unread().count() == 1
    submit(shared, reporting_round, officer)
    assert not Notice.objects.filter(event__kind="part-written").unread().exists()


def test_the_round_shows_what_a_department_supports(shared, reporting_round, roads, supporter, as_user):
    rows = report_rows([reporting_round], IN_TIME)
    assert [each.number for each in of_department(rows, str(roads.pk))] == [1]
    counts = {each.name: (each.total, each.supported) for each in by_department(rows, with_support=True)}
    assert counts == {"กองคลัง": (1, 0), "กองช่าง": (0, 1)}
    assert [each.name for each in by_department(rows)] == ["กองคลัง"]
    page = as_user(supporter).get(round_address(reporting_round)).content.decode()
    assert "กองช่าง ร่วมรับผิดชอบ" in page
    assert "คู่มือ" in page


def test_what_a_department_wrote_before_it_left_the_measure_is_not_told(
    shared, reporting_round, roads, supporter, officer, coordinator
):
    part(shared, reporting_round, roads, supporter)
    content = content_of(shared)
    alone = MeasureContent(**vars(content) | {"owners": content.owners[:1]})
    measure_update(measure=shared, content=alone, version=shared.version, actor=coordinator)
    shared.refresh_from_db()
    assert submit(shared, reporting_round, officer).entry.told_parts == ()


def lead_by(measure, *names: str, actor) -> None:
    measure.refresh_from_db()
    departments = {each.name: each for each in measure.plan.agency.departments.all()}
    content = replace(content_of(measure), owners=tuple(departments[name] for name in names))
    measure_update(measure=measure, content=content, version=measure.version, actor=actor)
    measure.refresh_from_db()


def test_the_part_of_a_department_that_becomes_lead_is_its_draft_and_printed_once(
    shared, reporting_round, roads, supporter, coordinator, as_user
):
    written = part(shared, reporting_round, roads, supporter, evidence="https://example.go.th/roads")
    lead_by(shared, "กองช่าง", "กองคลัง", actor=coordinator)
    assert not SupportingPart.objects.exists()
    theirs, url = as_user(supporter), form_of(reporting_round, shared)
    form = opened(theirs, url, "result")
    assert (form["result"], form["evidence"]) == (TEXT, written.evidence)
    assert form["reported_on"] == "31 มี.ค. 2568"  # as a draft that nobody has begun says it
    assert theirs.post(url, filled(theirs, url, status="in_progress")).status_code == 302
    entry = shared.progress.get()
    assert (entry.result, entry.told_parts) == (TEXT, ())
    assert Change.objects.filter(label__startswith="รวมส่วนของกองช่าง", old__startswith=TEXT).count() == 1


def test_what_the_lead_had_typed_stays_before_the_part_of_the_next_one(
    shared, reporting_round, roads, supporter, officer, coordinator
):
    draft_save(measure=shared, reporting_round=reporting_round, typed={"result": "จัดทำแล้ว"}, version=0, actor=officer)
    part(shared, reporting_round, roads, supporter)
    lead_by(shared, "กองช่าง", actor=coordinator)
    draft = shared.reports.get()
    assert (draft.typed["result"], draft.typed_by) == (f"จัดทำแล้ว\n{TEXT}", officer)


def test_what_was_sent_keeps_the_part_of_who_leads_later(
    shared, reporting_round, roads, supporter, officer, coordinator
):
    part(shared, reporting_round, roads, supporter)
    submit(shared, reporting_round, officer)
    lead_by(shared, "กองช่าง", actor=coordinator)
    assert shared.progress.get().told_parts[0].text == TEXT
    assert shared.reports.get().typed == {}


def test_a_returned_report_waits_for_whoever_leads_the_measure(
    shared, reporting_round, nanueng, supporter, officer, coordinator, member
):
    second = member(nanueng, "coordinator", "second")
    give_back(submit(shared, reporting_round, officer), coordinator)

    def waiting() -> set[str]:
        returned = Notice.objects.filter(event__kind="report-returned").waiting()
        return set(returned.values_list("user__username", flat=True))

    assert waiting() == {officer.username}
    lead_by(shared, "กองช่าง", "กองคลัง", actor=coordinator)
    assert waiting() == {supporter.username}
    told = Notice.objects.waiting().get(user=supporter).event
    assert (told.text, told.path) == (shared.reports.get().remarks, form_of(reporting_round, shared))
    lead_by(shared, "กองคลัง", "กองช่าง", actor=coordinator)
    assert waiting() == {officer.username}
    lead_by(shared, actor=coordinator)  # nobody leads it: the other coordinator, who did not do it, has to know
    assert waiting() == {second.username}


def test_a_report_that_nobody_returned_is_told_to_nobody_by_a_new_lead(shared, reporting_round, supporter, coordinator):
    lead_by(shared, "กองช่าง", "กองคลัง", actor=coordinator)
    assert not Event.objects.filter(kind="report-returned").exists()
