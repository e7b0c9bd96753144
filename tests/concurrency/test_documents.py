"""Two people who issue one document, or decide on one memo, in the same moment."""

from dataclasses import replace

import pytest

from agencies.models import Agency, Change, Holding
from agencies.services import position_content_of, position_update
from reports.content.kinds import KINDS
from reports.issue.approval import document_submit, opinion_take_back
from reports.models import IssuedDocument, Opinion, Submission
from tests.concurrency.moment import at_once, kinds_of
from tests.reports.chain import RETURNED, from_paper, hold, positions_of, speak
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


@pytest.fixture
def submission(agency, coordinator, executive) -> Submission:
    """A memo whose first two opinions the executive and the coordinator may give."""
    hold(agency, executive, coordinator)
    return document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=YEAR, actor=coordinator)


def turn(submission: Submission):
    return Submission.objects.filter(pk=submission.pk)


def test_the_first_opinion_is_given_once(agency, executive, second, submission, settings, tmp_path):
    """By who holds the position and by who records it from paper, in the same moment."""
    settings.MEDIA_ROOT = tmp_path
    outcomes = at_once(
        turn(submission),
        lambda: speak(submission, executive, 0),
        lambda: from_paper(submission, second, 0, submission.submitted_on),
    )
    assert kinds_of(outcomes) == ["NothingToDecide", "done"]
    assert Opinion.objects.filter(submission=submission).count() == 1


def test_an_opinion_is_taken_back_or_the_next_one_speaks(agency, executive, coordinator, submission):
    first = speak(submission, executive, 0)
    outcomes = at_once(
        turn(submission),
        lambda: opinion_take_back(opinion=first, actor=executive),
        lambda: speak(submission, coordinator, 1),
    )
    assert kinds_of(outcomes) == ["NothingToDecide", "done"]
    standing = [each.position for each in Submission.objects.get(pk=submission.pk).given]
    assert standing in ([], [0, 1])


def test_a_return_is_taken_back_or_the_memo_comes_again(agency, executive, coordinator, submission):
    returned = speak(submission, executive, 0, "แก้ตาราง", RETURNED)
    outcomes = at_once(
        held(agency),
        lambda: opinion_take_back(opinion=returned, actor=executive),
        lambda: document_submit(kind=KINDS["memo"], agency=agency, fiscal_year=YEAR, actor=coordinator),
    )
    assert kinds_of(outcomes) in (["NothingToDecide", "done"], ["done", "done"])
    assert Submission.objects.filter(agency=agency, state=Submission.State.WAITING).count() == 1


def test_nobody_comes_to_hold_two_positions(agency, executive):
    first, last = positions_of(agency)[0], positions_of(agency)[-1]
    member = agency.memberships.get(user=executive)

    def name(position):
        content = replace(position_content_of(position), member=member)
        return lambda: position_update(position=position, content=content, version=position.version, actor=None)

    outcomes = at_once(held(agency), name(first), name(last))
    assert kinds_of(outcomes) == ["HoldsAnother", "done"]
    assert Holding.objects.filter(member=member).count() == 1
