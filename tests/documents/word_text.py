"""Reading Word files back, from their XML alone."""

import subprocess
import xml.etree.ElementTree as ET  # files that these tests have just made
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile

from ita_portal.text.thai import thai_digits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BREAKS = {f"{W}br": "\n", f"{W}tab": "\t"}
# Stands in for the official font where that is not installed: Laksaman has its measures.
FONTS = """<?xml version="1.0"?><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>TH Sarabun New</string></test>
<edit name="family" mode="assign" binding="same"><string>Laksaman</string></edit></match></fontconfig>"""


@dataclass
class WordFile:
    """The parts of a Word file by name, and its document."""

    parts: dict[str, bytes]

    @classmethod
    def of(cls, docx: bytes) -> "WordFile":
        with ZipFile(BytesIO(docx)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def xml(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts[name])  # noqa: S314  made by ourselves

    @property
    def body(self) -> ET.Element:
        """The body, the numbers that Word counts written before the texts of its lists."""
        body = self.xml("word/document.xml").find(f"{W}body")
        lists = self.lists()
        for paragraph in body.iter(f"{W}p"):
            for key in values(paragraph, "pPr/numPr/numId"):
                number = ET.Element(f"{W}r")
                ET.SubElement(number, f"{W}t").text = next(lists[key])
                paragraph.insert(1, number)
        return body

    def lists(self) -> dict[str, Iterator[str]]:
        """The numbers of each list, one after the other; Word counts on through lists of one definition."""
        if "word/numbering.xml" not in self.parts:
            return {}
        numbering = self.xml("word/numbering.xml")
        forms = {each.get(f"{W}abstractNumId"): each for each in numbering.findall(f"{W}abstractNum")}
        numbers = {key: _numbers(form) for key, form in forms.items()}
        return {
            each.get(f"{W}numId"): numbers[values(each, "abstractNumId")[0]] for each in numbering.findall(f"{W}num")
        }

    @property
    def text(self) -> str:
        return "\n".join(map(text_of_paragraph, self.body.iter(f"{W}p")))

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Every paragraph of the document, those in cells too: its style and its text."""
        return [(style_of(each), text_of_paragraph(each)) for each in self.body.iter(f"{W}p")]

    @property
    def tables(self) -> list[ET.Element]:
        return self.body.findall(f"{W}tbl")

    @property
    def sections(self) -> list[ET.Element]:
        return list(self.body.iter(f"{W}sectPr"))

    @property
    def relations(self) -> str:
        return b"\n".join(part for name, part in self.parts.items() if name.endswith(".rels")).decode()

    def styles(self) -> dict[str, ET.Element]:
        return {each.get(f"{W}styleId"): each for each in self.xml("word/styles.xml").findall(f"{W}style")}

    def margin_text(self, kind: str) -> list[str]:
        """The texts of all headers or of all footers."""
        names = sorted(name for name in self.parts if name.startswith(f"word/{kind}"))
        return [as_read("".join(each.text or "" for each in self.xml(name).iter(f"{W}t"))) for name in names]


def _numbers(form: ET.Element) -> Iterator[str]:
    (text,), (kind,), (gap,), (first,) = (
        values(form, f"lvl/{name}") for name in ("lvlText", "numFmt", "suff", "start")
    )
    assert gap == "space"
    digits = {"thaiNumbers": thai_digits, "decimal": str}[kind]
    return (f"{text.replace('%1', digits(number))} " for number in count(int(first)))


def text_of_paragraph(paragraph: ET.Element) -> str:
    runs = paragraph.iter(f"{W}r")
    texts = (BREAKS.get(each.tag, each.text or "") for run in runs for each in run if each.tag != f"{W}instrText")
    return as_read("".join(texts))


def as_read(text: str) -> str:
    """A text in which a blank is a blank where Word breaks no line either."""
    return text.replace("\u00a0", " ")


def style_of(paragraph: ET.Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def cells_of(table: ET.Element) -> list[list[str]]:
    """The texts of a table row by row; a cell that another one reaches into is left out."""
    return [
        [
            "\n".join(map(text_of_paragraph, cell.findall(f"{W}p")))
            for cell in row.findall(f"{W}tc")
            if (merge := cell.find(f"{W}tcPr/{W}vMerge")) is None or merge.get(f"{W}val") == "restart"
        ]
        for row in table.findall(f"{W}tr")
    ]


def values(parent: ET.Element, path: str, name: str = "val") -> list[str | None]:
    """The attributes of a name in all elements that a path without namespaces leads to."""
    full = "/".join(step if step.startswith(".") else f"{W}{step}" for step in path.split("/"))
    return [each.get(f"{W}{name}") for each in parent.findall(full)]


def pdf_pages_of(files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the pages of Word files as text, laid out by LibreOffice."""
    return {name: _pages(pdf) for name, pdf in pdfs_of(files, folder).items()}


def pdfs_of(files: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """Return Word files as LibreOffice prints them, all in one run since its start is slow."""
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS, encoding="utf-8")
    for name, docx in files.items():
        (folder / f"{name}.docx").write_bytes(docx)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        + [str(folder / f"{name}.docx") for name in files],
        check=True,
        capture_output=True,
        timeout=180,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "FONTCONFIG_FILE": str(fonts)},
    )
    return {name: folder / f"{name}.pdf" for name in files}


def _pages(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]
