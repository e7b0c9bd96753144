"""A report that its agency made itself, as PDFs of many makers: all is read, and nothing wrong without a doubt."""

import os

import pytest

from tests.documents.brought_pdfs import (
    A4,
    INDICATORS,
    ISSUES,
    LINED,
    MEASURES,
    UNLINED,
    WordLook,
    drawn,
    exported,
    printed_by_chromium,
)
from tests.documents.measured_reading import read_file

pytestmark = [pytest.mark.any_database, pytest.mark.paper]
WIDE = A4.replace("A4;", "A4 landscape;")
NARROW = A4.replace("2.5cm 2cm 2cm 3cm", "2cm 4cm").replace("14pt", "16pt")
RUNNING = "@page { @top-right { content: 'รายงานของเทศบาล หน้า ' counter(page, thai) ' จาก ' counter(pages, thai) } }"
WORD = {
    "laksaman": WordLook(),
    "garuda, landscape": WordLook("Garuda", 12, is_wide=True),
    "loma, wide margins": WordLook("Loma", 12, margin=4),
    "norasi, narrow margins": WordLook("Norasi", 16, margin=1.5),
    "measures cut by a page": WordLook(gap=6),
    "Thai digits, a head on each page": WordLook(thai=True, head="รายงานการวิเคราะห์ผลการประเมิน เทศบาลตำบลตัวอย่าง", gap=9),
    "tables without lines": WordLook("Sarabun", 14, grid=False),
}
PAGES = {
    "lined": A4 + LINED,
    "landscape": WIDE + LINED,
    "narrow": NARROW + LINED,
    "without lines": A4 + UNLINED,
    "without lines, landscape": WIDE + UNLINED,
    "a head on each page": NARROW + LINED + RUNNING,
}

IN_THAI_DIGITS = ("landscape", "without lines", "a head on each page")


def words(text: str) -> str:
    return "".join(text.split())


def told_wrongly(told: dict) -> list[tuple[str, str, str]]:
    """What of the report is read otherwise than it was written, but for blanks and the style of digits."""
    pairs = [(f"ตัวชี้วัด {code}", value, told["indicators"].get(code)) for code, (_, value) in INDICATORS.items()]
    pairs += [("total", "95.30", told["total"]), ("level", "ผ่านดี", told["level"])]
    findings = {each["code"]: each for each in told["findings"] if each["scope"] == "issue"}
    for code, (_, parts) in ISSUES.items():
        for part, text in zip(("weakness", "improvement", "maintenance"), parts, strict=True):
            pairs.append((f"{code} {part}", text, findings.get(code, {}).get(part, "")))
    pairs.append(("measures", str(len(MEASURES)), str(len(told["measures"]))))
    for expected, read in zip(MEASURES, told["measures"], strict=False):
        pairs += [
            ("title", expected.title, read["title"]),
            ("steps", "|".join(expected.steps), "|".join(read["steps"])),
            ("owners", "|".join(expected.owners), "|".join(read["owners"])),
            ("months", str(len(expected.months.split())), str(len(expected.months.split())) if read["start"] else ""),
        ]
    return [(name, one, other) for name, one, other in pairs if words(one) != words(other or "")]


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    return exported(tmp_path_factory.mktemp("word"), WORD)


@pytest.mark.parametrize("look", WORD)
def test_what_libreoffice_exports_is_read(frameworks, exports, look):
    assert told_wrongly(read_file(exports[look], year=2568)) == []


@pytest.mark.parametrize("style", PAGES)
def test_what_is_drawn_without_tags_is_read(frameworks, tmp_path, style):
    path = tmp_path / "brought.pdf"
    path.write_bytes(drawn(PAGES[style], thai=style in IN_THAI_DIGITS))
    assert told_wrongly(read_file(path, year=2568)) == []


@pytest.mark.browser
@pytest.mark.parametrize("style", ["lined", "without lines, landscape", "a head on each page"])
def test_what_chromium_prints_is_read(frameworks, tmp_path, style):
    path = tmp_path / "brought.pdf"
    path.write_bytes(printed_by_chromium(os.environ["ITA_CHROMIUM"], tmp_path, PAGES[style]))
    assert told_wrongly(read_file(path, year=2568)) == []
