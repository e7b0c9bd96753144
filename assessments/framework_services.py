"""Writes to framework years: a new year starts as a copy of another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from agencies.changes import ChangeSubject, change_record
from agencies.models import User
from assessments.models import Framework, Indicator, Issue, Question, RequiredElement, SubIndicator
from assessments.years import FIRST_YEAR, LAST_YEAR
from ita_portal.meanwhile import SavedMeanwhile


class YearTaken(Exception):
    """There is a framework of that year already, or the year is none."""


@transaction.atomic
def framework_clone(*, source: Framework, fiscal_year: int, actor: User | None = None) -> Framework:
    """Copy a framework to a new year. What was seen in an official form of the old year is only likely in the new."""
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR or Framework.objects.filter(fiscal_year=fiscal_year).exists():
        raise YearTaken
    clone = _clone_year(source, fiscal_year)
    _clone_levels(source, clone)
    indicators = _clone_instruments(source, clone)
    issues = _clone_issues(source, clone)
    sub_indicators = _clone_sub_indicators(source, clone, indicators)
    _clone_questions(source, clone, indicators, issues, sub_indicators)
    framework_change(clone, actor, label=f"คัดลอกเป็น “{clone}”", new=f"คัดลอกจาก “{source}”")
    return clone


@dataclass(frozen=True)
class CorrectedWording:
    """A question's text and certainty as somebody typed them, with the digest of what the page had shown."""

    code: str
    text: str
    wording: str
    seen: str

    @property
    def digest(self) -> str:
        return _digest(self.text, self.wording)


class WordingsSavedMeanwhile(SavedMeanwhile[dict[str, Question]]):
    """Somebody else corrected some of these questions first; nothing was written."""


def digest_of(question: Question) -> str:
    """Return the digest of a question's text and certainty, by which a page knows what it had shown."""
    return _digest(question.text, question.wording)


@transaction.atomic
def wordings_correct(*, framework: Framework, typed: Sequence[CorrectedWording], actor: User) -> int:
    """Store the wordings that were changed, and return how many; what nobody touched is left as it is now."""
    Framework.objects.select_for_update().get(pk=framework.pk)
    stored = {question.code: question for question in framework.questions.all()}
    touched = [each for each in typed if each.digest not in (each.seen, digest_of(stored[each.code]))]
    if others := {each.code: stored[each.code] for each in touched if digest_of(stored[each.code]) != each.seen}:
        raise WordingsSavedMeanwhile(others)
    for each in touched:
        _correct(stored[each.code], each, actor)
    return len(touched)


def _correct(question: Question, typed: CorrectedWording, actor: User) -> None:
    old = _told(question)
    question.text, question.wording, question.is_corrected = typed.text, typed.wording, True
    question.save(update_fields=["text", "wording", "is_corrected"])
    label = f"แก้ไขข้อคำถาม: {question.code} ปี {question.framework.fiscal_year}"
    about = ChangeSubject(None, question.framework.fiscal_year, f"framework:question:{question.code}", label)
    change_record(about, actor, old=old, new=_told(question))


def _told(question: Question) -> str:
    return f"{question.text or '-'}\n{Question.Wording(question.wording).label}"


def _digest(text: str, wording: str) -> str:
    # A form normalises spaces and line ends; that alone is no correction.
    return sha256(f"{' '.join(text.split())}\0{wording}".encode()).hexdigest()


def framework_change(framework: Framework, actor: User | None, *, label: str, new: str, old: str = "") -> None:
    """Leave the history of a framework year, which is the portal's and stands on the pages of every agency's year."""
    change_record(ChangeSubject(None, framework.fiscal_year, "framework", label), actor, old=old, new=new)


def _clone_year(source: Framework, fiscal_year: int) -> Framework:
    """What somebody confirmed of the old year nobody has confirmed of the new one."""
    return Framework.objects.create(
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


def _clone_issues(source: Framework, clone: Framework) -> dict[int, Issue]:
    return {each.pk: clone.issues.create(number=each.number, name=each.name) for each in source.issues.all()}


def _clone_sub_indicators(
    source: Framework, clone: Framework, indicators: dict[int, Indicator]
) -> dict[int, SubIndicator]:
    return {
        each.pk: clone.sub_indicators.create(
            indicator=indicators[each.indicator_id], code=each.code, name=each.name, position=each.position
        )
        for each in source.sub_indicators.all()
    }


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
