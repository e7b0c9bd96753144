from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError

from assessments.framework_files import FrameworkRefused, read_framework
from assessments.models import Figure, Framework, Indicator, Instrument, Issue, Level, Question, RequiredElement
from assessments.rules.assessment_round import DAYS
from tests.assessments.small_year import WORDS
from tests.conftest import YEAR
from tests.yaml_source import DUMPER, source_of

MODELS = (Framework, Level, Instrument, Indicator, Issue, Question)
FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"


def rows() -> dict:
    """Return every row of every framework year, whole."""
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def load(folder: Path = FOLDER) -> str:
    out = StringIO()
    call_command("load_frameworks", folder=folder, stdout=out)
    return out.getvalue()


@pytest.fixture
def content() -> dict:
    """A sound framework of FY2568 to spoil."""
    return source_of(FOLDER / "2568.yaml")


@pytest.fixture
def write(tmp_path):
    """Return a writer of framework files; it returns their folder."""

    def write(content: object, year: int = YEAR) -> Path:
        with (tmp_path / f"{year}.yaml").open("w", encoding="utf-8") as file:
            yaml.dump(content, file, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
        return tmp_path

    return write


def refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as refused:
        load(folder)
    return str(refused.value)


def test_loading_again_changes_nothing(frameworks):
    before = rows()
    assert load() == "Framework years loaded: 2563, 2564, 2565, 2566, 2567, 2568, 2569\n"
    assert rows() == before


def test_the_year_2568_has_52_questions_10_indicators_and_7_issues(frameworks):
    framework = Framework.objects.get(fiscal_year=2568)
    assert (framework.questions.count(), framework.indicators.count(), framework.issues.count()) == (52, 10, 7)
    assert (framework.oit_rule, framework.oit_rule_confirmed, framework.measure_columns) == ("items", False, "by-issue")
    assert framework.structure().levels == WORDS


def test_a_corrected_wording_reaches_the_question_and_keeps_its_scores(nanueng, content, write):
    content["questions"][0]["text"] = "ถ้อยคำที่แก้แล้ว"
    content["oit_rule_confirmed"] = True
    figures = list(Figure.objects.order_by("pk").values())
    question = Question.objects.get(framework__fiscal_year=YEAR, code="i1")
    load(write(content))
    question.refresh_from_db()
    assert question.text == "ถ้อยคำที่แก้แล้ว"
    assert question.framework.oit_rule_confirmed
    assert list(Figure.objects.order_by("pk").values()) == figures


def test_a_new_year_is_added_beside_the_others(frameworks, content, write):
    content |= {"fiscal_year": 2570, "dates": {}}  # the days are of one year
    load(write(content, 2570))
    assert Framework.objects.count() == 8
    assert Framework.objects.get(fiscal_year=2570).questions.count() == 52


def test_every_fault_of_every_file_is_named_at_once_and_nothing_is_written(frameworks, content, write):
    before = rows()
    questions = content["questions"]
    questions[0]["wording"] = "guessed"
    questions[1]["code"] = "e99"
    questions[2]["indicator"] = 9
    questions[3]["issue"] = 8
    questions[4]["code"] = questions[5]["code"]
    content["instruments"][2]["weight"] = 41
    content |= {"rating": "stars", "oit_rule": "best", "measure_columns": "sideways"}
    write(content)
    write({"fiscal_year": 2570}, 2570)
    folder = write(["no mapping"], 2571)
    assert refusal(folder).splitlines() == [
        "2568.yaml: unknown oit_rule: 'best'",
        "2568.yaml: unknown measure_columns: 'sideways'",
        "2568.yaml: rating are no list",
        "2568.yaml: rating is no list of levels",
        "2568.yaml: weights add up to 101, not 100",
        "2568.yaml: i1: unknown wording 'guessed'",
        "2568.yaml: e99: code does not fit instrument IIT",
        "2568.yaml: i3: indicator 9 is not of instrument IIT",
        "2568.yaml: i4: no issue 8",
        "2568.yaml: i6: twice",
        "2570.yaml: missing: indicators, instruments, oit_rule, oit_rule_confirmed, questions, rating",
        "2571.yaml: not a mapping of a framework year",
    ]
    assert rows() == before


def test_a_faulty_file_keeps_the_sound_ones_out_too(frameworks, content, write):
    before = rows()
    content["questions"][0]["text"] = "ถ้อยคำที่แก้แล้ว"
    write(content)
    folder = write({"fiscal_year": 2570}, 2570)
    assert "2570.yaml" in refusal(folder)
    assert rows() == before


@pytest.mark.any_database  # refused before anything is written
@pytest.mark.parametrize("weights", [("many", 30, 40), (None, 30, 40), ("NaN", 30, 40), (-30, 90, 40), (0, 60, 40)])
def test_weights_that_cannot_be_reckoned_with_are_refused(frameworks, content, write, weights):
    before = rows()
    for row, weight in zip(content["instruments"], weights, strict=True):
        row["weight"] = weight
    assert refusal(write(content)) == "2568.yaml: a weight is no number above 0"
    assert rows() == before


@pytest.mark.any_database  # refused before anything is written
@pytest.mark.parametrize(
    ("at", "change", "problem"),
    [
        (0, {"code": "Iit"}, "instrument Iit: a code is two or three capital letters"),
        (0, {"letter": "ii"}, "instrument IIT: its letter is no small letter: 'ii'"),
        (0, {"letter": "e"}, "letter e: twice"),
        (1, {"parts": ["ส่วนเดียว"]}, "instrument EIT: parts are no list of two"),
        (1, {"parts": "สองส่วน"}, "instrument EIT: parts are no list of two"),
        (1, {"code": "IIT"}, "instrument IIT: twice"),
    ],
)
def test_an_instrument_that_cannot_be_asked_is_refused(frameworks, content, write, at: int, change, problem: str):
    before = rows()
    content["instruments"][at] |= change
    assert f"2568.yaml: {problem}" in refusal(write(content)).splitlines()
    assert rows() == before


@pytest.mark.any_database  # refused before anything is written
@pytest.mark.parametrize(
    ("rating", "problem"),
    [
        ([], "rating is no list of levels"),
        ([{"level": "ดี"}], "rating row 1: missing total"),
        ([{"level": "ดี", "total": 85}], "the last level asks for something, so that a result may have none"),
        (
            [{"level": "ดี", "total": 0, "every_instrument": 50}],
            "the last level asks for something, so that a result may have none",
        ),
        ([{"level": "ดี", "total": 101}, {"level": "พอใช้", "total": 0}], "level ดี: a figure is no number from 0 to 100"),
        (
            [{"level": "ดี", "total": "สูง"}, {"level": "พอใช้", "total": 0}],
            "level ดี: a figure is no number from 0 to 100",
        ),
        (
            [{"level": "ดี", "total": 70}, {"level": "ดีมาก", "total": 85}, {"level": "พอใช้", "total": 0}],
            "a level asks for more than the one above it",
        ),
        ([{"level": "ดี", "total": 70}, {"level": "ดี", "total": 0}], "level ดี: twice"),
    ],
)
def test_a_scale_that_leaves_a_result_without_its_level_is_refused(frameworks, content, write, rating, problem: str):
    before = rows()
    assert f"2568.yaml: {problem}" in refusal(write(content | {"rating": rating})).splitlines()
    assert rows() == before


@pytest.mark.any_database  # refused before anything is written
@pytest.mark.parametrize(
    ("list_name", "row", "problem"),
    [
        ("indicators", {"no": 11}, "indicators row 11: missing instrument, name"),
        ("indicators", {"no": 11, "instrument": "XIT", "name": "ใหม่"}, "indicator 11: unknown instrument 'XIT'"),
        ("issues", {"name": "ประเด็นใหม่"}, "issues row 8: missing no"),
        ("questions", {"code": "o29"}, "questions row 53: missing indicator, instrument, text, wording"),
        ("questions", "o29", "questions row 53: not a mapping"),
    ],
)
def test_a_row_that_cannot_be_stored_is_named(frameworks, content, write, list_name, row, problem: str):
    content[list_name].append(row)
    assert refusal(write(content)) == f"2568.yaml: {problem}"


@pytest.mark.any_database  # refused before anything is written
@pytest.mark.parametrize("year", ["2568", None, 2025])
def test_a_year_that_is_no_buddhist_year_is_refused(frameworks, content, write, year):
    assert refusal(write(content | {"fiscal_year": year})) == f"2568.yaml: fiscal_year is not a year: {year!r}"


def test_a_file_that_holds_another_year_than_its_name_says_is_refused(frameworks, content, write):
    content |= {"fiscal_year": 2567, "dates": {}}
    assert refusal(write(content)) == "2568.yaml: holds fiscal year 2567"


def test_a_file_that_is_no_yaml_is_refused_with_its_name(tmp_path):
    path = tmp_path / "2568.yaml"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(FrameworkRefused, match=r"2568\.yaml: "):
        read_framework(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FrameworkRefused, match=r"2568\.yaml: "):
        read_framework(path)


def test_a_folder_without_years_is_refused(db, tmp_path):
    assert refusal(tmp_path) == f"no framework files in {tmp_path}"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("25*.yaml")), ids=lambda path: path.stem)
def test_every_file_of_the_portal_is_sound_and_is_the_year_that_its_name_says(path: Path):
    assert read_framework(path)["fiscal_year"] == int(path.stem)


# What the document of an item must hold

MEASURES_ITEMS = {2563: "o42", 2564: "o42", 2565: "o42", 2566: "o42", 2567: "o34", 2568: "o27", 2569: "o25"}
PROGRESS_ITEMS = {2563: "o43", 2564: "o43", 2565: "o43", 2566: "o43", 2567: "o35", 2568: "o28", 2569: "o26"}
# What the documents of each list must hold; what is only wished stands behind the rest.
TO_2566 = ["findings", "previous_year", "weakness", "improvement", "measures", "owners", "steps", "follow_up"]
FROM_2567 = [
    "findings",
    "previous_year",
    "issues",
    "weakness",
    "improvement",
    "maintenance",
    "measures",
    "steps",
    "owners",
    "timeframe",
]
LAST_YEAR_OF_THE_FIRST_LIST = 2566


def elements_of(year: int, code: str) -> list[str]:
    return [each.text for each in RequiredElement.objects.filter(question=item(year, code))]


def item(year: int, code: str) -> Question:
    return Question.objects.get(framework__fiscal_year=year, code=code)


def needs_of(year: int, code: str, *, is_wish: bool) -> list[str]:
    return [need for each in item(year, code).elements.filter(is_wish=is_wish) for need in each.needs]


@pytest.mark.parametrize("year", MEASURES_ITEMS)
def test_the_measures_item_of_every_year_says_what_its_document_must_hold(frameworks, year: int):
    is_first = year <= LAST_YEAR_OF_THE_FIRST_LIST
    assert needs_of(year, MEASURES_ITEMS[year], is_wish=False) == (TO_2566 if is_first else FROM_2567)
    wished = ["maintenance", "timeframe"] if is_first else ["question_scores", "limitations", "measures_per_issue"]
    assert needs_of(year, MEASURES_ITEMS[year], is_wish=True) == wished


@pytest.mark.parametrize("year", PROGRESS_ITEMS)
def test_the_progress_item_of_every_year_says_what_its_document_must_hold(frameworks, year: int):
    needs = needs_of(year, PROGRESS_ITEMS[year], is_wish=False)
    if year <= LAST_YEAR_OF_THE_FIRST_LIST:
        assert needs == ["measures", "result", "steps", "result", "same_fiscal_year"]
    else:
        assert needs == ["previous_year", "measures", "steps", "result", "outcome"]


def test_only_the_title_of_the_report_was_seen_in_print(frameworks):
    seen = RequiredElement.objects.filter(wording="seen").values_list("question__code", flat=True)
    assert sorted(seen) == ["o26", "o28", "o35"]


def test_no_other_question_has_required_elements(frameworks):
    having = Question.objects.filter(elements__isnull=False).values_list("framework__fiscal_year", "code")
    assert set(having) == {*MEASURES_ITEMS.items(), *PROGRESS_ITEMS.items()}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"plan_item": "o99"}, "plan_item: no question 'o99'"),
        ({"reports_plan_of": "next"}, "unknown reports_plan_of: 'next'"),
        ({"dates": {"closes": date(2025, 4, 30)}}, f"dates are not those of a round: {', '.join(DAYS)}"),
        ({"dates": {"oit_closes": "30 เม.ย. 2568"}}, "oit_closes is no day of the year: '30 เม.ย. 2568'"),
        (
            {"dates": {"announced_on": date(2026, 8, 18)}},
            "announced_on is no day of the year: datetime.date(2026, 8, 18)",
        ),
        (
            {"dates": {"oit_opens": date(2025, 5, 1), "oit_closes": date(2025, 4, 30)}},
            "oit_closes is before oit_opens",
        ),
    ],
)
def test_a_round_that_cannot_be_is_refused(frameworks, content, write, changed, problem: str):
    before = rows()
    assert refusal(write(content | changed)) == f"2568.yaml: {problem}"
    assert rows() == before


def row_of(content: dict, code: str) -> dict:
    return next(row for row in content["questions"] if row["code"] == code)


def test_changed_elements_reach_the_item(frameworks, content, write):
    row_of(content, "o27")["required_elements"] = ["องค์ประกอบแรก", "องค์ประกอบที่สอง"]
    load(write(content))
    assert elements_of(2568, "o27") == ["องค์ประกอบแรก", "องค์ประกอบที่สอง"]


def test_a_year_that_was_loaded_without_elements_gets_them_when_its_file_has_them(frameworks, content, write):
    without = content | {
        "questions": [{k: v for k, v in row.items() if k != "required_elements"} for row in content["questions"]]
    }
    Framework.objects.filter(fiscal_year=2568).delete()
    load(write(without))
    assert elements_of(2568, "o28") == []
    load()
    assert len(elements_of(2568, "o28")) == 7


def test_elements_entered_in_the_browser_stay_where_the_file_has_none(frameworks, content, write):
    for position, text in enumerate(("แผน", "เป้าหมาย"), 1):
        item(2568, "o5").elements.create(position=position, text=text)
    content["oit_rule_confirmed"] = True
    load(write(content))
    assert elements_of(2568, "o5") == ["แผน", "เป้าหมาย"]


@pytest.mark.parametrize(
    ("elements", "problem"),
    [
        ("มาตรการ", "o27: required_elements are no list"),
        ([], "o27: required_elements are no list"),
        (None, "o27: required_elements are no list"),
        (["มาตรการ", ""], "o27: required element 2: no line of text"),
        (["มาตรการ\nขั้นตอน"], "o27: required element 1: no line of text"),
        ([" มาตรการ"], "o27: required element 1: no line of text"),
        ([7], "o27: required element 1: not one of needs, text, wish, wording"),
        ([{"text": "มาตรการ", "need": []}], "o27: required element 1: not one of needs, text, wish, wording"),
        ([{"needs": ["owners"]}], "o27: required element 1: no line of text"),
        ([{"text": "มาตรการ", "needs": ["budget"]}], "o27: required element 1: unknown needs: ['budget']"),
        ([{"text": "มาตรการ", "wording": "sure"}], "o27: required element 1: unknown wording: 'sure'"),
        ([{"text": "มาตรการ", "wish": "yes"}], "o27: required element 1: wish is neither true nor false"),
    ],
)
def test_elements_that_are_no_lines_are_refused(frameworks, content, write, elements, problem: str):
    before = rows()
    row_of(content, "o27")["required_elements"] = elements
    assert refusal(write(content)) == f"2568.yaml: {problem}"
    assert rows() == before


def test_a_file_may_leave_an_element_to_a_person(frameworks, content, write):
    row_of(content, "o27")["required_elements"] = ["ภาพถ่ายกิจกรรม"]
    load(write(content))
    (element,) = item(2568, "o27").elements.all()
    assert (element.text, element.needs, element.wording, element.is_wish) == ("ภาพถ่ายกิจกรรม", [], "inferred", False)


def test_what_was_corrected_in_the_browser_survives_a_changed_file(frameworks, content, write):
    corrected = item(2568, "o27")
    corrected.text, corrected.wording, corrected.is_corrected = "ถ้อยคำที่แก้แล้ว", "official", True
    corrected.save()
    corrected.elements.exclude(position=1).delete()
    row_of(content, "o27")["text"] = row_of(content, "i1")["text"] = "ถ้อยคำของไฟล์"
    load(write(content))
    assert (item(2568, "o27").text, item(2568, "o27").wording) == ("ถ้อยคำที่แก้แล้ว", "official")
    assert len(elements_of(2568, "o27")) == 1
    assert item(2568, "i1").text == "ถ้อยคำของไฟล์"
