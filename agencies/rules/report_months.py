"""The months of a fiscal year in which an agency asks its departments for reports, counted from October."""

from collections.abc import Iterable

MONTHS_OF_YEAR = 12
HALF_YEARS = (6, 12)


def months_problem(months: object) -> str:
    """Return why these are no months of a fiscal year, 1 (October) to 12 (September) in their order, or nothing."""
    if not isinstance(months, list) or not months:
        return "กรุณาเลือกอย่างน้อยหนึ่งเดือน"
    if any(type(month) is not int or not 1 <= month <= MONTHS_OF_YEAR for month in months):
        return "เลือกได้เฉพาะ 1 ถึง 12 เดือน"
    if months != sorted(set(months)):
        return "เดือนต้องไม่ซ้ำและเรียงตามลำดับ"
    return ""


def months_in_words(months: Iterable[int]) -> str:
    """Return for example "รอบ 6 เดือน, รอบ 12 เดือน"."""
    return ", ".join(f"รอบ {month} เดือน" for month in months)
