"""Citations of open-data items in a text."""

from dataclasses import replace

import pytest

from assessments.rules.citations import citation, citations_in, items_of, mismatches, strange_codes
from tests.assessments.small_year import question, small_year


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (["o11"], "(อ้างอิงจาก o11)"),
        (["o11", "o12"], "(อ้างอิงจาก o11 และ o12)"),
        (["o11", "o12", "o13"], "(อ้างอิงจาก o11, o12 และ o13)"),
    ],
)
def test_a_citation_is_written_as_it_is_read(codes, text):
    assert citation(codes) == text
    assert [each.codes for each in citations_in(f"แผน {text} และ")] == [tuple(codes)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("แผน (อ้างอิงจาก O11) และรายงาน (อ้างอิงจาก o12)", [("o11",), ("o12",)]),
        ("(อ้างอิงจาก ๐๑๑)", [("o11",)]),
        ("(อ้างอิงจาก o๑๑และ๐๑๒)", [("o11", "o12")]),
        ("(อ้างอิงจากข้อ 011, o 12)", [("o11", "o12")]),
        ("( อ้างอิง o1/o2 )", [("o1", "o2")]),
        ("(อ้างอิงจาก e1/1)", [("e1/1",)]),
        ("(อ้างอิงจาก o123)", [("o123",)]),
        ("(อ้างอิงจากแผนปี 2566)", []),
        ("(อ้างอิงจาก", []),
        ("ตามข้อ o11", []),
    ],
)
def test_citations_are_found_in_every_spelling(text, codes):
    assert [each.codes for each in citations_in(text)] == codes


def test_where_a_citation_stands_is_known():
    text = "แผน (อ้างอิงจาก o11) แล้ว"
    (each,) = citations_in(text)
    assert text[each.start : each.end] == "(อ้างอิงจาก o11)"


def test_codes_that_are_no_items_of_the_year_are_strange():
    items = items_of(small_year())
    assert list(items) == ["o1", "o2", "o3"]
    assert strange_codes("(อ้างอิงจาก o3) (อ้างอิงจาก o4 และ i1) (อ้างอิงจาก ๐๔)", items) == ["o4", "i1"]


# Words that name another item than the one cited


def item(code: str, text: str, *topics: str):
    return replace(question(code, 9), text=text, topics=topics)


ITEMS = {
    each.code: each
    for each in (
        item("o13", "รายงานผลการดำเนินงานประจำปี"),
        item("o14", "คู่มือหรือมาตรฐานการปฏิบัติงาน", "คู่มือการปฏิบัติงาน"),
        item("o15", "คู่มือหรือมาตรฐานการให้บริการ", "คู่มือการให้บริการ"),
        item("o18", "E-Service"),
        item("o23", "นโยบายหรือแผนการบริหารทรัพยากรบุคคล"),
        item("o24", "การดำเนินการตามนโยบายหรือแผนการบริหารทรัพยากรบุคคล"),
        item("o36", "แผนปฏิบัติการป้องกันการทุจริต"),
        item("o38", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี"),
        item("o42", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
        item("o43", "การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"),
        item("o99", ""),
    )
}


def found(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(each.cited, each.named) for each in mismatches(text, ITEMS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ไว้ในคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก o13) ด้วย", [(("o13",), "o14")]),
        ("คู่มือ หรือมาตรฐาน การปฏิบัติงาน(อ้างอิงจาก ๐๑๓)", [(("o13",), "o14")]),
        ("“คู่มือหรือมาตรฐานการปฏิบัติงาน” (อ้างอิงจาก o13)", [(("o13",), "o14")]),
        ("หรือคู่มือการให้บริการ (อ้างอิงจาก o14)", [(("o14",), "o15")]),
        ("จัดทำ e-service (อ้างอิงจาก o13)", [(("o13",), "o18")]),
        ("การดำเนินการตามนโยบายหรือแผนการบริหารทรัพยากรบุคคล (อ้างอิงจาก o13)", [(("o13",), "o24")]),
        ("E-Service (อ้างอิงจาก o77)", [(("o77",), "o18")]),
        ("คู่มือการให้บริการ (อ้างอิงจาก o13) และ E-Service (อ้างอิงจาก o14)", [(("o13",), "o15"), (("o14",), "o18")]),
    ],
)
def test_the_title_of_another_item_before_a_citation_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ปรับปรุงคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก o14) และคู่มือหรือมาตรฐานการให้บริการ (อ้างอิงจาก o15)",
        "คู่มือหรือมาตรฐานการปฏิบัติงานและคู่มือหรือมาตรฐานการให้บริการ (อ้างอิงจาก o14 และ o15)",
        "คู่มือหรือมาตรฐานการให้บริการและคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก o15) (อ้างอิงจาก o14)",
        "คู่มือการปฏิบัติงาน (อ้างอิงจาก o14)",
        "แผ่นพับ (อ้างอิงจาก o13)",
        "รายงานการดำเนินการตามนโยบายหรือแผนการบริหารทรัพยากรบุคคล (อ้างอิงจาก o23)",
        "เผยแพร่นโยบายหรือแผนการบริหารทรัพยากรบุคคล (อ้างอิงจาก o24)",  # a part of the cited item's own title
        # The words are the end of a longer name, which the cited item bears.
        "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (อ้างอิงจาก o43)",
        "รายงานผลตามแผนปฏิบัติการป้องกันการทุจริต (อ้างอิงจาก o38)",
        "คู่มือหรือมาตรฐานการปฏิบัติงานที่ปรับปรุงแล้ว (อ้างอิงจาก o13)",
        "คู่มือหรือมาตรฐานการปฏิบัติงาน",
        "(อ้างอิงจาก o13)",
    ],
)
def test_what_may_be_meant_rightly_raises_no_alarm(text):
    assert found(text) == []
