"""The offices of an agency are called what its kind calls them."""

import pytest

from agencies.models import Agency
from agencies.offices import division_of, head_of_division


@pytest.mark.parametrize(
    ("kind", "division"),
    [
        ("pao", "สำนักปลัดองค์การบริหารส่วนจังหวัด"),
        ("city", "สำนักปลัดเทศบาล"),
        ("town", "สำนักปลัดเทศบาล"),
        ("subdistrict", "สำนักปลัดเทศบาล"),
        ("sao", "สำนักปลัด"),
        ("other", "สำนักปลัด"),
    ],
)
def test_the_division_of_the_secretary_and_its_head(kind: str, division: str):
    agency = Agency(kind=kind, name="ตัวอย่าง")
    assert (division_of(agency), head_of_division(agency)) == (division, f"หัวหน้า{division}")
