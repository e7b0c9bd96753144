"""Reading PDFs back with the tools that readers use."""

import re
import subprocess
import zlib
from pathlib import Path


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF in reading order, as pdftotext extracts it."""
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()


def body_of(text: str) -> str:
    """Return a text without what stands in the margins, so that a sentence may run over a page.

    Those are page numbers, the word that marks a draft, and the first words of the next page.
    """
    return re.sub(r"^- [๐-๙0-9]+ -( ร่าง)?$|^ร่าง$|^/.*…$|\f", "", text, flags=re.MULTILINE)


def squeezed(text: str) -> str:
    """Return a text without white space: Thai lines break anywhere between words, without a space."""
    return re.sub(r"\s+", "", text)


def fonts_of(pdf: bytes, folder: Path) -> list[tuple[str, bool]]:
    """Return the names of a PDF's fonts, each with whether it is embedded."""
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    return [(row[0].split("+")[-1], row[-5] == "yes") for row in rows]


def properties_of(pdf: bytes, folder: Path) -> str:
    """Return what a PDF says of itself, with its metadata."""
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    texts = [
        subprocess.run(["pdfinfo", *options, str(path)], capture_output=True, check=True).stdout.decode()
        for options in ([], ["-meta"])
    ]
    return "\n".join(texts)


def glyphs_of(pdf: bytes) -> set[int]:
    """Return the numbers of all glyphs that a PDF draws, whatever text it says they are."""
    drawn: set[int] = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            continue
        for shown in re.findall(rb"\[((?:<[0-9a-fA-F]*>|[-\d.\s])*)\] ?TJ|<([0-9a-fA-F]*)> ?Tj", content):
            for digits in re.findall(
                rb"[0-9a-fA-F]{4}", b"".join(re.findall(rb"<([0-9a-fA-F]*)>", shown[0])) or shown[1]
            ):
                drawn.add(int(digits, 16))
    return drawn
