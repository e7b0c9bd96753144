"""Two people who act in the same moment: what happened is told once, and nobody is told what did not happen."""

from agencies.events import EventContent, event_record
from agencies.models import Agency, Event, Notice
from agencies.rules.events import EventKind
from measures.models import MeasurePlan, MeasureReport
from measures.services import report_return, reports_accept
from tests.concurrency.moment import at_once, kinds_of
from tests.measures.rounds import open_round, submit


def test_the_same_event_is_written_once_when_two_tell_of_it(nanueng, coordinator, second):
    """Both wait for the agency, then write the same occasion: the database lets one in."""

    def tell(actor):
        def act() -> None:
            content = EventContent("document:memo:2568", "1", "บันทึก", "/nanueng/")
            Agency.objects.select_for_update().filter(pk=nanueng.pk).update(name=nanueng.name)
            event_record(EventKind.DOCUMENT_ISSUED, nanueng, content, actor)

        return act

    outcomes = at_once(Agency.objects.filter(pk=nanueng.pk), tell(coordinator), tell(second))
    assert kinds_of(outcomes) == ["done", "done"]
    event = Event.objects.get(kind=EventKind.DOCUMENT_ISSUED)
    assert Notice.objects.filter(event=event).count() == 1, "the one of the two who did not tell it"


def test_of_accepting_and_returning_at_once_only_the_one_that_happened_is_told(nanueng, coordinator, second):
    plan = MeasurePlan.objects.get(agency=nanueng, fiscal_year=2568)
    current = open_round(plan, coordinator)
    report = submit(plan.measures.first(), current, second)
    before = Event.objects.count()
    seen = {report.key: report.version}
    outcomes = at_once(
        MeasureReport.objects.filter(pk=report.pk),
        lambda: reports_accept(reporting_round=current, seen=seen, actor=coordinator),
        lambda: report_return(
            reporting_round=current, key=report.key, version=report.version, remarks="แนบภาพ", actor=second
        ),
    )
    assert kinds_of(outcomes) == ["DecidedMeanwhile", "done"]
    assert Event.objects.count() == before + 1
    told = Event.objects.latest("pk").kind
    report.refresh_from_db()
    assert (told == EventKind.REPORT_ACCEPTED) == (report.state == MeasureReport.State.ACCEPTED)
    assert not Notice.objects.filter(event__kind=EventKind.REPORT_SENT, settled_at=None).exists()
