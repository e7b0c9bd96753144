"""manage.py read_document: what is found in a document, as JSON, and nothing stored."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from agencies.models import Change
from assessments.models import Figure, Framework
from ita_portal.documents.reading import read_document as read_source
from ita_portal.spreadsheets.grid import HIDDEN
from tests.assessments.score_files import saved
from workspace.document_import.carried_source import source_as_json, source_from_json
from workspace.document_import.reading import SourceRest, reading_of

REPORT = """รายงานผลการประเมิน ประจำปีงบประมาณ 2566
คะแนนภาพรวมหน่วยงานเทศบาลตำบลตัวอย่าง : 91.40 คะแนน
ระดับผลการประเมิน : ผ่าน
ลำดับที่ 3 จาก 12 แห่ง ของอำเภอตัวอย่าง

อันดับ\tตัวชี้วัด\tคะแนน
1\tการป้องกันการทุจริต\t99.10
2\tการปฏิบัติหน้าที่\t90.20

ข้อเสนอแนะสำหรับการประเมินตามแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)
i7 ประเด็น ไม่ทราบแผน ดังนั้น หน่วยงานควรเผยแพร่แผน

ข้อจำกัดและปัญหาอุปสรรคของหน่วยงาน
1. ขาดบุคลากร

มาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินงาน
1. จัดทำคู่มือ\t1. แต่งตั้ง 2. เผยแพร่\tกองคลัง\tต.ค.66 - ก.ย.67\tแล้วเสร็จ
"""
KEYS = [
    *("year", "total", "level", "ranks", "instruments", "parts", "indicators", "questions"),
    *("findings", "limitations", "measures", "progress", "doubts", "not_taken"),
]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def printed(*args, **options):
    out = StringIO()
    call_command("read_document", *args, stdout=out, **options)
    return out.getvalue()


def test_everything_of_a_report_in_the_keys_that_scripts_rely_on(nanueng, report):
    before = Change.objects.count(), Figure.objects.count()
    content = json.loads(printed(report))
    assert list(content) == KEYS
    assert (content["year"], content["total"], content["level"]) == (2566, "91.40", "ผ่าน")
    assert content["ranks"] == {"district": "3 จาก 12"}
    assert content["indicators"] == {"1": "90.20", "10": "99.10"}
    assert [(each["code"], each["weakness"]) for each in content["findings"]] == [("i7", "ไม่ทราบแผน")]
    assert content["limitations"] == ["ขาดบุคลากร"]
    (measure,) = content["measures"]
    assert (measure["title"], measure["steps"], measure["owners"]) == ("จัดทำคู่มือ", ["แต่งตั้ง", "เผยแพร่"], ["กองคลัง"])
    assert (measure["start"], measure["end"]) == ("2566-10", "2567-09")
    assert content["progress"][0]["result"] == "แล้วเสร็จ"
    assert (content["doubts"], content["not_taken"]) == ([], [])
    assert (Change.objects.count(), Figure.objects.count()) == before


def test_another_year_than_the_documents_own_is_a_doubt(nanueng, report):
    content = json.loads(printed(report, agency="nanueng", year=2568))
    assert content["year"] == 2568
    assert any("2566" in each["text"] for each in content["doubts"])


def test_the_same_as_text(frameworks, report):
    text = printed(report, format="text")
    assert "total: 91.40" in text
    assert "ขาดบุคลากร" in text


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"year": 2400}, "2400"), ({"agency": "nowhere"}, "nowhere"), ({"format": "xml"}, "xml")],
)
def test_options_that_make_no_sense_are_refused(frameworks, report, options, reason):
    with pytest.raises(CommandError, match=reason):
        printed(report, **options)


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(frameworks, tmp_path):
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CommandError, match="Word รุ่นเก่า"):
        printed(path)
    with pytest.raises(CommandError, match="cannot read"):
        printed(tmp_path / "nothing.txt")


def test_a_document_of_another_agency_is_doubted(nanueng, tmp_path):
    path = tmp_path / "report.txt"
    for name, count in {"เทศบาลตำบลอื่น": 1, "อบต. นาหนึ่ง": 0}.items():
        path.write_text(f"{name}\nผลการประเมิน ITA ปี 2568\nคะแนนรวม 90.00\n", encoding="utf-8")
        doubts = json.loads(printed(path, agency="nanueng", year=2568))["doubts"]
        assert sum("หน่วยงานอื่น" in each["text"] for each in doubts) == count


def test_a_table_without_lines_gives_no_level_of_another_year_and_is_named(frameworks, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("ผลการประเมิน ITA ปี 2568\nคะแนนรวม74.0084.00\nระดับผ่านผ่านดี\n\n81.00\n", encoding="utf-8")
    content = json.loads(printed(path, year=2568))
    assert (content["total"], content["level"]) == (None, None)
    assert [each["text"].partition(" (")[0] for each in content["not_taken"]] == ["คะแนนรวม74.0084.00", "81.00"]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("ระดับผลการประเมิน ผ่านดี", "ผ่านดี"),
        ("อยู่ในระดับ “ผ่าน”", "ผ่าน"),
        ("ระดับ ผ่าน ผ่านดี", None),
        ("ระดับผ่านดีผ่าน", None),
        ("ระดับต้องปรับปรุงโดยด่วน", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_the_level_of_a_sentence_is_the_only_one_it_names(frameworks, tmp_path, words, level):
    path = tmp_path / "report.txt"
    path.write_text(f"ผลการประเมิน ITA ปี 2568\n{words}\n", encoding="utf-8")
    assert json.loads(printed(path, year=2568))["level"] == level


def book_of(**sheets: tuple[tuple, ...]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        for row in rows:
            (book[title] if title in book else book.create_sheet(title)).append(row)
    book["เก่า"].sheet_state = "hidden"
    return saved(book)


def test_a_hidden_sheet_of_a_workbook_is_named_also_after_it_was_carried(frameworks):
    content = book_of(ใช้=(("รหัส", "คะแนน"), ("i1", 81)), เก่า=(("รหัส", "คะแนน"), ("i2", 71)))
    document = source_from_json(json.loads(json.dumps(source_as_json(read_source("a.xlsx", content)))))
    reading = reading_of(document, Framework.objects.get(fiscal_year=2568).structure())
    assert {code: cell.text for code, cell in reading.cells.items()} == {"i1": "81.00"}
    assert reading.not_taken == (SourceRest("แผ่นงาน “เก่า”", HIDDEN),)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("คะแนนรวม", "92.10"), {"total": "92.10"}),
        (("IIT", "๘๑.๕ คะแนน"), {"IIT": "81.50"}),
        (("ตัวชี้วัดที่ 1", "การปฏิบัติหน้าที่", "81"), {"1": "81.00"}),
        (("สารบัญ", "หน้า"), {}),
    ],
)
def test_a_figure_in_a_frame_of_its_own_is_read(frameworks, row, expected):
    html = "<table><tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr></table>"
    reading = reading_of(read_source("a.html", html.encode()), Framework.objects.get(fiscal_year=2568).structure())
    assert {code: cell.text for code, cell in reading.cells.items()} == expected
    assert (reading.doubts, reading.not_taken) == ((), ())
