"""A year's structure is kept between requests, and every write to the year is seen by whoever reads it next."""

import pytest
from django.db import connection, transaction

from assessments.framework_services import framework_clone
from assessments.models import Framework, Question, RequiredElement, Topic
from tests.kept_rows import store_once

YEAR = 2568
PARTS = ("levels", "instruments", "indicators", "sub_indicators", "issues", "questions")

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework(frameworks: None) -> Framework:
    """A year that nobody scored by, with something of every kind: items in groups, and elements they require."""
    store_once("year of the revision", year_store)
    return Framework.objects.get(fiscal_year=2600)


def year_store() -> None:
    year = framework_clone(source=Framework.objects.get(fiscal_year=2566), fiscal_year=2600)
    year.issues.create(number=1, name="ประเด็นหนึ่ง")


def revision(framework: Framework) -> str:
    return Framework.objects.values_list("revision", flat=True).get(pk=framework.pk)


def by_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


WRITES = {
    "saved": lambda year: year.save(update_fields=["survey_list"]),
    "saved with what was read before": lambda year: year.save(),
    "updated": lambda year: Framework.objects.filter(pk=year.pk).update(survey_list=2560),
    "a question": lambda year: year.questions.filter(code="i1").update(text="อื่น"),
    "by SQL": lambda year: by_sql(f"UPDATE assessments_question SET text = 'x' WHERE framework_id = {year.pk}"),  # noqa: S608
    "a new question": lambda year: Question.objects.bulk_create(
        [Question(framework=year, indicator=year.indicators.get(number=1), code="i99", number=99, wording="theme")]
    ),
    "an element": lambda year: RequiredElement.objects.create(
        question=year.questions.get(code="o1"), position=90, text="ภาพ"
    ),
    "an element removed": lambda year: RequiredElement.objects.filter(question__framework=year).first().delete(),
    "a topic given": lambda year: year.questions.get(code="o1").topics.add(
        Topic.objects.create(name="ใหม่", position=99)
    ),
    "a topic taken": lambda year: year.questions.filter(topics__isnull=False).first().topics.clear(),
    "a topic renamed": lambda year: Topic.objects.filter(questions__framework=year).update(name="ใหม่"),
    **{f"{part} removed": lambda year, part=part: getattr(year, part).last().delete() for part in PARTS},
    **{f"{part} kept": lambda year, part=part: getattr(year, part).first().save() for part in PARTS},
}


@pytest.mark.parametrize("name", WRITES)
def test_every_write_to_a_year_gives_it_another_revision(framework, name):
    if name == "a topic renamed":
        Topic.objects.exclude(pk=Topic.objects.filter(questions__framework=framework).first().pk).delete()
    before = revision(framework)
    WRITES[name](framework)
    assert revision(framework) != before


def test_what_moves_from_one_year_to_another_is_a_write_to_both(framework):
    other = Framework.objects.get(fiscal_year=YEAR)
    before = revision(framework), revision(other)
    framework.levels.filter(position=framework.levels.count()).update(framework=other, position=90, name="อื่น")
    assert not {revision(framework), revision(other)} & set(before)


def test_a_year_that_nobody_wrote_to_is_read_once(framework, django_assert_num_queries):
    Framework.objects.get(pk=framework.pk).structure()
    with django_assert_num_queries(1):
        Framework.objects.get(pk=framework.pk).structure()


def test_a_write_is_seen_by_the_next_reader_and_forgotten_when_it_is_rolled_back(framework):
    """Also where the row was read before the write: what it reads then must not pass for what it was."""
    read_before = Framework.objects.get(pk=framework.pk)
    with transaction.atomic():
        framework.questions.filter(code="i1").update(text="เขียนแล้วยกเลิก")
        assert question(read_before) == question(Framework.objects.get(pk=framework.pk)) == "เขียนแล้วยกเลิก"
        transaction.set_rollback(True)
    assert question(read_before) == question(Framework.objects.get(pk=framework.pk)) != "เขียนแล้วยกเลิก"


def question(framework: Framework) -> str:
    return next(each.text for each in framework.structure().questions if each.code == "i1")
