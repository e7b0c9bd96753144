"""Two people at one score, one finding, one import: nobody's work is lost without a word."""

import pytest

from agencies.models import Change
from assessments.models import Assessment, Figure, Finding, Framework
from assessments.rules.analysis import Texts
from assessments.rules.entry import Entry
from assessments.services import (
    CellsEditedMeanwhile,
    FindingDraft,
    ScoresLocked,
    assessment_lock,
    assessment_record,
    findings_record,
    limitations_record,
    stored_texts,
)
from assessments.spreadsheets.upload import ScoreUpload
from ita_portal.spreadsheets.upload import CheckedRow
from tests.concurrency.moment import at_once, kinds_of

YEAR = 2568


@pytest.fixture
def framework(nanueng) -> Framework:
    return Framework.objects.get(fiscal_year=YEAR)


@pytest.fixture
def assessment(nanueng, framework) -> Assessment:
    return Assessment.objects.select_related("agency", "framework").get(agency=nanueng, framework=framework)


def row_of(assessment: Assessment):
    return Assessment.objects.filter(pk=assessment.pk)


def changes() -> list[tuple[str, str, str]]:
    return list(Change.objects.order_by("pk").values_list("subject", "old", "new"))


def record(assessment, framework, actor, typed: dict[str, str], seen: dict[str, str]):
    entries = [Entry(code, text) for code, text in typed.items()]
    return lambda: assessment_record(
        agency=assessment.agency, framework=framework, entries=entries, seen=seen, actor=actor
    )


def test_of_two_who_change_a_cell_the_second_is_told(assessment, framework, coordinator, second):
    seen, before = stored_texts(assessment), changes()
    mine, theirs = at_once(
        row_of(assessment),
        record(assessment, framework, coordinator, {"i1": "11.00"}, seen),
        record(assessment, framework, second, {"i1": "22.00"}, seen),
    )
    stored = str(Figure.objects.get(assessment=assessment, code="i1").value)
    first, told = (mine, theirs) if mine.changed else (theirs, mine)
    assert (first.changed, first.conflicts) == (("i1",), ())
    assert told.changed == ()
    assert [(conflict.code, conflict.current) for conflict in told.conflicts] == [("i1", stored)]
    assert changes() == [*before, ("figure:i1", seen["i1"], stored)]


def test_two_who_fill_different_cells_both_stay(assessment, framework, coordinator, second):
    seen = stored_texts(assessment)
    outcomes = at_once(
        row_of(assessment),
        record(assessment, framework, coordinator, {"i1": "11.00"}, seen),
        record(assessment, framework, second, {"i2": "22.00"}, seen),
    )
    assert not any(outcome.conflicts for outcome in outcomes)
    now = stored_texts(Assessment.objects.get(pk=assessment.pk))
    assert (now["i1"], now["i2"]) == ("11.00", "22.00")


def test_an_import_and_an_edit_of_one_of_its_cells(assessment, framework, coordinator, second):
    seen, before = stored_texts(assessment), changes()
    imported = {"i1": "11.00", "i2": "12.00", "i3": "13.00"}
    outcomes = at_once(
        row_of(assessment),
        lambda: ScoreUpload(assessment.agency, framework, coordinator).store(
            [CheckedRow(row, seen[code], (code, text)) for row, (code, text) in enumerate(imported.items(), 2)],
            file_name="scores.xlsx",
        ),
        record(assessment, framework, second, {"i2": "22.00"}, seen),
    )
    now = stored_texts(Assessment.objects.get(pk=assessment.pk))
    if isinstance(outcomes[0], CellsEditedMeanwhile):
        assert now == seen | {"i2": "22.00"}
        assert changes() == [*before, ("figure:i2", seen["i2"], "22.00")]
    else:
        assert now == seen | imported
        assert [conflict.code for conflict in outcomes[1].conflicts] == ["i2"]
        assert len(changes()) == len(before) + 3


def test_a_lock_and_an_edit(assessment, framework, coordinator, second):
    seen = stored_texts(assessment)
    outcomes = at_once(
        row_of(assessment),
        lambda: assessment_lock(assessment=assessment, actor=coordinator),
        record(assessment, framework, second, {"i1": "11.00"}, seen),
    )
    now = stored_texts(Assessment.objects.get(pk=assessment.pk))
    assert now["i1"] == (seen["i1"] if isinstance(outcomes[1], ScoresLocked) else "11.00")
    assert Assessment.objects.get(pk=assessment.pk).is_locked


def test_of_two_who_write_a_finding_the_second_sees_both_texts(assessment, coordinator, second):
    finding = Finding.objects.filter(assessment=assessment, scope="issue").first()

    def write(actor, weakness: str):
        texts = Texts(weakness, finding.improvement, finding.maintenance, finding.version)
        draft = FindingDraft(finding.scope, finding.code, "ประเด็น", texts)
        return lambda: findings_record(assessment=assessment, drafts=[draft], actor=actor)

    before = changes()
    outcomes = at_once(row_of(assessment), write(coordinator, "ของคนแรก"), write(second, "ของคนที่สอง"))
    stored = Finding.objects.get(pk=finding.pk)
    conflicts = [outcome for outcome in outcomes if outcome]
    assert len(conflicts) == 1
    assert conflicts[0][finding.scope, finding.code].weakness == stored.weakness
    assert stored.weakness in ("ของคนแรก", "ของคนที่สอง")
    assert stored.version == finding.version + 1
    assert len(changes()) == len(before) + 1


def test_of_two_who_write_limitations_one_is_shown_the_other(assessment, coordinator, second):
    seen = [each.text for each in assessment.limitations.order_by("position")]
    outcomes = at_once(
        row_of(assessment),
        lambda: limitations_record(assessment=assessment, texts=["ก"], seen=seen, actor=coordinator),
        lambda: limitations_record(assessment=assessment, texts=["ข"], seen=seen, actor=second),
    )
    stored = [each.text for each in assessment.limitations.all()]
    assert sorted(outcomes, key=str) == sorted([None, stored], key=str)


def test_two_who_type_the_first_score_of_a_year(empty_agency, framework, member):
    """The year's assessment is made by whoever comes first, once."""
    people = [member(empty_agency, "coordinator", f"coordinator-{number}") for number in range(2)]
    outcomes = at_once(
        type(empty_agency).objects.filter(pk=empty_agency.pk),
        *(
            lambda person=person, code=code: assessment_record(
                agency=empty_agency, framework=framework, entries=[Entry(code, "50.00")], seen={}, actor=person
            )
            for person, code in zip(people, ("i1", "i2"), strict=True)
        ),
    )
    assert kinds_of(outcomes) == ["done", "done"]
    assert stored_texts(Assessment.objects.get(agency=empty_agency)) == {"i1": "50.00", "i2": "50.00"}
