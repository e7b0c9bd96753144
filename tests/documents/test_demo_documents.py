"""The documents of the five municipalities: every row and every figure of the sources is printed, in order.

The sources are kept in fixtures/demo as they were read from the real documents, reading errors repaired. Read back
are the web page and the PDF; the Word file holds the same blocks, see test_word.py.
"""

import re

import pytest

from ita_portal.text.thai import arabic_digits
from reports.output.formats import document_html, document_pdf
from tests.documents.pdf_text import body_of, squeezed, text_of
from tests.yaml_source import source_of
from workspace.demonstration.agencies import FOLDER, SLUGS

# Tells pytest-django to make the database; the documents themselves are printed once for all tests.
pytestmark = pytest.mark.django_db


def source(slug):
    return source_of(FOLDER / f"{slug}.yaml")


# That the rows come in order is tried on every database; the PDF is a print of the same values.
@pytest.fixture(scope="module", params=["html", pytest.param("pdf", marks=pytest.mark.any_database)])
def printed_texts(request, documents, tmp_path_factory):
    """The text of every document, read from the web page or from the PDF; printed once for all tests."""
    read = {"html": text_of_page, "pdf": text_of_pdf}[request.param]
    texts = {slug: read(documents[slug], tmp_path_factory.mktemp(slug)) for slug in SLUGS}
    return texts | {"rows part": request.param == "pdf"}


def text_of_page(document, folder) -> str:
    return plain(re.sub(r"<[^>]+>", "", document_html(document).partition("<body>")[2]))


def text_of_pdf(document, folder) -> str:
    return plain(body_of(text_of(document_pdf(document), folder)))


def plain(text: str) -> str:
    return squeezed(arabic_digits(text.replace("\u200b", "").replace("&quot;", '"').replace("&#x27;", "'")))


def stand_in_order(text: str, parts: list[str]) -> None:
    """Assert that the parts follow one another in a text, other words between them or not."""
    place = 0
    for part in map(plain, parts):
        end = end_of(text, part, place)
        assert end, f"missing or out of order: {part[:200]} after …{text[max(place - 80, 0) : place]}"
        place = end


def end_of(text: str, part: str, place: int) -> int:
    """Return where a part, or its first piece, ends; 0 where it is missing.

    A row longer than its page goes on below the repeated heading: then the part is there in two pieces, with at
    most the heading and the other cells of the row between them.
    """
    found = text.find(part, place)
    if found >= 0:
        return found + len(part)
    for length in range(len(part) - 1, 20, -1):
        first = text.find(part[:length], place)  # another cell may begin like this one
        if first >= 0 and text.find(part[length:], first + length, first + length + 900) >= 0:
            return first + length
    return 0


def measures_stand(printed_texts, slug: str, keys: list[str]) -> None:
    """Assert that every cell of every measure is printed after its title, in order where rows do not part."""
    content, text = source(slug), printed_texts[slug]
    if not printed_texts["rows part"]:
        stand_in_order(text, measure_cells(content, keys))
        return
    place = 0
    for measure in content["plans"][0]["measures"]:
        title, *cells = map(plain, cells_of(measure, keys))
        place = end_of(text, title, place)
        assert place, f"missing: {title}"
        for cell in cells:
            assert end_of(text, cell, place - len(title)), f"missing: {cell} after {title}"


def test_measures_by_issue_of_nanueng(printed_texts):
    assert len(source("nanueng")["plans"][0]["measures"]) == 8
    measures_stand(printed_texts, "nanueng", ["title", "owners", "steps"])
    assert printed_texts["nanueng"].count(plain("ต.ค.67 - ก.ย.68")) == 8


def test_issues_of_nanueng_with_questions_figures_and_findings(printed_texts):
    year = next(row for row in source("nanueng")["assessments"] if row["fiscal_year"] == 2568)
    text = printed_texts["nanueng"]
    for finding in year["findings"]:
        texts = [finding[part] for part in ("weakness", "improvement", "maintenance") if finding[part]]
        stand_in_order(text, [f"ประเด็นที่ {finding['code']}", *texts])
    questions = {code: figure for code, figure in year["figures"].items() if code[0] in "ieo"}
    assert len(questions) == 52
    for code, figure in questions.items():
        assert re.search(rf"ข้อ{code}\D.*?{re.escape(figure)}", text), code
    stand_in_order(text, [line for pair in INDICATORS_2568 for line in pair])
    stand_in_order(text, year["limitations"])


RANKING_2563 = [
    "1 คุณภาพการดำเนินงาน 85.88",
    "2 การปฏิบัติหน้าที่ 85.31",
    "3 การใช้งบประมาณ 85.11",
    "4 การใช้อำนาจ 83.18",
    "5 การแก้ไขปัญหาการทุจริต 81.07",
    "6 การปรับปรุงการทำงาน 78.68",
    "7 ประสิทธิภาพการสื่อสาร 74.69",
    "8 การใช้ทรัพย์สินของราชการ 73.88",
    "9 การป้องกันการทุจริต 37.50",
    "10 การเปิดเผยข้อมูล 36.97",
]
INDICATORS_2568 = [
    ("การปฏิบัติหน้าที่", "93.33"),
    ("การใช้งบประมาณ", "93.33"),
    ("การใช้อำนาจ", "100.00"),
    ("การใช้ทรัพย์สินของราชการ", "60.22"),
    ("การแก้ไขปัญหาการทุจริต", "80.00"),
    ("คะแนน IIT", "85.38"),
    ("คุณภาพการดำเนินงาน", "100.00"),
    ("ประสิทธิภาพการสื่อสาร", "99.83"),
    ("การปรับปรุงการทำงาน", "99.50"),
    ("คะแนน EIT", "99.78"),
    ("การเปิดเผยข้อมูล", "98.75"),
    ("การป้องกันการทุจริต", "100.00"),
    ("คะแนน OIT", "99.38"),
    ("คะแนนรวม", "95.30"),
    ("ระดับผลการประเมิน", "ผ่านดี"),
]


def test_ranking_findings_and_measures_of_nahom(printed_texts):
    text = printed_texts["nahom"]
    stand_in_order(text, ["63.33", "อยู่ในระดับ", "D"])
    ranking = text[text.index(plain("ตารางที่ 2")) :]
    stand_in_order(
        ranking,
        RANKING_2563,
    )
    content = source("nahom")
    figures = content["assessments"][0]["figures"]
    parts = []
    for finding in content["assessments"][0]["findings"]:
        texts = [finding[part] for part in ("weakness", "improvement", "maintenance") if finding[part]]
        parts += [figures[finding["code"]], *texts]
    assert len(content["assessments"][0]["findings"]) == 10
    stand_in_order(text[text.index(plain("ตารางที่ 3")) :], parts)
    measures_stand(printed_texts, "nahom", ["title", "steps", "owners", "timeframe_text", "follow_up"])
    assert plain("ผู้มีส่วนได้ส่วนเสียภายนอก (EIT)") in text  # headed ภายใน in the source


def test_progress_of_khanom_with_outcomes_and_figures(printed_texts):
    content = source("khanom")
    text = printed_texts["khanom"]
    assert len(content["plans"][0]["measures"]) == 8
    measures_stand(printed_texts, "khanom", ["title", "steps", "owners", "outcomes", "result"])
    figures = {3: "100.00", 6: "97.00", 1: "94.44", 8: "95.17", 5: "100.00", 10: "65.00"}
    words = "" if printed_texts["rows part"] else "ได้คะแนน "  # a page may end between the two
    stand_in_order(text, [f"{words}{figures[measure['indicator']]}" for measure in content["plans"][0]["measures"]])


def test_two_years_ranking_and_recommendations_of_dongsombun(printed_texts):
    content = source("dongsombun")
    text = printed_texts["dongsombun"]
    before, after = (row["figures"] for row in content["assessments"])
    rows = ["IIT", *"12345", "EIT", *"678", "OIT", "9", "10", "total"]
    table = text[text.index(plain("ตารางที่ 1")) :]
    stand_in_order(table, [f"{before[code]} {after[code]}" for code in rows] + ["ระดับผลการประเมิน A ผ่าน"])
    ranked = ["การปฏิบัติหน้าที่", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "การป้องกันการทุจริต"]
    ranked += ["การใช้งบประมาณ 99.24", "การเปิดเผยข้อมูล 92.50", "ประสิทธิภาพการสื่อสาร 91.20"]
    ranked += ["คุณภาพการดำเนินงาน 90.58", "การปรับปรุงการทำงาน 88.56"]
    stand_in_order(text[text.index(plain("ตารางที่ 2")) :], [f"{n} {name}" for n, name in enumerate(ranked, 1)])
    parts = []
    for finding in content["assessments"][1]["findings"]:
        code = finding["code"].partition("/")[0]
        parts += [f"ข้อ {code}", *(finding[part] for part in ("weakness", "improvement") if finding[part])]
    assert parts.count("ข้อ e10") == 2  # in either part of the survey
    stand_in_order(text, parts)
    stand_in_order(text, [content["documents"][0]["texts"]["preface"], "ลำดับที่ 589 ของหน่วยงานประเภทเทศบาลตำบล"])
    measures_stand(printed_texts, "dongsombun", ["title", "steps", "timeframe_text", "follow_up", "owners"])


def test_memo_of_chokchai_with_status_and_opinions(printed_texts):
    content = source("chokchai")
    text = printed_texts["chokchai"]
    texts = content["documents"][0]["texts"]
    head = [texts[key] for key in ("office", "number", "date", "subject", "addressee", "recap", "measures_heading")]
    measures_stand(printed_texts, "chokchai", ["title", "steps", "owners", "follow_up"])
    status = ["–/–", *["––/(ตรวจสอบในเว็บไซต์ของหน่วยงาน)"] * 5]
    ends = [line for each in content["documents"][0]["signatories"] for line in each.values()]
    stand_in_order(text, [*head, texts["result"], texts["status_heading"], *status, texts["closing"]])
    stand_in_order(text, [texts["closing"], *(line for each in ends for line in each.splitlines())])


def measure_cells(content, keys: list[str]) -> list[str]:
    """Return what the measures' row say, cell by cell; dates of months are left to the tests of timeframes."""
    return [cell for measure in content["plans"][0]["measures"] for cell in cells_of(measure, keys)]


def cells_of(measure, keys: list[str]) -> list[str]:
    values = (measure[key] if isinstance(measure[key], list) else [measure[key]] for key in keys)
    return [cell for value in values for cell in value if cell]
