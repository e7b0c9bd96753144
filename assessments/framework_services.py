"""Writes to framework years: a new year starts as a copy of another one."""

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import User
from assessments.models import Framework, Indicator, Issue, Question, RequiredElement, SubIndicator
from assessments.years import FIRST_YEAR, LAST_YEAR


class YearTaken(Exception):
    """There is a framework of that year already, or the year is none."""


@transaction.atomic
def framework_clone(*, source: Framework, fiscal_year: int, actor: User | None = None) -> Framework:
    """Copy a framework to a new year. What was seen in an official form of the old year is only likely in the new."""
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR or Framework.objects.filter(fiscal_year=fiscal_year).exists():
        raise YearTaken
    clone = Framework.objects.create(
        fiscal_year=fiscal_year,
        oit_rule=source.oit_rule,
        survey_list=source.survey_list,
        measure_columns=source.measure_columns,
        plan_item=source.plan_item,
        report_item=source.report_item,
        reports_plan_of=source.reports_plan_of,
        oit_rule_confirmed=False,
        split_confirmed=False,
    )
    _clone_levels(source, clone)
    indicators = _clone_instruments(source, clone)
    issues = {
        issue.pk: Issue.objects.create(framework=clone, number=issue.number, name=issue.name)
        for issue in source.issues.all()
    }
    sub_indicators = {
        each.pk: SubIndicator.objects.create(
            framework=clone,
            indicator=indicators[each.indicator_id],
            code=each.code,
            name=each.name,
            position=each.position,
        )
        for each in source.sub_indicators.all()
    }
    _clone_questions(source, clone, indicators, issues, sub_indicators)
    framework_change(clone, actor, label=f"คัดลอกเป็น “{clone}”", new=f"คัดลอกจาก “{source}”")
    return clone


def framework_change(framework: Framework, actor: User | None, *, label: str, new: str, old: str = "") -> None:
    """Leave the history of a framework year, which is the portal's and stands on the pages of every agency's year."""
    change_record(ChangeSubject(None, framework.fiscal_year, "framework", label), actor, old=old, new=new)


def _clone_levels(source: Framework, clone: Framework) -> None:
    for level in source.levels.all():
        clone.levels.create(
            position=level.position,
            name=level.name,
            total_from=level.total_from,
            instruments_from=level.instruments_from,
        )


def _clone_instruments(source: Framework, clone: Framework) -> dict[int, Indicator]:
    indicators = {}
    for instrument in source.instruments.prefetch_related("indicators"):
        copy = clone.instruments.create(
            code=instrument.code,
            name=instrument.name,
            letter=instrument.letter,
            parts=instrument.parts,
            is_open_data=instrument.is_open_data,
            weight=instrument.weight,
            position=instrument.position,
        )
        for indicator in instrument.indicators.all():
            indicators[indicator.pk] = copy.indicators.create(
                framework=clone, number=indicator.number, name=indicator.name, aliases=indicator.aliases
            )
    return indicators


def _clone_questions(
    source: Framework,
    clone: Framework,
    indicators: dict[int, Indicator],
    issues: dict[int, Issue],
    sub_indicators: dict[int, SubIndicator],
) -> None:
    likely = {Question.Wording.OFFICIAL: Question.Wording.LIKELY}
    for question in source.questions.prefetch_related("topics", "elements"):
        copy = Question.objects.create(
            framework=clone,
            indicator=indicators[question.indicator_id],
            issue=issues[question.issue_id] if question.issue_id else None,
            sub_indicator=sub_indicators[question.sub_indicator_id] if question.sub_indicator_id else None,
            code=question.code,
            number=question.number,
            text=question.text,
            sub_texts=question.sub_texts,
            wording=likely.get(Question.Wording(question.wording), question.wording),
        )
        copy.topics.set(question.topics.all())
        _clone_elements(question, copy)


def _clone_elements(source: Question, copy: Question) -> None:
    """What was seen in the handbook of the old year is only recalled in the new one."""
    recalled = {RequiredElement.Certainty.SEEN: RequiredElement.Certainty.RECALLED}
    RequiredElement.objects.bulk_create(
        RequiredElement(
            question=copy,
            position=each.position,
            text=each.text,
            needs=each.needs,
            wording=recalled.get(RequiredElement.Certainty(each.wording), each.wording),
            is_wish=each.is_wish,
        )
        for each in source.elements.all()
    )
