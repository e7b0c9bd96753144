"""Texts against figures and years."""

from decimal import Decimal

import pytest

from assessments.analysis import Subject, Texts
from assessments.sheet import Row
from assessments.text_checks import check_texts
from tests.assessments.small_year import question, small_year

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
        (subject("80", "95"), ["weak-not-mentioned"]),
        (subject("80", texts=Texts(weakness="ยังขาดคู่มือ")), []),
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
