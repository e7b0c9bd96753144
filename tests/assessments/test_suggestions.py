import re
from collections import Counter
from pathlib import Path

import pytest

from assessments.framework_files import read_framework
from assessments.rules.drafting import VOICES
from assessments.rules.structure import QuestionSpec
from assessments.suggestions import LibraryRefused, Suggestion, load_library, read_library
from ita_portal.yaml_files import read_yaml

FRAMEWORKS = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"
YEARS = (2567, 2568, 2569)
TOPICS = [row["topic"] for row in read_yaml(FRAMEWORKS / "crosswalk.yaml")["topics"]]
CONTENTS = {year: read_framework(FRAMEWORKS / f"{year}.yaml") for year in YEARS}
SURVEYS = {
    f"{row['code']} of {year}": (content["survey_list"], row)
    for year, content in CONTENTS.items()
    for row in content["questions"]
    if row["instrument"] != "OIT"
}
NEGATIVE = {name: (survey_list, row) for name, (survey_list, row) in SURVEYS.items() if row["polarity"] == "-"}
LIBRARY = load_library()
NAMED: dict[str, Suggestion] = {
    **{f"{code} of {survey_list}": each for (survey_list, code), each in LIBRARY.questions.items()},
    **LIBRARY.topics,
    **{f"indicator {number}": each for number, each in LIBRARY.indicators.items()},
}
# Words that official Thai paper writes in Latin letters.
LATIN = {"E-Service", "No Gift Policy", "ITA", "LINE"}
every_suggestion = pytest.mark.parametrize("suggestion", NAMED.values(), ids=NAMED)


def question(code: str, *topics: str) -> QuestionSpec:
    instrument = {"i": "IIT", "e": "EIT", "o": "OIT"}[code[0]]
    return QuestionSpec(code, "", "official", 1, instrument, topics=topics, is_item=instrument == "OIT")


def texts_of(suggestion: Suggestion) -> list[str]:
    return [
        suggestion.weakness,
        suggestion.improvement,
        suggestion.maintenance,
        suggestion.measure,
        suggestion.follow_up,
        *suggestion.steps,
        *filter(None, [suggestion.matter]),
    ]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_of_the_crosswalk_has_a_suggestion(topic: str):
    assert LIBRARY.for_question(question("o1", topic), survey_list=2567)


@pytest.mark.parametrize(("survey_list", "row"), SURVEYS.values(), ids=SURVEYS)
def test_every_survey_question_since_2567_has_a_suggestion_with_a_short_name(survey_list: int, row: dict):
    assert LIBRARY.for_question(question(row["code"]), survey_list).matter


@pytest.mark.parametrize("number", range(1, 11))
def test_every_indicator_has_a_suggestion(number: int):
    assert LIBRARY.for_indicator(number)


def test_nothing_is_suggested_for_what_is_in_no_crosswalk_and_no_survey():
    assert set(LIBRARY.topics) == set(TOPICS)
    assert set(LIBRARY.questions) == {(survey_list, row["code"]) for survey_list, row in SURVEYS.values()}
    assert set(LIBRARY.indicators) == set(range(1, 11))


def test_questions_of_another_list_and_unknown_topics_find_nothing():
    assert LIBRARY.for_question(question("i1"), survey_list=2563) is None
    assert LIBRARY.for_question(question("o1"), survey_list=2567) is None
    assert LIBRARY.for_question(question("o1", "ไม่มีหัวข้อนี้"), survey_list=2567) is None
    assert LIBRARY.for_indicator(11) is None


def test_an_item_goes_by_its_first_topic_that_has_a_suggestion():
    found = LIBRARY.for_question(question("o1", "ไม่มีหัวข้อนี้", "อำนาจหน้าที่", "โครงสร้าง"), survey_list=2567)
    assert found == LIBRARY.topics["อำนาจหน้าที่"]


@every_suggestion
def test_a_suggestion_is_complete(suggestion: Suggestion):
    assert all(text == text.strip() and len(text) > 10 for text in texts_of(suggestion))
    assert 2 <= len(suggestion.steps) <= 4
    assert suggestion.improvement.startswith("ควร")
    assert suggestion.maintenance.startswith("ควร")


@every_suggestion
def test_its_texts_are_clean_thai_without_codes_or_years(suggestion: Suggestion):
    for text in texts_of(suggestion):
        bare = re.sub("|".join(LATIN), "", text)
        assert not re.search(r"[A-Za-z0-9๐-๙]", bare), bare
        assert not re.search(r"\s\s|[\n\t\u200b]|ํา|เเ", text)
        assert not re.search(r"\S ๆ\S|(?<! )ๆ|ๆ(?! |$)", text)
        assert not text.endswith((".", "และ", "หรือ"))
        assert not text.startswith(("-", "•", "("))


@every_suggestion
def test_what_it_cites_is_a_topic_and_stands_in_its_improvement(suggestion: Suggestion):
    for citation in suggestion.cites:
        assert citation.topic in TOPICS
        assert LIBRARY.topics[citation.topic] != suggestion
        assert citation.words in suggestion.improvement


@pytest.mark.parametrize("part", ["weakness", "improvement", "maintenance", "measure", "steps", "follow_up"])
def test_no_two_suggestions_say_the_same(part: str):
    occurrences = Counter(getattr(each, part) for each in NAMED.values())
    assert not [text for text, times in occurrences.items() if times > 1]


def test_no_step_serves_two_matters():
    occurrences = Counter(step for each in NAMED.values() for step in each.steps)
    assert not [step for step, times in occurrences.items() if times > 1]


def test_weaknesses_of_the_surveys_say_who_perceives_them_and_those_of_items_do_not():
    for (_, code), suggestion in LIBRARY.questions.items():
        assert suggestion.weakness.startswith(VOICES[0] if code.startswith("i") else VOICES[1])
    for number, suggestion in LIBRARY.indicators.items():
        voice = VOICES[0] if number <= 5 else VOICES[1] if number <= 8 else ""
        assert suggestion.weakness.startswith(voice)
        assert voice or not suggestion.weakness.startswith(VOICES)
    assert not [each for each in LIBRARY.topics.values() if each.weakness.startswith(VOICES)]


@pytest.mark.parametrize(("survey_list", "row"), NEGATIVE.values(), ids=NEGATIVE)
def test_a_question_after_a_wrong_is_named_by_its_contrary(survey_list: int, row: dict):
    suggestion = LIBRARY.for_question(question(row["code"]), survey_list)
    assert re.search("ไม่|ตามความเป็นจริง", suggestion.matter)
    assert "ยังอาจ" in suggestion.weakness


# Wrong files

SOUND = """
topics:
  โครงสร้าง: &row
    weakness: ก
    improvement: ควรแก้ไขแผนผัง
    maintenance: ควรรักษา
    measure: ข
    steps: [หนึ่ง, สอง]
    follow_up: ค
"""


def refused(folder: Path, text: str) -> list[str]:
    (folder / "topics.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryRefused) as refusal:
        read_library(folder)
    return refusal.value.problems


def test_a_sound_file_is_read_with_its_citations(tmp_path: Path):
    (tmp_path / "topics.yaml").write_text(SOUND + "    cites: {อำนาจหน้าที่: แผนผัง}\n", encoding="utf-8")
    (suggestion,) = read_library(tmp_path).topics.values()
    assert suggestion.steps == ("หนึ่ง", "สอง")
    assert [(each.topic, each.words) for each in suggestion.cites] == [("อำนาจหน้าที่", "แผนผัง")]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    measure: ข\n", "", "topics.yaml: โครงสร้าง: missing: measure"),
        ("weakness: ก", "weakness: ' '", "topics.yaml: โครงสร้าง: missing: weakness"),
        ("[หนึ่ง, สอง]", "[]", "topics.yaml: โครงสร้าง: steps are no list of texts"),
        ("[หนึ่ง, สอง]", "หนึ่ง", "topics.yaml: โครงสร้าง: steps are no list of texts"),
        ("follow_up: ค", "follow_up: ค\n    title: ง", "topics.yaml: โครงสร้าง: unknown: title"),
        ("follow_up: ค", "follow_up: ค\n    cites: [ก]", "topics.yaml: โครงสร้าง: cites are no mapping"),
        ("follow_up: ค", "follow_up: ค\n    cites: {ก: ฮ}", "topics.yaml: โครงสร้าง: cites ก after words"),
        ("topics:", "topic:", "topics.yaml: holds none of indicators, questions, topics"),
        ("topics:", "questions:", "topics.yaml: questions without their survey_list"),
        ("topics:", "more: 1\ntopics:", "topics.yaml: unknown: more"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path: Path, old: str, new: str, problem: str):
    assert refused(tmp_path, SOUND.replace(old, new))[0].startswith(problem)


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path):
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "rows.yaml").write_text("topics: [ก]\nindicators: {1: ข}\n", encoding="utf-8")
    problems = refused(tmp_path, SOUND.replace("    measure: ข\n", ""))
    assert [problem.split(":")[0] for problem in problems] == ["broken.yaml", "rows.yaml", "rows.yaml", "topics.yaml"]


def test_a_folder_without_suggestions_is_refused(tmp_path: Path):
    with pytest.raises(LibraryRefused, match="no suggestions in"):
        read_library(tmp_path)


def test_the_library_is_read_once():
    assert load_library() is LIBRARY


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        ("sao", "ข้อบัญญัติ"),
        ("pao", "ข้อบัญญัติ"),
        ("subdistrict", "เทศบัญญัติ"),
        ("city", "เทศบัญญัติ"),
        ("other", "ข้อบัญญัติหรือเทศบัญญัติ"),
    ],
)
def test_the_local_laws_are_called_what_the_kind_of_agency_calls_them(kind: str, law: str):
    texts = texts_of(load_library(kind).topics["กฎหมายที่เกี่ยวข้อง"])
    assert any(f"และ{law}ที่เกี่ยวข้อง" in text for text in texts)
    assert not any("{" in text for each in load_library(kind).topics.values() for text in texts_of(each))
