"""Files of scores that are made to do harm, or to take long: refused, each in no time."""

import time
from collections.abc import Callable

import openpyxl
import pytest

from tests.assessments.score_files import (
    HEADING_XML,
    changed,
    csv_of,
    edited,
    packed,
    problems_in,
    shared_texts,
    sheet_xml,
    xlsx_of,
)

# These files are read or refused; nothing of them comes to a database.
pytestmark = pytest.mark.any_database

SECONDS = 10  # for what has to be refused at once, on a slow machine


# What is made to do harm


@pytest.fixture
def quick():
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


@pytest.mark.usefixtures("nanueng", "quick")
@pytest.mark.parametrize("where", ["after", "before"])
def test_a_million_empty_rows_take_no_time(check, where: str):
    empty = "".join(f'<row r="{number}"/>' for number in range(2, 1_000_000))
    rows = {"after": HEADING_XML + empty, "before": empty + HEADING_XML}[where]
    assert "แถวว่าง" in problems_in(check(packed(sheet_xml(rows)), "a.xlsx"))[0]


@pytest.mark.usefixtures("nanueng", "quick")
def test_a_row_far_below_the_table_takes_no_time(check):
    rows = HEADING_XML + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert "5,000 แถว" in problems_in(check(packed(sheet_xml(rows)), "a.xlsx"))[0]


@pytest.mark.usefixtures("nanueng", "quick")
def test_a_million_empty_lines_take_no_time(check):
    assert "5,000 แถว" in problems_in(check(csv_of(("i1", "80")) + b"\r\n" * 1_000_000))[0]


def test_five_thousand_rows_are_not_too_many(check):
    blank = [("", "")] * 4_998
    assert changed(check(csv_of(("i1", "81"), *blank))) == {"i1": ("80.00", "81.00")}
    assert "5,000 แถว" in problems_in(check(csv_of(("i1", "81"), *blank, ("", ""))))[0]


@pytest.mark.usefixtures("nanueng", "quick")
@pytest.mark.parametrize(
    "parts",
    # Made by the test that needs them, not in every process that only reads which tests there are.
    [
        lambda: {"xl/worksheets/sheet1.xml": b" " * 200_000_000},
        lambda: {"xl/media/image1.png": b"0" * 200_000_000},
        lambda: {"xl/sharedStrings.xml": f'<sst xmlns="{HEADING_XML}">' + "<si><t>a</t></si>" * 500_000 + "</sst>"},
        lambda: {"xl/styles.xml": "<styleSheet><cellXfs>" + "<xf/>" * 800_000 + "</cellXfs></styleSheet>"},
        lambda: sheet_xml(HEADING_XML + '<row r="2">' + "<c/>" * 1_000_000 + "</row>"),
        lambda: {f"xl/worksheets/sheet{number}.xml": b"<a/>" for number in range(2, 600)},
    ],
    ids=["sheet", "picture", "strings", "styles", "cells", "files"],
)
def test_a_bomb_is_refused_before_it_goes_off(check, parts: Callable[[], dict]):
    assert len(problems_in(check(packed(parts()), "a.xlsx"))) == 1


@pytest.mark.usefixtures("nanueng", "quick")
@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/hostname">',
    ],
    ids=["laughs", "outside"],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_xml_with_entities_is_refused(check, entities: str, part: str):
    assert openpyxl.DEFUSEDXML
    rows = HEADING_XML + '<row r="2"><c r="A2" t="inlineStr"><is><t>i1</t></is></c><c r="B2"><v>&c;</v></c></row>'
    xml = sheet_xml(rows, f"<!DOCTYPE x [{entities}]>")["xl/worksheets/sheet1.xml"]
    assert "XLSX" in problems_in(check(packed({part: xml}), "a.xlsx"))[0]


def test_an_encrypted_archive_is_refused(check):
    content = bytearray(packed({}))
    start = content.rindex(b"PK\x01\x02")
    content[start + 8] |= 1
    assert "XLSX" in problems_in(check(bytes(content), "a.xlsx"))[0]


# Made to take long


def test_a_cell_of_blanks_takes_no_time(check):
    """The year was looked for among 1,500 blanks in as many ways as they can be parted: two minutes for 5 kB."""
    above = ["ปีงบประมาณ" + " " * 1_500 + "x"]
    book = xlsx_of(("i1", 80), heading=tuple(above))
    began = time.process_time()
    check(edited(book, lambda sheet: sheet.append(["รหัส", "คะแนน"])), "a.xlsx")
    assert time.process_time() - began < SECONDS


def test_the_year_is_read_through_any_blanks(check):
    rows = [("ปีงบประมาณ \u00a0  พ.ศ.\n : ", " ๒๕๖๗"), ("รหัส", "คะแนน"), ("i1", 80)]
    assert problems_in(check(csv_of(*rows[1:], heading=rows[0])))[0].startswith("แถว 1: ไฟล์นี้เป็นของปีงบประมาณ 2567")


def test_every_cell_that_holds_too_much_is_told_in_its_row(check):
    long = csv_of(("i1", "9" * 301), ("i" * 20_000, "80"), ("i2", "90"))
    assert problems_in(check(long)) == [
        "แถว 2 (i1): ข้อความในช่องยาวเกิน 300 ตัวอักษร กรุณาตรวจว่าไม่ได้วางข้อความอื่นหรือช่องว่างจำนวนมากไว้ในช่องนี้",
        "แถว 3: ข้อความในช่องยาวเกิน 300 ตัวอักษร กรุณาตรวจว่าไม่ได้วางข้อความอื่นหรือช่องว่างจำนวนมากไว้ในช่องนี้",
    ]


CELL = '<c t="s"><v>0</v></c>'


def test_cells_that_share_a_long_text_are_not_copied_without_end(check):
    """A workbook of 10 kB whose 20,000 cells name one text of 32,000 letters: more than a gigabyte of texts."""
    rows = HEADING_XML + "".join(f'<row r="{at}">{CELL * 20}</row>' for at in range(2, 1_002))
    book = packed(sheet_xml(rows) | shared_texts("ก" * 32_000))
    began = time.process_time()
    assert problems_in(check(book, "a.xlsx")) == ["ข้อความในไฟล์รวมกันยาวเกินไป กรุณาแบ่งเป็นหลายไฟล์"]
    assert time.process_time() - began < SECONDS
