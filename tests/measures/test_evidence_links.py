"""What a line of evidence leads to, and what its address alone tells; safe names of an archive."""

import pytest

from measures.rules import evidence_links
from measures.rules.archive_names import LONGEST_FILE, ArchiveNames, safe_name
from measures.rules.evidence_links import link_in


@pytest.mark.parametrize(
    ("line", "address", "fault"),
    [
        ("คำสั่งที่ 12/2568", "", ""),
        ("https://www.nanueng.go.th/ข่าว?id=1", "https://www.nanueng.go.th/ข่าว?id=1", ""),
        ("ภาพกิจกรรม (https://www.facebook.com/a/posts/1)", "https://www.facebook.com/a/posts/1", ""),
        ("www.nanueng.go.th", "https://www.nanueng.go.th", ""),
        ("https://อบต.ไทย/แผน", "https://อบต.ไทย/แผน", ""),
        ("http://", "", evidence_links.EMPTY),
        ("https:///", "", evidence_links.EMPTY),
        ("ftp://files.go.th/a", "", evidence_links.SCHEME),
        ("javascript://x/%0aalert(1)", "", evidence_links.SCHEME),
        ("file:///C:/a.pdf", "", evidence_links.SCHEME),
        ("https://nanueng", "", evidence_links.MALFORMED),
        ("https:/www.go.th/a", "", evidence_links.MALFORMED),
        ("https://[1::2/", "", evidence_links.MALFORMED),
        ("https://a.go.th:99999/", "", evidence_links.MALFORMED),
        ("http://192.168.1.10/share/a", "http://192.168.1.10/share/a", evidence_links.INSIDE),
        ("http://localhost:8000/", "http://localhost:8000/", evidence_links.INSIDE),
        (r"D:\งาน\หลักฐาน.pdf", "", evidence_links.OF_A_COMPUTER),
        (r"\\server\share\a.pdf", "", evidence_links.OF_A_COMPUTER),
    ],
)
def test_a_line_leads_somewhere_or_its_fault_is_named(line, address, fault):
    found = link_in(line)
    assert (found.address, found.fault) == (address, fault)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("รายงาน.pdf", "รายงาน.pdf"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\a.pdf", "C--a.pdf"),
        ("a\u202egnp.pdf", "agnp.pdf"),
        ("NUL", "-NUL"),
        ("lpt1.pdf", "-lpt1.pdf"),
        ("...", "ไม่มีชื่อ"),
        ("a. ", "a"),
    ],
)
def test_no_name_leads_out_of_its_folder_or_is_refused_by_a_system(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending_and_no_letter_loses_its_vowel():
    name = safe_name("ที่" * 100 + ".pdf")
    assert len(name) <= LONGEST_FILE
    assert name.removesuffix(".pdf").endswith("ที่")


def test_equal_names_are_numbered_whatever_their_case():
    names = ArchiveNames()
    taken = [names.taken("01 แผน", name) for name in ("ภาพ.JPG", "ภาพ.jpg", "ภาพ.jpg", "ภาพ", "ภาพ")]
    assert taken == [f"01 แผน/{name}" for name in ("ภาพ.JPG", "ภาพ (2).jpg", "ภาพ (3).jpg", "ภาพ", "ภาพ (2)")]
    assert names.taken("02 แผน", "ภาพ.jpg") == "02 แผน/ภาพ.jpg"
