"""Framework years as YAML files: reading them, naming every fault, and storing them.

A file holds one year: weights, rating scale, open-data rule, indicators, sub-indicators, issues, questions.
Storing is idempotent: rows are keyed by year, code and number, so that scores that refer to them stay.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from assessments.framework_services import framework_change
from assessments.models import Framework, Indicator, Instrument, Issue, Question, SubIndicator, Topic
from assessments.years import FIRST_YEAR, LAST_YEAR
from ita_portal.yaml_files import read_yaml

RATINGS = {"letters": Framework.Rating.LETTERS, "pass": Framework.Rating.PASS}
OIT_RULES = {
    "mean of sub-indicator means": Framework.OitRule.SUB_INDICATORS,
    "mean of items": Framework.OitRule.ITEMS,
}
# FY2563 and FY2564 have the open-data list of FY2565.
SHARED_LIST_YEAR, YEARS_SHARING_IT = 2565, (2563, 2564)
INSTRUMENT_OF_LETTER = {"i": "IIT", "e": "EIT", "o": "OIT"}
ROW_KEYS = {
    "indicators": {"no", "instrument", "name"},
    "sub_indicators": {"code", "name"},
    "issues": {"no", "name"},
    "questions": {"code", "instrument", "indicator", "text", "wording"},
}


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
    problems = [f"{path.name}: {problem}" for problem in _problems(content)]
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
    """Return the topics of the open-data items with their codes in each year, or raise FrameworkRefused."""
    try:
        topics = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FrameworkRefused([f"{path.name}: {error}"]) from error
    return list(topics)


@transaction.atomic
def crosswalk_store(*, topics: list[dict[str, Any]]) -> None:
    """Tie the open-data items of all stored years to their topics."""
    questions = {(q.framework.fiscal_year, q.code): q for q in Question.objects.select_related("framework")}
    for position, row in enumerate(topics, 1):
        topic, _ = Topic.objects.update_or_create(name=row["topic"], defaults={"position": position})
        years = dict(_years_of(row))
        wanted = {questions[year, code] for year, codes in years.items() for code in codes if (year, code) in questions}
        # A year that was cloned in the browser is in no file; its items keep their topics.
        stored = set(topic.questions.filter(framework__fiscal_year__in=years))
        topic.questions.remove(*(stored - wanted))
        topic.questions.add(*wanted)


def _years_of(row: dict[Any, Any]) -> Iterator[tuple[int, list[str]]]:
    """Return each year with its codes; the years that share FY2565's list are not repeated in the file."""
    for year, codes in row.items():
        if isinstance(year, int) and codes is not None:
            codes = codes if isinstance(codes, list) else [codes]
            yield year, codes
            if year == SHARED_LIST_YEAR:
                yield from ((earlier, codes) for earlier in YEARS_SHARING_IT)


@transaction.atomic
def framework_store(*, content: dict[str, Any]) -> Framework | None:
    """Create or update the framework of a year from the content of its file.

    Returns None, and leaves corrections made in the browser alone, when it was loaded from the same content before.
    """
    digest = sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    stored = Framework.objects.filter(fiscal_year=content["fiscal_year"]).first()
    if stored and stored.source_digest == digest:
        return None
    framework, _ = Framework.objects.update_or_create(
        fiscal_year=content["fiscal_year"],
        defaults={
            "rating": RATINGS[content["rating"]],
            "oit_rule": OIT_RULES[content["oit_rule"]],
            "oit_rule_confirmed": content["oit_rule_confirmed"],
            "survey_list": content.get("survey_list", content["fiscal_year"]),
            "source_digest": digest,
            "split_confirmed": content.get("sub_indicator_split_confirmed", False),
        },
    )
    old, new = (_source_words(each) for each in (stored.source_digest if stored else "", digest))
    framework_change(framework, None, label=f"นำเข้า{framework}จากไฟล์", old=old, new=new)
    instruments = _store_instruments(framework, content["weights"])
    indicators = _store_indicators(framework, instruments, content["indicators"])
    issues = _store_issues(framework, content.get("issues") or [])
    sub_indicators = _store_sub_indicators(framework, indicators, content.get("sub_indicators", []))
    _store_questions(framework, QuestionTargets(indicators, sub_indicators, issues), content["questions"])
    return framework


def _source_words(digest: str) -> str:
    return f"ไฟล์ที่มี SHA-256 {digest}" if digest else ""


def _store_instruments(framework: Framework, weights: dict[str, Any]) -> dict[str, Instrument]:
    stored = {}
    for position, (code, weight) in enumerate(weights.items(), 1):
        stored[code], _ = Instrument.objects.update_or_create(
            framework=framework, code=code, defaults={"weight": Decimal(str(weight)), "position": position}
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
    # What the file does not say of an item was entered in the browser, and stays.
    stored_elements = dict(framework.questions.values_list("code", "required_elements"))
    Question.objects.bulk_create(
        [_question(framework, targets, row, stored_elements.get(row["code"], "")) for row in rows],
        update_conflicts=True,
        unique_fields=["framework", "code"],
        update_fields=[
            "number", "indicator", "issue", "text", "sub_texts", "sub_indicator", "wording", "is_negative",
            "required_elements",
        ],
    )  # fmt: skip


def _question(framework: Framework, targets: QuestionTargets, row: dict[str, Any], stored_elements: str) -> Question:
    return Question(
        framework=framework,
        code=row["code"],
        number=int(row["code"][1:]),
        indicator=targets.indicators[row["indicator"]],
        issue=targets.issues[row["issue"]] if row.get("issue") else None,
        text=row["text"],
        sub_texts=row.get("parts", []),
        sub_indicator=targets.sub_indicators[row["sub_indicator"]] if row.get("sub_indicator") else None,
        wording=row["wording"],
        is_negative=row.get("polarity") == "-",
        required_elements="\n".join(row.get("required_elements", [stored_elements])),
    )


def _problems(content: Any) -> Iterator[str]:
    if not isinstance(content, dict):
        yield "not a mapping of a framework year"
        return
    missing = {"fiscal_year", "weights", "oit_rule", "oit_rule_confirmed", "rating", "indicators", "questions"}
    missing -= content.keys()
    if missing:
        yield f"missing: {', '.join(sorted(missing))}"
        return
    if not isinstance(content["fiscal_year"], int) or not FIRST_YEAR <= content["fiscal_year"] <= LAST_YEAR:
        yield f"fiscal_year is not a year: {content['fiscal_year']!r}"
    if str(content["rating"]) not in RATINGS:
        yield f"unknown rating: {content['rating']!r}"
    if str(content["oit_rule"]) not in OIT_RULES:
        yield f"unknown oit_rule: {content['oit_rule']!r}"
    yield from _weight_problems(content["weights"])
    yield from _row_problems(content)
    yield from _indicator_problems(content)
    yield from _question_problems(content)


def _weight_problems(weights: Any) -> Iterator[str]:
    if not isinstance(weights, dict):
        yield "weights are no mapping of instruments"
        return
    if set(weights) != set(INSTRUMENT_OF_LETTER.values()):
        yield f"weights name {', '.join(map(str, weights))} instead of IIT, EIT, OIT"
    try:
        numbers = [Decimal(str(weight)) for weight in weights.values()]
    except InvalidOperation:
        numbers = []
    if not all(number.is_finite() and number > 0 for number in numbers) or not numbers:
        yield "a weight is no number above 0"
    elif sum(numbers) != 100:
        yield f"weights add up to {sum(numbers)}, not 100"


def _row_problems(content: dict[str, Any]) -> Iterator[str]:
    for name, keys in ROW_KEYS.items():
        for number, row in enumerate(content.get(name) or [], 1):
            if not isinstance(row, dict):
                yield f"{name} row {number}: not a mapping"
            elif missing := keys - row.keys():
                yield f"{name} row {number}: missing {', '.join(sorted(missing))}"


def _whole_rows(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [row for row in content.get(name) or [] if isinstance(row, dict) and ROW_KEYS[name] <= row.keys()]


def _indicator_problems(content: dict[str, Any]) -> Iterator[str]:
    indicators = _whole_rows(content, "indicators")
    for row in indicators:
        if row["instrument"] not in INSTRUMENT_OF_LETTER.values():
            yield f"indicator {row['no']}: unknown instrument {row['instrument']!r}"
    numbers = {str(row["no"]) for row in indicators}
    for row in _whole_rows(content, "sub_indicators"):
        if str(row["code"]).split(".")[0] not in numbers:
            yield f"sub-indicator {row['code']}: no such indicator"


def _question_problems(content: dict[str, Any]) -> Iterator[str]:
    instrument_of = {row["no"]: row["instrument"] for row in _whole_rows(content, "indicators")}
    issues = {row["no"] for row in _whole_rows(content, "issues")}
    sub_indicators = {row["code"] for row in _whole_rows(content, "sub_indicators")}
    seen = set()
    for row in _whole_rows(content, "questions"):
        code = str(row["code"])
        if code in seen:
            yield f"{code}: twice"
        seen.add(code)
        if INSTRUMENT_OF_LETTER.get(code[:1]) != row["instrument"] or not code[1:].isdecimal():
            yield f"{code}: code does not fit instrument {row['instrument']}"
        if instrument_of.get(row["indicator"]) != row["instrument"]:
            yield f"{code}: indicator {row['indicator']} is not of instrument {row['instrument']}"
        if row.get("issue") and row["issue"] not in issues:
            yield f"{code}: no issue {row['issue']}"
        if row.get("sub_indicator") and row["sub_indicator"] not in sub_indicators:
            yield f"{code}: no sub-indicator {row['sub_indicator']}"
        if row["wording"] not in Question.Wording.values:
            yield f"{code}: unknown wording {row['wording']!r}"
        yield from _element_problems(code, row)


def _element_problems(code: str, row: dict[str, Any]) -> Iterator[str]:
    """An element is one line of the field that they are stored in."""
    if "required_elements" not in row:
        return
    elements = row["required_elements"]
    if not isinstance(elements, list) or not elements:
        yield f"{code}: required_elements are no list"
    elif not all(isinstance(each, str) and each == each.strip() and len(each.splitlines()) == 1 for each in elements):
        yield f"{code}: a required element is no line of text"
