"""Framework years as YAML files: reading them and storing them.

A file holds one year: instruments with their weights, levels of the result, open-data rule, indicators,
sub-indicators, issues, questions.
Storing is idempotent: rows are keyed by year, code and number, so that scores that refer to them stay.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from assessments.framework_faults import OIT_RULES, framework_faults
from assessments.framework_services import framework_change
from assessments.models import (
    Framework,
    Indicator,
    Instrument,
    Issue,
    Level,
    Question,
    RequiredElement,
    SubIndicator,
    Topic,
)
from assessments.rules.assessment_round import PLAN_ITEM, PREVIOUS, REPORT_ITEM
from ita_portal.yaml_files import read_yaml


class FrameworkRefused(Exception):
    """A framework file is wrong; `problems` lists every fault found in it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_framework(path: Path) -> dict[str, Any]:
    """Return the content of a framework file, or raise FrameworkRefused with all its faults."""
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FrameworkRefused([f"{path.name}: {error}"]) from error
    if isinstance(content, dict) and "questions_from" in content:
        content["questions"] = [*_inherited_questions(path, content["questions_from"]), *content.get("questions", [])]
    problems = [f"{path.name}: {problem}" for problem in framework_faults(content)]
    if not problems and str(content["fiscal_year"]) != path.stem:
        problems = [f"{path.name}: holds fiscal year {content['fiscal_year']}"]
    if problems:
        raise FrameworkRefused(problems)
    return dict(content)


def _inherited_questions(path: Path, source: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the questions that a year starts with from another year's file, as sure as `wording` says."""
    other = read_framework(path.with_name(f"{source['fiscal_year']}.yaml"))
    return [
        question | {"wording": source["wording"]}
        for question in other["questions"]
        if question["instrument"] in source["instruments"]
    ]


def read_crosswalk(path: Path) -> list[dict[str, Any]]:
    """Return the topics of the open-data items with their codes in each year, or raise FrameworkRefused.

    A year that has the list of another one is not repeated in every row of the file, but named once.
    """
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FrameworkRefused([f"{path.name}: {error}"]) from error
    same_list = content["same_list"].items()
    return [row | {year: row[other] for year, other in same_list if other in row} for row in content["topics"]]


@transaction.atomic
def crosswalk_store(*, topics: list[dict[str, Any]]) -> None:
    """Tie the open-data items of all stored years to their topics."""
    questions = {(q.framework.fiscal_year, q.code): q for q in Question.objects.select_related("framework")}
    for position, row in enumerate(topics, 1):
        topic, _ = Topic.objects.get_or_create(name=row["topic"], defaults={"position": position})
        if topic.position != position:
            topic.position = position
            topic.save(update_fields=["position"])
        years = dict(_years_of(row))
        wanted = {questions[year, code] for year, codes in years.items() for code in codes if (year, code) in questions}
        # A year that was cloned in the browser is in no file; its items keep their topics.
        stored = set(topic.questions.filter(framework__fiscal_year__in=years))
        topic.questions.remove(*(stored - wanted))
        topic.questions.add(*wanted)


def _years_of(row: dict[Any, Any]) -> Iterator[tuple[int, list[str]]]:
    """Return each year with its codes."""
    for year, codes in row.items():
        if isinstance(year, int) and codes is not None:
            yield year, codes if isinstance(codes, list) else [codes]


@transaction.atomic
def framework_store(*, content: dict[str, Any]) -> Framework | None:
    """Create or update the framework of a year from the content of its file.

    Returns None, and leaves corrections made in the browser alone, when it was loaded from the same content before.
    """
    digest = sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    stored = Framework.objects.filter(fiscal_year=content["fiscal_year"]).first()
    if stored and stored.source_digest == digest:
        return None
    days = _kept_days(stored, content.get("dates") or {})
    framework, _ = Framework.objects.update_or_create(
        fiscal_year=content["fiscal_year"], defaults=_year_fields(content) | days | {"source_digest": digest}
    )
    old, new = (_source_words(each) for each in (stored.source_digest if stored else "", digest))
    framework_change(framework, None, label=f"นำเข้า “{framework}” จากไฟล์", old=old, new=new)
    _store_levels(framework, content["rating"])
    instruments = _store_instruments(framework, content["instruments"])
    indicators = _store_indicators(framework, instruments, content["indicators"])
    issues = _store_issues(framework, content.get("issues") or [])
    sub_indicators = _store_sub_indicators(framework, indicators, content.get("sub_indicators", []))
    _store_questions(framework, QuestionTargets(indicators, sub_indicators, issues), content["questions"])
    return framework


def _year_fields(content: dict[str, Any]) -> dict[str, Any]:
    """Return what the file says of the year itself."""
    return {
        "oit_rule": OIT_RULES[content["oit_rule"]],
        "oit_rule_confirmed": content["oit_rule_confirmed"],
        "survey_list": content.get("survey_list", content["fiscal_year"]),
        "split_confirmed": content.get("sub_indicator_split_confirmed", False),
        "measure_columns": content.get("measure_columns", Framework.MeasureColumns.BY_ISSUE),
        "plan_item": content.get(PLAN_ITEM, ""),
        "report_item": content.get(REPORT_ITEM, ""),
        "reports_plan_of": content.get("reports_plan_of", PREVIOUS),
    }


def _kept_days(stored: Framework | None, days: dict[str, date]) -> dict[str, date]:
    """Return the days of a file that are to be stored: none once somebody confirmed those of the year."""
    return {} if stored and stored.dates_confirmed else days


def _source_words(digest: str) -> str:
    return f"ไฟล์ที่มีรหัสตรวจสอบไฟล์ {digest}" if digest else ""


def _store_levels(framework: Framework, rows: list[dict[str, Any]]) -> None:
    """No row refers to a level: a result keeps the name that was announced."""
    framework.levels.all().delete()
    Level.objects.bulk_create(
        Level(
            framework=framework,
            position=position,
            name=row["level"],
            total_from=Decimal(str(row["total"])),
            instruments_from=Decimal(str(row["every_instrument"])) if "every_instrument" in row else None,
        )
        for position, row in enumerate(rows, 1)
    )


def _store_instruments(framework: Framework, rows: list[dict[str, Any]]) -> dict[str, Instrument]:
    stored = {}
    for position, row in enumerate(rows, 1):
        stored[row["code"]], _ = Instrument.objects.update_or_create(
            framework=framework,
            code=row["code"],
            defaults={
                "name": row["name"],
                "letter": row["letter"],
                "parts": "\n".join(row.get("parts", [])),
                "is_open_data": row.get("open_data", False),
                "weight": Decimal(str(row["weight"])),
                "position": position,
            },
        )
    return stored


def _store_indicators(
    framework: Framework, instruments: dict[str, Instrument], rows: list[dict[str, Any]]
) -> dict[int, Indicator]:
    stored = {}
    for row in rows:
        stored[row["no"]], _ = Indicator.objects.update_or_create(
            framework=framework,
            number=row["no"],
            defaults={
                "instrument": instruments[row["instrument"]],
                "name": row["name"],
                "aliases": row.get("aliases", []),
            },
        )
    return stored


def _store_issues(framework: Framework, rows: list[dict[str, Any]]) -> dict[int, Issue]:
    stored = {}
    for row in rows:
        stored[row["no"]], _ = Issue.objects.update_or_create(
            framework=framework, number=row["no"], defaults={"name": row["name"]}
        )
    return stored


def _store_sub_indicators(
    framework: Framework, indicators: dict[int, Indicator], rows: list[dict[str, Any]]
) -> dict[str, SubIndicator]:
    stored = {}
    for position, row in enumerate(rows, 1):
        number = int(row["code"].split(".")[0])
        stored[row["code"]], _ = SubIndicator.objects.update_or_create(
            framework=framework,
            code=row["code"],
            defaults={"indicator": indicators[number], "name": row["name"], "position": position},
        )
    return stored


@dataclass(frozen=True)
class QuestionTargets:
    """What the questions of a year belong to, by the numbers and codes of its file."""

    indicators: dict[int, Indicator]
    sub_indicators: dict[str, SubIndicator]
    issues: dict[int, Issue]


def _store_questions(framework: Framework, targets: QuestionTargets, rows: list[dict[str, Any]]) -> None:
    corrected = {question.code: question for question in framework.questions.filter(is_corrected=True)}
    Question.objects.bulk_create(
        [_question(framework, targets, row, corrected.get(row["code"])) for row in rows],
        update_conflicts=True,
        unique_fields=["framework", "code"],
        update_fields=["number", "indicator", "issue", "text", "sub_texts", "sub_indicator", "wording"],
    )
    # What the file does not say of an item was entered in the browser, and stays.
    of_items = [row for row in rows if "required_elements" in row and row["code"] not in corrected]
    _store_elements(framework, {row["code"]: row["required_elements"] for row in of_items})


def _question(framework: Framework, targets: QuestionTargets, row: dict[str, Any], kept: Question | None) -> Question:
    """Return a question as its file has it; words that somebody corrected in the browser are `kept`."""
    return Question(
        framework=framework,
        code=row["code"],
        number=int(row["code"][1:]),
        indicator=targets.indicators[row["indicator"]],
        issue=targets.issues[row["issue"]] if row.get("issue") else None,
        text=kept.text if kept else row["text"],
        sub_texts=row.get("parts", []),
        sub_indicator=targets.sub_indicators[row["sub_indicator"]] if row.get("sub_indicator") else None,
        wording=kept.wording if kept else row["wording"],
    )


def _store_elements(framework: Framework, lists: dict[str, list[Any]]) -> None:
    """No row refers to a required element, so that the list of a file takes the place of the one before."""
    questions = framework.questions.filter(code__in=lists).in_bulk(field_name="pk")
    RequiredElement.objects.filter(question__in=questions).delete()
    RequiredElement.objects.bulk_create(
        _element(question, position, line)
        for question in questions.values()
        for position, line in enumerate(lists[question.code], 1)
    )


def _element(question: Question, position: int, line: Any) -> RequiredElement:
    """Return an element of a file; a bare line of text leaves the element to a person."""
    row: dict[str, Any] = {"text": line} if isinstance(line, str) else line
    return RequiredElement(
        question=question,
        position=position,
        text=row["text"],
        needs=row.get("needs", []),
        wording=row.get("wording", RequiredElement.Certainty.INFERRED),
        is_wish=row.get("wish", False),
    )
