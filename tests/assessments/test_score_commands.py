"""import_scores and export_scores, on which scripts rely."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import Workbook, load_workbook

from agencies.models import Agency, Change
from assessments.models import Assessment, Figure
from workspace.demonstration.agencies import demonstration_agency_load

ROWS = [
    ("i1", "๘๑.๕"),
    ("I2", "90"),
    ("ข้อ ๐๑๐", "75"),
    ("e1/1", "60"),
    ("e1/2", "70"),
    ("7", "99.83"),
    ("Eit1", "83.39"),
]
ROWS += [("IIT", "85.38"), ("total", "95.30"), ("level", "ผ่านดี")]
STORED = {"i1": "81.50", "i2": "90.00", "o10": "75.00", "e1/1": "60.00", "e1/2": "70.00", "7": "99.83", "EIT1": "83.39"}
STORED |= {"IIT": "85.38", "total": "95.30"}


def text_of(rows: list[tuple], heading: tuple = ("รหัส", "คะแนน")) -> str:
    stream = StringIO(newline="")
    csv.writer(stream).writerows([heading, *rows])
    return stream.getvalue()


def csv_file(folder: Path, rows: list[tuple], encoding: str = "utf-8", **heading) -> Path:
    path = folder / "scores.csv"
    path.write_bytes(text_of(rows, **heading).encode(encoding))
    return path


def xlsx_file(folder: Path, rows: list[tuple]) -> Path:
    book = Workbook()
    for row in [("รหัส", "คะแนน"), *rows]:
        book.active.append(row)
    path = folder / "scores.xlsx"
    book.save(path)
    return path


def load(path: Path, agency: str = "maiklang", year: int = 2568, **options) -> str:
    out = StringIO()
    call_command("import_scores", path, agency=agency, year=year, stdout=out, **options)
    return out.getvalue()


def refusal(path: Path, agency: str = "maiklang", year: int = 2568, **options) -> str:
    before = rows_of_everything()
    with pytest.raises(CommandError) as refused:
        load(path, agency, year, **options)
    assert rows_of_everything() == before
    return str(refused.value)


def rows_of_everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Agency, Assessment, Figure, Change)]


def figures(agency: Agency) -> dict[str, str]:
    return {figure.code: str(figure.value) for figure in Figure.objects.filter(assessment__agency=agency)}


def exported(format_name: str, output: Path, agency: str = "nanueng", year: int = 2568) -> bytes:
    call_command("export_scores", agency=agency, year=year, format=format_name, output=output)
    return output.read_bytes()


# Import


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_csv_is_read_in_every_encoding_that_offices_save(empty_agency, tmp_path, encoding: str):
    load(csv_file(tmp_path, ROWS, encoding))
    assert figures(empty_agency) == STORED
    assert Assessment.objects.get(agency=empty_agency).published_level == "ผ่านดี"


def test_workbooks_are_read_with_numbers_and_with_text(empty_agency, tmp_path):
    load(xlsx_file(tmp_path, [*ROWS[:3], ("e2", 90), ("e3", 90.5), ("e4", 0.67), (8, 99.5), (10, 100)]))
    assert figures(empty_agency) == {
        **{code: STORED[code] for code in ("i1", "i2", "o10")},
        "e2": "90.00",
        "e3": "90.50",
        "e4": "0.67",
        "8": "99.50",
        "10": "100.00",
    }


def test_other_columns_and_their_order_do_not_matter(empty_agency, tmp_path):
    rows = [("เปิดเผยข้อมูล", "75", "", "o10"), ("", "80", "หมายเหตุ", "i1")]
    load(csv_file(tmp_path, rows, heading=("ข้อคำถาม", "คะแนน", "หมายเหตุ", "รหัส")))
    assert figures(empty_agency) == {"o10": "75.00", "i1": "80.00"}


def test_an_import_says_what_it_changes_and_leaves_its_history(empty_agency, tmp_path):
    load(csv_file(tmp_path, [("i1", "80"), ("i2", "90")]))
    words = load(csv_file(tmp_path, [("i1", "81"), ("i2", "90")]))
    assert "i1" in words
    assert "81.00" in words
    change = Change.objects.for_year(empty_agency, 2568).of("figure:i1")[0]
    assert (change.old, change.new, change.actor_name) == ("80.00", "81.00", "ระบบ")
    assert Change.objects.for_year(empty_agency, 2568).of("figure:i2").count() == 1


def test_codes_that_the_file_does_not_name_stay(empty_agency, tmp_path):
    load(csv_file(tmp_path, [("i1", "80"), ("i2", "90")]))
    load(csv_file(tmp_path, [("i1", "81")]))
    assert figures(empty_agency) == {"i1": "81.00", "i2": "90.00"}


@pytest.mark.parametrize("make_file", [csv_file, xlsx_file])
def test_every_problem_is_named_with_its_row_and_nothing_is_written(nanueng, tmp_path, make_file):
    rows = [("i1", "81"), ("i2", "101"), ("zz", "5"), ("i3", "90.505"), ("O1", "70"), ("ข้อ ๐๐๑", "75"), ("i30", "80")]
    rows += [("level", "AA"), ("i4", "เก้าสิบ"), ("i5", "90")]
    lines = refusal(make_file(tmp_path, rows), "nanueng").splitlines()
    assert [line.split(":")[0].split(" (")[0] for line in lines] == [f"แถว {row}" for row in (3, 4, 5, 7, 8, 9, 10)]
    for line, reason in zip(lines, ["0 ถึง 100", "zz", "สองตำแหน่ง", "o1", "i30", "ผ่านดีเยี่ยม", "ตัวเลข"], strict=True):
        assert reason in line


def test_a_comma_in_a_figure_is_refused_with_the_reason(empty_agency, tmp_path):
    assert "จุลภาค" in refusal(csv_file(tmp_path, [("i1", "90,5")]))


@pytest.mark.parametrize("rows", [[("i1", "80"), ("i2", "90")], [("i1", "")]])
def test_a_dry_run_writes_nothing(nanueng, tmp_path, rows):
    before = rows_of_everything()
    words = load(csv_file(tmp_path, [*rows, ("i10", "12.34")]), "nanueng", dry_run=True)
    assert "12.34" in words
    assert rows_of_everything() == before


def test_a_dry_run_of_a_wrong_file_fails_too(empty_agency, tmp_path):
    assert "แถว 2" in refusal(csv_file(tmp_path, [("i1", "101")]), dry_run=True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"agency": "nosuchagency"}, "nosuchagency"),
        ({"year": 2575}, "2575"),
    ],
)
def test_a_wrong_agency_or_year_is_said_in_one_line(empty_agency, tmp_path, options: dict, words: str):
    reason = refusal(csv_file(tmp_path, ROWS), **options)
    assert words in reason
    assert "\n" not in reason


def test_a_file_that_is_not_there_is_said_in_one_line(empty_agency, tmp_path):
    reason = refusal(tmp_path / "missing.csv")
    assert "missing.csv" in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("scores.pdf", b"%PDF-1.7", ".xlsx"),
        ("scores.xlsx", b"no archive", "XLSX"),
        ("scores.csv", "รหัส,ค่า\nก,ข\n".encode(), "คะแนน"),
        ("scores.csv", b"", "คะแนน"),
        ("scores.csv", b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
    ],
)
def test_a_file_that_is_no_table_of_scores_says_what_is_wrong(
    empty_agency, tmp_path, name: str, content: bytes, words: str
):
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refusal(path)


# Export


def test_json_holds_every_figure_entered_published_and_computed(nanueng, tmp_path):
    content = json.loads(exported("json", tmp_path / "scores.json"))
    assert list(content) == [
        "agency",
        "fiscal_year",
        "questions",
        "published",
        "computed",
        "target",
        "below_target",
        "checks",
    ]
    assert (content["agency"], content["fiscal_year"]) == ("nanueng", 2568)
    assert len(content["questions"]) == 52
    assert (content["questions"]["i10"], content["questions"]["o2"]) == ("0.67", "50.00")
    published = content["published"]
    assert (published["9"], published["total"], published["level"]) == ("98.75", "95.30", "ผ่านดี")
    assert (published["IIT"], published["EIT1"]) == (None, None)
    assert content["computed"] == {
        "indicators": {
            "1": "93.33",
            "2": "93.33",
            "3": "100.00",
            "4": "60.22",
            "5": "80.00",
            "6": "100.00",
            "7": "100.00",
            "8": "100.00",
            "9": "97.50",
            "10": "100.00",
        },
        "instruments": {"IIT": "85.38", "EIT": "99.78", "OIT": "99.38"},
        "total": "95.30",
        "level": "ผ่านดี",
    }
    assert content["target"] == "85.00"
    below = {code for code, figure in content["questions"].items() if figure and float(figure) < 85}
    assert set(content["below_target"]) == below | {"4", "5"}


def test_json_holds_the_checks(nanueng, tmp_path):
    found = json.loads(exported("json", tmp_path / "scores.json"))["checks"]
    assert all(set(check) == {"id", "severity", "message", "subject"} for check in found)
    assert {(check["id"], check["subject"]) for check in found} >= {
        ("indicator-differs", "7"),
        ("indicator-differs", "8"),
        ("indicator-differs", "9"),
    }


def test_what_is_unknown_is_null(frameworks, tmp_path):
    demonstration_agency_load(slug="khanom")
    content = json.loads(exported("json", tmp_path / "scores.json", "khanom"))
    assert content["questions"]["i1"] is None
    assert content["published"]["1"] == "94.44"
    assert content["published"]["level"] is None
    assert content["computed"]["indicators"]["1"] is None
    assert (content["computed"]["total"], content["computed"]["level"]) == (None, None)


def test_a_question_known_by_its_parts_is_exported_as_their_mean(empty_agency, tmp_path):
    load(csv_file(tmp_path, [("e1/1", "60"), ("e1/2", "71")]))
    content = json.loads(exported("json", tmp_path / "scores.json", "maiklang"))
    assert content["questions"]["e1"] == "65.50"


@pytest.mark.parametrize("format_name", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("agency", "year"), [("nanueng", 2568), ("dongsombun", 2566), ("nahom", 2563), ("khanom", 2568)]
)
def test_an_exported_file_imports_again_without_a_change(frameworks, tmp_path, agency, year, format_name):
    demonstration_agency_load(slug=agency)
    path = tmp_path / f"scores.{format_name}"
    exported(format_name, path, agency, year)
    before = rows_of_everything()
    load(path, agency, year)
    assert rows_of_everything() == before


def test_csv_opens_as_thai_and_holds_every_code(nanueng, tmp_path):
    content = exported("csv", tmp_path / "scores.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    figures_by_code = {row["รหัส"]: row["คะแนน"] for row in rows}
    assert {code: figures_by_code[code] for code in ("i10", "9", "total", "level")} == {
        "i10": "0.67",
        "9": "98.75",
        "total": "95.30",
        "level": "ผ่านดี",
    }
    assert len(rows) >= 52 + 10 + 6 + 1


def test_the_workbook_holds_figures_as_numbers(nanueng, tmp_path):
    page = load_workbook(BytesIO(exported("xlsx", tmp_path / "scores.xlsx"))).worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    heading = next(row for row in rows if "รหัส" in row and "คะแนน" in row)
    figures_by_code = {row[heading.index("รหัส")]: row[heading.index("คะแนน")] for row in rows}
    assert figures_by_code["i10"] == 0.67
    assert figures_by_code["level"] == "ผ่านดี"


def test_without_an_output_the_export_goes_to_standard_output(nanueng):
    out = StringIO()
    call_command("export_scores", agency="nanueng", year=2568, format="json", stdout=out)
    assert json.loads(out.getvalue())["computed"]["total"] == "95.30"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"agency": "nosuchagency"}, "nosuchagency"),
        ({"year": 2569}, "2569"),
        ({"format": "pdf"}, "'pdf' is not one of "),
        ({"output": Path("/nosuchfolder/scores.json")}, "cannot write"),
    ],
)
def test_an_export_that_cannot_be_made_says_why_in_one_line(nanueng, options: dict, words: str):
    with pytest.raises(CommandError) as refused:
        call_command("export_scores", **{"agency": "nanueng", "year": 2568, "format": "json"} | options)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_exporting_writes_nothing(nanueng, tmp_path):
    before = rows_of_everything()
    for format_name in ("json", "csv", "xlsx"):
        exported(format_name, tmp_path / f"scores.{format_name}")
    assert rows_of_everything() == before
