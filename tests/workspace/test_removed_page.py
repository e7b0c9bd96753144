"""What was removed in the last 30 days: listed, restored whole, or not at all and with the reason."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.changes import ChangeSubject
from agencies.models import Change, Department, Removed
from agencies.removal_services import things_remove
from assessments.models import Assessment, Finding
from measures.models import Evidence, Measure, MeasurePlan
from measures.rules.evidence import check_file
from measures.services import content_of, evidence_add, measure_delete, measures_forward, report_begin
from tests.measures.evidence_files import PDF
from tests.portal.forms import opened

URL = "/nanueng/2568/removed/"


@pytest.fixture
def plan(nanueng) -> MeasurePlan:
    return MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)


@pytest.fixture
def measure(plan) -> Measure:
    return plan.measures.all()[1]


@pytest.fixture
def removed(measure, coordinator) -> Removed:
    return measure_delete(measure=measure, actor=coordinator)


def restore(removed: Removed) -> str:
    return f"{URL}{removed.key}/restore/"


def rows(measure: Measure) -> list:
    """Everything that is stored of a measure."""
    own = Measure.objects.filter(key=measure.key).values()
    return [*own, *measure.steps.values(), *Measure.owners.through.objects.filter(measure=measure).values()]


def test_a_deleted_measure_comes_back_as_it_was(plan, measure, coordinator, as_user):
    before, content = rows(measure), str(content_of(measure))
    client = as_user(coordinator)
    answer = client.post(f"/nanueng/2568/measures/{measure.key}/delete/", follow=True)
    address = restore(Removed.objects.get())
    assert f'action="{address}"' in answer.content.decode()
    assert "เลิกทำ" in answer.content.decode()
    assert rows(measure) == []
    page = client.post(address, follow=True).content.decode()
    assert "กู้คืนมาตรการ “" in page
    assert rows(measure) == before
    told = Change.objects.of(f"measure:{measure.key}")[0]
    assert (told.actor, told.old, told.new) == (coordinator, "", content)
    assert told.label.startswith("กู้คืนมาตรการ")
    assert not Removed.objects.exists()


def test_what_pointed_at_it_points_at_it_again(plan, measure, coordinator, as_user):
    answered = Assessment.objects.for_year(plan.agency, 2568).get()
    (copy,) = measures_forward(plan=plan, keys=[measure.key], assessment=answered, actor=coordinator).added
    removed = measure_delete(measure=measure, actor=coordinator)
    copy.refresh_from_db()
    assert copy.copied_from is None
    as_user(coordinator).post(restore(removed))
    copy.refresh_from_db()
    assert copy.copied_from == Measure.objects.get(key=measure.key)


def test_the_list_tells_what_who_and_until_when(removed, reader, as_user):
    page = as_user(reader).get(URL).content.decode()
    for words in (removed.label, removed.actor_name, "กู้คืนได้ถึง", "ผู้รับผิดชอบ:"):
        assert words in page
    assert "บทบาทของท่านกู้คืนรายการนี้ไม่ได้" in page
    assert "<button" not in page.partition("<main")[2]
    assert removed.label not in as_user(reader).get("/nanueng/2567/removed/").content.decode()


def test_pressed_twice_it_comes_back_once(removed, coordinator, as_user):
    client = as_user(coordinator)
    assert client.post(restore(removed)).status_code == 302
    again = client.post(restore(removed))
    assert again.status_code == 409
    assert "กู้คืนไปแล้ว" in again.content.decode()


@pytest.mark.parametrize(
    ("person", "status"), [("reader", 403), ("executive", 403), ("officer", 403), ("stranger", 404)]
)
def test_others_restore_nothing(removed, person, status, request, as_user):
    client = as_user(request.getfixturevalue(person))
    assert client.post(restore(removed)).status_code == status
    assert client.get(restore(removed)).status_code == 405
    assert Removed.objects.filter(pk=removed.pk).exists()


def test_another_agencys_things_are_not_restored_from_here(removed, stranger, as_user):
    answer = as_user(stranger).post(f"/maiklang/2568/removed/{removed.key}/restore/")
    assert answer.status_code == 409
    assert Removed.objects.filter(pk=removed.pk).exists()


def test_after_thirty_days_it_is_gone_from_the_list(removed, coordinator, as_user):
    Removed.objects.update(at=timezone.now() - timedelta(days=30, minutes=1))
    client = as_user(coordinator)
    assert removed.label not in client.get(URL).content.decode()
    assert client.post(restore(removed)).status_code == 409
    assert not Measure.objects.filter(key=removed.subject.partition(":")[2]).exists()


def test_a_taken_name_is_told_and_nothing_half_restored(nanueng, coordinator, as_user):
    department = nanueng.departments.get(name="กองคลัง")
    pk = department.pk
    removed = things_remove(
        kind="department",
        things=[department],
        about=ChangeSubject(nanueng, None, f"department:{department.pk}", "กองคลัง"),
        text="กองคลัง",
        actor=coordinator,
    )
    owned = Measure.owners.through.objects.count()
    taken = nanueng.departments.create(name="กองคลัง")
    answer = as_user(coordinator).post(restore(removed))
    assert answer.status_code == 409
    assert "มีกองหรือสำนักชื่อนี้แล้ว" in answer.content.decode()
    assert (list(nanueng.departments.filter(name="กองคลัง")), Measure.owners.through.objects.count()) == ([taken], owned)
    assert not Change.objects.filter(label__startswith="กู้คืน").exists()
    taken.delete()
    assert as_user(coordinator).post(restore(removed)).status_code == 302
    assert Department.objects.get(pk=pk).measures.exists()


def test_what_it_referred_to_and_is_gone_is_left_out(nanueng, plan, coordinator, as_user):
    measure = plan.measures.filter(owners__isnull=False)[0]
    removed = measure_delete(measure=measure, actor=coordinator)
    nanueng.departments.all().delete()
    assert as_user(coordinator).post(restore(removed)).status_code == 302
    assert not Measure.objects.get(key=measure.key).owners.exists()


def test_without_the_plan_a_measure_has_nowhere_to_come_back_to(plan, removed, coordinator, as_user):
    plan.measures.all().delete()
    plan.delete()
    answer = as_user(coordinator).post(restore(removed))
    assert answer.status_code == 409
    assert "ไม่มีที่ให้กู้คืน" in answer.content.decode()


def test_after_a_change_of_the_tables_it_says_so(removed, coordinator, as_user):
    content = removed.content | {"schema": dict.fromkeys(removed.content["schema"], "another")}
    Removed.objects.filter(pk=removed.pk).update(content=content)
    answer = as_user(coordinator).post(restore(removed))
    assert answer.status_code == 409
    assert "ปรับรุ่น" in answer.content.decode()
    assert "ผู้รับผิดชอบ:" in answer.content.decode()  # the text can still be read


def test_a_finding_that_was_emptied_comes_back(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    before = Finding.objects.get(
        assessment__agency=nanueng, assessment__framework__fiscal_year=2568, scope="issue", code="3"
    )
    form = opened(client, "/nanueng/2568/analysis/?all=1", "limitations")
    names = [name for name in form if re.fullmatch(r"issue-?3.*(weakness|improvement|maintenance)", name)]
    assert len(names) == 3
    client.post("/nanueng/2568/analysis/?all=1", form | dict.fromkeys(names, ""))
    removed = Removed.objects.get(kind="finding")
    assert any(texts := [before.weakness, before.improvement, before.maintenance])
    assert all(text in removed.text for text in texts)
    assert client.post(restore(removed)).status_code == 302
    after = Finding.objects.get(pk=before.pk)
    assert (after.weakness, after.improvement, after.maintenance) == (
        before.weakness,
        before.improvement,
        before.maintenance,
    )
    assert after.version > before.version


def test_a_finding_that_was_written_anew_is_not_overwritten(nanueng, coordinator, as_user):
    assessment = Assessment.objects.for_year(nanueng, 2568).get()
    finding = assessment.findings.get(scope="issue", code="3")
    texts = {"weakness": "เดิม", "improvement": "", "maintenance": ""}
    content = {"assessment": assessment.pk, "scope": "issue", "code": "3", "texts": texts, "is_draft": False}
    removed = Removed.objects.create(
        kind="finding",
        agency=nanueng,
        fiscal_year=2568,
        subject="finding:issue:3",
        label="ก",
        actor_name="ก",
        content=content,
    )
    answer = as_user(coordinator).post(restore(removed))
    assert answer.status_code == 409
    assert "เขียนข้อค้นพบนี้ใหม่แล้ว" in answer.content.decode()
    assert Finding.objects.get(pk=finding.pk).weakness == finding.weakness


def test_limitations_that_were_taken_off_come_back_at_the_end(nanueng, coordinator, as_user):
    client = as_user(coordinator)
    assessment = Assessment.objects.for_year(nanueng, 2568).get()
    for text in ("ข้อแรก\nข้อสอง\nข้อสาม", "ข้อสอง"):
        form = opened(client, "/nanueng/2568/analysis/?all=1", "limitations")
        client.post("/nanueng/2568/analysis/?all=1", form | {"limitations": text})
    removed = Removed.objects.filter(kind="limitations")[0]
    assert removed.text == "ข้อแรก\nข้อสาม"
    client.post(restore(removed))
    assert assessment.limitation_texts() == ["ข้อสอง", "ข้อแรก", "ข้อสาม"]


@pytest.fixture
def draft_file(nanueng, plan, officer, settings, tmp_path) -> Evidence:
    """A file in a draft of the officer's own department."""
    settings.MEDIA_ROOT = tmp_path
    measure = plan.measures.all()[0]
    measure.owners.set([officer.memberships.get().department], clear=True)
    report = report_begin(measure=measure, reporting_round=None)
    return evidence_add(report=report, checked=check_file("คำสั่ง.pdf", PDF), actor=officer)


def take_out(client, evidence: Evidence):
    url = f"/nanueng/2568/measures/{evidence.measure.key}/progress/"
    form = opened(client, url, "work")
    return client.post(url, form | {"remove": str(evidence.key), "draft": "1"}, follow=True)


def test_an_officer_has_a_file_of_the_own_draft_back(draft_file, officer, as_user):
    client = as_user(officer)
    page = take_out(client, draft_file).content.decode()
    assert "นำไฟล์ออกแล้ว: คำสั่ง.pdf" in page
    address = restore(Removed.objects.get())
    assert address in page
    assert "กู้คืน<" in client.get(URL).content.decode()
    assert client.post(address).status_code == 302
    back = Evidence.objects.get(key=draft_file.key)
    assert (back.file.read(), back.sha256, back.at) == (PDF, draft_file.sha256, draft_file.at)


def test_a_file_does_not_come_back_into_a_draft_that_was_sent(draft_file, officer, as_user):
    client = as_user(officer)
    take_out(client, draft_file)
    url = f"/nanueng/2568/measures/{draft_file.measure.key}/progress/"
    client.post(url, opened(client, url, "work") | {"status": "in_progress", "reported_on": "1/3/2568", "work": "ก"})
    answer = client.post(restore(Removed.objects.get()))
    assert answer.status_code == 409
    assert "ส่งไปแล้ว" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_the_list_asks_the_database_as_often_for_many_as_for_one(plan, coordinator, as_user):
    client = as_user(coordinator)
    measures = list(plan.measures.all())
    measure_delete(measure=measures[0], actor=coordinator)
    counts = []
    for more in (0, 4):
        for measure in measures[1 : 1 + more]:
            measure_delete(measure=measure, actor=coordinator)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(URL).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
