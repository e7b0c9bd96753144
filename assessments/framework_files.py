"""Framework years as YAML files: reading them, naming every fault, and storing them.

A file holds one year: weights, rating scale, open-data rule, indicators, sub-indicators, issues, questions.
Storing is idempotent: rows are keyed by year, code and number, so that scores that refer to them stay.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from assessments.models import Framework, Indicator, Instrument, Issue, Question

RATINGS = {"letters": Framework.Rating.LETTERS, "pass": Framework.Rating.PASS}
OIT_RULES = {
    "mean of sub-indicator means": Framework.OitRule.SUB_INDICATORS,
    "mean of items": Framework.OitRule.ITEMS,
}
INSTRUMENT_OF_LETTER = {"i": "IIT", "e": "EIT", "o": "OIT"}


class FrameworkRefused(Exception):
    """A framework file is wrong; `problems` lists every fault found in it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_framework(path: Path) -> dict[str, Any]:
    """Return the content of a framework file, or raise FrameworkRefused with all its faults."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FrameworkRefused([f"{path.name}: {error}"]) from error
    problems = [f"{path.name}: {problem}" for problem in _problems(content)]
    if problems:
        raise FrameworkRefused(problems)
    return dict(content)


@transaction.atomic
def framework_store(*, content: dict[str, Any]) -> Framework:
    """Create or update the framework of a year from the content of its file."""
    framework, _ = Framework.objects.update_or_create(
        fiscal_year=content["fiscal_year"],
        defaults={
            "rating": RATINGS[content["rating"]],
            "oit_rule": OIT_RULES[content["oit_rule"]],
            "oit_rule_confirmed": content["oit_rule_confirmed"],
        },
    )
    instruments = _store_instruments(framework, content["weights"])
    indicators = _store_indicators(framework, instruments, content["indicators"])
    issues = _store_issues(framework, content.get("issues", []))
    _store_questions(framework, indicators, issues, content["questions"])
    return framework


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


def _store_questions(
    framework: Framework, indicators: dict[int, Indicator], issues: dict[int, Issue], rows: list[dict[str, Any]]
) -> None:
    questions = [
        Question(
            framework=framework,
            code=row["code"],
            number=int(row["code"][1:]),
            indicator=indicators[row["indicator"]],
            issue=issues[row["issue"]] if row.get("issue") else None,
            text=row["text"],
            sub_texts=row.get("parts", []),
            sub_indicator=row.get("sub_indicator", ""),
            wording=row["wording"],
            is_negative=row.get("polarity") == "-",
        )
        for row in rows
    ]
    Question.objects.bulk_create(
        questions,
        update_conflicts=True,
        unique_fields=["framework", "code"],
        update_fields=[
            "number", "indicator", "issue", "text", "sub_texts", "sub_indicator", "wording", "is_negative"
        ],
    )  # fmt: skip


def _problems(content: Any) -> Iterator[str]:
    if not isinstance(content, dict):
        yield "not a mapping of a framework year"
        return
    missing = {"fiscal_year", "weights", "oit_rule", "oit_rule_confirmed", "rating", "indicators", "questions"}
    missing -= content.keys()
    if missing:
        yield f"missing: {', '.join(sorted(missing))}"
        return
    if not isinstance(content["fiscal_year"], int):
        yield f"fiscal_year is not a year: {content['fiscal_year']!r}"
    if content["rating"] not in RATINGS:
        yield f"unknown rating: {content['rating']!r}"
    if content["oit_rule"] not in OIT_RULES:
        yield f"unknown oit_rule: {content['oit_rule']!r}"
    yield from _weight_problems(content["weights"])
    yield from _question_problems(content)


def _weight_problems(weights: dict[str, Any]) -> Iterator[str]:
    if set(weights) != set(INSTRUMENT_OF_LETTER.values()):
        yield f"weights name {', '.join(weights)} instead of IIT, EIT, OIT"
    try:
        total = sum(Decimal(str(weight)) for weight in weights.values())
    except InvalidOperation:
        yield "a weight is no number"
        return
    if total != 100:
        yield f"weights add up to {total}, not 100"


def _question_problems(content: dict[str, Any]) -> Iterator[str]:
    instrument_of = {row["no"]: row["instrument"] for row in content["indicators"]}
    issues = {row["no"] for row in content.get("issues", [])}
    seen = set()
    for row in content["questions"]:
        code = row.get("code", "")
        if code in seen:
            yield f"{code}: twice"
        seen.add(code)
        if INSTRUMENT_OF_LETTER.get(code[:1]) != row.get("instrument") or not code[1:].isdigit():
            yield f"{code}: code does not fit instrument {row.get('instrument')}"
        if instrument_of.get(row.get("indicator")) != row.get("instrument"):
            yield f"{code}: indicator {row.get('indicator')} is not of instrument {row.get('instrument')}"
        if row.get("issue") and row["issue"] not in issues:
            yield f"{code}: no issue {row['issue']}"
        if row.get("wording") not in Question.Wording.values:
            yield f"{code}: unknown wording {row.get('wording')!r}"
