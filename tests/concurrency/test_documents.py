"""Two people who issue one document, or decide on one memo, in the same moment."""

from datetime import date

import pytest

from agencies.models import Agency, Change
from reports.content.kinds import KINDS
from reports.issue.approval import GivenOpinion, document_submit, opinion_give
from reports.models import IssuedDocument, Opinion, Submission
from tests.concurrency.moment import at_once, kinds_of
from tests.reports.issuing_year import issue, mend, quick_files

YEAR = 2568


@pytest.fixture
def agency(nanueng, monkeypatch) -> Agency:
    mend(nanueng)
    quick_files(monkeypatch)
    return nanueng


def held(agency: Agency):
    return Agency.objects.filter(pk=agency.pk)


def test_two_who_issue_at_once_get_versions_one_and_two(agency, coordinator, second):
    outcomes = at_once(held(agency), lambda: issue(agency, coordinator), lambda: issue(agency, second))
    assert sorted(issued.version for issued in outcomes) == [1, 2]
    assert len({issued.sha256 for issued in outcomes}) == 2
    assert Change.objects.filter(label__startswith="ออกเอกสาร").count() == 2


def test_a_button_pressed_twice_issues_one_document(agency, coordinator):
    first, again = at_once(held(agency), lambda: issue(agency, coordinator), lambda: issue(agency, coordinator))
    assert first.pk == again.pk
    assert IssuedDocument.objects.get().files.count() == 3


def test_a_memo_is_put_before_the_executives_once(agency, coordinator, second):
    outcomes = at_once(
        held(agency),
        *(
            lambda actor=actor: document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=YEAR, actor=actor)
            for actor in (coordinator, second)
        ),
    )
    if "NobodyToAsk" in kinds_of(outcomes):
        pytest.fail("the home agency's memo asks for no opinions")
    assert len({submission.pk for submission in outcomes}) == 1


def test_the_first_opinion_is_given_once(agency, coordinator, executive, second):
    submission = document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=YEAR, actor=coordinator)

    def give(actor, approves: bool):
        return lambda: opinion_give(
            submission=submission,
            given=GivenOpinion(0, approves=approves, text="", on=date(2025, 3, 31), is_on_paper=actor != executive),
            actor=actor,
        )

    outcomes = at_once(Submission.objects.filter(pk=submission.pk), give(executive, True), give(second, False))
    assert kinds_of(outcomes) == ["NothingToDecide", "done"]
    assert Opinion.objects.filter(submission=submission).count() == 1
