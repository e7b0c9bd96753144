"""The administrator looks at a framework year, clones it, and cannot change what scores were computed by."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from agencies.models import Change
from assessments.framework_services import YearTaken, framework_clone
from assessments.models import Framework, Question, RequiredElement


@pytest.fixture
def client(administrator, as_user):
    return as_user(administrator)


def framework(fiscal_year: int) -> Framework:
    return Framework.objects.get(fiscal_year=fiscal_year)


def test_a_clone_has_everything_of_its_source_and_is_unconfirmed(frameworks):
    source = framework(2568)
    clone = framework_clone(source=source, fiscal_year=2571)
    structures = [Framework.objects.get(pk=f.pk).structure() for f in (source, clone)]
    old, new = ([(q.code, q.text, q.issue, q.sub_indicator, q.topics) for q in s.questions] for s in structures)
    assert old == new
    assert [i.weight for i in structures[0].instruments] == [i.weight for i in structures[1].instruments]
    assert [(i.name, i.letter, i.parts, i.is_open_data) for i in structures[0].instruments] == [
        (i.name, i.letter, i.parts, i.is_open_data) for i in structures[1].instruments
    ]
    assert (structures[0].levels, structures[0].measure_columns) == (
        structures[1].levels,
        structures[1].measure_columns,
    )
    assert not any(question.is_confirmed for question in structures[1].questions)


@pytest.mark.parametrize("year", [2568, 2500, 3000])
def test_a_taken_or_impossible_year_is_refused_whole(frameworks, year):
    before = Question.objects.count()
    with pytest.raises(YearTaken):
        framework_clone(source=framework(2568), fiscal_year=year)
    assert Question.objects.count() == before


def test_the_page_clones(frameworks, client):
    address = reverse("admin:assessments_framework_clone", args=[framework(2568).pk])
    assert client.get(address).status_code == 200
    assert "มีกรอบของปีนี้แล้ว" in client.post(address, {"fiscal_year": "2567"}).content.decode()
    assert client.post(address, {"fiscal_year": "2572"}).status_code == 302
    assert framework(2572).questions.count() == 52


def test_a_framework_in_use_keeps_its_numbers(nanueng, client):
    page = client.get(reverse("admin:assessments_framework_change", args=[framework(2568).pk])).content.decode()
    assert "มีผลการประเมินใช้กรอบนี้อยู่" in page
    assert 'name="instruments-0-weight"' not in page
    delete = client.post(reverse("admin:assessments_framework_delete", args=[framework(2568).pk]), {"post": "yes"})
    assert delete.status_code == 403


def test_a_framework_not_in_use_can_be_changed(frameworks, client):
    page = client.get(reverse("admin:assessments_framework_change", args=[framework(2569).pk])).content.decode()
    assert 'name="instruments-0-weight"' in page


def test_a_wording_can_be_corrected_even_in_use(nanueng, client):
    question = Question.objects.get(framework__fiscal_year=2568, code="i1")
    address = reverse("admin:assessments_question_change", args=[question.pk])
    page = client.get(address).content.decode()
    assert 'name="text"' in page
    assert 'name="code"' not in page
    fields = {"issue": question.issue_id, "text": "ถ้อยคำใหม่", "wording": "official"}
    assert client.post(address, fields).status_code == 302
    question.refresh_from_db()
    assert (question.text, question.code, question.is_corrected) == ("ถ้อยคำใหม่", "i1", True)


def test_required_elements_are_corrected_on_the_page_of_their_item(nanueng, client):
    question = Question.objects.get(framework__fiscal_year=2568, code="o28")
    address = reverse("admin:assessments_question_change", args=[question.pk])
    page = client.get(address)
    formset = page.context["inline_admin_formsets"][0].formset
    fields = {"issue": question.issue_id, "text": question.text, "wording": question.wording}
    fields |= {bound.html_name: bound.value() for bound in formset.management_form}
    fields |= {bound.html_name: bound.value() for row in formset.forms for bound in row if bound.value() is not False}
    first = formset.forms[0].prefix
    changed = {f"{first}-text": "ถ้อยคำในคู่มือ", f"{first}-needs": ["owners", "steps"], f"{first}-wording": "seen"}
    assert client.post(address, {k: v for k, v in (fields | changed).items() if v is not None}).status_code == 302
    element = question.elements.get(position=1)
    assert (element.text, element.needs, element.wording) == ("ถ้อยคำในคู่มือ", ["owners", "steps"], "seen")
    question.refresh_from_db()
    assert question.is_corrected
    change = Change.objects.filter(subject="framework:requiredelement:o28").get()
    assert "ถ้อยคำในคู่มือ" in change.new
    assert "ถ้อยคำในคู่มือ" not in change.old


def test_a_question_of_a_survey_has_no_required_elements(nanueng, client):
    question = Question.objects.get(framework__fiscal_year=2568, code="i1")
    page = client.get(reverse("admin:assessments_question_change", args=[question.pk]))
    assert page.context["inline_admin_formsets"] == []


def test_a_clone_takes_the_required_elements_along_as_not_confirmed(frameworks):
    clone = framework_clone(source=framework(2568), fiscal_year=2571)
    old, new = ([(e.question.code, e.text, e.needs, e.is_wish) for e in elements_of(year)] for year in (2568, 2571))
    assert old == new
    assert not any(element.spec.is_confirmed for element in elements_of(2571))
    assert (clone.plan_item, clone.report_item, clone.reports_plan_of) == ("o27", "o28", "previous")
    assert clone.announced_on is None


def elements_of(fiscal_year: int):
    return RequiredElement.objects.filter(question__framework__fiscal_year=fiscal_year).order_by(
        "question__number", "position"
    )


def test_nobody_but_the_administrator_comes_here(nanueng, coordinator, as_user):
    address = reverse("admin:assessments_framework_clone", args=[framework(2568).pk])
    assert as_user(coordinator).get(address).status_code == 302


def test_loading_the_files_again_leaves_a_cloned_year_alone(frameworks):
    clone = framework_clone(source=framework(2568), fiscal_year=2571)
    topics = [(q.code, [t.name for t in q.topics.all()]) for q in clone.questions.all()]
    call_command("load_frameworks", stdout=StringIO())
    assert [(q.code, [t.name for t in q.topics.all()]) for q in clone.questions.all()] == topics
    assert any(names for _, names in topics)


def test_a_wording_corrected_in_the_browser_survives_loading_the_same_files(frameworks):
    Question.objects.filter(framework__fiscal_year=2568, code="i1").update(text="ถ้อยคำที่แก้แล้ว")
    call_command("load_frameworks", stdout=StringIO())
    assert Question.objects.get(framework__fiscal_year=2568, code="i1").text == "ถ้อยคำที่แก้แล้ว"
