"""The laws of layout, on every page: nothing over a border or the edge of the paper, a heading on each page of a table,
no page nearly empty, no word cut, a title repeated where its row goes on. Hard cases; test_page_laws.py reads every
demonstration document.

The boxes of letters and lines are those that pdfium finds in the finished PDF.
"""

from itertools import pairwise

import pytest

from reports.paper.blocks import Column, Document, Heading, Paragraph, Section, Table, TableRow
from reports.paper.column_texts import CM_PER_POINT
from reports.paper.column_widths import CellText, ColumnText, column_widths
from reports.paper.layout import (
    AROUND,
    CONTINUED,
    LONGEST_COMPOUND,
    NO_COMPOUND,
    PaperTable,
    laid_out,
    left_out_columns,
    misfits,
)
from reports.paper.row_parts import row_parts
from reports.paper.ruler import longest_piece
from tests.documents.hard_documents import CELLS, STEP, USUAL, steps
from tests.documents.pdf_text import squeezed
from tests.documents.printed_pages import MARGINS, points, printed_pages

# The paper is drawn from a document that was read already.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def plan(
    keys: tuple[str, ...], steps: list[tuple[str, ...]], *, is_wide: bool = True, agency: str = "นาหนึ่ง"
) -> Document:
    """Return a document with a table of measures, one for each tuple of steps."""
    columns = tuple(Column(key, CELLS[key][0], 0) for key in keys)
    rows = tuple(
        TableRow(tuple(texts if key == "steps" else (f"{number}. {CELLS[key][1]}",) for key in keys))
        for number, texts in enumerate(steps, 1)
    )
    table = Table("ตารางมาตรการ", columns, rows, "measures")
    blocks = (Heading("หัวข้อ"), Paragraph(f"ตามที่{agency}ได้กำหนดมาตรการ " * 6), table)
    return Document("ชื่อเอกสาร", agency, "arabic", MARGINS, (Section(blocks, is_wide=is_wide),))


HARD = {
    "eight-steps": plan(USUAL, [steps(8)]),
    "thirty-steps": plan(USUAL, [steps(30)]),
    "long-step": plan(USUAL, [(STEP * 30, STEP), steps(2)]),
    "seven-columns-in-a-letter": plan(tuple(CELLS)[:7], [steps(5), steps(7)], is_wide=False),
    "nine-columns": plan(tuple(CELLS), [steps(5), steps(6)]),
    "long-name": plan(USUAL, [steps(3, f"ของ{'นาหนึ่ง' * 16}")], agency="นาหนึ่ง" * 16),
}


@pytest.fixture(scope="module", params=HARD)
def printed(request):
    document = HARD[request.param]
    return document, printed_pages(document)


def test_no_letter_crosses_a_border_or_leaves_the_paper(printed):
    document, pages = printed
    for page in pages:
        assert page.over_borders() == 0
        right = page.page.get_width() - points(document.margins.right)
        assert max(box.right for box in page.letters) < right + 2
        assert min(box.left for box in page.letters) > points(document.margins.left) - 3


def test_no_text_is_printed_over_another(printed):
    _, pages = printed
    for page in pages:
        assert page.overprinted() == []


def test_every_page_of_a_table_has_its_heading(printed):
    document, pages = printed
    tables = [each for each in laid_out(document).blocks if isinstance(each, PaperTable)]
    headings = [[squeezed(cell.text) for row in each.heading_rows for cell in row] for each in tables]
    with_tables = [page for page in pages if page.uprights]
    assert with_tables
    for page in with_tables:
        assert any(all(text in page.text for text in heading) for heading in headings)


def test_no_page_inside_a_part_is_nearly_empty(printed):
    _, pages = printed
    for page, after in pairwise(pages[1:]):
        if page.page.get_width() == after.page.get_width():
            assert page.fill > 0.25


def test_no_word_is_wider_than_its_column(printed):
    document, _ = printed
    for table in (each for each in laid_out(document).blocks if isinstance(each, PaperTable)):
        assert not table.is_tight
        assert too_wide(table, NO_COMPOUND) == []
        assert document is HARD["nine-columns"] or too_wide(table, LONGEST_COMPOUND) == []


def too_wide(table: PaperTable, longest: float) -> list[str]:
    """Return the lines with a word that is wider than its column, of compounds those that are not longer."""
    size = (14 if table.name == "measures" else 16) * CM_PER_POINT
    return [
        line
        for row in table.table.body_rows
        if not row.across
        for cell in row.cells
        for line in cell.lines
        if longest_piece(line, is_bold=row.is_strong, names=table.names, most=longest / size) * size
        > cell.column.width - AROUND / 2
    ]


@pytest.mark.parametrize(("name", "most"), [("thirty-steps", 6), ("nine-columns", 8)])
def test_hard_cases_take_few_pages(name, most):
    assert len(printed_pages(HARD[name])) <= most


def test_the_title_is_repeated_where_a_row_goes_on():
    pages = printed_pages(HARD["thirty-steps"])
    assert [page.text.count(CONTINUED) for page in pages] == [0] + [1] * (len(pages) - 1)


def test_a_letter_turns_the_paper_for_a_table_of_many_columns():
    sizes = [round(page.page.get_width()) for page in printed_pages(HARD["seven-columns-in-a-letter"])]
    assert set(sizes) == {842}


def test_columns_that_are_empty_in_every_row_are_left_out():
    document = plan(("measure", "owners"), [(), ()])
    heading, words, table = document.sections[0].blocks
    rows = tuple(TableRow((row.cells[0], ("–",))) for row in table.rows)
    emptied = Table(table.caption, table.columns, rows, table.name)
    assert [each.key for each in left_out_columns(emptied)] == ["owners"]
    sections = (Section((heading, words, emptied)),)
    (printed,) = laid_out(Document("ก", "ข", "arabic", MARGINS, sections)).blocks[2:]
    assert [column.key for column in printed.columns] == ["measure"]


def test_what_fits_no_page_is_said_in_words():
    crowd = tuple(Column(f"{number}", "ผู้รับผิดชอบหลักและร่วม", 0) for number in range(14))
    table = Table("ตาราง", crowd, (TableRow((("สำนักปลัด",),) * 14),), "measures")
    document = Document("ก", "ข", "arabic", MARGINS, (Section((table,)),))
    (words,) = misfits(document)
    assert "กรุณาเลือกคอลัมน์ให้น้อยลง" in words
    assert not misfits(HARD["nine-columns"])
    (printed,) = laid_out(document).blocks
    assert printed.is_tight
    assert sum(column.width for column in printed.columns) == pytest.approx(24.7)


def test_room_goes_to_the_longest_text_and_never_below_the_longest_word():
    short, long = ColumnText(2.0, (CellText((2.0,)),)), ColumnText(2.0, (CellText((7.5,) * 8),))
    narrow, wide = column_widths((short, long), 16, 0.5)
    assert narrow >= 2.5
    assert wide > 3 * narrow
    assert narrow + wide == pytest.approx(16, abs=0.01)
    assert column_widths((short, long), 4.9, 0.5) is None


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([[1], [1, 1, 1]], [(["a0"], ["b0", "b1", "b2"])]),
        ([[3], [3, 3, 1]], [(["a0"], ["b0"]), ([], ["b1", "b2"])]),
        ([[3], [1, 1, 1, 1, 2]], [(["a0"], ["b0", "b1", "b2"]), ([], ["b3", "b4"])]),
        ([[5], [1, 1]], [(["a0"], ["b0", "b1"])]),
        ([[2, 2, 3], [4, 4, 1]], [(["a0", "a1"], ["b0"]), (["a2"], ["b1", "b2"])]),
        ([[2] * 4, [3, 3]], [(["a0", "a1"], ["b0"]), (["a2", "a3"], ["b1"])]),
        ([[1] * 9, [1, 8]], [([f"a{n}" for n in range(9)], ["b0", "b1"])]),
        ([[], []], [([], [])]),
    ],
)
def test_a_row_parts_between_its_lines(heights, expected):
    cells = [[f"{name}{number}" for number, _ in enumerate(each)] for name, each in zip("ab", heights, strict=True)]
    assert [tuple(map(list, part)) for part in row_parts(cells, heights, most=10)] == expected


def test_what_is_tall_is_not_put_off_while_the_row_goes_on_beside_it():
    """Two steps of ten lines beside twelve texts of four: the second does not wait for the last of these."""
    parts = row_parts([[*"abcdefghijkl"], [*"xy"]], [[4] * 12, [10, 10]], most=10)
    assert ["".join(part[1]) for part in parts][:3] == ["x", "y", ""]


def test_the_least_hole_is_taken_where_a_part_would_be_too_tall():
    cells, heights = [[*"abcdefgh"], [*"xy"]], [[1] * 8, [2, 6]]
    parts = row_parts(cells, heights, most=4)
    assert [tuple(map("".join, part)) for part in parts] == [("abc", "x"), ("defgh", "y")]
