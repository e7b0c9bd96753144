"""Whatever people type into any field is printed as text: in the web page, the PDF and the Word file."""

import html as html_module
import re
import socket
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from agencies.models import Agency
from assessments.models import Framework, Indicator
from assessments.rules.analysis import Texts
from assessments.rules.entry import read_entry
from assessments.services import FindingDraft, assessment_record, findings_record, limitations_record
from measures.models import MeasurePlan, Progress
from measures.services import MeasureContent, ProgressContent, measure_add, progress_record
from reports.content.kinds import KINDS, build_document
from reports.options.choices import Signatory
from reports.options.stored import choices_record
from reports.output.formats import FORMATS, document_html
from tests.documents.pdf_text import body_of, squeezed, text_of

HOSTILE = {
    "html": "<b>ตัวหนา</b><img src=x onerror=alert(1)>",
    "script": "<script>alert('สวัสดี')</script>",
    "style": "<style>@import url(http://127.0.0.1:9/x.css);*{background:url(file:///etc/hostname)}</style>",
    "link": '<a href="file:///etc/hostname">แฟ้ม</a> <iframe src="http://127.0.0.1:9/"></iframe>',
    "template": "{{ document.title }} {% include 'x' %} ${HOME} %(name)s",
    "formula": '=HYPERLINK("http://127.0.0.1:9/","กด")',
    "field": '{ INCLUDETEXT "/etc/hostname" } +1 -1 @SUM(A1)',
    "css": "\\22 ; } @page { content: url(http://127.0.0.1:9/) } \"'",
    "entities": "&lt;b&gt; &amp; &#60;",
}
INVISIBLE = "ซ้าย\u202eขวา\u200bซ่อน\u00adอ่อน😀\ufeff"


class Typed:
    """Hands out hostile texts, each with a number of its own, and remembers where it put them."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, kind: str = "") -> str:
        names = list(HOSTILE)
        text = f"ช่อง{len(self.given)} {HOSTILE[kind or names[len(self.given) % len(names)]]}"
        self.given.append(text)
        return text


@pytest.fixture
def hostile(frameworks, monkeypatch):
    """An agency that has a hostile text in every field; the network is out of reach."""

    def refuse(*args, **kwargs):
        raise AssertionError("the network was reached")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    typed = Typed()
    agency = Agency.objects.create(slug="hostile", kind="other", name=typed("html"), district=typed(), province=typed())
    department = agency.departments.create(name=typed(), position=1)
    framework = Framework.objects.get(fiscal_year=2568)
    structure = framework.structure()
    entries = [
        read_entry(structure, "total", "80"),
        read_entry(structure, "1", "70"),
        read_entry(structure, "i1", "60"),
    ]
    assessment = assessment_record(agency=agency, framework=framework, entries=entries, actor=None).assessment
    assessment.rank = typed()
    assessment.save()
    draft = FindingDraft("issue", "1", "", Texts(typed(), typed() + INVISIBLE, typed()))
    findings_record(assessment=assessment, drafts=[draft], actor=None)
    limitations_record(assessment=assessment, texts=[typed(), typed()], actor=None)
    plan = MeasurePlan.objects.create(agency=agency, fiscal_year=2568, assessment=assessment)
    content = MeasureContent(
        title=typed(),
        steps=(typed(), typed("formula")),
        owners=(department,),
        indicator=Indicator.objects.get(framework=framework, number=1),
        timeframe_wording=typed(),
        follow_up=typed(),
    )
    measure = measure_add(plan=plan, content=content, actor=None)
    report = ProgressContent(Progress.Status.DONE, date(2025, 9, 30), outcome=typed(), result=typed(), note=typed())
    progress_record(measure=measure, content=report, actor=None, seen=0)
    for kind in KINDS.values():
        choices = kind.choices(kind.load(agency, 2568))
        texts = {key: typed() for key in kind.options.texts}
        chosen = replace(
            choices,
            digits="arabic",
            parts=("preface", *choices.parts) if choices.parts else (),
            columns=tuple(dict.fromkeys([*choices.columns, "owners", "timeframe", "follow_up"])),
            texts=texts,
            signatories=(Signatory("", typed(), typed()), Signatory(typed(), typed(), typed())),
        )
        choices_record(agency=agency, options=kind.options, fiscal_year=2568, choices=chosen, actor=None)
    return agency, typed


def expected(agency, kind, given: list[str], text: str) -> list[str]:
    """Return the hostile texts that this kind of document prints, by their numbers as found in the web page."""
    numbers = {int(number) for number in re.findall(r"ช่อง(\d+) ?", text)}
    return [given[number] for number in sorted(numbers)]


def words_of_html(html: str) -> str:
    """Return what a browser would show of a page of ours."""
    body = html.partition("<body>")[2]
    return html_module.unescape(re.sub(r"<[^>]+>", "", body))


def words_of_docx(docx: bytes) -> str:
    """Return the text of a Word file's body."""
    xml = zipfile.ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    return html_module.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:br|tab)/>", xml)))


@pytest.mark.paper
@pytest.mark.parametrize("slug", KINDS)
def test_every_text_is_printed_as_it_was_typed(hostile, tmp_path, slug):
    agency, typed = hostile
    document = build_document(KINDS[slug], agency, 2568)
    page = document_html(document, on_screen=False)
    shown = words_of_html(page)
    texts = expected(agency, slug, typed.given, shown)
    assert len(texts) > 10
    pdf = FORMATS["pdf"](document)
    in_pdf = squeezed(body_of(text_of(pdf, tmp_path)))
    in_docx = squeezed(words_of_docx(FORMATS["docx"](document)))
    for text in texts:
        assert text in shown.replace("\u200b", "")
        assert squeezed(text) in in_docx
        assert pieces_in(squeezed(text), in_pdf), text
    for tag in ("script", "style", "iframe", "b", "a", "img"):
        assert not re.search(rf"<{tag}[\s>]", page), tag
    path = tmp_path / "document.pdf"
    assert said_by("pdfimages", "-list", path).count("\n") == 2  # the two lines of its heading
    assert "http" not in said_by("pdfinfo", "-url", path)
    assert said_by("pdfinfo", "-js", path).strip() == ""


def said_by(*command) -> str:
    """Return what a tool says of a file."""
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pieces_in(text: str, printed: str) -> bool:
    """Return whether a text is printed; the lines of narrow columns and of a page's end may part it."""
    return text in printed or all(
        piece in printed for piece in re.split(r"(?<=[^\w])|(?=[^\w])", text) if len(piece) > 1
    )


@pytest.mark.any_database
def test_a_word_file_reaches_nothing_outside(hostile):
    agency, _ = hostile
    package = zipfile.ZipFile(BytesIO(FORMATS["docx"](build_document(KINDS["memo"], agency, 2568))))
    for name in package.namelist():
        content = package.read(name)
        assert b'TargetMode="External"' not in content, name
        assert b"INCLUDETEXT" not in content or b"<w:instrText" not in content, name


def test_invisible_and_turning_letters_stay_letters(hostile):
    agency, _ = hostile
    document = build_document(KINDS["analysis"], agency, 2568)
    assert INVISIBLE in words_of_html(document_html(document))
    assert FORMATS["pdf"](document).startswith(b"%PDF-")
    assert "ซ้าย\u202eขวา\u200bซ่อน" in words_of_docx(FORMATS["docx"](document))


@pytest.mark.any_database  # the columns of texts know no limit on either
def test_a_hundred_thousand_letters_are_printed(hostile, tmp_path):
    agency, _ = hostile
    assessment = agency.assessments.get()
    long = "การเปิดเผยข้อมูล " * 6_000 + "จบข้อความ"
    assert len(long) > 100_000
    version = assessment.findings.get().version
    draft = FindingDraft("issue", "1", "", Texts(weakness=long, version=version))
    findings_record(assessment=assessment, drafts=[draft], actor=None)
    document = build_document(KINDS["analysis"], agency, 2568)
    text = squeezed(body_of(text_of(FORMATS["pdf"](document), tmp_path)))
    assert text.count("การเปิดเผยข้อมูล") >= 6_000
    assert "จบข้อความ" in text
    assert squeezed(words_of_docx(FORMATS["docx"](document))).count("การเปิดเผยข้อมูล") >= 6_000
