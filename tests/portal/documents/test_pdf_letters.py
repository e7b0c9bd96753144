"""The letters of a PDF, whatever its program draws and names: marks upon their letters, lines, columns, page cuts."""

import pytest

from ita_portal.documents.line_ends import begins_paragraph, joint
from ita_portal.documents.pdf_columns import open_tables
from ita_portal.documents.pdf_lines import text_lines
from ita_portal.documents.pdf_marks import Letter, MarkNames
from ita_portal.documents.source import is_page_mark, is_rest_of_row

SIZE, WIDE = 10.0, 6.0
# How the marks of a font are drawn: left and right from the end of their letter, bottom and top from its base line.
INK = {
    "\u0e38": (-2, 0, -4, -1),
    "\u0e39": (-4, 0, -4, -1),
    "\u0e48": (-1, 0, 8, 10),
    "\u0e49": (-4, 0, 7, 9.2),
    "\u0e4c": (-3.4, 0, 7, 9.8),
    "\u0e34": (-5, 0, 7, 9.4),
    "\u0e35": (-5, 0, 7, 10),
    "\u0e36": (-5, 0, 7, 10.5),
    "\u0e37": (-5, 0, 7, 11),
    "\u0e31": (-6, 0, 7, 9.6),
    "\u0e47": (-5.5, 0, 7, 10),
}


def drawn(text: str, names: dict[str, str] | None = None, x: float = 0.0, y: float = 100.0) -> list[Letter]:
    """The letters of a text, its marks as they are drawn, under the names that a program gives them."""
    found = []
    for letter in text:
        if letter in INK:
            left, right, bottom, top = INK[letter]
            ink = (x + left, y + bottom, x + right, y + top)
            found.append(Letter((names or {}).get(letter, letter), x, y, SIZE, x, ink))
        else:
            found.append(Letter(letter, x, y, SIZE, x + WIDE))
            x += WIDE
    return found


def read(letters: list[Letter], *pages: list[Letter]) -> str:
    names = MarkNames()
    for page in (letters, *pages):
        names.learn(page)
    return "\n".join(line.text for line in text_lines(names.placed(letters)))


def test_a_mark_that_is_drawn_last_stands_upon_its_letter():
    letters = drawn("ประโยชน์สุด")
    assert (
        read([each for each in letters if each.text != "์"] + [each for each in letters if each.text == "์"])
        == "ประโยชน์สุด"
    )


def test_a_page_reads_from_left_to_right_whatever_is_drawn_first():
    assert read([*drawn("คลัง", x=60), *drawn("กอง ", x=0)]) == "กอง คลัง"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ข้อมูล", {"\u0e39": "\u0e48"}),  # below its letter there is no tone
        ("คู่ รุ ข้อ", {"\u0e39": "\u0e48"}),
        ("พันธ์ ที่ คู ข้อ", {"\u0e4c": "\u0e38"}),
        ("อยู่ว่า", {"\u0e48": "\u0e39"}),
    ],
)
def test_a_mark_under_a_wrong_name_is_known_by_how_it_is_drawn(text, names):
    assert read(drawn(text, names), drawn("กิ กี กึ กื กั ก็ กุ ก้")) == text


def test_two_marks_that_have_each_others_names_are_told_apart():
    swapped = {"\u0e39": "\u0e49", "\u0e49": "\u0e39"}
    assert sorted(read(drawn("ผู้", swapped))) == sorted("ผู้")


def test_a_mark_that_nothing_tells_is_named_for_people_to_look_at():
    names = MarkNames()
    letters = drawn("ธ์", {"\u0e4c": "\u0e38"})
    names.learn(letters)
    names.placed(letters)
    assert (names.renamed, names.unnamed) == ({}, {"\u0e38"})


def test_texts_in_columns_are_a_table_and_a_sentence_with_wide_blanks_is_none():
    rows = [("ที่", 0), ("ตัวชี้วัด", 60), ("คะแนน", 200)], [("๑", 0), ("การใช้งบ", 60), ("๙๐", 200)]
    letters = [each for y, row in enumerate(rows) for text, x in row for each in drawn(text, x=x, y=100 - 15 * y)]
    (table,) = open_tables(MarkNames().placed(letters))
    assert table.rows == (("ที่", "ตัวชี้วัด", "คะแนน"), ("๑", "การใช้งบ", "๙๐"))
    assert open_tables(drawn("กอง", x=0) + drawn("คลัง", x=60)) == []


def test_columns_that_are_not_drawn_row_by_row_are_no_table():
    cells = [("ก", 0, 100), ("ข", 60, 70), ("ค", 120, 100), ("ง", 0, 85), ("จ", 60, 100), ("ฉ", 120, 85)]
    assert not any(table.rows for table in open_tables([x for t, a, b in cells for x in drawn(t, x=a, y=b)]))


@pytest.mark.parametrize(
    ("last", "first", "is_rest"),
    [
        (("IIT", "๑", "การปฏิบัติหน้าที่", "๙๓.๓๓"), ("", "๒", "การใช้งบประมาณ", "๙๓.๓๓"), False),
        (("", "ข้อ i๒ เจ้าหน้าที่ปฏิบัติงานหรือให้", "๑๐๐.๐๐"), ("", "บริการอย่างเท่าเทียมกัน", ""), True),
        (("", "ข้อ i๒ เจ้าหน้าที่ปฏิบัติงานหรือให้", "๑๐๐.๐๐"), ("", "ข้อ i๓ การเรียกรับสินบน", ""), False),
        (("ข้อ i๔ การใช้จ่ายงบประมาณเป็นไปตาม", ""), ("วัตถุประสงค์", "๘๐.๐๐"), True),
        (("OIT", "ข้อ ๐๘ คู่มือ", "๑๐๐.๐๐"), ("วิเคราะห์ข้อบกพร่อง", "", ""), False),
        (("", "", "กองคลัง", ""), ("(๓) นโยบาย", "จัดซื้อจัดจ้าง", "", "รายงาน"), True),
        (("(๒) ลดขั้นตอน", "ปรับปรุง", "กองคลัง", ""), ("(๓) นโยบาย", "จัดซื้อ", "", "รายงาน"), False),
    ],
)
def test_a_row_that_a_page_cuts_is_known_by_its_figures_and_empty_cells(last, first, is_rest):
    assert is_rest_of_row(last, first) is is_rest


@pytest.mark.parametrize("text", ["- ๒ -", "หน้า ๒", "หน้า 2 จาก 10", "Page 2 of 10", "2 / 10", "หน้าที่ ๑๒"])
def test_the_number_of_a_page_is_no_text(text):
    assert is_page_mark(text)
    assert not is_page_mark(f"{text} คะแนน")


def test_the_name_of_a_part_begins_a_paragraph_and_a_dash_at_the_end_of_a_line_a_list():
    assert all(map(begins_paragraph, ("การรักษาระดับ : ใน", "• ข้อบกพร่อง/ข้อปรับปรุง", "ข้อ e๑๒ ท่าน", "การพัฒนา ควร")))
    assert not any(map(begins_paragraph, ("การพัฒนาระบบ", "ระดับ : ใน", "รักษาระดับคุณภาพ")))
    assert (joint("- ตรวจสอบได้-", "ทำผัง"), joint("การยืม-", "คืน"), joint("E-", "Service")) == (" ", "", "")
