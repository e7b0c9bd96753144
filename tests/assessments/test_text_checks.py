"""Texts against figures and years."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agencies.models import Agency
from assessments.models import Assessment
from assessments.rules.analysis import Subject, Texts, subjects_of
from assessments.rules.sheet import Row, build_sheet
from assessments.rules.text_checks import check_place, check_texts
from tests.assessments.small_year import figures, question, small_year
from workspace.demonstration.agencies import demonstration_agency_load

YEAR = small_year()


def subject(*figures: str, texts: Texts = Texts(improvement="ควรปรับปรุง")) -> Subject:  # noqa: B008  frozen
    rows = tuple(
        Row(question(f"i{number}", 1), Decimal(text), Decimal(text), Decimal(text) < 85)
        for number, text in enumerate(figures, 1)
    )
    return Subject("issue", "1", "ประเด็นแรก", rows, texts)


def ids(*subjects: Subject, limitations: tuple[str, ...] = ()) -> list[str]:
    return [check.id for check in check_texts(YEAR, subjects, limitations)]


@pytest.mark.parametrize(
    ("checked", "found"),
    [
        (subject("90", "95"), []),
        (subject("80", texts=Texts()), ["weak-without-finding"]),
        (subject("90", texts=Texts()), ["issue-without-finding"]),
        (subject("80", "95"), ["weak-not-mentioned", "lowest-not-mentioned"]),
        (subject("80", texts=Texts(weakness="ยังขาดคู่มือ")), ["lowest-not-mentioned"]),
        (subject("80", texts=Texts(weakness="ข้อ i1 ยังขาดคู่มือ")), []),
        (subject("90", texts=Texts(maintenance="รักษา", is_draft=True)), ["finding-still-draft"]),
        (subject("100", "100", texts=Texts(weakness="ยังขาดคู่มือ")), ["weakness-at-full-mark"]),
        (subject("100", "99.99", texts=Texts(weakness="ยังขาดคู่มือ")), []),
        (subject("90", texts=Texts(maintenance="ตามข้อ o3 และ i2")), []),
        (subject("90", texts=Texts(maintenance="ตามข้อ o35")), ["code-not-in-year"]),
        (subject("90", texts=Texts(maintenance="อ้างอิงจาก ๐๓๕")), ["code-not-in-year"]),
        (subject("90", texts=Texts(maintenance="ในปี 2568 และปี ๒๕๖๙")), ["digits-mixed"]),
        (subject("90", texts=Texts(maintenance="ในปี 2564")), ["year-not-expected"]),
        (subject("90", texts=Texts(maintenance="ปี ๒๕๖๔")), ["year-not-expected"]),
    ],
)
def test_each_contradiction_is_found_and_nothing_else(checked, found):
    assert ids(checked) == found


def test_a_code_with_thai_zero_is_read_as_an_item():
    (check,) = check_texts(YEAR, [subject("90", texts=Texts(maintenance="อ้างอิงจาก ๐๓๕"))], [])
    assert "o35" in check.message
    assert check.severity == "error"
    assert check.subject == "finding:issue:1"


def test_limitations_are_read_too():
    assert ids(subject("90"), limitations=("ขาดบุคลากรตั้งแต่ปี 2560",)) == ["year-not-expected"]


def test_phone_numbers_amounts_and_addresses_are_no_years():
    text = "โทร 025641234 งบ 25,640 บาท https://x.go.th/2564 ถึง a2564@x.go.th"
    assert ids(subject("90", texts=Texts(maintenance=text))) == []


# By question


def ids_by_question(texts: dict, **typed: str) -> list[tuple[str, str]]:
    sheet = build_sheet(YEAR, figures(**typed), target=Decimal(85))
    return [(check.id, check.subject) for check in check_texts(YEAR, subjects_of(sheet, texts, "question"), [])]


def test_each_weak_question_wants_a_finding_and_a_strong_one_does_not():
    found = ids_by_question({}, i1="80", i2="90", o1="50", e1_1="84.99", e1_2="100")
    assert found == [
        ("weak-without-finding", f"finding:{place}") for place in ("question:i1", "question:e1/1", "item:o1")
    ]


def test_a_strong_question_that_was_opened_wants_no_finding():
    sheet = build_sheet(YEAR, figures(i2="90"), target=Decimal(85))
    assert check_texts(YEAR, subjects_of(sheet, {}, "question", ["i2"]), []) == ()


def test_an_item_that_is_not_full_is_named_so():
    sheet = build_sheet(YEAR, figures(o1="90"), target=Decimal(85))
    (check,) = check_texts(YEAR, subjects_of(sheet, {}, "question"), [])
    assert check.message == "ข้อ o1 ข้อคำถาม o1: ยังไม่ได้คะแนนเต็ม แต่ยังไม่มีข้อค้นพบ"


def test_a_finding_on_the_lowest_question_itself_mentions_it():
    assert ids_by_question({("question", "i1"): Texts("ยังไม่ทั่วถึง")}, i1="80", i2="90") == []


# The lowest figure of the year


def lowest(*texts: Texts, wordings: tuple[str, str] = ("การขอยืมทรัพย์สินของทางราชการ", "การตรวจสอบทรัพย์สินของทางราชการ")):
    """Return what is said of i1 = 10 and i2 = 80, in one issue each with these texts."""
    questions = [replace(question(f"i{number}", 1), text=wording) for number, wording in enumerate(wordings, 1)]
    year = small_year()
    first = year.instruments[0].indicators[0]
    instrument = replace(year.instruments[0], indicators=(replace(first, questions=tuple(questions)),))
    rows = [Row(each, value, value, True) for each, value in zip(questions, (Decimal(10), Decimal(80)), strict=True)]
    subjects = [Subject("issue", str(n), f"ประเด็น {n}", (rows[n - 1],), each) for n, each in enumerate(texts, 1)]
    checks = check_texts(replace(year, instruments=(instrument,)), subjects, [])
    return [(check.subject, check.message) for check in checks if check.id == "lowest-not-mentioned"]


def test_the_lowest_question_that_no_finding_speaks_of_is_named():
    ((place, message),) = lowest(Texts("ขาดคู่มือ"), Texts("การตรวจสอบยังไม่ทั่วถึง"))
    assert place == "finding:issue:1"
    assert "ข้อ i1" in message
    assert "10.00" in message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Texts("ข้อ ๑ ได้คะแนนน้อย ตาม I1"), Texts("ก")),
        (Texts("ก"), Texts(improvement="แก้ไขตามข้อ i1")),
        (Texts("ขั้นตอนการขอยืมทรัพย์ สิน ยังไม่ชัดเจน"), Texts("ก")),
        (Texts("ก"), Texts("การขอยืมทรัพย์สินยังไม่ชัดเจน")),
    ],
)
def test_its_code_anywhere_or_its_own_wording_among_the_weaknesses_is_enough(first, second):
    assert lowest(first, second) == []


@pytest.mark.parametrize(
    "text",
    [
        Texts("การดูแลทรัพย์สินของทางราชการยังไม่ดี"),  # both questions ask about it
        Texts("ขาดคู่มือ", improvement="จัดทำแนวทางการขอยืมทรัพย์สินของทางราชการ"),  # what to do says not what is weak
        Texts("ข้อ i10 ได้คะแนนน้อย"),
    ],
)
def test_wording_of_other_questions_and_what_to_do_about_it_are_not_enough(text):
    assert len(lowest(text, Texts("ก"))) == 1


def test_a_subject_without_any_text_is_an_error_already():
    assert lowest(Texts(), Texts("ก")) == []


def test_of_equally_low_questions_one_is_enough():
    assert ids(subject("50", "50", texts=Texts("ข้อ i2 น้อย"))) == []


# Places


def test_another_agencys_place_is_named():
    (check,) = check_place("บทนำ", "document", "อำเภอกำแพงแสน จังหวัดกาฬสินธุ์", "ท่าคันโท", "กาฬสินธุ์")
    assert (check.id, check.severity, check.subject) == ("other-place-named", "warning", "document")
    assert check.message == "บทนำ: กล่าวถึงอำเภอกำแพงแสน แต่หน่วยงานอยู่ในอำเภอท่าคันโท จังหวัดกาฬสินธุ์"


def test_findings_and_limitations_are_read_for_places():
    text = "ในพื้นที่ อำเภอกำแพงแสน"
    of_finding = [subject("90", texts=Texts(maintenance=text))]
    found = check_texts(YEAR, of_finding, [text], district="ท่าคันโท", province="กาฬสินธุ์")
    assert [(check.id, check.subject) for check in found] == [
        ("other-place-named", "finding:issue:1"),
        ("other-place-named", "limitations"),
    ]
    assert check_texts(YEAR, of_finding, [text]) == ()


# The demonstration agencies


def checks_of(slug: str, year: int, by: str = "") -> list[tuple[str, str]]:
    demonstration_agency_load(slug=slug)
    assessment = Assessment.objects.for_year(Agency.objects.get(slug=slug), year).with_sheet().get()
    sheet, agency = assessment.sheet(), assessment.agency
    found = check_texts(
        sheet.structure,
        assessment.subjects(sheet, by=by),
        assessment.limitation_texts(),
        district=agency.district,
        province=agency.province,
    )
    return [(check.id, check.subject) for check in found]


def test_dongsombun_cites_two_items_by_their_codes_of_the_year_before(frameworks):
    assert checks_of("dongsombun", 2566, "question") == [("citation-mismatch", "finding:question:e1/1")] * 2


def test_nanueng_does_not_speak_of_its_worst_question(frameworks):
    found = checks_of("nanueng", 2568)
    assert [check for check in found if check[0] == "lowest-not-mentioned"] == [
        ("lowest-not-mentioned", "finding:issue:4")
    ]
    assert "other-place-named" not in dict(found)


@pytest.mark.parametrize(("slug", "year"), [("nahom", 2563), ("khanom", 2568), ("chokchai", 2565)])
def test_texts_that_cite_nothing_and_name_no_place_raise_no_alarm(frameworks, slug, year):
    assert not {"citation-mismatch", "other-place-named", "lowest-not-mentioned"} & dict(checks_of(slug, year)).keys()
