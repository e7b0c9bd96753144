"""Files of evidence are looked through for personal data: found places, masked; each file once; nobody waits long."""

from io import BytesIO

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.comments import Comment

from agencies.models import Change
from assessments.rules.checks import NOTE, WARNING
from ita_portal.documents.reading import read_asides, read_document
from measures import personal_data_in_files as files
from measures.models import ConfirmedPlace, FileLook
from measures.personal_data_in_files import files_look_through, looked_files
from measures.rules.personal_data_places import MOST_PLACES, places_in
from reports.checks.evidence_files import check_evidence_files
from reports.content.draft import draft_of
from reports.content.kinds import KINDS
from reports.output.pdf import pdf_of
from tests.measures.evidence_files import photo
from tests.measures.test_evidence_register import measures, opened, own_folder, plan, sent  # noqa: F401
from tests.signed_in import sign_in

IDENTITY, MOBILE, ACCOUNT = "1101700230708", "081-234-5678", "4561234567"
PAGE = "/nanueng/2568/measures/evidence/privacy/"


def word() -> bytes:
    document, made = WordDocument(), BytesIO()
    document.add_paragraph(f"ผู้ร้องเรียน เลขประจำตัว {IDENTITY} โทร. 0 4412 3456")
    document.add_paragraph(f"ซ้ำ {IDENTITY}")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "เลขที่บัญชี", ACCOUNT
    document.save(made)
    return made.getvalue()


def workbook() -> bytes:
    book, made = Workbook(), BytesIO()
    book.active.append(["นาย ก", MOBILE, "someone@gmail.com"])
    book.save(made)
    return made.getvalue()


def pdf() -> bytes:
    return pdf_of(f"<p>ผู้รับเงิน {IDENTITY} โทรศัพท์ {MOBILE}</p>")


@pytest.mark.parametrize(
    ("name", "made", "masked"),
    [
        ("ก.docx", word, ["XXXXXXXXX0708", "XXXXXX4567"]),
        ("ก.xlsx", workbook, ["XXXXXX5678", "XXXXX@gmail.com"]),
        ("ก.pdf", pdf, ["XXXXXXXXX0708", "XXXXXX5678"]),
    ],
)
def test_places_are_found_in_every_kind_and_told_without_the_data(name, made, masked):
    places = places_in(read_document(name, made()))
    assert [each.masked for each in places] == masked
    told = " ".join(f"{each.where} {each.masked}" for each in places)
    assert not any(secret in told for secret in (IDENTITY, MOBILE, ACCOUNT, "someone"))


def with_header() -> bytes:
    return _word_with(lambda word: word.sections[0].header.paragraphs[0].add_run(f"เลข {IDENTITY}"))


def with_footer() -> bytes:
    return _word_with(lambda word: word.sections[0].footer.paragraphs[0].add_run(f"เลข {IDENTITY}"))


def with_comment() -> bytes:
    return _word_with(lambda word: word.add_comment(word.paragraphs[0].runs[0], text=f"เลข {IDENTITY}"))


def with_deletion() -> bytes:
    deleted = f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>{IDENTITY}</w:delText></w:r></w:del>'
    return _word_with(lambda word: word.paragraphs[0]._p.append(parse_xml(deleted)))


def _word_with(add) -> bytes:
    document, made = WordDocument(), BytesIO()
    document.add_paragraph("ข้อความ")
    add(document)
    document.save(made)
    return made.getvalue()


def with_note_at_a_cell() -> bytes:
    book, made = Workbook(), BytesIO()
    book.active.append(["ข้อความ"])
    book.active["A1"].comment = Comment(f"เลข {IDENTITY}", "x")
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "made", "where"),
    [
        ("ก.docx", with_header, "หัวกระดาษ"),
        ("ก.docx", with_footer, "ท้ายกระดาษ"),
        ("ก.docx", with_comment, "ความคิดเห็น"),
        ("ก.docx", with_deletion, "ข้อความที่ลบโดยติดตามการแก้ไข"),
        ("ก.xlsx", with_note_at_a_cell, "ความคิดเห็น"),
    ],
    ids=("header", "footer", "comment", "deletion", "note"),
)
def test_what_no_page_shows_is_looked_through_too(name, made, where):
    content = made()
    assert places_in(read_document(name, content)) == []  # an import takes it for no content
    (place,) = places_in(read_asides(name, content))
    assert (place.where, place.masked) == (where, "XXXXXXXXX0708")


def test_a_hidden_sheet_is_named_for_a_person_to_open(reported, plan):  # noqa: F811
    book, made = Workbook(), BytesIO()
    book.active.append(["ข้อความ"])
    hidden = book.create_sheet("รายชื่อ")
    hidden.append([IDENTITY])
    hidden.sheet_state = "hidden"
    book.save(made)
    evidence = next(each.evidence for each in looked_files(plan) if each.evidence.name.endswith(".xlsx"))
    evidence.file.open("wb").write(made.getvalue())
    evidence.file.close()
    places, refusal = files._looked_through(evidence)
    assert (places, "รายชื่อ" in refusal, "ซ่อน" in refusal) == ([], True, True)


def test_a_list_of_people_is_told_up_to_a_bound():
    numbers = "\n".join(f"08{number:08}" for number in range(MOST_PLACES + 50))
    assert len(places_in(read_document("ก.txt", numbers.encode()))) == MOST_PLACES


@pytest.fixture
def reported(measures, opened, coordinator):  # noqa: F811
    photographed = ("ภาพ.jpg", photo())
    return sent(measures[0], opened, coordinator, ("ก.docx", word()), ("ข.xlsx", workbook()), photographed)


def test_a_file_is_read_once_whoever_attached_it(reported, plan, monkeypatch, django_assert_num_queries):  # noqa: F811
    read = []
    monkeypatch.setattr(files, "read_document", lambda name, content: read.append(name) or read_document(name, content))
    assert files_look_through(looked_files(plan)) == 0
    assert files_look_through(looked_files(plan)) == 0
    assert read == ["ก.docx", "ข.xlsx"]
    found = {each.evidence.name: each for each in looked_files(plan)}
    assert len(found["ก.docx"].open_places) == len(found["ข.xlsx"].open_places) == 2
    assert found["ภาพ.jpg"].look.refusal == files.NO_TEXT
    assert not any(IDENTITY in str(each.places) for each in FileLook.objects.all())


def test_after_a_while_no_further_file_is_begun(reported, plan):  # noqa: F811
    assert files_look_through(looked_files(plan), seconds=0) == 3
    assert not FileLook.objects.exists()


def test_places_are_shown_masked_and_confirmed_by_a_person(client, reported, plan, coordinator):  # noqa: F811
    sign_in(client, coordinator)
    assert "ยังไม่ได้ตรวจ 3 ไฟล์" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}look/")
    page = client.get(PAGE).content.decode()
    assert "ต้องปิดบังหรือยืนยัน 4 แห่ง" in page
    assert "XXXXXXXXX0708" in page
    assert "วิธีปิดบังให้ข้อความหายจากไฟล์จริง" in page
    assert IDENTITY not in page
    word_file = next(each for each in looked_files(plan) if each.evidence.name == "ก.docx")
    client.post(f"{PAGE}{word_file.evidence.key}/", {"number": "1"})
    client.post(f"{PAGE}{word_file.evidence.key}/", {"number": "1"})
    client.post(f"{PAGE}{word_file.evidence.key}/", {"number": "9"})
    assert ConfirmedPlace.objects.count() == 1
    assert "ต้องปิดบังหรือยืนยัน 3 แห่ง" in client.get(PAGE).content.decode()
    assert "XXXXXX4567" in Change.objects.get(label__startswith="ยืนยันข้อความในไฟล์หลักฐาน").new


def test_the_issue_of_a_report_says_what_is_in_its_files(reported, plan, nanueng):  # noqa: F811
    draft = draft_of(KINDS["progress"], nanueng, 2568)
    (waiting,) = check_evidence_files(draft)
    assert (waiting.severity, waiting.id) == (NOTE, "files-not-looked-through")
    files_look_through(looked_files(plan))
    found = list(check_evidence_files(draft))
    assert [(each.severity, each.id) for each in found] == [(WARNING, "personal-data-in-file")] * 2
    assert not list(check_evidence_files(draft_of(KINDS["analysis"], nanueng, 2568)))
