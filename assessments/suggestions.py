"""The library of suggestions: what a weak figure of a question usually means, and what an agency can do about it.

The texts are the project's own and lie in fixtures/suggestions; where they say {local_law}, an agency reads what its
kind calls the laws that it makes itself. A suggestion for the surveys belongs to a question of one `survey_list`, one
for the open-data items to a topic of the crosswalk, so that it holds in every year; one for an indicator serves where
a year's questions or their figures are not known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agencies.models import Agency
from assessments.rules.structure import QuestionSpec
from ita_portal.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "suggestions"
# Every suggestion has these; those for the surveys have a `matter` too, which an item's title and a name give else.
TEXTS = ("weakness", "improvement", "maintenance", "measure", "follow_up")
KEYS = {*TEXTS, "steps", "matter", "cites"}
KINDS = {"topics", "questions", "indicators"}
LOCAL_LAW, ANY_LOCAL_LAW = "{local_law}", "ข้อบัญญัติหรือเทศบัญญัติ"
LOCAL_LAWS = {
    Agency.Kind.PROVINCE: "ข้อบัญญัติ",
    Agency.Kind.CITY: "เทศบัญญัติ",
    Agency.Kind.TOWN: "เทศบัญญัติ",
    Agency.Kind.SUBDISTRICT: "เทศบัญญัติ",
    Agency.Kind.SUBDISTRICT_ORGANISATION: "ข้อบัญญัติ",
}


class LibraryRefused(Exception):
    """The files of the library are wrong; `problems` lists every fault found in them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class TopicCitation:
    """A topic of the open-data items that an improvement speaks of, and the words in it that name the matter."""

    topic: str
    words: str


@dataclass(frozen=True)
class Suggestion:
    """What to write and do about one matter, in finished Thai; no text holds a code or a year.

    `weakness` is a sentence; `improvement` and `maintenance` are clauses that begin with ควร, said of the agency;
    `measure` is a title; `matter` names what a high figure stands for, also where the question asks for the contrary.
    """

    weakness: str
    improvement: str
    maintenance: str
    measure: str
    steps: tuple[str, ...]
    follow_up: str
    cites: tuple[TopicCitation, ...] = ()
    matter: str = ""


@dataclass(frozen=True)
class Library:
    questions: Mapping[tuple[int, str], Suggestion]  # by survey list and code
    topics: Mapping[str, Suggestion]
    indicators: Mapping[int, Suggestion]

    def for_question(self, question: QuestionSpec, survey_list: int) -> Suggestion | None:
        """Return what is suggested for a question of a year with this survey list; None when nothing is."""
        if not question.is_item:
            return self.questions.get((survey_list, question.code))
        return next((self.topics[topic] for topic in question.topics if topic in self.topics), None)

    def for_indicator(self, number: int) -> Suggestion | None:
        """Return what is suggested for one of the ten indicators; None only for a number that is none of them."""
        return self.indicators.get(number)


@cache
def load_library(kind: str = Agency.Kind.OTHER) -> Library:
    """Return the library that ships with the portal in the words of a kind of agency, read once for each kind.

    Raises LibraryRefused when a file of it is wrong.
    """
    return read_library(FOLDER, LOCAL_LAWS.get(Agency.Kind(kind), ANY_LOCAL_LAW))


def read_library(folder: Path, local_law: str = ANY_LOCAL_LAW) -> Library:
    """Return the library of a folder's YAML files, or raise LibraryRefused with all faults of all files."""
    contents, problems = {}, []
    for path in sorted(folder.glob("*.yaml")):
        try:
            contents[path.name] = _worded(read_yaml(path), local_law)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            problems.append(f"{path.name}: {error}")
    problems += [f"{name}: {problem}" for name, content in contents.items() for problem in _problems(content)]
    if not problems and not contents:
        problems = [f"no suggestions in {folder}"]
    if problems:
        raise LibraryRefused(problems)
    return _library(contents.values())


def _worded(content: Any, local_law: str) -> Any:
    """Return the content of a file with the name of the local laws in its texts."""
    if isinstance(content, dict):
        return {key: _worded(each, local_law) for key, each in content.items()}
    if isinstance(content, list):
        return [_worded(each, local_law) for each in content]
    return content.replace(LOCAL_LAW, local_law) if isinstance(content, str) else content


def _library(contents: Any) -> Library:
    questions: dict[tuple[int, str], Suggestion] = {}
    topics: dict[str, Suggestion] = {}
    indicators: dict[int, Suggestion] = {}
    for content in contents:
        rows = content.get("questions", {})
        questions |= {(content["survey_list"], code): _suggestion(row) for code, row in rows.items()}
        topics |= {name: _suggestion(row) for name, row in content.get("topics", {}).items()}
        indicators |= {number: _suggestion(row) for number, row in content.get("indicators", {}).items()}
    return Library(questions, topics, indicators)


def _suggestion(row: Mapping[str, Any]) -> Suggestion:
    return Suggestion(
        **{name: row[name] for name in TEXTS},
        steps=tuple(row["steps"]),
        cites=tuple(TopicCitation(topic, words) for topic, words in row.get("cites", {}).items()),
        matter=row.get("matter", ""),
    )


def _problems(content: Any) -> Iterator[str]:
    if not isinstance(content, dict) or not content.keys() & KINDS:
        yield f"holds none of {', '.join(sorted(KINDS))}"
        return
    if unknown := content.keys() - KINDS - {"survey_list"}:
        yield f"unknown: {', '.join(sorted(map(str, unknown)))}"
    if "questions" in content and not isinstance(content.get("survey_list"), int):
        yield "questions without their survey_list"
    for kind in sorted(content.keys() & KINDS):
        if not isinstance(content[kind], dict):
            yield f"{kind} are no mapping"
            continue
        for name, row in content[kind].items():
            yield from (f"{name}: {problem}" for problem in _row_problems(kind, row))


def _row_problems(kind: str, row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "not a mapping"
        return
    if unknown := row.keys() - KEYS:
        yield f"unknown: {', '.join(sorted(map(str, unknown)))}"
    needed = (*TEXTS, "matter") if kind == "questions" else TEXTS
    if missing := [name for name in needed if not _is_text(row.get(name))]:
        yield f"missing: {', '.join(missing)}"
    steps = row.get("steps")
    if not isinstance(steps, list) or not steps or not all(map(_is_text, steps)):
        yield "steps are no list of texts"
    yield from _citation_problems(row)


def _citation_problems(row: Mapping[str, Any]) -> Iterator[str]:
    cites = row.get("cites", {})
    if not isinstance(cites, dict):
        yield "cites are no mapping of topics to words of the improvement"
        return
    for topic, words in cites.items():
        if not _is_text(words) or words not in str(row.get("improvement")):
            yield f"cites {topic} after words that the improvement does not have"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
