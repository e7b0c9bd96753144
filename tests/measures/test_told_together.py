"""Many reports at once are one notice and one line of a letter; it waits until nothing of the round waits."""

import pytest
from django.utils import timezone

from agencies.models import Event, Notice
from measures.letters import digests_of
from measures.models import MeasureReport
from measures.services import ProgressContent, ReadyReport, reports_accept, reports_submit, round_close
from tests.measures.rounds import MARCH, Status, accept, give_back, submit

pytestmark = pytest.mark.usefixtures("in_time")


def send_all(plan, reporting_round, actor) -> list[MeasureReport]:
    content = ProgressContent(Status.IN_PROGRESS, MARCH)
    measures = [each for each in plan.measures.with_owners() if not each.reports.exists()]
    newest = {each.pk: each.progress.order_by("-pk").values_list("pk", flat=True).first() or 0 for each in measures}
    ready = [ReadyReport(each, content, {}, 0, newest[each.pk]) for each in measures]
    reports_submit(reporting_round=reporting_round, reports=ready, actor=actor)
    return list(MeasureReport.objects.filter(round=reporting_round).select_related("round").order_by("pk"))


def waiting(person) -> list[str]:
    return [str(each.event) for each in Notice.objects.filter(user=person).waiting()]


def test_a_plan_sent_at_once_is_one_notice_and_one_line(plan, reporting_round, officer, coordinator):
    coordinator.email = "coordinator@example.go.th"
    coordinator.save()
    reports = send_all(plan, reporting_round, officer)
    assert len(reports) > 2
    (event,) = Event.objects.filter(kind="report-sent")
    assert f"และอีก {len(reports) - 1} มาตรการ" in event.words.sentence
    assert event.path.endswith(f"/rounds/{reporting_round.key}/")
    letter = dict(digests_of(timezone.localtime().date()))[coordinator]
    assert [item.heading for item in letter.news].count("ส่งรายงานให้ตรวจ") == 1


def test_what_was_sent_together_waits_until_all_of_it_is_decided(plan, reporting_round, officer, coordinator):
    first, second, *others = send_all(plan, reporting_round, officer)
    accept(first, coordinator)
    give_back(second, coordinator)
    assert len(waiting(coordinator)) == 1
    seen = {each.key: each.version for each in others}
    reports_accept(reporting_round=reporting_round, seen=seen, actor=coordinator)
    assert waiting(coordinator) == []


def test_each_department_is_told_once_of_what_was_accepted_together(
    plan, reporting_round, officer, coordinator, member, nanueng
):
    department = officer.memberships.get().department
    own = [each for each in plan.measures.with_owners() if each.lead == department]
    reports = send_all(plan, reporting_round, coordinator)
    seen = {each.key: each.version for each in reports}
    reports_accept(reporting_round=reporting_round, seen=seen, actor=coordinator)
    (notice,) = Notice.objects.filter(user=officer, event__kind="report-accepted")
    assert own[0].title[:20] in notice.event.thing
    assert (f"และอีก {len(own) - 1} มาตรการ" in notice.event.thing) == (len(own) > 1)
    # A second acceptance leaves what was told of the first unread.
    give_back(MeasureReport.objects.get(measure=own[0]), coordinator)
    accept(submit(own[0], reporting_round, officer), coordinator)
    assert Notice.objects.filter(user=officer, event__kind="report-accepted").count() == 2


def test_a_closed_round_waits_for_nobody(plan, reporting_round, officer, coordinator):
    send_all(plan, reporting_round, officer)
    round_close(reporting_round=reporting_round, is_closed=True, actor=officer)
    assert waiting(coordinator) == []
