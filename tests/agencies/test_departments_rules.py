"""The names of departments: which text lists them, what is wrong with them, which a kind starts with."""

import pytest

from agencies.models import Agency
from agencies.rules.departments import MAX_DEPARTMENTS, department_names, names_of_kind, names_problems
from agencies.rules.report_months import months_in_words, months_problem
from agencies.standard_departments import standard_departments


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        (" \n , ;\n", ()),
        ("กองคลัง", ("กองคลัง",)),
        ("สำนักปลัด\nกองคลัง", ("สำนักปลัด", "กองคลัง")),
        ("สำนักปลัด, กองคลัง;กองช่าง", ("สำนักปลัด", "กองคลัง", "กองช่าง")),
        ("1. สำนักปลัด\n๒) กองการศึกษา  ศาสนาและวัฒนธรรม", ("สำนักปลัด", "กองการศึกษา ศาสนาและวัฒนธรรม")),
    ],
)
def test_a_list_is_parted_by_lines_and_commas(text, names):
    assert department_names(text) == names


@pytest.mark.parametrize(
    ("names", "reasons"),
    [
        (["กองคลัง", "กองช่าง"], []),
        (["กองคลัง", "กองคลัง"], ["“กองคลัง” ซ้ำกัน"]),
        (["ก" * 151], ["ยาวเกิน 150 ตัวอักษร"]),
        ([f"กอง {number}" for number in range(MAX_DEPARTMENTS + 1)], ["ไม่เกิน 60 แห่ง (พบ 61)"]),
        (["ก" * 151, "กองคลัง", "กองคลัง"], ["ยาวเกิน", "ซ้ำกัน"]),
    ],
)
def test_everything_wrong_with_the_names_is_said(names, reasons):
    problems = names_problems(names)
    assert len(problems) == len(reasons)
    assert all(part in problem for part, problem in zip(reasons, problems, strict=True))


@pytest.mark.parametrize(
    ("kind", "first", "count"),
    [
        ("pao", "สำนักปลัดองค์การบริหารส่วนจังหวัด", 10),
        ("city", "สำนักปลัดเทศบาล", 9),
        ("town", "สำนักปลัดเทศบาล", 8),
        ("subdistrict", "สำนักปลัดเทศบาล", 8),
        ("sao", "สำนักปลัดองค์การบริหารส่วนตำบล", 8),
    ],
)
def test_every_kind_starts_with_its_departments(kind, first, count):
    names = standard_departments(kind)
    assert (names[0], names[-1], len(names)) == (first, "หน่วยตรวจสอบภายใน", count)
    assert names_problems(names) == []
    assert not any("," in name for name in names)  # a file could not name it


def test_no_kind_was_forgotten():
    without = [kind for kind in Agency.Kind if not standard_departments(kind)]
    assert without == [Agency.Kind.OTHER]
    assert names_of_kind({}, "sao") == ()


@pytest.mark.parametrize(
    ("months", "problem"),
    [
        ([6, 12], ""),
        ([1], ""),
        ([], "อย่างน้อยหนึ่งเดือน"),
        ("6", "อย่างน้อยหนึ่งเดือน"),
        ([0, 6], "1 ถึง 12"),
        ([6, 13], "1 ถึง 12"),
        ([6, "12"], "1 ถึง 12"),
        ([True], "1 ถึง 12"),
        ([12, 6], "เรียงตามลำดับ"),
        ([6, 6], "ไม่ซ้ำ"),
    ],
)
def test_months_of_reports_are_months_of_a_fiscal_year(months, problem):
    assert problem in months_problem(months)
    assert bool(months_problem(months)) == bool(problem)


def test_months_in_words():
    assert months_in_words([6, 12]) == "รอบ 6 เดือน, รอบ 12 เดือน"
